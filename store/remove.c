/* Notes out of the index. */
#include "store/remove.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/field.h"
#include "store/flush.h"
#include "store/name.h"
#include "store/stmt.h"

bool put_allowed(const struct store *store, struct error *err)
{
	return store->active || store->bulk ||
		error_set(err, ERROR_IO,
			_("The index is changed only within a transaction."));
}

/* The note at `path`: its id, 0 if there is none, and its inbound links. */
static bool find_id(struct store *store, struct str path, int64_t *id,
	int64_t *inlinks, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, note, inlinks FROM doc WHERE path = ?1", err);
	bool row;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, path);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	*id = row ? stmt_column_int(stmt, 0) : 0;
	*inlinks = row ? stmt_column_int(stmt, 2) : -1;
	if (row) {
		flush_touch_note(store, stmt_column(stmt, 1));
		stmt_end(stmt);
	}
	return true;
}

void remove_edge(struct store *store, int edge, struct str name, int version)
{
	struct buf key = {0};

	if (store->bulk)
		return;
	buf_byte(&key, (char)('0' + edge));
	buf_str(&key, name);
	*wordmap_add(&store->pending.edges, buf_slice(&key), NULL) |= version;
	buf_clear(&key);
}

bool remove_settle(struct store *store)
{
	struct wordmap *edges = &store->pending.edges;
	bool same = true;
	size_t i;

	for (i = 0; i < edges->count; i++) {
		struct str name = edges->entries[i].word;
		int edge = name.data[0] - '0';

		name = str_sub(name, 1, name.len);
		if (edges->entries[i].value == 3)
			continue;
		if (edge == EDGE_TARGET_PATH)
			flush_touch(store, name, (struct str){0});
		else
			flush_touch(store, (struct str){0}, name);
		same = same && edge < EDGE_NAME;
	}
	wordmap_clear(edges);
	return same;
}

/* Where the old links lead, and the old names. */
static bool old_edges(struct store *store, int64_t id, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT path, name FROM target WHERE doc = ?1"
		" UNION ALL SELECT 2 + rank, name FROM name WHERE doc = ?1",
		err);
	bool row = true;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	while (row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row)
			remove_edge(store, (int)stmt_column_int(stmt, 0),
				stmt_column(stmt, 1), 1);
	}
	return true;
}

static bool remove_text(struct store *store, int64_t id, struct error *err)
{
	struct pending *pending = &store->pending;
	sqlite3_stmt *stmt;

	if (store->bulk)
		return flush_gone(store, id, err);
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
		"DELETE FROM dated WHERE doc = ?1",
		"DELETE FROM tag WHERE doc = ?1",
		"DELETE FROM name WHERE doc = ?1",
		"DELETE FROM link WHERE doc = ?1",
		"DELETE FROM target WHERE doc = ?1",
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

bool remove_note(struct store *store, struct str path, int64_t *inlinks,
	struct error *err)
{
	int64_t id;

	if (!find_id(store, path, &id, inlinks, err))
		return false;
	return !id ||
		((store->bulk || old_edges(store, id, err)) &&
			remove_text(store, id, err) &&
			field_remove(store, id, err) &&
			delete_rows(store, id, err));
}

bool store_remove(struct store *store, struct str path, struct error *err)
{
	int64_t inlinks = -1;

	if (!put_allowed(store, err))
		return false;
	if (!remove_note(store, path, &inlinks, err))
		store->failed = true;
	if (inlinks >= 0)
		flush_touch(store, path, (struct str){0});
	remove_settle(store);
	return !store->failed;
}
