/* export: what leaves the hub, in the formats of others. */

#include <string.h>

#include "app/calendar.h"
#include "app/cards.h"
#include "app/feed.h"
#include "app/records.h"
#include "app/saved.h"
#include "app/site.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

struct exporting {
	const struct call *call;
	struct app *app;
	struct buf query;
	struct buf base;
	struct str name; /* of the kept search that is exported, or empty */
	struct date from, to; /* of a calendar */
	size_t limit;
	size_t count; /* notes, entries written */
};

static bool write_feed(
	struct exporting *e, bool json, struct buf *out, struct error *err)
{
	const struct feed_request request = {.query = buf_slice(&e->query),
		.name = e->name.len ? e->name : buf_slice(&e->query),
		.base = buf_slice(&e->base),
		.all = call_has(e->call, OPTION_ALL),
		.limit = e->limit};
	struct feed feed;

	if (!app_feed(e->app, &request, &feed, err))
		return false;
	if (json)
		export_jsonfeed(out, &feed);
	else
		export_atom(out, &feed);
	e->count = feed.count;
	feed_clear(&feed);
	return true;
}

static bool write_atom(struct exporting *e, struct buf *out, struct error *err)
{
	return write_feed(e, false, out, err);
}

static bool write_jsonfeed(
	struct exporting *e, struct buf *out, struct error *err)
{
	return write_feed(e, true, out, err);
}

static bool write_ics(struct exporting *e, struct buf *out, struct error *err)
{
	const struct calendar_request request = {.query = buf_slice(&e->query),
		.base = buf_slice(&e->base),
		.from = e->from,
		.to = e->to,
		.all = call_has(e->call, OPTION_ALL)};
	struct calendar_result result;
	struct buf text = {0};

	if (!app_calendar(e->app, &request, out, &result, err))
		return false;
	e->count = result.entries + result.without_day;
	if (result.without_day) {
		buf_printf(&text,
			ngettext("%zu date without a day stands in the "
				 "calendar's description.",
				"%zu dates without a day stand in the "
				"calendar's description.",
				(unsigned long)result.without_day),
			result.without_day);
		verb_say(e->call, buf_text(&text));
		buf_clear(&text);
	}
	return true;
}

static bool write_vcf(struct exporting *e, struct buf *out, struct error *err)
{
	const struct cards_request request = {
		buf_slice(&e->query), call_has(e->call, OPTION_ALL)};

	return app_cards(e->app, &request, out, &e->count, err);
}

static struct outgoing_request notes_of(const struct exporting *e)
{
	return (struct outgoing_request){.query = buf_slice(&e->query),
		.all = call_has(e->call, OPTION_ALL),
		.limit = e->limit};
}

static bool write_csv(struct exporting *e, struct buf *out, struct error *err)
{
	const struct outgoing_request request = notes_of(e);

	return app_records_csv(e->app, &request, out, &e->count, err);
}

static bool write_json(struct exporting *e, struct buf *out, struct error *err)
{
	const struct outgoing_request request = notes_of(e);

	return app_records_json(e->app, &request, out, &e->count, err);
}

static bool write_bibtex(
	struct exporting *e, struct buf *out, struct error *err)
{
	const struct outgoing_request request = notes_of(e);

	return app_records_bibtex(e->app, &request, out, &e->count, err);
}

struct format_info {
	const char *name;
	const char *ending; /* of a file */
	bool (*write)(struct exporting *e, struct buf *out, struct error *err);
};

static const struct format_info formats[] = {
	{"atom", ".xml", write_atom},
	{"jsonfeed", ".json", write_jsonfeed},
	{"ics", ".ics", write_ics},
	{"vcf", ".vcf", write_vcf},
	{"csv", ".csv", write_csv},
	{"json", ".json", write_json},
	{"bibtex", ".bib", write_bibtex},
};

static const struct format_info *find_format(
	const char *name, struct error *err)
{
	struct buf names = {0};
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (str_eq_nocase(str_from(name), str_from(formats[i].name))) {
			buf_clear(&names);
			return &formats[i];
		}
		buf_printf(&names, "%s, ", formats[i].name);
	}
	error_set(err, ERROR_INPUT,
		_("There is no export format %s. The formats are %ssite."),
		gate_name(name).text, buf_text(&names));
	buf_clear(&names);
	return NULL;
}

