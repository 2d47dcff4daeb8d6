#ifndef FYR_CONTENT_DOC_PRIVATE_H
#define FYR_CONTENT_DOC_PRIVATE_H

/*
 * The parts of content/doc.c: doc_text.c makes plain text, doc_links.c finds
 * headings and links, doc_check.c what is wrong.
 */

#include "content/doc.h"

/* Fill headings and links from the tree; nodes get their numbers. */
void doc_collect(struct doc *doc);

/*
 * Offset from `from` on of the first character that needs a closer look: it
 * may be hidden, or no UTF-8. Most texts have none.
 */
size_t doc_find_odd(struct str text, size_t from);

/*
 * Add problems of the text and the tree. `file`: before it was repaired; `odd`:
 * as doc_find_odd says of the source.
 */
void doc_check(struct doc *doc, struct str file, size_t odd);

/* The front matter has no closing line. */
void doc_warn_open(struct doc *doc);

/* The front matter is no mapping of keys. */
void doc_warn_shape(struct doc *doc, int line);

#endif
