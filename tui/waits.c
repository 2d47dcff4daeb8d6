/* What is only on this computer: commits not sent, drafts, and conflicts that
 * wait for a person; the round that sends; and leaving with such work. */
#include "app/conflict.h"
#include "app/unsent.h"
#include "base/i18n.h"
#include "tui/view.h"

static bool count_conflict(const struct conflict *conflict, void *arg)
{
	size_t *count = arg;

	(void)conflict;
	(*count)++;
	return true;
}

static bool count_edited(const struct source_file *file, void *arg)
{
	size_t *count = arg;

	(void)file;
	(*count)++;
	return true;
}

bool waits_count(struct tui *tui)
{
	struct waits *waits = &tui->waits;
	struct unsent unsent = {0};
	size_t conflicts = 0, edited = 0;

	if (waits->counted || !tui->work.checked ||
		tui->work.job.state == JOB_RUNNING)
		return false;
	waits->counted = true;
	if (!app_source(tui->app, NULL))
		return true;
	waits->folder = source_type(tui->app->source) == SOURCE_FOLDER;
	waits->known = true;
	if (waits->folder)
		return true;
	/* What cannot be read now is told when it is asked for. */
	if (app_unsent(tui->app, &unsent, NULL)) {
		waits->unsent = unsent.total;
		waits->drafts = unsent.drafts.count;
		unsent_clear(&unsent);
	}
	if (source_edited(tui->app->source, count_edited, &edited, NULL))
		waits->edited = edited;
	if (app_conflicts(tui->app, count_conflict, &conflicts, NULL))
		waits->conflicts = conflicts;
	return true;
}

static void put_count(struct buf *out, const char *format, size_t count)
{
	struct str rest = str_from(format);
	size_t at = str_find_text(rest, "%zu");

	if (!count)
		return;
	buf_put(out, out->len ? "  " : "");
	buf_str(out, str_sub(rest, 0, at));
	buf_printf(out, "%zu", count);
	buf_str(out, str_sub(rest, at + 3, rest.len));
}

void waits_side(const struct tui *tui, struct buf *out)
{
	const struct waits *waits = &tui->waits;

	put_count(out,
		ngettext("%zu unsent", "%zu unsent",
			(unsigned long)waits->unsent),
		waits->unsent);
	put_count(out,
		ngettext("%zu edited", "%zu edited",
			(unsigned long)waits->edited),
		waits->edited);
	put_count(out,
		ngettext("%zu draft", "%zu drafts",
			(unsigned long)waits->drafts),
		waits->drafts);
	put_count(out,
		ngettext("%zu conflict", "%zu conflicts",
			(unsigned long)waits->conflicts),
		waits->conflicts);
}

void waits_changed(struct tui *tui)
{
	tui->waits.counted = false;
	tui->work.checked = false;
	tui->work.reload = true;
}

/* True when there is somebody to send to. */
static bool has_remote(struct tui *tui)
{
	struct source_status status = {0};

	return app_source(tui->app, NULL) &&
		source_status(tui->app->source, &status, NULL) &&
		*status.remote;
}

void waits_committed(struct tui *tui, struct str message)
{
	struct str line = {0};
	struct buf subject = {0};

	str_cut(&message, '\n', &line);
	buf_str(&subject, line);
	waits_changed(tui);
	tui_say(tui,
		has_remote(tui)
			? _("Committed: %s. F5 sends it, z takes it back.")
			: _("Committed: %s. There is nobody to send it to; z "
			    "takes it back."),
		buf_text(&subject));
	buf_clear(&subject);
}

void waits_published(struct tui *tui, struct str message)
{
	struct work *work = &tui->work;

	waits_committed(tui, message);
	if (!has_remote(tui))
		return;
	/* The round looks at the index too, and says what came of it. */
	if (work->job.state == JOB_RUNNING)
		job_cancel(&work->job);
	work->publishes = true;
	work_start(tui, WORK_SYNC);
	if (work->job.state != JOB_RUNNING) {
		work->publishes = false;
		return;
	}
	work->checked = true;
	work->reload = false;
	tui_say(tui, "%s",
		_("Committed, and now it is sent. Esc or Ctrl-C keeps it "
		  "here."));
	work->said = true;
}

bool waits_is_free(struct tui *tui)
{
	if (tui->work.job.state != JOB_RUNNING || tui->work.type == WORK_INDEX)
		return true;
	tui_say(tui, "%s", _("This is still running. Ctrl-C stops it."));
	return false;
}

/* --- the round --- */

bool waits_may_write(const struct tui *tui)
{
	return tui->waits.known && !tui->waits.folder && !tui->app->readonly;
}

static bool is_running(struct tui *tui)
{
	if (tui->work.job.state == JOB_RUNNING)
		tui_say(tui, "%s",
			_("This is still running. Ctrl-C stops it."));
	return tui->work.job.state == JOB_RUNNING;
}

void waits_feeds(struct tui *tui)
{
	if (is_running(tui))
		return;
	if (tui->app->readonly)
		tui_say(tui, "%s", _("Nothing is changed with --read-only."));
	else
		work_start(tui, WORK_INBOX);
}

void waits_sync(struct tui *tui)
{
	if (is_running(tui))
		return;
	if (tui->arrived)
		tui_reload(tui);
	/* What was edited beside us is looked at in any case. */
	if (tui->app->readonly || tui->waits.folder) {
		tui->work.checked = false;
		tui->work.reload = true;
		tui_say(tui, "%s",
			tui->app->readonly
				? _("With --read-only nothing is fetched or "
				    "sent. The notes are read anew.")
				: _("This hub is a plain folder: there is "
				    "nobody to fetch from or send to. The "
				    "notes are read anew."));
		return;
	}
	work_start(tui, WORK_SYNC);
}

/* --- leaving --- */

static void say_stays(struct tui *tui)
{
	struct buf text = {0};

	waits_side(tui, &text);
	tui_say(tui,
		tui->letters ? _("Only on this computer: %s. q once more "
				 "quits, F5 sends, any other key stays.")
			     : _("Only on this computer: %s. F10 once more "
				 "quits, F5 sends, any other key stays."),
		buf_text(&text));
	buf_clear(&text);
}

void waits_quit(struct tui *tui)
{
	const struct waits *waits = &tui->waits;

	if (tui->quit_asked || (!waits->unsent && !waits->drafts)) {
		tui->quit = true;
		return;
	}
	tui->quit_asked = 2;
	say_stays(tui);
}
