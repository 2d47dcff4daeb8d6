#ifndef FYR_STORE_INITIALS_H
#define FYR_STORE_INITIALS_H

/*
 * Private to store/: a word of two to six capitals as the initials of a
 * title: the letters in order, each the beginning of a word or of a part of
 * a compound; what is passed over costs.
 */

#include "store/expand.h"

/* True for "PDL", "SoL": as typed, with its case. */
bool initials_fit(struct str typed);

/* Fills concept->docs; `typed` is the word with its case. */
bool initials_find(struct expand *e, struct plan_concept *concept,
	struct str typed, struct error *err);

/*
 * How well initials with their case fit a title's folded words; 0: not at
 * all. A small letter must follow the one before it in its word. Pure.
 */
float initials_weight(
	const struct vocab *vocab, struct str typed, struct str words);

#endif
