/* fyr: the table of verbs, and which one runs. */

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "cli/verb.h"
#include "content/schema.h"
#include "tui/tui.h"

/* The verb that one slip of the fingers makes of the word; NULL. */
static const char *verb_meant(struct str word)
{
	size_t i;

	for (i = 0; i < verb_count; i++) {
		if (!verb_table[i].hidden &&
			schema_is_slip(word, str_from(verb_table[i].name)))
			return verb_table[i].name;
	}
	return NULL;
}

/* An unknown verb `foo` is the program `fyr-foo`, as with git. */
static int run_program(const struct call *call, int argc, char **argv)
{
	struct buf name = {0};
	struct error err = {0};
	struct buf clean = {0};
	const char *meant = verb_meant(str_from(call->args[0]));
	char **words;
	int first = 1;

	while (first < argc && argv[first] != call->args[0])
		first++;
	words = argv + first;
	buf_printf(&name, "fyr-%s", call->args[0]);
	if (!strchr(call->args[0], '/')) {
		char *own = words[0];

		words[0] = name.data;
		execvp(name.data, words);
		words[0] = own;
	}
	gate_text(&clean, str_from(call->args[0]), GATE_LINE);
	if (meant)
		error_set(&err, ERROR_INPUT,
			_("There is no verb %s. Did you mean fyr %s? fyr help "
			  "lists them; fyr search %s searches for it."),
			buf_text(&clean), meant, buf_text(&clean));
	else
		error_set(&err, ERROR_INPUT,
			_("There is no verb %s. fyr help lists them; fyr "
			  "search %s searches for it."),
			buf_text(&clean), buf_text(&clean));
	buf_clear(&clean);
	buf_clear(&name);
	return verb_fail(&err);
}

static bool is_screen(const struct call *call)
{
	const char *term = getenv("TERM");

	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
		!call_has(call, OPTION_PLAIN) && term && *term &&
		strcmp(term, "dumb") != 0;
}

/* Without a verb: the terminal application, or the day's page as lines. */
static int run_default(const struct call *call)
{
	struct app *app = NULL;
	struct error err = {0};
	int status;

	if (!is_screen(call))
		return verb_today(call);
	if (!verb_open(call, &app, &err))
		return verb_fail(&err);
	status = tui_run(app, &err) ? 0 : verb_fail(&err);
	app_close(app);
	return status;
}

static int run(const struct call *call, int argc, char **argv)
{
	struct buf out = {0};

	if (call_has(call, OPTION_VERSION))
		return verb_version(call);
	if (call_has(call, OPTION_HELP)) {
		help_text(&out, call->verb);
		verb_print(&out);
		buf_clear(&out);
		return 0;
	}
	if (call->verb)
		return call->verb->run(call);
	if (call->arg_count)
		return run_program(call, argc, argv);
	return run_default(call);
}

static bool check_lang(const char *lang, struct error *err)
{
	return !lang || strcmp(lang, "sv") == 0 || strcmp(lang, "en") == 0 ||
		error_set(err, ERROR_INPUT, _("--lang knows sv and en."));
}

static bool check_color(const char *when, struct error *err)
{
	return !when || strcmp(when, "auto") == 0 ||
		strcmp(when, "always") == 0 || strcmp(when, "never") == 0 ||
		error_set(err, ERROR_INPUT,
			_("--color knows auto, always and never."));
}

/* The language of the messages about the command line itself. */
static const char *early_lang(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		struct str word = str_from(argv[i]);
		const char *value = NULL;

		if (str_is(word, "--"))
			break;
		if (str_starts(word, "--lang="))
			value = word.data + 7;
		else if (str_is(word, "--lang") && i + 1 < argc)
			value = argv[i + 1];
		if (value && check_lang(value, NULL))
			return value;
	}
	return NULL;
}

/* glibc gives freed memory back eagerly; parsing thousands of notes then costs
 * a third more. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
	mallopt(M_MMAP_THRESHOLD, 16 * 1024 * 1024);
#endif
}

int main(int argc, char **argv)
{
	struct call call;
	struct error err = {0};
	bool ok;

	keep_memory();
	trace_init();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit of file size is an error text */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	i18n_init(early_lang(argc, argv));
	ok = call_parse(&call, argc, argv, &err);
	if (ok)
		ok = check_lang(call.values[OPTION_LANG], &err);
	if (ok)
		ok = check_color(call.values[OPTION_COLOR], &err);
	if (!ok)
		return verb_fail(&err);
	return run(&call, argc, argv);
}
