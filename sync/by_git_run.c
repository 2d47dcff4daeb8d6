/* Starting git for net.transport, and listening to it. */

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc.h"
#include "base/trace.h"
#include "sync/by_git_private.h"

enum {
	WORDS_MAX = 64,
	CHUNK = 16 * 1024,
	LINE_MAX_BYTES = 4096,
	SAID_MAX = 16 * 1024, /* of what it says beside its progress */
	STOP_MS = 100
};

/* A run: the words, what it says, and how far it is. */
struct work {
	struct by_git_run *run;
	struct transport *t;
	char *words[WORDS_MAX];
	size_t count;
	struct buf ssh; /* "GIT_SSH_COMMAND=…", or empty */
	struct buf allow; /* "GIT_ALLOW_PROTOCOL=…" */
	struct buf dir; /* "GIT_DIR=…" */
	struct proc proc;
	struct buf line; /* of standard error so far */
	struct buf said;
	int status;
};

/* The last place stays NULL. */
static void add(struct work *w, const char *word)
{
	if (w->count + 1 < WORDS_MAX)
		w->words[w->count++] = mem_text(word);
}

static void add_setting(struct work *w, const char *setting)
{
	add(w, "-c");
	add(w, setting);
}

/*
 * http.<address>.sslVerify of the whole address outweighs every other one the
 * person has set; a name may hold no "=".
 */
static void add_verified(struct work *w)
{
	struct buf setting = {0};
	struct str url = str_from(w->t->address.url);

	add_setting(w, "http.sslVerify=true");
	buf_put(&setting, "http.");
	buf_str(&setting, str_sub(url, 0, str_find(url, '=')));
	buf_put(&setting, ".sslVerify=true");
	add_setting(w, buf_text(&setting));
	buf_cut(&setting, 0);
	buf_printf(&setting, "http.lowSpeedTime=%lld",
		(long long)((w->t->limits.idle_ms + 999) / 1000));
	add_setting(w, "http.lowSpeedLimit=1");
	add_setting(w, buf_text(&setting));
	buf_clear(&setting);
}

static void add_words(struct work *w)
{
	static const char *const settings[] = {"core.fsmonitor=false",
		"core.hooksPath=/dev/null", "protocol.ext.allow=never",
		"gc.auto=0", "maintenance.auto=false",
		"fetch.writeCommitGraph=false", "push.gpgSign=false"};

	add(w, "git");
	add(w, "--no-optional-locks");
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		add_setting(w, settings[i]);
	if (w->t->address.type == ADDRESS_HTTPS)
		add_verified(w);
	for (size_t i = 0; w->run->verb[i]; i++)
		add(w, w->run->verb[i]);
}

/* As transport_ssh.c runs it: the user's ssh, which cannot ask. */
static void set_ssh(struct work *w)
{
	const char *env = getenv("GIT_SSH_COMMAND");
	const char *program = getenv("GIT_SSH");
	char *config = transport_config(w->t, "core.sshcommand");
	const char *said = env && *env ? env : config;

	buf_put(&w->ssh, "GIT_SSH_COMMAND=");
	if (said && *said)
		buf_printf(&w->ssh, "%s -oBatchMode=yes", said);
	else if (program && *program)
		buf_cut(&w->ssh, 0);
	else
		buf_printf(&w->ssh, "ssh -oConnectTimeout=%lld -oBatchMode=yes",
			(long long)((w->t->limits.connect_ms + 999) / 1000));
	free(config);
}

/* Only the kind of address that was judged; from http on to https. */
static void set_surroundings(struct work *w)
{
	set_ssh(w);
	buf_printf(&w->allow, "GIT_ALLOW_PROTOCOL=%s%s", w->t->address.scheme,
		strcmp(w->t->address.scheme, "http") == 0 ? ":https" : "");
	buf_printf(
		&w->dir, "GIT_DIR=%s", git_repository_path(w->run->git->repo));
}

static bool start(struct work *w)
{
	const char *const env[] = {buf_text(&w->dir), buf_text(&w->allow),
		"GIT_TERMINAL_PROMPT=0", "LC_ALL=C.UTF-8", "LANGUAGE=en",
		"GIT_SSL_NO_VERIFY", "GIT_WORK_TREE", "GIT_INDEX_FILE",
		"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
		"GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
		"GIT_QUARANTINE_PATH", "GIT_PROTOCOL_FROM_USER", "GIT_TRACE",
		"GIT_TRACE_CURL", "GIT_TRACE_PACKET", "GIT_CURL_VERBOSE",
		w->ssh.len ? buf_text(&w->ssh) : NULL, NULL};
	const char *argv[WORDS_MAX];
	struct error err = {0};

	for (size_t i = 0; i <= w->count; i++)
		argv[i] = w->words[i];
	if (!proc_start(&w->proc,
		    &(struct proc_command){argv, w->t->base, env,
			    PROC_OUT | PROC_ERR | PROC_SESSION |
				    PROC_DIE_WITH_PARENT},
		    &err)) {
		w->t->err = err;
		return false;
	}
	fcntl(w->proc.out, F_SETFL, O_NONBLOCK);
	fcntl(w->proc.err, F_SETFL, O_NONBLOCK);
	w->t->alive = date_ticks_ms();
	trace_event("sync.start", "program=git verb=%s", w->run->verb[0]);
	return true;
}

