#include "app/digest.h"

#include <stdlib.h>
#include <string.h>

#include "app/message.h"
#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/check.h"
#include "sync/snapshot.h"

struct digesting {
	struct app *app;
	const struct digest_request *request;
	struct digest *digest;
	struct snapshot *snapshot;
	char old[SOURCE_ID], tip[SOURCE_ID]; /* "" none */
	size_t update_cap, change_cap;
	struct error *err;
};

bool digest_week(struct str text, struct date *from, struct date *to)
{
	long year;
	long week;
	int32_t first;
	int week_year;

	if (text.len != 8 || text.data[4] != '-' ||
		(text.data[5] != 'W' && text.data[5] != 'w') ||
		!str_number(str_sub(text, 0, 4), 1, 9998, &year) ||
		!str_number(str_sub(text, 6, 8), 1, 53, &week))
		return false;
	/* The week with 4 January in it is the first. */
	first = date_days((struct date){(int16_t)year, 1, 4});
	first -= date_weekday(first) - 1;
	first += (int32_t)(week - 1) * 7;
	if (date_week(first, &week_year) != week || week_year != year)
		return false;
	*from = date_from_days(first);
	*to = date_from_days(first + 6);
	return from->year > 0;
}

static struct str keep(struct digesting *d, struct str text)
{
	return arena_str(&d->digest->arena, text);
}

/* Of the note's page where there is a site, else of what it tells of. */
static struct str address_of(
	struct digesting *d, struct str path, struct str lang, struct str url)
{
	struct buf page = {0};
	struct buf address = {0};
	struct str kept;

	if (!d->request->base.len)
		return str_starts(url, "https://") || str_starts(url, "http://")
			? keep(d, url)
			: (struct str){0};
	app_page(d->app, path, lang, &page);
	buf_str(&address, d->request->base);
	outgoing_escape_path(&address, buf_slice(&page));
	kept = keep(d, buf_slice(&address));
	buf_clear(&page);
	buf_clear(&address);
	return kept;
}

/* --- what was published --- */

static void take_jurisdiction(
	struct digesting *d, struct digest_update *update, struct str about)
{
	struct store_results one = {0};
	struct facts facts;
	size_t i;

	if (!about.len ||
		!store_find(d->app->store, about, str_from(i18n_lang()), &one,
			NULL))
		return;
	if (app_facts(d->app, one.items[0].path, false, &facts, NULL)) {
		for (i = 0; i < facts.values.count; i++) {
			const struct value *value = &facts.values.items[i];

			if (!str_is(value->key, "jurisdiction"))
				continue;
			update->jurisdiction = keep(d, value->text);
			update->jurisdiction_label = keep(d,
				app_field_label(d->app, one.items[0].kind,
					value->key, value->text));
			break;
		}
		facts_clear(&facts);
	}
	store_results_clear(&one);
}

static bool add_update(struct digesting *d, const struct store_hit *hit)
{
	struct digest *digest = d->digest;
	const struct kind *kind = schema_kind(&d->app->schema, hit->kind);
	const struct schema_field *field = kind_role(kind, ROLE_ALERT);
	struct digest_update *update;
	struct facts facts;

	if (!app_facts(d->app, hit->path, false, &facts, d->err))
		return false;
	digest->updates = mem_grow(digest->updates, &d->update_cap,
		digest->update_count + 1, sizeof(*digest->updates));
	update = &digest->updates[digest->update_count++];
	memset(update, 0, sizeof(*update));
	update->path = keep(d, hit->path);
	update->id = keep(d, hit->id);
	update->title = keep(d, hit->title);
	update->summary = keep(d, hit->summary);
	update->date = hit->date;
	update->alert = keep(d, facts_text(&facts, ROLE_ALERT));
	update->alert_label = keep(d,
		app_field_label(d->app, hit->kind, field->key, update->alert));
	update->level = field_value_order(field, update->alert);
	update->address = address_of(
		d, hit->path, hit->lang, facts_text(&facts, ROLE_URL));
	take_jurisdiction(d, update, facts_text(&facts, ROLE_ABOUT));
	facts_clear(&facts);
	return true;
}

static int by_level(const void *a, const void *b)
{
	const struct digest_update *one = a;
	const struct digest_update *other = b;
	int order = other->level - one->level;

	if (order == 0)
		order = str_cmp(one->jurisdiction, other->jurisdiction);
	if (order == 0)
		order = date_days(other->date) - date_days(one->date);
	return order ? order : str_cmp(one->id, other->id);
}

