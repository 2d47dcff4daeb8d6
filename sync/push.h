#ifndef FYR_SYNC_PUSH_H
#define FYR_SYNC_PUSH_H

/*
 * Sending one branch. The remote compares and sets: it takes the commit only
 * when its branch still is what it said it was. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/error.h"
#include "sync/pull.h"

struct push {
	git_repository *repo; /* borrowed, all of it */
	const char *remote; /* "origin" */
	const char *from; /* a reference here that holds the commit */
	const char *to; /* there: "refs/heads/main" */
	const git_oid *expect; /* what it has there now; zero: nothing */
	const struct pull_options *options;
	bool behind; /* out: somebody was faster; fetch, merge, try again */
};

/*
 * True when the remote has it, and when `behind`. What the remote refuses is
 * ERROR_REFUSED with its words and what to do; a connection that broke is
 * ERROR_NETWORK, and whether it arrived is known after the next fetch.
 */
bool push_run(struct push *push, struct error *err);

#endif
