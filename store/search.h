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
	struct error *err;
};

/* The query read and its plan made; false when given up, or on failure. */
bool search_read(struct search *search);
void search_clear(struct search *search);

/* In store/search_plan.c: the concepts of all words, and their alternatives. */
bool search_concepts(struct search *search);

/* A required part that no note has: its words are only wished for now. */
bool search_fall_back(struct search *search, const struct query_node *node);

/* In store/search_set.c: search->allowed from all that is required. */
bool search_required(struct search *search);

#endif
