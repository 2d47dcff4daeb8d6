#ifndef FYR_STORE_HIT_H
#define FYR_STORE_HIT_H

/*
 * Private to store/: rows of notes for a reader.
 */

#include "store/db.h"

/* Read note `id`; *found is false when there is none (any more). */
struct hit_reader {
	struct store *store;
	struct arena *arena;
	struct date today;
};
bool hit_read(const struct hit_reader *reader, int64_t id,
	struct store_hit *hit, bool *found, struct error *err);

/*
 * Unranked: the notes of store->allowed (all when NULL) that also meet the
 * request, in the order of `sort`, one page of them. With `hide` only
 * published ones.
 */
struct hit_order {
	struct str sort; /* as store_request.sort; empty: newest first */
	bool hide;
};
bool hit_list(struct store *store, const struct store_request *request,
	const struct hit_order *order, struct store_results *results,
	struct error *err);

#endif
