#ifndef FYR_STORE_FILTER_H
#define FYR_STORE_FILTER_H

/*
 * Private to store/: a filter of a query (key:value) as the set of notes it
 * lets through. All values are bound parameters.
 */

#include "store/bitset.h"
#include "store/db.h"
#include "store/query.h"

/* `set` is overwritten. */
bool filter_notes(struct store *store, const struct query_node *node,
	struct date today, struct bitset *set, struct error *err);

/* Notes of the request's own limits; every note when it has none. */
bool filter_request(struct store *store, const struct store_request *request,
	bool hide, struct bitset *set, struct error *err);

#endif
