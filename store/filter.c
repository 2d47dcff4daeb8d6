#include "store/filter.h"

#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "store/field.h"
#include "store/name.h"
#include "store/prior.h"

enum {
	VALUES = 64
};

struct filter {
	struct arena arena;
	struct buf sql;
	struct {
		struct str text;
		double number;
		bool is_text;
		struct field_test *test;
	} values[VALUES];
	int count;
	const struct query_node *node;
	const struct token_table *fold;
	struct date today;
};

/* Append " ?N" and keep its value. */
static void put_text(struct filter *f, struct str text)
{
	if (f->count == VALUES) {
		buf_put(&f->sql, " NULL");
		return;
	}
	f->values[f->count].text = arena_str(&f->arena, text);
	f->values[f->count].is_text = true;
	f->values[f->count].test = NULL;
	buf_printf(&f->sql, " ?%d", ++f->count);
}

static void put_number(struct filter *f, double number)
{
	if (f->count == VALUES) {
		buf_put(&f->sql, " NULL");
		return;
	}
	f->values[f->count].number = number;
	f->values[f->count].is_text = false;
	f->values[f->count].test = NULL;
	buf_printf(&f->sql, " ?%d", ++f->count);
}

/* Notes with a value of the key that passes; the test is the filter's. */
static void put_field_test(
	struct filter *f, struct str key, const struct field_test *test)
{
	struct field_test *kept = arena_alloc(&f->arena, sizeof(*kept));

	if (f->count + 2 > VALUES) {
		buf_put(&f->sql, " 0");
		return;
	}
	*kept = *test;
	kept->text = arena_str(&f->arena, test->text);
	buf_put(&f->sql,
		" d.id IN (SELECT doc FROM field WHERE field_is(list,"
		" (SELECT id FROM key WHERE notes > 0 AND name =");
	put_text(f, key);
	f->values[f->count].test = kept;
	buf_printf(&f->sql, "), ?%d))", ++f->count);
}

static void put_folded(struct filter *f, struct str text)
{
	struct buf folded = {0};

	name_norm(&folded, text);
	put_text(f, buf_slice(&folded));
	buf_clear(&folded);
}

/* `expr` compared with what lies in [low, high]; a range ends at `high`. */
static void put_compare(
	struct filter *f, const char *expr, double low, double high)
{
	static const char *const ops[] = {">=", "<", "<=", ">", ">=", ">="};
	enum query_op op = f->node->op;

	buf_printf(&f->sql, " (%s %s", expr, ops[op]);
	put_number(f, op == OP_LESS_IS || op == OP_MORE ? high : low);
	if (op == OP_IS || op == OP_RANGE) {
		buf_printf(&f->sql, " AND %s <=", expr);
		put_number(f, high);
	}
	buf_put(&f->sql, ")");
}

/* The days value i means; the upper end of a range for a range. */
static bool days_of(
	const struct filter *f, size_t i, int32_t *first, int32_t *last)
{
	int32_t ignored;

	return query_days(f->node->values[i], f->today, first, last) &&
		(f->node->op != OP_RANGE ||
			query_days(
				f->node->values[1], f->today, &ignored, last));
}

/* The second a local day begins. */
static double day_start(int32_t day)
{
	struct date date = date_from_days(day);
	struct tm tm = {0};

	tm.tm_year = date.year - 1900;
	tm.tm_mon = (unsigned char)date.month - 1;
	tm.tm_mday = (unsigned char)date.day;
	tm.tm_isdst = -1;
	return (double)mktime(&tm);
}

static void put_time(struct filter *f, size_t i)
{
	int32_t first, last;

	if (!days_of(f, i, &first, &last)) {
		buf_put(&f->sql, " 0");
		return;
	}
	put_compare(f, f->node->key == KEY_CREATED ? "d.created" : "d.modified",
		day_start(first), day_start(last + 1) - 1);
}

/* A deadline still ahead, or the date of the next review. */
static void put_due(struct filter *f, size_t i)
{
	int32_t first, last;

	buf_put(&f->sql,
		" d.id IN (SELECT doc FROM dated WHERE ((role = 'deadline' AND "
		"day >=");
	put_number(f, date_days(f->today));
	buf_put(&f->sql, ") OR role IN ('review-by', 'review_by'))");
	if (query_is_overdue(f->node->values[i])) {
		buf_put(&f->sql, " AND day <");
		put_number(f, date_days(f->today));
	} else if (days_of(f, i, &first, &last)) {
		buf_put(&f->sql, " AND");
		put_compare(f, "day", first, last);
	}
	buf_put(&f->sql, ")");
}

