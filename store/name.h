#ifndef FYR_STORE_NAME_H
#define FYR_STORE_NAME_H

/*
 * What a note may be called by, made comparable: folded, trimmed. A note's
 * id, its identifiers ("sfs:2008:355", and "2008:355" without the scheme),
 * aliases and old ids are in one table, so that a reference is one look-up.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

enum name_rank {
	NAME_ID,
	NAME_IDENTIFIER,
	NAME_BARE,
	NAME_ALIAS
};

/* Append the comparable form. */
void name_norm(struct buf *out, struct str name);

/* "2008:355" of "sfs:2008:355"; the whole without a scheme of letters. */
struct str name_bare(struct str identifier);

/* How a status counts: enum prior_low. Swedish and English words. */
int name_low(struct str status);

/* True for a word that says nothing alone ("och", "the"); folded. */
bool name_is_stop_word(struct str word);

/* The same of a word of a query with its marks, in lower case: "har" and "är"
 * say nothing, "hår" does; "ar" may be "är". */
bool name_is_stop_typed(struct str word, struct str typed);

/* A decimal number, with a point whatever the locale. */
bool name_number(struct str text, double *value);

#endif
