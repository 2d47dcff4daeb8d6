#include "store/stmt.h"

#include "base/mem.h"

sqlite3_stmt *stmt_get(struct store *store, const char *sql, struct error *err)
{
	struct stmt_slot *slot;
	sqlite3_stmt *stmt = NULL;
	size_t i;

	for (i = 0; i < store->slot_count; i++) {
		if (store->slots[i].sql != sql)
			continue;
		stmt_end(store->slots[i].stmt);
		return store->slots[i].stmt;
	}
	if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		    &stmt, NULL) != SQLITE_OK) {
		db_error(store, err);
		return NULL;
	}
	store->slots = mem_grow(store->slots, &store->slot_cap,
		store->slot_count + 1, sizeof(*store->slots));
	slot = &store->slots[store->slot_count++];
	slot->sql = sql;
	slot->stmt = stmt;
	return stmt;
}

void stmt_text(sqlite3_stmt *stmt, int i, struct str text)
{
	sqlite3_bind_text64(stmt, i, text.data ? text.data : "", text.len,
		SQLITE_STATIC, SQLITE_UTF8);
}

void stmt_blob(sqlite3_stmt *stmt, int i, struct str bytes)
{
	sqlite3_bind_blob64(stmt, i, bytes.data ? bytes.data : "", bytes.len,
		SQLITE_STATIC);
}

void stmt_int(sqlite3_stmt *stmt, int i, int64_t value)
{
	sqlite3_bind_int64(stmt, i, value);
}

void stmt_end(sqlite3_stmt *stmt)
{
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
}

bool stmt_row(
	struct store *store, sqlite3_stmt *stmt, bool *row, struct error *err)
{
	int rc = sqlite3_step(stmt);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		db_error(store, err);
	stmt_end(stmt);
	return rc == SQLITE_DONE;
}

bool stmt_run(struct store *store, sqlite3_stmt *stmt, struct error *err)
{
	bool row;

	do {
		if (!stmt_row(store, stmt, &row, err))
			return false;
	} while (row);
	return true;
}

struct str stmt_column(sqlite3_stmt *stmt, int i)
{
	struct str s;

	s.data = sqlite3_column_blob(stmt, i);
	s.len = (size_t)sqlite3_column_bytes(stmt, i);
	if (!s.data)
		s.len = 0;
	return s;
}

int64_t stmt_column_int(sqlite3_stmt *stmt, int i)
{
	return sqlite3_column_int64(stmt, i);
}
