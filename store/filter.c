#include "store/filter.h"

#include <string.h>

#include "store/filter_private.h"
#include "store/name.h"
#include "store/prior.h"
#include "store/stmt.h"

/* Append " ?N" and keep its value. */
void filter_text(struct filter *f, struct str text)
{
	if (f->count == FILTER_VALUES) {
		buf_put(&f->sql, " NULL");
		return;
	}
	f->values[f->count].text = arena_str(&f->arena, text);
	f->values[f->count].is_text = true;
	f->values[f->count].test = NULL;
	buf_printf(&f->sql, " ?%d", ++f->count);
}

void filter_number(struct filter *f, double number)
{
	if (f->count == FILTER_VALUES) {
		buf_put(&f->sql, " NULL");
		return;
	}
	f->values[f->count].number = number;
	f->values[f->count].is_text = false;
	f->values[f->count].test = NULL;
	buf_printf(&f->sql, " ?%d", ++f->count);
}

void filter_folded(struct filter *f, struct str text)
{
	struct buf folded = {0};

	name_norm(&folded, text);
	filter_text(f, buf_slice(&folded));
	buf_clear(&folded);
}

void filter_field(
	struct filter *f, struct str key, const struct field_test *test)
{
	struct field_test *kept = arena_alloc(&f->arena, sizeof(*kept));

	if (f->count + 2 > FILTER_VALUES) {
		buf_put(&f->sql, " 0");
		return;
	}
	*kept = *test;
	kept->key = arena_str(&f->arena, key);
	kept->text = arena_str(&f->arena, test->text);
	kept->low_text = arena_str(&f->arena, test->low_text);
	kept->high_text = arena_str(&f->arena, test->high_text);
	buf_put(&f->sql,
		" d.id IN (SELECT doc FROM field WHERE field_is(list,"
		" (SELECT id FROM key WHERE notes > 0 AND name =");
	filter_text(f, key);
	f->values[f->count].test = kept;
	buf_printf(&f->sql, "), ?%d))", ++f->count);
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

/* Translations leave out what their primary says: they have it too. */
static bool add_translations(
	struct store *store, struct bitset *set, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT t.id, p.id FROM doc t JOIN doc p"
		" ON p.note = t.translation_of AND p.translation_of = ''"
		" WHERE t.translation_of <> ''",
		err);
	bool row = true;

	while (stmt && row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row && bitset_has(set, stmt_column_int(stmt, 1)))
			bitset_add(set, stmt_column_int(stmt, 0));
	}
	return stmt != NULL;
}

/* Whether a filter is about what translations leave to their primary. */
static bool is_shared(const struct query_node *node)
{
	switch (node->key) {
	case KEY_ID:
	case KEY_TAG:
	case KEY_OWNER:
	case KEY_DUE:
	case KEY_HAS:
	case KEY_NO:
	case KEY_YEAR:
	case KEY_FIELD:
		return true;
	case KEY_IS:
		return query_is_of(node->values[0]) == IS_OVERDUE;
	default:
		return false;
	}
}

static bool select_notes(
	struct filter *f, struct bitset *set, struct error *err)
{
	const struct query_node *node = f->node;
	size_t count = node->op == OP_RANGE ? 1 : node->value_count;
	size_t i;

	buf_put(&f->sql, "SELECT d.id FROM doc d WHERE (");
	for (i = 0; i < count; i++) {
		if (i)
			buf_put(&f->sql, " OR");
		filter_value(f, i);
	}
	buf_put(&f->sql, ")");
	return run(f->store, f, set, err) &&
		(!is_shared(node) || add_translations(f->store, set, err));
}

bool filter_notes(struct store *store, const struct query_node *node,
	struct date today, struct bitset *set, struct error *err)
{
	struct filter f = {0};
	struct bitset without = {0};
	bool ok;

	f.node = node;
	f.today = today;
	f.store = store;
	ok = select_notes(&f, node->key == KEY_NO ? &without : set, err);
	if (ok && node->key == KEY_NO) {
		buf_cut(&f.sql, 0);
		buf_put(&f.sql, "SELECT d.id FROM doc d");
		f.count = 0;
		ok = run(store, &f, set, err);
		bitset_and_not(set, &without);
	}
	bitset_clear(&without);
	arena_clear(&f.arena);
	buf_clear(&f.sql);
	return ok;
}

bool filter_request(struct store *store, const struct store_request *request,
	bool hide, struct bitset *set, struct error *err)
{
	struct filter f = {0};
	bool ok;

	f.store = store;
	buf_put(&f.sql, "SELECT d.id FROM doc d WHERE 1");
	if (request->kind.len) {
		buf_put(&f.sql, " AND d.kind =");
		filter_text(&f, request->kind);
	}
	if (request->lang.len) {
		buf_put(&f.sql, " AND");
		filter_lang(&f, request->lang);
	}
	if (request->since) {
		buf_put(&f.sql, " AND d.modified >");
		filter_number(&f, (double)request->since);
	}
	if (hide)
		buf_printf(&f.sql, " AND d.low = %d", PRIOR_NORMAL);
	ok = run(store, &f, set, err);
	arena_clear(&f.arena);
	buf_clear(&f.sql);
	return ok;
}
