/* init, clone, hubs, status, doctor: about hubs as a whole. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/conflict.h"
#include "app/job.h"
#include "app/sync.h"
#include "app/unsent.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

int verb_init(const struct call *call)
{
	struct config config = {0};
	struct buf path = {0};
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (verb_may_change(call, &err) && config_load(&config, &err) &&
		app_init(&config, call->arg_count ? call->args[0] : ".", &path,
			&err)) {
		buf_printf(&out,
			_("A new hub is in %s. fyr --hub %s opens it."),
			buf_text(&path), buf_text(&path));
		buf_byte(&out, '\n');
		verb_print(&out);
		verb_say(call,
			_("Before anybody can publish, put your e-mail address "
			  "behind \"editors\" in its fyr.yaml."));
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	buf_clear(&path);
	config_clear(&config);
	return status;
}

/* Set by Ctrl-C while a job runs. */
static volatile sig_atomic_t verb_interrupted;

static void on_interrupt(int number)
{
	(void)number;
	verb_interrupted = 1;
}

bool verb_job(const struct call *call, struct job *job, struct error *err)
{
	struct sigaction action = {0};
	int64_t told = date_ticks_ms();
	struct buf text = {0}, said = {0};

	action.sa_handler = on_interrupt;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	while (job->state == JOB_RUNNING || job->fd >= 0) {
		job_wait(job, 100);
		if (verb_interrupted)
			job_cancel(job);
		if (date_ticks_ms() - told < 1000 || !job->phase[0] ||
			!isatty(STDERR_FILENO))
			continue;
		told = date_ticks_ms();
		buf_cut(&text, 0);
		job_text(job, &text);
		/* A step that takes long is told once, not each second. */
		if (str_eq(buf_slice(&text), buf_slice(&said)))
			continue;
		verb_say(call, buf_text(&text));
		buf_cut(&said, 0);
		buf_str(&said, buf_slice(&text));
	}
	buf_clear(&text);
	buf_clear(&said);
	if (job->state == JOB_FAILED && err)
		*err = job->error;
	return job->state == JOB_DONE;
}

