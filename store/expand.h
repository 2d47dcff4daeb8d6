#ifndef FYR_STORE_EXPAND_H
#define FYR_STORE_EXPAND_H

/*
 * Private to store/: the alternatives of one concept, from the vocabulary:
 * inflections, completions, compounds, parts, corrections. What looks at
 * several words at once is in store/join.h, initials are in store/initials.h.
 */

#include "store/plan.h"
#include "store/query.h"
#include "store/watch.h"

struct expand {
	struct store *store;
	struct vocab *vocab;
	struct plan *plan;
	struct watch *watch;
	bool typing;
	struct buf *understood; /* corrections are told here; may be NULL */
};

/* A term of the word's forms in the vocabulary, in `columns` (0: all). */
bool expand_term(struct expand *e, struct str word, unsigned columns,
	struct plan_term *term);

/* How a word is to be taken. */
struct expand_word {
	bool exact; /* nothing but itself */
	bool strict; /* itself and its inflections only: it excludes */
	bool prefix; /* the beginning of words */
	bool last; /* may be half typed */
};
/* Offer one term as an alternative. */
bool expand_give(struct expand *e, struct plan_concept *concept,
	enum plan_source source, float weight, const struct plan_term *term);

void expand_word(struct expand *e, struct plan_concept *concept,
	const struct expand_word *how);

/* An exact phrase of folded words apart by blanks. */
void expand_phrase(struct expand *e, struct plan_concept *concept);

/* An identifier: all its spellings. */
void expand_whole(struct expand *e, struct plan_concept *concept);

/*
 * Whether the text as typed is an identifier ("2008:355", "sfs2017:30",
 * "2022-913", "32016R0679"): appends it with its numbers as typed.
 */
bool expand_is_whole(struct str typed, struct buf *whole);

/*
 * In store/compound.c: words that begin or end with this one, in the names of
 * notes. Returns how many ended with it. Then the parts of a compound.
 */
struct expand_compounds {
	struct str word;
	enum plan_source source;
	float weight; /* of the word itself */
	size_t max;
};
size_t expand_compounds(struct expand *e, struct plan_concept *concept,
	const struct expand_compounds *how);
void expand_split(struct expand *e, struct plan_concept *concept, float weight);

#endif
