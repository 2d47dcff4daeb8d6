#ifndef FYR_SYNC_APPLY_PRIVATE_H
#define FYR_SYNC_APPLY_PRIVATE_H

/*
 * What the files of apply share: apply.c (the order of things), apply_check.c
 * (may it be done), apply_file.c (looking at a file), apply_swap.c (writing
 * one), apply_index.c (git's index).
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "sync/apply.h"

enum {
	APPLY_FILE_MAX = 256 * 1024 * 1024 /* bytes of one file */
};

enum apply_cause {
	CAUSE_NONE,
	CAUSE_EDITED,
	CAUSE_STAGED,
	CAUSE_IN_THE_WAY,
	CAUSE_BAD_NAMES,
	CAUSE_BAD_KINDS,
	CAUSE_FILTERED,
	CAUSE_ATTRIBUTES,
	CAUSE_HIDDEN,
	CAUSE_TOO_BIG
};

struct apply_change {
	char *path;
	git_oid id, old_id;
	unsigned mode, old_mode; /* 0: not there */
	bool judged; /* apply_judge has filled in the next two */
	bool foreign; /* only git itself makes its bytes: filter, encoding */
	bool plain; /* no filter makes its bytes: neither line ends nor ident */
	bool there; /* the file held the new text before anything was done */
	bool kept; /* edited in between: the file was not touched */
	bool known; /* `info` is that of the new text in its place */
	struct stat info;
};

struct apply_work {
	struct apply *apply;
	git_odb *odb;
	int root; /* the working tree */
	int stage; /* .git/fyr/stage */
	int displaced; /* .git/fyr/displaced */
	bool auto_crlf; /* core.autoCRLF is not false */
	bool file_mode; /* core.fileMode */
	struct apply_change *changes; /* sorted by path */
	size_t count, cap;
	/* Why not, with up to three names of the first cause. */
	enum apply_cause cause;
	struct buf names;
	size_t named;
};

/* ---- apply_check.c ---- */

/* Fill in changes; false is an error. Bad names are a cause. */
bool apply_collect(struct apply_work *work, struct error *err);

/* The cause found in words, translated; %s stands for the names. */
const char *apply_cause_text(const struct apply_work *work);

/* Look for causes; false is an error. */
bool apply_check(struct apply_work *work, struct error *err);

/* Only whether the index still has the old entries. */
bool apply_check_index(struct apply_work *work, struct error *err);

/* ---- apply_file.c ---- */

enum apply_have {
	APPLY_NONE, /* nothing there */
	APPLY_OLD, /* as in the old commit */
	APPLY_NEW, /* as in the new one */
	APPLY_OTHER, /* something else: edited */
	APPLY_BLOCKED /* a folder, a link, or its folder is a file */
};

/* Find out what git's attributes say of the file. */
void apply_judge(struct apply_work *work, struct apply_change *change);

/* What is at the change's path. */
enum apply_have apply_look(
	struct apply_work *work, struct apply_change *change);

/*
 * Open the folder `path` is in, made if `make`, part by part and through no
 * link; *name is its last part. -1: not there, or something else is.
 */
int apply_open_parent(int root, const char *path, bool make, const char **name);

/* True with the content; false with *have why not. */
bool apply_read_at(int dir, const char *name, struct buf *out,
	struct stat *info, enum apply_have *have);

struct apply_seen {
	enum apply_have have;
	git_oid raw; /* hash of the bytes */
	git_oid clean; /* as git would store them */
	struct stat info;
};

/* As apply_look, of `name` in the open folder. */
struct apply_seen apply_look_at(struct apply_work *work,
	struct apply_change *change, int dir, const char *name);

/* Append the bytes of a blob as they are on disk: line ends, ident. */
bool apply_smudge(struct apply_work *work, struct apply_change *change,
	const git_oid *id, struct buf *out);

/* ---- apply_swap.c ---- */

/* Write the new text to stage/<n>, unless that is there. */
bool apply_stage(struct apply_work *work, size_t n, struct error *err);

/* Swap it in, or remove the file; sets `kept`. Can be repeated. */
bool apply_swap(struct apply_work *work, size_t n, struct error *err);

/* Move where nothing is yet; also on file systems without that call. */
int apply_rename_new(
	int from_dir, const char *from, int to_dir, const char *to);

/* Move all that is in stage/ to displaced/, and remove half-written files. */
void apply_clear_stage(struct apply_work *work);

/* ---- apply_index.c ---- */

/* Write into `fd` the index as it is with the new entries. */
bool apply_write_index(struct apply_work *work, int fd, struct error *err);

#endif
