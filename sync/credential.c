#include "sync/credential.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/proc.h"
#include "base/trace.h"

enum {
	LIMIT_MS = 15 * 1000,
	ANSWER_MAX = 64 * 1024
};

static void wipe(struct buf *buf)
{
	volatile char *at = buf->data;

	for (size_t i = 0; at && i < buf->cap; i++)
		at[i] = 0;
	buf_clear(buf);
}

void credential_clear(struct credential *credential)
{
	if (!credential)
		return;
	wipe(&credential->protocol);
	wipe(&credential->host);
	wipe(&credential->path);
	wipe(&credential->username);
	wipe(&credential->password);
	wipe(&credential->lines);
}

static bool is_clean(const struct buf *buf)
{
	for (size_t i = 0; i < buf->len; i++) {
		if ((unsigned char)buf->data[i] < 0x20 || buf->data[i] == 0x7f)
			return false;
	}
	return true;
}

static void put_line(struct buf *out, const char *key, const struct buf *value)
{
	if (value->len > 0)
		buf_printf(out, "%s=%s\n", key, buf_text(value));
}

/* Feed and read; false when it took too long or was cancelled. */
static bool talk(struct transport *t, struct proc *proc, struct str input,
	struct buf *out)
{
	int64_t limit = date_ticks_ms() + LIMIT_MS;

	while (proc->out >= 0) {
		struct pollfd fds[2] = {{.fd = proc->out, .events = POLLIN},
			{.fd = proc->in, .events = POLLOUT}};
		ssize_t n;

		if (!transport_tick(t) || date_ticks_ms() > limit)
			return false;
		if (poll(fds, 2, TRANSPORT_WAIT_MS) <= 0)
			continue;
		if (fds[1].revents) {
			n = write(proc->in, input.data, input.len);
			if (n > 0)
				input = str_sub(input, (size_t)n, input.len);
			if ((n < 0 && errno != EINTR && errno != EAGAIN) ||
				input.len == 0)
				proc_close(&proc->in);
		}
		if (!fds[0].revents)
			continue;
		n = read(proc->out, buf_room(out, 4096), 4096);
		if (n > 0)
			out->len += (size_t)n;
		if (n == 0 || out->len > ANSWER_MAX)
			proc_close(&proc->out);
	}
	return true;
}

/* The exit status; -1 when it did not run to its end. */
static int run(struct transport *t, const char *verb, const struct buf *input,
	struct buf *out)
{
	const char *const argv[] = {"git", "-c", "core.fsmonitor=false", "-c",
		"core.hooksPath=/dev/null", "credential", verb, NULL};
	const char *const env[] = {"GIT_TERMINAL_PROMPT=0", "GIT_DIR",
		"GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", NULL};
	struct proc proc = {.in = -1, .out = -1, .err = -1};
	int status = -1;

	if (!proc_start(&proc,
		    &(struct proc_command){argv, "/", env,
			    PROC_IN | PROC_OUT | PROC_SESSION |
				    PROC_DIE_WITH_PARENT},
		    NULL))
		return -1;
	if (!talk(t, &proc, buf_slice(input), out) ||
		!proc_wait(&proc, TRANSPORT_WAIT_MS * 20, &status)) {
		/* Only this one: its group may hold credential-cache. */
		status = -1;
		if (proc.pid > 0)
			kill(proc.pid, SIGKILL);
		proc_wait(&proc, -1, NULL);
	}
	proc_close(&proc.in);
	proc_close(&proc.out);
	trace_event("sync.credential", "verb=%s status=%d", verb, status);
	return status;
}

static void take_answer(struct credential *c, const struct buf *answer)
{
	struct str rest = buf_slice(answer), line;

	buf_cut(&c->lines, 0);
	buf_str(&c->lines, rest);
	while (str_cut(&rest, '\n', &line)) {
		struct buf *to = NULL;
		size_t at = str_find(line, '=');
		struct str key = str_sub(line, 0, at);

		if (str_is(key, "username"))
			to = &c->username;
		else if (str_is(key, "password"))
			to = &c->password;
		if (!to)
			continue;
		buf_cut(to, 0);
		buf_str(to, str_sub(line, at + 1, line.len));
	}
}

bool credential_fill(struct credential *credential, struct transport *t)
{
	struct buf input = {0}, answer = {0};
	bool ok = false;

	if (!is_clean(&credential->protocol) || !is_clean(&credential->host) ||
		!is_clean(&credential->path) ||
		!is_clean(&credential->username))
		return error_set(&t->err, ERROR_REFUSED,
			_("The address holds control characters."));
	put_line(&input, "protocol", &credential->protocol);
	put_line(&input, "host", &credential->host);
	put_line(&input, "path", &credential->path);
	put_line(&input, "username", &credential->username);
	buf_byte(&input, '\n');
	if (run(t, "fill", &input, &answer) == 0) {
		take_answer(credential, &answer);
		ok = credential->password.len > 0;
	}
	wipe(&input);
	wipe(&answer);
	return ok && t->err.kind == ERROR_NONE;
}

static void tell(
	struct credential *credential, struct transport *t, const char *verb)
{
	struct buf input = {0}, answer = {0};

	if (credential->password.len == 0)
		return;
	buf_str(&input, buf_slice(&credential->lines));
	buf_byte(&input, '\n');
	run(t, verb, &input, &answer);
	wipe(&input);
	wipe(&answer);
}

void credential_approve(struct credential *credential, struct transport *t)
{
	tell(credential, t, "approve");
}

void credential_reject(struct credential *credential, struct transport *t)
{
	tell(credential, t, "reject");
}
