/* Checking what the source of a hub holds. */

#include "app/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"
#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"

struct change_time {
	char *path;
	int64_t time;
};

struct running {
	struct app *app;
	struct check_report *report;
	struct check_files files;
	struct str text_path, text; /* one that is not saved; empty: none */
	struct change_time *times; /* by path, once `times_read` */
	size_t time_count, time_cap;
	bool times_read;
};

/* --- what the checker asks --- */

static bool feed_read(const struct fact *fact, struct buf *out, void *arg)
{
	struct running *r = arg;

	return source_read_version(
		r->app->source, fact->path.data, fact->version.data, out, NULL);
}

static bool feed_file(const char *path, struct buf *out, void *arg)
{
	struct running *r = arg;

	return source_read(r->app->source, path, out, NULL);
}

static bool feed_exists(const char *path, void *arg)
{
	struct running *r = arg;
	struct buf bytes = {0};
	struct error why = {0};
	bool found = source_read(r->app->source, path, &bytes, &why);

	buf_clear(&bytes);
	return found || why.kind != ERROR_NOT_FOUND;
}

static bool each_change(const struct source_change *change, void *arg)
{
	struct running *r = arg;
	struct change_time *one;

	if (change->op != 'M')
		return true;
	r->times = mem_grow(
		r->times, &r->time_cap, r->time_count + 1, sizeof(*r->times));
	one = &r->times[r->time_count++];
	one->path = mem_text(change->path);
	one->time = change->time;
	return true;
}

static int by_path(const void *a, const void *b)
{
	const struct change_time *one = a;
	const struct change_time *other = b;
	int order = strcmp(one->path, other->path);

	if (order)
		return order;
	return (one->time > other->time) - (one->time < other->time);
}

/* One walk gives the last change of every path. */
static void read_times(struct running *r)
{
	size_t kept = 0;
	size_t i;

	r->times_read = true;
	if (source_type(r->app->source) == SOURCE_FOLDER)
		return;
	source_history(r->app->source, NULL, each_change, r, NULL);
	if (!r->time_count)
		return;
	qsort(r->times, r->time_count, sizeof(*r->times), by_path);
	for (i = 0; i < r->time_count; i++) {
		if (kept &&
			strcmp(r->times[kept - 1].path, r->times[i].path) ==
				0) {
			r->times[kept - 1].time = r->times[i].time;
			free(r->times[i].path);
		} else {
			r->times[kept++] = r->times[i];
		}
	}
	r->time_count = kept;
}

static int64_t feed_changed(struct str path, void *arg)
{
	struct running *r = arg;
	size_t from = 0;
	size_t to;

	if (!r->times_read)
		read_times(r);
	to = r->time_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_cmp(str_from(r->times[middle].path), path);

		if (order == 0)
			return r->times[middle].time;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return 0;
}

static void running_clear(struct running *r)
{
	size_t i;

	for (i = 0; i < r->time_count; i++)
		free(r->times[i].path);
	free(r->times);
	check_files_clear(&r->files);
}

/* --- feeding it --- */

static void add_text(struct running *r, struct checker *checker)
{
	char *path = str_copy(r->text_path);
	const struct check_file file = {path, "", r->text, true, false};

	checker_add(checker, &file);
	free(path);
	r->text_path = (struct str){0};
}

static void add_listed(struct running *r, struct checker *checker, size_t n)
{
	const struct check_entry *entry = &r->files.items[n];
	struct str path = str_from(entry->path);
	struct check_file file = {entry->path, entry->version, {0},
		entry->selected, entry->edited};
	struct buf bytes = {0};

	/* The text to be saved stands among the others, in its place. */
	if (r->text_path.len && str_cmp(r->text_path, path) <= 0) {
		bool same = str_eq(r->text_path, path);

		add_text(r, checker);
		if (same)
			return;
	}
	if ((entry->is_template && !entry->selected) ||
		!source_read_version(r->app->source, entry->path,
			entry->version, &bytes, NULL))
		return;
	file.bytes = buf_slice(&bytes);
	if (entry->is_template)
		checker_template(checker, entry->path, file.bytes);
	else
		checker_add(checker, &file);
	buf_clear(&bytes);
}

static void each_skipped(const char *path, const char *reason, void *arg)
{
	struct checker *checker = arg;
	struct fact entry = {.path = arena_str(checker->arena, str_from(path)),
		.selected = true};
	const struct problem at = {.rule = "unsafe-entry"};

	checker_say(checker, &entry, &at,
		_("The entry is not read: %s. Rename or remove it."), reason);
}

static void run(struct running *r, bool whole)
{
	const char *hub_file =
		r->app->schema_path ? r->app->schema_path : "fyr.yaml";
	struct checker checker = {.arena = &r->report->arena,
		.schema = &r->app->schema,
		.foreign = app_is_foreign(r->app),
		.today = r->app->today,
		.feed = {feed_read, feed_file, feed_exists, feed_changed, r},
		.report = r->report};
	int64_t began = date_ticks_ms();
	size_t i;

	if (whole || r->files.hub_file) {
		checker_schema(&checker, hub_file);
		checker_feeds(&checker);
		source_skipped(r->app->source, each_skipped, &checker);
	}
	for (i = 0; i < r->files.count; i++)
		add_listed(r, &checker, i);
	if (r->text_path.len)
		add_text(r, &checker);
	checker_finish(&checker);
	checker_clear(&checker);
	trace_event("app.check", "notes=%zu problems=%zu ms=%lld",
		r->report->notes, r->report->count,
		(long long)(date_ticks_ms() - began));
}

static bool take_schema(struct app *app, struct error *err)
{
	struct buf text = {0};
	bool ok = app_source(app, err) && app_read_schema(app, &text, err);

	if (ok)
		app_take_schema(app, buf_slice(&text));
	buf_clear(&text);
	return ok;
}

bool app_check(struct app *app, const struct check_request *request,
	struct check_report *report, struct error *err)
{
	struct running r = {.app = app, .report = report};
	bool ok;

	memset(report, 0, sizeof(*report));
	ok = take_schema(app, err) &&
		check_files_list(app, request, &r.files, err);
	if (ok && request->fix) {
		ok = check_fix(app, &r.files, report, err);
		check_files_clear(&r.files);
		ok = ok && check_files_list(app, request, &r.files, err);
	}
	report->whole = request->path_count == 0;
	if (ok)
		run(&r, report->whole);
	else
		check_report_clear(report);
	running_clear(&r);
	return ok;
}

bool app_check_text(struct app *app, struct str path, struct str text,
	struct check_report *report, struct error *err)
{
	static const char *const none[] = {""};
	const struct check_request request = {none, 1, false};
	struct running r = {
		.app = app, .report = report, .text_path = path, .text = text};
	bool ok;

	memset(report, 0, sizeof(*report));
	ok = take_schema(app, err) &&
		check_files_list(app, &request, &r.files, err);
	if (ok)
		run(&r, false);
	running_clear(&r);
	return ok;
}
