#ifndef FYR_SYNC_APPLY_H
#define FYR_SYNC_APPLY_H

/*
 * Bringing a work clone's files, index and branch from one commit to a later
 * one. The only code that writes a person's working tree. Promises:
 *
 *   - nothing is written when a touched file is edited, staged or in the way;
 *   - a save that comes in between is never lost: files are swapped whole, what
 *     comes out is looked at, and a text that is not the old one is put back;
 *   - whoever kills it at any point leaves each file whole, old or new, and
 *     apply_recover finishes the rest;
 *   - nothing follows a link or leaves the tree.
 *
 * Below .git/fyr: "journal" says what is under way; "stage/<n>" is the new text
 * of the n-th changed path, and for a moment the old one that came out; from
 * there it goes to "displaced/", where it stays for a day, for an editor may
 * still be writing to it. "kept" lists files that were edited in between: they
 * hold a text that was made on the commit named there. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "sync/pull.h"

struct apply {
	git_repository *repo; /* borrowed, all of it */
	const char *dir; /* .git/fyr; its flock is held */
	const char *ref; /* "refs/heads/main", where HEAD points */
	git_oid old, new; /* commits; new descends from old */
	const struct pull_options *options; /* progress; may be NULL */
	const char *why; /* for the log of the branch; NULL: a fast-forward */
	bool saving; /* the new commit is our own: `left` says so */
	struct buf left; /* why nothing was done, and what to do; empty: done */
	struct buf kept; /* names of files edited in between; empty: none */
};

/*
 * Do it. True also when it was left alone: `left` says why. The caller clears
 * both texts. Can be cancelled until the first file is written.
 */
bool apply_forward(struct apply *apply, struct error *err);

/* Finish, or take back, what a killed run began. */
bool apply_recover(git_repository *repo, const char *dir, struct error *err);

#endif
