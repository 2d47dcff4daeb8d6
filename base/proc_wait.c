/* The part of base/proc.h that waits for programs and ends them. */
#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/gate.h"
#include "base/i18n.h"

enum {
	TICK_MS = 10, /* between looks where the kernel cannot tell us */
	HELPER_TICK_MS = 50,
	PATIENCE_MS = 2000,
	HELPER_PATIENCE_MS = 500,
	STATUS_SIGNAL = 128,
	CHUNK = 4096,
	PIPE_HOLDS = 65536
};

/* Milliseconds until `deadline`, for poll; -1 for one that never comes. */
static int left_ms(int64_t deadline)
{
	int64_t left;

	if (deadline < 0) {
		return -1;
	}
	left = deadline - date_ticks_ms();
	if (left < 0) {
		return 0;
	}
	return left < INT32_MAX ? (int)left : INT32_MAX;
}

static int64_t deadline_in(int64_t ms)
{
	return ms < 0 ? -1 : date_ticks_ms() + ms;
}

/* True when it has ended, which is also when it cannot be waited for. */
static bool reap(struct proc *proc, int *status)
{
	int raw = 0;
	pid_t got;

	do {
		got = waitpid(proc->pid, &raw, WNOHANG);
	} while (got < 0 && errno == EINTR);
	if (got == 0) {
		return false;
	}
	proc->pid = 0;
	if (status) {
		*status = WIFSIGNALED(raw) ? STATUS_SIGNAL + WTERMSIG(raw)
					   : WEXITSTATUS(raw);
	}
	return true;
}

/* A descriptor that can be read when the process ends; -1 in old kernels. */
static int open_pidfd(pid_t pid)
{
#ifdef SYS_pidfd_open
	return (int)syscall(SYS_pidfd_open, pid, 0);
#else
	(void)pid;
	return -1;
#endif
}

bool proc_wait(struct proc *proc, int64_t ms, int *status)
{
	int64_t deadline = deadline_in(ms);
	bool ended;
	int fd;

	if (proc->pid <= 0) {
		return true;
	}
	if (reap(proc, status)) {
		return true;
	}
	fd = open_pidfd(proc->pid);
	do {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		int left = left_ms(deadline);

		if (fd < 0 && (left < 0 || left > TICK_MS)) {
			left = TICK_MS;
		}
		poll(&wait, 1, left);
		ended = reap(proc, status);
	} while (!ended && left_ms(deadline) != 0);
	proc_close(&fd);
	return ended;
}

/* To all of its session when it has one of its own. */
static void send_signal(const struct proc *proc, int number)
{
	if (proc->pid > 0) {
		kill(getpgid(proc->pid) == proc->pid ? -proc->pid : proc->pid,
			number);
	}
}

/* Ours are above the standard ones: the zeros of the zero value are not. */
static void close_all(struct proc *proc)
{
	int *const ends[] = {&proc->in, &proc->out, &proc->err};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (*ends[i] > STDERR_FILENO) {
			proc_close(ends[i]);
		}
	}
}

int proc_stop(struct proc *proc, int64_t ms)
{
	int status = 0;

	close_all(proc);
	if (proc->pid <= 0) {
		return 0;
	}
	send_signal(proc, SIGTERM);
	if (!proc_wait(proc, ms, &status)) {
		send_signal(proc, SIGKILL);
		proc_wait(proc, -1, &status);
	}
	return status;
}

int proc_end(struct proc *proc)
{
	int status = 0;

	close_all(proc);
	if (proc_wait(proc, PATIENCE_MS, &status)) {
		return status;
	}
	return proc_stop(proc, PATIENCE_MS);
}

