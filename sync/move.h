#ifndef FYR_SYNC_MOVE_H
#define FYR_SYNC_MOVE_H

/*
 * Moving one reference from a known value to another, in git's own manner: lock
 * file, look at the value, write, rename, log. Unlike libgit2's, a lock left
 * by a crash is known to be ours (sync/lock.h) and move_recover removes it.
 * Only within a run that holds the flock of .git/fyr. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/error.h"
#include "sync/lock.h"

struct move {
	git_repository *repo; /* borrowed, all of it */
	const char *dir; /* .git/fyr */
	const char *ref; /* "refs/heads/main" */
	const git_oid *from; /* NULL: whatever it is; zero: must not exist */
	const git_oid *to;
	const char *why; /* for the log of the reference */
	struct lock_wait wait; /* zeros: 10 s */
	struct lock lock;
	git_oid was; /* found under the lock; zero: did not exist */
};

/*
 * Lock the reference and check that it is at `from`; else ERROR_CONFLICT and
 * nothing is held. Then commit or drop.
 */
bool move_begin(struct move *move, struct error *err);
bool move_commit(struct move *move, struct error *err);
void move_drop(struct move *move);

/* Both at once; nothing to do when it is there already. */
bool move_ref(struct move *move, struct error *err);

/* Point HEAD to another, unborn branch. */
bool move_head(git_repository *repo, const char *dir, const char *ref,
	struct error *err);

void move_recover(git_repository *repo, const char *dir);

#endif
