#ifndef FYR_STORE_LABEL_H
#define FYR_STORE_LABEL_H

/*
 * Private to store/: what keys and values are called (store_names), and which
 * front-matter keys the index holds.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/store.h"

struct label_row {
	struct store_name name;
	struct str folded; /* the label, comparable */
	int order; /* of a value among those of its key, from 0 */
};

struct labels {
	struct arena arena;
	struct label_row *rows;
	size_t count;
};

void labels_clear(struct labels *labels);

/*
 * The front-matter key that a typed name means: a key that notes have, in any
 * case, or one by its label ('-' and '_' for blanks). False for none. `key`
 * borrows from the store or from `typed`.
 */
bool label_key(struct store *store, struct str typed, struct str *key);

/*
 * What a front-matter key is by its role: "title" of a hub's "rubrik", "tag" of
 * its "nyckelord"; else the key itself.
 */
struct str label_meant(const struct labels *labels, struct str key);

/* The value of `key` that has this label; else `typed` itself. */
struct str label_value(
	const struct labels *labels, struct str key, struct str typed);

/* The name of a key that is most like a typed one, or empty. */
struct str label_nearest(const struct store *store, struct str typed);

/* The label of a key (value empty) or value: in `lang`, else any, else empty.
 */
struct str label_of(const struct labels *labels, struct str key,
	struct str value, struct str lang);

/* Position of a value in the hub's vocabulary, or -1. */
int label_order(const struct labels *labels, struct str key, struct str value);

/* Whether the key is declared as a choice. */
bool label_is_choice(const struct labels *labels, struct str key);

/* SQL functions: choice_order(key, value), NULL if none; sort_key(text). */
bool label_register(struct store *store, struct error *err);

#endif
