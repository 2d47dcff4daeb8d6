/* The parent's side of a worker: start it, read its lines, end it. */

#include "app/job.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/trace.h"

enum {
	WORDS_MAX = 8,
	CANCEL_MS = 150
};

bool job_start(struct job *job, const char *hub, const char *schema,
	const char *const *words, struct error *err)
{
	const char *argv[WORDS_MAX + 9];
	size_t n = 0;
	size_t i;

	memset(job, 0, sizeof(*job));
	job->fd = -1;
	argv[n++] = "/proc/self/exe";
	if (hub) {
		argv[n++] = "--hub";
		argv[n++] = hub;
	}
	if (schema) {
		argv[n++] = "--schema";
		argv[n++] = schema;
	}
	argv[n++] = "worker";
	argv[n++] = "--";
	for (i = 0; words[i] && i < WORDS_MAX; i++)
		argv[n++] = words[i];
	argv[n] = NULL;
	if (!proc_start(&job->proc,
		    &(struct proc_command){argv, NULL, NULL,
			    PROC_OUT | PROC_SESSION | PROC_DIE_WITH_PARENT},
		    err))
		return false;
	job->fd = job->proc.out;
	fcntl(job->fd, F_SETFL, fcntl(job->fd, F_GETFL) | O_NONBLOCK);
	job->state = JOB_RUNNING;
	job->started_ms = date_ticks_ms();
	trace_event("app.job", "start=%s", words[0]);
	return true;
}

static struct str word(struct str *rest)
{
	struct str part = {0};

	str_cut(rest, '\t', &part);
	return part;
}

static size_t number(struct str text)
{
	long value = 0;

	str_number(text, 0, (long)((~0ul) >> 1), &value);
	return (size_t)value;
}

static void fail(struct job *job, enum error_kind kind, struct str text)
{
	job->state = JOB_FAILED;
	error_set(&job->error, kind, "%.*s", STR_ARG(text));
}

static void take_line(struct job *job, struct str line)
{
	struct str rest = line;
	struct str verb = word(&rest);

	if (str_is(verb, "progress")) {
		struct str phase = word(&rest);

		snprintf(
			job->phase, sizeof(job->phase), "%.*s", STR_ARG(phase));
		job->done = number(word(&rest));
		job->total = number(word(&rest));
		job->bytes = number(word(&rest));
	} else if (str_is(verb, "clashes")) {
		job->clashes = number(word(&rest));
	} else if (str_is(verb, "asks")) {
		job->asks = (unsigned)number(word(&rest));
	} else if (str_is(verb, "done")) {
		job->state = JOB_DONE;
		buf_cut(&job->result, 0);
		buf_str(&job->result, rest);
	} else if (str_is(verb, "error")) {
		enum error_kind kind = (enum error_kind)number(word(&rest));

		fail(job, kind > ERROR_CANCELLED ? ERROR_IO : kind, rest);
	}
}

static void take_lines(struct job *job)
{
	struct str rest = buf_slice(&job->line);
	struct buf left = {0};
	size_t at;

	while ((at = str_find(rest, '\n')) < rest.len) {
		take_line(job, str_sub(rest, 0, at));
		rest = str_sub(rest, at + 1, rest.len);
	}
	buf_str(&left, rest);
	buf_clear(&job->line);
	job->line = left;
}

/* The pipe is closed: the child ended, or is about to. */
static void take_end(struct job *job)
{
	proc_end(&job->proc);
	job->fd = -1;
	if (job->state == JOB_RUNNING)
		fail(job, ERROR_IO,
			str_from(_("The work ended without a result; nothing "
				   "was changed. Try once more.")));
	trace_event("app.job", "end=%s",
		job->state == JOB_DONE ? "done" : "failed");
}

bool job_read(struct job *job)
{
	char chunk[4096];
	bool changed = false;
	ssize_t got;

	if (job->fd < 0)
		return false;
	while ((got = read(job->fd, chunk, sizeof(chunk))) > 0) {
		buf_add(&job->line, chunk, (size_t)got);
		take_lines(job);
		changed = true;
	}
	if (got == 0) {
		take_end(job);
		changed = true;
	}
	return changed;
}

bool job_wait(struct job *job, int ms)
{
	struct pollfd poll_fd = {job->fd, POLLIN, 0};

	if (job->fd < 0)
		return false;
	if (poll(&poll_fd, 1, ms) <= 0)
		return false;
	return job_read(job);
}

void job_cancel(struct job *job)
{
	if (job->state != JOB_RUNNING)
		return;
	proc_stop(&job->proc, CANCEL_MS);
	job->fd = -1;
	fail(job, ERROR_CANCELLED, str_from(_("Stopped.")));
}

void job_clear(struct job *job)
{
	if (!job)
		return;
	if (job->proc.pid)
		proc_stop(&job->proc, CANCEL_MS);
	buf_clear(&job->line);
	buf_clear(&job->result);
	memset(job, 0, sizeof(*job));
	job->fd = -1;
}

void job_text(const struct job *job, struct buf *out)
{
	if (strcmp(job->phase, "receive") == 0)
		buf_printf(out, _("Receiving: %zu of %zu objects"), job->done,
			job->total);
	else if (strcmp(job->phase, "resolve") == 0)
		buf_printf(out, _("Putting together: %zu of %zu objects"),
			job->done, job->total);
	else if (strcmp(job->phase, "send") == 0)
		buf_printf(out, _("Sending: %zu of %zu objects"), job->done,
			job->total);
	else if (strcmp(job->phase, "apply") == 0)
		buf_printf(out, _("Bringing files forward: %zu of %zu"),
			job->done, job->total);
	else if (strcmp(job->phase, "index") == 0)
		buf_printf(out, _("Building the index: %zu of %zu notes"),
			job->done, job->total);
	else if (strcmp(job->phase, "history") == 0)
		buf_printf(
			out, _("Reading the history: %zu changes"), job->done);
	else if (strcmp(job->phase, "feeds") == 0)
		buf_printf(out, _("Reading feeds: %zu of %zu"), job->done,
			job->total);
	else if (strcmp(job->phase, "connect") == 0)
		buf_put(out, _("Connecting"));
	else
		buf_put(out, _("Starting"));
	if (job->bytes)
		buf_printf(out, ", %.1f MB", (double)job->bytes / 1e6);
}
