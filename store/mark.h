#ifndef FYR_STORE_MARK_H
#define FYR_STORE_MARK_H

/*
 * Where the words of a search stand in a text of the caller's: the same words,
 * inflections, compounds and phrases that the search itself looks for, found
 * by the same tokenizer. For a note that is open; errors as in store/store.h.
 */

#include "store/store.h"

/* Borrows from the store: closed before it. */
struct store_marker;

/* `limit`, `offset` and `sort` of the request do not matter. */
bool store_marker_open(struct store *store, const struct store_request *request,
	struct store_marker **marker, struct error *err);

/*
 * Ranges of `text` (a paragraph: phrases do not reach over its end) to mark,
 * in order, none touching another; at most `max`. Returns how many.
 */
size_t store_marker_find(const struct store_marker *marker, struct str text,
	struct store_range *ranges, size_t max);

void store_marker_close(struct store_marker *marker);

#endif
