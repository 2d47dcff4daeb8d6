/* Notes with all their fields, as CSV. */

#include <stdlib.h>
#include <string.h>

#include "app/export_private.h"
#include "app/records_private.h"
#include "base/mem.h"

static bool has_key(const struct values *values, struct str key)
{
	size_t i;

	for (i = 0; i < values->count; i++) {
		if (str_eq(values->items[i].key, key))
			return true;
	}
	return false;
}

/* "dates.event" is in the value of "dates" already; of a contact its parts but
 * not its name are shown. */
static bool is_hidden(const struct value *value, const struct value *head)
{
	if (value->type == TYPE_CONTACT)
		return true;
	if (!head || value->key.len <= head->key.len ||
		value->key.data[head->key.len] != '.' ||
		!str_eq(str_sub(value->key, 0, head->key.len), head->key))
		return false;
	return head->type == TYPE_DATED || str_ends(value->key, ".name");
}

static void each_of(const struct values *values, const struct values *before,
	void (*each)(const struct value *value, void *arg), void *arg)
{
	const struct value *head = NULL;
	size_t i;

	for (i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];

		if (value->type == TYPE_DATED || value->type == TYPE_CONTACT)
			head = value;
		if (!is_hidden(value, head) &&
			!(before && has_key(before, value->key)))
			each(value, arg);
	}
}

void records_values(const struct facts *facts,
	void (*each)(const struct value *value, void *arg), void *arg)
{
	each_of(&facts->own, NULL, each, arg);
	if (facts->values.items != facts->own.items)
		each_of(&facts->values, &facts->own, each, arg);
}

/* --- CSV --- */

enum {
	FIXED = 7, /* columns every note has */
	COLUMNS_MAX = 500
};

struct table {
	struct app *app;
	struct arena arena;
	struct str *keys; /* of the columns after the fixed ones */
	struct buf *cells; /* of one row, as many */
	size_t count, cap;
};

static bool is_fixed(struct str key)
{
	static const char *const names[] = {
		"id", "path", "kind", "title", "status", "lang", "translated"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_is(key, names[i]))
			return true;
	}
	return false;
}

static size_t column_of(const struct table *table, struct str key)
{
	size_t i;

	for (i = 0; i < table->count; i++) {
		if (str_eq(table->keys[i], key))
			break;
	}
	return i;
}

static void add_column(struct table *table, struct str key)
{
	if (is_fixed(key) || table->count == COLUMNS_MAX ||
		column_of(table, key) < table->count)
		return;
	table->keys = mem_grow(table->keys, &table->cap, table->count + 1,
		sizeof(*table->keys));
	table->keys[table->count++] = arena_str(&table->arena, key);
}

static void add_value_column(const struct value *value, void *arg)
{
	add_column(arg, value->key);
}

/* Place of a key among the fields of the first note's kind. */
static size_t place_of(const struct kind *kind, struct str key)
{
	size_t i = 0;

	while (kind && i < kind->field_count &&
		!str_eq(kind->fields[i].key, key))
		i++;
	return kind && i < kind->field_count ? i : SIZE_MAX;
}

static bool is_before(const struct kind *kind, struct str a, struct str b)
{
	size_t one = place_of(kind, a);
	size_t other = place_of(kind, b);

	return one != other ? one < other : str_cmp(a, b) < 0;
}

/* The keys that occur: in the hub's order, then what it does not know. */
static bool take_columns(struct table *table,
	const struct store_results *results, struct error *err)
{
	const struct kind *kind = results->count
		? schema_kind(&table->app->schema, results->items[0].kind)
		: NULL;
	struct facts facts;
	size_t i;
	size_t j;

	for (i = 0; i < results->count; i++) {
		if (!app_facts(table->app, results->items[i].path, false,
			    &facts, err))
			return false;
		records_values(&facts, add_value_column, table);
		facts_clear(&facts);
	}
	for (i = 1; i < table->count; i++) {
		struct str key = table->keys[i];

		for (j = i; j > 0 && is_before(kind, key, table->keys[j - 1]);
			j--)
			table->keys[j] = table->keys[j - 1];
		table->keys[j] = key;
	}
	return true;
}

/* "2026-12-02 applies, expected (deployers)". */
static void put_value(struct buf *out, const struct value *value)
{
	if (out->len)
		buf_put(out, "; ");
	buf_str(out, value->text);
	if (value->type != TYPE_DATED)
		return;
	if (value->event.len)
		buf_printf(out, " %.*s", STR_ARG(value->event));
	if (value->expected)
		buf_put(out, ", expected");
	if (value->scope.len)
		buf_printf(out, " (%.*s)", STR_ARG(value->scope));
}

static void take_cell(const struct value *value, void *arg)
{
	struct table *table = arg;
	size_t column = column_of(table, value->key);

	if (column < table->count)
		put_value(&table->cells[column], value);
}

static void put_row(struct table *table, struct buf *out,
	const struct store_hit *hit, const struct facts *facts)
{
	struct str *cells = mem_array(FIXED + table->count, sizeof(*cells));
	struct buf changed = {0};
	size_t i;

	records_values(facts, take_cell, table);
	if (hit->modified)
		outgoing_instant(&changed, hit->modified, false);
	cells[0] = hit->id;
	cells[1] = hit->path;
	cells[2] = hit->kind;
	cells[3] = hit->title;
	cells[4] = hit->status;
	cells[5] = hit->lang;
	for (i = 0; i < table->count; i++)
		cells[6 + i] = buf_slice(&table->cells[i]);
	cells[6 + i] = buf_slice(&changed);
	export_row(out, cells, FIXED + table->count, true);
	for (i = 0; i < table->count; i++)
		buf_cut(&table->cells[i], 0);
	buf_clear(&changed);
	free(cells);
}

static void put_head(struct table *table, struct buf *out)
{
	static const char *const names[] = {
		"id", "path", "kind", "title", "status", "lang"};
	struct str *cells = mem_array(FIXED + table->count, sizeof(*cells));
	size_t i;

	for (i = 0; i < 6; i++)
		cells[i] = str_from(names[i]);
	for (i = 0; i < table->count; i++)
		cells[6 + i] = table->keys[i];
	cells[6 + i] = STR("changed");
	export_row(out, cells, FIXED + table->count, true);
	free(cells);
}

static bool put_rows(struct table *table, const struct store_results *results,
	struct buf *out, struct error *err)
{
	struct facts facts;
	bool ok = true;
	size_t i;

	table->cells = mem_array(table->count + 1, sizeof(*table->cells));
	put_head(table, out);
	for (i = 0; ok && i < results->count; i++) {
		ok = app_facts(
			table->app, results->items[i].path, false, &facts, err);
		if (ok) {
			put_row(table, out, &results->items[i], &facts);
			facts_clear(&facts);
		}
	}
	for (i = 0; i < table->count; i++)
		buf_clear(&table->cells[i]);
	free(table->cells);
	return ok;
}

bool app_records_csv(struct app *app, const struct outgoing_request *request,
	struct buf *out, size_t *count, struct error *err)
{
	struct table table = {.app = app};
	struct store_results results = {0};
	bool ok = app_outgoing(app, request, &results, err) &&
		take_columns(&table, &results, err) &&
		put_rows(&table, &results, out, err);

	*count = results.count;
	free(table.keys);
	arena_clear(&table.arena);
	store_results_clear(&results);
	return ok;
}