/* "45% (4500/10000), 1.20 MiB | …" */
static bool take_numbers(struct work *w, enum pull_phase phase, struct str text)
{
	struct transport *t = w->t;
	struct buf copy = {0};
	const char *at;
	double bytes = 0;
	char unit = '\0';
	bool ok = true;

	buf_str(&copy, text);
	at = strchr(buf_text(&copy), '(');
	if (!at)
		goto out;
	t->now.phase = phase;
	t->now.done = strtoul(at + 1, NULL, 10);
	at = strchr(at, '/');
	t->now.total = at ? strtoul(at + 1, NULL, 10) : 0;
	at = at ? strchr(at, ',') : NULL;
	if (at) {
		char *end;

		bytes = strtod(at + 1, &end);
		unit = *end == ' ' ? end[1] : '\0';
	}
	bytes *= unit == 'K'  ? 1024.0
		: unit == 'M' ? 1048576.0
		: unit == 'G' ? 1073741824.0
			      : 1.0;
	if (phase == PULL_SEND && bytes > 0)
		t->sent = (uint64_t)bytes;
	if (phase == PULL_RECEIVE) {
		t->objects = t->now.done;
		if (bytes > (double)t->bytes)
			ok = transport_count(t, (size_t)bytes - t->bytes);
	}
	if (ok && phase == PULL_RECEIVE && t->now.total > TRANSPORT_OBJECTS_MAX)
		ok = error_set(&t->err, ERROR_REFUSED,
			_("The remote sends more than %d objects; stopped."),
			TRANSPORT_OBJECTS_MAX);
out:
	buf_clear(&copy);
	return ok;
}

/* One line: the remote's words, progress, or something to keep. */
static bool take_line(struct work *w)
{
	static const struct {
		const char *start;
		enum pull_phase phase;
	} steps[] = {{"Receiving objects:", PULL_RECEIVE},
		{"Unpacking objects:", PULL_RECEIVE},
		{"Resolving deltas:", PULL_RESOLVE},
		{"Counting objects:", PULL_SEND},
		{"Compressing objects:", PULL_SEND},
		{"Writing objects:", PULL_SEND}};
	struct str line = str_trim(buf_slice(&w->line));
	bool ok = true;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (str_starts(line, steps[i].start)) {
			ok = take_numbers(w, steps[i].phase, line);
			goto out;
		}
	if (str_starts(line, "remote: ")) {
		line = str_sub(line, strlen("remote: "), line.len);
		ok = transport_hear(line.data, (int)line.len, w->t) == 0 &&
			transport_hear("\n", 1, w->t) == 0;
	} else if (w->said.len + line.len < SAID_MAX) {
		buf_str(&w->said, line);
		buf_byte(&w->said, '\n');
	}
out:
	buf_cut(&w->line, 0);
	return ok;
}

/* False when it is to be stopped. */
static bool take_err(struct work *w)
{
	char room[CHUNK];
	ssize_t got = read(w->proc.err, room, sizeof(room));

	if (got == 0)
		proc_close(&w->proc.err);
	for (ssize_t i = 0; i < got; i++) {
		if (room[i] != '\n' && room[i] != '\r') {
			if (w->line.len < LINE_MAX_BYTES)
				buf_byte(&w->line, room[i]);
		} else if (w->line.len && !take_line(w)) {
			return false;
		}
	}
	if (got > 0)
		w->t->alive = date_ticks_ms();
	return true;
}

static bool take_out(struct work *w)
{
	struct buf *out = &w->run->out;
	ssize_t got = read(w->proc.out, buf_room(out, CHUNK), CHUNK);

	if (got == 0)
		proc_close(&w->proc.out);
	if (got <= 0)
		return true;
	out->len += (size_t)got;
	return transport_count(w->t, (size_t)got);
}

/* Until both of its ends are closed and it has ended. */
static bool listen_to(struct work *w)
{
	while (w->proc.out >= 0 || w->proc.err >= 0) {
		struct pollfd fds[2] = {{.fd = w->proc.out, .events = POLLIN},
			{.fd = w->proc.err, .events = POLLIN}};

		if (poll(fds, 2, TRANSPORT_WAIT_MS) > 0 &&
			((fds[0].revents && !take_out(w)) ||
				(fds[1].revents && !take_err(w))))
			return false;
		if (!transport_tick(w->t) || !transport_idle(w->t))
			return false;
	}
	while (!proc_wait(&w->proc, TRANSPORT_WAIT_MS, &w->status))
		if (!transport_tick(w->t) || !transport_idle(w->t))
			return false;
	return w->line.len == 0 || take_line(w);
}

/* A refusal of the branch is no failure of the run. */
static bool is_told(const struct by_git_run *run)
{
	struct str out = buf_slice(&run->out);

	return run->refusable && str_find_text(out, "\n!\t") < out.len;
}

bool by_git_run(struct by_git_run *run)
{
	struct work w = {.run = run, .t = run->git->t};
	bool ok;

	w.proc = (struct proc){.in = -1, .out = -1, .err = -1};
	add_words(&w);
	set_surroundings(&w);
	ok = start(&w) && listen_to(&w);
	/* Cancelled, or too slow: with all that it has started. */
	proc_stop(&w.proc, STOP_MS);
	if (ok && w.status != 0 && !is_told(run)) {
		by_git_explain(w.t, buf_slice(&w.said), w.status);
		ok = false;
	}
	trace_event("sync.end", "program=git status=%d", w.status);
	for (size_t i = 0; i < w.count; i++)
		free(w.words[i]);
	buf_clear(&w.ssh);
	buf_clear(&w.allow);
	buf_clear(&w.dir);
	buf_clear(&w.line);
	buf_clear(&w.said);
	return ok;
}
