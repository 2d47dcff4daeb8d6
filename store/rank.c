#include "store/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* What a column is worth, and how soon more of the same stops to count. */
static const struct {
	double value, k, b;
} weights[COLUMNS] = {
	{3, .6, .3}, {4, 0, 0}, {1.2, 1, 0}, {1, 1, .6}, {.6, 0, 0}};

enum {
	WINDOW = 40
};

/* How much a note falls for a status, and for another spelling. */
static const double STATUS_FACTOR[] = {1, .9, .55};
static const double SPELLING_COST = .3;
/* How much a published note falls that is past its day of review: less than a
 * draft does, so that it only gives way to one that is as good. */
static const double LATE_FACTOR = .93;
/* Where the table told it of all notes, and not only of the best. */
static const double JUDGED_COST = .9;

/* What initials are worth: as much as an alias. */
static const double INITIALS_VALUE = 4;

void rank_init(struct rank *rank, struct store *store, const struct plan *plan)
{
	memset(rank, 0, sizeof(*rank));
	rank->store = store;
	rank->plan = plan;
	rank->atoms = mem_array(plan->atom_count + 1, sizeof(*rank->atoms));
	rank->here = mem_array(plan->atom_count + 1, sizeof(*rank->here));
}

void rank_clear(struct rank *rank)
{
	free(rank->atoms);
	free(rank->here);
	free(rank->items);
	memset(rank, 0, sizeof(*rank));
}

/* --- one note --- */

static double column_value(int column, double count, double length)
{
	double k = weights[column].k;
	double b = weights[column].b;

	if (count <= 0)
		return 0;
	if (k <= 0)
		return weights[column].value * (count < 1 ? count : 1);
	return weights[column].value * count * (k + 1) /
		(count + k * (1 - b + b * length));
}

struct lengths {
	double title, body; /* as shares of the mean */
};

/* Inflections count as one word: their counts are added first. */
static double term_value(const struct rank *rank, const struct plan_term *term,
	const struct lengths *lengths)
{
	double counts[COLUMNS] = {0};
	bool here = false;
	size_t u;
	int c;

	for (u = 0; u < term->count; u++) {
		const struct rank_atom *atom = &rank->atoms[term->uses[u].atom];

		if (!atom->here)
			continue;
		here = true;
		for (c = 0; c < COLUMNS; c++)
			counts[c] += term->uses[u].weight * atom->count[c];
	}
	if (!here)
		return 0;
	return column_value(
		       COLUMN_TITLE, counts[COLUMN_TITLE], lengths->title) +
		column_value(COLUMN_ALIAS, counts[COLUMN_ALIAS], 1) +
		column_value(COLUMN_HEAD, counts[COLUMN_HEAD], 1) +
		column_value(COLUMN_BODY, counts[COLUMN_BODY], lengths->body) +
		column_value(COLUMN_META, counts[COLUMN_META], 1);
}

/* Words of the title that the alternative hits; 0 unless all its terms do. */
static uint64_t title_words(
	const struct rank *rank, const struct plan_alternative *item)
{
	uint64_t all = 0;
	size_t t, u;

	for (t = 0; t < item->count; t++) {
		uint64_t words = 0;

		for (u = 0; u < item->terms[t].count; u++)
			words |= rank->atoms[item->terms[t].uses[u].atom].title;
		if (!words)
			return 0;
		all |= words;
	}
	return all;
}

/* Whether anything was really found, not only taken for granted. */
static bool is_here(
	const struct rank *rank, const struct plan_alternative *item)
{
	size_t t, u;

	for (t = 0; t < item->count; t++) {
		for (u = 0; u < item->terms[t].count; u++) {
			if (rank->atoms[item->terms[t].uses[u].atom].here)
				return true;
		}
	}
	return false;
}

/* What a common word counts for where it was not looked up. */
static const double COMMON_VALUE = 1;

static bool is_silent(const struct rank *rank, const struct plan_term *term)
{
	return term->common &&
		rank->plan->atoms[term->uses[0].atom].number < 0 &&
		!rank->atoms[term->uses[0].atom].here;
}

/* All terms must be there: the least of their values. */
static double alternative_value(const struct rank *rank,
	const struct plan_alternative *item, const struct lengths *lengths)
{
	double least = 1e9;
	size_t t;

	for (t = 0; t < item->count && least > 0; t++) {
		double value;

		if (!is_silent(rank, &item->terms[t]))
			value = term_value(rank, &item->terms[t], lengths);
		else if (item->source == PLAN_SYNONYM)
			continue; /* the other words of a phrase decide */
		else
			value = COMMON_VALUE;
		least = value < least ? value : least;
	}
	return item->weight * least;
}

