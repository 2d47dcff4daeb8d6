/* Notes out of the index. */
#include "store/remove.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/flush.h"
#include "store/name.h"
#include "store/stmt.h"
#include "store/words.h"

bool put_allowed(const struct store *store, struct error *err)
{
	return store->active || store->bulk ||
		error_set(err, ERROR_IO,
			_("The index is changed only within a transaction."));
}

/* Id of the note at `path`, 0 if there is none. */
static bool find_id(
	struct store *store, struct str path, int64_t *id, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(
		store, "SELECT id, note FROM doc WHERE path = ?1", err);
	bool row;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, path);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	*id = row ? stmt_column_int(stmt, 0) : 0;
	if (row) {
		flush_touch_note(store, stmt_column(stmt, 1));
		stmt_end(stmt);
	}
	return true;
}

/* The old links' targets and the old names may count otherwise now. */
static bool touch_old(struct store *store, int64_t id, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT path, name FROM link WHERE doc = ?1"
		" UNION ALL SELECT '', name FROM name WHERE doc = ?1",
		err);
	bool row = true;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	while (row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row)
			flush_touch(store, stmt_column(stmt, 0),
				stmt_column(stmt, 1));
	}
	return true;
}

static bool count_old_words(struct store *store, int64_t id, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT title, alias, head, body, meta FROM doc_text"
		" WHERE id = ?1",
		err);
	struct words_text text;
	bool row;
	int i;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (!row)
		return true;
	for (i = 0; i < 5; i++)
		text.columns[i] = stmt_column(stmt, i);
	words_count(store, &text, -1);
	stmt_end(stmt);
	return true;
}

static bool remove_text(struct store *store, int64_t id, struct error *err)
{
	struct pending *pending = &store->pending;
	sqlite3_stmt *stmt;

	if (store->bulk)
		return flush_gone(store, id, err);
	if (!count_old_words(store, id, err))
		return false;
	if (id < pending->first) {
		pending->gone = mem_grow(pending->gone, &pending->gone_cap,
			pending->gone_count + 1, sizeof(*pending->gone));
		pending->gone[pending->gone_count++] = id;
		return true;
	}
	/* Put in this transaction: the full-text table has not seen it. */
	stmt = stmt_get(store, "DELETE FROM doc_text WHERE id = ?1", err);
	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	return stmt_run(store, stmt, err);
}

static bool delete_rows(struct store *store, int64_t id, struct error *err)
{
	static const char *const sql[] = {"DELETE FROM doc WHERE id = ?1",
		"DELETE FROM field WHERE doc = ?1",
		"DELETE FROM tag WHERE doc = ?1",
		"DELETE FROM name WHERE doc = ?1",
		"DELETE FROM link WHERE doc = ?1",
		"DELETE FROM section WHERE doc = ?1"};
	size_t i;

	for (i = 0; i < sizeof(sql) / sizeof(*sql); i++) {
		sqlite3_stmt *stmt = stmt_get(store, sql[i], err);

		if (!stmt)
			return false;
		stmt_int(stmt, 1, id);
		if (!stmt_run(store, stmt, err))
			return false;
	}
	return true;
}

bool remove_note(struct store *store, struct str path, struct error *err)
{
	int64_t id;

	if (!find_id(store, path, &id, err))
		return false;
	if (!id)
		return true;
	flush_touch(store, path, (struct str){0});
	return (store->bulk || touch_old(store, id, err)) &&
		remove_text(store, id, err) && delete_rows(store, id, err);
}

bool store_remove(struct store *store, struct str path, struct error *err)
{
	if (!put_allowed(store, err))
		return false;
	store->failed |= !remove_note(store, path, err);
	return !store->failed;
}
