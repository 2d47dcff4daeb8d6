#ifndef FYR_STORE_WATCH_H
#define FYR_STORE_WATCH_H

/*
 * Private to store/: giving up a search because a key waits or its time is
 * over. SQLite asks through its progress handler, our own loops through
 * watch_poll. No threads.
 */

#include "store/db.h"

enum {
	WATCH_MS = 500
};

/* Begin and end watching a search. */
void watch_begin(struct store *store, bool (*stop)(void *arg), void *arg);
void watch_end(struct store *store);

/*
 * From here on the time no longer counts, only a request to stop: what was
 * found is made ready to be shown.
 */
void watch_no_limit(struct store *store);

/* True when the work is to be given up; stays true. Cheap. */
bool watch_poll(struct watch *watch);

#endif
