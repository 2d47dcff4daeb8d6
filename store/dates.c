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

struct counting {
	struct store_counts counts;
	struct store_count *items; /* grows; copied to the arena at the end */
	size_t cap;
	struct wordmap seen, fresh; /* ids of the kind, published and new */
	int64_t since;
};

/* A row of the next kind, or another one of the last. */
static struct store_count *count_of(struct counting *c, struct str kind)
{
	struct store_count *one;

	if (c->counts.count && str_eq(c->items[c->counts.count - 1].kind, kind))
		return &c->items[c->counts.count - 1];
	wordmap_clear(&c->seen);
	wordmap_clear(&c->fresh);
	c->items = mem_grow(
		c->items, &c->cap, c->counts.count + 1, sizeof(*c->items));
	one = &c->items[c->counts.count++];
	memset(one, 0, sizeof(*one));
	one->kind = arena_str(&c->counts.arena, kind);
	return one;
}

static void count_note(struct counting *c, sqlite3_stmt *stmt)
{
	struct store_count *one = count_of(c, stmt_column(stmt, 0));
	bool added;

	one->all++;
	c->counts.notes++;
	c->counts.problems += stmt_column_int(stmt, 4) > 0;
	if (stmt_column_int(stmt, 2) != PRIOR_NORMAL)
		return;
	wordmap_add(&c->seen, stmt_column(stmt, 1), &added);
	one->count += added;
	if (stmt_column_int(stmt, 3) <= c->since)
		return;
	wordmap_add(&c->fresh, stmt_column(stmt, 1), &added);
	one->new_count += added;
}

bool store_counts(struct store *store, int64_t since,
	struct store_counts *counts, struct error *err)
{
	/* Counted here: for SQLite distinct ids of a kind are a table each. */
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT kind, note, low, modified, problems FROM doc"
		" INDEXED BY doc_kind ORDER BY kind",
		err);
	struct counting c = {0};
	bool row = true;
	bool ok = stmt != NULL;

	c.since = since;
	while (ok && row) {
		ok = stmt_row(store, stmt, &row, err);
		if (ok && row)
			count_note(&c, stmt);
	}
	if (ok) {
		c.counts.items = arena_alloc(&c.counts.arena,
			(c.counts.count + 1) * sizeof(*c.items));
		if (c.counts.count)
			memcpy(c.counts.items, c.items,
				c.counts.count * sizeof(*c.items));
		*counts = c.counts;
	} else {
		arena_clear(&c.counts.arena);
	}
	wordmap_clear(&c.seen);
	wordmap_clear(&c.fresh);
	free(c.items);
	return ok;
}