static void rank_concept(const struct rank *rank, size_t number,
	const struct lengths *lengths, struct candidate *candidate)
{
	const struct plan_concept *concept = &rank->plan->concepts[number];
	struct lengths own = *lengths;
	double best = 0;
	double title = 0;
	size_t i;

	/* A note that cites an act does so once, however long it is. */
	if (concept->whole && own.body > 1)
		own.body = 1;
	for (i = 0; i < concept->count; i++) {
		const struct plan_alternative *item = &concept->items[i];
		uint64_t words;
		double value;

		if (!is_here(rank, item))
			continue;
		value = alternative_value(rank, item, &own);
		best = value > best ? value : best;
		words = title_words(rank, item);
		candidate->words |= words;
		if (words && item->weight > title)
			title = item->weight;
	}
	if (best <= 0)
		return;
	candidate->sum += concept->idf * best;
	candidate->met += concept->idf;
	candidate->title += concept->idf * title;
	candidate->concepts |= UINT32_C(1) << number;
}

static int compare_places(const void *a, const void *b)
{
	const struct rank_place *x = a;
	const struct rank_place *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static int count_bits(uint64_t set)
{
	int count = 0;

	for (; set; set &= set - 1)
		count++;
	return count;
}

/* How many concepts stand close together somewhere in the body. */
static double proximity(struct rank *rank, uint32_t met)
{
	double best = 0;
	size_t i, n;

	if (!(met & (met - 1)))
		return 0;
	qsort(rank->places, rank->place_count, sizeof(*rank->places),
		compare_places);
	for (i = 0; i < rank->place_count; i++) {
		uint32_t seen = 0;

		for (n = i; n < rank->place_count &&
			rank->places[n].at - rank->places[i].at < WINDOW;
			n++) {
			uint32_t before = seen;
			int count, gap;
			double value;

			seen |= rank->plan->atoms[rank->places[n].atom]
					.concepts &
				met;
			if (seen == before)
				continue;
			count = count_bits(seen);
			gap = rank->places[n].at - rank->places[i].at + 1 -
				count;
			value = (count - 1) / (1 + .15 * (gap > 0 ? gap : 0));
			best = value > best ? value : best;
		}
	}
	return best;
}

static void forget_row(struct rank *rank)
{
	size_t i;

	for (i = 0; i < rank->here_count; i++)
		memset(&rank->atoms[rank->here[i]], 0, sizeof(*rank->atoms));
	rank->here_count = 0;
	rank->place_count = 0;
}

/* Concepts met by the very word that was typed. */
static uint32_t find_itself(const struct rank *rank, uint32_t met)
{
	uint32_t itself = 0;
	size_t i;

	for (i = 0; i < rank->plan->count; i++) {
		const struct plan_concept *concept = &rank->plan->concepts[i];
		size_t atom;

		if (!(met >> i & 1) || !concept->count ||
			concept->items[0].source != PLAN_SELF)
			continue;
		atom = concept->items[0].terms[0].uses[0].atom;
		if (rank->atoms[atom].here &&
			str_eq(rank->plan->atoms[atom].text, concept->word))
			itself |= UINT32_C(1) << i;
	}
	return itself;
}

static struct candidate *add_candidate(struct rank *rank, int64_t id)
{
	struct candidate *candidate;

	rank->items = mem_grow(
		rank->items, &rank->cap, rank->count + 1, sizeof(*rank->items));
	candidate = &rank->items[rank->count++];
	memset(candidate, 0, sizeof(*candidate));
	candidate->id = id;
	return candidate;
}

void rank_add(struct rank *rank, int64_t id)
{
	add_candidate(rank, id);
}

void rank_row(struct rank *rank, int64_t id)
{
	const struct prior *prior = &rank->store->prior;
	const struct prior_row *row = prior_find(prior, id);
	struct candidate *candidate;
	struct lengths lengths;
	size_t i;

	if (!row) {
		forget_row(rank);
		return;
	}
	lengths.title = row->title_len / (prior->title_mean + .001);
	lengths.body = row->body_len / (prior->body_mean + .001);
	candidate = add_candidate(rank, id);
	for (i = 0; i < rank->plan->count; i++) {
		if (!rank->plan->concepts[i].stop)
			rank_concept(rank, i, &lengths, candidate);
	}
	if (!candidate->concepts) {
		rank->count--;
	} else {
		candidate->near = proximity(rank, candidate->concepts);
		candidate->itself = find_itself(rank, candidate->concepts);
		rank_spelling(rank, candidate);
	}
	forget_row(rank);
}

void rank_title_words(struct rank *rank, struct candidate *candidate)
{
	size_t i, n;

	candidate->title = 0;
	candidate->words = 0;
	for (i = 0; i < rank->plan->count; i++) {
		const struct plan_concept *concept = &rank->plan->concepts[i];
		float best = 0;

		for (n = 0; n < concept->count; n++) {
			uint64_t words = title_words(rank, &concept->items[n]);

			candidate->words |= words;
			if (words && concept->items[n].weight > best)
				best = concept->items[n].weight;
		}
		if (concept->stop || best <= 0)
			continue;
		candidate->title += concept->idf * best;
		if (!(candidate->concepts >> i & 1))
			candidate->met += concept->idf;
		candidate->concepts |= UINT32_C(1) << i;
	}
	forget_row(rank);
}

/* --- scores --- */

void rank_parts(const struct rank *rank, const struct candidate *candidate,
	struct store_score *parts)
{
	const struct prior_row *row =
		prior_find(&rank->store->prior, candidate->id);
	double all = rank->plan->idf > 0 ? rank->plan->idf : 1;
	double in_title = candidate->title / all;
	double covered = row && row->title_len
		? (double)count_bits(candidate->words) / row->title_len
		: 0;
	double linked = in_title + candidate->initials / all;

	if (candidate->covered > 0)
		covered = candidate->covered;
	if (covered > 1)
		covered = 1;
	if (linked > 1)
		linked = 1;
	parts->text = candidate->sum;
	parts->title = 2.5 * all * in_title * in_title *
		(.3 + 1.2 * covered * covered);
	parts->name = candidate->same ? 2 * all : 0;
	parts->near = .5 * candidate->near * all / (double)rank->plan->count;
	parts->found = sqrt(candidate->met / all);
	parts->status = parts->review = parts->links = 1;
	parts->late = 0;
	if (row) {
		parts->status =
			STATUS_FACTOR[row->low <= PRIOR_PAST ? row->low : 0];
		parts->late = row->due && row->due < rank->today &&
				row->low == PRIOR_NORMAL
			? rank->today - row->due
			: 0;
		parts->links =
			1 + .2 * log(1 + row->inlinks) * (.2 + .8 * linked);
	}
	if (parts->late)
		parts->review = LATE_FACTOR;
	parts->spelling = (1 - SPELLING_COST * candidate->spelling) *
		(1 - JUDGED_COST * candidate->rival);
}

static void score(const struct rank *rank, struct candidate *candidate)
{
	struct store_score parts;

	rank_parts(rank, candidate, &parts);
	candidate->score =
		(parts.text + parts.title + parts.name + parts.near) *
		parts.found * parts.status * parts.review * parts.links *
		parts.spelling;
}

/* Put the `top` best first, in any order: Hoare's selection. */
static void select_top(struct candidate *items, size_t count, size_t top)
{
	size_t low = 0;
	size_t high = count;

	while (high - low > 1 && top > low && top < high) {
		/* Not the last one, or nothing would be cut off. */
		double pivot = items[low + (high - low - 1) / 2].score;
		size_t i = low;
		size_t n = high - 1;

		for (;;) {
			struct candidate swap;

			while (items[i].score > pivot)
				i++;
			while (items[n].score < pivot)
				n--;
			if (i >= n)
				break;
			swap = items[i];
			items[i++] = items[n];
			items[n--] = swap;
		}
		if (top <= n + 1)
			high = n + 1;
		else
			low = n + 1;
	}
}

static struct candidate *find_candidate(struct rank *rank, int64_t id)
{
	size_t i;

	for (i = 0; i < rank->count; i++) {
		if (rank->items[i].id == id)
			return &rank->items[i];
	}
	return NULL;
}

void rank_initials(struct rank *rank)
{
	size_t i, n;

	for (i = 0; i < rank->plan->count; i++) {
		const struct plan_concept *concept = &rank->plan->concepts[i];

		for (n = 0; n < concept->doc_count; n++) {
			int64_t id = concept->docs[n].id;
			struct candidate *candidate = find_candidate(rank, id);

			if (rank->allowed && !bitset_has(rank->allowed, id))
				continue;
			if (!candidate)
				candidate = add_candidate(rank, id);
			if (!(candidate->concepts >> i & 1))
				candidate->met += concept->idf;
			candidate->concepts |= UINT32_C(1) << i;
			candidate->initials +=
				concept->idf * concept->docs[n].weight;
			candidate->sum += concept->idf * INITIALS_VALUE *
				concept->docs[n].weight;
		}
	}
}

bool rank_finish(struct rank *rank, size_t top, struct error *err)
{
	size_t i;

	for (i = 0; i < rank->count; i++)
		score(rank, &rank->items[i]);
	if (top > rank->count)
		top = rank->count;
	select_top(rank->items, rank->count, top);
	if (!rank_sort(rank, top, err) || !rank_titles(rank, top, err))
		return false;
	for (i = 0; i < top; i++)
		score(rank, &rank->items[i]);
	return rank_sort(rank, top, err);
}
