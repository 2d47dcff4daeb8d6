#ifndef FYR_STORE_FTS_H
#define FYR_STORE_FTS_H

/*
 * Private to store/: what the full-text table needs of us: the tokenizer
 * `fyr`, and the function that hands each found row to ranking (store/rank.h).
 */

#include "store/db.h"

bool fts_register(struct store *store, struct error *err);

/*
 * Texts in a MATCH expression are folded already, words apart by one blank;
 * the tokenizer passes them through.
 */

#endif
