#ifndef FYR_CONTENT_HTML_PRIVATE_H
#define FYR_CONTENT_HTML_PRIVATE_H

/* What html.c (blocks) and html_inline.c (text, addresses) share. */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/doc.h"
#include "content/footnote.h"
#include "content/html.h"

struct html {
	struct buf *out;
	const struct doc *doc;
	const struct html_options *options;
	struct footnotes notes; /* met so far, shown at the end */
	int *uses; /* references written so far, by footnote number */
	size_t uses_cap;
	const struct node *item; /* its check box waits for the paragraph */
	bool in_link;
	int levels[6]; /* of the headings that are open, as written */
	int depth;
	bool begun; /* something was written */
};

/* The inlines below `parent`. */
void html_inlines(struct html *html, const struct node *parent);

/* True when a reader sees nothing of what is below. */
bool html_is_blank(const struct node *node);

/* The end of an element without content. */
void html_void(struct html *html);

/* An attribute with its blank before and its quotes. */
void html_attribute(struct buf *out, const char *name, struct str value);

#endif
