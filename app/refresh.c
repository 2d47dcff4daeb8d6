/* The index follows the source: what changed, parsed once, put in order. */

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/trace.h"

struct work {
	struct app *app;
	struct store *store;
	struct delta *delta;
	const struct app_progress *progress;
	struct app_refreshed *done;
	int64_t told_ms;
};

static bool cancelled(struct error *err)
{
	return error_set(err, ERROR_CANCELLED,
		_("Stopped. The index is as it was before."));
}

static bool tell(
	struct work *work, const char *phase, size_t done, size_t total)
{
	int64_t now = date_ticks_ms();

	if (!work->progress || !work->progress->step)
		return true;
	if (done < total && done && now - work->told_ms < 100)
		return true;
	work->told_ms = now;
	return work->progress->step(phase, done, total, work->progress->arg);
}

/* The modification time in a "disk:<size>:<mtime ns>:…" version, seconds. */
static int64_t disk_time(const char *version)
{
	const char *at = strncmp(version, "disk:", 5) == 0
		? strchr(version + 5, ':')
		: NULL;

	return at ? (int64_t)(strtoll(at + 1, NULL, 10) / 1000000000) : 0;
}

static bool put_step(struct work *work, const struct step *step,
	struct arena *arena, struct error *err)
{
	struct record_input input = {0};
	struct store_note record;
	struct doc doc = {0};
	struct buf bytes = {0};
	struct error why = {0};
	bool ok;

	if (!source_read_version(work->app->source, step->path, step->version,
		    &bytes, &why)) {
		/* Gone or unreadable since it was listed: one note less. */
		trace_event("app.unreadable", "path=%s", step->path);
		work->delta->skipped++;
		buf_clear(&bytes);
		return store_remove(work->store, str_from(step->path), err);
	}
	input.schema = &work->app->schema;
	input.foreign = app_is_foreign(work->app);
	input.path = step->path;
	input.version = step->version;
	input.edited =
		step->edited && source_type(work->app->source) != SOURCE_FOLDER;
	input.modified = disk_time(step->version);
	input.bytes = buf_slice(&bytes);
	record_make(&record, &doc, arena, &input);
	ok = store_put(work->store, &record, err);
	trace_event("app.parsed", "path=%s", step->path);
	work->done->parsed++;
	doc_clear(&doc);
	buf_clear(&bytes);
	arena_reset(arena);
	return ok;
}

static bool run_steps(struct work *work, struct error *err)
{
	struct arena arena = {0};
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < work->delta->count; i++) {
		const struct step *step = &work->delta->steps[i];

		if (!tell(work, "index", i, work->delta->count)) {
			ok = cancelled(err);
		} else if (step->removed) {
			ok = store_remove(
				work->store, str_from(step->path), err);
			work->done->removed++;
		} else {
			ok = put_step(work, step, &arena, err);
		}
	}
	arena_clear(&arena);
	return ok;
}

struct changing {
	struct work *work;
	struct error *err;
	size_t count;
	bool ok;
};

static bool each_change(const struct source_change *from, void *arg)
{
	struct changing *c = arg;
	struct store_change change = {0};

	if (!tell(c->work, "history", c->count, c->count + 1)) {
		c->ok = cancelled(c->err);
		return false;
	}
	change.path = str_from(from->path);
	change.from = str_from(from->from);
	change.commit = str_from(from->commit);
	change.author = str_from(from->author);
	change.subject = str_from(from->subject);
	change.time = from->time;
	change.op = from->op;
	c->count++;
	c->ok = store_put_change(c->work->store, &change, c->err);
	return c->ok;
}

/* Commits since those the index knows; all when they were rewritten. */
static bool run_history(struct work *work, struct error *err)
{
	const struct delta *delta = work->delta;
	struct changing c = {work, err, 0, true};
	struct error why = {0};

	if (source_type(work->app->source) == SOURCE_FOLDER ||
		!delta->head[0] || strcmp(delta->head, delta->old) == 0)
		return true;
	if (source_history(work->app->source, delta->old[0] ? delta->old : NULL,
		    each_change, &c, &why))
		return c.ok;
	if (why.kind == ERROR_NOT_FOUND && delta->old[0]) {
		if (!store_clear_changes(work->store, err))
			return false;
		if (source_history(
			    work->app->source, NULL, each_change, &c, &why))
			return c.ok;
	}
	/* A history that cannot be read hides no note. */
	trace_event("app.history", "error=%s", why.text);
	return true;
}

static bool run_plan(struct work *work, struct error *err)
{
	struct store *store = work->store;

	if (!store_begin(store, err))
		return false;
	/*
	 * A note is put with what the history tells of it, so that it comes
	 * first; but not before all notes are read, whose objects then crowd
	 * out those of the history.
	 */
	if (!(work->done->rebuilt
			    ? run_steps(work, err) && run_history(work, err)
			    : run_history(work, err) && run_steps(work, err)) ||
		!store_set(store, "head", str_from(work->delta->head), err) ||
		!store_set(store, "schema", buf_slice(&work->delta->schema),
			err) ||
		!store_set(store, "gone",
			work->delta->gone ? STR("1") : STR(""), err) ||
		(!work->app->terms_path &&
			!store_set(store, "terms",
				buf_slice(&work->delta->terms), err)) ||
		!affected_keep(work->app, store, err) ||
		!store_commit(store, err)) {
		store_rollback(store);
		return false;
	}
	return tell(work, "index", work->delta->count, work->delta->count) ||
		cancelled(err);
}

