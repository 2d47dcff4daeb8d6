/* Times, how they spread, and what is printed of them. */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/mem.h"
#include "bench/bench.h"

static const double noise = 1.25;

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

void figures_add(struct figures *figures, double ms)
{
	figures->ms = mem_grow(figures->ms, &figures->cap, figures->count + 1,
		sizeof(*figures->ms));
	figures->ms[figures->count++] = ms;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

double figures_at(struct figures *figures, double share)
{
	size_t at = (size_t)((double)figures->count * share);

	if (!figures->count)
		return 0;
	qsort(figures->ms, figures->count, sizeof(double), by_value);
	return figures->ms[at < figures->count ? at : figures->count - 1];
}

void figures_clear(struct figures *figures)
{
	free(figures->ms);
	*figures = (struct figures){0};
}

/* The end of a line: the goal, and whether it is held. */
static void judge(struct bench *bench, double ratio, double goal)
{
	if (goal > 0) {
		bool held = ratio <= goal * noise;

		printf("  goal %.3f%s", goal,
			ratio <= goal  ? ""
				: held ? " (noise)"
				       : " MISSED");
		bench->failed |= !held;
	}
}

void bench_pair(struct bench *bench, const struct pair *pair)
{
	struct figures ratios = {0};
	struct figures ours = {0};
	struct figures theirs = {0};
	const char *missing = NULL;
	int i;

	for (i = 0; !missing && i < pair->rounds; i++) {
		bool turned = i % 2 == 1;
		double first = pair->run(bench, turned);
		double second = first < 0 ? 0 : pair->run(bench, !turned);

		if (first < 0 || second < 0)
			missing = (first < 0) == turned ? pair->theirs
							: pair->ours;
		figures_add(&ours, (turned ? second : first) * 1e3);
		figures_add(&theirs, (turned ? first : second) * 1e3);
		figures_add(&ratios, turned ? second / first : first / second);
	}
	if (!missing) {
		double middle = figures_at(&ratios, 0.5);

		printf("%-34s %9.2f ms %9.2f ms  x %.3f [%.3f-%.3f]",
			pair->name, figures_at(&ours, 0.5),
			figures_at(&theirs, 0.5), middle,
			figures_at(&ratios, 0), figures_at(&ratios, 1));
		judge(bench, middle, pair->goal);
		printf("  %s : %s\n", pair->ours, pair->theirs);
	} else {
		printf("%-34s skipped: %s cannot be run here\n", pair->name,
			missing);
	}
	fflush(stdout);
	figures_clear(&ratios);
	figures_clear(&ours);
	figures_clear(&theirs);
}

static void print_spread(struct figures *figures)
{
	printf(" %7.2f %7.2f %7.2f (%zu)", figures_at(figures, 0.5),
		figures_at(figures, 0.99), figures_at(figures, 1),
		figures->count);
}

void bench_spread(struct bench *bench, const struct spread *spread)
{
	double theirs = figures_at(spread->theirs, spread->share);

	if (!spread->ours->count)
		return;
	printf("%-34s", spread->name);
	print_spread(spread->ours);
	if (theirs > 0) {
		double ratio = figures_at(spread->ours, spread->share) / theirs;

		printf(" :");
		print_spread(spread->theirs);
		printf("  x %.3f at p%.0f", ratio, spread->share * 100);
		judge(bench, ratio, spread->goal);
	}
	putchar('\n');
	fflush(stdout);
}

void bench_ratio(
	struct bench *bench, const char *name, double ratio, double goal)
{
	printf("%-34s %.3f", name, ratio);
	judge(bench, ratio, goal);
	putchar('\n');
	fflush(stdout);
}

void bench_limit(const char *name, double ms, double limit)
{
	printf("%-34s %9.2f ms  limit %.0f ms: %s\n", name, ms, limit,
		ms <= limit ? "met" : "MISSED");
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