/* A write to a program that no longer reads is no reason to end ourselves. */
static ssize_t write_quietly(int fd, struct str data)
{
	const struct timespec now = {0};
	sigset_t pipe_only;
	sigset_t pending;
	sigset_t before;
	ssize_t done;
	int code;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigprocmask(SIG_BLOCK, &pipe_only, &before);
	sigpending(&pending);
	done = write(fd, data.data, data.len);
	code = errno;
	if (done < 0 && code == EPIPE && !sigismember(&pending, SIGPIPE)) {
		sigtimedwait(&pipe_only, NULL, &now);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = code;
	return done;
}

static void feed(struct proc *proc, struct str *input)
{
	ssize_t done;

	if (input->len == 0) {
		proc_close(&proc->in);
		return;
	}
	done = write_quietly(proc->in, *input);
	if (done >= 0) {
		*input = str_sub(*input, (size_t)done, input->len);
	} else if (errno != EAGAIN && errno != EINTR) {
		proc_close(&proc->in);
	}
	if (input->len == 0) {
		proc_close(&proc->in);
	}
}

/* What is over `max` is read and thrown away, so that the program can end. */
static void drain(struct proc *proc, size_t max, struct buf *out)
{
	char chunk[CHUNK];
	ssize_t got = read(proc->out, chunk, sizeof(chunk));

	if (got > 0) {
		size_t room = max - out->len;

		buf_add(out, chunk, (size_t)got < room ? (size_t)got : room);
	} else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
		proc_close(&proc->out);
	}
}

/*
 * What is in the pipe of a program that has ended; no more than a pipe holds,
 * as a grandchild may fill it for ever.
 */
static void drain_rest(struct proc *proc, size_t max, struct buf *out)
{
	struct pollfd wait = {.fd = proc->out, .events = POLLIN};

	for (int i = 0; i < PIPE_HOLDS / CHUNK; i++) {
		if (proc->out < 0 || poll(&wait, 1, 0) <= 0) {
			break;
		}
		drain(proc, max, out);
	}
}

/*
 * True with the status when it ended in time. A grandchild may keep the pipe
 * open, so the end of the program counts, not the end of its output.
 */
static bool converse(struct proc *proc, const struct proc_run *run,
	struct buf *out, int *status)
{
	int64_t deadline = deadline_in(run->ms);
	struct str input = run->input;

	if (input.len == 0) {
		proc_close(&proc->in);
	}
	while (proc->out >= 0 || proc->in >= 0) {
		struct pollfd wait[2] = {{.fd = proc->out, .events = POLLIN},
			{.fd = proc->in, .events = POLLOUT}};
		int left = left_ms(deadline);

		if (left == 0) {
			return false;
		}
		if (left < 0 || left > HELPER_TICK_MS) {
			left = HELPER_TICK_MS;
		}
		if (poll(wait, 2, left) == 0 && reap(proc, status)) {
			drain_rest(proc, run->max, out);
			return true;
		}
		if (wait[0].revents) {
			drain(proc, run->max, out);
		}
		if (wait[1].revents) {
			feed(proc, &input);
		}
	}
	return proc_wait(proc, deadline < 0 ? -1 : left_ms(deadline), status);
}

bool proc_run(const struct proc_run *run, struct buf *out, int *status,
	struct error *err)
{
	struct proc proc = {0};
	struct buf got = {0};
	int code = 0;
	bool ok;

	if (!proc_start(&proc,
		    &(struct proc_command){run->argv, run->dir, run->env,
			    PROC_IN | PROC_OUT | PROC_SESSION |
				    PROC_DIE_WITH_PARENT},
		    err)) {
		return false;
	}
	fcntl(proc.in, F_SETFL, O_NONBLOCK);
	fcntl(proc.out, F_SETFL, O_NONBLOCK);
	ok = converse(&proc, run, &got, &code);
	proc_close(&proc.in);
	proc_close(&proc.out);
	if (ok) {
		buf_str(out, buf_slice(&got));
		*status = code;
	} else {
		proc_stop(&proc, HELPER_PATIENCE_MS);
		error_set(err, ERROR_IO,
			_("The program %s did not answer in time and was "
			  "stopped."),
			gate_name(run->argv[0]).text);
	}
	buf_clear(&got);
	return ok;
}
