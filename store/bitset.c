#include "store/bitset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Note numbers are positive and dense; more than this is no number of ours. */
enum {
	ID_MAX = 1 << 28
};

static void reach(struct bitset *set, size_t count)
{
	size_t cap = set->count;

	if (count <= set->count)
		return;
	set->words = mem_grow(set->words, &cap, count, sizeof(*set->words));
	memset(set->words + set->count, 0,
		(cap - set->count) * sizeof(*set->words));
	set->count = cap;
}

void bitset_add(struct bitset *set, int64_t id)
{
	if (id < 0 || id > ID_MAX)
		return;
	reach(set, (size_t)id / 64 + 1);
	set->words[id / 64] |= UINT64_C(1) << (id % 64);
}

void bitset_remove(struct bitset *set, int64_t id)
{
	if (bitset_has(set, id))
		set->words[id / 64] &= ~(UINT64_C(1) << (id % 64));
}

bool bitset_has(const struct bitset *set, int64_t id)
{
	return id >= 0 && (size_t)id / 64 < set->count &&
		(set->words[id / 64] >> (id % 64) & 1);
}

void bitset_or(struct bitset *set, const struct bitset *other)
{
	size_t i;

	reach(set, other->count);
	for (i = 0; i < other->count; i++)
		set->words[i] |= other->words[i];
}

void bitset_and(struct bitset *set, const struct bitset *other)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		set->words[i] &= i < other->count ? other->words[i] : 0;
}

void bitset_and_not(struct bitset *set, const struct bitset *other)
{
	size_t i;

	for (i = 0; i < set->count && i < other->count; i++)
		set->words[i] &= ~other->words[i];
}

bool bitset_is_empty(const struct bitset *set)
{
	size_t i;

	for (i = 0; i < set->count; i++) {
		if (set->words[i])
			return false;
	}
	return true;
}

size_t bitset_size(const struct bitset *set)
{
	size_t size = 0;
	size_t i;

	for (i = 0; i < set->count; i++) {
		uint64_t word = set->words[i];

		for (; word; word &= word - 1)
			size++;
	}
	return size;
}

void bitset_clear(struct bitset *set)
{
	free(set->words);
	set->words = NULL;
	set->count = 0;
}
