#ifndef FYR_CONTENT_FEED_PRIVATE_H
#define FYR_CONTENT_FEED_PRIVATE_H

/* The parts of content/feed_read.c. */

#include "content/feed_read.h"

/* Append a feed's text without markup, on one line, cut at FEED_TEXT. */
void feed_clean(struct buf *out, struct str text);

#endif
