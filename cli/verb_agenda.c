/* agenda: deadlines, events and reviews by date. */

#include <string.h>

#include "app/agenda.h"
#include "app/export_agenda.h"
#include "base/i18n.h"
#include "cli/verb.h"

enum {
	DAYS_AHEAD = 90,
	DAYS_TIMELINE = 700, /* 24 months, however they begin */
	MONTHS_MOST = 120
};

static bool take_only(
	const char *only, struct agenda_request *request, struct error *err)
{
	struct str rest = str_from(only);
	struct str word;

	while (str_cut(&rest, ',', &word)) {
		if (str_is(word, "deadlines"))
			request->deadlines = true;
		else if (str_is(word, "events"))
			request->events = true;
		else if (str_is(word, "reviews"))
			request->reviews = true;
		else
			return error_set(err, ERROR_INPUT,
				_("The option --only wants deadlines, events "
				  "or reviews."));
	}
	return true;
}

static bool take_options(const struct call *call,
	struct agenda_request *request, struct export_options *options,
	struct error *err)
{
	const char *format = call->values[OPTION_FORMAT];
	long days;

	options->format = FORMAT_SHORT;
	options->nul = call_has(call, OPTION_NUL);
	options->width = verb_columns(call);
	if ((format && !format_parse(format, &options->format, err)) ||
		!call_date(call, OPTION_FROM, &request->from, err) ||
		!call_date(call, OPTION_TO, &request->to, err) ||
		!call_date(call, OPTION_AS_OF, &request->as_of, err) ||
		!take_only(call->values[OPTION_ONLY], request, err) ||
		!call_number(call, OPTION_DAYS,
			call_has(call, OPTION_TIMELINE) ? DAYS_TIMELINE
							: DAYS_AHEAD,
			&days, err))
		return false;
	if (call_has(call, OPTION_TIMELINE) && options->format > FORMAT_FULL)
		return error_set(err, ERROR_INPUT,
			_("The timeline is for people: its formats are "
			  "oneline and full. Without --timeline every format "
			  "has the same dates."));
	if (call_has(call, OPTION_TIMELINE) && !call_has(call, OPTION_ONLY))
		request->deadlines = request->events = true;
	request->kind = str_from(call->values[OPTION_KIND]);
	request->owner = str_from(call->values[OPTION_OWNER]);
	request->days = days > 100000 ? 100000 : (int)days;
	request->all = call_has(call, OPTION_ALL);
	request->history = call_has(call, OPTION_TIMELINE) ||
		options->format == FORMAT_JSON ||
		options->format == FORMAT_JSONL ||
		options->format == FORMAT_FULL;
	if (request->from.year && request->to.year &&
		date_days(request->to) < date_days(request->from))
		return error_set(err, ERROR_INPUT,
			_("--to lies before --from. Change one of them."));
	return true;
}

static void say_about(const struct call *call, const struct agenda *agenda)
{
	struct buf text = {0};

	if (agenda->commit[0]) {
		buf_put(&text, _("As the hub was on"));
		buf_byte(&text, ' ');
		date_human(&text, agenda->today, (struct date){0});
		buf_printf(&text, " (%.12s)", agenda->commit);
		verb_say(call, buf_text(&text));
	}
	if (!agenda->count)
		verb_say(call, _("Nothing in these days."));
	buf_clear(&text);
}

/* From the first day's month to the last day's. */
static void put_timeline(struct buf *out, const struct agenda *agenda,
	const struct export_options *options)
{
	struct timeline timeline = {0};
	int months = (agenda->to.year - agenda->from.year) * 12 +
		agenda->to.month - agenda->from.month + 1;

	timeline_make(
		&timeline, agenda, months < MONTHS_MOST ? months : MONTHS_MOST);
	export_timeline(out, &timeline, options);
	timeline_clear(&timeline);
}

/* The words are one text, as they would be typed on the screen. */
static void take_words(const struct call *call, struct buf *words,
	struct agenda_request *request)
{
	int i;

	for (i = 0; i < call->arg_count; i++)
		buf_printf(words, "%s%s", i ? " " : "", call->args[i]);
	request->words = buf_slice(words);
}

int verb_agenda(const struct call *call)
{
	struct agenda_request request = {0};
	struct export_options options = {0};
	struct agenda agenda = {0};
	struct app *app = NULL;
	struct buf out = {0}, words = {0};
	struct error err = {0};
	int status;

	take_words(call, &words, &request);
	if (!take_options(call, &request, &options, &err) ||
		!verb_ready(call, &app, &err) ||
		!app_agenda(app, &request, &agenda, &err)) {
		status = verb_fail(&err);
	} else {
		if (call_has(call, OPTION_TIMELINE))
			put_timeline(&out, &agenda, &options);
		else
			export_agenda(&out, app, &agenda, &options);
		verb_print(&out);
		say_about(call, &agenda);
		status = agenda.count || agenda.moved.count ? 0 : EXIT_NOTHING;
	}
	buf_clear(&words);
	buf_clear(&out);
	agenda_clear(&agenda);
	app_close(app);
	return status;
}
