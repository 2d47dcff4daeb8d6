#ifndef FYR_STORE_TYPO_H
#define FYR_STORE_TYPO_H

/*
 * Words of the vocabulary that a mistyped one may stand for: one edit away
 * (letter added, missing, wrong, or two swapped), or two from eight letters
 * on. A linear scan, which `watch` may give up. Pure but for that.
 */

#include <stddef.h>

#include "base/str.h"
#include "store/vocab.h"
#include "store/watch.h"

enum {
	TYPO_MAX = 5
};

struct typo {
	size_t word; /* number in the vocabulary */
	int distance;
};

/* Closest first, then commonest. Returns how many. */
size_t typo_find(struct vocab *vocab, struct str word, struct watch *watch,
	struct typo found[TYPO_MAX]);

/* Edits between two words, or max + 1 when there are more than `max`. */
int typo_distance(struct str a, struct str b, int max);

#endif
