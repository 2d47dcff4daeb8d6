#ifndef FYR_SYNC_RECOVER_H
#define FYR_SYNC_RECOVER_H

/*
 * Beginning and ending a run that changes a repository, so that the next one
 * knows whether this one came to its end: a file "running" in .git/fyr lives as
 * long as the run. Private to sync/; pull_recover is for others.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

struct recover_run {
	git_repository *repo; /* borrowed */
	struct buf dir; /* .git/fyr */
	int lock; /* 0: not held */
	bool busy; /* it did not begin, because another run is under way */
};

/*
 * Take the lock, repair what a killed run left, and begin. ERROR_IO when
 * another run is under way.
 */
bool recover_begin(
	struct recover_run *run, git_repository *repo, struct error *err);

/* Repair within a run what the run itself left half done. */
bool recover_now(struct recover_run *run, struct error *err);

/*
 * End it, also one that failed: `whole` says that nothing is left to be
 * repaired. The zero value is fine.
 */
void recover_end(struct recover_run *run, bool whole);

#endif
