/* What the editors' desk asks of a hub of ten thousand notes. */

#include <stdio.h>

#include "app/check.h"
#include "app/touches.h"
#include "bench/bench.h"

enum {
	CHECKED_A_SECOND = 2000,
	TOUCHES_MS = 100
};

static bool parse_one(const struct source_file *file, void *arg)
{
	struct bench *bench = arg;
	struct buf bytes = {0};
	struct doc doc = {0};

	if (source_read_version(bench->app->source, file->path, file->version,
		    &bytes, NULL)) {
		doc_parse(&doc, buf_slice(&bytes));
		doc_clear(&doc);
	}
	buf_clear(&bytes);
	return true;
}

/* Less than this no check can be. */
static double parse_all(struct bench *bench)
{
	double begin = cpu_seconds();

	source_list(bench->app->source, parse_one, bench, NULL);
	return cpu_seconds() - begin;
}

static double check(struct bench *bench, bool baseline)
{
	const struct check_request request = {0};
	struct check_report report;
	double begin;
	bool ok;

	if (baseline)
		return parse_all(bench);
	begin = cpu_seconds();
	ok = app_check(bench->app, &request, &report, NULL);
	begin = cpu_seconds() - begin;
	ok = ok && report.notes == bench->count;
	if (ok)
		check_report_clear(&report);
	return ok ? begin : -1;
}

static double touches(struct bench *bench, bool baseline)
{
	const char *const ours[] = {bench->program, "--hub",
		buf_text(&bench->hub), "touches", "-f", "path", "n7", NULL};
	const char *const theirs[] = {"git", "-C", buf_text(&bench->corpus),
		"grep", "-l", "-w", "n7", NULL};

	return bench_program(baseline ? theirs : ours);
}

/* CPU time, for the machine may have other work. */
static void limits(struct bench *bench)
{
	const struct check_request request = {0};
	struct check_report report;
	struct touches found;
	double begin = cpu_seconds();

	if (app_check(bench->app, &request, &report, NULL)) {
		double spent = cpu_seconds() - begin;

		bench_line("check", "%.0f notes a second, %zu errors",
			(double)report.notes / spent, report.errors);
		bench_limit("check, the first", spent * 1e3,
			(double)report.notes / CHECKED_A_SECOND * 1e3);
		check_report_clear(&report);
	}
	begin = cpu_seconds();
	if (app_touches(bench->app, STR("n7"), &found, NULL)) {
		double spent = cpu_seconds() - begin;

		bench_line("touches", "%zu notes", found.count);
		bench_limit("touches, the first", spent * 1e3, TOUCHES_MS);
		touches_clear(&found);
	}
}

void rows_desk(struct bench *bench)
{
	const struct pair pairs[] = {
		{"check", "fyr check", "read and parse", 2, check, 5},
		{"touches, whole process", "fyr touches", "git grep", 1,
			touches, 5},
	};
	struct app_refreshed done = {0};
	struct error err = {0};

	if (!app_refresh(bench->app, false, NULL, &done, &err)) {
		bench_line("check", "%s", err.text);
		bench->failed = true;
		return;
	}
	limits(bench);
	bench_pair(bench, &pairs[0]);
	bench_pair(bench, &pairs[1]);
}
