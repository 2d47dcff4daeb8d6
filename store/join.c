#include "store/join.h"

#include <string.h>

#include "store/inflect.h"
#include "store/name.h"

enum {
	JOINED_MAX = 64,
	TERMS_MAX = 8,
	CONTAINING = 8 /* compounds with a synonym */
};

/* What may stand between two words that are written as one. */
static const char *const links[] = {"", "s", "e", "a", "o", "u"};

enum {
	LINKS = sizeof(links) / sizeof(*links)
};

/* Give an alternative to concepts [from, to). */
static void give_all(struct expand *e, size_t from, size_t to,
	const struct plan_offer *offer)
{
	for (; from < to; from++)
		plan_give(e->plan, &e->plan->concepts[from], offer);
}

static void try_joined(
	struct expand *e, size_t from, size_t to, struct str word, float weight)
{
	struct plan_offer offer = {PLAN_JOIN, weight, NULL, 1};
	struct plan_term term;

	if (word.len > JOINED_MAX || !expand_term(e, word, 0, &term))
		return;
	offer.terms = &term;
	give_all(e, from, to, &offer);
}

static void join_two(struct expand *e, size_t at)
{
	const struct plan_concept *c = &e->plan->concepts[at];
	struct buf word = {0};
	size_t i;

	for (i = 0; i < LINKS; i++) {
		buf_cut(&word, 0);
		buf_str(&word, c[0].word);
		buf_put(&word, links[i]);
		buf_str(&word, c[1].word);
		try_joined(e, at, at + 2, buf_slice(&word), .95f);
	}
	buf_clear(&word);
}

static void join_three(struct expand *e, size_t at)
{
	const struct plan_concept *c = &e->plan->concepts[at];
	struct buf word = {0};
	size_t i;

	for (i = 0; i < (size_t)LINKS * LINKS; i++) {
		buf_cut(&word, 0);
		buf_str(&word, c[0].word);
		buf_put(&word, links[i / LINKS]);
		buf_str(&word, c[1].word);
		buf_put(&word, links[i % LINKS]);
		buf_str(&word, c[2].word);
		try_joined(e, at, at + 3, buf_slice(&word), .95f);
	}
	buf_clear(&word);
}

/*
 * The first word in another form, its last vowel changed or dropped:
 * "hogskolans forordning" is hogskoleforordning.
 */
static void join_forms(struct expand *e, size_t at)
{
	const struct plan_concept *c = &e->plan->concepts[at];
	struct inflect_form forms[INFLECT_FORMS];
	size_t count = inflect_forms(e->vocab, c[0].word, forms);
	struct buf word = {0};
	size_t i, n;

	for (i = 0; i < count; i++) {
		struct str form = vocab_word(e->vocab, forms[i].word);

		if (form.len < 4 || !strchr("ae", form.data[form.len - 1]))
			continue;
		for (n = 0; n < LINKS; n++) {
			buf_cut(&word, 0);
			buf_str(&word, str_sub(form, 0, form.len - 1));
			buf_put(&word, links[n]);
			buf_str(&word, c[1].word);
			if (vocab_notes(e->vocab, buf_slice(&word)))
				try_joined(
					e, at, at + 2, buf_slice(&word), .9f);
		}
	}
	buf_clear(&word);
}

static bool can_join(const struct plan_concept *a, const struct plan_concept *b)
{
	return a->run == b->run && !a->stop && !b->stop && !a->phrase &&
		!b->phrase && !a->whole && !b->whole;
}

void join_neighbours(struct expand *e)
{
	const struct plan_concept *c = e->plan->concepts;
	size_t i;

	for (i = 0; i + 1 < e->plan->count; i++) {
		if (watch_poll(e->watch))
			return;
		if (!can_join(&c[i], &c[i + 1]))
			continue;
		join_two(e, i);
		join_forms(e, i);
		if (i + 2 < e->plan->count && can_join(&c[i + 1], &c[i + 2]))
			join_three(e, i);
	}
}

/* --- the term list --- */

/* The words of an entry as terms; 0 when one of them is nowhere. */
static size_t make_terms(
	struct expand *e, struct str words, struct plan_term terms[TERMS_MAX])
{
	size_t count = 0;
	struct str word;

	while (count < TERMS_MAX && str_cut(&words, ' ', &word)) {
		if (name_is_stop_word(word))
			continue;
		if (!expand_term(e, word, 0, &terms[count++]))
			return 0;
	}
	return count;
}

/* Concepts [from, to) of the query, met by what an entry finds. */
struct span {
	size_t from, to;
	float weight;
};

