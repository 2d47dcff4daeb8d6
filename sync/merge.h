#ifndef FYR_SYNC_MERGE_H
#define FYR_SYNC_MERGE_H

/*
 * Merging two commits in memory: what we made (mine) into what everybody has
 * (published). Nothing but objects is written. The tree is read by our own
 * parser, so one entry that git refuses does not stop the merge, and no
 * .gitattributes has a say in it.
 *
 *   - a file that only one side touched is as that side has it;
 *   - both changed its text: merged by the caller's function;
 *   - one renamed it and the other changed it: changed under the new name. A
 *     rename is a file that went and one that came in the same commit range and
 *     has half of its lines or more;
 *   - several common ancestors: their merge is the base, in which a clash is
 *     what they have in common.
 *
 * What clashes stops nothing: the published text stays at its path as it is,
 * and the clash names the other one, which is in the history of `mine`. A file
 * that one side removed and the other changed is kept. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "sync/conflict.h"
#include "sync/sync.h"
#include "sync/tree_write.h"

struct clash {
	char *path;
	enum clash_type type;
	git_oid base, mine, theirs; /* blobs; zero: there is none */
	char *what; /* CLASH_TEXT, CLASH_NEW: "status,text"; else "" */
};

struct merge {
	git_repository *repo; /* borrowed */
	sync_merge *texts;
	git_oid published, mine; /* commits */
	/* Filled in: */
	git_oid tree;
	struct clash *clashes; /* sorted by path */
	size_t clash_count, clash_cap;
	size_t changed; /* files in which the tree differs from the published */
	struct buf twins; /* new names that differ in case only: "a.md, A.md" */
};

/*
 * Do it; false only when the history cannot be read or written. ERROR_REFUSED
 * when mine has names that are not safe.
 */
bool merge_run(struct merge *merge, struct error *err);
void merge_clear(struct merge *merge);

#endif
