#include "store/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/field_pack.h"
#include "store/name.h"
#include "store/stmt.h"

enum {
	NORM_MAX = 400, /* bytes of a value that are compared */
	KEY_MAX = 1 << 24 /* a greater number of a key is damage */
};

/* --- in --- */

static bool find_key(
	struct store *store, struct str name, int64_t *id, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT id FROM key WHERE name = ?1", err);
	bool row;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, name);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (row) {
		*id = stmt_column_int(stmt, 0);
		stmt_end(stmt);
		return true;
	}
	stmt = stmt_get(
		store, "INSERT INTO key(name, notes) VALUES(?1, 0)", err);
	if (!stmt)
		return false;
	stmt_text(stmt, 1, name);
	if (!stmt_run(store, stmt, err))
		return false;
	*id = sqlite3_last_insert_rowid(store->db);
	return true;
}

static bool damaged(struct store *store, struct error *err)
{
	return error_set(err, ERROR_INDEX,
		_("The index at %s is damaged: its list of keys. It can be "
		  "built anew with: fyr index --rebuild"),
		store->path);
}

static bool key_id(
	struct store *store, struct str name, int64_t *id, struct error *err)
{
	bool added;
	int64_t *known = wordmap_add(&store->pending.keys, name, &added);

	if (added) {
		int64_t found = 0;

		if (!find_key(store, name, &found, err))
			return false;
		if (found <= 0 || found > KEY_MAX)
			return damaged(store, err);
		*known = found;
	}
	*id = *known;
	return true;
}

/* One note more or less has each key of the list. */
static bool count_keys(
	struct store *store, struct str list, int by, struct error *err)
{
	struct pending *pending = &store->pending;
	struct field_walk walk;

	field_walk_init(&walk, list);
	while (field_walk_key(&walk)) {
		size_t key = (size_t)walk.value.key;

		if (key > KEY_MAX)
			return damaged(store, err);
		pending->key_change =
			mem_grow(pending->key_change, &pending->key_cap,
				key + 1, sizeof(*pending->key_change));
		pending->key_change[key] += by;
	}
	field_walk_clear(&walk);
	return true;
}

bool field_put(struct store *store, int64_t id, const struct store_note *note,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(
		store, "INSERT INTO field(doc, list) VALUES(?1, ?2)", err);
	struct field_value *values;
	struct buf list = {0};
	bool ok = stmt != NULL;
	size_t i;

	if (!note->field_count)
		return ok;
	values = mem_array(note->field_count, sizeof(*values));
	for (i = 0; ok && i < note->field_count; i++) {
		const struct store_field *field = &note->fields[i];

		values[i].text = field->value;
		values[i].dated = field->date.year != 0;
		if (values[i].dated)
			values[i].day = date_days(field->date);
		if (i && str_eq(field->key, field[-1].key))
			values[i].key = values[i - 1].key;
		else
			ok = key_id(store, field->key, &values[i].key, err);
	}
	if (ok) {
		field_pack(&list, values, note->field_count);
		stmt_int(stmt, 1, id);
		stmt_blob(stmt, 2, buf_slice(&list));
		ok = stmt_run(store, stmt, err) &&
			count_keys(store, buf_slice(&list), 1, err);
	}
	free(values);
	buf_clear(&list);
	return ok;
}

bool field_remove(struct store *store, int64_t id, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT list FROM field WHERE doc = ?1", err);
	bool row;
	bool ok;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (!row)
		return true;
	ok = count_keys(store, stmt_column(stmt, 0), -1, err);
	stmt_end(stmt);
	stmt = ok ? stmt_get(store, "DELETE FROM field WHERE doc = ?1", err)
		  : NULL;
	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	return stmt_run(store, stmt, err);
}

