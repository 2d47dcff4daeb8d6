#ifndef FYR_STORE_REMOVE_H
#define FYR_STORE_REMOVE_H

/* Private to store/: a note taken out, alone or to make room for its next
 * version. */

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "store/store.h"

/* False, and said, outside of a transaction. */
bool put_allowed(const struct store *store, struct error *err);

/* Remove the note at `path` with all its rows; an unknown one is fine. */
bool remove_note(struct store *store, struct str path, struct error *err);

#endif
