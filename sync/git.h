#ifndef FYR_SYNC_GIT_H
#define FYR_SYNC_GIT_H

/*
 * What all of sync/ needs from libgit2: starting and ending it, its errors in
 * plain words, ids, and opening a repository. Private to sync/: nobody else
 * includes this file or <git2.h>. Names begin with gitx_ because git_ is
 * libgit2's own prefix.
 *
 * The owner of a repository is always checked; nothing here turns that off.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "sync/source.h"

/*
 * Start libgit2; counted, so every true is matched by a gitx_end. Sets, for the
 * process: no strict hash verification on reads, fsync of what is written
 * below .git, at most 64 packs open, and no system configuration when
 * GIT_CONFIG_NOSYSTEM is set.
 */
bool gitx_begin(struct error *err);
void gitx_end(void);

/*
 * Describe a failure of libgit2 right after it returned `code` (< 0): the
 * formatted sentence, then libgit2's text, copied at once and cleaned of
 * secrets and control bytes. Always returns false. `kind` is the caller's,
 * except that these win: cancelled (-7) is ERROR_CANCELLED, a repository of
 * another user (-36, or -3 naming safe.directory) is ERROR_REFUSED.
 */
bool gitx_fail(struct error *err, enum error_kind kind, int code,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Append libgit2's last text, cleaned; "unknown error" without one. */
void gitx_text(struct buf *out);

/*
 * Open the repository at `path`, which is one or has .git as folder or file;
 * parents are not searched. ERROR_NOT_FOUND when there is none; what else is
 * wrong is said with what to do. The caller frees *repo.
 */
bool gitx_open(const char *path, git_repository **repo, struct error *err);

/* True when `path` looks like a repository, usable or not. */
bool gitx_looks_like(const char *path);

/* The id in 40 hexadecimal digits; false when `hex` is anything else. */
bool gitx_id(const char *hex, git_oid *id);
void gitx_hex(const git_oid *id, char hex[SOURCE_ID]);

enum {
	GITX_REF = 1024
}; /* room for the name of a reference, and NUL */

struct gitx_head {
	char ref[GITX_REF]; /* "refs/heads/main"; "" when detached */
	git_oid id; /* of the commit; zero when unborn */
	bool unborn, detached;
};
bool gitx_head(git_repository *repo, struct gitx_head *head, struct error *err);

/*
 * Why git's index cannot be used here: it has a form that only git itself reads
 * (split, sparse). To be translated; NULL: it can.
 */
const char *gitx_index_reason(git_repository *repo);

/* Copy `text` if it fits with its NUL; a cut name would be another name. */
bool gitx_copy(char *to, size_t size, const char *text);

/* The short name of a branch: "main" of "refs/heads/main". */
const char *gitx_short(const char *ref);

/*
 * Where fetched branches are kept: GITX_INCOMING and the short name of the
 * local branch. Beside it the time of modification of the file GITX_FETCHED,
 * relative to the common git folder, is the last contact with the remote.
 */
#define GITX_INCOMING "refs/fyr/incoming/"
#define GITX_FETCHED "fyr/fetched"

struct gitx_upstream {
	char remote[256]; /* "origin" */
	char branch[GITX_REF]; /* there: "refs/heads/main" */
	char tracking[GITX_REF]; /* here: "refs/remotes/origin/main" or "" */
	char url[2048]; /* as configured, after insteadOf: secrets! */
};

/*
 * Read from the configuration entry by entry: the library's own look-up of
 * remotes leaks some 20 KB an entry each time (Debian's 1.5.1 with PCRE2).
 *
 * What the branch `ref` follows: its configuration, else origin or the only
 * remote, with the same name there. ERROR_NOT_FOUND when there is no remote.
 */
bool gitx_upstream(git_repository *repo, const char *ref,
	struct gitx_upstream *upstream, struct error *err);

/* The last fetched state of a branch: GITX_INCOMING's, else `tracking`. */
bool gitx_incoming(git_repository *repo, const char *ref,
	const struct gitx_upstream *upstream, git_oid *id);

/* Only some of its files are checked out (sparse checkout). */
bool gitx_is_sparse(git_repository *repo);

/* The repository of an open source; NULL for a folder. Borrowed. */
git_repository *source_repository(struct source *source);

/* The common git folder (of a linked worktree: that of the main one). */
#define gitx_common_dir(repo) git_repository_commondir(repo)

#endif
