#include "store/hit.h"

#include <string.h>

#include "store/field.h"
#include "store/prior.h"
#include "store/query.h"
#include "store/stmt.h"

/* 20260131 as a date; see put_field in put.c. */
static struct date date_of(int64_t number)
{
	struct date date = {0};

	if (number <= 0 || number > 99991231)
		return date;
	date.year = (int16_t)(number / 10000);
	date.month = (int8_t)(number / 100 % 100);
	date.day = (int8_t)(number % 100);
	return date;
}

struct dates {
	struct date next, review, start, own;
	int64_t next_day;
	struct str stage;
};

static void take_date(const struct hit_reader *reader, sqlite3_stmt *stmt,
	struct dates *dates)
{
	struct str role = stmt_column(stmt, 0);
	int64_t day = stmt_column_int(stmt, 2);
	struct date date = date_of(stmt_column_int(stmt, 1));

	if (str_is(role, "stage") && !dates->stage.len)
		dates->stage = arena_str(reader->arena, stmt_column(stmt, 3));
	if (!date.year)
		return;
	if (str_is(role, "deadline") && day >= date_days(reader->today) &&
		(!dates->next.year || day < dates->next_day)) {
		dates->next = date;
		dates->next_day = day;
	} else if ((str_is(role, "review-by") || str_is(role, "review_by")) &&
		!dates->review.year) {
		dates->review = date;
	} else if (str_is(role, "start") && !dates->start.year) {
		dates->start = date;
	} else if (str_is(role, "date") && !dates->own.year) {
		dates->own = date;
	}
}

static bool read_dates(const struct hit_reader *reader, struct store_hit *hit,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(reader->store,
		"SELECT role, date, day, value FROM dated"
		" WHERE doc IN (SELECT s.id FROM doc d JOIN doc s"
		" ON s.note = d.note WHERE d.id = ?1)"
		" ORDER BY doc <> ?1",
		err);
	struct dates dates = {0};
	bool row = true;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, hit->number);
	while (row) {
		if (!stmt_row(reader->store, stmt, &row, err))
			return false;
		if (row)
			take_date(reader, stmt, &dates);
	}
	hit->due = dates.next.year ? dates.next : dates.review;
	hit->start = dates.start;
	hit->date = dates.own;
	hit->stage = dates.stage;
	return true;
}

static void read_row(
	struct arena *arena, sqlite3_stmt *stmt, struct store_hit *hit)
{
	struct str *const texts[] = {&hit->path, &hit->id, &hit->title,
		&hit->kind, &hit->status, &hit->lang, &hit->summary,
		&hit->owner, &hit->tags, &hit->author, &hit->version};
	int i;

	for (i = 0; i < (int)(sizeof(texts) / sizeof(*texts)); i++)
		*texts[i] = arena_str(arena, stmt_column(stmt, i));
	hit->created = stmt_column_int(stmt, i);
	hit->modified = stmt_column_int(stmt, i + 1);
	hit->problems = (size_t)stmt_column_int(stmt, i + 2);
	hit->edited = stmt_column_int(stmt, i + 3) != 0;
	hit->number = stmt_column_int(stmt, i + 4);
}

/* A column of the note, or of its primary: translations leave it out. */
#define PRIMARYS(column)                                                       \
	"CASE WHEN d." column " <> '' OR d.translation_of = '' THEN d." column \
	" ELSE coalesce((SELECT p." column " FROM doc p"                       \
	" WHERE p.note = d.translation_of AND p.translation_of = ''"           \
	" ORDER BY p.path LIMIT 1), '') END"

bool hit_read(const struct hit_reader *reader, int64_t id,
	struct store_hit *hit, bool *found, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(reader->store,
		"SELECT path, note, title, kind, status, lang, summary,"
		" " PRIMARYS("owner") ", " PRIMARYS(
			"tags") ","
				" author, version, created, modified, "
				"problems, edited, id"
				" FROM doc d WHERE id = ?1",
		err);

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	if (!stmt_row(reader->store, stmt, found, err))
		return false;
	if (!*found)
		return true;
	read_row(reader->arena, stmt, hit);
	stmt_end(stmt);
	return read_dates(reader, hit, err);
}

/* --- listings --- */

struct order {
	const char *expression; /* NULL where the note has none */
	enum query_key key;
	bool down; /* by default */
};

