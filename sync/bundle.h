#ifndef FYR_SYNC_BUNDLE_H
#define FYR_SYNC_BUNDLE_H

/*
 * A bundle: one file that holds branches and their objects, read as a remote
 * that cannot be written to. Version 2, and version 3 without extensions (but
 * object-format=sha1), as `git bundle create` makes them. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "sync/transport.h"

struct bundle_ref {
	char *name; /* "refs/heads/main", "HEAD" */
	git_oid id;
};

struct bundle {
	int fd;
	struct bundle_ref *refs;
	size_t count, cap;
	git_oid *needs; /* commits it builds on */
	size_t need_count, need_cap;
	int64_t pack; /* where the pack starts */
	int64_t size; /* of the file */
};

/* True for a regular file that starts as a bundle does. */
bool bundle_is(const char *path);

/* Read the header. The zero value and a failed one may be closed. */
bool bundle_open(struct bundle *bundle, const char *path, struct error *err);
void bundle_close(struct bundle *bundle);

/*
 * Put the objects into `repo`, telling t's progress. What it builds on must be
 * there. Fails into t->err.
 */
bool bundle_unpack(
	struct bundle *bundle, git_repository *repo, struct transport *t);

#endif
