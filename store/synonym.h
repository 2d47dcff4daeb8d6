#ifndef FYR_STORE_SYNONYM_H
#define FYR_STORE_SYNONYM_H

/*
 * The hub's term list: groups of words and phrases that mean the same. Looked
 * up by folded words. The zero value is empty. Pure.
 */

#include <stddef.h>

#include "base/str.h"
#include "store/token.h"
#include "store/vocab.h"
#include "store/wordmap.h"

enum synonym_way {
	SYNONYM_BOTH,
	SYNONYM_FROM, /* one-way: finds the others of its group */
	SYNONYM_TO /* one-way: is found, and is never looked up */
};

struct synonym {
	struct str words; /* folded, one blank between; kept in the map */
	size_t group;
	size_t same; /* next entry with the same words, or SYNONYM_NONE */
	enum synonym_way way;
};

#define SYNONYM_NONE ((size_t)-1)

struct synonyms {
	struct wordmap map; /* words -> first entry */
	struct synonym *entries; /* group after group */
	size_t count, cap;
	size_t longest; /* words in the longest entry */
	struct vocab words; /* of entries that find others; by _settle */
};

/* One more phrase of `group`; groups come in order. */
struct synonym_phrase {
	size_t group;
	enum synonym_way way;
	struct str text;
};
void synonyms_add(struct synonyms *synonyms, const struct token_table *table,
	const struct synonym_phrase *phrase);

/* When all are there. */
void synonyms_settle(struct synonyms *synonyms);

/* First entry with exactly these folded words that finds others, or NULL. */
const struct synonym *synonyms_find(
	const struct synonyms *synonyms, struct str words);

/*
 * As synonyms_find, of `count` words of a query; without such an entry one in
 * other forms of these words ("personuppgifterna" for "personuppgift"), with
 * a *weight below 1.
 */
const struct synonym *synonyms_match(const struct synonyms *synonyms,
	const struct str *words, size_t count, float *weight);

/* The next one with the same words (in another group), or NULL. */
const struct synonym *synonyms_next(
	const struct synonyms *synonyms, const struct synonym *entry);

/*
 * What `entry` finds, one after the other: NULL gives the first, and NULL ends.
 */
const struct synonym *synonyms_other(const struct synonyms *synonyms,
	const struct synonym *entry, const struct synonym *last);

void synonyms_clear(struct synonyms *synonyms);

#endif
