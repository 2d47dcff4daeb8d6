/* What the hub said at a date: the commit that was then the tip. */

#include <stdlib.h>
#include <string.h>

#include "app/agenda_private.h"
#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/check.h"
#include "sync/snapshot.h"

/* A note of that commit that may lend its title: a translation. */
struct title {
	struct str id, title, path;
};

struct past {
	struct gathering *g;
	struct snapshot *snapshot;
	struct title *titles;
	size_t count, cap;
};

static struct str role_text(const struct values *values, enum role role)
{
	const struct value *value = check_role(values, role);

	return value ? value->text : (struct str){0};
}

static void gather_value(struct past *past, const struct value *value,
	const struct store_dated *note)
{
	struct store_dated dated = *note;

	switch (value->role) {
	case ROLE_DEADLINE:
	case ROLE_DATE_IN_FORCE:
	case ROLE_START:
	case ROLE_END:
	case ROLE_REVIEW_BY:
		break;
	default:
		return;
	}
	if (!value->date.year)
		return;
	dated.key = value->key;
	dated.role = str_from(schema_role_name(value->role));
	dated.event = value->event;
	dated.scope = value->scope;
	dated.source = value->source;
	dated.value = value->text;
	dated.date = value->date;
	dated.expected = value->expected;
	gather_dated(past->g, &dated);
}

static void keep_title(
	struct past *past, const struct store_dated *note, struct str lang)
{
	struct arena *arena = &past->g->agenda->arena;
	struct str path_lang;
	struct title *one;

	if (!str_is(lang, i18n_lang()))
		return;
	past->titles = mem_grow(past->titles, &past->cap, past->count + 1,
		sizeof(*past->titles));
	one = &past->titles[past->count++];
	one->path = arena_str(arena, note->path);
	one->title = arena_str(arena, note->title);
	one->id = arena_str(arena,
		record_id(&past->g->app->schema, app_is_foreign(past->g->app),
			note->path, &path_lang));
}

static void gather_note(struct past *past, const char *path, struct str bytes)
{
	const struct app *app = past->g->app;
	struct store_dated note = {.path = str_from(path)};
	struct values values;
	const struct kind *kind;
	struct doc doc = {0};
	struct str lang;
	size_t i;

	doc_parse_front(&doc, bytes);
	kind = schema_kind_of(&app->schema, note.path, &doc);
	schema_values(kind, &doc, false, &values);
	note.kind = kind ? kind->id : (struct str){0};
	note.title = role_text(&values, ROLE_TITLE);
	if (!note.title.len)
		note.title = record_id(
			&app->schema, app_is_foreign(app), note.path, &lang);
	note.owner = role_text(&values, ROLE_OWNER);
	note.status = check_status(&values);
	keep_title(past, &note, role_text(&values, ROLE_LANG));
	/* A translation leaves its dates to the note it translates. */
	for (i = 0; i < values.count && !check_key(&values, "translated"); i++)
		gather_value(past, &values.items[i], &note);
	doc_clear(&doc);
}

static bool each_note(const struct source_file *file, void *arg)
{
	struct past *past = arg;
	struct buf bytes = {0};

	if (app_is_note(past->g->app, file->path) &&
		snapshot_read_version(
			past->snapshot, file->version, &bytes, NULL))
		gather_note(past, file->path, buf_slice(&bytes));
	buf_clear(&bytes);
	return true;
}

static int by_id(const void *a, const void *b)
{
	return str_cmp(
		((const struct title *)a)->id, ((const struct title *)b)->id);
}

static void take_titles(struct past *past)
{
	struct agenda *agenda = past->g->agenda;
	size_t i;

	if (past->count)
		qsort(past->titles, past->count, sizeof(*past->titles), by_id);
	for (i = 0; i < agenda->count && past->count; i++) {
		struct title key = {.id = agenda->items[i].id};
		const struct title *found = bsearch(
			&key, past->titles, past->count, sizeof(key), by_id);

		if (found) {
			agenda->items[i].title = found->title;
			agenda->items[i].path = found->path;
		}
	}
}

/* The hub file of that day says what its fields mean. */
static void take_schema(struct past *past)
{
	struct app *app = past->g->app;
	struct buf text = {0};

	if (!app->schema_path) {
		snapshot_read(past->snapshot, past->g->agenda->commit,
			"fyr.yaml", &text, NULL);
		app_take_schema(app, buf_slice(&text));
	}
	buf_clear(&text);
}

/* The last second of a local day. */
static int64_t end_of(struct date day)
{
	int64_t seconds = (int64_t)(date_days(day) + 1) * 86400;

	/* Zones are at most 14 hours off: step to the day's own end. */
	seconds += 14 * 3600;
	while (date_days(date_local(seconds)) > date_days(day))
		seconds -= 900;
	return seconds + 899;
}

bool gather_past(struct gathering *g, struct error *err)
{
	struct past past = {.g = g};
	struct agenda *agenda = g->agenda;
	char ref[SNAPSHOT_REF];
	char tip[SOURCE_ID];
	bool ok;

	if (!app_source(g->app, err))
		return false;
	if (source_type(g->app->source) == SOURCE_FOLDER)
		return error_set(err, ERROR_INPUT,
			_("This hub is a folder without history, so what it "
			  "said before is not known."));
	agenda->until = end_of(agenda->today);
	ok = snapshot_open(g->app->path, &past.snapshot, err) &&
		snapshot_branch(past.snapshot, ref, tip, err) &&
		snapshot_tip_at(
			past.snapshot, tip, agenda->until, agenda->commit, err);
	if (ok) {
		take_schema(&past);
		ok = snapshot_list(
			past.snapshot, agenda->commit, each_note, &past, err);
	}
	if (ok)
		take_titles(&past);
	free(past.titles);
	snapshot_close(past.snapshot);
	return ok;
}
