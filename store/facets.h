#ifndef FYR_STORE_FACETS_H
#define FYR_STORE_FACETS_H

/*
 * Counting what a search finds. Results are copies in an arena of their own,
 * freed by the clear function; errors as in store/store.h.
 */

#include "store/store.h"

/*
 * The notes a request finds, counted by what they have: kind, status, tag,
 * owner, lang, stage, year and the keys declared as choices. key:value, with
 * `value` quoted if it has blanks, is the filter for a row. A key already
 * filtered by counts as if it were not, so that alternatives show what they
 * would add. A note and its translations are one when request.prefer is set.
 */
struct store_facet_value {
	struct str value; /* as a filter wants it: "in-force", "2026" */
	struct str label; /* in the language of request.prefer, else value */
	size_t count;
	bool chosen; /* the query has it */
};

struct store_facet {
	struct str key; /* "kind", "tag", "stage" */
	struct str label;
	struct store_facet_value *values; /* most notes first; years: newest
					     first; at most 50 */
	size_t count;
	size_t more; /* values left out */
	bool chosen; /* some value is */
};

struct store_facets {
	struct arena arena;
	struct store_facet *items; /* those with any value */
	size_t count;
	size_t total; /* notes found */
	bool stopped; /* as in store_results */
};

/* As store_search; sort, limit and offset of the request do not matter. */
bool store_facets(struct store *store, const struct store_request *request,
	struct store_facets *facets, struct error *err);
void store_facets_clear(struct store_facets *facets);

#endif
