#include "store/facet_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/db.h"
#include "store/field_pack.h"
#include "store/name.h"
#include "store/stmt.h"
#include "store/watch.h"

enum {
	DOCS_MAX = 1 << 26,
	COLUMNS_MAX = 40
};

static struct facet_column *add_column(
	struct facet_table *table, struct str key)
{
	struct facet_column *column;

	table->columns = mem_grow(table->columns, &table->column_cap,
		table->column_count + 1, sizeof(*table->columns));
	column = &table->columns[table->column_count++];
	column->key = arena_str(&table->arena, key);
	return column;
}

static struct facet_column *find_column(
	struct facet_table *table, struct str key)
{
	size_t i;

	for (i = 0; i < table->column_count; i++) {
		if (str_eq(table->columns[i].key, key))
			return &table->columns[i];
	}
	return NULL;
}

const struct facet_column *facet_column(
	const struct facet_table *table, struct str key)
{
	size_t i;

	for (i = 0; i < table->column_count; i++) {
		if (str_eq(table->columns[i].key, key))
			return &table->columns[i];
	}
	return NULL;
}

static void add_value(struct facet_table *table, struct facet_column *column,
	int64_t id, struct str value)
{
	struct buf folded = {0};
	int64_t *number;
	bool added;

	if (id < table->first || id - table->first >= DOCS_MAX ||
		!str_trim(value).len)
		return;
	name_norm(&folded, value);
	number = wordmap_add(&column->values, buf_slice(&folded), &added);
	buf_clear(&folded);
	if (added) {
		*number = (int64_t)column->label_count;
		column->labels = mem_grow(column->labels, &column->label_cap,
			column->label_count + 1, sizeof(*column->labels));
		column->labels[column->label_count++] =
			arena_str(&table->arena, str_trim(value));
	}
	column->pairs = mem_grow(column->pairs, &column->cap, column->count + 1,
		sizeof(*column->pairs));
	column->pairs[column->count].value = (uint32_t)*number;
	column->pairs[column->count++].doc = (uint32_t)(id - table->first);
}

static void add_group(struct facet_table *table, struct wordmap *groups,
	int64_t id, struct str note)
{
	size_t at = (size_t)(id - table->first);
	int64_t *group;
	bool added;

	if (id < table->first || at >= DOCS_MAX)
		return;
	group = wordmap_add(groups, note, &added);
	if (added)
		*group = (int64_t)++table->group_count;
	table->groups = mem_grow(
		table->groups, &table->doc_cap, at + 1, sizeof(*table->groups));
	table->groups[at] = (uint32_t)*group;
	if (at >= table->doc_count)
		table->doc_count = at + 1;
}

static void add_year(struct facet_table *table, struct facet_column *column,
	int64_t id, int64_t seconds)
{
	struct buf year = {0};

	buf_printf(&year, "%04d", date_local(seconds).year);
	add_value(table, column, id, buf_slice(&year));
	buf_clear(&year);
}

enum {
	OWN_COLUMNS = 5,
	YEAR_COLUMN = OWN_COLUMNS
};

/* kind, status, lang, owner, and the year of what has no date of its own. */
static bool read_docs(struct store *store, struct facet_table *table,
	struct wordmap *groups, struct error *err)
{
	static const char *const names[OWN_COLUMNS + 1] = {
		"kind", "status", "owner", "lang", "from", "year"};
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, note, kind, status, owner, lang, author,"
		" CASE WHEN id IN (SELECT doc FROM dated WHERE date > 0 AND"
		" role IN ('date', 'date-in-force', 'start')) THEN 0"
		" WHEN created > 0 THEN created ELSE modified END"
		" FROM doc ORDER BY id",
		err);
	bool row = true;
	size_t i;

	for (i = 0; i < OWN_COLUMNS + 1; i++)
		add_column(table, str_from(names[i]))->hidden =
			strcmp(names[i], "from") == 0;
	while (stmt && row) {
		int64_t id;

		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (!row)
			break;
		id = stmt_column_int(stmt, 0);
		if (!table->group_count)
			table->first = id;
		add_group(table, groups, id, stmt_column(stmt, 1));
		for (i = 0; i < OWN_COLUMNS; i++)
			add_value(table, &table->columns[i], id,
				stmt_column(stmt, (int)i + 2));
		if (stmt_column_int(stmt, OWN_COLUMNS + 2))
			add_year(table, &table->columns[YEAR_COLUMN], id,
				stmt_column_int(stmt, OWN_COLUMNS + 2));
	}
	return stmt != NULL;
}

