#ifndef FYR_SYNC_UNSENT_H
#define FYR_SYNC_UNSENT_H

/*
 * What is only here: commits of the current branch that the remote, as last
 * seen, does not have; and taking the last of them back. No network.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "sync/source.h"

struct unsent_commit {
	const char *commit; /* hex */
	const char *author, *subject; /* valid UTF-8 */
	int64_t time; /* author time, seconds */
};

/*
 * Give `each` the unsent commits, oldest first, until it returns false. *remote
 * says whether there is a remote that was ever seen; without one nothing is
 * given. A folder and an unborn branch have none.
 */
bool unsent_list(struct source *source,
	bool (*each)(const struct unsent_commit *commit, void *arg), void *arg,
	bool *remote, struct error *err);

/*
 * Take the commit back, which must be the last one of the branch, unsent, and
 * with one parent: the branch is moved back to that by compare and set, in a
 * work clone with the files, under the promises of sync/apply.h. Its texts stay
 * reachable under refs/fyr/kept/. ERROR_REFUSED says why not, ERROR_CONFLICT
 * that the branch has moved on.
 */
bool unsent_undo(struct source *source, const char *commit, struct error *err);

#endif
