#include <errno.h>
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
#include "sync/transport.h"

enum {
	CHUNK = 64 * 1024,
	PENDING_MAX = 4 * 1024 * 1024, /* kept while we are writing */
	SAID_MAX = 16 * 1024, /* of standard error */
	END_MS = 2000,
	STOP_MS = 100
};

struct child {
	git_smart_subtransport parent;
	git_smart_subtransport_stream stream;
	const struct transport_program *program;
	struct transport *t;
	struct proc proc;
	struct buf pending; /* read, not yet asked for */
	size_t taken; /* of pending */
	struct buf said; /* standard error */
	bool ended; /* standard output is at its end */
};

static struct child *child_of(git_smart_subtransport_stream *stream)
{
	return (struct child *)stream->subtransport;
}

static void set_nonblocking(int fd)
{
	int flags = fd >= 0 ? fcntl(fd, F_GETFL) : -1;

	if (flags >= 0)
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

static bool run(const struct transport_command *command, void *arg)
{
	struct child *c = arg;
	struct transport *t = c->t;
	struct error err = {0};

	trace_event("sync.start", "program=%s", command->argv[0]);
	if (!proc_start(&c->proc,
		    &(struct proc_command){command->argv, NULL, command->env,
			    PROC_IN | PROC_OUT | PROC_ERR | PROC_SESSION |
				    PROC_DIE_WITH_PARENT},
		    &err)) {
		if (err.kind == ERROR_NOT_FOUND)
			return error_set(&t->err, ERROR_NETWORK,
				_("The program '%s' is needed for this address "
				  "and is not installed."),
				command->argv[0]);
		t->err = err;
		return false;
	}
	set_nonblocking(c->proc.in);
	set_nonblocking(c->proc.out);
	set_nonblocking(c->proc.err);
	t->alive = date_ticks_ms();
	return true;
}

static void take_said(struct child *c)
{
	char room[4096];
	ssize_t got;

	while (c->proc.err >= 0 &&
		(got = read(c->proc.err, room, sizeof(room))) != 0) {
		if (got < 0) {
			if (errno == EINTR)
				continue;
			return;
		}
		if (c->said.len < SAID_MAX)
			buf_add(&c->said, room, (size_t)got);
	}
	proc_close(&c->proc.err);
}

static bool take_out(struct child *c)
{
	ssize_t got;

	if (c->taken == c->pending.len) {
		buf_cut(&c->pending, 0);
		c->taken = 0;
	}
	got = read(c->proc.out, buf_room(&c->pending, CHUNK), CHUNK);
	if (got > 0) {
		c->pending.len += (size_t)got;
		return transport_count(c->t, (size_t)got);
	}
	if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
		c->ended = true;
		proc_close(&c->proc.out);
	}
	return true;
}

/* Wait a little and take in what there is; *room: input can be written. */
static bool pump(struct child *c, bool *room)
{
	struct pollfd fds[3] = {{.fd = -1}, {.fd = c->proc.err}, {.fd = -1}};

	if (c->pending.len - c->taken < PENDING_MAX)
		fds[0].fd = c->proc.out;
	if (room)
		fds[2].fd = c->proc.in;
	fds[0].events = fds[1].events = POLLIN;
	fds[2].events = POLLOUT;
	if (poll(fds, 3, TRANSPORT_WAIT_MS) > 0) {
		if (fds[1].revents)
			take_said(c);
		if (fds[0].revents && !take_out(c))
			return false;
		if (room)
			*room = fds[2].revents != 0;
	}
	return transport_tick(c->t) && transport_idle(c->t);
}

/* It ended without being asked to: find out why. */
static void explain(struct child *c)
{
	int status = -1;
	int64_t limit = date_ticks_ms() + END_MS;

	if (c->t->err.kind)
		return;
	proc_close(&c->proc.in);
	while (c->proc.pid > 0 &&
		!proc_wait(&c->proc, TRANSPORT_WAIT_MS, &status)) {
		if (date_ticks_ms() > limit || !transport_tick(c->t))
			break;
	}
	take_said(c);
	if (!c->t->err.kind)
		c->program->explain(c->t, buf_slice(&c->said), status);
}

static int child_read(git_smart_subtransport_stream *stream, char *buffer,
	size_t size, size_t *got)
{
	struct child *c = child_of(stream);
	size_t rest;

	*got = 0;
	while (c->taken == c->pending.len && !c->ended) {
		if (c->t->err.kind || !pump(c, NULL))
			return transport_stop(c->t);
	}
	if (c->taken == c->pending.len) {
		explain(c);
		return 0;
	}
	rest = c->pending.len - c->taken;
	*got = rest < size ? rest : size;
	memcpy(buffer, c->pending.data + c->taken, *got);
	c->taken += *got;
	return 0;
}

static int child_write(
	git_smart_subtransport_stream *stream, const char *data, size_t len)
{
	struct child *c = child_of(stream);

	c->t->asked = true;
	while (len > 0) {
		bool room = false;
		ssize_t put;

		if (c->t->err.kind || c->proc.in < 0 || !pump(c, &room))
			return transport_stop(c->t);
		if (!room)
			continue;
		put = write(c->proc.in, data, len);
		if (put < 0 && errno != EAGAIN && errno != EINTR) {
			explain(c);
			return transport_stop(c->t);
		}
		if (put > 0) {
			c->t->alive = date_ticks_ms();
			data += put;
			len -= (size_t)put;
		}
	}
	return 0;
}

static void child_end(struct child *c)
{
	int64_t limit = date_ticks_ms() + END_MS;
	int status;

	if (c->proc.pid <= 0)
		return;
	proc_close(&c->proc.in);
	proc_close(&c->proc.out);
	while (!c->t->err.kind &&
		!proc_wait(&c->proc, TRANSPORT_WAIT_MS, &status)) {
		if (date_ticks_ms() > limit || !transport_tick(c->t))
			break;
	}
	proc_stop(&c->proc, STOP_MS);
	c->proc = (struct proc){.in = -1, .out = -1, .err = -1};
}

static void child_free_stream(git_smart_subtransport_stream *stream)
{
	if (stream)
		child_end(child_of(stream));
}

static int child_action(git_smart_subtransport_stream **out,
	git_smart_subtransport *sub, const char *url,
	git_smart_service_t service)
{
	struct child *c = (struct child *)sub;

	(void)url; /* the transport was opened with it */
	if (transport_is_list(service)) {
		c->ended = false;
		buf_cut(&c->said, 0);
		buf_cut(&c->pending, 0);
		c->taken = 0;
		if (!transport_phase(c->t, PULL_CONNECT) ||
			!c->program->command(
				c->t, transport_service(service), run, c))
			return transport_stop(c->t);
	}
	*out = &c->stream;
	return 0;
}

static int child_close(git_smart_subtransport *sub)
{
	child_end((struct child *)sub);
	return 0;
}

static void child_free(git_smart_subtransport *sub)
{
	struct child *c = (struct child *)sub;

	child_end(c);
	buf_clear(&c->pending);
	buf_clear(&c->said);
	free(c);
}

git_smart_subtransport *transport_stream(
	struct transport *t, const struct transport_program *program)
{
	struct child *c = mem_alloc(sizeof(*c));

	c->parent.action = child_action;
	c->parent.close = child_close;
	c->parent.free = child_free;
	c->stream.subtransport = &c->parent;
	c->stream.read = child_read;
	c->stream.write = child_write;
	c->stream.free = child_free_stream;
	c->program = program;
	c->t = t;
	c->proc = (struct proc){.in = -1, .out = -1, .err = -1};
	return &c->parent;
}
