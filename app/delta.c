/* What must be put into or removed from the index, and why: by comparing. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"

void delta_clear(struct delta *delta)
{
	size_t i;

	for (i = 0; i < delta->count; i++)
		free(delta->steps[i].path);
	free(delta->steps);
	buf_clear(&delta->schema);
	buf_clear(&delta->terms);
	memset(delta, 0, sizeof(*delta));
}

static void delta_add(struct delta *delta, const struct source_file *file)
{
	struct step *step;

	delta->steps = mem_grow(delta->steps, &delta->cap, delta->count + 1,
		sizeof(*delta->steps));
	step = &delta->steps[delta->count++];
	step->path = mem_text(file->path);
	step->edited = file->edited;
	step->removed = file->removed;
	if (file->version)
		snprintf(step->version, sizeof(step->version), "%s",
			file->version);
}

bool app_is_note(const struct app *app, const char *path)
{
	return app_is_foreign(app) || strncmp(path, "templates/", 10) != 0;
}

struct comparing {
	struct app *app;
	struct delta *delta;
	struct delta have; /* what the index holds, sorted by path */
	size_t at; /* in have */
	const struct delta *edited; /* now, sorted by path */
};

static bool each_wanted(const struct source_file *file, void *arg)
{
	struct comparing *p = arg;

	if (app_is_note(p->app, file->path))
		delta_add(p->delta, file);
	return true;
}

static void count_skipped(const char *path, const char *reason, void *arg)
{
	trace_event("app.skipped", "path=%s reason=%s", path, reason);
	++*(size_t *)arg;
}

static bool each_had(
	struct str path, struct str version, bool edited, void *arg)
{
	struct delta *have = arg;
	struct source_file file = {0};
	char *name = str_copy(path);
	char *id = str_copy(version);

	file.path = name;
	file.version = id;
	file.edited = edited;
	delta_add(have, &file);
	free(id);
	free(name);
	return true;
}

static void remove_had(struct comparing *p)
{
	struct source_file gone = {0};

	gone.path = p->have.steps[p->at++].path;
	gone.removed = true;
	delta_add(p->delta, &gone);
}

/* Both lists are sorted by path: walk them side by side. */
static bool each_compared(const struct source_file *file, void *arg)
{
	struct comparing *p = arg;
	const struct step *had = NULL;

	if (!app_is_note(p->app, file->path))
		return true;
	while (p->at < p->have.count &&
		strcmp(p->have.steps[p->at].path, file->path) < 0)
		remove_had(p);
	if (p->at < p->have.count &&
		strcmp(p->have.steps[p->at].path, file->path) == 0)
		had = &p->have.steps[p->at++];
	if (!had || strcmp(had->version, file->version) != 0 ||
		had->edited != file->edited)
		delta_add(p->delta, file);
	return true;
}

static bool delta_compare(
	struct comparing *p, struct store *store, struct error *err)
{
	if (!p->have.count &&
		!store_versions(store, false, each_had, &p->have, err))
		return false;
	if (!source_list(p->app->source, each_compared, p, err))
		return false;
	while (p->at < p->have.count)
		remove_had(p);
	return true;
}

/* True when the edited files are exactly those the index already holds. */
static bool same_edited(const struct delta *now, const struct delta *had)
{
	size_t i;

	if (now->count != had->count)
		return false;
	for (i = 0; i < now->count; i++) {
		if (now->steps[i].removed ||
			strcmp(now->steps[i].path, had->steps[i].path) != 0 ||
			strcmp(now->steps[i].version, had->steps[i].version) !=
				0)
			return false;
	}
	return true;
}

static int compare_step(const void *path, const void *step)
{
	return strcmp(path, ((const struct step *)step)->path);
}

static const struct step *find_step(const struct delta *in, const char *path)
{
	if (!in->count)
		return NULL;
	return bsearch(
		path, in->steps, in->count, sizeof(*in->steps), compare_step);
}

/* Of the commit, unless the disk has something else. */
static bool each_changed(const struct source_file *file, void *arg)
{
	struct comparing *p = arg;

	return find_step(p->edited, file->path) != NULL ||
		each_wanted(file, arg);
}

/* Files that were edited and no longer are: as the commit has them. */
static bool take_restored(
	struct comparing *p, const struct delta *had, struct error *err)
{
	const struct delta changed = *p->delta;
	struct source_file file = {0};
	char version[SOURCE_ID];
	size_t i;

	for (i = 0; i < had->count; i++) {
		file.path = had->steps[i].path;
		if (find_step(p->edited, file.path) ||
			find_step(&changed, file.path))
			continue;
		if (!source_version(p->app->source, file.path, version, err))
			return false;
		file.version = version;
		file.removed = !version[0];
		delta_add(p->delta, &file);
	}
	return true;
}

/* Edited files that the index does not hold as they are now. */
static void take_edited(struct comparing *p, const struct delta *had)
{
	struct source_file file = {0};
	size_t i;

	for (i = 0; i < p->edited->count; i++) {
		const struct step *now = &p->edited->steps[i];
		const struct step *old = find_step(had, now->path);

		if (old && !now->removed && !strcmp(old->version, now->version))
			continue;
		file.path = now->path;
		file.version = now->version;
		file.edited = now->edited;
		file.removed = now->removed;
		delta_add(p->delta, &file);
	}
}

