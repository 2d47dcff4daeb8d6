#ifndef FYR_STORE_MATCH_H
#define FYR_STORE_MATCH_H

/*
 * Private to store/: a plan as MATCH expressions of the full-text table, and
 * as something that recognises its atoms in a text of ours (titles, snippets).
 */

#include "base/buf.h"
#include "store/bitset.h"
#include "store/db.h"
#include "store/plan.h"
#include "store/token.h"

/*
 * The atoms that find every note worth ranking, numbered in plan->atoms and
 * listed in `lookup` (room for all atoms). Common words take no part unless
 * there is nothing else. Returns how many; with 0 there is nothing to look
 * for.
 */
size_t match_all(struct plan *plan, size_t *lookup);

/* The expression that finds the notes with any of `atoms`: a phrase each. */
void match_phrases(const struct plan *plan, const size_t *atoms, size_t count,
	struct buf *out);

/* Notes that meet one concept in full: one of its alternatives. */
bool match_concept(struct store *store, const struct plan *plan, size_t concept,
	struct bitset *set, struct error *err);

struct matcher {
	const struct plan *plan;
	const struct token_table *fold;
	struct wordmap first; /* word -> first atom with it */
	size_t *next; /* atom -> next one with the same word */
	size_t *prefixes, *phrases;
	size_t prefix_count, phrase_count;
	/* By a word's first byte, which lengths to look up, as bits. */
	uint64_t lengths[256];
	struct token_begins begins; /* other words are passed over */
};

/* `fold` is the store's; it must outlive the matcher. */
void matcher_init(struct matcher *matcher, const struct plan *plan,
	const struct token_table *fold);
void matcher_clear(struct matcher *matcher);

/*
 * Tell every atom in a text that may stand in one of `columns`: the words
 * [first, last] it covers and their bytes.
 */
struct matcher_hit {
	size_t atom;
	size_t first, last; /* words */
	size_t from, to; /* bytes */
};

/* Hits in order of their end; at most `max`. Returns how many. */
size_t matcher_find(const struct matcher *matcher, struct str text,
	unsigned columns, struct matcher_hit *hits, size_t max);

#endif
