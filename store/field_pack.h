#ifndef FYR_STORE_FIELD_PACK_H
#define FYR_STORE_FIELD_PACK_H

/*
 * Private to store/: a note's front matter as bytes. For each key, by number:
 * the number, the length of what follows, and its values in order, each by
 * what it shares with the one before. Reading checks every length. Pure.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct field_value {
	int64_t key;
	struct str text;
	bool dated;
	int32_t day;
};

/* Sorts `values`; equal ones are kept once. */
void field_pack(struct buf *out, struct field_value *values, size_t count);

/*
 * for (field_walk_init(&walk, list); field_walk_key(&walk);)
 *         while (field_walk_value(&walk))
 *                 … walk.value …
 */
struct field_walk {
	struct str rest; /* keys to come */
	struct str group; /* values of this key to come */
	struct buf text;
	struct field_value value; /* text borrowed until the next one */
};

void field_walk_init(struct field_walk *walk, struct str list);
bool field_walk_key(struct field_walk *walk);
bool field_walk_value(struct field_walk *walk);
void field_walk_clear(struct field_walk *walk);

#endif
