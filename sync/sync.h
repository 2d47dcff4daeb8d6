#ifndef FYR_SYNC_SYNC_H
#define FYR_SYNC_SYNC_H

/*
 * One round with the remote: fetch what others wrote, merge it with our own
 * commits, send the merge, and only then bring the branch (and a work clone's
 * files) to it. Runs in a worker process (app/job.h) and may be killed at any
 * point: until the remote has taken the merge nothing of ours has moved, and
 * afterwards we are merely behind. Whoever is slower than another sender
 * fetches, merges and sends again, a few times with a pause.
 *
 * Merges are commits of two parents: what everybody had, and ours. What clashes
 * is in their message (sync/conflict.h); the published text stays at its path.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "sync/pull.h"
#include "sync/source.h"

/* Whose text is taken where both changed the same place. */
enum sync_prefer {
	SYNC_PUBLISHED,
	SYNC_MINE,
	SYNC_BASE, /* neither's: for a base of several */
	SYNC_BOTH /* both, between lines of markers: for an editor only */
};

struct sync_texts {
	const char *path; /* in the hub */
	struct str base; /* what both began with; empty: both are new */
	struct str published; /* what everybody has */
	struct str mine;
	enum sync_prefer prefer;
};

/*
 * Merge the texts of one file: append the result. False when it clashes; then
 * `what` gets the names of what does ("status, text").
 */
typedef bool sync_merge(
	const struct sync_texts *texts, struct buf *out, struct buf *what);

struct sync_options {
	struct pull_options pull; /* limits and progress */
	sync_merge *merge; /* NULL: what diverged is left alone */
	bool send; /* own commits are sent */
	bool send_only; /* with send: nothing is merged or brought forward */
	bool dry_run; /* fetch and tell; nothing moves, nothing is sent */
	bool agreed; /* a person said yes to what SYNC_ASK asked */
};

enum sync_outcome {
	SYNC_NOTHING_NEW,
	SYNC_FORWARDED, /* the branch now is what the remote has */
	SYNC_AHEAD, /* nothing new; own commits are unsent, as was asked */
	SYNC_SENT, /* the remote now has our commits */
	SYNC_MERGED, /* and what others wrote is merged with them */
	SYNC_LEFT_ALONE, /* not done: see `reason` */
	SYNC_ASK /* only with a yes of a person: see `reason` */
};

struct sync_result {
	enum sync_outcome outcome;
	char old_head[SOURCE_ID], new_head[SOURCE_ID];
	char incoming[SOURCE_ID]; /* what the remote had */
	/*
	 * Left alone or asked: why, and what to do. Otherwise what the person
	 * should know besides (files edited meanwhile, …), or "".
	 */
	char reason[512];
	size_t got, sent; /* commits; in a dry run what would be */
	size_t clashes; /* files in which both changed the same place */
	char clash_names[256]; /* the first of them */
	size_t objects;
	uint64_t bytes;
	unsigned tries; /* times that somebody was faster */
};

/*
 * Do it. Without `send`, what diverged is merged here only, and unsent. A hub
 * whose remote suddenly is empty, or which would lose most of its notes, is
 * left as it is until a person has `agreed`. What the remote refuses is
 * ERROR_REFUSED, with its words; our commits stay where they are. A folder, or
 * a repository without a remote, is ERROR_INPUT.
 */
bool sync_run(struct source *source, const struct sync_options *options,
	struct sync_result *result, struct error *err);

#endif
