/* The part of store/expand.h about compounds. */
#include <math.h>
#include <string.h>

#include "store/expand.h"
#include "store/inflect.h"
#include "store/schema.h"

enum {
	COMPOUNDS = 20,
	PART_MIN = 3,
	POLL = 8192
};

/* Compounds are looked for in the names of things only. */
enum {
	NAMES = 1 << COLUMN_TITLE | 1 << COLUMN_ALIAS | 1 << COLUMN_HEAD
};

struct compound {
	size_t word;
	float weight;
	double value; /* by which the best are chosen */
};

struct compounds {
	struct compound items[COMPOUNDS];
	size_t count;
};

static void keep(struct compounds *list, const struct vocab *vocab, size_t word,
	float weight)
{
	struct compound one = {word, weight, 0};
	size_t at = list->count;

	one.value = weight * log(2 + vocab->notes[word]);
	while (at > 0 && list->items[at - 1].value < one.value)
		at--;
	if (at == COMPOUNDS)
		return;
	if (list->count < COMPOUNDS)
		list->count++;
	memmove(&list->items[at + 1], &list->items[at],
		(list->count - at - 1) * sizeof(one));
	list->items[at] = one;
}

static void find_beginning(struct expand *e, struct str begin, size_t shared,
	struct compounds *list)
{
	size_t from, to;

	vocab_prefix(e->vocab, begin, &from, &to);
	for (; from < to; from++) {
		size_t len = vocab_word(e->vocab, from).len;

		if (len >= begin.len + PART_MIN)
			keep(list, e->vocab, from,
				.25f + .6f * (float)shared / (float)len);
	}
}

/* A first part may change its last vowel: halsa, halsodata; gata, gatukok. */
static void find_beginnings(
	struct expand *e, struct str word, struct compounds *list)
{
	static const char vowels[] = "ou";
	char begin[TOKEN_MAX];
	size_t i;

	find_beginning(e, word, word.len, list);
	if (word.len < PART_MIN + 1 || word.len > sizeof(begin) ||
		(word.data[word.len - 1] != 'a' &&
			word.data[word.len - 1] != 'e'))
		return;
	memcpy(begin, word.data, word.len);
	for (i = 0; i < sizeof(vowels) - 1; i++) {
		begin[word.len - 1] = vowels[i];
		find_beginning(
			e, (struct str){begin, word.len}, word.len - 1, list);
	}
}

static size_t find_ending(
	struct expand *e, struct str word, struct compounds *list)
{
	const struct vocab *vocab = e->vocab;
	char last = word.data[word.len - 1];
	size_t found = 0;
	size_t i;

	for (i = 0; i < vocab->count; i++) {
		size_t end = vocab->at[i + 1];
		size_t len = end - vocab->at[i];

		if (i % POLL == 0 && watch_poll(e->watch))
			break;
		if (len < word.len + 2 || vocab->bytes.data[end - 1] != last ||
			memcmp(vocab->bytes.data + end - word.len, word.data,
				word.len) != 0)
			continue;
		found++;
		keep(list, vocab, i, .25f + .5f * (float)word.len / (float)len);
	}
	return found;
}

size_t expand_compounds(struct expand *e, struct plan_concept *concept,
	const struct expand_compounds *how)
{
	struct compounds list = {0};
	unsigned columns =
		concept->columns ? concept->columns & NAMES : (unsigned)NAMES;
	size_t endings;
	size_t i;

	if (!columns || how->word.len < PART_MIN + 1)
		return 0;
	find_beginnings(e, how->word, &list);
	endings = find_ending(e, how->word, &list);
	for (i = 0; i < list.count && i < how->max; i++) {
		const struct compound *one = &list.items[i];
		struct plan_offer offer = {
			how->source, how->weight * one->weight, NULL, 1};
		struct plan_term term;
		size_t atom = plan_atom(e->plan,
			vocab_word(e->vocab, one->word), columns, false);

		e->plan->atoms[atom].notes = e->vocab->notes[one->word];
		plan_term(e->plan, &term, 1);
		plan_use(e->plan, &term, atom, 1);
		offer.terms = &term;
		plan_give(e->plan, concept, &offer);
	}
	return endings;
}

/* --- parts --- */

struct split {
	struct str parts[3];
	size_t count;
	double value; /* mean log frequency */
};

/* Notes with the word or a form of it; *found is the form to look for. */
static uint32_t part_notes(const struct expand *e, struct str part)
{
	struct inflect_form forms[INFLECT_FORMS];
	uint32_t notes = vocab_notes(e->vocab, part);

	if (!notes && part.len > PART_MIN + 1 &&
		inflect_forms(e->vocab, part, forms) > 0)
		notes = e->vocab->notes[forms[0].word];
	return notes;
}

/* A first part as a word: as it is, or without its linking letter. */
static uint32_t first_part(const struct expand *e, struct str *part)
{
	uint32_t notes = vocab_notes(e->vocab, *part);
	struct str cut = *part;

	if (notes || part->len <= PART_MIN ||
		!strchr("seaou", part->data[part->len - 1]))
		return notes;
	cut.len--;
	notes = vocab_notes(e->vocab, cut);
	if (notes)
		*part = cut;
	return notes;
}

static void try_split(const struct expand *e, struct str word,
	const struct split *before, struct split *best)
{
	size_t i;

	for (i = PART_MIN; i + PART_MIN <= word.len; i++) {
		struct split one = *before;
		struct str first = str_sub(word, 0, i);
		struct str second = str_sub(word, i, word.len);
		uint32_t a = first_part(e, &first);
		uint32_t b = a ? part_notes(e, second) : 0;

		if (!a || !b)
			continue;
		one.parts[one.count++] = first;
		one.parts[one.count++] = second;
		one.value =
			(one.value * (double)before->count + log(a) + log(b)) /
			(double)one.count;
		if (one.value > best->value || !best->count)
			*best = one;
	}
}

static void try_three(
	const struct expand *e, struct str word, struct split *best)
{
	size_t i;

	for (i = PART_MIN; i + 2 * PART_MIN <= word.len; i++) {
		struct split before = {0};
		struct str first = str_sub(word, 0, i);
		uint32_t a = first_part(e, &first);

		if (!a)
			continue;
		before.parts[before.count++] = first;
		before.value = log(a);
		try_split(e, str_sub(word, i, word.len), &before, best);
	}
}

void expand_split(struct expand *e, struct plan_concept *concept, float weight)
{
	struct plan_offer offer = {PLAN_SPLIT, weight, NULL, 0};
	struct plan_term terms[3];
	struct split best = {0};
	struct split none = {0};
	size_t i;

	if (concept->word.len < 2 * PART_MIN)
		return;
	try_split(e, concept->word, &none, &best);
	if (!best.count && concept->word.len >= 4 * PART_MIN)
		try_three(e, concept->word, &best);
	for (i = 0; i < best.count; i++) {
		if (!expand_term(e, best.parts[i], concept->columns, &terms[i]))
			return;
	}
	offer.terms = terms;
	offer.count = best.count;
	if (best.count)
		plan_give(e->plan, concept, &offer);
}
