#ifndef FYR_SYNC_SAY_H
#define FYR_SYNC_SAY_H

/*
 * Sentences from a table, translated, with a value in them. Private to sync/.
 */

#include "base/buf.h"

/* Append `text` with `value` for every "%s" in it, which may be none. */
void say_with(struct buf *out, const char *text, const char *value);

#endif
