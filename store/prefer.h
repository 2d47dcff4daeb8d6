#ifndef FYR_STORE_PREFER_H
#define FYR_STORE_PREFER_H

/*
 * Private to store/: of the notes that share an id (a note and its
 * translations) a reader is shown one: that in the language asked for, else
 * the primary, else the first by path.
 */

#include "store/bitset.h"
#include "store/db.h"
#include "store/rank.h"

/* False when no note of the hub has a translation: nothing to choose. */
bool prefer_needed(struct store *store);

/*
 * One note of each id that has a member in `found` (NULL: all notes), which
 * need not be a member itself.
 */
bool prefer_shown(struct store *store, struct str lang,
	const struct bitset *found, struct bitset *shown, struct error *err);

/*
 * Keep, of the first `top` candidates, one of each id: at the place of the
 * best, that in the language asked for if it was found too.
 */
bool prefer_ranked(
	struct rank *rank, struct str lang, size_t top, struct error *err);

#endif
