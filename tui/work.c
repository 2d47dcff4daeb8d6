/* Long work: fetching and indexing in a child, while the screen lives on. */

#include <string.h>

#include "app/sync.h"
#include "base/date.h"
#include "base/i18n.h"
#include "tui/view.h"

enum {
	TELL_MS = 1000, /* before the first word of progress, and between */
	LONG_MS = 10000 /* from here on also how to stop it */
};

void work_start(struct tui *tui, enum work_type type)
{
	static const char *const index[] = {"index", NULL};
	static const char *const sync[] = {"sync", "send,commit", NULL};
	static const char *const agreed[] = {
		"sync", "send,commit,agreed1", NULL};
	static const char *const agreed_round[] = {
		"sync", "send,commit,agreed2", NULL};
	static const char *const send[] = {"sync", "send", NULL};
	static const char *const inbox[] = {"inbox", NULL};
	const bool removed = tui->work.asked == APP_SYNC_REMOVED;
	const char *const *words = type == WORK_INDEX ? index
		: type == WORK_INBOX		      ? inbox
		: tui->work.agreed    ? (removed ? agreed : agreed_round)
		: tui->work.publishes ? send
				      : sync;
	struct work *work = &tui->work;
	struct error err = {0};

	if (work->job.state == JOB_RUNNING)
		return;
	job_clear(&work->job);
	work->type = type;
	work->told_ms = 0;
	work->agreed = false;
	if (!job_start(&work->job, tui->app->path, tui->app->schema_path, words,
		    &err)) {
		work->job.fd = -1;
		tui_fail(tui, &err);
		work->in_process = type == WORK_INDEX && !tui->app->store;
	} else if (type != WORK_INDEX) {
		tui_say(tui, "%s",
			type == WORK_INBOX
				? _("Reading the feeds. Esc or Ctrl-C stops "
				    "it.")
				: _("Fetching and sending. Esc or Ctrl-C stops "
				    "it."));
		work->said = true;
	}
}

/* A hub file that is wrong: the notes are there, but not as they should be. */
static void say_schema(struct tui *tui)
{
	struct buf text = {0};

	if (!tui->message.len && app_schema_problem(tui->app, &text))
		tui_say(tui, "%s", buf_text(&text));
	buf_clear(&text);
}

static void add_estimate(const struct job *job, int64_t passed, struct buf *out)
{
	int64_t left = 0;

	if (job->total && job->done)
		left = passed * (int64_t)(job->total - job->done) /
			(int64_t)job->done / 1000;
	if (left > 0)
		buf_printf(out, _(", about %d s left"), (int)left);
	buf_put(out, _(". Ctrl-C stops it."));
}

bool work_tell(struct tui *tui, int64_t now)
{
	struct work *work = &tui->work;
	int64_t passed = now - work->job.started_ms;

	if (work->job.state != JOB_RUNNING || passed < TELL_MS ||
		now - work->told_ms < TELL_MS)
		return false;
	work->told_ms = now;
	buf_cut(&work->text, 0);
	job_text(&work->job, &work->text);
	if (passed >= LONG_MS)
		add_estimate(&work->job, passed, &work->text);
	/* What was said when the work began has had its time; what was said
	   since stays until the next key. */
	if (work->said)
		buf_cut(&tui->message, 0);
	work->said = false;
	return true;
}

bool work_check(struct tui *tui, bool *dirty)
{
	struct error err = {0};
	bool stale = true;

	if (tui->work.job.state == JOB_RUNNING)
		return false;
	/* Opening the source is one part, looking at its files another. */
	if (tui->app->store && !tui->app->source && app_source(tui->app, &err))
		return true;
	tui->work.checked = true;
	*dirty = true;
	if (tui->app->store && !app_is_stale(tui->app, &stale, &err)) {
		tui_fail(tui, &err);
		return true;
	}
	if (stale)
		work_start(tui, WORK_INDEX);
	else
		say_schema(tui);
	if (!stale)
		tui->work.reload = false;
	return true;
}

static bool reopen(struct tui *tui)
{
	struct error err = {0};

	if (!app_reopen(tui->app, &err)) {
		tui_fail(tui, &err);
		return false;
	}
	/* Labels of the schema that the note borrowed are gone. */
	reader_reload(tui);
	return true;
}

static void say_result(struct tui *tui)
{
	const struct job *job = &tui->work.job;

	if (tui->work.publishes && !job->clashes)
		tui_say(tui, _("Published. %s"), buf_text(&job->result));
	else if (job->clashes)
		tui_say(tui,
			ngettext("The rest is merged. You and others changed "
				 "the "
				 "same place in %zu note: F8 shows it, and you "
				 "decide.",
				"The rest is merged. You and others changed "
				"the "
				"same places in %zu notes: F8 shows them, and "
				"you decide.",
				(unsigned long)job->clashes),
			job->clashes);
	else
		tui_say(tui, "%s", buf_text(&job->result));
}

