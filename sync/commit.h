#ifndef FYR_SYNC_COMMIT_H
#define FYR_SYNC_COMMIT_H

/*
 * Reading commits by our own tolerant parser: libgit2 refuses a commit whose
 * date overflows, or whose author is garbled, and a shallow clone's missing
 * parents; here those are data.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

struct commit {
	git_odb_object *object; /* the slices point into it */
	git_oid tree;
	struct str parents; /* raw lines: see commit_parent */
	size_t parent_count;
	struct str author, email, subject; /* bytes as they are */
	struct str message; /* whole, with the subject */
	int64_t time; /* author time; 0 unreadable */
};

/*
 * Read the commit `id` (a tag is followed to it). ERROR_NOT_FOUND when there is
 * no such object. The caller clears.
 */
bool commit_read(git_odb *odb, const git_oid *id, struct commit *commit,
	struct error *err);
void commit_clear(struct commit *commit);

/* Id of parent `index`; false when its line is garbled. */
bool commit_parent(const struct commit *commit, size_t index, git_oid *id);

/* Only the id of the tree of a commit. */
bool commit_tree(
	git_odb *odb, const git_oid *id, git_oid *tree, struct error *err);

#endif
