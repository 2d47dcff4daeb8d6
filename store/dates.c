/* Dated entries, and counts by kind. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/db.h"
#include "store/prior.h"
#include "store/stmt.h"

void store_dates_clear(struct store_dates *dates)
{
	arena_clear(&dates->arena);
	memset(dates, 0, sizeof(*dates));
}

struct rows {
	struct store_dated *items;
	size_t cap;
	struct store_dates dates;
};

static void read_dated(struct rows *rows, sqlite3_stmt *stmt)
{
	struct arena *arena = &rows->dates.arena;
	struct store_dated *one;
	int64_t date = stmt_column_int(stmt, 11);
	int i;

	rows->items = mem_grow(rows->items, &rows->cap, rows->dates.count + 1,
		sizeof(*rows->items));
	one = &rows->items[rows->dates.count++];
	memset(one, 0, sizeof(*one));
	{
		struct str *const texts[] = {&one->path, &one->title,
			&one->kind, &one->owner, &one->status, &one->key,
			&one->role, &one->event, &one->scope, &one->source,
			&one->value};

		for (i = 0; i < 11; i++)
			*texts[i] = arena_str(arena, stmt_column(stmt, i));
	}
	one->date.year = (int16_t)(date / 10000);
	one->date.month = (int8_t)(date / 100 % 100);
	one->date.day = (int8_t)(date % 100);
	one->expected = stmt_column_int(stmt, 12) != 0;
}

static bool has_role(struct str role, const char *const *roles)
{
	for (; *roles; roles++) {
		if (str_is(role, *roles))
			return true;
	}
	return false;
}

#define DATED                                                                  \
	"SELECT d.path, d.title, d.kind, d.owner, d.status, f.key,"            \
	" f.role, f.event, f.scope, f.source, f.value, f.date,"                \
	" f.expected FROM dated f JOIN doc d ON d.id = f.doc"                  \
	" WHERE f.day BETWEEN ?1 AND ?2"
#define BY_DAY " ORDER BY f.day, f.expected, d.title_key, d.path, f.n"

static const char all_sql[] = DATED BY_DAY;
static const char one_sql[] = DATED " AND f.role = ?3" BY_DAY;

bool store_dates(struct store *store, const struct store_span *span,
	struct store_dates *dates, struct error *err)
{
	struct rows rows = {0};
	bool one = span->roles[0] && !span->roles[1];
	sqlite3_stmt *stmt = stmt_get(store, one ? one_sql : all_sql, err);
	bool row = true;
	bool ok = stmt != NULL;
	size_t i;

	if (ok) {
		stmt_int(stmt, 1, span->from);
		stmt_int(stmt, 2, span->to);
		if (one)
			stmt_text(stmt, 3, str_from(span->roles[0]));
	}
	while (ok && row) {
		ok = stmt_row(store, stmt, &row, err);
		if (ok && row && has_role(stmt_column(stmt, 6), span->roles))
			read_dated(&rows, stmt);
	}
	if (ok) {
		rows.dates.items = arena_alloc(&rows.dates.arena,
			(rows.dates.count + 1) * sizeof(*rows.items));
		for (i = 0; i < rows.dates.count; i++)
			rows.dates.items[i] = rows.items[i];
		*dates = rows.dates;
	} else {
		arena_clear(&rows.dates.arena);
	}
	free(rows.items);
	return ok;
}

void store_counts_clear(struct store_counts *counts)
{
	arena_clear(&counts->arena);
	memset(counts, 0, sizeof(*counts));
}

static bool count_kinds(struct store *store, size_t *count, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT count(DISTINCT kind) FROM doc", err);
	bool row;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	*count = row ? (size_t)stmt_column_int(stmt, 0) : 0;
	if (row)
		stmt_end(stmt);
	return true;
}

static void read_count(struct store_counts *counts, sqlite3_stmt *stmt)
{
	struct store_count *one = &counts->items[counts->count++];

	one->kind = arena_str(&counts->arena, stmt_column(stmt, 0));
	one->count = (size_t)stmt_column_int(stmt, 1);
	one->all = (size_t)stmt_column_int(stmt, 2);
	one->new_count = (size_t)stmt_column_int(stmt, 3);
	counts->problems += (size_t)stmt_column_int(stmt, 4);
	counts->notes += one->all;
}

bool store_counts(struct store *store, int64_t since,
	struct store_counts *counts, struct error *err)
{
	struct store_counts made = {0};
	sqlite3_stmt *stmt;
	size_t kinds;
	bool row = true;

	if (!count_kinds(store, &kinds, err))
		return false;
	stmt = stmt_get(store,
		"SELECT kind, count(DISTINCT CASE WHEN low = 0 THEN note END),"
		" count(*), count(DISTINCT CASE WHEN low = 0"
		" AND modified > ?1 THEN note END), sum(problems > 0)"
		" FROM doc GROUP BY kind ORDER BY kind",
		err);
	if (!stmt)
		return false;
	made.items =
		arena_alloc(&made.arena, (kinds + 1) * sizeof(*made.items));
	stmt_int(stmt, 1, since);
	while (row && made.count <= kinds) {
		if (!stmt_row(store, stmt, &row, err)) {
			arena_clear(&made.arena);
			return false;
		}
		if (row && made.count < kinds)
			read_count(&made, stmt);
		else if (row)
			break;
	}
	stmt_end(stmt);
	*counts = made;
	return true;
}