static bool take_updates(struct digesting *d)
{
	static const enum role roles[] = {ROLE_ALERT, ROLE_NONE};
	const struct outgoing_request request = {.roles = roles};
	struct store_results results = {0};
	int32_t from = date_days(d->digest->from);
	int32_t to = date_days(d->digest->to);
	bool ok = app_outgoing(d->app, &request, &results, d->err);
	size_t i;

	for (i = 0; ok && i < results.count; i++) {
		struct date date = results.items[i].date;

		if (!date.day)
			date = outgoing_day(results.items[i].created);
		if (date_days(date) < from || date_days(date) > to)
			continue;
		results.items[i].date = date;
		ok = add_update(d, &results.items[i]);
	}
	if (d->digest->update_count)
		qsort(d->digest->updates, d->digest->update_count,
			sizeof(*d->digest->updates), by_level);
	store_results_clear(&results);
	return ok;
}

/* --- what changed --- */

/* The tips before the first day and at the end of the last one. */
static bool open_history(struct digesting *d, struct error *err)
{
	int64_t from = (int64_t)date_days(d->digest->from) * 86400;
	int64_t to = ((int64_t)date_days(d->digest->to) + 1) * 86400;
	char ref[SNAPSHOT_REF];
	char head[SOURCE_ID];

	if (!app_source(d->app, err))
		return false;
	if (source_type(d->app->source) == SOURCE_FOLDER)
		return true;
	if (!snapshot_open(d->app->path, &d->snapshot, err) ||
		!snapshot_branch(d->snapshot, ref, head, err))
		return false;
	d->digest->history = true;
	if (!head[0])
		return true;
	if (!snapshot_tip_at(d->snapshot, head, from - 1, d->old, NULL))
		d->old[0] = '\0';
	if (!snapshot_tip_at(d->snapshot, head, to - 1, d->tip, NULL))
		d->tip[0] = '\0';
	d->digest->cut = !d->old[0] && snapshot_is_cut(d->snapshot);
	if (d->digest->cut) {
		d->digest->history = false;
		d->tip[0] = '\0';
	}
	return true;
}

static bool is_news(const struct app *app, struct str kind)
{
	const struct kind *found = schema_kind(&app->schema, kind);

	return found && kind_role(found, ROLE_ALERT);
}

static bool has_change(const struct digest *digest, struct str id)
{
	size_t i;

	for (i = 0; i < digest->change_count; i++) {
		if (str_eq(digest->changes[i].id, id))
			return true;
	}
	return false;
}

static struct digest_change *new_change(
	struct digesting *d, enum change_type type, struct str id)
{
	struct digest *digest = d->digest;
	struct digest_change *one;

	digest->changes = mem_grow(digest->changes, &d->change_cap,
		digest->change_count + 1, sizeof(*digest->changes));
	one = &digest->changes[digest->change_count++];
	memset(one, 0, sizeof(*one));
	one->type = type;
	one->id = id;
	return one;
}

static void take_present(
	struct digesting *d, enum change_type type, const struct store_hit *hit)
{
	struct digest_change *one;
	struct str id = keep(d, hit->id);

	if (!outgoing_is_open(hit->status) || is_news(d->app, hit->kind) ||
		has_change(d->digest, id))
		return;
	one = new_change(d, type, id);
	one->path = keep(d, hit->path);
	one->title = keep(d, hit->title);
	app_in_language(d->app, &d->digest->arena, &one->path, &one->title);
	one->kind_label = keep(d, app_kind_label(d->app, hit->kind, false));
	if (d->request->base.len) {
		struct store_results shown = {0};

		if (store_get(d->app->store, &one->path, 1, &shown, NULL) &&
			shown.count)
			one->address = address_of(d, one->path,
				shown.items[0].lang, (struct str){0});
		store_results_clear(&shown);
	}
}

/* A note that is gone is told by its last text, if readers could see it. */
static void take_gone(
	struct digesting *d, const char *path, const char *version)
{
	struct buf bytes = {0};
	struct doc doc = {0};
	struct values values;
	struct digest_change *one;
	struct str lang;
	struct str id = record_id(
		&d->app->schema, app_is_foreign(d->app), str_from(path), &lang);
	struct str title;

	id = arena_str(&d->digest->arena, id);
	if (!snapshot_read_version(d->snapshot, version, &bytes, NULL))
		return;
	doc_parse_front(&doc, buf_slice(&bytes));
	schema_values(schema_kind_of(&d->app->schema, str_from(path), &doc),
		&doc, false, &values);
	title = message_title(&d->app->schema, str_from(path), &doc);
	if (!title.len)
		title = id;
	if (!doc_field(&doc, "translated").len &&
		outgoing_is_open(check_status(&values)) &&
		!has_change(d->digest, id)) {
		one = new_change(d, CHANGE_GONE, id);
		one->path = arena_str(&d->digest->arena, str_from(path));
		one->title = arena_str(&d->digest->arena, title);
	}
	doc_clear(&doc);
	buf_clear(&bytes);
}

