#ifndef FYR_STORE_REMOVE_H
#define FYR_STORE_REMOVE_H

/* Private to store/: a note taken out, alone or to make room for its next
 * version. */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "store/store.h"

/* False, and said, outside of a transaction. */
bool put_allowed(const struct store *store, struct error *err);

/*
 * Remove the note at `path` with all its rows; an unknown one is fine.
 * *inlinks is what it had, -1 for an unknown one. Its edges, where its links
 * lead and what it is called, wait in store->pending for remove_settle.
 */
bool remove_note(struct store *store, struct str path, int64_t *inlinks,
	struct error *err);

/*
 * An edge of a note: a name of it, by its rank, or where a link of it leads.
 * Those of the old version and those of the new one that are the same change
 * nothing; remove_settle has the inbound links of all others counted again.
 * It returns whether the note's own names are the same.
 */
enum edge {
	EDGE_TARGET_NAME,
	EDGE_TARGET_PATH,
	EDGE_NAME /* + its rank */
};
void remove_edge(struct store *store, int edge, struct str name, int version);
bool remove_settle(struct store *store);

#endif
