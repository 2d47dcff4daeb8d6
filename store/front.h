#ifndef FYR_STORE_FRONT_H
#define FYR_STORE_FRONT_H

/*
 * Private to store/: the front-matter keys of all notes, in memory until the
 * index changes (store->front).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct store;

struct front_key {
	struct str name;
	int64_t id; /* in the table key */
	size_t notes; /* that have it */
};

struct front_keys {
	struct arena arena;
	struct front_key *items; /* most notes first; 2,000 at most */
	size_t count, cap;
	bool read;
};

/* Read them unless they are there. */
bool front_read(struct store *store, struct error *err);
void front_clear(struct front_keys *keys);

/* The key that is `typed`, exactly or but for case. */
bool front_find(struct store *store, struct str typed, struct str *key);

#endif
