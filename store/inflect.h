#ifndef FYR_STORE_INFLECT_H
#define FYR_STORE_INFLECT_H

/*
 * Inflected forms of Swedish and English words, by endings: which other words
 * of a vocabulary may be forms of this one. There is no stemmer: a paradigm is
 * a set of endings on one stem, and two words are forms of each other when
 * both fit the same paradigm with the same stem. Pure; words are folded.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "store/vocab.h"

enum {
	INFLECT_FORMS = 24
};

struct inflect_form {
	size_t word; /* number in the vocabulary */
	float weight;
};

/*
 * Fill `forms` with words of the vocabulary that are `word` (weight 1, when
 * it is there) or forms of it, likeliest first. Returns their number.
 */
size_t inflect_forms(const struct vocab *vocab, struct str word,
	struct inflect_form forms[INFLECT_FORMS]);

#endif
