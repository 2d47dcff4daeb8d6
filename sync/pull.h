#ifndef FYR_SYNC_PULL_H
#define FYR_SYNC_PULL_H

/*
 * Cloning, and what all that talks to a remote shares: limits and progress
 * (sync/sync.h is the round itself). These run in a worker process (see
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
	PULL_APPLY,
	PULL_SEND
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
	bool by_git; /* net.transport: git, see sync/by_git.h */
};

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
