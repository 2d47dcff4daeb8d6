/* Building: the whole index beside a loop that only inserts. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "bench/bench.h"

static bool run_sql(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* FTS5 as it comes (unicode61), texts in memory, the settings of a bulk load.
 */
static double insert_only(struct bench *bench)
{
	struct buf path = {0};
	sqlite3_stmt *put = NULL;
	sqlite3 *db = NULL;
	double begin;
	size_t i;

	buf_printf(&path, "%s/baseline.db", buf_text(&bench->work));
	file_remove_tree(buf_text(&path), NULL);
	begin = cpu_seconds();
	if (sqlite3_open(buf_text(&path), &db) != SQLITE_OK ||
		!run_sql(db, "PRAGMA journal_mode=OFF") ||
		!run_sql(
			db, "CREATE VIRTUAL TABLE f USING fts5(title, body)") ||
		!run_sql(db, "INSERT INTO f(f, rank) VALUES('automerge', 0)") ||
		!run_sql(db,
			"INSERT INTO f(f, rank) VALUES('crisismerge', 1999)") ||
		!run_sql(db, "BEGIN") ||
		sqlite3_prepare_v2(db, "INSERT INTO f VALUES(?, ?)", -1, &put,
			NULL) != SQLITE_OK)
		goto out;
	for (i = 0; i < bench->count; i++) {
		const struct text *text = &bench->texts[i];

		sqlite3_bind_text(put, 1, text->title, -1, SQLITE_STATIC);
		sqlite3_bind_text(put, 2, text->bytes.data,
			(int)text->bytes.len, SQLITE_STATIC);
		sqlite3_step(put);
		sqlite3_reset(put);
	}
	run_sql(db, "COMMIT");
out:
	sqlite3_finalize(put);
	sqlite3_close(db);
	buf_clear(&path);
	return cpu_seconds() - begin;
}

static double build(struct bench *bench, bool baseline)
{
	struct app_refreshed done = {0};
	struct error err = {0};
	double begin = cpu_seconds();

	if (baseline)
		return insert_only(bench);
	if (!app_refresh(bench->app, true, NULL, &done, &err)) {
		fprintf(stderr, "bench: %s\n", err.text);
		exit(1);
	}
	buf_clear(&done.why);
	return cpu_seconds() - begin;
}

/* A second look at an index that is up to date: nothing is parsed. */
static void nothing_new(struct bench *bench)
{
	struct error err = {0};
	bool stale = true;
	double begin = cpu_seconds();

	if (!app_is_stale(bench->app, &stale, &err))
		fprintf(stderr, "bench: %s\n", err.text);
	bench_line("is the index up to date?", "%.2f ms, %s",
		(cpu_seconds() - begin) * 1e3, stale ? "no" : "yes");
}

void rows_index(struct bench *bench)
{
	static const struct pair pair = {
		"full index", "fyr", "FTS5 insert-only loop", 2.0, build, 3};
	struct store_stats stats = {0};

	bench_pair(bench, &pair);
	if (store_stats(bench->app->store, &stats, NULL))
		bench_line("index", "%zu notes, %.1f MB, %.2f times the text",
			stats.notes, (double)stats.bytes / 1e6,
			(double)stats.bytes / (double)bench->bytes);
	nothing_new(bench);
}
