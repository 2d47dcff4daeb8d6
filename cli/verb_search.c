/* search, list: one listing, ranked or not. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"

static void join_words(const struct call *call, struct buf *query)
{
	int i;

	for (i = 0; i < call->arg_count; i++) {
		if (i)
			buf_byte(query, ' ');
		buf_put(query, call->args[i]);
	}
}

static struct str value(const struct call *call, enum option option)
{
	return str_from(call->values[option]);
}

bool listing_take(
	const struct call *call, struct listing *listing, struct error *err)
{
	const char *format = call->values[OPTION_FORMAT];
	long limit;
	long offset;

	join_words(call, &listing->query);
	listing->request.query = buf_slice(&listing->query);
	listing->options.format = FORMAT_ONELINE;
	if (format && !format_parse(format, &listing->options.format, err))
		return false;
	if (!call_number(call, OPTION_LIMIT, 0, &limit, err) ||
		!call_number(call, OPTION_OFFSET, 0, &offset, err))
		return false;
	listing->request.limit = (size_t)limit;
	listing->request.offset = (size_t)offset;
	listing->request.kind = value(call, OPTION_KIND);
	listing->request.sort = value(call, OPTION_SORT);
	listing->request.lang = value(call, OPTION_LANG);
	listing->request.all = call_has(call, OPTION_ALL);
	listing->options.nul = call_has(call, OPTION_NUL);
	listing->options.marks = verb_styles(call);
	listing->options.width = verb_columns(call);
	return true;
}

/* 0, or the exit status for a version of the JSON format we do not write. */
static int check_version(const struct call *call)
{
	long version;
	struct error err = {0};

	if (!call_number(call, OPTION_FORMAT_VERSION, 1, &version, &err))
		return verb_fail(&err);
	if (version == 1)
		return 0;
	error_set(&err, ERROR_INPUT,
		_("There is only version 1 of the JSON format."));
	verb_fail(&err);
	return version < 1 ? EXIT_TOO_OLD : EXIT_TOO_NEW;
}

/* Nothing, or nothing good: what was tried, and how to add a term. */
static void say_weak(const struct call *call, const struct app *app,
	const struct listing *listing, const struct store_results *results)
{
	struct buf text = {0};
	struct buf command = {0};

	app_tell_weak(app, &listing->request, results, &text);
	if (text.len)
		verb_say(call, buf_text(&text));
	if (app_offer_term(app, results, &command)) {
		buf_cut(&text, 0);
		buf_printf(&text,
			_("If the notes use another word for it, let both find "
			  "the same: %s"),
			buf_text(&command));
		verb_say(call, buf_text(&text));
	}
	buf_clear(&text);
	buf_clear(&command);
}

static void say_count(const struct call *call, struct app *app,
	const struct listing *listing, const struct store_results *results)
{
	struct buf text = {0};

	if (results->understood.len)
		verb_say(call, results->understood.data);
	if (results->stopped)
		verb_say(call,
			_("The search took too long: not every note was "
			  "looked at."));
	if (listing->query.len && app_terms_problem(app, false, &text))
		verb_say(call, buf_text(&text));
	buf_cut(&text, 0);
	if (!results->count && results->total)
		buf_printf(&text,
			ngettext("There is %zu note in all; --offset is beyond "
				 "it.",
				"There are %zu notes in all; --offset is "
				"beyond them.",
				(unsigned long)results->total),
			results->total);
	else if (results->count < results->total)
		buf_printf(&text,
			_("%zu of %zu notes. -n shows more, --offset the next "
			  "ones."),
			results->count, results->total);
	if (text.len)
		verb_say(call, buf_text(&text));
	buf_clear(&text);
	if (!results->stopped)
		say_weak(call, app, listing, results);
}

bool listing_check(
	struct app *app, const struct store_request *request, struct error *err)
{
	struct buf text = {0};
	bool ok = true;

	if (request->kind.len && app_no_kind(app, request->kind, &text))
		ok = error_set(err, ERROR_INPUT, "%s", buf_text(&text));
	else if (request->sort.len &&
		!store_sorts_by(app->store, request->sort, &text))
		ok = error_set(err, ERROR_INPUT,
			_("Nothing can be sorted by %.*s. There is: %s."),
			STR_ARG(request->sort), buf_text(&text));
	buf_clear(&text);
	return ok;
}

static int run(const struct call *call, struct listing *listing)
{
	struct store_results results = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status;

	if (!listing_take(call, listing, &err) || !verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (!listing_check(app, &listing->request, &err) ||
		!app_search(app, &listing->request, &results, &err)) {
		status = verb_fail(&err);
	} else {
		export_hits(&out, app, &results, &listing->options);
		verb_print(&out);
		say_count(call, app, listing, &results);
		status = results.count ? 0 : EXIT_NOTHING;
	}
	buf_clear(&out);
	store_results_clear(&results);
	app_close(app);
	return status;
}

int verb_search(const struct call *call)
{
	struct listing listing = {0};
	int status = check_version(call);

	if (status)
		return status;
	if (listing_is_more(call))
		return listing_more(call);
	status = run(call, &listing);
	buf_clear(&listing.query);
	return status;
}

/* Without a limit a listing is whole: it is for pipes. */
int verb_list(const struct call *call)
{
	struct listing listing = {0};
	struct call whole = *call;
	int status = check_version(call);

	if (status)
		return status;
	if (listing_is_more(call))
		return listing_more(call);
	if (!whole.values[OPTION_LIMIT])
		whole.values[OPTION_LIMIT] = "1000000";
	if (!whole.values[OPTION_SORT])
		whole.values[OPTION_SORT] = "title";
	status = run(&whole, &listing);
	buf_clear(&listing.query);
	return status;
}
