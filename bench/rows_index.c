/* Building, and following what changed, beside loops of plain FTS5. */

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "bench/bench.h"

enum {
	MANY = 100
};

static void must(bool ok, const struct error *err)
{
	if (ok)
		return;
	fprintf(stderr, "bench: %s\n", err->text);
	exit(1);
}

static size_t refresh(struct bench *bench, bool whole)
{
	struct app_refreshed done = {0};
	struct error err = {0};

	must(app_refresh(bench->app, whole, NULL, &done, &err), &err);
	buf_clear(&done.why);
	return done.parsed;
}

static double build(struct bench *bench, bool baseline)
{
	double begin = cpu_seconds();

	if (!baseline)
		refresh(bench, true);
	else if (!baseline_build(bench))
		return -1;
	return cpu_seconds() - begin;
}

/* Every `step`th note gets one more line, in one commit. */
static bool edit(struct bench *bench, size_t step)
{
	static const char *const commit[] = {"commit", "-qam", "edit", NULL};
	static const char *const push[] = {
		"push", "-q", "../hub", "HEAD", NULL};
	struct buf path = {0};
	struct buf text = {0};
	bool ok = true;
	size_t i;

	bench->changes++;
	for (i = 0; ok && i < bench->count; i += step) {
		buf_cut(&path, 0);
		buf_cut(&text, 0);
		file_join(
			&path, buf_text(&bench->corpus), bench->texts[i].path);
		ok = file_read(buf_text(&path), SOURCE_FILE_MAX, &text, NULL);
		buf_printf(&text, "\n\nEdited %d.\n", bench->changes);
		ok = ok &&
			file_write(
				buf_text(&path), buf_slice(&text), 0644, NULL);
	}
	buf_clear(&path);
	buf_clear(&text);
	return ok && corpus_git(buf_text(&bench->corpus), commit) &&
		corpus_git(buf_text(&bench->corpus), push);
}

/* `count` notes, spread over all, changed by one commit. */
static double change(struct bench *bench, bool baseline, size_t count)
{
	size_t step = (bench->count + count - 1) / count;
	double begin;

	if (!baseline && !edit(bench, step))
		return -1;
	begin = cpu_seconds();
	if (baseline && !baseline_change(bench, step))
		return -1;
	if (!baseline && refresh(bench, false) == 0)
		return -1;
	return cpu_seconds() - begin;
}

static double change_one(struct bench *bench, bool baseline)
{
	return change(bench, baseline, 1);
}

static double change_many(struct bench *bench, bool baseline)
{
	return change(bench, baseline, MANY);
}

/* A second look at an index that is up to date: nothing is parsed. */
static void nothing_new(struct bench *bench)
{
	struct error err = {0};
	bool stale = true;
	double begin = cpu_seconds();

	must(app_is_stale(bench->app, &stale, &err), &err);
	bench_line("is the index up to date?", "%.2f ms, %s",
		(cpu_seconds() - begin) * 1e3, stale ? "no" : "yes");
}

static bool count_one(const struct source_file *file, void *arg)
{
	(void)file;
	++*(size_t *)arg;
	return true;
}

/* The same of a person's own checkout: every file is looked at. */
static void nothing_new_on_disk(struct bench *bench)
{
	struct source *source = NULL;
	struct error err = {0};
	size_t count = 0;
	double begin = cpu_seconds();

	must(source_open(buf_text(&bench->corpus), &source, &err) &&
			source_edited(source, count_one, &count, &err),
		&err);
	bench_line("  what was edited in a work clone", "%.2f ms",
		(cpu_seconds() - begin) * 1e3);
	source_close(source);
}

void rows_index(struct bench *bench)
{
	const struct pair pairs[] = {
		{"full index", "fyr", "FTS5 insert-only loop", 2.0, build,
			bench->large ? 1 : 3},
		{"100 changed notes", "fyr", "FTS5 delete+insert loop", 1.3,
			change_many, bench->large ? 3 : 5},
		{"one changed note", "fyr", "FTS5 delete+insert", 0, change_one,
			bench->large ? 5 : 9},
	};
	struct store_stats stats = {0};
	struct error err = {0};

	bench_pair(bench, &pairs[0]);
	must(store_stats(bench->app->store, &stats, &err), &err);
	bench_line("index", "%zu notes, %zu words, %.1f MB", stats.notes,
		stats.words, (double)stats.bytes / 1e6);
	bench_ratio(bench, "index : text",
		(double)stats.bytes / (double)bench->bytes, 1.9);
	bench_pair(bench, &pairs[1]);
	bench_pair(bench, &pairs[2]);
	nothing_new(bench);
	nothing_new_on_disk(bench);
}