static bool read_years(
	struct store *store, struct facet_table *table, struct error *err)
{
	struct facet_column *column = &table->columns[YEAR_COLUMN];
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT doc, substr('000' || (date / 10000), -4) FROM dated"
		" WHERE date > 0 AND role IN ('date', 'date-in-force',"
		" 'start') ORDER BY doc, n",
		err);
	int64_t last = -1;
	bool row = true;

	while (stmt && row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row && stmt_column_int(stmt, 0) != last)
			add_value(table, column, stmt_column_int(stmt, 0),
				stmt_column(stmt, 1));
		if (row)
			last = stmt_column_int(stmt, 0);
	}
	return stmt != NULL;
}

static bool read_tags(
	struct store *store, struct facet_table *table, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(
		store, "SELECT doc, tag FROM tag ORDER BY doc, n", err);
	struct facet_column *column = add_column(table, STR("tag"));
	bool row = true;

	while (stmt && row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row)
			add_value(table, column, stmt_column_int(stmt, 0),
				stmt_column(stmt, 1));
	}
	return stmt != NULL;
}

/* Keys declared as choices that are not among the columns yet. */
struct choices {
	int64_t keys[COLUMNS_MAX];
	size_t columns[COLUMNS_MAX];
	size_t count;
};

static void find_choices(
	struct store *store, struct facet_table *table, struct choices *choices)
{
	size_t i;

	for (i = 0; i < store->front.count && choices->count < COLUMNS_MAX;
		i++) {
		struct str name = store->front.items[i].name;

		if (!(label_is_choice(&store->labels, name) ||
			    str_is(name, "stage")) ||
			find_column(table, name))
			continue;
		add_column(table, name);
		choices->keys[choices->count] = store->front.items[i].id;
		choices->columns[choices->count++] = table->column_count - 1;
	}
}

static void take_fields(struct facet_table *table,
	const struct choices *choices, int64_t id, struct str list)
{
	struct field_walk walk;
	size_t i;

	field_walk_init(&walk, list);
	while (field_walk_key(&walk)) {
		for (i = 0; i < choices->count; i++) {
			if (choices->keys[i] == walk.value.key)
				break;
		}
		while (i < choices->count && field_walk_value(&walk))
			add_value(table, &table->columns[choices->columns[i]],
				id, walk.value.text);
	}
	field_walk_clear(&walk);
}

/* The values of the choices, of every note. */
static bool read_choices(struct store *store, struct facet_table *table,
	const struct choices *choices, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT doc, list FROM field", err);
	bool row = true;

	while (stmt && row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row)
			take_fields(table, choices, stmt_column_int(stmt, 0),
				stmt_column(stmt, 1));
	}
	return stmt != NULL;
}

static bool read_fields(
	struct store *store, struct facet_table *table, struct error *err)
{
	struct choices choices = {0};

	if (!front_read(store, err))
		return false;
	find_choices(store, table, &choices);
	return !choices.count || read_choices(store, table, &choices, err);
}

static int by_value(const void *a, const void *b)
{
	const struct facet_pair *x = a;
	const struct facet_pair *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return (x->doc > y->doc) - (x->doc < y->doc);
}

static void sort_pairs(struct facet_column *column)
{
	if (column->count)
		qsort(column->pairs, column->count, sizeof(*column->pairs),
			by_value);
}

const struct facet_column *facet_column_of_field(
	struct store *store, struct str key, struct error *err)
{
	struct facet_table *table = &store->facets;
	const struct facet_column *known = facet_column(table, key);
	struct choices choices = {0};
	struct facet_column *column;
	size_t i;

	for (i = 0; !known && i < store->front.count; i++) {
		if (!str_eq(store->front.items[i].name, key))
			continue;
		column = add_column(table, key);
		column->hidden = true;
		choices.keys[0] = store->front.items[i].id;
		choices.columns[0] = table->column_count - 1;
		choices.count = 1;
		if (!read_choices(store, table, &choices, err))
			return NULL;
		column = &table->columns[table->column_count - 1];
		sort_pairs(column);
		known = column;
	}
	return known;
}

bool facet_table_read(struct store *store, struct error *err)
{
	struct facet_table *table = &store->facets;
	struct wordmap groups = {0};
	bool ok;
	size_t i;

	if (table->ready)
		return true;
	facet_table_clear(table);
	ok = read_docs(store, table, &groups, err) &&
		read_years(store, table, err) && read_tags(store, table, err) &&
		read_fields(store, table, err);
	wordmap_clear(&groups);
	if (!ok) {
		facet_table_clear(table);
		return false;
	}
	for (i = 0; i < table->column_count; i++)
		sort_pairs(&table->columns[i]);
	table->ready = true;
	return true;
}

void facet_table_clear(struct facet_table *table)
{
	size_t i;

	for (i = 0; i < table->column_count; i++) {
		wordmap_clear(&table->columns[i].values);
		free(table->columns[i].labels);
		free(table->columns[i].pairs);
	}
	free(table->columns);
	free(table->groups);
	arena_clear(&table->arena);
	memset(table, 0, sizeof(*table));
}
