#ifndef FYR_SYNC_SAY_H
#define FYR_SYNC_SAY_H

/*
 * Sentences from a table, translated, with a value in them. Private to sync/.
 */

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

/* Append `text` with `value` for every "%s" in it, which may be none. */
void say_with(struct buf *out, const char *text, const char *value);

/* What a program writes, and the sentence for it. */
struct saying {
	const char *said, *meaning;
};

/* The meaning of the first that occurs in `text`, or NULL. */
const char *say_find(
	const struct saying *sayings, size_t count, struct str text);

#endif
