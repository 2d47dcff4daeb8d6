#ifndef FYR_SYNC_SAVE_H
#define FYR_SYNC_SAVE_H

/*
 * Making one commit: the foundation of every verb that changes a hub. The
 * commit is what the branch holds with the named files replaced, added or
 * removed, and nothing else: what a person has edited or staged beside them
 * stays as it is. Nothing here needs the network.
 *
 * SOURCE_MANAGED: the commit is made in memory and the branch moved to it by
 * compare and set. SOURCE_WORK: the files, git's index and the branch are
 * brought forward together by the journalled apply (sync/apply.h), so that a
 * kill at any point leaves all of it done or nothing; a named file whose text
 * on disk already is the new one is only committed, one that is edited in
 * another way is refused. SOURCE_FOLDER has no commits: refused.
 *
 * Refused too, with what to do: a merge or rebase under way, a detached HEAD,
 * a sparse checkout, a work clone without any commit, and names, links or
 * filtered files that are not safe to write. The person is git's: GIT_AUTHOR_*
 * and GIT_COMMITTER_* or the configuration. Hooks do not run;
 * `hooks` says when one would have. Commits are signed when the person's git
 * signs them with an SSH key; when it would in another way, nothing is made.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "sync/source.h"

enum {
	SAVE_FILE_MAX = 50 * 1024 * 1024, /* bytes of one file */
	SAVE_FILES = 10000
};

struct save_file {
	const char *path; /* in the hub, with slashes */
	struct str bytes; /* as git stores them: lines end in LF */
	bool removed;
};

struct save_request {
	const struct save_file *files; /* each path once */
	size_t count; /* 0: a commit that only says something */
	const char *message; /* "terms: add a = b"; more lines may follow */
	const char *base; /* commit (hex) the change was made on: if the branch
			     has moved since, ERROR_CONFLICT; NULL: any */
};

struct save_result {
	char commit[SOURCE_ID]; /* the new one; without a change the old one */
	bool same; /* the branch holds all this already: no commit was made */
	bool hooks; /* git would have run a hook of this repository */
	char kept[256]; /* files that were edited in between and hold that text
			   now, though the commit has the new one; or "" */
};

/*
 * Whether a commit could be made here now: asked before a person writes
 * anything, so that what cannot be kept is not begun. The same refusals as
 * save_run, and ERROR_CONFIG when git does not know the person.
 */
bool save_possible(struct source *source, struct error *err);

/*
 * Do it; waits up to 10 s for another run that changes this repository, so in
 * a program with a screen it belongs in a child. When it fails, nothing was
 * changed, or (ERROR_IO in the middle of writing) the next run finishes it.
 */
bool save_run(struct source *source, const struct save_request *request,
	struct save_result *result, struct error *err);

#endif
