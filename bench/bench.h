#ifndef FYR_BENCH_BENCH_H
#define FYR_BENCH_BENCH_H

/*
 * The benchmark: what fyr does beside a baseline measured in the same run, as
 * ratios, because machines differ and are noisy. A and B alternate, the order
 * turns each round, and the median of the rounds' ratios is printed with the
 * least and the greatest. CPU time in this process; user and system time for
 * other programs.
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

struct bench {
	const char *program; /* ./fyr */
	struct buf work; /* a temporary folder, removed at the end */
	struct buf corpus; /* the repository measured on */
	struct app *app;
	struct text *texts; /* all notes in memory */
	size_t count, cap;
	size_t bytes;
	bool failed;
};

double cpu_seconds(void);
double children_seconds(void);

/* Two runs of the same work; each returns seconds, or a negative number when
 * it cannot be measured here. */
struct pair {
	const char *name, *ours, *theirs;
	double goal; /* ratio that is to be held; 0: none */
	double (*run)(struct bench *, bool baseline);
	int rounds;
};
void bench_pair(struct bench *bench, const struct pair *pair);

/* One line of a table without a ratio. */
void bench_line(const char *name, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

bool corpus_open(struct bench *bench, const char *given);
void corpus_close(struct bench *bench);
/* Words and short phrases to search for, from the notes' titles. */
size_t corpus_queries(const struct bench *bench, char **queries, size_t max);

void rows_index(struct bench *bench);
void rows_search(struct bench *bench);
void rows_other(struct bench *bench);

/* The baseline of a first screen: ncurses and nothing else. */
int curses_only(void);

#endif
