#include "bench/bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/i18n.h"
#include "base/trace.h"

enum {
	ROUNDS_MAX = 15
};

double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double children_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
		(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof(*values), by_value);
	return values[count / 2];
}

void bench_pair(struct bench *bench, const struct pair *pair)
{
	double ratios[ROUNDS_MAX];
	double ours[ROUNDS_MAX];
	double theirs[ROUNDS_MAX];
	double middle;
	int i;

	for (i = 0; i < pair->rounds; i++) {
		bool turned = i % 2 == 1;
		double first = pair->run(bench, turned);
		double second = pair->run(bench, !turned);

		ours[i] = turned ? second : first;
		theirs[i] = turned ? first : second;
		if (ours[i] < 0 || theirs[i] < 0) {
			printf("%-34s skipped: %s is not here\n", pair->name,
				ours[i] < 0 ? pair->ours : pair->theirs);
			return;
		}
		ratios[i] = ours[i] / theirs[i];
	}
	middle = median(ratios, pair->rounds);
	printf("%-34s %9.2f ms %9.2f ms  x %.3f [%.3f-%.3f]", pair->name,
		median(ours, pair->rounds) * 1e3,
		median(theirs, pair->rounds) * 1e3, middle, ratios[0],
		ratios[pair->rounds - 1]);
	if (pair->goal > 0) {
		bool held = middle <= pair->goal * 1.25;

		printf("  goal %.3f%s", pair->goal,
			middle <= pair->goal ? ""
				: held	     ? " (noise)"
					     : " MISSED");
		bench->failed |= !held;
	}
	printf("  %s : %s\n", pair->ours, pair->theirs);
	fflush(stdout);
}

void bench_line(const char *name, const char *format, ...)
{
	va_list args;

	printf("%-34s ", name);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct bench bench = {0};

	if (argc == 2 && strcmp(argv[1], "--curses") == 0)
		return curses_only();
	if (argc < 2) {
		fprintf(stderr, "usage: bench FYR [REPOSITORY]\n");
		return 2;
	}
	trace_init();
	i18n_init("en");
	bench.program = argv[1];
	if (!corpus_open(&bench, argc > 2 && argv[2][0] ? argv[2] : NULL)) {
		corpus_close(&bench);
		return 1;
	}
	printf("%-34s %12s %12s  ours : baseline\n", "", "ours", "baseline");
	rows_index(&bench);
	rows_search(&bench);
	rows_other(&bench);
	corpus_close(&bench);
	if (bench.failed)
		printf("A goal was missed by more than noise explains.\n");
	return bench.failed;
}
