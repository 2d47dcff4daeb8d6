#ifndef FYR_STORE_FACET_TABLE_H
#define FYR_STORE_FACET_TABLE_H

/*
 * Private to store/: what every note has of the keys that facets count, in
 * memory until the index changes (store->facets). Notes that share an id are
 * one group.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "store/wordmap.h"

struct store;

struct facet_pair {
	uint32_t value; /* number in the column's values */
	uint32_t doc; /* number of the note less table->first */
};

struct facet_column {
	struct str key;
	bool hidden; /* for completion only: no facet */
	struct wordmap values; /* folded -> number, in order of coming */
	struct str *labels; /* as written first, by number */
	size_t label_count, label_cap;
	struct facet_pair *pairs; /* by value */
	size_t count, cap;
};

struct facet_table {
	bool ready;
	int64_t first; /* least number of a note */
	uint32_t *groups; /* by number less first: group + 1; 0: no note */
	size_t doc_count, doc_cap;
	size_t group_count;
	struct arena arena;
	struct facet_column *columns;
	size_t column_count, column_cap;
};

/* Read it unless it is there. Stopped by the store's watch: not ready. */
bool facet_table_read(struct store *store, struct error *err);
void facet_table_clear(struct facet_table *table);

const struct facet_column *facet_column(
	const struct facet_table *table, struct str key);

/*
 * The column of any front-matter key, read now if it is no facet; NULL when no
 * note has the key or on failure. The table must be ready.
 */
const struct facet_column *facet_column_of_field(
	struct store *store, struct str key, struct error *err);

#endif
