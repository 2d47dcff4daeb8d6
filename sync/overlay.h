#ifndef FYR_SYNC_OVERLAY_H
#define FYR_SYNC_OVERLAY_H

/*
 * The notes of a work clone whose text on disk is not that of the commit:
 * edited, new (not ignored) and deleted ones. The disk is what counts; git's
 * index only spares reading files that did not change since git looked at
 * them. Where the index cannot be read (split, sparse, damaged) every file is
 * read, and that is said through `skip`.
 *
 * Contents are compared as git would store them, line ends converted as
 * configured. No filter program is ever run.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "sync/source.h"

struct overlay_edit {
	const char *path;
	char version[SOURCE_ID]; /* "" when removed */
	bool removed;
};

struct overlay {
	struct overlay_edit *edits; /* sorted by path in bytes */
	size_t count, cap;
	struct arena arena;
};

struct tree_cache;

struct overlay_base {
	git_repository *repo;
	git_odb *odb;
	const git_oid *tree; /* of the commit; NULL: unborn */
	struct tree_cache *cache; /* of trees; NULL: none */
};

/* Fill an empty overlay. */
bool overlay_scan(const struct overlay_base *base, struct overlay *overlay,
	source_skip *skip, void *arg, struct error *err);
void overlay_clear(struct overlay *overlay);

struct overlay_text {
	bool edited; /* the text was that of the disk */
	git_oid id; /* else: of the blob that is the text */
};

/*
 * For one path of any kind: the text of the disk appended to *out when it is
 * edited there, else which blob is the text. A deleted, missing or linked one
 * is ERROR_NOT_FOUND or ERROR_REFUSED.
 */
bool overlay_read(const struct overlay_base *base, const char *path,
	struct buf *out, struct overlay_text *text, struct error *err);

#endif