bool field_flush(struct store *store, struct error *err)
{
	const struct pending *pending = &store->pending;
	size_t i;

	for (i = 0; i < pending->key_cap; i++) {
		sqlite3_stmt *stmt;

		if (!pending->key_change[i])
			continue;
		stmt = stmt_get(store,
			"UPDATE key SET notes = notes + ?2 WHERE id = ?1", err);
		if (!stmt)
			return false;
		stmt_int(stmt, 1, (int64_t)i);
		stmt_int(stmt, 2, pending->key_change[i]);
		if (!stmt_run(store, stmt, err))
			return false;
	}
	return true;
}

bool field_key(struct store *store, int64_t id, struct arena *arena,
	struct str *name, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT name FROM key WHERE id = ?1", err);
	bool row;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (!row)
		return damaged(store, err);
	*name = arena_str(arena, stmt_column(stmt, 0));
	stmt_end(stmt);
	return true;
}

/* --- asked --- */

/* The words of a value as they are compared. */
static void fold_value(
	struct buf *out, const struct token_table *fold, struct str value)
{
	token_join(out, fold, str_sub(value, 0, NORM_MAX));
}

static bool holds_words(struct str norm, const struct field_test *test)
{
	struct buf text = {0};
	struct buf words = {0};
	bool holds;

	buf_byte(&text, ' ');
	buf_str(&text, norm);
	buf_byte(&text, ' ');
	buf_byte(&words, ' ');
	buf_str(&words, test->text);
	if (!test->star)
		buf_byte(&words, ' ');
	holds = str_find_text(buf_slice(&text), buf_text(&words)) < text.len;
	buf_clear(&words);
	buf_clear(&text);
	return holds;
}

/* A text by its place in the alphabet; what begins with a text is in it. */
static bool fits_text(const struct field_test *test, struct str value)
{
	struct buf key = {0};
	bool above, below, fits;

	utf8_sort_key(&key, str_sub(value, 0, NORM_MAX));
	above = str_cmp(buf_slice(&key), test->low_text) >= 0;
	below = str_cmp(buf_slice(&key), test->high_text) <= 0;
	switch (test->op) {
	case OP_LESS:
		fits = !above;
		break;
	case OP_LESS_IS:
		fits = below;
		break;
	case OP_MORE:
		fits = !below;
		break;
	case OP_MORE_IS:
		fits = above;
		break;
	default:
		fits = above && below;
		break;
	}
	buf_clear(&key);
	return fits;
}

static bool fits_words(const struct field_test *test,
	const struct token_table *fold, struct str value)
{
	struct buf norm = {0};
	bool fits;

	fold_value(&norm, fold, value);
	fits = test->text.len ? holds_words(buf_slice(&norm), test)
			      : norm.len == 0;
	buf_clear(&norm);
	return fits;
}

static bool fits_number(enum query_op op, double is, double low, double high)
{
	switch (op) {
	case OP_LESS:
		return is < low;
	case OP_LESS_IS:
		return is <= high;
	case OP_MORE:
		return is > high;
	case OP_MORE_IS:
		return is >= low;
	default:
		return is >= low && is <= high;
	}
}

/*
 * A value is compared as what it is: a date, a number, a value of a vocabulary,
 * else a text; what is sought as a word is looked for in all of them.
 */
static bool passes(const struct field_test *test, const struct store *store,
	const struct field_value *value)
{
	double number;
	bool is_number = false;
	int place = -1;

	if (test->any)
		return value->text.len > 0;
	if (test->days && value->dated &&
		fits_number(test->op, value->day, test->first, test->last))
		return true;
	if (test->number || test->op != OP_IS)
		is_number = name_number(str_trim(value->text), &number);
	if (test->number && is_number &&
		fits_number(test->op, number, test->low, test->high))
		return true;
	if (test->op == OP_IS)
		return fits_words(test, store->fold, value->text);
	if (test->low_order >= 0 && test->high_order >= 0)
		place = label_order(&store->labels, test->key, value->text);
	if (place >= 0)
		return fits_number(
			test->op, place, test->low_order, test->high_order);
	return !test->number && !is_number && !value->dated &&
		fits_text(test, value->text);
}

