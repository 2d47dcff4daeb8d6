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

/* Fills concept->docs. */
bool initials_find(struct expand *e, struct plan_concept *concept,
	struct error *err);

/* How well folded initials fit a title's words; 0: not at all. Pure. */
float initials_weight(
	const struct vocab *vocab, struct str initials, struct str words);

#endif
