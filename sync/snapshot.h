#ifndef FYR_SYNC_SNAPSHOT_H
#define FYR_SYNC_SNAPSHOT_H

/*
 * A repository at any of its commits: what a hub held at a date, what a commit
 * changed, and what a push would bring before it is accepted. Reads the object
 * database only; a working tree is not looked at. Commits are named by their
 * id in 40 hexadecimal digits.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "sync/source.h"

struct snapshot;

/*
 * Open the repository at `path`. With NULL the one the environment names
 * (GIT_DIR, GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES), as a hook
 * of git is run: objects in quarantine are then seen.
 */
bool snapshot_open(
	const char *path, struct snapshot **snapshot, struct error *err);
void snapshot_close(struct snapshot *snapshot);

/*
 * A shallow clone: its history begins later than the hub's. The commits there
 * are tell of no parents and, the first ones, of no changes.
 */
bool snapshot_is_cut(struct snapshot *snapshot);

enum {
	SNAPSHOT_REF = 1024
};

/* The branch HEAD names ("refs/heads/main"), born or not; "" detached. */
bool snapshot_branch(struct snapshot *snapshot, char ref[SNAPSHOT_REF],
	char tip[SOURCE_ID], struct error *err);

/*
 * The commit that `name` means: an id or the start of one, a branch, a tag,
 * "HEAD~3". ERROR_NOT_FOUND when there is none.
 */
bool snapshot_commit_of(struct snapshot *snapshot, const char *name,
	char commit[SOURCE_ID], struct error *err);

/* All notes of a commit, sorted by path. */
bool snapshot_list(struct snapshot *snapshot, const char *commit,
	source_each *each, void *arg, struct error *err);

bool snapshot_read(struct snapshot *snapshot, const char *commit,
	const char *path, struct buf *out, struct error *err);
bool snapshot_read_version(struct snapshot *snapshot, const char *version,
	struct buf *out, struct error *err);

/* A file or folder at `path`. */
bool snapshot_exists(
	struct snapshot *snapshot, const char *commit, const char *path);

struct snapshot_change {
	const char *path;
	const char *version; /* "" gone */
	const char *old_version; /* of the first parent or `from`; "" new */
	const char *unsafe; /* why it may not stand in a hub, or NULL: a link, a
			       submodule, a bad name */
};
typedef bool snapshot_each(const struct snapshot_change *change, void *arg);

/* From one commit to another; `from` NULL: from nothing. */
struct snapshot_range {
	const char *from, *to;
};

/* All files, notes or not, that differ between two commits. */
bool snapshot_compare(struct snapshot *snapshot,
	const struct snapshot_range *range, snapshot_each *each, void *arg,
	struct error *err);

/* What a commit itself changed: of a merge, what differs from all parents. */
bool snapshot_changes(struct snapshot *snapshot, const char *commit,
	snapshot_each *each, void *arg, struct error *err);

struct snapshot_info {
	char id[SOURCE_ID];
	char parent[SOURCE_ID]; /* first one; "" none */
	char second[SOURCE_ID]; /* of a merge; "" it is none */
	int64_t time; /* committed, seconds */
	/* Borrowed for the call; `message` is whole, with the subject. */
	struct str author, email, subject, message;
};

/* Commits reachable from range->to and not from range->from, oldest first. */
bool snapshot_commits(struct snapshot *snapshot,
	const struct snapshot_range *range,
	bool (*each)(const struct snapshot_info *info, void *arg), void *arg,
	struct error *err);

/* As snapshot_commits, newest first, along first parents only: what was the
 * tip of the branch, one after the other. */
bool snapshot_tips(struct snapshot *snapshot, const char *tip,
	bool (*each)(const struct snapshot_info *info, void *arg), void *arg,
	struct error *err);

/* The last commit along first parents from `tip` that was there at `time`;
 * ERROR_NOT_FOUND when the history begins later. */
bool snapshot_tip_at(struct snapshot *snapshot, const char *tip, int64_t time,
	char commit[SOURCE_ID], struct error *err);

bool snapshot_is_ancestor(
	struct snapshot *snapshot, const char *old, const char *commit);

/* The signature of a commit and what it signs; false when it has none. */
bool snapshot_signature(struct snapshot *snapshot, const char *commit,
	struct buf *signature, struct buf *content);

/* Append the file that git's gpg.ssh.allowedSignersFile names, if any. */
void snapshot_signers(struct snapshot *snapshot, struct buf *path);

#endif
