#ifndef FYR_SYNC_PULL_H
#define FYR_SYNC_PULL_H

/*
 * Fetching what others wrote, and cloning. These run in a worker process (see
 * app/job.h): they may block up to their limits, and the process may be killed
 * at any point without harm. libgit2 speaks git; the wire is ours
 * (sync/transport_*.c): the user's ssh, libcurl for https, git-upload-pack for
 * paths and file://, and bundle files. Fetched refs land under
 * refs/fyr/incoming/, never in FETCH_HEAD; one branch, no tags, no submodules.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "sync/source.h"

enum pull_phase {
	PULL_CONNECT,
	PULL_RECEIVE,
	PULL_RESOLVE,
	PULL_APPLY
};

struct pull_progress {
	enum pull_phase phase;
	size_t done,
		total; /* objects, or files in PULL_APPLY; total may be 0 */
	uint64_t bytes;
	const char *remote_text; /* a line from the remote, cleaned; or NULL */
};

struct pull_limits {
	int64_t connect_ms; /* 10,000 */
	int64_t idle_ms; /* 60,000 without a byte */
	uint64_t bytes; /* most to receive; 2 GiB */
};

struct pull_options {
	struct pull_limits limits; /* zeros: the defaults */
	/* Called at least every 100 ms while waiting; false cancels. */
	bool (*progress)(const struct pull_progress *progress, void *arg);
	void *arg;
};

enum pull_outcome {
	PULL_NOTHING_NEW,
	PULL_FORWARDED, /* the branch now is what the remote has */
	PULL_AHEAD, /* nothing to fetch, own commits are unsent */
	PULL_LEFT_ALONE /* fetched, but not brought forward: see `reason` */
};

struct pull_result {
	enum pull_outcome outcome;
	char old_head[SOURCE_ID], new_head[SOURCE_ID];
	char incoming[SOURCE_ID]; /* what the remote has */
	/* Left alone: why, and what to do. Forwarded: files that were edited
	 * meanwhile and kept, or "". */
	char reason[512];
	size_t objects;
	uint64_t bytes;
};

/*
 * Fetch the upstream of the current branch and bring the hub forward: a
 * managed clone by moving its branch (compare and set); a work clone by
 * writing the changed files and index entries when none of the touched files
 * is edited, staged or in the way. Diverged, rewritten, unrelated, detached,
 * mid-merge, or edited in the way: PULL_LEFT_ALONE with the reason, nothing
 * touched. A folder, or a repository without remote, is ERROR_INPUT.
 */
bool pull_run(struct source *source, const struct pull_options *options,
	struct pull_result *result, struct error *err);

/*
 * Clone `url` into the bare repository `target` (which must not exist): all
 * work is done in "<target>.part-<pid>" and renamed at the end; leftovers of
 * dead processes are swept. A password in the address is refused.
 */
bool pull_clone(const char *url, const char *target,
	const struct pull_options *options, struct error *err);

/*
 * Repair what a killed run left behind, without network. Cheap when there is
 * nothing; runs at the start of every command on a repository.
 */
bool pull_recover(const char *path, struct error *err);

/* Make `dir` a repository with everything in it committed, as `fyr init` does.
 * `author` and `email` come from git's configuration; NULL uses a plain name
 * of this program. */
bool pull_init(const char *dir, const char *message, struct error *err);

#endif
