#ifndef FYR_STORE_SPELLING_H
#define FYR_STORE_SPELLING_H

/*
 * Private to store/: how a word is spelled beyond its letters' bases. The
 * full-text table holds folded words, so that "har" finds "hår". Short words
 * collide often that way (hår and har, är and ar), so a short word with
 * diacritics is in the table once more at the same place, spelled as it is,
 * in lower case and NFC, after an equals sign ("=hår"): a sign that no folded
 * word has. Longer words hardly collide; their spelling is looked up in the
 * texts of the best notes (store/rank.h).
 */

#include "store/expand.h"

enum {
	SPELLING_MAX = 5 /* bytes of the folded word */
};

/*
 * Put into `out` the spelling of the word `text` whose folded form is
 * `folded`; false when it needs none. `out` is overwritten.
 */
bool spelling_of(struct buf *out, struct str text, struct str folded);

/* True for a word of the table that is a spelling. */
bool spelling_is(struct str term);

/*
 * When notes have the word as typed and in another spelling too, the former
 * come first. A word with diacritics: give the concept its spelling as an
 * alternative and return how much the folded word is worth beside it, else 1.
 * A word without: the concept gets its rivals, which rank_row compares with.
 */
float spelling_give(struct expand *e, struct plan_concept *concept);

#endif
