/* sync, conflicts, resolve: with the remote, and what it leaves to decide. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/conflict.h"
#include "app/job.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

/* What the worker is to do: see app/job.h. */
static void sync_words(
	const struct call *call, unsigned agreed, struct buf *words)
{
	bool pull = call_has(call, OPTION_PULL);
	bool push = call_has(call, OPTION_PUSH);

	if (pull && !push) {
		buf_put(words, "merge");
	} else {
		buf_put(words, "send");
		if (push && !pull)
			buf_put(words, ",only");
		if (!call_has(call, OPTION_NO_COMMIT))
			buf_put(words, ",commit");
	}
	if (call_has(call, OPTION_DRY_RUN))
		buf_put(words, ",dry");
	if (call_has(call, OPTION_YES))
		buf_put(words, ",agreed");
	else if (agreed)
		buf_printf(words, ",agreed%u", agreed);
}

/* Ask a person who is there; the whole word, so that nobody slips. */
static bool ask_person(const struct job *job)
{
	struct buf question = {0};
	char answer[32] = "";
	size_t len;

	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	gate_text(&question, str_from(job->error.text), GATE_LINE);
	/* The word that is typed: yes. */
	buf_printf(&question, "\n%s ", _("Type yes to go on all the same:"));
	fputs(buf_text(&question), stderr);
	buf_clear(&question);
	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	len = strcspn(answer, "\r\n");
	return str_is(str_sub(str_from(answer), 0, len), "yes") ||
		str_is(str_sub(str_from(answer), 0, len), _("yes"));
}

static bool run_sync(const struct call *call, struct app *app, unsigned agreed,
	struct job *job, struct error *err)
{
	struct buf words = {0};
	const char *const list[] = {"sync", NULL, NULL};
	const char *all[3];
	bool ok;

	sync_words(call, agreed, &words);
	memcpy(all, list, sizeof(list));
	all[1] = buf_text(&words);
	ok = job_start(job, app->path, app->schema_path, all, err) &&
		verb_job(call, job, err);
	buf_clear(&words);
	return ok;
}

static void print_line(struct str text)
{
	struct buf out = {0};

	gate_text(&out, text, GATE_LINE);
	if (out.len)
		buf_byte(&out, '\n');
	verb_print(&out);
	buf_clear(&out);
}

int verb_sync(const struct call *call)
{
	struct app *app = NULL;
	struct job job = {0};
	struct error err = {0};
	unsigned agreed = 0;
	bool ok = verb_may_change(call, &err) && verb_open(call, &app, &err);
	int status = 0;

	ok = ok && run_sync(call, app, agreed, &job, &err);
	/* One yes is an answer to one question. */
	while (!ok && job.asks && job.asks != agreed && ask_person(&job)) {
		agreed = job.asks;
		job_clear(&job);
		err = (struct error){0};
		ok = run_sync(call, app, agreed, &job, &err);
	}
	if (!ok && job.asks) {
		verb_say(call,
			_("It is done only if you say so: fyr sync --yes"));
	}
	if (ok) {
		print_line(buf_slice(&job.result));
		status = job.clashes ? EXIT_CONFLICT : 0;
	} else {
		status = verb_fail(&err);
	}
	job_clear(&job);
	app_close(app);
	return status;
}

struct listing {
	struct buf out;
	struct app *app;
	struct str ref; /* only these, with their texts; empty: all */
	struct error err;
	size_t count;
};

static void put_who(struct buf *out, const struct conflict *conflict)
{
	buf_put(out, " (");
	gate_text(out, str_from(conflict->author), GATE_LINE);
	buf_put(out, ", ");
	date_iso(out, date_local(conflict->time));
	buf_put(out, ")");
}

static bool put_conflict(const struct conflict *conflict, void *arg)
{
	struct listing *listing = arg;

	listing->count++;
	gate_text(&listing->out, str_from(conflict->path), GATE_LINE);
	buf_put(&listing->out, ": ");
	app_conflict_what(conflict, &listing->out);
	put_who(&listing->out, conflict);
	buf_byte(&listing->out, '\n');
	return true;
}

