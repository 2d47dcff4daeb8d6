#ifndef FYR_APP_JOB_H
#define FYR_APP_JOB_H

/*
 * Long work in a child of the program: pulling, cloning, building the index.
 * The child is this program with the verb `worker`; it writes one line a
 * step on its standard output, tab-separated, UTF-8:
 *
 *     progress <phase> <done> <total> <bytes>
 *     remote <text>
 *     clashes <number>      notes that now wait for a person
 *     asks <number>         the error that follows asks for a yes to this
 *     done <text>           the last line of a success, in plain words
 *     error <kind> <text>   the last line of a failure
 *
 * The parent polls `fd` beside the keyboard and calls job_read; a child that
 * dies without a last line is an error too. Cancelling ends it within 200 ms.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/proc.h"

enum job_state {
	JOB_NONE,
	JOB_RUNNING,
	JOB_DONE,
	JOB_FAILED
};

struct job {
	enum job_state state;
	struct proc proc;
	int fd; /* to poll for reading while running; else -1 */
	struct buf line; /* incomplete input */
	char phase[32]; /* "connect", "receive", "resolve", "apply", "index" */
	size_t done, total;
	uint64_t bytes;
	int64_t started_ms; /* date_ticks_ms */
	struct buf result; /* done: what happened, one line */
	struct error error; /* failed */
	size_t clashes; /* notes that a sync left for a person to resolve */
	unsigned asks; /* not 0: failed, and done with "agreed<number>" among
			  the words when a person says yes */
};

/*
 * `words` are the arguments after `worker`: "index", "pull", "clone URL DIR",
 * "inbox" (fetch the feeds),
 * "sync WORDS": of merge, send, only (nothing but sending), commit (edited
 * notes first), dry, agreed (to whatever is asked), agreed1, agreed2 (to what
 * was asked under that number), with commas between them.
 */
bool job_start(struct job *job, const char *hub, const char *schema,
	const char *const *words, struct error *err);

/* Read what is there without blocking. True when anything changed. */
bool job_read(struct job *job);

/* Wait for input at most `ms`, then job_read; for verbs. */
bool job_wait(struct job *job, int ms);

/* Ask it to stop; the state becomes JOB_FAILED with ERROR_CANCELLED. */
void job_cancel(struct job *job);

/* End it if it runs, and free. */
void job_clear(struct job *job);

/* Append one line for people: "Receiving: 1,240 of 5,000 objects, 3.1 MB". */
void job_text(const struct job *job, struct buf *out);

/* The child's side: run `words` and write the lines. Returns the exit status.
 */
int job_worker(const char *hub, const char *schema, const char *const *words);

#endif
