#include <string.h>

#include "app/affected.h"
#include "app/draft.h"
#include "app/private.h"
#include "app/saved.h"
#include "base/i18n.h"
#include "base/utf8.h"

/* A request with what the hub and the user imply. */
struct filled {
	struct store_request request;
	struct buf query;
};

static bool fill(struct app *app, const struct store_request *request,
	struct filled *filled, struct error *err)
{
	const struct kind *kind = request->kind.len
		? app_find_kind(app, request->kind, NULL)
		: NULL;

	memset(filled, 0, sizeof(*filled));
	if (!app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	/* Not for a listing: the first page does not wait for it. */
	if (str_trim(request->query).len)
		app_terms(app);
	filled->request = *request;
	filled->request.today = app->today;
	/* By its label too, as everywhere. */
	if (kind)
		filled->request.kind = kind->id;
	if (!request->prefer.len)
		filled->request.prefer = str_from(i18n_lang());
	app_saved_expand(app, request->query, &filled->query);
	filled->request.query = buf_slice(&filled->query);
	return true;
}

bool app_explain(struct app *app, const struct store_request *request,
	struct store_explain *explain, struct error *err)
{
	struct filled full;
	bool ok = fill(app, request, &full, err) &&
		store_explain(app->store, &full.request, explain, err);

	buf_clear(&full.query);
	return ok;
}

bool app_facets(struct app *app, const struct store_request *request,
	struct store_facets *facets, struct error *err)
{
	struct filled full;
	bool ok = fill(app, request, &full, err) &&
		store_facets(app->store, &full.request, facets, err);

	buf_clear(&full.query);
	return ok;
}

bool app_complete(struct app *app, struct str text, size_t cursor,
	struct store_completions *completions, struct error *err)
{
	const struct store_typed typed = {
		text, cursor, str_from(i18n_lang()), app->today, 0};

	if (!app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	return store_complete(app->store, &typed, completions, err);
}

bool app_related(struct app *app, struct str path, size_t limit,
	struct store_related *related, struct error *err)
{
	const struct store_near near = {
		path, str_from(i18n_lang()), app->today, limit};

	if (!app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	return store_related(app->store, &near, related, err);
}

bool app_search(struct app *app, const struct store_request *request,
	struct store_results *results, struct error *err)
{
	struct filled full;
	bool ok = fill(app, request, &full, err) &&
		store_search(app->store, &full.request, results, err);

	if (ok)
		app_mark_affected(app, results);
	buf_clear(&full.query);
	return ok;
}

enum {
	SHOWN = 80 /* cells of what was typed */
};

bool app_no_kind(const struct app *app, struct str kind, struct buf *text)
{
	struct buf names = {0};
	size_t i;

	if (app_find_kind(app, kind, NULL))
		return false;
	kind = utf8_fit(kind, SHOWN);
	for (i = 0; i < app->schema.kind_count; i++)
		buf_printf(&names, i ? ", %.*s" : "%.*s",
			STR_ARG(app->schema.kinds[i].id));
	buf_printf(text, _("There is no kind %.*s. This hub has: %s."),
		STR_ARG(kind), buf_text(&names));
	buf_clear(&names);
	return true;
}

/* What kept every note away although no word is missing. */
static void tell_nothing(const struct app *app,
	const struct store_request *request,
	const struct store_results *results, struct buf *text)
{
	struct str query = utf8_fit(str_trim(request->query), SHOWN);

	if (results->no_kind.len && app_no_kind(app, results->no_kind, text))
		return;
	if (results->no_kind.len)
		buf_printf(text, _("No note is of the kind %.*s yet."),
			STR_ARG(results->no_kind));
	else if (request->kind.len && !query.len)
		buf_printf(text, _("No note is of the kind %.*s yet."),
			STR_ARG(request->kind));
	else if (query.len)
		buf_printf(text, _("No note meets all that is asked: %.*s"),
			STR_ARG(query));
	else
		buf_put(text, _("This hub has no notes to show."));
}

void app_tell_weak(const struct app *app, const struct store_request *request,
	const struct store_results *results, struct buf *text)
{
	if (results->stopped || (results->total && !results->weak))
		return;
	if (!results->total) {
		buf_put(text, _("Nothing found."));
		buf_byte(text, ' ');
	}
	if (!results->tried.len || results->no_kind.len) {
		if (!results->total)
			tell_nothing(app, request, results, text);
		else
			buf_put(text,
				_("No good hit: the words stand in notes that "
				  "are named otherwise."));
		return;
	}
	if (results->total)
		buf_printf(
			text, _("No good hit: %.*s."), STR_ARG(results->tried));
	else
		buf_printf(text, _("Tried: %.*s."), STR_ARG(results->tried));
}

/* For a shell: in double quotes, or in single ones if it would look inside. */
static void put_quoted(struct buf *out, struct str text)
{
	bool special = false;
	size_t i;

	for (i = 0; i < text.len; i++)
		special = special || strchr("\"$`\\!", text.data[i]);
	buf_byte(out, special ? '\'' : '"');
	for (i = 0; i < text.len; i++) {
		if (special && text.data[i] == '\'')
			buf_put(out, "'\\''");
		else
			buf_byte(out, text.data[i]);
	}
	buf_byte(out, special ? '\'' : '"');
}

bool app_offer_term(const struct app *app, const struct store_results *results,
	struct buf *command)
{
	if (!results->weak || !results->words.len || results->no_kind.len ||
		results->words.len > TERMS_BYTES || app->readonly ||
		app->terms_path ||
		str_find(results->words, '=') < results->words.len)
		return false;
	buf_put(command, "fyr terms add ");
	put_quoted(command, results->words);
	buf_printf(command, " = \"%s\"", _("WORD OF THE NOTES"));
	return true;
}

void app_in_language(struct app *app, struct arena *arena, struct str *path,
	struct str *title)
{
	struct store_results here = {0};
	struct store_results there = {0};

	if (!store_get(app->store, path, 1, &here, NULL))
		return;
	if (here.count &&
		store_find(app->store, here.items[0].id, str_from(i18n_lang()),
			&there, NULL)) {
		if (str_eq(here.items[0].id, there.items[0].id)) {
			*path = arena_str(arena, there.items[0].path);
			*title = arena_str(arena, there.items[0].title);
		}
		store_results_clear(&there);
	}
	store_results_clear(&here);
}

struct str app_kind_label(const struct app *app, struct str id, bool plural)
{
	const struct kind *kind = schema_kind(&app->schema, id);

	if (!kind)
		return id.len ? id : str_from(_("Note"));
	if (app->schema.built_in)
		return str_from(plural ? _("Notes") : _("Note"));
	return label_text(plural ? &kind->plural : &kind->label, i18n_lang());
}

struct str app_field_label(const struct app *app, struct str kind,
	struct str key, struct str value)
{
	const struct kind *found = schema_kind(&app->schema, kind);
	const struct schema_field *field =
		found ? kind_field(found, key) : NULL;

	return field ? field_value_label(field, value, i18n_lang()) : value;
}

struct str app_status_label(const struct app *app, struct str status)
{
	static const struct {
		const char *id, *label;
	} known[] = {
		{"draft", N_("draft")},
		{"review", N_("in review")},
		{"published", N_("published")},
		{"superseded", N_("superseded")},
		{"archived", N_("archived")},
		{"repealed", N_("repealed")},
	};
	size_t i;

	(void)app;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (str_is(status, known[i].id))
			return str_from(_(known[i].label));
	}
	return status;
}
