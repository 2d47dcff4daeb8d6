#ifndef FYR_BASE_PROC_H
#define FYR_BASE_PROC_H

/*
 * The one place that starts other programs: argv, never a shell. A child gets
 * a clean signal mask, default signal actions and only the descriptors named
 * here; it can be waited for with a limit, asked to end and killed.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

struct proc {
	pid_t pid; /* 0: none */
	int in; /* we write: the child's standard input, or -1 */
	int out; /* we read: the child's standard output, or -1 */
	int err; /* we read: the child's standard error, or -1 */
};

enum proc_flags {
	PROC_IN = 1, /* pipe to standard input; else /dev/null */
	PROC_OUT = 2, /* pipe from standard output; else /dev/null */
	PROC_ERR = 4, /* pipe from standard error; else /dev/null */
	PROC_TERMINAL = 8, /* inherit all three: an editor, a pager */
	PROC_SESSION = 16, /* own session: no access to the terminal */
	PROC_ERR_INHERIT = 32, /* standard error is ours */
	PROC_DIE_WITH_PARENT = 64 /* TERM when this process ends */
};

/*
 * Start `argv` (NULL-terminated; argv[0] is looked up in PATH unless it has a
 * slash). `dir` is the folder it runs in, NULL for ours. `env` is a list of
 * "NAME=value" set over our environment, NULL-terminated, or NULL; "NAME"
 * alone removes one. A program that does not exist is ERROR_NOT_FOUND.
 */
struct proc_command {
	const char *const *argv;
	const char *dir;
	const char *const *env;
	unsigned flags; /* enum proc_flags, or-ed */
};
bool proc_start(struct proc *proc, const struct proc_command *command,
	struct error *err);

/* Close one of our ends; -1 is fine. */
void proc_close(int *fd);

/*
 * Wait at most `ms` (-1: for ever) for the end. True with *status the exit
 * status (128 + n for a signal n); false when it still runs.
 */
bool proc_wait(struct proc *proc, int64_t ms, int *status);

/* End it: close our ends, wait 2 s, TERM, 2 s, KILL; reaps. Returns status. */
int proc_end(struct proc *proc);

/* As proc_end but TERM at once, and KILL after `ms`. */
int proc_stop(struct proc *proc, int64_t ms);

/*
 * Run to the end with `input` on standard input and at most `max` bytes of
 * standard output appended to *out, within `ms`. Used for small helpers such as
 * `git credential`. A failing exit status is in *status, not an error.
 */
struct proc_run {
	const char *const *argv;
	const char *dir;
	const char *const *env;
	struct str input;
	size_t max;
	int64_t ms;
};
bool proc_run(const struct proc_run *run, struct buf *out, int *status,
	struct error *err);

#endif