static void end_well(struct tui *tui)
{
	struct work *work = &tui->work;
	bool cold = !tui->app->store;

	if (!reopen(tui))
		return;
	tui->waits.counted = false;
	if (work->type == WORK_SYNC)
		work->offline = false;
	if (cold || work->reload || work->type == WORK_SYNC) {
		tui_reload(tui);
		if (work->job.result.len && !work->reload)
			say_result(tui);
	} else if (work->job.result.len) {
		tui->arrived += work->job.total ? work->job.total : 1;
	}
	if (work->open.len) {
		list_show_note(tui, buf_slice(&work->open));
		buf_cut(&work->open, 0);
	}
	if (work->again)
		tui->search.dirty = true;
	work->again = false;
	work->publishes = false;
	work->reload = false;
	say_schema(tui);
}

/* What was published is here, and nowhere else yet. */
static void stay_here(struct tui *tui, const char *why)
{
	waits_changed(tui);
	tui_say(tui,
		_("It is committed here but not sent: F5 sends it, z takes it "
		  "back. %s"),
		why);
}

static void end_badly(struct tui *tui)
{
	struct work *work = &tui->work;

	if (work->job.error.kind == ERROR_NETWORK && work->type == WORK_SYNC)
		work->offline = true;
	tui->waits.counted = false;
	work->reload = false;
	work->asked = work->job.asks;
	if (work->job.asks)
		ask_sync(tui, work->job.error.text);
	else if (work->publishes)
		stay_here(tui, work->job.error.text);
	else
		tui_fail(tui, &work->job.error);
	work->publishes = false;
	if (work->type == WORK_INDEX && !tui->app->store &&
		work->job.error.kind != ERROR_CANCELLED)
		work->in_process = true;
}

static void end_inbox(struct tui *tui)
{
	view_desk.reload(tui);
	tui_fit(tui);
	say_result(tui);
}

void work_read(struct tui *tui)
{
	struct work *work = &tui->work;

	job_read(&work->job);
	if (work->job.fd >= 0)
		return;
	buf_cut(&work->text, 0);
	if (work->job.state == JOB_DONE && work->type == WORK_INBOX)
		end_inbox(tui);
	else if (work->job.state == JOB_DONE)
		end_well(tui);
	else if (work->job.state == JOB_FAILED)
		end_badly(tui);
	job_clear(&work->job);
}

void work_cancel(struct tui *tui)
{
	if (tui->work.job.state != JOB_RUNNING) {
		tui_say(tui, "%s",
			tui->letters ? _("Nothing is running. q quits.")
				     : _("Nothing is running. F10 quits."));
		return;
	}
	job_cancel(&tui->work.job);
	job_clear(&tui->work.job);
	buf_cut(&tui->work.text, 0);
	/* A round may have come far enough to be seen. */
	tui->waits.counted = false;
	if (tui->work.type == WORK_SYNC)
		tui->work.checked = false;
	/* What was read of the feeds until now is kept. */
	if (tui->work.type == WORK_INBOX)
		end_inbox(tui);
	if (tui->work.publishes)
		stay_here(tui, "");
	else
		tui_say(tui, "%s", _("Stopped."));
	tui->work.publishes = false;
}

static bool on_step(const char *phase, size_t done, size_t total, void *arg)
{
	struct tui *tui = arg;

	buf_cut(&tui->work.text, 0);
	if (strcmp(phase, "index") == 0)
		buf_printf(&tui->work.text,
			_("Building the index: %zu of %zu notes"), done, total);
	else
		buf_printf(&tui->work.text,
			_("Reading the history: %zu changes"), done);
	if (tui->show)
		tui->show(tui->arg);
	return !tui->quit;
}

void work_here(struct tui *tui)
{
	struct app_progress progress = {on_step, tui};
	struct app_refreshed done = {0};
	struct error err = {0};
	bool ok;

	tui->work.in_process = false;
	buf_cut(&tui->message, 0);
	ok = app_refresh(tui->app, false, &progress, &done, &err);
	buf_clear(&done.why);
	buf_cut(&tui->work.text, 0);
	if (!ok) {
		tui_fail(tui, &err);
		return;
	}
	tui_reload(tui);
	if (tui->app->temporary)
		tui_say(tui, "%s",
			_("The cache folder cannot be written. The index is "
			  "kept until you quit."));
	say_schema(tui);
}