static bool put_version(struct listing *listing, const char *title,
	const struct conflict *conflict, const char *version)
{
	struct buf text = {0};
	bool ok = true;

	buf_printf(&listing->out, "\n== %s ==\n", title);
	if (*version)
		ok = source_read_version(listing->app->source, conflict->path,
			version, &text, &listing->err);
	else
		buf_put(&text, _("(removed)"));
	gate_text(&listing->out, buf_slice(&text), GATE_BODY);
	if (!str_ends(buf_slice(&listing->out), "\n"))
		buf_byte(&listing->out, '\n');
	buf_clear(&text);
	return ok;
}

static bool put_both(const struct conflict *conflict, void *arg)
{
	struct listing *listing = arg;

	if (!app_conflict_is(listing->app, conflict, listing->ref))
		return true;
	put_conflict(conflict, listing);
	return put_version(
		       listing, _("published"), conflict, conflict->theirs) &&
		put_version(
			listing, _("the other one"), conflict, conflict->mine);
}

int verb_conflicts(const struct call *call)
{
	struct listing listing = {.count = 0};
	struct buf path = {0};
	struct error err = {0};
	bool one = call->arg_count > 0;
	bool ok = verb_open(call, &listing.app, &err);
	int status = 0;

	listing.ref = str_from(one ? call->args[0] : "");
	ok = ok &&
		app_conflicts(listing.app, one ? put_both : put_conflict,
			&listing, &err);
	if (ok && listing.err.kind) {
		err = listing.err;
		ok = false;
	}
	verb_print(&listing.out);
	if (!ok) {
		status = verb_fail(&err);
	} else if (!listing.count && one) {
		app_conflict_path(listing.app, listing.ref, &path, &err);
		status = verb_fail(&err);
	} else if (!listing.count) {
		verb_say(call, _("Nothing waits to be decided."));
		status = EXIT_NOTHING;
	} else {
		verb_say(call,
			_("Decide with: fyr resolve NOTE --mine, --theirs or "
			  "--edit"));
	}
	buf_clear(&listing.out);
	buf_clear(&path);
	app_close(listing.app);
	return status;
}

static bool read_choice(const struct call *call, enum conflict_choice *choice,
	struct error *err)
{
	int given = call_has(call, OPTION_MINE) +
		call_has(call, OPTION_THEIRS) + call_has(call, OPTION_EDIT);

	*choice = call_has(call, OPTION_MINE) ? CONFLICT_MINE
		: call_has(call, OPTION_EDIT) ? CONFLICT_TEXT
					      : CONFLICT_THEIRS;
	return given == 1 ||
		error_set(err, ERROR_INPUT,
			_("Say which it is to be: --mine (the text that was "
			  "not published), --theirs (the published one) or "
			  "--edit."));
}

static void tell_resolved(const struct call *call, const char *path,
	const struct save_result *saved)
{
	struct buf out = {0};

	buf_printf(&out, _("Decided: %s. fyr sync sends it."),
		gate_name(path).text);
	buf_byte(&out, '\n');
	verb_print(&out);
	if (saved->hooks)
		verb_say(call, _("The hooks of this repository did not run."));
	buf_clear(&out);
}

int verb_resolve(const struct call *call)
{
	struct app *app = NULL;
	struct conflict_answer answer = {.path = NULL};
	struct save_result saved = {.same = false};
	struct buf path = {0}, file = {0};
	struct error err = {0};
	int status = 0;
	bool ok = read_choice(call, &answer.choice, &err) &&
		verb_may_change(call, &err) && verb_open(call, &app, &err) &&
		app_conflict_path(app, str_from(call->args[0]), &path, &err);

	answer.path = buf_text(&path);
	if (ok && answer.choice == CONFLICT_TEXT)
		ok = app_resolve_edit(app, answer.path, &file, &saved, &err);
	else if (ok)
		ok = app_resolve(app, &answer, &saved, &err);
	if (ok)
		tell_resolved(call, answer.path, &saved);
	else
		status = verb_fail(&err);
	if (!ok && file.len && access(buf_text(&file), F_OK) == 0) {
		buf_cut(&path, 0);
		buf_printf(&path, _("Your text is kept in %s"),
			gate_name(buf_text(&file)).text);
		verb_say(call, buf_text(&path));
	}
	buf_clear(&path);
	buf_clear(&file);
	app_close(app);
	return status;
}
