#ifndef FYR_SYNC_SOURCE_PRIVATE_H
#define FYR_SYNC_SOURCE_PRIVATE_H

/* The inside of a source, for sync/source*.c, history.c and status.c alone. */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "sync/git.h"
#include "sync/overlay.h"
#include "sync/source.h"

struct source_skipped {
	char *path, *reason;
};

struct source {
	enum source_type type;
	char *path;
	git_repository *repo; /* NULL: a folder */
	git_odb *odb;
	struct tree_cache *cache; /* for reading one file after another */
	struct buf branch; /* as of the last look at HEAD */
	struct source_skipped *skipped;
	size_t skipped_count, skipped_cap;
	bool started; /* the git library, by us */
};

/* Where the source is now. */
struct source_base {
	struct gitx_head head;
	git_oid tree;
	bool empty; /* no commit yet: no tree either */
};

/* Look at HEAD anew; of a repository only. */
bool source_look(
	struct source *source, struct source_base *base, struct error *err);

/* What overlay.h asks for. */
struct overlay_base source_overlay(
	const struct source *source, const struct source_base *base);

/* A source_skip: keeps it for source_skipped. `arg` is the source. */
void source_add_skipped(const char *path, const char *reason, void *arg);
void source_clear_skipped(struct source *source);

#endif