static bool each_gone(const struct source_file *file, void *arg)
{
	struct comparing *p = arg;

	p->delta->gone |= file->removed && app_is_note(p->app, file->path);
	return !p->delta->gone;
}

/* Whether notes of the commit were missing on disk when it was indexed: the
 * index holds nothing of them that would show that they are back. */
static bool had_gone(struct store *store, bool *gone, struct error *err)
{
	struct buf value = {0};
	bool ok = store_value(store, "gone", &value, err);

	*gone = value.len > 0;
	buf_clear(&value);
	return ok;
}

static bool delta_changes(
	struct comparing *p, const struct delta *had, struct error *err)
{
	if (strcmp(p->delta->head, p->delta->old) != 0 &&
		!source_changes(
			p->app->source, p->delta->old, each_changed, p, err))
		return false;
	if (!take_restored(p, had, err))
		return false;
	take_edited(p, had);
	return true;
}

/*
 * A repository: what the commits since have changed, by comparing trees, and
 * what is or was edited; all else is as the index has it. When that commit is
 * not known any more all notes are compared.
 */
static bool delta_repository(
	struct comparing *p, struct store *store, struct error *err)
{
	struct delta edited = {0};
	struct delta had = {0};
	struct comparing look = {p->app, &edited, {0}, 0, NULL};
	struct error why = {0};
	bool gone;
	bool ok = false;
	size_t i;

	if (!source_edited(p->app->source, each_wanted, &look, err) ||
		!store_versions(store, true, each_had, &had, err) ||
		!had_gone(store, &gone, err))
		goto out;
	for (i = 0; i < edited.count; i++)
		p->delta->gone |= edited.steps[i].removed;
	if (!gone && strcmp(p->delta->head, p->delta->old) == 0 &&
		same_edited(&edited, &had)) {
		ok = true;
		goto out;
	}
	if (gone || !p->delta->old[0] || !p->delta->head[0]) {
		ok = delta_compare(p, store, err);
		goto out;
	}
	p->edited = &edited;
	ok = delta_changes(p, &had, &why);
	if (!ok && why.kind == ERROR_NOT_FOUND)
		ok = delta_compare(p, store, err);
	else if (!ok && err)
		*err = why;
	p->edited = NULL;
out:
	delta_clear(&edited);
	delta_clear(&had);
	return ok;
}

bool app_read_schema(struct app *app, struct buf *out, struct error *err)
{
	struct error why = {0};

	if (app->schema_path) {
		if (file_read(app->schema_path, 1024 * 1024, out, &why))
			return true;
		if (err)
			*err = why;
		if (err && why.kind == ERROR_NOT_FOUND)
			err->kind = ERROR_CONFIG;
		return false;
	}
	if (source_read(app->source, "fyr.yaml", out, &why))
		return true;
	/*
	 * A fyr.yaml that is a folder, a link or damaged is as wrong as one
	 * with a fault in it: the notes are there all the same.
	 */
	if (why.kind != ERROR_NOT_FOUND)
		buf_printf(out, "# %s\n- unreadable\n", why.text);
	return true;
}

/* What the index holds under `key` is another text. */
static bool differs(struct store *store, const char *key,
	const struct buf *text, bool *other, struct error *err)
{
	struct buf had = {0};
	bool ok = !store || store_value(store, key, &had, err);

	*other = store && !str_eq(buf_slice(&had), buf_slice(text));
	buf_clear(&had);
	return ok;
}

static bool delta_notes(
	struct comparing *p, struct store *store, struct error *err)
{
	struct app *app = p->app;
	struct delta *delta = p->delta;

	if (!store || delta->whole) {
		delta->whole = true;
		delta->old[0] = '\0';
		/* The listing last: what it skips is told. */
		return source_edited(app->source, each_gone, p, err) &&
			source_list(app->source, each_wanted, p, err);
	}
	if (source_type(app->source) == SOURCE_FOLDER)
		return delta_compare(p, store, err);
	return delta_repository(p, store, err);
}

bool delta_make(struct app *app, struct store *store, struct delta *delta,
	struct error *err)
{
	struct comparing p = {app, delta, {0}, 0, NULL};
	struct buf had = {0};
	bool ok = false;

	if (!source_head(app->source, delta->head, err) ||
		!app_read_schema(app, &delta->schema, err) ||
		(store && !store_value(store, "head", &had, err)) ||
		!differs(store, "schema", &delta->schema, &delta->whole, err))
		goto out;
	snprintf(delta->old, sizeof(delta->old), "%s", buf_text(&had));
	if (!store || delta->whole)
		app_take_schema(app, buf_slice(&delta->schema));
	app_read_terms(app, &delta->terms);
	if (!app->terms_path &&
		!differs(store, "terms", &delta->terms, &delta->terms_new, err))
		goto out;
	ok = delta_notes(&p, store, err);
	source_skipped(app->source, count_skipped, &delta->skipped);
out:
	buf_clear(&had);
	delta_clear(&p.have);
	return ok;
}

bool app_is_stale(struct app *app, bool *stale, struct error *err)
{
	struct delta delta = {0};
	bool ok;

	if (!app->store) {
		*stale = true;
		return true;
	}
	ok = app_source(app, err) && delta_make(app, app->store, &delta, err);
	if (ok)
		*stale = delta.whole || delta.count || delta.terms_new ||
			strcmp(delta.head, delta.old) != 0;
	delta_clear(&delta);
	return ok;
}
