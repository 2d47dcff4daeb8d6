/* check: what is wrong in a hub, where, and what to do about it. */

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "app/check.h"
#include "app/export_check.h"
#include "app/receive.h"
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

enum {
	LINES_MOST = 1024 * 1024
};

static bool read_lines(struct buf *lines, struct error *err)
{
	ssize_t got;

	do {
		char *room = buf_room(lines, 4096);

		got = read(STDIN_FILENO, room, 4096);
		lines->len += got > 0 ? (size_t)got : 0;
	} while ((got > 0 && lines->len < LINES_MOST) ||
		(got < 0 && errno == EINTR));
	return got == 0 ||
		error_set(err, ERROR_IO,
			_("What git says of the push cannot be read."));
}

/* What stands on standard error reaches the pusher. */
static int receive(const struct call *call)
{
	struct receive push = {call->values[OPTION_HUB],
		call->values[OPTION_PUSHER], date_today()};
	struct received received = {0};
	struct buf lines = {0};
	struct error err = {0};
	int status;

	if (!read_lines(&lines, &err) ||
		!app_receive(&push, buf_slice(&lines), &received, &err)) {
		status = verb_fail(&err);
	} else {
		fputs(buf_text(&received.report), stderr);
		status = received.refused ? EXIT_REFUSED : EXIT_NOTHING;
		if (received.taken)
			status = 0;
	}
	received_clear(&received);
	buf_clear(&lines);
	return status;
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

	if (call_has(call, OPTION_PRE_RECEIVE))
		return receive(call);
	if (call_has(call, OPTION_PUSHER)) {
		error_set(&err, ERROR_INPUT,
			_("--pusher goes with --pre-receive."));
		return verb_fail(&err);
	}
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
