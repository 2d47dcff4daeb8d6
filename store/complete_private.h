#ifndef FYR_STORE_COMPLETE_PRIVATE_H
#define FYR_STORE_COMPLETE_PRIVATE_H

/*
 * What store/complete.c (the text at the cursor), store/complete_value.c (keys
 * and values) and store/complete_word.c (words and titles) share.
 */

#include "store/complete.h"
#include "store/db.h"
#include "store/query.h"

struct completer {
	struct store *store;
	const struct store_typed *typed;
	struct store_completions *out;
	size_t limit;
	size_t from, to; /* bytes of the text to be replaced */
	struct str part; /* what of them is before the cursor */
	struct buf folded; /* of `part`, comparable */
	bool quoted; /* a quote is open before `part` */
	struct error *err;
};

/* Whether a text, folded, begins with what was typed. */
bool complete_fits(const struct completer *c, struct str text);

/*
 * Offer `insert`, with `end` after it; once only, and while there is room.
 * NULL when it was not taken.
 */
struct store_completion *complete_offer(struct completer *c,
	enum store_completion_type type, struct str insert, const char *end);

void complete_keys(struct completer *c, size_t max);
bool complete_values(struct completer *c, enum query_key key, struct str field);
bool complete_words(struct completer *c, size_t max);

/* Titles that begin with `text`, which begins at `from` in the field. */
bool complete_titles(
	struct completer *c, struct str text, size_t from, size_t max);

#endif