/* What a key of ours sorts by; NULL for front matter. */
static const struct order *order_of(enum query_key key)
{
	static const struct order orders[] = {{"d.title_key", KEY_TITLE, false},
		{"d.modified", KEY_MODIFIED, true},
		{"d.created", KEY_CREATED, true},
		{"sort_key(d.kind)", KEY_KIND, false},
		{"coalesce(choice_order('status', d.status),"
		 " sort_key(d.status))",
			KEY_STATUS, false},
		{"sort_key(d.lang)", KEY_LANG, false},
		{"d.path", KEY_PATH, false}, {"d.note", KEY_ID, false},
		{"sort_key(" PRIMARYS("owner") ")", KEY_OWNER, false},
		{"sort_key(" PRIMARYS("tags") ")", KEY_TAG, false},
		{"sort_key(d.author)", KEY_FROM, false},
		{"d.inlinks", KEY_LINKED, true},
		{"coalesce((SELECT n.day FROM dated n WHERE n.doc ="
		 " d.id AND n.date > 0 AND n.role IN ('date',"
		 " 'date-in-force', 'start') ORDER BY n.n LIMIT 1),"
		 " CASE WHEN d.created > 0 THEN d.created ELSE"
		 " d.modified END / 86400)",
			KEY_YEAR, true},
		{"coalesce((SELECT min(day) FROM dated WHERE"
		 " doc = d.id AND role = 'deadline' AND day >= ?1),"
		 " (SELECT min(day) FROM dated WHERE doc = d.id AND"
		 " role IN ('review-by', 'review_by')))",
			KEY_DUE, false}};
	size_t i;

	for (i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		if (orders[i].key == key)
			return &orders[i];
	}
	return NULL;
}

static const struct order *order_of_name(struct str name)
{
	static const struct {
		const char *name;
		struct order order;
	} more[] = {{"size", {"d.bytes", KEY_NONE, true}},
		{"bytes", {"d.bytes", KEY_NONE, true}},
		{"storlek", {"d.bytes", KEY_NONE, true}},
		{"inlinks", {"d.inlinks", KEY_NONE, true}},
		{"backlinks", {"d.inlinks", KEY_NONE, true}},
		{"problems", {"d.problems", KEY_NONE, true}}};
	size_t i;

	for (i = 0; i < sizeof(more) / sizeof(*more); i++) {
		if (str_is(name, more[i].name))
			return &more[i].order;
	}
	return NULL;
}

/*
 * What sort:name means, as filters do: ours, else front matter, whose key
 * *name then is.
 */
static const struct order *find_order(struct store *store, struct str *name)
{
	const struct query_name *own = query_name_of(*name);
	const struct order *order = own ? order_of(own->key) : NULL;
	struct str field;

	if (own &&
		(!own->second || !front_find(store, *name, &field) ||
			!str_eq(field, *name)))
		return order;
	if (!own && !label_key(store, *name, &field))
		return order_of_name(*name);
	own = query_name_of(field);
	order = own && !own->second ? order_of(own->key) : NULL;
	*name = field;
	return order;
}

/* The key of "key", "key+", "key-" or "-key". */
static struct str bare_key(struct str sort, bool *up, bool *down)
{
	*up = *down = false;
	sort = str_trim(sort);
	if (sort.len && sort.data[0] == '-') {
		*down = true;
		sort = str_sub(sort, 1, sort.len);
	}
	if (str_ends(sort, "-"))
		*down = true;
	else if (str_ends(sort, "+"))
		*up = true;
	if (sort.len && (str_ends(sort, "-") || str_ends(sort, "+")))
		sort.len--;
	return sort.len ? sort : STR("modified");
}

bool store_sorts_by(struct store *store, struct str sort, struct buf *keys)
{
	bool up, down;
	bool row = true;
	struct str key = bare_key(sort, &up, &down);
	struct str field;
	sqlite3_stmt *stmt;

	if (find_order(store, &key) || label_key(store, key, &field))
		return true;
	buf_put(keys,
		"title, modified, created, due, kind, status, lang, owner, "
		"from, path, id, size, inlinks");
	stmt = stmt_get(store,
		"SELECT name FROM key WHERE notes > 0 ORDER BY notes DESC, name"
		" LIMIT 40",
		NULL);
	while (stmt && row && stmt_row(store, stmt, &row, NULL)) {
		if (row && !query_name_of(stmt_column(stmt, 0)))
			buf_printf(
				keys, ", %.*s", STR_ARG(stmt_column(stmt, 0)));
	}
	return false;
}

