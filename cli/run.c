/* What verbs share: opening, printing, failing. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

int verb_status(enum error_kind kind)
{
	switch (kind) {
	case ERROR_NONE:
		return 0;
	case ERROR_NOT_FOUND:
		return EXIT_NOTHING;
	case ERROR_INPUT:
		return EXIT_USAGE;
	case ERROR_CONFIG:
	case ERROR_IO:
	case ERROR_INDEX:
		return EXIT_CONFIG;
	case ERROR_NETWORK:
		return EXIT_NETWORK;
	case ERROR_CONFLICT:
		return EXIT_CONFLICT;
	case ERROR_REFUSED:
		return EXIT_REFUSED;
	case ERROR_CANCELLED:
		return EXIT_INTERRUPTED;
	}
	return EXIT_CONFIG;
}

static void print_error(struct str text)
{
	struct buf clean = {0};

	gate_text(&clean, text, GATE_LINE);
	fprintf(stderr, "fyr: %s\n", buf_text(&clean));
	buf_clear(&clean);
}

int verb_fail(const struct error *err)
{
	print_error(str_from(err->text));
	return verb_status(err->kind);
}

void verb_say(const struct call *call, const char *text)
{
	if (!call_has(call, OPTION_QUIET))
		print_error(str_from(text));
}

void verb_print(const struct buf *out)
{
	size_t at = 0;

	while (at < out->len) {
		ssize_t sent =
			write(STDOUT_FILENO, out->data + at, out->len - at);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno == EPIPE)
			exit(0);
		if (sent < 0) {
			fprintf(stderr, "fyr: %s: %s\n",
				_("The output could not be written"),
				strerror(errno));
			exit(EXIT_CONFIG);
		}
		at += (size_t)sent;
	}
}

bool verb_open(const struct call *call, struct app **app, struct error *err)
{
	struct app_options options = {0};

	options.hub = call->values[OPTION_HUB];
	options.schema = call->values[OPTION_SCHEMA];
	options.readonly = call_has(call, OPTION_READ_ONLY);
	return app_open(app, &options, err);
}

bool verb_may_change(const struct call *call, struct error *err)
{
	return !call_has(call, OPTION_READ_ONLY) ||
		error_set(err, ERROR_REFUSED,
			_("Nothing is changed with --read-only."));
}

struct progress {
	const struct call *call;
	int64_t started_ms, told_ms;
	size_t told; /* how many were done then */
};

/* Nothing in the first second, then a line a second. */
static bool on_step(const char *phase, size_t done, size_t total, void *arg)
{
	struct progress *progress = arg;
	int64_t now = date_ticks_ms();
	struct buf text = {0};

	if (now - progress->started_ms < 1000 ||
		now - progress->told_ms < 1000 || progress->told == done ||
		!isatty(STDERR_FILENO))
		return true;
	progress->told_ms = now;
	progress->told = done;
	if (strcmp(phase, "index") == 0)
		buf_printf(&text, _("Building the index: %zu of %zu notes"),
			done, total);
	else
		buf_printf(&text, _("Reading the history: %zu changes"), done);
	verb_say(progress->call, buf_text(&text));
	buf_clear(&text);
	return true;
}

static void say_rebuilt(
	const struct call *call, const struct app_refreshed *done)
{
	struct buf text = {0};

	buf_printf(&text, _("The index was built anew. The reason: %s"),
		buf_text(&done->why));
	verb_say(call, buf_text(&text));
	buf_clear(&text);
}

/*
 * A hub file that is wrong does not keep anybody from the notes, but is told;
 * one named on the command line has to be right.
 */
static bool check_schema(
	const struct call *call, struct app *app, struct error *err)
{
	struct buf text = {0};
	bool named = call_has(call, OPTION_SCHEMA);
	bool wrong = app_schema_problem(app, &text) ||
		(named && app_terms_problem(app, false, &text));

	if (wrong && named)
		error_set(err, ERROR_CONFIG, "%s", buf_text(&text));
	else if (wrong)
		verb_say(call, buf_text(&text));
	buf_clear(&text);
	return !wrong || !named;
}

bool verb_ready(const struct call *call, struct app **app, struct error *err)
{
	int64_t now = date_ticks_ms();
	struct progress progress = {call, now, 0, SIZE_MAX};
	struct app_progress steps = {on_step, &progress};
	struct app_refreshed done = {0};
	bool ok = verb_open(call, app, err);

	if (!ok)
		return false;
	ok = app_ready(*app, &steps, &done, err);
	if (ok && done.why.len)
		say_rebuilt(call, &done);
	if (ok)
		ok = check_schema(call, *app, err);
	if (ok && (*app)->temporary)
		verb_say(call,
			_("The cache folder cannot be written, so the index "
			  "was built for this run only. Set FYR_CACHE to a "
			  "folder of yours."));
	buf_clear(&done.why);
	if (!ok) {
		app_close(*app);
		*app = NULL;
	}
	return ok;
}

bool verb_styles(const struct call *call)
{
	const char *when = call->values[OPTION_COLOR];
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (call_has(call, OPTION_PLAIN))
		return false;
	if (when && strcmp(when, "always") == 0)
		return true;
	if ((when && strcmp(when, "never") == 0) ||
		(!when && no_color && *no_color))
		return false;
	return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

int verb_columns(const struct call *call)
{
	struct winsize size = {0};

	if (call_has(call, OPTION_PLAIN) || !isatty(STDOUT_FILENO) ||
		ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}
