#ifndef FYR_STORE_SEARCH_H
#define FYR_STORE_SEARCH_H

/*
 * Private to store/: one search from query to page. The text of the query
 * becomes two plans: what is looked for and ranked, and what excludes. What
 * is required (phrases, filters, groups, …) becomes sets of notes.
 */

#include "store/bitset.h"
#include "store/expand.h"
#include "store/plan.h"
#include "store/query.h"

/* Which concepts a word or phrase of the query became. */
struct search_leaf {
	const struct query_node *node;
	bool aside; /* in the plan of what excludes */
	size_t from, to;
};

/* What became of a part of the query that is required. */
struct search_met {
	const struct query_node *node;
	size_t notes; /* that meet it */
	bool dropped; /* none does: its words are wished for instead */
};

struct rank;

struct search {
	struct store *store;
	const struct store_request *request;
	struct query query;
	struct plan plan, aside;
	struct search_leaf leaves[QUERY_LEAVES];
	size_t leaf_count;
	size_t run;
	struct expand expand;
	struct bitset allowed;
	bool limited; /* `allowed` holds; else all notes */
	bool status; /* the query asks for a status itself */
	struct buf understood;
	struct str nearest; /* known key most like query.unknown, or empty */
	struct search_met met[QUERY_LEAVES];
	size_t met_count;
	struct error why;
	struct str no_kind; /* a kind asked for that no note is of */
	struct error *err;
	bool own; /* the transaction */
	/* Who wants to see more than the results; both may be NULL. `take`
	   may keep the set of a required part: it does not limit then. */
	void (*ranked)(struct search *search, const struct rank *rank,
		const struct store_results *results);
	bool (*take)(struct search *search, const struct query_node *node,
		struct bitset *set);
	void *arg;
};

/* The query read and its plan made; false when given up, or on failure. */
bool search_read(struct search *search);
void search_clear(struct search *search);

/*
 * Begin: one view of the index, everything in memory, watched. NULL with *err
 * on failure. search_end frees.
 */
struct search *search_begin(struct store *store,
	const struct store_request *request, struct error *err);
void search_end(struct search *search);

/* Given up on request: nothing is shown. At the deadline what was found is. */
bool search_is_given_up(const struct search *search);

/*
 * The query parsed, its words expanded, what is required as search->allowed;
 * false on failure, with search->why, or when it was given up.
 */
bool search_require(struct search *search);

/* Both and all the rest: ranking, and the page into `results`. */
bool search_run(struct search *search, struct store_results *results);

/* Every note with a word, ranked in no order yet; rank_clear in any case. */
bool search_rank(struct search *search, struct rank *rank);

/* Whether drafts and what is no more valid are left out of this listing. */
bool search_hides(const struct search *search);

/* In store/search_plan.c: the concepts of all words, and their alternatives. */
bool search_concepts(struct search *search);

/* A required part that no note has: its words are only wished for now. */
bool search_fall_back(struct search *search, const struct query_node *node);

/* In store/search_set.c: search->allowed from all that is required. */
bool search_required(struct search *search);

#endif