/* A folder of our own in TMPDIR for an index that lives as long as we do. */
static bool use_temporary(struct app *app, struct error *err)
{
	const char *base = getenv("TMPDIR");
	struct buf path = {0};
	bool ok;

	buf_printf(&path, "%s/fyr-index.XXXXXX", base && *base ? base : "/tmp");
	ok = mkdtemp(path.data) != NULL;
	if (!ok) {
		error_errno(err, ERROR_IO,
			_("The index can be kept neither in the cache folder "
			  "nor in %s. Set FYR_CACHE to a folder you can write "
			  "to"),
			base && *base ? base : "/tmp");
	} else {
		buf_put(&path, "/index.db");
		app->index_path = arena_str(&app->arena, buf_slice(&path)).data;
		app->temporary = true;
	}
	buf_clear(&path);
	return ok;
}

static bool create_index(
	struct app *app, struct store **store, struct error *err)
{
	struct buf dir = {0};
	bool ok = false;

	if (app->index_path) {
		buf_str(&dir, file_dir(str_from(app->index_path)));
		ok = file_mkdirs(buf_text(&dir), 0700, NULL) &&
			store_create(app->index_path, store, NULL);
		buf_clear(&dir);
	}
	return ok ||
		(use_temporary(app, err) &&
			store_create(app->index_path, store, err));
}

static bool rebuild(struct work *work, struct error *err)
{
	struct app *app = work->app;
	bool ok;

	if (!create_index(app, &work->store, err))
		return false;
	work->done->rebuilt = true;
	work->done->parsed = 0;
	ok = run_plan(work, err);
	if (ok)
		ok = store_finish(work->store, err);
	store_close(work->store);
	work->store = NULL;
	return ok;
}

/* A cache that is full, or taken by something else, is no reason to show
 * nothing: once more, in a temporary folder. */
static bool rebuild_somewhere(struct work *work, struct error *err)
{
	struct error why = {0};

	if (rebuild(work, &why))
		return true;
	if (why.kind != ERROR_CANCELLED && !work->app->temporary &&
		use_temporary(work->app, NULL) && rebuild(work, err))
		return true;
	if (err)
		*err = why;
	return false;
}

/* An index that cannot be written is as good as none, but must not be lost. */
static bool open_index(
	struct app *app, struct store **store, struct app_refreshed *done)
{
	struct error why = {0};

	if (!app->index_path)
		return false;
	if (store_open(app->index_path, false, store, &why))
		return true;
	if (why.kind == ERROR_INDEX)
		buf_put(&done->why, why.text);
	return false;
}

static bool run_work(struct work *work, struct error *err)
{
	struct error why = {0};
	bool ok;

	if (work->delta->whole || !work->store) {
		store_close(work->store);
		work->store = NULL;
		ok = rebuild_somewhere(work, err);
	} else if (!work->delta->count && !work->delta->terms_new &&
		strcmp(work->delta->head, work->delta->old) == 0) {
		ok = true;
	} else {
		ok = run_plan(work, &why);
		if (!ok && err)
			*err = why;
	}
	if (!ok)
		return false;
	store_close(work->store);
	work->store = NULL;
	ok = app_reopen(work->app, err) &&
		store_count(work->app->store, &work->done->notes, err);
	work->done->skipped = work->delta->skipped;
	return ok;
}

static bool refresh_once(struct app *app, bool whole,
	const struct app_progress *progress, struct app_refreshed *done,
	struct error *err)
{
	struct delta delta = {0};
	struct work work = {0};
	bool ok = false;

	work.app = app;
	work.delta = &delta;
	work.progress = progress;
	work.done = done;
	if (!whole)
		open_index(app, &work.store, done);
	if (delta_make(app, work.store, &delta, err))
		ok = run_work(&work, err);
	store_close(work.store);
	trace_event("app.refresh",
		"ok=%d rebuilt=%d parsed=%zu removed=%zu notes=%zu", ok,
		done->rebuilt, done->parsed, done->removed, done->notes);
	delta_clear(&delta);
	return ok;
}

bool app_refresh(struct app *app, bool whole,
	const struct app_progress *progress, struct app_refreshed *done,
	struct error *err)
{
	struct error why = {0};

	memset(done, 0, sizeof(*done));
	if (!app_source(app, err))
		return false;
	if (refresh_once(app, whole, progress, done, &why))
		return true;
	if (why.kind == ERROR_INDEX && !whole) {
		/* Found damaged on the way: once more, from nothing. */
		buf_cut(&done->why, 0);
		buf_put(&done->why, why.text);
		done->parsed = done->removed = 0;
		if (refresh_once(app, true, progress, done, &why))
			return true;
	}
	if (err)
		*err = why;
	return false;
}

bool app_refresh_aside(
	struct app *app, struct app_refreshed *done, struct error *err)
{
	return use_temporary(app, err) &&
		app_refresh(app, true, NULL, done, err);
}

bool app_ready(struct app *app, const struct app_progress *progress,
	struct app_refreshed *done, struct error *err)
{
	bool stale = true;

	memset(done, 0, sizeof(*done));
	if (!app_is_stale(app, &stale, err))
		return false;
	return !stale || app_refresh(app, false, progress, done, err);
}
