#ifndef FYR_STORE_BITSET_H
#define FYR_STORE_BITSET_H

/*
 * A set of note numbers (doc.id). The zero value is the empty set. Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bitset {
	uint64_t *words;
	size_t count; /* of words */
};

void bitset_add(struct bitset *set, int64_t id);
void bitset_remove(struct bitset *set, int64_t id);
bool bitset_has(const struct bitset *set, int64_t id);

/* Add all of `other`; keep only those also, or not, in `other`. */
void bitset_or(struct bitset *set, const struct bitset *other);
void bitset_and(struct bitset *set, const struct bitset *other);
void bitset_and_not(struct bitset *set, const struct bitset *other);

bool bitset_is_empty(const struct bitset *set);
size_t bitset_size(const struct bitset *set);

void bitset_clear(struct bitset *set);

#endif
