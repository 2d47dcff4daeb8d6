/* The child's side of a job: do the work, write a line a step. */

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/inbox.h"
#include "app/job.h"
#include "app/sync.h"
#include "base/gate.h"
#include "base/i18n.h"

/* Set by TERM and INT; looked at by every progress callback. */
static volatile sig_atomic_t worker_stop;

static void on_stop(int number)
{
	(void)number;
	worker_stop = 1;
}

static void catch_signals(void)
{
	struct sigaction action = {0};

	action.sa_handler = on_stop;
	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

/* One line of the protocol: tabs separate, so texts lose theirs. */
static void say(const char *verb, struct str text)
{
	struct buf clean = {0};

	gate_text(&clean, text, GATE_LINE);
	printf("%s\t%s\n", verb, buf_text(&clean));
	fflush(stdout);
	buf_clear(&clean);
}

static bool say_error(const struct error *err)
{
	char verb[32];

	snprintf(verb, sizeof(verb), "error\t%d", (int)err->kind);
	say(verb, str_from(err->text));
	return false;
}

static bool on_step(const char *phase, size_t done, size_t total, void *arg)
{
	(void)arg;
	printf("progress\t%s\t%zu\t%zu\t0\n", phase, done, total);
	fflush(stdout);
	return !worker_stop;
}

struct pulling {
	int64_t told_ms;
	enum pull_phase phase;
};

static bool on_pull(const struct pull_progress *progress, void *arg)
{
	static const char *const names[] = {
		[PULL_CONNECT] = "connect",
		[PULL_RECEIVE] = "receive",
		[PULL_RESOLVE] = "resolve",
		[PULL_APPLY] = "apply",
		[PULL_SEND] = "send",
	};
	struct pulling *pulling = arg;
	int64_t now = date_ticks_ms();

	if (progress->remote_text)
		say("remote", str_from(progress->remote_text));
	if (progress->phase == pulling->phase && now - pulling->told_ms < 100)
		return !worker_stop;
	pulling->phase = progress->phase;
	pulling->told_ms = now;
	printf("progress\t%s\t%zu\t%zu\t%llu\n", names[progress->phase],
		progress->done, progress->total,
		(unsigned long long)progress->bytes);
	fflush(stdout);
	return !worker_stop;
}

static bool index_it(
	struct app *app, bool rebuild, struct buf *text, struct error *err)
{
	struct app_progress progress = {on_step, NULL};
	struct app_refreshed done = {0};

	if (!app_refresh(app, rebuild, &progress, &done, err))
		return false;
	if (done.rebuilt)
		buf_printf(text,
			ngettext("Index built: %zu note.",
				"Index built: %zu notes.",
				(unsigned long)done.notes),
			done.notes);
	else if (done.parsed || done.removed)
		buf_printf(text,
			ngettext("%zu note changed.", "%zu notes changed.",
				(unsigned long)(done.parsed + done.removed)),
			done.parsed + done.removed);
	buf_clear(&done.why);
	return true;
}

static bool do_clone(const char *url, const char *target, struct error *err)
{
	struct pulling pulling = {0, PULL_APPLY};
	struct pull_options options = {{0}, on_pull, &pulling, false};
	struct config config;
	bool ok = config_load(&config, err);

	if (!ok)
		return false;
	options.by_git = config.by_git;
	ok = pull_clone(url, target, &options, err);
	config_clear(&config);
	return ok;
}

static void say_number(const char *verb, size_t number)
{
	printf("%s\t%zu\n", verb, number);
	fflush(stdout);
}

/* The round is done, whatever becomes of the index: the next start mends it. */
static void index_after(struct app *app, struct buf *text)
{
	struct error err = {0};

	if (!index_it(app, false, text, &err))
		buf_put(text, err.text);
}

static bool do_sync(struct app *app, const struct app_sync *what,
	struct buf *text, struct error *err)
{
	struct pulling pulling = {0, PULL_APPLY};
	struct pull_options options = {
		{0}, on_pull, &pulling, app->config.by_git};
	struct app_synced synced = {.clashes = 0};
	struct buf index = {0};
	bool ok = app_sync(app, what, &options, &synced, err);

	if (ok && synced.asks) {
		say_number("asks", synced.asks);
		ok = error_set(
			err, ERROR_CONFLICT, "%s", buf_text(&synced.text));
	}
	if (ok && !what->dry_run)
		index_after(app, &index);
	if (ok) {
		if (synced.clashes)
			say_number("clashes", synced.clashes);
		buf_str(text, buf_slice(&synced.text));
		if (index.len) {
			buf_byte(text, ' ');
			buf_str(text, buf_slice(&index));
		}
	}
	buf_clear(&index);
	app_synced_clear(&synced);
	return ok;
}

static bool do_inbox(struct app *app, struct buf *text, struct error *err)
{
	struct inbox_round round = {.step = on_step};

	return app_inbox_fetch(app, &round, text, err);
}

/* "send,commit": see app/job.h. */
static bool read_sync(const char *words, struct app_sync *what)
{
	struct str rest = str_from(words), word;

	while (str_cut(&rest, ',', &word)) {
		if (str_is(word, "merge"))
			continue;
		if (str_is(word, "send"))
			what->send = true;
		else if (str_is(word, "only"))
			what->send_only = true;
		else if (str_is(word, "commit"))
			what->commit = true;
		else if (str_is(word, "dry"))
			what->dry_run = true;
		else if (str_is(word, "agreed"))
			what->agreed = APP_SYNC_REMOVED | APP_SYNC_ROUND;
		else if (str_is(word, "agreed1"))
			what->agreed |= APP_SYNC_REMOVED;
		else if (str_is(word, "agreed2"))
			what->agreed |= APP_SYNC_ROUND;
		else
			return false;
	}
	return true;
}

static bool index_kept(
	struct app *app, bool rebuild, struct buf *text, struct error *err)
{
	return index_it(app, rebuild, text, err) &&
		(!app->temporary ||
			error_set(err, ERROR_IO,
				_("The index cannot be kept in the cache "
				  "folder.")));
}

static bool do_words(const char *hub, const char *schema,
	const char *const *words, struct buf *text, struct error *err)
{
	struct app_options options = {hub, schema, false};
	struct app *app = NULL;
	struct app_sync what = {.send = false};
	bool ok;

	if (strcmp(words[0], "clone") == 0 && words[1] && words[2])
		return do_clone(words[1], words[2], err);
	if (!app_open(&app, &options, err))
		return false;
	if (strcmp(words[0], "pull") == 0 ||
		(strcmp(words[0], "sync") == 0 && words[1] &&
			read_sync(words[1], &what)))
		ok = do_sync(app, &what, text, err);
	else if (strcmp(words[0], "index") == 0 ||
		strcmp(words[0], "rebuild") == 0)
		ok = index_kept(app, words[0][0] == 'r', text, err);
	else if (strcmp(words[0], "inbox") == 0)
		ok = do_inbox(app, text, err);
	else
		ok = error_set(
			err, ERROR_INPUT, _("Unknown work: %s"), words[0]);
	app_close(app);
	return ok;
}

int job_worker(const char *hub, const char *schema, const char *const *words)
{
	struct error err = {0};
	struct buf text = {0};
	bool ok;

	catch_signals();
	ok = words[0] ? do_words(hub, schema, words, &text, &err)
		      : error_set(&err, ERROR_INPUT, _("No work is named"));
	if (ok)
		say("done", buf_slice(&text));
	else
		say_error(&err);
	buf_clear(&text);
	return ok ? 0 : 1;
}
