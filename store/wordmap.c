#include "store/wordmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static uint32_t hash_word(struct str word)
{
	uint32_t hash = 2166136261u;
	size_t i;

	for (i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)word.data[i]) * 16777619u;
	return hash ^ (hash >> 15);
}

static size_t slot_of(const struct wordmap *map, struct str word, uint32_t hash)
{
	size_t mask = map->slot_count - 1;
	size_t slot = hash & mask;

	while (map->slots[slot]) {
		const struct wordmap_entry *entry =
			&map->entries[map->slots[slot] - 1];

		if (entry->hash == hash && str_eq(entry->word, word))
			break;
		slot = (slot + 1) & mask;
	}
	return slot;
}

static void grow(struct wordmap *map)
{
	size_t i;

	free(map->slots);
	map->slot_count = map->slot_count ? 2 * map->slot_count : 64;
	map->slots = mem_array(map->slot_count, sizeof(*map->slots));
	for (i = 0; i < map->count; i++) {
		const struct wordmap_entry *entry = &map->entries[i];

		map->slots[slot_of(map, entry->word, entry->hash)] =
			(uint32_t)i + 1;
	}
}

int64_t *wordmap_find(const struct wordmap *map, struct str word)
{
	size_t slot;

	if (!map->slot_count)
		return NULL;
	slot = slot_of(map, word, hash_word(word));
	return map->slots[slot] ? &map->entries[map->slots[slot] - 1].value
				: NULL;
}

int64_t *wordmap_add(struct wordmap *map, struct str word, bool *added)
{
	uint32_t hash = hash_word(word);
	struct wordmap_entry *entry;
	size_t slot;

	if (2 * (map->count + 1) > map->slot_count)
		grow(map);
	slot = slot_of(map, word, hash);
	if (added)
		*added = !map->slots[slot];
	if (map->slots[slot])
		return &map->entries[map->slots[slot] - 1].value;
	map->entries = mem_grow(
		map->entries, &map->cap, map->count + 1, sizeof(*map->entries));
	entry = &map->entries[map->count++];
	entry->word = arena_str(&map->arena, word);
	entry->hash = hash;
	entry->value = 0;
	map->slots[slot] = (uint32_t)map->count;
	return &entry->value;
}

void wordmap_clear(struct wordmap *map)
{
	arena_clear(&map->arena);
	free(map->entries);
	free(map->slots);
	memset(map, 0, sizeof(*map));
}
