/* check: what is wrong in a hub, where, and what to do about it. */

#include "app/check.h"
#include "app/export_check.h"
#include "base/i18n.h"
#include "cli/verb.h"

static int report(const struct call *call, const struct check_report *report,
	enum check_format format)
{
	struct buf out = {0};
	struct buf sum = {0};

	export_check(&out, report, format);
	verb_print(&out);
	export_check_sum(&sum, report);
	if (format == CHECK_TEXT)
		verb_say(call, buf_text(&sum));
	buf_clear(&sum);
	buf_clear(&out);
	return report->errors ? EXIT_NOTHING : 0;
}

int verb_check(const struct call *call)
{
	const char *named = call->values[OPTION_FORMAT];
	enum check_format format = CHECK_TEXT;
	struct check_request request = {call->args, (size_t)call->arg_count,
		call_has(call, OPTION_FIX)};
	struct check_report found = {0};
	struct app *app = NULL;
	struct error err = {0};
	int status;

	if (named && !check_format_parse(named, &format, &err))
		return verb_fail(&err);
	if (!verb_open(call, &app, &err))
		return verb_fail(&err);
	if (app_check(app, &request, &found, &err))
		status = report(call, &found, format);
	else
		status = verb_fail(&err);
	check_report_clear(&found);
	app_close(app);
	return status;
}