/* Notes without a value come last in both directions. */
static void put_order(struct buf *sql, struct store *store, struct str *sort)
{
	static const char front[] =
		"(SELECT %s(%s(f.list, (SELECT id FROM key WHERE name = ?2),"
		" ?2)) FROM field f WHERE f.doc IN (SELECT s.id FROM doc s"
		" WHERE s.note = d.note))";
	const struct order *order;
	bool up, down;
	struct buf own = {0};

	*sort = bare_key(*sort, &up, &down);
	order = find_order(store, sort);
	if (!down && !up && order)
		down = order->down;
	if (order)
		buf_put(&own, order->expression);
	else
		buf_printf(&own, front, down ? "max" : "min",
			down ? "field_most" : "field_least");
	/* By an index where there is one; no time is 0. */
	if (order &&
		(order->key == KEY_MODIFIED || order->key == KEY_CREATED) &&
		!down)
		buf_printf(sql, " ORDER BY %s = 0, %s", buf_text(&own),
			buf_text(&own));
	else
		buf_printf(sql, " ORDER BY %s", buf_text(&own));
	buf_printf(sql, "%s", down ? " DESC" : "");
	/* What is looked up is so once a note; columns of ours are never
	 * NULL, and an index in their order may serve. */
	if (!order || !str_starts(buf_slice(&own), "d."))
		buf_put(sql, " NULLS LAST");
	buf_put(sql, ", d.path");
	buf_clear(&own);
}

static void put_where(struct buf *sql, const struct store *store,
	const struct store_request *request, bool hide)
{
	buf_put(sql, " FROM doc d WHERE 1");
	if (store->allowed)
		buf_put(sql, " AND allowed(d.id)");
	if (request->kind.len)
		buf_put(sql, " AND d.kind = ?3");
	if (request->lang.len)
		buf_put(sql,
			" AND (d.lang = ?4 OR"
			" substr(d.lang, 1, 3) = ?4 || '-')");
	if (request->since)
		buf_printf(sql, " AND d.modified > %lld",
			(long long)request->since);
	/* Not by an index: that of the order is the one to follow. */
	if (hide)
		buf_printf(sql, " AND +d.low = %d", PRIOR_NORMAL);
}

static void bind(sqlite3_stmt *stmt, int i, struct str text)
{
	/* A parameter the text does not use is no error worth telling. */
	if (i <= sqlite3_bind_parameter_count(stmt))
		stmt_text(stmt, i, text);
}

/* Prepared for this request alone: the order is part of its text. */
static sqlite3_stmt *prepare(struct store *store, const struct buf *sql,
	const struct store_request *request, struct str sort)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(store->db, buf_text(sql), (int)sql->len, &stmt,
		    NULL) != SQLITE_OK)
		return NULL;
	if (sqlite3_bind_parameter_count(stmt) >= 1)
		stmt_int(stmt, 1, date_days(request->today));
	bind(stmt, 2, sort);
	bind(stmt, 3, request->kind);
	bind(stmt, 4, request->lang);
	return stmt;
}

static bool count_notes(struct store *store,
	const struct store_request *request, bool hide, size_t *total)
{
	struct buf sql = {0};
	sqlite3_stmt *stmt;
	bool ok = false;

	buf_put(&sql, "SELECT count(*)");
	put_where(&sql, store, request, hide);
	stmt = prepare(store, &sql, request, (struct str){0});
	if (stmt && sqlite3_step(stmt) == SQLITE_ROW) {
		*total = (size_t)sqlite3_column_int64(stmt, 0);
		ok = true;
	}
	sqlite3_finalize(stmt);
	buf_clear(&sql);
	return ok;
}

static bool read_page(const struct hit_reader *reader, sqlite3_stmt *stmt,
	struct store_results *results, size_t limit, struct error *err)
{
	int rc;

	results->items = arena_alloc(
		reader->arena, (limit + 1) * sizeof(*results->items));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW &&
		results->count < limit) {
		bool found;

		if (!hit_read(reader, sqlite3_column_int64(stmt, 0),
			    &results->items[results->count], &found, err))
			return false;
		results->count += found;
	}
	return rc == SQLITE_ROW || rc == SQLITE_DONE ||
		db_error(reader->store, err);
}

bool hit_list(struct store *store, const struct store_request *request,
	const struct hit_order *order, struct store_results *results,
	struct error *err)
{
	struct hit_reader reader = {store, &results->arena, request->today};
	struct str sort = order->sort;
	struct buf sql = {0};
	sqlite3_stmt *stmt;
	size_t limit;
	bool ok;

	if (!count_notes(store, request, order->hide, &results->total))
		return db_error(store, err);
	limit = results->total > request->offset
		? results->total - request->offset
		: 0;
	if (limit > (request->limit ? request->limit : STORE_LIMIT))
		limit = request->limit ? request->limit : STORE_LIMIT;
	buf_put(&sql, "SELECT d.id");
	put_where(&sql, store, request, order->hide);
	put_order(&sql, store, &sort);
	buf_printf(&sql, " LIMIT %zu OFFSET %zu", limit, request->offset);
	stmt = prepare(store, &sql, request, sort);
	ok = stmt ? read_page(&reader, stmt, results, limit, err)
		  : db_error(store, err);
	sqlite3_finalize(stmt);
	buf_clear(&sql);
	return ok;
}
