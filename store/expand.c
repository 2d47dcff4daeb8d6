#include "store/expand.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inflect.h"
#include "store/schema.h"
#include "store/spelling.h"
#include "store/typo.h"

enum {
	COMPLETIONS = 40,
	COMPOUNDS = 20,
	RARER = 10,
	KNOWN = 30, /* a word in so many notes is no mistake */
	WHOLE_MAX = 48
};

static size_t word_atom(struct expand *e, size_t word, unsigned columns)
{
	size_t atom =
		plan_atom(e->plan, vocab_word(e->vocab, word), columns, false);

	e->plan->atoms[atom].notes = e->vocab->notes[word];
	return atom;
}

bool expand_term(struct expand *e, struct str word, unsigned columns,
	struct plan_term *term)
{
	struct inflect_form forms[INFLECT_FORMS];
	size_t count = inflect_forms(e->vocab, word, forms);
	size_t i;

	plan_term(e->plan, term, count);
	for (i = 0; i < count; i++)
		plan_use(e->plan, term, word_atom(e, forms[i].word, columns),
			forms[i].weight);
	return count > 0;
}

bool expand_give(struct expand *e, struct plan_concept *concept,
	enum plan_source source, float weight, const struct plan_term *term)
{
	const struct plan_offer offer = {source, weight, term, 1};

	return plan_give(e->plan, concept, &offer);
}

/* --- completions --- */

/* word*: all words that begin so, by the table itself when there are many. */
static void give_prefix(struct expand *e, struct plan_concept *concept)
{
	size_t words[COMPLETIONS] = {0};
	size_t from, to, count, i;
	struct plan_term term;

	vocab_prefix(e->vocab, concept->word, &from, &to);
	count = vocab_commonest(e->vocab, from, to, words, COMPLETIONS);
	plan_term(e->plan, &term, count + 1);
	if (to - from > COMPLETIONS && concept->word.len > 2) {
		size_t atom = plan_atom(
			e->plan, concept->word, concept->columns, true);

		e->plan->atoms[atom].notes = e->vocab->notes[words[0]];
		plan_use(e->plan, &term, atom, 1);
	} else {
		for (i = 0; i < count; i++)
			plan_use(e->plan, &term,
				word_atom(e, words[i], concept->columns), 1);
	}
	expand_give(e, concept, PLAN_PREFIX, 1, &term);
}

/* The word may be half typed: its commonest completions. */
static void give_completions(
	struct expand *e, struct plan_concept *concept, bool known)
{
	size_t words[COMPLETIONS] = {0};
	size_t max = concept->word.len < 3 ? 12 : known ? 24 : COMPLETIONS;
	size_t from, to, count, i;
	struct plan_term term;

	vocab_prefix(e->vocab, concept->word, &from, &to);
	count = vocab_commonest(e->vocab, from, to, words, max);
	plan_term(e->plan, &term, count);
	for (i = 0; i < count; i++) {
		if (vocab_word(e->vocab, words[i]).len != concept->word.len)
			plan_use(e->plan, &term,
				word_atom(e, words[i], concept->columns), 1);
	}
	expand_give(e, concept, PLAN_PREFIX, known ? .6f : .9f, &term);
}

/* --- corrections --- */

static void tell_correction(
	struct expand *e, const struct plan_concept *concept, size_t word)
{
	if (!e->understood)
		return;
	if (e->understood->len)
		buf_put(e->understood, "; ");
	buf_str(e->understood, concept->typed);
	buf_put(e->understood, " \xE2\x86\x92 ");
	buf_str(e->understood, vocab_word(e->vocab, word));
}

/* `far` allows two edits. */
static void give_typos(struct expand *e, struct plan_concept *concept,
	uint32_t notes, bool far)
{
	struct typo found[TYPO_MAX];
	size_t count = typo_find(e->vocab, concept->word, e->watch, found);
	bool told = notes > 0;
	size_t i;

	for (i = 0; i < count; i++) {
		struct plan_term term;

		if ((found[i].distance > 1 && !far) ||
			e->vocab->notes[found[i].word] <= RARER * notes ||
			!expand_term(e, vocab_word(e->vocab, found[i].word),
				concept->columns, &term))
			continue;
		if (expand_give(e, concept, PLAN_TYPO,
			    found[i].distance == 1 ? .8f : .6f, &term) &&
			!told) {
			tell_correction(e, concept, found[i].word);
			told = true;
		}
	}
}

static bool is_number(struct str word)
{
	size_t i;

	for (i = 0; i < word.len; i++) {
		if (word.data[i] >= '0' && word.data[i] <= '9')
			return true;
	}
	return false;
}

static bool has_completions(const struct expand *e, struct str word)
{
	size_t from, to;

	vocab_prefix(e->vocab, word, &from, &to);
	return to > from;
}

static void give_itself(struct expand *e, struct plan_concept *concept)
{
	size_t word = vocab_find(e->vocab, concept->word);
	struct plan_term term;

	if (word == VOCAB_NONE || spelling_give(e, concept) < 1)
		return;
	plan_term(e->plan, &term, 1);
	plan_use(e->plan, &term, word_atom(e, word, concept->columns), 1);
	expand_give(e, concept, PLAN_SELF, 1, &term);
}

/* The start of a word that is no word itself is hardly a form of another. */
static float self_weight(
	const struct expand *e, const struct plan_concept *concept, bool half)
{
	return half && !vocab_notes(e->vocab, concept->word) ? .5f : 1;
}

