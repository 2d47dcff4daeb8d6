#ifndef FYR_SYNC_MERGE_PRIVATE_H
#define FYR_SYNC_MERGE_PRIVATE_H

/*
 * What the files of merge share: merge.c (the order of things), merge_path.c
 * (one path that both touched), merge_rename.c (which file came from which).
 */

#include "sync/merge.h"

/* What one side did to one path since the base. */
struct merge_change {
	char *path;
	git_oid id, old_id;
	unsigned mode, old_mode; /* 0: not there */
	struct merge_change *from; /* of a new one: which removal it was */
	bool done;
};

struct merge_changes {
	struct merge_change *items; /* sorted by path */
	size_t count, cap;
};

struct merge_work {
	struct merge *merge;
	git_odb *odb;
	enum sync_prefer prefer; /* SYNC_BASE: a base of several is made */
	git_oid base, published, mine; /* trees */
	struct merge_changes theirs, ours;
	struct tree_update *updates; /* of the published tree */
	size_t count, cap;
	struct buf unsafe; /* a name of mine that is not safe */
};

struct merge_change *merge_find(
	const struct merge_changes *changes, const char *path);

/* ---- merge_path.c ---- */

/* Both touched it; either may be NULL when renames are at work. */
struct merge_both {
	const char *path;
	const struct merge_change *theirs, *ours; /* new state of each */
	git_oid base; /* zero: none */
	unsigned base_mode;
	bool moved; /* both renamed it */
	bool put; /* the published tree has it under another name */
};
bool merge_both(struct merge_work *work, const struct merge_both *both,
	struct error *err);

void merge_update(struct merge_work *work, const char *path, const git_oid *id,
	unsigned mode);

void merge_add_clash(struct merge_work *work, const struct merge_both *both,
	enum clash_type type, const char *what);

/* ---- merge_rename.c ---- */

/* Set `from` of what was renamed on one side and touched on the other. */
void merge_find_renames(struct merge_work *work);

#endif
