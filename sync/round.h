#ifndef FYR_SYNC_ROUND_H
#define FYR_SYNC_ROUND_H

/*
 * The steps of one round with the remote, in the order they are taken: where
 * are we, what does it have, how do the two relate, and bringing the branch
 * (of a work clone: the files too) to a later commit. sync.c decides; these
 * only do. Private to sync/, within a run that holds its lock.
 */

#include <git2.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "sync/git.h"
#include "sync/pull.h"

enum round_relation {
	ROUND_EQUAL,
	ROUND_AHEAD, /* we have more */
	ROUND_BEHIND, /* the remote has more */
	ROUND_DIVERGED,
	ROUND_REWRITTEN, /* commits that were there are gone */
	ROUND_UNRELATED, /* no history in common */
	ROUND_EMPTY, /* nothing is there, nor ever was */
	ROUND_EMPTIED /* nothing is there any more */
};

struct round {
	git_repository *repo; /* borrowed, like the next two */
	const char *dir; /* .git/fyr */
	const struct pull_options *options;
	struct gitx_head head;
	struct gitx_upstream up;
	git_oid incoming; /* what the remote has */
	git_oid seen; /* what it had last time */
	bool has_seen;
	bool empty; /* the remote has no branches at all */
	size_t objects;
	uint64_t bytes;
};

/* Read HEAD and what it follows; ERROR_INPUT without a remote. */
bool round_look(struct round *round, struct error *err);

/* Why nothing can be done here now, with what to do; NULL: go on. */
const char *round_why_not(const struct round *round);

/* As round_why_not, of what concerns the files only: fetching is fine. */
const char *round_why_not_files(const struct round *round);

/* Fetch the branch. */
bool round_receive(struct round *round, struct error *err);

/*
 * Whether the branch has all that the remote had last time, and more. Without
 * network; then `incoming` is what it had.
 */
bool round_is_ahead(struct round *round);

bool round_relate(
	struct round *round, enum round_relation *relation, struct error *err);

/* Remember what the remote has: `id`, under our own name and git's. */
bool round_remember(struct round *round, const git_oid *id, bool rewritten,
	struct error *err);

/*
 * Bring the branch from head to `to`, which descends from it. When that is
 * left alone, `left` says why; `kept` names files edited in between.
 */
bool round_forward(struct round *round, const git_oid *to, struct buf *left,
	struct buf *kept, struct error *err);

/* Set one of our own references, "refs/fyr/…". */
bool round_set(struct round *round, const char *ref, const git_oid *id,
	struct error *err);

#endif
