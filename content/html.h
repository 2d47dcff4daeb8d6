#ifndef FYR_CONTENT_HTML_H
#define FYR_CONTENT_HTML_H

/*
 * A document as an HTML fragment: headings with id attributes, tables with
 * header cells, task items as disabled check boxes, footnotes with links back.
 * Raw HTML of the note appears as text. Only http, https, mailto and tel
 * addresses and relative ones become links, only https and relative ones images
 * ("//host" is neither); of others the text is shown. That holds for what
 * `resolve` answers, too. Text is cleaned of what XML 1.0 cannot hold; the
 * fragment is well-formed XML as well, unless it is for a page. Headings that
 * show nothing are left out.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "content/doc.h"

struct html_options {
	/*
	 * Turns a link of the document into the address to write, appended to
	 * *out; false leaves the link out (its text stays). NULL: as written.
	 */
	bool (*resolve)(const struct link *link, struct buf *out, void *arg);
	void *arg;
	/* Appends what a [[link]] without a text of its own is called; false
	   leaves its text. NULL: as written. */
	bool (*name)(const struct link *link, struct buf *out, void *arg);
	/*
	 * For a page that has its own heading: the document's begin at this
	 * level and none is skipped on the way down. 0: as written.
	 */
	int headings;
	struct str title; /* a first heading that says only this is left out */
	const char *rel; /* of links that leave the site; NULL: none */
	/*
	 * As a page of HTML writes it, instead of XML: <br>, disabled. Columns
	 * are aligned by the classes left, center and right, for pages that
	 * allow no style of their own; tables stand in a frame of class "wide"
	 * that scrolls and can be reached by keyboard.
	 */
	bool page;
};

void html_doc(struct buf *out, const struct doc *doc,
	const struct html_options *options);

/* Append text with & < > " ' escaped and characters outside XML 1.0 dropped. */
void html_text(struct buf *out, struct str text);

#endif
