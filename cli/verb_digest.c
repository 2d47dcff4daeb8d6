/* digest: the letter of a week. */

#include <string.h>

#include "app/digest.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/verb.h"

static bool take_format(
	const char *text, enum digest_format *format, struct error *err)
{
	*format = DIGEST_TEXT;
	if (!text || strcmp(text, "text") == 0)
		return true;
	*format = strcmp(text, "html") == 0 ? DIGEST_HTML : DIGEST_MARKDOWN;
	return *format == DIGEST_HTML || strcmp(text, "md") == 0 ||
		error_set(err, ERROR_INPUT,
			_("digest writes the formats md, text and html."));
}

static bool take_days(const struct call *call, struct date today,
	struct digest_request *request, struct error *err)
{
	const char *week = call->values[OPTION_WEEK];
	int32_t day = date_days(today);

	request->from = date_from_days(day - date_weekday(day) + 1);
	request->to = date_from_days(day - date_weekday(day) + 7);
	if (week &&
		(call_has(call, OPTION_SINCE) || call_has(call, OPTION_UNTIL)))
		return error_set(err, ERROR_INPUT,
			_("Give either --week, or --since and --until."));
	if (week && !digest_week(str_from(week), &request->from, &request->to))
		return error_set(err, ERROR_INPUT,
			_("There is no such week. Weeks are written as "
			  "2026-W48."));
	if (call_has(call, OPTION_SINCE) && !call_has(call, OPTION_UNTIL))
		request->to = today;
	if (!call_date(call, OPTION_SINCE, &request->from, err) ||
		!call_date(call, OPTION_UNTIL, &request->to, err))
		return false;
	if (!request->from.month)
		request->from.month = 1;
	if (!request->from.day)
		request->from.day = 1;
	request->to = date_from_days(date_days(request->to));
	if (call_has(call, OPTION_UNTIL) && !call_has(call, OPTION_SINCE))
		request->from = date_from_days(date_days(request->to) - 6);
	return date_days(request->to) >= date_days(request->from) ||
		error_set(err, ERROR_INPUT,
			_("--until lies before --since. Change one of them."));
}

static bool write_digest(const struct call *call, struct app *app,
	const struct digest_request *request, struct error *err)
{
	const char *file = call->values[OPTION_OUTPUT];
	enum digest_format format;
	struct digest digest;
	struct buf out = {0};
	bool ok;

	if (!take_format(call->values[OPTION_FORMAT], &format, err) ||
		!app_digest(app, request, &digest, err))
		return false;
	export_digest(&out, app, &digest, format);
	ok = !file ||
		(verb_may_change(call, err) &&
			file_write(file, buf_slice(&out), 0644, err));
	if (!file)
		verb_print(&out);
	buf_clear(&out);
	digest_clear(&digest);
	return ok;
}

int verb_digest(const struct call *call)
{
	struct digest_request request = {0};
	struct app *app = NULL;
	struct buf base = {0};
	struct error err = {0};
	int status = 0;

	if (!call_base(call, &base, &err) || !verb_ready(call, &app, &err)) {
		buf_clear(&base);
		return verb_fail(&err);
	}
	request.base = buf_slice(&base);
	if (!take_days(call, app->today, &request, &err) ||
		!write_digest(call, app, &request, &err))
		status = verb_fail(&err);
	buf_clear(&base);
	app_close(app);
	return status;
}
