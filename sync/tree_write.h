#ifndef FYR_SYNC_TREE_WRITE_H
#define FYR_SYNC_TREE_WRITE_H

/*
 * A tree with some of its files replaced, added or removed. Folders that become
 * empty go, as in git; entries that are not touched stay as they are, also
 * ones that cannot be read. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct tree_update {
	char *path;
	git_oid id;
	unsigned mode; /* 0: it is removed */
};

/*
 * `updates` are sorted by path in bytes, each path once; none puts a file where
 * a folder is that others of them do not empty. `base` NULL: an empty tree.
 */
struct tree_updates {
	const struct tree_update *items;
	size_t count;
};
bool tree_write(git_repository *repo, const git_oid *base,
	const struct tree_updates *updates, git_oid *tree, struct error *err);

#endif
