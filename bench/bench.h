#ifndef FYR_BENCH_BENCH_H
#define FYR_BENCH_BENCH_H

/*
 * The benchmark: what fyr does beside a baseline measured in the same run, as
 * ratios, because machines differ and are noisy. A and B alternate, the order
 * turns each round, and the median of the rounds' ratios is printed with the
 * least and the greatest. CPU time in this process; user and system time for
 * other programs. Goals that are ratios decide the exit status, with a quarter
 * for noise; goals in milliseconds are only said to be met or missed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/app.h"
#include "base/buf.h"

struct text {
	char *path, *title;
	struct str bytes; /* the file */
};

struct query {
	char *text, *class;
};

struct sqlite3;
struct sqlite3_stmt;

struct bench {
	const char *program; /* ./fyr */
	const char *queries_path; /* lines "query TAB class", or NULL */
	struct buf work; /* a temporary folder, removed at the end */
	struct buf corpus; /* our own copy, with a working tree to edit */
	struct buf hub; /* a bare clone of it: what is measured */
	struct app *app;
	struct text *texts; /* all notes in memory */
	size_t count, cap;
	size_t bytes;
	struct query *queries;
	size_t query_count, query_cap;
	struct sqlite3 *fts; /* plain FTS5 of the same texts */
	int changes; /* commits made so far */
	bool large; /* the notes made by splitting */
	bool failed;
};

double cpu_seconds(void);
double children_seconds(void);

/* --- figures (figures.c) --- */

struct figures {
	double *ms;
	size_t count, cap;
};
void figures_add(struct figures *figures, double ms);
/* The value that `share` (0-1) of them do not exceed; sorts. 0 if none. */
double figures_at(struct figures *figures, double share);
void figures_clear(struct figures *figures);

/* Two runs of the same work; each returns seconds, or a negative number when
 * it cannot be measured here. */
struct pair {
	const char *name, *ours, *theirs;
	double goal; /* ratio that is to be held; 0: none */
	double (*run)(struct bench *, bool baseline);
	int rounds;
};
void bench_pair(struct bench *bench, const struct pair *pair);

/* p50, p99 and the most of both, and the ratio at `share`. */
struct spread {
	const char *name;
	struct figures *ours, *theirs;
	double share, goal; /* goal 0: none */
};
void bench_spread(struct bench *bench, const struct spread *spread);

/* A ratio already known. */
void bench_ratio(
	struct bench *bench, const char *name, double ratio, double goal);

/* A goal in milliseconds: said, not judged. */
void bench_limit(const char *name, double ms, double limit);

/* One line of a table without a ratio. */
void bench_line(const char *name, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* --- notes (corpus.c, made.c, split.c) --- */

/* `given`: a repository, copied; NULL: notes made with a fixed seed. */
bool corpus_open(struct bench *bench, const char *given);
/* LARGE_NOTES notes made of the texts of `from`. */
bool corpus_split(struct bench *bench, const struct bench *from);
/* DESK_NOTES notes of a hub with kinds. */
bool corpus_desk(struct bench *bench);
void corpus_close(struct bench *bench);
bool corpus_git(const char *dir, const char *const *words);
bool corpus_make(const char *dir);
bool desk_make(const char *dir);
bool split_write(const struct bench *from, const char *dir);

enum {
	LARGE_NOTES = 100000,
	DESK_NOTES = 10000,
	DESK_RULES = 1000
};

/* --- what is searched for (queries.c) --- */

bool queries_read(struct bench *bench);
void queries_clear(struct bench *bench);

/* --- plain FTS5 (baseline.c) --- */

/* Put all texts into a new table, with the settings of a bulk load; stays
 * open as bench->fts. */
bool baseline_build(struct bench *bench);
/* Delete and insert every note whose number is a multiple of `step`, in
 * ascending order. */
bool baseline_change(struct bench *bench, size_t step);
struct sqlite3_stmt *baseline_query(struct bench *bench);
/* The words of the query quoted, the last one as a prefix when `typing`. */
void baseline_find(struct sqlite3_stmt *find, struct str query, bool typing);
void baseline_close(struct bench *bench);

/* User and system seconds of a program run to its end, or -1
 * (rows_process.c). */
double bench_program(const char *const *argv);

/* --- the rows --- */

void rows_index(struct bench *bench);
void rows_search(struct bench *bench);
void rows_process(struct bench *bench);
void rows_stop(struct bench *bench);
void rows_memory(struct bench *bench);
void rows_other(struct bench *bench);
void rows_desk(struct bench *bench);

/* This program as a child of its own, for its peak memory: `what` is "build"
 * or "search". */
int memory_child(const char *what, const char *hub, const char *queries);

/* The baseline of a first screen: ncurses and nothing else. */
int curses_only(void);

#endif
