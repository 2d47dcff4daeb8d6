#include "app/outgoing.h"

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "content/check.h"
#include "store/name.h"
#include "sync/snapshot.h"

enum {
	EVERY_NOTE = 1000000
};

bool outgoing_is_open(struct str status)
{
	return name_low(status) == 0;
}

static bool has_role(const struct app *app, struct str kind,
	const struct outgoing_request *request)
{
	const struct kind *found = schema_kind(&app->schema, kind);
	const enum role *role;

	if (!request->roles)
		return true;
	for (role = request->roles; found && *role != ROLE_NONE; role++) {
		if (kind_role(found, *role))
			return true;
	}
	return false;
}

static int by_path(const void *a, const void *b)
{
	const struct store_hit *one = a;
	const struct store_hit *other = b;

	return str_cmp(one->path, other->path);
}

bool app_outgoing(struct app *app, const struct outgoing_request *request,
	struct store_results *results, struct error *err)
{
	struct store_request search = {.query = request->query,
		.all = true,
		.sort = STR("title"),
		.limit = EVERY_NOTE};
	struct buf text = {0};
	size_t kept = 0;
	size_t i;

	if (!app_search(app, &search, results, err))
		return false;
	if (results->no_kind.len && app_no_kind(app, results->no_kind, &text)) {
		error_set(err, ERROR_INPUT, "%s", buf_text(&text));
		buf_clear(&text);
		store_results_clear(results);
		return false;
	}
	for (i = 0; i < results->count; i++) {
		const struct store_hit *hit = &results->items[i];

		if (has_role(app, hit->kind, request) &&
			(request->all || outgoing_is_open(hit->status)))
			results->items[kept++] = *hit;
	}
	if (kept)
		qsort(results->items, kept, sizeof(*results->items), by_path);
	results->count = kept;
	results->total = kept;
	if (request->limit && results->count > request->limit)
		results->count = request->limit;
	return true;
}

/* --- facts --- */

static bool read_front(
	struct app *app, const char *path, bool body, struct doc *doc)
{
	struct buf bytes = {0};
	bool ok = source_read(app->source, path, &bytes, NULL);

	if (ok && body)
		doc_parse(doc, buf_slice(&bytes));
	else if (ok)
		doc_parse_front(doc, buf_slice(&bytes));
	buf_clear(&bytes);
	return ok;
}

/* What the note at facts->path translates: the one without "translated:". */
static void find_primary(struct app *app, struct str path, struct facts *facts)
{
	struct str lang;
	struct str id = record_id(&app->schema, false, path, &lang);
	struct str dir = file_dir(path);
	struct buf name = {0};
	size_t i;

	for (i = 0; i <= app->schema.language_count; i++) {
		buf_cut(&name, 0);
		if (!str_is(dir, "."))
			buf_printf(&name, "%.*s/", STR_ARG(dir));
		buf_str(&name, id);
		if (i < app->schema.language_count)
			buf_printf(&name, ".%.*s",
				STR_ARG(app->schema.languages[i]));
		buf_put(&name, ".md");
		if (str_eq(buf_slice(&name), path) ||
			!read_front(
				app, buf_text(&name), false, &facts->primary))
			continue;
		if (!doc_field(&facts->primary, "translated").len) {
			buf_cut(&facts->path, 0);
			buf_str(&facts->path, buf_slice(&name));
			break;
		}
		doc_clear(&facts->primary);
	}
	buf_clear(&name);
}

bool app_facts(struct app *app, struct str path, bool body, struct facts *facts,
	struct error *err)
{
	struct buf bytes = {0};
	struct buf name = {0};

	memset(facts, 0, sizeof(*facts));
	buf_str(&name, path);
	if (!app_source(app, err) ||
		!source_read(app->source, buf_text(&name), &bytes, err)) {
		buf_clear(&name);
		return false;
	}
	if (body)
		doc_parse(&facts->doc, buf_slice(&bytes));
	else
		doc_parse_front(&facts->doc, buf_slice(&bytes));
	facts->path = name;
	facts->kind = schema_kind_of(&app->schema, path, &facts->doc);
	schema_values(facts->kind, &facts->doc, false, &facts->own);
	facts->values = facts->own;
	if (doc_field(&facts->doc, "translated").len && !app_is_foreign(app))
		find_primary(app, path, facts);
	if (facts->primary.front)
		schema_values(
			facts->kind, &facts->primary, false, &facts->values);
	buf_clear(&bytes);
	return true;
}

void facts_clear(struct facts *facts)
{
	if (!facts)
		return;
	doc_clear(&facts->doc);
	doc_clear(&facts->primary);
	buf_clear(&facts->path);
	memset(facts, 0, sizeof(*facts));
}

const struct value *facts_role(const struct facts *facts, enum role role)
{
	const struct value *value = check_role(&facts->own, role);

	return value ? value : check_role(&facts->values, role);
}

struct str facts_text(const struct facts *facts, enum role role)
{
	const struct value *value = facts_role(facts, role);

	return value ? value->text : (struct str){0};
}

/* --- history --- */

static bool add_past(
	struct app *app, struct str path, struct past *past, struct error *err)
{
	struct store_history rows = {0};
	size_t i;

	if (!store_history(app->store, path, &rows, err))
		return false;
	for (i = 0; i < rows.count; i++) {
		int64_t time = rows.items[i].time;

		if (!past->created || time < past->created)
			past->created = time;
		if (time > past->modified)
			past->modified = time;
	}
	past->changes += rows.count;
	store_history_clear(&rows);
	return true;
}

bool app_past(struct app *app, struct str path, struct str primary,
	struct past *past, struct error *err)
{
	struct store_results one = {0};

	memset(past, 0, sizeof(*past));
	if (!add_past(app, path, past, err) ||
		(primary.len && !str_eq(path, primary) &&
			!add_past(app, primary, past, err)))
		return false;
	/* Without a history, and of an edited file, the index knows. */
	if (store_get(app->store, &path, 1, &one, NULL)) {
		if (one.count && one.items[0].modified > past->modified)
			past->modified = one.items[0].modified;
		if (one.count && one.items[0].edited)
			past->changes++;
		store_results_clear(&one);
	}
	if (!past->created)
		past->created = past->modified;
	return true;
}

static bool first_time(const struct snapshot_info *info, void *arg)
{
	*(int64_t *)arg = info->time;
	return false;
}

static bool newest(struct app *app, int64_t *time, struct error *err)
{
	struct store_request request = {
		.sort = STR("modified-"), .all = true, .limit = 1};
	struct store_results results = {0};

	if (!app_search(app, &request, &results, err))
		return false;
	*time = results.count ? results.items[0].modified : 0;
	store_results_clear(&results);
	return true;
}

bool app_tip(
	struct app *app, char id[SOURCE_ID], int64_t *time, struct error *err)
{
	struct snapshot *snapshot = NULL;
	bool ok;

	*time = 0;
	id[0] = '\0';
	if (!app_source(app, err))
		return false;
	if (source_type(app->source) != SOURCE_FOLDER &&
		!source_head(app->source, id, err))
		return false;
	if (!id[0])
		return newest(app, time, err);
	ok = snapshot_open(app->path, &snapshot, err) &&
		snapshot_tips(snapshot, id, first_time, time, err);
	snapshot_close(snapshot);
	return ok;
}
