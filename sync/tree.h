#ifndef FYR_SYNC_TREE_H
#define FYR_SYNC_TREE_H

/*
 * Walking and comparing trees of the object database by our own parser: a
 * bad entry hides only itself, and equal subtrees are not read. Also the rules
 * for names, which files on disk obey as well.
 *
 * One operation serves all: the files of a tree that differ from *every* one of
 * `count` older trees. None: all files. One: what changed. Several: what a
 * merge itself changed.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "sync/source.h"

enum {
	TREE_DEPTH = 32, /* levels */
	TREE_PATH = 4096, /* bytes of a path */
	TREE_ENTRIES = 2000000 /* visited in one walk */
};

enum tree_mode {
	TREE_FOLDER = 0040000,
	TREE_LINK = 0120000,
	TREE_MODULE = 0160000
};

enum tree_scope {
	TREE_NOTES, /* regular files that are notes, as source.h says */
	TREE_ALL /* everything but folders: links and submodules too */
};

struct tree_item {
	const char *path; /* whole, borrowed for the call */
	const git_oid *id; /* NULL: it is gone */
	const git_oid *old_id; /* of the first older tree; NULL: not there */
	unsigned mode, old_mode; /* as in the tree: 0100644, 0100755, … */
};

/* False stops the walk, which then succeeds. */
typedef bool tree_each(const struct tree_item *item, void *arg);

struct tree_cache; /* trees read lately */

struct tree_walk {
	git_odb *odb; /* borrowed */
	enum tree_scope scope;
	tree_each *each;
	source_skip *skip; /* what was left out and why; may be NULL */
	void *arg; /* of both */
	struct tree_cache *cache; /* NULL, or for many walks; see below */
};

/*
 * Give `each` the files of `tree` that differ from all of `olds[count]`, sorted
 * by path in bytes. A NULL tree, of either kind, is an empty one. False only
 * when the tree itself cannot be read: unreadable folders in it are skipped,
 * and what was in them before is not reported as gone.
 */
bool tree_compare(const struct tree_walk *walk, const git_oid *tree,
	const git_oid *const *olds, size_t count, struct error *err);

/* Makes walks over neighbouring commits cheap; at most 16 MiB. */
struct tree_cache *tree_cache_new(void);
void tree_cache_free(struct tree_cache *cache);

/* An object, through the cache if there is one; libgit2's code on failure. */
int tree_read(const struct tree_walk *walk, const git_oid *id,
	git_odb_object **object);

struct tree_found {
	git_oid id;
	unsigned mode;
};

/* Find `path` in `tree`; ERROR_NOT_FOUND when it is not there. */
bool tree_find(git_odb *odb, const git_oid *tree, const char *path,
	struct tree_found *found, struct error *err);

/* The same for many paths, through the walk's cache. */
bool tree_find_next(const struct tree_walk *walk, const git_oid *tree,
	const char *path, struct tree_found *found, struct error *err);

/* A regular file, executable or not. */
bool tree_is_file(unsigned mode);

/*
 * Why a path (relative, with slashes) is not safe to use: "..", ".git" in any
 * spelling, an empty part, a control byte, too long or too deep; translated.
 * NULL when it is safe.
 */
const char *tree_unsafe(const char *path);

/* As tree_unsafe, of one part of a path. */
const char *tree_unsafe_part(struct str part);

/* Ends in ".md" or ".markdown" and no part begins with a dot. */
bool tree_is_note(const char *path);
bool tree_is_note_name(struct str name); /* of the last part alone */

#endif
