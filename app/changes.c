#include "app/changes.h"

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/check.h"
#include "sync/snapshot.h"

struct comparing {
	struct app *app;
	struct snapshot *snapshot;
	struct changes *changes;
	size_t cap;
};

static struct changed *add(
	struct comparing *c, const char *path, enum change_type type)
{
	struct changes *changes = c->changes;
	struct changed *one;
	struct str lang;

	changes->items = mem_grow(changes->items, &c->cap, changes->count + 1,
		sizeof(*changes->items));
	one = &changes->items[changes->count++];
	memset(one, 0, sizeof(*one));
	one->type = type;
	one->path = arena_str(&changes->arena, str_from(path));
	one->id = arena_str(&changes->arena,
		record_id(&c->app->schema, app_is_foreign(c->app), one->path,
			&lang));
	one->title = one->id;
	return one;
}

/* What is gone is known from its last text. */
static void take_gone(
	struct comparing *c, struct changed *one, const char *version)
{
	struct arena *arena = &c->changes->arena;
	const struct kind *kind;
	const struct value *title;
	struct values values;
	struct buf bytes = {0};
	struct doc doc = {0};

	if (snapshot_read_version(c->snapshot, version, &bytes, NULL)) {
		doc_parse_front(&doc, buf_slice(&bytes));
		kind = schema_kind_of(&c->app->schema, one->path, &doc);
		schema_values(kind, &doc, false, &values);
		title = check_role(&values, ROLE_TITLE);
		if (title)
			one->title = arena_str(arena, title->text);
		if (kind)
			one->kind = kind->id;
		one->status = arena_str(arena, check_status(&values));
		doc_clear(&doc);
	}
	buf_clear(&bytes);
}

static bool is_listed(const struct comparing *c, const char *path)
{
	struct str name = str_from(path);

	return (str_ends(name, ".md") || str_ends(name, ".markdown")) &&
		app_is_note(c->app, path);
}

static bool each_change(const struct snapshot_change *change, void *arg)
{
	struct comparing *c = arg;
	enum change_type type = CHANGE_CHANGED;
	struct changed *one;

	if (!is_listed(c, change->path) || change->unsafe)
		return true;
	if (!*change->version)
		type = CHANGE_GONE;
	else if (!*change->old_version)
		type = CHANGE_NEW;
	one = add(c, change->path, type);
	if (type == CHANGE_GONE)
		take_gone(c, one, change->old_version);
	return true;
}

static struct changed *find(const struct comparing *c, const char *path)
{
	size_t i;

	for (i = 0; i < c->changes->count; i++) {
		if (str_is(c->changes->items[i].path, path))
			return &c->changes->items[i];
	}
	return NULL;
}

/* Files of the working tree lie over the commit. */
static bool each_edited(const struct source_file *file, void *arg)
{
	struct comparing *c = arg;
	struct changed *one;
	bool was;

	if (!app_is_note(c->app, file->path))
		return true;
	one = find(c, file->path);
	was = c->changes->commit[0] &&
		snapshot_exists(c->snapshot, c->changes->commit, file->path);
	if (!one)
		one = add(c, file->path, was ? CHANGE_CHANGED : CHANGE_NEW);
	if (file->removed)
		one->type = CHANGE_GONE;
	one->edited = true;
	return true;
}

/* Titles, authors and times from the index. */
static bool take_meta(struct comparing *c, struct error *err)
{
	struct changes *changes = c->changes;
	struct str *paths = mem_array(changes->count + 1, sizeof(*paths));
	struct store_results results = {0};
	size_t i;
	size_t j = 0;
	bool ok;

	for (i = 0; i < changes->count; i++)
		paths[i] = changes->items[i].path;
	ok = store_get(c->app->store, paths, changes->count, &results, err);
	for (i = 0; ok && i < changes->count && j < results.count; i++) {
		const struct store_hit *hit = &results.items[j];
		struct changed *one = &changes->items[i];

		if (!str_eq(one->path, hit->path))
			continue;
		j++;
		one->title = arena_str(&changes->arena, hit->title);
		one->kind = arena_str(&changes->arena, hit->kind);
		one->status = arena_str(&changes->arena, hit->status);
		one->author = arena_str(&changes->arena, hit->author);
		one->time = hit->modified;
	}
	store_results_clear(&results);
	free(paths);
	return ok;
}

