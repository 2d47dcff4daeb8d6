/* metrics: how good the watch of a period was. */

#include <string.h>

#include "app/metrics.h"
#include "base/i18n.h"
#include "cli/verb.h"

static bool take_format(
	const char *text, enum metrics_format *format, struct error *err)
{
	*format = METRICS_TEXT;
	if (!text || strcmp(text, "text") == 0)
		return true;
	*format = strcmp(text, "json") == 0 ? METRICS_JSON : METRICS_CSV;
	return *format == METRICS_JSON || strcmp(text, "csv") == 0 ||
		error_set(err, ERROR_INPUT,
			_("metrics writes the formats text, csv and json."));
}

/* This year until today, unless told otherwise. */
static bool take_days(const struct call *call, struct date today,
	struct date *from, struct date *to, struct error *err)
{
	*to = today;
	if (!call_date(call, OPTION_TO, to, err))
		return false;
	*to = date_from_days(date_days(*to));
	*from = (struct date){to->year, 1, 1};
	if (!call_date(call, OPTION_FROM, from, err))
		return false;
	if (!from->month)
		from->month = 1;
	if (!from->day)
		from->day = 1;
	return date_days(*to) >= date_days(*from) ||
		error_set(err, ERROR_INPUT,
			_("--to lies before --from. Change one of them."));
}

int verb_metrics(const struct call *call)
{
	enum metrics_format format;
	struct metrics metrics;
	struct app *app = NULL;
	struct date from;
	struct date to;
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (!take_format(call->values[OPTION_FORMAT], &format, &err) ||
		!verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (take_days(call, app->today, &from, &to, &err) &&
		app_metrics(app, from, to, &metrics, &err)) {
		export_metrics(&out, &metrics, format);
		verb_print(&out);
		metrics_clear(&metrics);
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	app_close(app);
	return status;
}
