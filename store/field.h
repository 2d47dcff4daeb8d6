#ifndef FYR_STORE_FIELD_H
#define FYR_STORE_FIELD_H

/*
 * Private to store/: the front matter of a note as one packed value, and what
 * the query language asks of it. Keys are small numbers (table `key`, with
 * the number of notes that have each). A list holds every distinct value of
 * a key once, sorted; the numbers of keys depend on the history of the index.
 *
 * SQL functions: field_is(list, key, test) whether a value of the key passes
 * a struct field_test bound as a pointer; field_least(list, key) and field_most
 * the least and greatest value, to sort by: dates and numbers as such, then
 * values of a vocabulary by their place there, then texts by their sort key.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/db.h"
#include "store/query.h"

/* What sqlite3_bind_pointer wants to be told of a test. */
#define FIELD_TEST "fyr-field-test"

struct field_test {
	bool any; /* a value that is not empty; the rest is not asked */
	enum query_op op;
	struct str key;
	struct str text; /* folded words apart by one blank */
	bool star; /* they may go on */
	bool days; /* it may be a date: [first, last] */
	int32_t first, last;
	bool number; /* it may be a number: [low, high] */
	double low, high;
	int low_order, high_order; /* places in a vocabulary, or -1 */
	struct str low_text, high_text; /* a text's span, as sort keys */
};

bool field_register(struct store *store, struct error *err);

/* Write, or take out, all fields of note `id`. */
bool field_put(struct store *store, int64_t id, const struct store_note *note,
	struct error *err);
bool field_remove(struct store *store, int64_t id, struct error *err);

/* Write how many notes have each key: the end of a transaction. */
bool field_flush(struct store *store, struct error *err);

/* The name of a key, copied to the arena. */
bool field_key(struct store *store, int64_t id, struct arena *arena,
	struct str *name, struct error *err);

#endif
