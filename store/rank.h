#ifndef FYR_STORE_RANK_H
#define FYR_STORE_RANK_H

/*
 * Private to store/: how well each found note meets a plan. rank_row takes
 * one row of the full-text table through gather.h; rank_finish adds notes
 * found by initials, scores all, and looks at the titles of the best once
 * more: for common words, exact titles and exact spelling.
 */

#include "store/bitset.h"
#include "store/db.h"
#include "store/explain.h"
#include "store/match.h"
#include "store/plan.h"
#include "store/schema.h"

enum {
	RANK_PLACES = 192
};

/* Where one atom stands in the note at hand. */
struct rank_atom {
	uint16_t count[COLUMNS];
	uint64_t title; /* words of the title it covers, as bits */
	bool here;
};

struct rank_place {
	int32_t at; /* word in the body */
	size_t atom;
};

struct candidate {
	int64_t id;
	double score;
	double sum; /* of the concepts */
	double met; /* idf of the concepts met */
	double title; /* idf of those met in the title, by weight */
	double initials; /* idf of those met by the title's initials */
	double near; /* proximity */
	uint64_t words; /* of the title that are hit, as bits */
	float covered; /* share of the title's words hit, by idf; 0 unread */
	uint32_t concepts; /* met, as bits */
	uint32_t itself; /* met by the very word, as bits */
	uint32_t judged; /* concepts whose spelling the table told, as bits */
	float rival; /* of those: share of the query met in another only */
	bool same; /* a name of the note is the query */
	float spelling; /* share of the query met in another spelling */
};

struct rank {
	struct store *store;
	const struct plan *plan;
	int32_t today; /* day; to be set after rank_init */
	const struct bitset *allowed; /* NULL: all notes */
	struct gather *gather; /* while the notes are looked up */
	struct rank_atom *atoms;
	size_t *here; /* atoms found in the note at hand */
	size_t here_count;
	struct rank_place places[RANK_PLACES];
	size_t place_count;
	struct candidate *items;
	size_t count, cap;
};

void rank_init(struct rank *rank, struct store *store, const struct plan *plan);

/* The note whose atoms and places are filled in; forgets them. */
void rank_row(struct rank *rank, int64_t id);

/*
 * In store/rank_title.c: look at the names of the first `top` candidates:
 * all their words, common ones too, and their spelling.
 */
bool rank_titles(struct rank *rank, size_t top, struct error *err);

/* A note that is found without any word. */
void rank_add(struct rank *rank, int64_t id);

/*
 * In store/rank_spelling.c: which short words of the query the note at hand has
 * in another spelling only, and their share of the query.
 */
void rank_spelling(const struct rank *rank, struct candidate *candidate);

/* After all rows: the notes whose title has the initials asked for. */
void rank_initials(struct rank *rank);

/* What the atoms' title words mean for the candidate; forgets them. */
void rank_title_words(struct rank *rank, struct candidate *candidate);

/*
 * In store/rank_tie.c: sort the first `top` candidates, best first. Equal ones
 * go by path, not by number: it changes with every edit.
 */
bool rank_sort(struct rank *rank, size_t top, struct error *err);

/* Best first; at least `top` of them in their final order. */
bool rank_finish(struct rank *rank, size_t top, struct error *err);

/* What the score of a candidate is made of: the score is made of these. */
void rank_parts(const struct rank *rank, const struct candidate *candidate,
	struct store_score *parts);

void rank_clear(struct rank *rank);

#endif
