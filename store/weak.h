#ifndef FYR_STORE_WEAK_H
#define FYR_STORE_WEAK_H

/*
 * Private to store/: whether a search found what was meant, and if hardly,
 * what was tried. A good hit is one whose names (title, aliases, initials)
 * meet most of the query, or whose score is not low for such a query; a
 * query for an identifier or a phrase that is there was answered. Without a
 * single hit a search is always weak.
 */

#include "store/rank.h"
#include "store/search.h"

/* After rank_finish. */
bool weak_is(const struct search *search, const struct rank *rank);

/* Fill in results->weak, tried and words. */
void weak_tell(struct search *search, bool weak, struct store_results *results);

#endif