static void put_is(struct filter *f, size_t i)
{
	switch (query_is_of(f->node->values[i])) {
	case IS_OPEN:
		buf_printf(&f->sql, " d.low < %d", PRIOR_PAST);
		break;
	case IS_OVERDUE:
		buf_put(&f->sql,
			" d.id IN (SELECT doc FROM dated WHERE"
			" role IN ('review-by', 'review_by') AND day <");
		put_number(f, date_days(f->today));
		buf_put(&f->sql, ")");
		break;
	case IS_DRAFT:
		buf_put(&f->sql, " d.status IN ('draft', 'utkast')");
		break;
	case IS_REVIEW:
		buf_put(&f->sql, " d.status IN ('review', 'granskas')");
		break;
	case IS_PUBLISHED:
		buf_printf(&f->sql, " d.low = %d", PRIOR_NORMAL);
		break;
	case IS_SUPERSEDED:
		buf_put(&f->sql,
			" d.status IN ('superseded', 'repealed', 'ersatt',"
			" 'upph\xC3\xA4vd')");
		break;
	case IS_ARCHIVED:
		buf_put(&f->sql, " d.status IN ('archived', 'arkiverad')");
		break;
	case IS_EDITED:
		buf_put(&f->sql, " d.edited");
		break;
	case IS_PROBLEM:
		buf_put(&f->sql, " d.problems > 0");
		break;
	case IS_NONE:
		buf_put(&f->sql, " 0");
		break;
	}
}

static void put_has(struct filter *f, size_t i)
{
	static const struct {
		const char *name, *sql;
	} parts[] = {{"tags", " d.tags <> ''"}, {"tag", " d.tags <> ''"},
		{"etikett", " d.tags <> ''"},
		{"due",
			" d.id IN (SELECT doc FROM dated WHERE"
			" role IN ('deadline', 'review-by', 'review_by'))"},
		{"frist",
			" d.id IN (SELECT doc FROM dated WHERE"
			" role IN ('deadline', 'review-by', 'review_by'))"},
		{"owner", " d.owner <> ''"}, {"summary", " d.summary <> ''"},
		{"status", " d.status <> ''"}, {"lang", " d.lang <> ''"},
		{"kind", " d.kind <> ''"}, {"links", " d.own_links > 0"},
		{"backlinks", " d.inlinks > 0"},
		{"problems", " d.problems > 0"}, {"history", " d.created > 0"}};
	struct str value = f->node->values[i];
	size_t n;

	for (n = 0; n < sizeof(parts) / sizeof(*parts); n++) {
		if (str_is(value, parts[n].name)) {
			buf_put(&f->sql, parts[n].sql);
			return;
		}
	}
	if (query_key_of(value) == KEY_OWNER) {
		buf_put(&f->sql, " d.owner <> ''");
		return;
	}
	put_field_test(f, value, &(struct field_test){.any = true});
}

/* Notes that a reference means, as a list of ids. */
static void put_targets(struct filter *f, struct str ref)
{
	buf_put(&f->sql, "(SELECT id FROM doc WHERE path =");
	put_text(f, ref);
	buf_put(&f->sql, " OR path =");
	put_text(f, ref);
	buf_put(&f->sql, " || '.md' UNION SELECT doc FROM name WHERE name =");
	put_folded(f, ref);
	buf_put(&f->sql, ")");
}

static void put_links(struct filter *f, size_t i)
{
	struct str ref = f->node->values[i];

	if (f->node->key == KEY_LINKS) {
		buf_put(&f->sql,
			" d.id IN (SELECT doc FROM target WHERE path = 1 AND"
			" name IN (SELECT path FROM doc WHERE id IN ");
		put_targets(f, ref);
		buf_put(&f->sql,
			") UNION SELECT doc FROM target WHERE path = 0 AND"
			" name IN (SELECT name FROM name WHERE doc IN ");
		put_targets(f, ref);
		buf_put(&f->sql, "))");
		return;
	}
	buf_put(&f->sql,
		" (d.path IN (SELECT name FROM target WHERE path = 1 AND"
		" doc IN ");
	put_targets(f, ref);
	buf_put(&f->sql,
		") OR d.id IN (SELECT n.doc FROM target t JOIN name n"
		" ON n.name = t.name WHERE t.path = 0 AND t.doc IN ");
	put_targets(f, ref);
	buf_put(&f->sql, "))");
}

/* `column` equals the text, or begins with it before a star. */
static void put_equal(struct filter *f, const char *column, struct str text)
{
	bool star = text.len > 1 && str_ends(text, "*");

	if (star)
		text.len--;
	if (!star) {
		buf_printf(&f->sql, " %s =", column);
		put_folded(f, text);
		return;
	}
	buf_printf(&f->sql, " substr(%s, 1, length(", column);
	put_folded(f, text);
	buf_put(&f->sql, ")) =");
	put_folded(f, text);
}

static void put_field(struct filter *f, size_t i)
{
	struct field_test test = {0};
	struct str value = f->node->values[i];
	struct buf words = {0};

	test.op = f->node->op;
	test.star = value.len > 1 && str_ends(value, "*");
	test.days = days_of(f, i, &test.first, &test.last);
	test.number = name_number(value, &test.low);
	if (test.op != OP_RANGE || !name_number(f->node->values[1], &test.high))
		test.high = test.low;
	token_join(&words, f->fold, value);
	test.text = buf_slice(&words);
	put_field_test(f, f->node->name, &test);
	buf_clear(&words);
}

