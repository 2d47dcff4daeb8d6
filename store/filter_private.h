#ifndef FYR_STORE_FILTER_PRIVATE_H
#define FYR_STORE_FILTER_PRIVATE_H

/*
 * What store/filter.c and store/filter_key.c share: SQL under construction
 * with its parameters.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "store/field.h"
#include "store/filter.h"

enum {
	FILTER_VALUES = 64
};

struct filter {
	struct arena arena;
	struct buf sql;
	struct {
		struct str text;
		double number;
		bool is_text;
		struct field_test *test;
	} values[FILTER_VALUES];
	int count;
	struct store *store;
	const struct query_node *node;
	struct date today;
};

/* Append " ?N" and keep its value; the folded text. */
void filter_text(struct filter *f, struct str text);
void filter_number(struct filter *f, double number);
void filter_folded(struct filter *f, struct str text);

/* Notes with a value of the key that passes the test, which is copied. */
void filter_field(
	struct filter *f, struct str key, const struct field_test *test);

/* In store/filter_key.c: the condition on doc d for value i of the node. */
void filter_value(struct filter *f, size_t i);
void filter_lang(struct filter *f, struct str value);

#endif