/* Compounds, parts and corrections; `half` typed words are not corrected. */
static void expand_parts(struct expand *e, struct plan_concept *concept,
	uint32_t notes, bool half)
{
	const struct expand_compounds how = {
		concept->word, PLAN_COMPOUND, 1, COMPOUNDS};
	size_t endings = expand_compounds(e, concept, &how);

	if (notes < 3)
		expand_split(e, concept, notes ? .6f : .7f);
	else if (concept->word.len >= 8)
		expand_split(e, concept, .5f);
	/* A word that others end with is hardly two letters wrong. */
	if (!half && notes < KNOWN)
		give_typos(e, concept, notes, endings == 0);
}

void expand_word(struct expand *e, struct plan_concept *concept,
	const struct expand_word *how)
{
	bool half = how->last && concept->word.len > 0;
	bool known;
	struct plan_term term;
	float folded;

	if (how->prefix) {
		give_prefix(e, concept);
		return;
	}
	if (how->exact) {
		give_itself(e, concept);
		return;
	}
	half = half && has_completions(e, concept->word);
	folded = how->strict ? 1 : spelling_give(e, concept);
	known = expand_term(e, concept->word, concept->columns, &term) &&
		expand_give(e, concept, folded < 1 ? PLAN_FOLDED : PLAN_SELF,
			folded * self_weight(e, concept, half), &term);
	if (how->strict)
		return;
	if (half && (e->typing || !known))
		give_completions(
			e, concept, vocab_notes(e->vocab, concept->word) > 0);
	if (is_number(concept->word) || concept->stop)
		return;
	expand_parts(e, concept, known ? term.notes : 0, half && e->typing);
}

void expand_phrase(struct expand *e, struct plan_concept *concept)
{
	struct str rest = concept->word;
	struct plan_term term;
	uint32_t least = UINT32_MAX;
	struct str word;
	size_t atom;

	while (str_cut(&rest, ' ', &word)) {
		uint32_t notes = vocab_notes(e->vocab, word);

		if (notes < least)
			least = notes;
	}
	if (least == 0 || least == UINT32_MAX)
		return;
	atom = plan_atom(e->plan, concept->word, concept->columns, false);
	e->plan->atoms[atom].notes = least;
	plan_term(e->plan, &term, 1);
	plan_use(e->plan, &term, atom, 1);
	expand_give(e, concept, PLAN_SELF, 1, &term);
}

/* --- identifiers --- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 32016R0679 as 2016/679. */
static bool whole_of_celex(struct str typed, struct buf *whole)
{
	size_t from = 6;
	size_t i;

	if (typed.len < 7 || typed.len > 12 || typed.data[0] != '3' ||
		!strchr("RLDrld", typed.data[5]))
		return false;
	for (i = 0; i < typed.len; i++) {
		if (i != 5 && !is_digit(typed.data[i]))
			return false;
	}
	while (from + 1 < typed.len && typed.data[from] == '0')
		from++;
	buf_str(whole, str_sub(typed, 1, 5));
	buf_byte(whole, '/');
	buf_str(whole, str_sub(typed, from, typed.len));
	return true;
}

bool expand_is_whole(struct str typed, struct buf *whole)
{
	size_t from = 0;
	size_t digits = 0;
	size_t marks = 0;
	size_t i;

	if (typed.len > WHOLE_MAX)
		return false;
	if (whole_of_celex(typed, whole))
		return true;
	while (from < typed.len && !is_digit(typed.data[from]))
		from++;
	while (typed.len > from && !is_digit(typed.data[typed.len - 1]))
		typed.len--;
	for (i = from; i < typed.len; i++) {
		if (is_digit(typed.data[i]))
			digits++;
		else if (strchr(":/-", typed.data[i]) &&
			is_digit(typed.data[i - 1]))
			marks++;
		else
			return false;
	}
	if (digits < 4 || marks < 1)
		return false;
	buf_str(whole, str_sub(typed, from, typed.len));
	return true;
}

static bool give_spelling(struct expand *e, struct plan_concept *concept,
	struct str text, float weight)
{
	size_t word = vocab_find(e->vocab, text);
	struct plan_term term;

	if (word == VOCAB_NONE)
		return false;
	plan_term(e->plan, &term, 1);
	plan_use(e->plan, &term, word_atom(e, word, concept->columns), 1);
	return expand_give(e, concept, PLAN_SELF, weight, &term);
}

/* The number with its separators replaced by `mark`. */
static struct str respell(char *out, struct str word, char mark)
{
	size_t i;

	for (i = 0; i < word.len && i < WHOLE_MAX; i++)
		out[i] = is_digit(word.data[i]) ? word.data[i] : mark;
	return (struct str){out, i};
}

/* The regulation's CELEX number, for 2016/679. */
static void give_celex(struct expand *e, struct plan_concept *concept)
{
	struct str word = concept->word;
	size_t slash = str_find(word, '/');
	long year, number;
	char celex[24];
	const char *kind;

	if (!str_number(str_sub(word, 0, slash), 1950, 2199, &year) ||
		!str_number(
			str_sub(word, slash + 1, word.len), 1, 9999, &number))
		return;
	for (kind = "rld"; *kind; kind++) {
		snprintf(celex, sizeof(celex), "3%ld%c%04ld", year, *kind,
			number);
		give_spelling(e, concept, str_from(celex), .9f);
	}
}

void expand_whole(struct expand *e, struct plan_concept *concept)
{
	struct str word = concept->word;
	bool dashed = str_find(word, '-') < word.len;
	char text[WHOLE_MAX + 1];
	bool known;

	known = !dashed && give_spelling(e, concept, word, 1);
	if (dashed || !known) {
		known |= give_spelling(e, concept, respell(text, word, ':'), 1);
		known |= give_spelling(e, concept, respell(text, word, '/'), 1);
	}
	give_celex(e, concept);
	if (!known) {
		struct str typed = concept->word;

		concept->word =
			arena_str(&e->plan->arena, respell(text, word, ' '));
		expand_phrase(e, concept);
		concept->word = typed;
	}
}
