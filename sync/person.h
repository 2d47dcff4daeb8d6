#ifndef FYR_SYNC_PERSON_H
#define FYR_SYNC_PERSON_H

/*
 * Who makes a commit, as git finds out: GIT_AUTHOR_NAME, _EMAIL and _DATE
 * (GIT_COMMITTER_…), else author.name and so on of the configuration, else
 * user.name and user.email. libgit2 reads none of the variables. Private to
 * sync/.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

enum person_role {
	PERSON_AUTHOR,
	PERSON_COMMITTER
};

/*
 * Append "Name <address> seconds zone", as a commit has it. ERROR_CONFIG when
 * name or address are known nowhere, with git's commands that set them.
 */
bool person_line(git_repository *repo, enum person_role role, struct buf *out,
	struct error *err);

#endif
