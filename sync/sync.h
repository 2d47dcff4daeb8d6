#ifndef FYR_SYNC_SYNC_H
#define FYR_SYNC_SYNC_H

/* What merges texts; the rest of this header is yet to come. */

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* Whose text is taken where both changed the same place. */
enum sync_prefer {
	SYNC_PUBLISHED,
	SYNC_MINE,
	SYNC_BASE
};

struct sync_texts {
	const char *path; /* in the hub */
	struct str base; /* what both began with; empty: both are new */
	struct str published; /* what everybody has */
	struct str mine;
	enum sync_prefer prefer;
};

/*
 * Merge the texts of one file: append the result. False when it clashes; then
 * `what` gets the names of what does ("status, text").
 */
typedef bool sync_merge(
	const struct sync_texts *texts, struct buf *out, struct buf *what);

#endif