static void put_path(struct filter *f, struct str value)
{
	if (str_find(value, '*') < value.len ||
		str_find(value, '?') < value.len) {
		buf_put(&f->sql, " d.path GLOB");
		put_text(f, value);
		return;
	}
	buf_put(&f->sql, " instr(lower(d.path), lower(");
	put_text(f, value);
	buf_put(&f->sql, "))");
}

static void put_lang(struct filter *f, struct str value)
{
	buf_put(&f->sql, " (d.lang = lower(");
	put_text(f, value);
	buf_put(&f->sql, ") OR substr(d.lang, 1, 3) = lower(");
	put_text(f, value);
	buf_put(&f->sql, ") || '-')");
}

/* In another table, by one of its columns. */
static void put_member(struct filter *f, const char *table, const char *column,
	struct str value)
{
	buf_printf(&f->sql, " d.id IN (SELECT doc FROM %s WHERE", table);
	put_equal(f, column, value);
	buf_put(&f->sql, ")");
}

static void put_value(struct filter *f, size_t i)
{
	struct str value = f->node->values[i];

	switch (f->node->key) {
	case KEY_KIND:
		put_equal(f, "folded(d.kind)", value);
		break;
	case KEY_STATUS:
		put_equal(f, "folded(d.status)", value);
		break;
	case KEY_LANG:
		put_lang(f, value);
		break;
	case KEY_PATH:
		put_path(f, value);
		break;
	case KEY_OWNER:
	case KEY_FROM:
		buf_printf(&f->sql, " instr(folded(%s),",
			f->node->key == KEY_OWNER ? "d.owner" : "d.author");
		put_folded(f, value);
		buf_put(&f->sql, ")");
		break;
	case KEY_TAG:
		put_member(f, "tag", "norm", value);
		break;
	case KEY_ID:
		put_member(f, "name", "name", value);
		break;
	case KEY_DUE:
		put_due(f, i);
		break;
	case KEY_CREATED:
	case KEY_MODIFIED:
		put_time(f, i);
		break;
	case KEY_IS:
		put_is(f, i);
		break;
	case KEY_HAS:
	case KEY_NO:
		put_has(f, i);
		break;
	case KEY_LINKS:
	case KEY_LINKED:
		put_links(f, i);
		break;
	case KEY_FIELD:
		put_field(f, i);
		break;
	case KEY_NONE:
	case KEY_TITLE:
	case KEY_HEAD:
	case KEY_BODY:
	case KEY_SORT:
		buf_put(&f->sql, " 1");
		break;
	}
}

static bool run(struct store *store, const struct filter *f, struct bitset *set,
	struct error *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc;
	int i;

	if (sqlite3_prepare_v2(store->db, buf_text(&f->sql), -1, &stmt, NULL) !=
		SQLITE_OK)
		return db_error(store, err);
	for (i = 0; i < f->count; i++) {
		if (f->values[i].test)
			sqlite3_bind_pointer(stmt, i + 1, f->values[i].test,
				FIELD_TEST, NULL);
		else if (f->values[i].is_text)
			sqlite3_bind_text(stmt, i + 1, f->values[i].text.data,
				(int)f->values[i].text.len, SQLITE_STATIC);
		else
			sqlite3_bind_double(stmt, i + 1, f->values[i].number);
	}
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		bitset_add(set, sqlite3_column_int64(stmt, 0));
	if (rc != SQLITE_DONE)
		db_error(store, err);
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE;
}

bool filter_notes(struct store *store, const struct query_node *node,
	struct date today, struct bitset *set, struct error *err)
{
	struct filter f = {0};
	size_t count = node->op == OP_RANGE ? 1 : node->value_count;
	bool ok;
	size_t i;

	f.node = node;
	f.today = today;
	f.fold = store->fold;
	buf_printf(&f.sql, "SELECT d.id FROM doc d WHERE %s(",
		node->key == KEY_NO ? "NOT " : "");
	for (i = 0; i < count; i++) {
		if (i)
			buf_put(&f.sql, " OR");
		put_value(&f, i);
	}
	buf_put(&f.sql, ")");
	ok = run(store, &f, set, err);
	arena_clear(&f.arena);
	buf_clear(&f.sql);
	return ok;
}

bool filter_request(struct store *store, const struct store_request *request,
	bool hide, struct bitset *set, struct error *err)
{
	struct filter f = {0};
	bool ok;

	buf_put(&f.sql, "SELECT d.id FROM doc d WHERE 1");
	if (request->kind.len) {
		buf_put(&f.sql, " AND d.kind =");
		put_text(&f, request->kind);
	}
	if (request->lang.len) {
		buf_put(&f.sql, " AND");
		put_lang(&f, request->lang);
	}
	if (hide)
		buf_printf(&f.sql, " AND d.low = %d", PRIOR_NORMAL);
	ok = run(store, &f, set, err);
	arena_clear(&f.arena);
	buf_clear(&f.sql);
	return ok;
}
