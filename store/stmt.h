#ifndef FYR_STORE_STMT_H
#define FYR_STORE_STMT_H

/*
 * Private to store/: prepared statements, kept for the life of the
 * connection and found again by the address of their text. One use is
 * stmt_get, bindings, then stmt_run, or stmt_row until it gives no row, or
 * stmt_end. Bound text is borrowed until then.
 */

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

/* NULL on failure. `sql` is a literal. */
sqlite3_stmt *stmt_get(struct store *store, const char *sql, struct error *err);

void stmt_text(sqlite3_stmt *stmt, int i, struct str text);
void stmt_blob(sqlite3_stmt *stmt, int i, struct str bytes);
void stmt_int(sqlite3_stmt *stmt, int i, int64_t value);

/* To the end, rows ignored. */
bool stmt_run(struct store *store, sqlite3_stmt *stmt, struct error *err);

/* The next row; *row is false after the last one. */
bool stmt_row(
	struct store *store, sqlite3_stmt *stmt, bool *row, struct error *err);
void stmt_end(sqlite3_stmt *stmt);

/* Borrowed until the next step; NULL is the empty slice. */
struct str stmt_column(sqlite3_stmt *stmt, int i);
int64_t stmt_column_int(sqlite3_stmt *stmt, int i);

#endif