static int finish_job(const struct call *call, struct job *job)
{
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (verb_job(call, job, &err)) {
		gate_text(&out, buf_slice(&job->result), GATE_LINE);
		if (out.len)
			buf_byte(&out, '\n');
		verb_print(&out);
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	job_clear(job);
	return status;
}

/* Where a managed clone goes: the data folder, named after the hub. */
static bool clone_place(const struct call *call, struct config *config,
	struct buf *name, struct buf *target, struct error *err)
{
	struct buf dir = {0};
	bool ok = true;

	if (call->arg_count > 1) {
		app_hub_name(config, str_from(call->args[1]), name);
		file_absolute(target, call->args[1]);
		return true;
	}
	app_hub_name(config, str_from(call->args[0]), name);
	ok = file_place(FILE_DATA, target, err) &&
		file_mkdirs(buf_text(target), 0700, err);
	if (ok)
		buf_printf(target, "/%s.git", buf_text(name));
	buf_clear(&dir);
	return ok;
}

/* Local folders and bundles are named as the current folder sees them. */
static void full_address(const char *given, struct buf *url)
{
	if (file_exists(given))
		file_absolute(url, given);
	else
		buf_put(url, given);
}

static int clone_job(
	const struct call *call, const char *url, const char *target)
{
	const char *words[] = {"clone", url, target, NULL};
	struct job job = {0};
	struct error err = {0};

	if (!job_start(&job, NULL, NULL, words, &err))
		return verb_fail(&err);
	return finish_job(call, &job);
}

static int build_index(const struct call *call, const char *target)
{
	static const char *const words[] = {"index", NULL};
	struct job job = {0};
	struct error err = {0};

	if (!job_start(&job, target, call->values[OPTION_SCHEMA], words, &err))
		return verb_fail(&err);
	return finish_job(call, &job);
}

int verb_clone(const struct call *call)
{
	struct config config = {0};
	struct buf name = {0};
	struct buf target = {0};
	struct buf schema = {0};
	struct buf url = {0};
	struct hub hub = {0};
	struct error err = {0};
	struct buf out = {0};
	int status;

	if (!verb_may_change(call, &err) || !config_load(&config, &err) ||
		!clone_place(call, &config, &name, &target, &err)) {
		status = verb_fail(&err);
		goto out;
	}
	full_address(call->args[0], &url);
	status = clone_job(call, buf_text(&url), buf_text(&target));
	if (status)
		goto out;
	hub.name = buf_slice(&name);
	hub.path = buf_slice(&target);
	hub.url = buf_slice(&url);
	if (call_has(call, OPTION_SCHEMA)) {
		file_absolute(&schema, call->values[OPTION_SCHEMA]);
		hub.schema = buf_slice(&schema);
	}
	if (!config_add_hub(&config, &hub, false, &err)) {
		status = verb_fail(&err);
		buf_printf(&out,
			_("The clone itself is whole, in %s; only its name "
			  "is not kept. fyr --hub FOLDER opens it."),
			gate_name(buf_text(&target)).text);
		verb_say(call, buf_text(&out));
		goto out;
	}
	buf_printf(&out, _("The hub %s is here: fyr --hub %s opens it.\n"),
		buf_text(&name), buf_text(&name));
	verb_print(&out);
	status = build_index(call, buf_text(&target));
out:
	buf_clear(&out);
	buf_clear(&schema);
	buf_clear(&url);
	buf_clear(&target);
	buf_clear(&name);
	config_clear(&config);
	return status;
}

static void write_hubs(struct buf *out, const struct config *config)
{
	size_t i;

	for (i = 0; i < config->hub_count; i++) {
		const struct hub *hub = &config->hubs[i];

		buf_put(out, str_eq(hub->name, config->hub) ? "* " : "  ");
		gate_text(out, hub->name, GATE_LINE);
		buf_put(out, "  ");
		gate_text(out, hub->path, GATE_LINE);
		if (hub->url.len) {
			buf_put(out, "  ");
			gate_remote(out, hub->url);
		}
		buf_byte(out, '\n');
	}
}

int verb_hubs(const struct call *call)
{
	struct config config = {0};
	struct buf out = {0};
	struct error err = {0};
	bool forget = call_has(call, OPTION_FORGET);
	bool ok = config_load(&config, &err);
	int status = 0;

	if (ok && forget && !call->arg_count)
		ok = error_set(&err, ERROR_INPUT,
			_("Name the hub that is to be forgotten."));
	else if (ok && forget)
		ok = config_forget_hub(&config, str_from(call->args[0]), &err);
	else if (ok && call->arg_count)
		ok = config_choose_hub(&config, str_from(call->args[0]), &err);
	if (ok) {
		write_hubs(&out, &config);
		verb_print(&out);
		if (!config.hub_count) {
			verb_say(call,
				_("No hub is known yet. fyr clone ADDRESS "
				  "joins one, fyr init FOLDER begins one."));
			status = EXIT_NOTHING;
		}
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	config_clear(&config);
	return status;
}

static void line(struct buf *out, const char *label, const char *value)
{
	buf_printf(out, "%s: ", label);
	gate_text(out, str_from(value), GATE_LINE);
	buf_byte(out, '\n');
}

static void write_repository(
	struct buf *out, const struct source_status *status)
{
	line(out, _("Branch"),
		status->detached ? _("none (detached)") : status->branch);
	line(out, _("Commit"), status->unborn ? _("none yet") : status->head);
	line(out, _("Remote"), status->remote[0] ? status->remote : _("none"));
	if (status->upstream)
		buf_printf(out, "%s: %zu\n%s: %zu\n", _("Commits not sent"),
			status->ahead, _("Commits not brought forward"),
			status->behind);
	if (!status->bare)
		buf_printf(out, "%s: %zu\n", _("Edited notes"), status->edited);
	if (status->busy[0])
		line(out, _("Begun by git, not ended"), status->busy);
	if (status->fetched) {
		buf_printf(out, "%s: ", _("Last contact"));
		date_iso(out, date_local(status->fetched));
		buf_byte(out, '\n');
	}
}

static bool count_conflict(const struct conflict *conflict, void *arg)
{
	size_t *count = arg;

	(void)conflict;
	(*count)++;
	return true;
}

static bool write_conflicts(struct app *app, struct buf *out, struct error *err)
{
	size_t count = 0;

	if (!app_conflicts(app, count_conflict, &count, err))
		return false;
	if (count)
		buf_printf(out, "%s: %zu (fyr conflicts)\n",
			_("Waiting for a decision"), count);
	return true;
}

/* What is only here: by name, so that it can be gone on with. */
static bool write_unsent(struct app *app, struct buf *out, struct error *err)
{
	struct unsent unsent;
	size_t i;

	if (!app_unsent(app, &unsent, err))
		return false;
	for (i = 0; i < unsent.count; i++) {
		buf_printf(out, "%s: %.10s ", _("Not sent"),
			unsent.items[i].commit);
		gate_text(out, str_from(unsent.items[i].subject), GATE_LINE);
		buf_byte(out, '\n');
	}
	for (i = 0; i < unsent.drafts.count; i++) {
		const struct draft_row *row = &unsent.drafts.items[i];

		buf_printf(out, "%s: ", _("Draft"));
		gate_text(out, str_from(row->stray ? row->file : row->name),
			GATE_LINE);
		buf_put(out, *row->path ? "  " : "");
		gate_text(out, str_from(row->path), GATE_LINE);
		buf_byte(out, '\n');
	}
	unsent_clear(&unsent);
	return true;
}

/* Texts that wait beside the notes for a person to look at them. */
static void write_rescued(struct app *app, struct buf *out)
{
	struct buf text = {0};

	if (app_rescued(app, &text))
		line(out, _("Kept"), buf_text(&text));
	buf_clear(&text);
}

static bool write_status(struct app *app, struct buf *out, struct error *err)
{
	struct source_status status;
	struct store_counts counts = {0};

	if (!source_status(app->source, &status, err) ||
		!store_counts(app->store, app->last_visit, &counts, err))
		return false;
	line(out, _("Hub"), app->name);
	line(out, _("Folder"), app->path);
	if (status.repository)
		write_repository(out, &status);
	else
		line(out, _("Repository"),
			_("none: a plain folder, read only"));
	if (!write_conflicts(app, out, err) || !write_unsent(app, out, err)) {
		store_counts_clear(&counts);
		return false;
	}
	write_rescued(app, out);
	buf_printf(out, "%s: %zu\n", _("Notes"), counts.notes);
	if (counts.problems)
		buf_printf(out, "%s: %zu\n", _("Notes with problems"),
			counts.problems);
	store_counts_clear(&counts);
	return true;
}

int verb_status_of(const struct call *call)
{
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (!verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (write_status(app, &out, &err))
		verb_print(&out);
	else
		status = verb_fail(&err);
	buf_clear(&out);
	app_close(app);
	return status;
}

static void each_finding(enum doctor_level level, const char *text, void *arg)
{
	static const char *const marks[] = {"ok  ", "-   ", "!   "};

	buf_printf(arg, "%s%s\n", marks[level], text);
}

int verb_doctor(const struct call *call)
{
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (!verb_open(call, &app, &err))
		return verb_fail(&err);
	if (!app_doctor(app, each_finding, &out, &err))
		status = verb_status(err.kind);
	verb_print(&out);
	if (status)
		verb_fail(&err);
	buf_clear(&out);
	app_close(app);
	return status;
}
