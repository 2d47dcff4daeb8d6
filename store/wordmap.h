#ifndef FYR_STORE_WORDMAP_H
#define FYR_STORE_WORDMAP_H

/*
 * Words to numbers: a hash table that owns its words. The zero value is empty
 * and valid. Entries keep the order they were added in.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct wordmap_entry {
	struct str word;
	int64_t value;
	uint32_t hash;
};

struct wordmap {
	struct arena arena;
	struct wordmap_entry *entries;
	size_t count, cap;
	uint32_t *slots; /* entry + 1, or 0 */
	size_t slot_count;
};

/* The value of a word, or NULL; borrowed until the next wordmap_add. */
int64_t *wordmap_find(const struct wordmap *map, struct str word);

/* The value of a word, added with 0 if new (*added may be NULL). */
int64_t *wordmap_add(struct wordmap *map, struct str word, bool *added);

void wordmap_clear(struct wordmap *map);

#endif
