#include "store/synonym.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static size_t count_words(struct str words)
{
	size_t count = words.len > 0;
	size_t i;

	for (i = 0; i < words.len; i++)
		count += words.data[i] == ' ';
	return count;
}

/* Links the entry to those with the same words before it. */
static void look_up(struct synonyms *synonyms, struct synonym *entry,
	size_t number, struct str words)
{
	bool added;
	int64_t *first = wordmap_add(&synonyms->map, words, &added);

	entry->words = synonyms->map.entries[synonyms->map.count - 1].word;
	if (!added) {
		entry->same = (size_t)*first;
		entry->words = synonyms->entries[entry->same].words;
	}
	*first = (int64_t)number;
	if (count_words(entry->words) > synonyms->longest)
		synonyms->longest = count_words(entry->words);
}

void synonyms_add(struct synonyms *synonyms, const struct token_table *table,
	const struct synonym_phrase *phrase)
{
	struct buf words = {0};
	struct synonym *entry;

	token_join(&words, table, phrase->text);
	if (words.len) {
		synonyms->entries = mem_grow(synonyms->entries, &synonyms->cap,
			synonyms->count + 1, sizeof(*synonyms->entries));
		entry = &synonyms->entries[synonyms->count];
		entry->same = SYNONYM_NONE;
		entry->group = phrase->group;
		entry->way = phrase->way;
		if (phrase->way == SYNONYM_TO)
			entry->words = arena_str(
				&synonyms->map.arena, buf_slice(&words));
		else
			look_up(synonyms, entry, synonyms->count,
				buf_slice(&words));
		synonyms->count++;
	}
	buf_clear(&words);
}

const struct synonym *synonyms_find(
	const struct synonyms *synonyms, struct str words)
{
	const int64_t *first = wordmap_find(&synonyms->map, words);

	return first ? &synonyms->entries[*first] : NULL;
}

const struct synonym *synonyms_next(
	const struct synonyms *synonyms, const struct synonym *entry)
{
	return entry->same == SYNONYM_NONE ? NULL
					   : &synonyms->entries[entry->same];
}

const struct synonym *synonyms_other(const struct synonyms *synonyms,
	const struct synonym *entry, const struct synonym *last)
{
	const struct synonym *end = synonyms->entries + synonyms->count;
	const struct synonym *at = last ? last + 1 : entry;

	while (!last && at > synonyms->entries && at[-1].group == entry->group)
		at--;
	for (; at < end && at->group == entry->group; at++) {
		if (at != entry && at->way != SYNONYM_FROM)
			return at;
	}
	return NULL;
}

void synonyms_clear(struct synonyms *synonyms)
{
	wordmap_clear(&synonyms->map);
	free(synonyms->entries);
	memset(synonyms, 0, sizeof(*synonyms));
}
