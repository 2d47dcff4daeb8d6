/* What surrounds a search: explanation, counts, completion, kept searches. */

#include "app/export_ask.h"
#include "base/i18n.h"
#include "cli/listing.h"

bool listing_is_more(const struct call *call)
{
	return call_has(call, OPTION_EXPLAIN) ||
		call_has(call, OPTION_FACETS) || call_has(call, OPTION_SAVE) ||
		call_has(call, OPTION_SAVED) || call_has(call, OPTION_FORGET) ||
		call_has(call, OPTION_COMPLETE);
}

static bool explain(struct app *app, const struct listing *listing,
	struct buf *out, struct error *err)
{
	struct store_explain explain = {0};

	if (!app_explain(app, &listing->request, &explain, err))
		return false;
	export_explain(out, app, &explain, listing->options.format);
	store_explain_clear(&explain);
	return true;
}

static bool facets(struct app *app, const struct listing *listing,
	struct buf *out, struct error *err)
{
	struct store_facets facets = {0};

	if (!app_facets(app, &listing->request, &facets, err))
		return false;
	export_facets(out, &facets, listing->options.format);
	store_facets_clear(&facets);
	return true;
}

static bool complete(struct app *app, const struct call *call,
	const struct listing *listing, struct buf *out, struct error *err)
{
	struct str text = str_from(call->values[OPTION_COMPLETE]);
	struct store_completions completions = {0};

	if (!app_complete(app, text, text.len, &completions, err))
		return false;
	export_completions(out, text, &completions, listing->options.format);
	store_completions_clear(&completions);
	return true;
}

static void say_damaged(const struct call *call, size_t lines)
{
	struct buf text = {0};

	if (!lines)
		return;
	buf_printf(&text,
		ngettext("%zu line of the file of kept searches makes no "
			 "sense. It is left as it is.",
			"%zu lines of the file of kept searches make no "
			"sense. They are left as they are.",
			(unsigned long)lines),
		lines);
	verb_say(call, buf_text(&text));
	buf_clear(&text);
}

static bool saved(struct app *app, const struct call *call,
	const struct listing *listing, struct buf *out, struct error *err)
{
	struct saved_list list = {0};
	bool ok =
		app_saved(app, &list, err) && app_saved_count(app, &list, err);

	if (ok) {
		export_saved(out, &list, listing->options.format);
		say_damaged(call, list.damaged);
	}
	saved_clear(&list);
	return ok;
}

static bool more(struct app *app, const struct call *call,
	const struct listing *listing, struct buf *out, struct error *err)
{
	struct str query = listing->request.query;

	if (!listing_check(app, &listing->request, err))
		return false;
	if (call_has(call, OPTION_SAVE))
		return app_saved_keep(
			app, str_from(call->values[OPTION_SAVE]), query, err);
	if (call_has(call, OPTION_FORGET))
		return app_saved_forget(app, query, err);
	if (call_has(call, OPTION_SAVED))
		return saved(app, call, listing, out, err);
	if (call_has(call, OPTION_COMPLETE))
		return complete(app, call, listing, out, err);
	if (call_has(call, OPTION_FACETS))
		return facets(app, listing, out, err);
	return explain(app, listing, out, err);
}

int listing_more(const struct call *call)
{
	struct listing listing = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status;

	if (!listing_take(call, &listing, &err) ||
		!verb_ready(call, &app, &err) ||
		!more(app, call, &listing, &out, &err)) {
		status = verb_fail(&err);
	} else {
		verb_print(&out);
		status = 0;
	}
	buf_clear(&out);
	buf_clear(&listing.query);
	app_close(app);
	return status;
}
