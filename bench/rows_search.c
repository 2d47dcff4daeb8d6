/* Searching: each key typed, beside plain FTS5 and a scan of all text. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/proc.h"
#include "base/utf8.h"
#include "bench/bench.h"

enum {
	QUERIES = 40,
	SAMPLES = 4000
};

struct samples {
	double ms[SAMPLES];
	size_t count;
};

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void say(const char *name, struct samples *samples)
{
	if (!samples->count)
		return;
	qsort(samples->ms, samples->count, sizeof(double), by_value);
	bench_line(name, "p50 %7.2f ms  p99 %7.2f ms  max %7.2f ms  (%zu)",
		samples->ms[samples->count / 2],
		samples->ms[samples->count * 99 / 100],
		samples->ms[samples->count - 1], samples->count);
}

static void add(struct samples *samples, double begin)
{
	if (samples->count < SAMPLES)
		samples->ms[samples->count++] = (cpu_seconds() - begin) * 1e3;
}

static void ours(struct bench *bench, struct str query, bool typing,
	struct samples *samples)
{
	struct store_request request = {0};
	struct store_results results = {0};
	struct error err = {0};
	double begin = cpu_seconds();

	request.query = query;
	request.typing = typing;
	request.limit = 50;
	if (!app_search(bench->app, &request, &results, &err))
		fprintf(stderr, "bench: %s\n", err.text);
	add(samples, begin);
	store_results_clear(&results);
}

/* "a" "b"*: each word quoted, the last one a prefix. */
static void match_text(struct str query, struct buf *out)
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
	buf_byte(out, '*');
}

static void plain(sqlite3_stmt *find, struct str query, struct samples *samples)
{
	struct buf match = {0};
	double begin = cpu_seconds();

	match_text(query, &match);
	sqlite3_bind_text(find, 1, buf_text(&match), -1, SQLITE_TRANSIENT);
	while (sqlite3_step(find) == SQLITE_ROW)
		;
	sqlite3_reset(find);
	add(samples, begin);
	buf_clear(&match);
}

static void scan(struct bench *bench, struct str query, struct samples *samples)
{
	double begin = cpu_seconds();
	size_t hits = 0;
	size_t i;
	char *needle = str_copy(query);

	for (i = 0; i < bench->count; i++)
		hits += strstr(bench->texts[i].bytes.data, needle) != NULL;
	free(needle);
	if (hits <= bench->count)
		add(samples, begin);
}

static sqlite3_stmt *open_baseline(struct bench *bench, sqlite3 **db)
{
	struct buf path = {0};
	sqlite3_stmt *find = NULL;

	buf_printf(&path, "%s/baseline.db", buf_text(&bench->work));
	if (sqlite3_open(buf_text(&path), db) == SQLITE_OK)
		sqlite3_prepare_v2(*db,
			"SELECT title FROM f WHERE f MATCH ? ORDER BY rank "
			"LIMIT 50",
			-1, &find, NULL);
	buf_clear(&path);
	return find;
}

static void type_all(struct bench *bench, char **queries, size_t count)
{
	static struct samples typed, whole, fts, all;
	sqlite3 *db = NULL;
	sqlite3_stmt *find = open_baseline(bench, &db);
	size_t i;

	for (i = 0; i < count; i++) {
		struct str query = str_from(queries[i]);
		struct str rest = query;

		while (rest.len) {
			int cells;
			struct str key;

			utf8_cluster(&rest, &cells);
			key = str_sub(query, 0, query.len - rest.len);
			ours(bench, key, true, &typed);
			if (find)
				plain(find, key, &fts);
		}
		ours(bench, query, false, &whole);
		scan(bench, query, &all);
	}
	say("search, each key typed", &typed);
	say("  plain FTS5, bm25, 50 rows", &fts);
	say("search, whole queries", &whole);
	say("  scan of all text", &all);
	sqlite3_finalize(find);
	sqlite3_close(db);
}

static double run_program(const char *const *argv)
{
	struct proc_run run = {0};
	struct buf out = {0};
	struct error err = {0};
	double begin = children_seconds();
	int status = -1;
	bool ok;

	run.argv = argv;
	run.max = 64u << 20;
	run.ms = 60000;
	ok = proc_run(&run, &out, &status, &err);
	buf_clear(&out);
	return ok && status <= 1 ? children_seconds() - begin : -1;
}

static double process(struct bench *bench, bool baseline)
{
	const char *corpus = buf_text(&bench->corpus);
	const char *const grep[] = {
		"git", "-C", corpus, "grep", "-l", "-i", "ordning", NULL};
	const char *const search[] = {bench->program, "--hub", corpus, "search",
		"-f", "path", "ordning", NULL};

	return run_program(baseline ? grep : search);
}

static double process_rg(struct bench *bench, bool baseline)
{
	const char *corpus = buf_text(&bench->corpus);
	const char *const rg[] = {"rg", "-l", "-i", "ordning", corpus, NULL};
	const char *const search[] = {bench->program, "--hub", corpus, "search",
		"-f", "path", "ordning", NULL};

	return run_program(baseline ? rg : search);
}

void rows_search(struct bench *bench)
{
	static const struct pair grep = {"one search, whole process",
		"fyr search", "git grep", 0, process, 5};
	static const struct pair rg = {"one search, whole process",
		"fyr search", "ripgrep", 0, process_rg, 5};
	char *queries[QUERIES];
	size_t count = corpus_queries(bench, queries, QUERIES);
	double begin = cpu_seconds();
	size_t i;

	if (store_warm(bench->app->store, NULL))
		bench_line("vocabulary into memory", "%.2f ms",
			(cpu_seconds() - begin) * 1e3);
	type_all(bench, queries, count);
	for (i = 0; i < count; i++)
		free(queries[i]);
	bench_pair(bench, &grep);
	bench_pair(bench, &rg);
}
