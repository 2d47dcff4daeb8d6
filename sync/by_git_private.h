#ifndef FYR_SYNC_BY_GIT_PRIVATE_H
#define FYR_SYNC_BY_GIT_PRIVATE_H

/*
 * What by_git.c (what is asked), by_git_run.c (how git runs) and by_git_say.c
 * (what its failures mean) share.
 */

#include "sync/by_git.h"

/*
 * Run git with `verb` (NULL-terminated) to its end, and append its standard
 * output. False: see t->err; also when it failed, but not when it is
 * `refusable` and a line of its output begins with "!".
 */
struct by_git_run {
	const struct by_git *git;
	const char *const *verb;
	bool refusable;
	struct buf out;
};
bool by_git_run(struct by_git_run *run);

/* Set t->err from what it wrote to standard error and its exit status. */
void by_git_explain(struct transport *t, struct str said, int status);

#endif