/* The list is the first argument, the key the second. */
static bool find_group(struct field_walk *walk, sqlite3_value **args)
{
	struct str list;
	int64_t key = sqlite3_value_int64(args[1]);

	list.data = sqlite3_value_blob(args[0]);
	list.len = (size_t)sqlite3_value_bytes(args[0]);
	field_walk_init(walk, list);
	while (field_walk_key(walk)) {
		if (walk->value.key == key)
			return true;
		if (walk->value.key > key)
			break;
	}
	return false;
}

static void field_is(sqlite3_context *context, int count, sqlite3_value **args)
{
	const struct store *store = sqlite3_user_data(context);
	const struct field_test *test =
		sqlite3_value_pointer(args[2], FIELD_TEST);
	struct field_walk walk;
	bool yes = false;

	(void)count;
	if (test && find_group(&walk, args)) {
		while (!yes && field_walk_value(&walk))
			yes = passes(test, store, &walk.value);
		field_walk_clear(&walk);
	}
	sqlite3_result_int(context, yes);
}

/* What a list is sorted by: numbers come before texts, nothing last. */
struct edge {
	bool most, found, is_number;
	double number;
	struct buf text;
};

static void take_number(struct edge *edge, double number)
{
	if (edge->most && edge->found && !edge->is_number)
		return;
	if (!edge->is_number ||
		(edge->most ? number > edge->number : number < edge->number))
		edge->number = number;
	edge->is_number = true;
	edge->found = true;
}

static void take_text(struct edge *edge, struct str value)
{
	struct buf text = {0};
	int order;

	utf8_sort_key(&text, str_sub(value, 0, NORM_MAX));
	order = str_cmp(buf_slice(&text), buf_slice(&edge->text));
	if ((edge->is_number && !edge->most) || !text.len ||
		(edge->found && !edge->is_number &&
			(edge->most ? order <= 0 : order >= 0))) {
		buf_clear(&text);
		return;
	}
	buf_clear(&edge->text);
	edge->text = text;
	edge->is_number = false;
	edge->found = true;
}

static void take_value(struct edge *edge, const struct labels *labels,
	struct str key, const struct field_value *value)
{
	double number = value->day;
	int place;

	if (value->dated || name_number(str_trim(value->text), &number)) {
		take_number(edge, number);
		return;
	}
	place = label_order(labels, key, value->text);
	if (place >= 0)
		take_number(edge, place);
	else
		take_text(edge, value->text);
}

static void field_edge(
	sqlite3_context *context, sqlite3_value **args, bool most)
{
	const struct store *store = sqlite3_user_data(context);
	struct field_walk walk;
	struct edge edge = {0};
	struct str key;

	edge.most = most;
	key.data = (const char *)sqlite3_value_text(args[2]);
	key.len = key.data ? (size_t)sqlite3_value_bytes(args[2]) : 0;
	if (find_group(&walk, args)) {
		while (field_walk_value(&walk))
			take_value(&edge, &store->labels, key, &walk.value);
	}
	field_walk_clear(&walk);
	if (edge.is_number)
		sqlite3_result_double(context, edge.number);
	else if (edge.found)
		sqlite3_result_blob64(context, edge.text.data, edge.text.len,
			SQLITE_TRANSIENT);
	buf_clear(&edge.text);
}

static void field_least(
	sqlite3_context *context, int count, sqlite3_value **args)
{
	(void)count;
	field_edge(context, args, false);
}

static void field_most(
	sqlite3_context *context, int count, sqlite3_value **args)
{
	(void)count;
	field_edge(context, args, true);
}

bool field_register(struct store *store, struct error *err)
{
	int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;

	return (sqlite3_create_function(store->db, "field_is", 3, flags, store,
			field_is, NULL, NULL) == SQLITE_OK &&
		       sqlite3_create_function(store->db, "field_least", 3,
			       flags, store, field_least, NULL,
			       NULL) == SQLITE_OK &&
		       sqlite3_create_function(store->db, "field_most", 3,
			       flags, store, field_most, NULL,
			       NULL) == SQLITE_OK) ||
		db_error(store, err);
}
