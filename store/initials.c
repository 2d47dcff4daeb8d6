#include "store/initials.h"

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

/* Cost of reading the letter at `at` of `word` as the start of a part. */
static float part_cost(const struct vocab *vocab, struct str word, size_t at)
{
	struct str rest = str_sub(word, at, word.len);

	if (vocab_notes(vocab, rest) > 0)
		return .05f;
	return .3f;
}

/* Cheapest way to find letters from `next` on in the rest of one word. */
static float rest_of_word(const struct vocab *vocab, struct str word,
	size_t from, char letter, size_t *at)
{
	float best = 9;
	size_t i;

	for (i = from; i < word.len; i++) {
		float cost;

		if (word.data[i] != letter || word.len - i < 2)
			continue;
		cost = part_cost(vocab, word, i);
		if (cost < best) {
			best = cost;
			*at = i;
		}
	}
	return best;
}

float initials_weight(
	const struct vocab *vocab, struct str initials, struct str words)
{
	struct str rest = words;
	struct str word;
	float cost = 0;
	size_t next = 0;
	size_t passed = 0;

	if (!str_cut(&rest, ' ', &word) || word.data[0] != initials.data[0])
		return 0;
	for (;;) {
		size_t at = 0;

		if (word.len && next < initials.len &&
			word.data[0] == initials.data[next]) {
			next++;
			while (next < initials.len &&
				(!rest.len ||
					rest.data[0] != initials.data[next])) {
				float more = rest_of_word(vocab, word,
					at + (at ? PART_MIN : 2),
					initials.data[next], &at);

				if (more > 1)
					break;
				cost += more;
				next++;
			}
		} else {
			passed++;
		}
		if (!str_cut(&rest, ' ', &word))
			break;
	}
	if (next < initials.len)
		return 0;
	cost += .12f * (float)passed;
	return cost < .75f ? 1 - cost : 0;
}

static void keep(struct plan_concept *concept, int64_t id, float weight)
{
	size_t at = concept->doc_count;

	while (at > 0 && concept->docs[at - 1].weight < weight)
		at--;
	if (at == PLAN_DOCS)
		return;
	if (concept->doc_count < PLAN_DOCS)
	concept->doc_count++;
	memmove(&concept->docs[at + 1], &concept->docs[at],
		(concept->doc_count - at - 1) * sizeof(concept->docs[0]));
	concept->docs[at].id = id;
	concept->docs[at].weight = weight;
}

bool initials_find(
	struct expand *e, struct plan_concept *concept, struct error *err)
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
		float weight;

		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (!row)
			break;
		weight = initials_weight(
			e->vocab, concept->word, stmt_column(stmt, 1));
		if (weight > 0)
			keep(concept, stmt_column_int(stmt, 0), weight);
	}
	return true;
}
