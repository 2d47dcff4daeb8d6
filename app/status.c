/* What may be wrong around a hub, looked at piece by piece. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/private.h"
#include "app/sync.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"

typedef void doctor_each(enum doctor_level level, const char *text, void *arg);

struct doctor {
	struct app *app;
	doctor_each *each;
	void *arg;
	bool well; /* no problem so far */
};

static void tell(struct doctor *doctor, enum doctor_level level,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

static void tell(
	struct doctor *doctor, enum doctor_level level, const char *format, ...)
{
	struct buf text = {0};
	struct buf clean = {0};
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	gate_text(&clean, buf_slice(&text), GATE_LINE);
	if (level == DOCTOR_PROBLEM)
		doctor->well = false;
	doctor->each(level, buf_text(&clean), doctor->arg);
	buf_clear(&clean);
	buf_clear(&text);
}

static void look_at_problems(struct doctor *doctor, const char *file,
	const struct problems *problems)
{
	size_t i;

	for (i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];

		tell(doctor,
			problem->severity == SEVERITY_ERROR ? DOCTOR_PROBLEM
							    : DOCTOR_NOTE,
			"%s:%d:%d: %s: %s", file, problem->line,
			problem->column, problem->rule, problem->text);
	}
}

static void look_at_config(struct doctor *doctor)
{
	const struct app *app = doctor->app;

	tell(doctor, DOCTOR_OK, _("Hub: %s in %s"), app->name, app->path);
	if (app->config.path.len)
		tell(doctor, DOCTOR_OK, _("Configuration: %.*s"),
			STR_ARG(app->config.path));
	else
		tell(doctor, DOCTOR_NOTE,
			_("No configuration folder is known: set HOME."));
	look_at_problems(doctor, "config.yaml", &app->config.problems);
	look_at_problems(doctor, "fyr.yaml", &app->schema.problems);
	tell(doctor, DOCTOR_OK, _("Language: %s; character set: %s"),
		i18n_lang(), i18n_is_utf8() ? "UTF-8" : "ASCII");
}

static void look_at_source(struct doctor *doctor)
{
	struct source_status status;
	struct buf rescued = {0};
	struct error err = {0};

	if (!app_source(doctor->app, &err) ||
		!source_status(doctor->app->source, &status, &err)) {
		tell(doctor, DOCTOR_PROBLEM, "%s", err.text);
		return;
	}
	if (!status.repository) {
		tell(doctor, DOCTOR_OK, _("A plain folder, read only"));
		return;
	}
	tell(doctor, DOCTOR_OK, _("Repository: branch %s, commit %.12s"),
		status.branch[0] ? status.branch : "-", status.head);
	if (status.remote[0])
		tell(doctor, DOCTOR_OK, _("Remote: %s"), status.remote);
	else
		tell(doctor, DOCTOR_NOTE,
			_("No remote: others cannot be reached from here."));
	if (status.detached)
		tell(doctor, DOCTOR_NOTE,
			_("HEAD is detached: pulling is not possible until a "
			  "branch is checked out."));
	if (status.busy[0])
		tell(doctor, DOCTOR_NOTE,
			_("git has begun something here and not ended it: %s"),
			status.busy);
	if (app_rescued(doctor->app, &rescued))
		tell(doctor, DOCTOR_PROBLEM, "%s", buf_text(&rescued));
	buf_clear(&rescued);
}

static void look_at_skipped(const char *path, const char *reason, void *arg)
{
	tell(arg, DOCTOR_NOTE, _("Skipped %s: %s"), path, reason);
}

/* A note that is listed but not in the index could not be read: why not? */
static bool look_at_note(const struct source_file *file, void *arg)
{
	struct doctor *doctor = arg;
	struct str path = str_from(file->path);
	struct store_results found = {0};
	struct buf bytes = {0};
	struct error err = {0};
	bool known = store_get(doctor->app->store, &path, 1, &found, NULL) &&
		found.count;

	if (!known &&
		!source_read_version(doctor->app->source, file->path,
			file->version, &bytes, &err))
		tell(doctor, DOCTOR_PROBLEM, _("Not read: %s: %s"), file->path,
			err.text);
	buf_clear(&bytes);
	store_results_clear(&found);
	return true;
}

static void look_at_index(struct doctor *doctor)
{
	struct app *app = doctor->app;
	struct app_refreshed done = {0};
	struct store_stats stats = {0};
	struct buf digest = {0};
	struct error err = {0};

	if (!app_ready(app, NULL, &done, &err) ||
		!store_verify(app->store, &digest, &err) ||
		!store_stats(app->store, &stats, &err)) {
		tell(doctor, DOCTOR_PROBLEM, "%s", err.text);
	} else {
		tell(doctor, app->temporary ? DOCTOR_NOTE : DOCTOR_OK,
			_("Index: %zu notes, %zu bytes, in %s"), stats.notes,
			stats.bytes, app->index_path);
		if (app->temporary)
			tell(doctor, DOCTOR_NOTE,
				_("The cache folder cannot be written, so the "
				  "index is built anew each time. Set "
				  "FYR_CACHE to a folder of yours."));
		else if (file_is_remote(app->index_path))
			tell(doctor, DOCTOR_NOTE,
				_("The index is on a network file system, "
				  "where locks are slow. Set FYR_CACHE to a "
				  "local folder."));
		source_list(app->source, look_at_note, doctor, NULL);
		source_skipped(app->source, look_at_skipped, doctor);
	}
	buf_clear(&done.why);
	buf_clear(&digest);
}

static void look_at_terms(struct doctor *doctor)
{
	struct app *app = doctor->app;
	struct str name = app_terms_name(app);
	struct buf path = {0}, text = {0};
	struct error err = {0};

	buf_str(&path, app->terms_path ? str_from(app->terms_path) : name);
	app_terms(app);
	look_at_problems(doctor, buf_text(&path), &app->terms.problems);
	if (!app->terms_path && app->source &&
		!source_read(app->source, buf_text(&path), &text, &err) &&
		(err.kind != ERROR_NOT_FOUND || app->schema.synonyms.len))
		tell(doctor, DOCTOR_PROBLEM,
			_("The term list %s is not there, or cannot be read: "
			  "%s"),
			buf_text(&path), err.text);
	else if (app->store)
		tell(doctor, DOCTOR_OK, _("Term list: %zu groups, in %s"),
			app->terms.count, buf_text(&path));
	buf_clear(&path);
	buf_clear(&text);
}

static void look_at_terminal(struct doctor *doctor)
{
	const char *term = getenv("TERM");

	if (!term || !*term || strcmp(term, "dumb") == 0)
		tell(doctor, DOCTOR_NOTE,
			_("TERM says that this terminal cannot show screens: "
			  "fyr prints plain lines."));
	else
		tell(doctor, DOCTOR_OK, _("Terminal: %s"), term);
}

bool app_doctor(
	struct app *app, doctor_each *each, void *arg, struct error *err)
{
	struct doctor doctor = {app, each, arg, true};

	look_at_config(&doctor);
	look_at_source(&doctor);
	look_at_index(&doctor);
	look_at_terms(&doctor);
	look_at_terminal(&doctor);
	return doctor.well ||
		error_set(err, ERROR_IO,
			_("Something needs attention: see the lines marked "
			  "with !"));
}
