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

void synonyms_add(struct synonyms *synonyms, const struct token_table *table,
	size_t group, struct str phrase)
{
	struct buf words = {0};
	struct synonym *entry;
	int64_t *first;
	bool added;

	token_join(&words, table, phrase);
	if (!words.len) {
		buf_clear(&words);
		return;
	}
	first = wordmap_add(&synonyms->map, buf_slice(&words), &added);
	synonyms->entries = mem_grow(synonyms->entries, &synonyms->cap,
		synonyms->count + 1, sizeof(*synonyms->entries));
	entry = &synonyms->entries[synonyms->count];
	entry->words = synonyms->map.entries[synonyms->map.count - 1].word;
	if (!added) {
		size_t at = (size_t)*first;

		entry->words = synonyms->entries[at].words;
		entry->same = at;
	} else {
		entry->same = SYNONYM_NONE;
	}
	entry->group = group;
	*first = (int64_t)synonyms->count++;
	if (count_words(entry->words) > synonyms->longest)
		synonyms->longest = count_words(entry->words);
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

void synonyms_clear(struct synonyms *synonyms)
{
	wordmap_clear(&synonyms->map);
	free(synonyms->entries);
	memset(synonyms, 0, sizeof(*synonyms));
}
