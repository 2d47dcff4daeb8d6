#include "store/synonym.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/inflect.h"

enum {
	MATCH_WORDS = 8, /* in other forms, at most */
	MATCH_FORMS = 3, /* of each word */
	MATCH_TRIES = 81
};

/* A derivation (-ing, -are) is another word here. */
static const float form_weight = .75f;

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

static int by_word(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void synonyms_settle(struct synonyms *synonyms)
{
	struct str *all = NULL;
	size_t count = 0, cap = 0;
	size_t i;

	vocab_clear(&synonyms->words);
	for (i = 0; i < synonyms->map.count; i++) {
		struct str rest = synonyms->map.entries[i].word;
		struct str word;

		while (str_cut(&rest, ' ', &word)) {
			all = mem_grow(all, &cap, count + 1, sizeof(*all));
			all[count++] = word;
		}
	}
	if (count)
		qsort(all, count, sizeof(*all), by_word);
	for (i = 0; i < count; i++) {
		if (!i || !str_eq(all[i], all[i - 1]))
			vocab_add(&synonyms->words, all[i], 1);
	}
	free(all);
}

/* The words of entries that each word of the query may be a form of. */
struct match {
	const struct vocab *vocab;
	struct inflect_form forms[MATCH_WORDS][MATCH_FORMS];
	size_t counts[MATCH_WORDS];
	size_t tries; /* all their combinations */
};

static bool match_forms(struct match *m, const struct str *words, size_t count)
{
	struct inflect_form all[INFLECT_FORMS];
	size_t i, n, found;

	m->tries = 1;
	for (i = 0; i < count; i++) {
		found = inflect_forms(m->vocab, words[i], all);
		m->counts[i] = 0;
		for (n = 0; n < found && m->counts[i] < MATCH_FORMS; n++) {
			if (all[n].weight >= form_weight)
				m->forms[i][m->counts[i]++] = all[n];
		}
		m->tries *= m->counts[i];
	}
	return m->tries > 0 && m->tries <= MATCH_TRIES;
}

static const struct synonym *try_forms(const struct synonyms *synonyms,
	const struct match *m, size_t count, float *weight)
{
	const struct synonym *found = NULL;
	struct buf words = {0};
	size_t try, i;

	for (try = 0; !found && try < m->tries; try++) {
		size_t rest = try;

		*weight = 1;
		buf_cut(&words, 0);
		for (i = 0; i < count; i++) {
			const struct inflect_form *form =
				&m->forms[i][rest % m->counts[i]];

			rest /= m->counts[i];
			if (i)
				buf_byte(&words, ' ');
			buf_str(&words, vocab_word(m->vocab, form->word));
			if (form->weight < *weight)
				*weight = form->weight;
		}
		found = synonyms_find(synonyms, buf_slice(&words));
	}
	buf_clear(&words);
	return found;
}

const struct synonym *synonyms_match(const struct synonyms *synonyms,
	const struct str *words, size_t count, float *weight)
{
	struct match m = {.vocab = &synonyms->words};
	const struct synonym *found;
	struct buf exact = {0};
	size_t i;

	for (i = 0; i < count; i++) {
		if (i)
			buf_byte(&exact, ' ');
		buf_str(&exact, words[i]);
	}
	*weight = 1;
	found = synonyms_find(synonyms, buf_slice(&exact));
	buf_clear(&exact);
	if (!found && count <= MATCH_WORDS && match_forms(&m, words, count))
		found = try_forms(synonyms, &m, count, weight);
	return found;
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
	vocab_clear(&synonyms->words);
	free(synonyms->entries);
	memset(synonyms, 0, sizeof(*synonyms));
}