/* When and by whom what is gone was removed. */
static void take_removal(struct comparing *c)
{
	size_t i;

	for (i = 0; i < c->changes->count; i++) {
		struct changed *one = &c->changes->items[i];
		struct store_history rows = {0};

		if (one->type != CHANGE_GONE ||
			!store_history(c->app->store, one->path, &rows, NULL))
			continue;
		if (rows.count) {
			one->time = rows.items[0].time;
			one->author = arena_str(
				&c->changes->arena, rows.items[0].author);
		}
		store_history_clear(&rows);
	}
}

static int by_time(const void *a, const void *b)
{
	const struct changed *one = a;
	const struct changed *other = b;

	if (one->edited != other->edited)
		return one->edited ? -1 : 1;
	if (one->time != other->time)
		return one->time < other->time ? 1 : -1;
	return str_cmp(one->path, other->path);
}

/* The commit that "last", a day or a name means; "" before the first. */
static bool find_base(struct comparing *c, const char *since, const char *tip,
	struct error *err)
{
	struct changes *changes = c->changes;
	int64_t time = c->app->last_visit;
	struct error why = {0};

	if (date_parse(str_from(since), &changes->since)) {
		/* The whole day counts as after: from its first second. */
		time = (int64_t)date_days(changes->since) * 86400 - 86400;
		while (date_days(date_local(time)) < date_days(changes->since))
			time += 900;
		time--;
	} else if (strcmp(since, "last") != 0) {
		return snapshot_commit_of(
			c->snapshot, since, changes->commit, err);
	} else if (!time) {
		return true;
	} else {
		changes->since = date_local(time);
	}
	if (!*tip ||
		snapshot_tip_at(c->snapshot, tip, time, changes->commit, &why))
		return true;
	if (why.kind != ERROR_NOT_FOUND && err)
		*err = why;
	return why.kind == ERROR_NOT_FOUND;
}

static bool compare(struct comparing *c, const char *since, struct error *err)
{
	struct snapshot_range range = {0};
	char ref[SNAPSHOT_REF];
	char tip[SOURCE_ID];

	if (!snapshot_branch(c->snapshot, ref, tip, err) ||
		!find_base(c, since, tip, err))
		return false;
	range.from = c->changes->commit[0] ? c->changes->commit : NULL;
	range.to = tip;
	return (!*tip ||
		       snapshot_compare(
			       c->snapshot, &range, each_change, c, err)) &&
		source_edited(c->app->source, each_edited, c, err);
}

bool app_changes(struct app *app, const char *since, struct changes *changes,
	struct error *err)
{
	struct comparing c = {.app = app, .changes = changes};
	bool ok;

	memset(changes, 0, sizeof(*changes));
	if (!app_source(app, err))
		return false;
	if (source_type(app->source) == SOURCE_FOLDER)
		return error_set(err, ERROR_INPUT,
			_("This hub is a folder without history, so what it "
			  "said before is not known."));
	ok = snapshot_open(app->path, &c.snapshot, err) &&
		compare(&c, since, err) && take_meta(&c, err);
	if (ok) {
		take_removal(&c);
		if (changes->count)
			qsort(changes->items, changes->count,
				sizeof(*changes->items), by_time);
	} else {
		changes_clear(changes);
	}
	snapshot_close(c.snapshot);
	return ok;
}

void changes_clear(struct changes *changes)
{
	if (!changes)
		return;
	free(changes->items);
	arena_clear(&changes->arena);
	memset(changes, 0, sizeof(*changes));
}
