#ifndef FYR_STORE_WORDS_H
#define FYR_STORE_WORDS_H

/*
 * Private to store/: the list of all words of the index and the number of
 * notes with each, exact after every transaction: one packed list, and the
 * changes since it was written. What searching keeps in memory comes from
 * here.
 */

#include "store/db.h"

/*
 * The words that the full-text table takes in from now on are those of one
 * note, counted in (1) or out (-1), once each; 0 ends that. Pending.
 */
void words_count(struct store *store, int by);
void words_seen(struct store *store, struct str word);

/* Write the pending changes. */
bool words_flush(struct store *store, struct error *err);

/* Write the list from the full-text table itself: after a bulk load. */
bool words_build(struct store *store, struct error *err);

/* Fold the changes into the list when they are more than `limit`. */
bool words_settle(struct store *store, size_t limit, struct error *err);

/* Read words and notes' priors to memory unless they are there and valid. */
bool words_warm(struct store *store, struct error *err);

#endif
