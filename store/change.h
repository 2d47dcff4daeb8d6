#ifndef FYR_STORE_CHANGE_H
#define FYR_STORE_CHANGE_H

/*
 * Private to store/: what the history tells of a note. A note takes it when it
 * is put; a note that is there already is told at the end of the transaction.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/store.h"

struct life {
	int64_t number, created, modified;
	struct buf author;
};

/* Of the note as it is put; its own time without history. Clear the author. */
bool life_of(struct store *store, const struct store_note *note,
	struct life *life, struct error *err);

/* Tell the notes whose history grew and that were not put since. */
bool life_flush(struct store *store, struct error *err);

#endif
