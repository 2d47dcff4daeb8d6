#ifndef FYR_CONTENT_FOOTNOTE_H
#define FYR_CONTENT_FOOTNOTE_H

/*
 * The footnote definitions a renderer meets and shows at the end. The zero
 * value is empty and valid.
 */

#include <stddef.h>

#include "content/node.h"

struct footnote {
	const struct node *node;
};

struct footnotes {
	struct footnote *items;
	size_t count, cap;
};

void footnotes_add(struct footnotes *notes, const struct node *node);

/* By number; those nothing refers to (number 0) last, by line. */
void footnotes_sort(struct footnotes *notes);

void footnotes_clear(struct footnotes *notes);

#endif