/* Compounds with a synonym of one word: smittskydd, smittskyddslag. */
static void give_containing(
	struct expand *e, const struct span *span, struct str word)
{
	const struct expand_compounds how = {
		word, PLAN_SYNONYM, span->weight, CONTAINING};
	size_t i;

	if (str_find(word, ' ') < word.len)
		return;
	for (i = span->from; i < span->to; i++)
		expand_compounds(e, &e->plan->concepts[i], &how);
}

/* All other entries of the groups that these words are in. */
static void give_group(
	struct expand *e, const struct span *span, const struct synonym *entry)
{
	const struct synonyms *list = &e->store->synonyms;

	for (; entry; entry = synonyms_next(list, entry)) {
		const struct synonym *to = NULL;

		while ((to = synonyms_other(list, entry, to))) {
			struct plan_term terms[TERMS_MAX];
			struct plan_offer offer = {
				PLAN_SYNONYM, span->weight, terms, 0};

			offer.count = make_terms(e, to->words, terms);
			give_all(e, span->from, span->to, &offer);
			give_containing(e, span, to->words);
		}
	}
}

/* The entry that concepts [from, to) are; *weight as synonyms_match. */
static const struct synonym *entry_of(
	const struct expand *e, size_t from, size_t to, float *weight)
{
	struct str words[PLAN_CONCEPTS];
	size_t i;

	for (i = from; i < to; i++)
		words[i - from] = e->plan->concepts[i].word;
	return synonyms_match(&e->store->synonyms, words, to - from, weight);
}

/* The longest entry that begins at concept `at`; returns how many it takes. */
static size_t match_at(struct expand *e, size_t at)
{
	const struct plan *plan = e->plan;
	const struct synonym *found = NULL;
	struct span span = {at, at, 0};
	float weight;

	while (span.to < plan->count &&
		span.to - at < e->store->synonyms.longest &&
		plan->concepts[span.to].run == plan->concepts[at].run)
		span.to++;
	for (; span.to > at; span.to--) {
		found = entry_of(e, at, span.to, &weight);
		if (found)
			break;
	}
	if (!found)
		return 0;
	span.weight = .85f * weight;
	give_group(e, &span, found);
	return span.to - at;
}

/* The last word of one entry and the first of the next, as one. */
static void try_pair(struct expand *e, size_t from, size_t to, struct str left,
	struct str right)
{
	struct plan_term terms[TERMS_MAX + 1];
	struct plan_offer offer = {PLAN_JOIN, .85f, terms, 0};
	struct buf word = {0};
	size_t cut = left.len;
	size_t i;

	while (cut > 0 && left.data[cut - 1] != ' ')
		cut--;
	for (i = 0; i < LINKS; i++) {
		buf_cut(&word, 0);
		buf_str(&word, str_sub(left, cut, left.len));
		buf_put(&word, links[i]);
		buf_str(&word, right);
		if (word.len > JOINED_MAX)
			continue;
		offer.count = cut
			? make_terms(e, str_sub(left, 0, cut - 1), terms)
			: 0;
		if ((!cut || offer.count) &&
			expand_term(
				e, buf_slice(&word), 0, &terms[offer.count])) {
			offer.count++;
			give_all(e, from, to, &offer);
		}
	}
	buf_clear(&word);
}

/* discrimination act -> diskriminering, lag -> diskrimineringslag. */
static void join_translated(struct expand *e, size_t at, size_t mid, size_t end)
{
	const struct synonyms *list = &e->store->synonyms;
	const struct synonym *left, *right, *a, *b;
	float weight;
	size_t n, m;

	left = entry_of(e, at, mid, &weight);
	right = left ? entry_of(e, mid, mid + 1, &weight) : NULL;
	a = NULL;
	for (n = 0; right && n < 4 && (a = synonyms_other(list, left, a));
		n++) {
		b = NULL;
		for (m = 0; m < 4 && (b = synonyms_other(list, right, b));
			m++) {
			if (str_find(b->words, ' ') == b->words.len)
				try_pair(e, at, end, a->words, b->words);
		}
	}
}

void join_synonyms(struct expand *e)
{
	const struct plan_concept *c = e->plan->concepts;
	size_t i, took, n;

	if (!e->store->synonyms.count)
		return;
	for (i = 0; i < e->plan->count; i += took ? took : 1) {
		if (watch_poll(e->watch))
			return;
		took = match_at(e, i);
	}
	for (i = 0; i < e->plan->count; i++) {
		for (n = i + 1; n < e->plan->count && n - i <= 4 &&
			c[n].run == c[i].run;
			n++)
			join_translated(e, i, n, n + 1);
	}
}