static bool take_options(struct exporting *e, struct error *err)
{
	long limit;
	int i;

	for (i = 1; i < e->call->arg_count; i++) {
		if (i > 1)
			buf_byte(&e->query, ' ');
		buf_put(&e->query, e->call->args[i]);
	}
	if (!call_number(e->call, OPTION_LIMIT, 0, &limit, err) ||
		!call_date(e->call, OPTION_FROM, &e->from, err) ||
		!call_date(e->call, OPTION_TO, &e->to, err) ||
		!call_base(e->call, &e->base, err))
		return false;
	e->limit = (size_t)limit;
	return true;
}

/* To the file that is named, whole or not at all; else to the screen. */
static bool deliver(struct exporting *e, const char *path, struct buf *out,
	struct error *err)
{
	if (!path) {
		verb_print(out);
		return true;
	}
	return verb_may_change(e->call, err) &&
		file_write(path, buf_slice(out), 0644, err);
}

/* One file for each kept search, in the folder that --output names. */
static bool write_saved(struct exporting *e, const struct format_info *format,
	struct error *err)
{
	const char *dir = e->call->values[OPTION_OUTPUT];
	struct saved_list list = {0};
	struct buf path = {0};
	struct buf out = {0};
	bool ok;
	size_t i;

	if (!dir || e->query.len)
		return error_set(err, ERROR_INPUT,
			_("--saved writes a file for each kept search: name a "
			  "folder with --output, and no query."));
	ok = app_saved(e->app, &list, err) && file_mkdirs(dir, 0755, err);
	for (i = 0; ok && i < list.count; i++) {
		buf_cut(&out, 0);
		buf_cut(&path, 0);
		buf_cut(&e->query, 0);
		e->name = list.items[i].name;
		buf_str(&e->query, list.items[i].query);
		buf_printf(&path, "%s/", dir);
		outgoing_file_name(&path, e->name);
		buf_put(&path, format->ending);
		ok = format->write(e, &out, err) &&
			deliver(e, buf_text(&path), &out, err);
	}
	e->count = list.count;
	saved_clear(&list);
	buf_clear(&path);
	buf_clear(&out);
	return ok;
}

static void say_site(
	const struct exporting *e, const struct site_result *result)
{
	struct buf text = {0};

	if (result->unchanged)
		buf_printf(&text, _("The site is as it was: %zu files."),
			result->files);
	else
		buf_printf(&text,
			_("%zu pages of notes, %zu files, %zu of them new or "
			  "changed."),
			result->pages, result->files, result->written);
	verb_say(e->call, buf_text(&text));
	buf_cut(&text, 0);
	if (result->doubles) {
		buf_printf(&text,
			ngettext("%zu note has no page: another one has its "
				 "name and language. fyr check tells which.",
				"%zu notes have no page: others have their "
				"names and languages. fyr check tells which.",
				(unsigned long)result->doubles),
			result->doubles);
		verb_say(e->call, buf_text(&text));
	}
	buf_clear(&text);
}

static bool run_site(struct exporting *e, struct error *err)
{
	const struct site_request request = {.dir = e->call->args[1],
		.base = buf_slice(&e->base),
		.search = call_has(e->call, OPTION_SEARCH)};
	struct site_result result;

	if (e->call->arg_count != 2)
		return error_set(err, ERROR_INPUT,
			_("Name the folder the site goes to: fyr export site "
			  "FOLDER"));
	if (!verb_may_change(e->call, err) ||
		!app_site(e->app, &request, &result, err))
		return false;
	e->count = result.files;
	say_site(e, &result);
	return true;
}

static bool run(struct exporting *e, struct error *err)
{
	const struct format_info *format;
	struct buf out = {0};
	bool ok;

	if (str_eq_nocase(str_from(e->call->args[0]), STR("site")))
		return run_site(e, err);
	format = find_format(e->call->args[0], err);
	if (!format)
		return false;
	if (call_has(e->call, OPTION_SAVED))
		return write_saved(e, format, err);
	ok = format->write(e, &out, err) &&
		deliver(e, e->call->values[OPTION_OUTPUT], &out, err);
	buf_clear(&out);
	return ok;
}

int verb_export(const struct call *call)
{
	struct exporting e = {.call = call};
	struct error err = {0};
	int status = 0;

	if (!take_options(&e, &err) || !verb_ready(call, &e.app, &err)) {
		status = verb_fail(&err);
	} else {
		/* What leaves does not depend on what this user has seen. */
		e.app->last_visit = 0;
		if (!run(&e, &err))
			status = verb_fail(&err);
		else if (!e.count)
			verb_say(call, _("Nothing was found to export."));
	}
	buf_clear(&e.query);
	buf_clear(&e.base);
	app_close(e.app);
	return status;
}
