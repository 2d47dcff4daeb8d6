#ifndef FYR_SYNC_COMMIT_MAKE_H
#define FYR_SYNC_COMMIT_MAKE_H

/*
 * Writing a commit object, by the person that git knows, and signed if their
 * git would (sync/sign.h). The text is our own: no parent need be readable.
 * Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

struct commit_make {
	git_repository *repo;
	const git_oid *tree;
	const git_oid *parents[2]; /* NULL: none */
	struct str message;
};

/* ERROR_CONFIG when git does not know who makes it, or it cannot be signed. */
bool commit_make(
	const struct commit_make *make, git_oid *id, struct error *err);

#endif