static bool each_change(const struct snapshot_change *change, void *arg)
{
	struct digesting *d = arg;
	struct str path = str_from(change->path);
	struct store_results one = {0};
	enum change_type type =
		*change->old_version ? CHANGE_CHANGED : CHANGE_NEW;

	if (change->unsafe || !app_is_note(d->app, change->path) ||
		(!str_ends(path, ".md") && !str_ends(path, ".markdown")))
		return true;
	if (store_get(d->app->store, &path, 1, &one, NULL) && one.count &&
		*change->version)
		take_present(d, type, &one.items[0]);
	else if (!*change->version && !one.count)
		take_gone(d, change->path, change->old_version);
	store_results_clear(&one);
	return true;
}

static int by_type(const void *a, const void *b)
{
	const struct digest_change *one = a;
	const struct digest_change *other = b;
	int order = (int)one->type - (int)other->type;

	if (order == 0)
		order = str_cmp(one->kind_label, other->kind_label);
	if (order == 0)
		order = str_cmp(one->title, other->title);
	return order ? order : str_cmp(one->id, other->id);
}

static bool take_changes(struct digesting *d)
{
	const struct snapshot_range range = {d->old[0] ? d->old : NULL, d->tip};

	if (!d->tip[0] || strcmp(d->old, d->tip) == 0)
		return true;
	if (!snapshot_compare(d->snapshot, &range, each_change, d, d->err))
		return false;
	if (d->digest->change_count)
		qsort(d->digest->changes, d->digest->change_count,
			sizeof(*d->digest->changes), by_type);
	return true;
}

/* --- dates --- */

struct moving {
	struct digesting *d;
	struct moves_reading reading;
	bool failed; /* a commit could not be read */
};

static bool each_commit(const struct snapshot_info *info, void *arg)
{
	struct moving *m = arg;

	m->failed = !moves_of_commit(&m->reading, info, (struct str){0},
		&m->d->digest->moves, m->d->err);
	return !m->failed;
}

/* Of notes that readers see. */
static void settle_moves(struct digesting *d)
{
	struct moves *moves = &d->digest->moves;
	size_t kept = 0;
	size_t i;

	for (i = 0; i < moves->count; i++) {
		struct move *move = &moves->items[i];
		struct store_results one = {0};
		bool open =
			store_get(d->app->store, &move->path, 1, &one, NULL) &&
			one.count && outgoing_is_open(one.items[0].status);

		store_results_clear(&one);
		if (!open)
			continue;
		app_in_language(
			d->app, &d->digest->arena, &move->path, &move->title);
		moves->items[kept++] = *move;
	}
	moves->count = kept;
}

static bool take_moves(struct digesting *d)
{
	struct moving m = {.d = d,
		.reading = {d->snapshot, &d->app->schema,
			app_is_foreign(d->app), &d->digest->arena}};
	const struct snapshot_range range = {d->old[0] ? d->old : NULL, d->tip};

	if (!d->tip[0] || strcmp(d->old, d->tip) == 0)
		return true;
	if (!snapshot_commits(d->snapshot, &range, each_commit, &m, d->err) ||
		m.failed)
		return false;
	settle_moves(d);
	return true;
}

static bool take_dates(struct digesting *d)
{
	struct digest *digest = d->digest;
	const struct agenda_request deadlines = {.from = digest->from,
		.days = DIGEST_DEADLINES,
		.deadlines = true};
	const struct agenda_request events = {
		.from = digest->from, .days = DIGEST_EVENTS, .events = true};
	const struct agenda_request reviews = {.reviews = true};

	return app_agenda(d->app, &deadlines, &digest->deadlines, d->err) &&
		app_agenda(d->app, &events, &digest->events, d->err) &&
		app_agenda(d->app, &reviews, &digest->reviews, d->err);
}

static void name_days(struct digest *digest)
{
	int32_t from = date_days(digest->from);

	if (date_weekday(from) == 1 && date_days(digest->to) == from + 6)
		digest->week = date_week(from, &digest->week_year);
}

bool app_digest(struct app *app, const struct digest_request *request,
	struct digest *digest, struct error *err)
{
	struct digesting d = {
		.app = app, .request = request, .digest = digest, .err = err};
	const struct date today = app->today;
	const int64_t visit = app->last_visit;
	bool ok;

	memset(digest, 0, sizeof(*digest));
	digest->from = request->from;
	digest->to = request->to;
	name_days(digest);
	/* It is the last day of the letter, and nobody has read anything. */
	app->today = digest->to;
	app->last_visit = 0;
	digest->title = arena_str(&digest->arena, app_title(app));
	ok = open_history(&d, err) && take_updates(&d) && take_changes(&d) &&
		take_moves(&d) && take_dates(&d);
	app->today = today;
	app->last_visit = visit;
	snapshot_close(d.snapshot);
	if (!ok)
		digest_clear(digest);
	return ok;
}

void digest_clear(struct digest *digest)
{
	if (!digest)
		return;
	agenda_clear(&digest->deadlines);
	agenda_clear(&digest->events);
	agenda_clear(&digest->reviews);
	moves_clear(&digest->moves);
	free(digest->updates);
	free(digest->changes);
	arena_clear(&digest->arena);
	memset(digest, 0, sizeof(*digest));
}
