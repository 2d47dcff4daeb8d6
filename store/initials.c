#include "store/initials.h"

#include <math.h>
#include <string.h>

#include "store/stmt.h"

enum {
	LEAST = 2,
	MOST = 6,
	PART_MIN = 3
};

bool initials_fit(struct str typed)
{
	size_t capitals = 0;
	size_t i;

	for (i = 0; i < typed.len; i++) {
		char c = typed.data[i];

		if (c >= 'A' && c <= 'Z')
			capitals++;
		else if (!(c >= 'a' && c <= 'z'))
			return false;
	}
	return typed.len >= LEAST && typed.len <= MOST && capitals >= 2 &&
		typed.data[0] >= 'A' && typed.data[0] <= 'Z' &&
		2 * capitals >= typed.len;
}

/* Beyond this cost it is no reading any more; see part_cost and WORD_COST. */
static const float COST_MAX = .8f;
static const float WORD_COST = .12f;
/* Names are shortened by their first words: what follows matters less. */
static const float REST_COST = .06f;

/* A word before `at` ("person", "arbets") and one that begins there. */
static bool is_seam(const struct vocab *vocab, struct str word, size_t at)
{
	struct str before = str_sub(word, 0, at);
	struct str rest = str_sub(word, at, word.len);
	size_t len;

	if (vocab_notes(vocab, rest) > 0)
		return true;
	if (before.len && before.data[before.len - 1] == 's' &&
		!vocab_notes(vocab, before))
		before.len--;
	if (before.len < PART_MIN || !vocab_notes(vocab, before))
		return false;
	for (len = PART_MIN + 1; len < rest.len; len++) {
		if (vocab_notes(vocab, str_sub(rest, 0, len)) > 0)
			return true;
	}
	return false;
}

/* Cost of reading the letter at `at` of `word` as the start of a part. */
static float part_cost(const struct vocab *vocab, struct str word, size_t at)
{
	return is_seam(vocab, word, at) ? .05f : .6f;
}

struct reading {
	const struct vocab *vocab;
	struct str typed;
};

static char letter(const struct reading *r, size_t next)
{
	char c = r->typed.data[next];

	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* After a letter at `at`: how many small ones follow in the word, as typed. */
static bool take_small(
	const struct reading *r, struct str word, size_t *at, size_t *next)
{
	(*at)++;
	(*next)++;
	while (*next < r->typed.len && r->typed.data[*next] >= 'a') {
		if (*at >= word.len || word.data[*at] != letter(r, *next))
			return false;
		(*at)++;
		(*next)++;
	}
	return true;
}

static float read_on(const struct reading *r, struct str word, size_t from,
	struct str rest, size_t next);

/* The next letter begins a later word. */
static float read_words(
	const struct reading *r, struct str rest, size_t next, float cost)
{
	struct str word;

	while (cost < COST_MAX && str_cut(&rest, ' ', &word)) {
		size_t at = 0;
		size_t then = next;

		if (next < r->typed.len && word.len &&
			word.data[0] == letter(r, next) &&
			take_small(r, word, &at, &then)) {
			float more = read_on(r, word, at + 1, rest, then);

			return cost + more;
		}
		cost += next == r->typed.len ? REST_COST : WORD_COST;
	}
	return next == r->typed.len ? cost : 9;
}

/* Least cost of the letters from `next` on in what is left of the title. */
static float read_on(const struct reading *r, struct str word, size_t from,
	struct str rest, size_t next)
{
	float best = read_words(r, rest, next, 0);
	size_t i;

	if (next == r->typed.len)
		return best;
	for (i = from; i + 1 < word.len && best > .05f; i++) {
		size_t at = i;
		size_t then = next;
		float cost;

		if (word.data[i] != letter(r, next))
			continue;
		cost = part_cost(r->vocab, word, i);
		if (cost >= best || !take_small(r, word, &at, &then))
			continue;
		cost += read_on(r, word, at + PART_MIN - 1, rest, then);
		best = cost < best ? cost : best;
	}
	return best;
}

/* All letters in order, whatever stands between: most titles fail here. */
static bool is_possible(const struct reading *r, struct str words)
{
	size_t next = 0;
	size_t i;

	for (i = 0; i < words.len && next < r->typed.len; i++)
		next += words.data[i] == letter(r, next);
	return next == r->typed.len;
}

float initials_weight(
	const struct vocab *vocab, struct str typed, struct str words)
{
	struct reading r = {vocab, typed};
	struct str rest = words;
	struct str word;
	size_t at = 0;
	size_t next = 0;
	float cost;

	if (!is_possible(&r, words) || !str_cut(&rest, ' ', &word) ||
		!word.len || word.data[0] != letter(&r, 0) ||
		!take_small(&r, word, &at, &next))
		return 0;
	cost = read_on(&r, word, at + 1, rest, next);
	return cost < COST_MAX ? 1 - cost : 0;
}

/* A name that many use is worth keeping before one that only fits as well. */
static float known_by(const struct prior *prior, const struct plan_doc *doc)
{
	const struct prior_row *row = prior_find(prior, doc->id);

	if (!row)
		return 0;
	return doc->weight * (1 + .2f * logf(1 + (float)row->inlinks)) *
		(row->low == PRIOR_PAST ? .55f : 1);
}

static void keep(struct plan_concept *concept, const struct prior *prior,
	const struct plan_doc *doc)
{
	size_t at = concept->doc_count;

	while (at > 0 &&
		known_by(prior, &concept->docs[at - 1]) < known_by(prior, doc))
		at--;
	if (at == PLAN_DOCS)
		return;
	if (concept->doc_count < PLAN_DOCS)
		concept->doc_count++;
	memmove(&concept->docs[at + 1], &concept->docs[at],
		(concept->doc_count - at - 1) * sizeof(concept->docs[0]));
	concept->docs[at] = *doc;
}

bool initials_find(struct expand *e, struct plan_concept *concept,
	struct str typed, struct error *err)
{
	struct store *store = e->store;
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, initials FROM doc INDEXED BY doc_initials"
		" WHERE initials >= ?1 AND initials < ?1 || 'zzzz'",
		err);
	bool row = true;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, str_sub(concept->word, 0, 1));
	while (row) {
		struct plan_doc doc;

		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (!row)
			break;
		doc.id = stmt_column_int(stmt, 0);
		doc.weight =
			initials_weight(e->vocab, typed, stmt_column(stmt, 1));
		if (doc.weight > 0)
			keep(concept, &store->prior, &doc);
	}
	return true;
}
