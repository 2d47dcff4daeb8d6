/* Plain FTS5 as it comes (unicode61), of the same texts. */

#include <sqlite3.h>

#include "base/file.h"
#include "bench/bench.h"

static bool run_sql(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool put(sqlite3_stmt *stmt, const struct text *text, size_t number)
{
	sqlite3_bind_int64(stmt, 1, (sqlite3_int64)number + 1);
	sqlite3_bind_text(stmt, 2, text->title, -1, SQLITE_STATIC);
	sqlite3_bind_text(
		stmt, 3, text->bytes.data, (int)text->bytes.len, SQLITE_STATIC);
	return sqlite3_step(stmt) == SQLITE_DONE &&
		sqlite3_reset(stmt) == SQLITE_OK;
}

static sqlite3_stmt *prepare(struct bench *bench, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	sqlite3_prepare_v2(bench->fts, sql, -1, &stmt, NULL);
	return stmt;
}

static const char insert[] =
	"INSERT INTO f(rowid, title, body) VALUES(?1, ?2, ?3)";

bool baseline_build(struct bench *bench)
{
	struct buf path = {0};
	sqlite3_stmt *stmt;
	bool ok;
	size_t i;

	baseline_close(bench);
	buf_printf(&path, "%s/baseline.db", buf_text(&bench->work));
	file_remove_tree(buf_text(&path), NULL);
	ok = sqlite3_open(buf_text(&path), &bench->fts) == SQLITE_OK &&
		run_sql(bench->fts,
			"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
			"PRAGMA cache_size=-65536;"
			"CREATE VIRTUAL TABLE f USING fts5(title, body);"
			"INSERT INTO f(f, rank) VALUES('automerge', 0);"
			"INSERT INTO f(f, rank) VALUES('crisismerge', 1999);"
			"BEGIN");
	stmt = ok ? prepare(bench, insert) : NULL;
	ok = stmt != NULL;
	for (i = 0; ok && i < bench->count; i++)
		ok = put(stmt, &bench->texts[i], i);
	sqlite3_finalize(stmt);
	buf_clear(&path);
	return ok &&
		run_sql(bench->fts,
			"COMMIT; INSERT INTO f(f, rank) VALUES('automerge', 4);"
			"INSERT INTO f(f, rank) VALUES('crisismerge', 16);"
			"PRAGMA journal_mode=TRUNCATE;"
			"PRAGMA synchronous=NORMAL");
}

bool baseline_change(struct bench *bench, size_t step)
{
	sqlite3_stmt *out = prepare(bench, "DELETE FROM f WHERE rowid = ?1");
	sqlite3_stmt *in = prepare(bench, insert);
	bool ok = out && in && run_sql(bench->fts, "BEGIN");
	size_t i;

	for (i = 0; ok && i < bench->count; i += step) {
		sqlite3_bind_int64(out, 1, (sqlite3_int64)i + 1);
		ok = sqlite3_step(out) == SQLITE_DONE &&
			sqlite3_reset(out) == SQLITE_OK &&
			put(in, &bench->texts[i], i);
	}
	sqlite3_finalize(out);
	sqlite3_finalize(in);
	return run_sql(bench->fts, "COMMIT") && ok;
}

sqlite3_stmt *baseline_query(struct bench *bench)
{
	return prepare(bench,
		"SELECT title FROM f WHERE f MATCH ?1 ORDER BY bm25(f)"
		" LIMIT 50");
}

static void match_text(struct str query, bool typing, struct buf *out)
{
	struct str rest = query;
	struct str part;

	while (str_cut(&rest, ' ', &part)) {
		size_t i;

		buf_put(out, out->len ? " \"" : "\"");
		for (i = 0; i < part.len; i++) {
			if (part.data[i] == '"')
				buf_byte(out, '"');
			buf_byte(out, part.data[i]);
		}
		buf_byte(out, '"');
	}
	if (typing)
		buf_byte(out, '*');
}

void baseline_find(sqlite3_stmt *find, struct str query, bool typing)
{
	struct buf match = {0};

	match_text(query, typing, &match);
	sqlite3_bind_text(find, 1, buf_text(&match), -1, SQLITE_TRANSIENT);
	while (sqlite3_step(find) == SQLITE_ROW)
		;
	sqlite3_reset(find);
	buf_clear(&match);
}

void baseline_close(struct bench *bench)
{
	sqlite3_close(bench->fts);
	bench->fts = NULL;
}
