#ifndef FYR_SYNC_SOURCE_H
#define FYR_SYNC_SOURCE_H

/*
 * Where a hub's files are read from:
 *
 *   SOURCE_MANAGED  a bare repository (what `fyr clone` makes): files come
 *                   from the object database of its branch
 *   SOURCE_WORK     a person's own checkout: the commit's files with edited,
 *                   new and deleted ones of the working tree laid over
 *   SOURCE_FOLDER   a plain folder, no repository: read from disk, read only
 *
 * Committed files are read entry by entry from the object database, never
 * through a checkout, so that one hostile entry hides nothing else. Entries
 * that are no regular files (links, submodules), or whose names are unsafe
 * (control bytes, "..", over 4,096 bytes or 32 levels), are skipped and
 * reported through `skipped`. Files on disk are opened without following links.
 * Home of libgit2, with the rest of sync/. Nothing here writes.
 *
 * Only files ending in ".md" or ".markdown" (any case) outside ".git" are
 * listed; source_read reads any path. Folders and files whose name begins
 * with a dot are not listed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

enum source_type {
	SOURCE_MANAGED,
	SOURCE_WORK,
	SOURCE_FOLDER
};

struct source;

enum {
	SOURCE_ID = 72
}; /* room for a version: hex id or a stamp, and NUL */

struct source_file {
	const char *path; /* relative, with slashes */
	const char *version; /* blob id in hex; of an edited file or one of a
				folder "disk:<size>:<mtime ns>:<ctime ns>" */
	bool edited; /* on disk, differs from the commit or is new */
	bool removed; /* in source_changes: it is gone */
};

/*
 * Open the hub at `path`: a repository when `path` is one (a bare repository,
 * a folder with .git as folder or file), else a plain folder. Parents are
 * not searched. What is wrong is said in plain words: not a folder,
 * unreadable, a repository of another user (with the git command that allows
 * it), an unsupported one (sha256: named). An
 * unborn branch or a repository without commits opens, and is empty.
 */
bool source_open(const char *path, struct source **source, struct error *err);
void source_close(struct source *source);

/*
 * The folder of the hub that `path` is in: `path` or the first parent that is
 * a repository or has a file fyr.yaml. False when there is none.
 */
bool source_discover(const char *path, struct buf *out);

enum source_type source_type(const struct source *source);
const char *source_path(const struct source *source); /* as opened */
const char *source_branch(const struct source *source); /* "main"; "" when
							   detached or folder */

/*
 * The commit the notes are read from, in hex; empty for a folder and an unborn
 * branch. Read anew from the repository at each call.
 */
bool source_head(struct source *source, char id[SOURCE_ID], struct error *err);

typedef bool source_each(const struct source_file *file, void *arg);

/* All notes as they are now, sorted by path (bytes). `each` false stops. */
bool source_list(
	struct source *source, source_each *each, void *arg, struct error *err);

/*
 * What differs between commit `from` (hex) and the current commit, by
 * comparing tree ids and entering only what differs: changed and new files
 * with their version, removed ones with removed set. Edited files are not part
 * of it. `from` unknown here is ERROR_NOT_FOUND: list everything instead.
 */
bool source_changes(struct source *source, const char *from, source_each *each,
	void *arg, struct error *err);

/*
 * The edited, new and deleted notes of a work clone's working tree against its
 * current commit, sorted by path. Nothing for the other types. Where git's
 * index cannot be read (split, sparse, damaged) every note is read from disk
 * and compared; source_skipped says so, under the path ".git/index".
 */
bool source_edited(
	struct source *source, source_each *each, void *arg, struct error *err);

/*
 * The version that the current commit has of the note at `path`; empty when it
 * has none. Of a repository.
 */
bool source_version(struct source *source, const char *path,
	char version[SOURCE_ID], struct error *err);

enum {
	SOURCE_FILE_MAX = 64 * 1024 * 1024
};

/*
 * Append the content of the file at `path`: of the working tree if it is
 * edited there (or a folder), else of the commit. ERROR_NOT_FOUND if absent.
 */
bool source_read(struct source *source, const char *path, struct buf *out,
	struct error *err);

/*
 * Append the content of the blob `version` (from source_list or
 * source_changes); spares the walk to the path. A "disk:" version reads `path`.
 */
bool source_read_version(struct source *source, const char *path,
	const char *version, struct buf *out, struct error *err);

/* Entries skipped by the last listing or comparison, with the reason. */
typedef void source_skip(const char *path, const char *reason, void *arg);
void source_skipped(struct source *source, source_skip *each, void *arg);

struct source_change {
	const char *path;
	const char *from; /* old path of a rename, else NULL */
	const char *commit, *author, *email, *subject;
	int64_t time; /* author time, seconds */
	char op; /* 'A' 'M' 'D' 'R' */
};

/*
 * Every change of every note in the commits reachable from the current one but
 * not from `from` (hex; NULL: all), oldest first, in topological order. A
 * merge counts only where it differs from all its parents. A file removed and
 * the same blob added in one commit is a rename, and so is, where few files
 * went and came, one with half of its text the same. `each` false stops. `from`
 * that is no ancestor is ERROR_NOT_FOUND: start over with NULL.
 */
bool source_history(struct source *source, const char *from,
	bool (*each)(const struct source_change *change, void *arg), void *arg,
	struct error *err);

/* What `fyr status` says. */
struct source_status {
	bool repository, bare, unborn, detached;
	char branch[256];
	char head[SOURCE_ID];
	char remote[512]; /* address without secrets; "" without remote */
	size_t ahead, behind; /* against the last fetched state */
	bool upstream; /* there is such a state */
	size_t edited; /* notes */
	int64_t fetched; /* seconds, last contact; 0 never */
	char busy[64]; /* "merge", "rebase" … under way by git; "" none */
};
bool source_status(
	struct source *source, struct source_status *status, struct error *err);

#endif
