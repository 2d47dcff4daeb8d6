#ifndef FYR_SYNC_SNAPSHOT_PRIVATE_H
#define FYR_SYNC_SNAPSHOT_PRIVATE_H

/* The inside of a snapshot, for sync/snapshot*.c alone. */

#include <git2.h>

#include "sync/snapshot.h"

git_repository *snapshot_repo(struct snapshot *snapshot);
git_odb *snapshot_odb(struct snapshot *snapshot);

/* A parent that a shallow clone was made without. */
bool snapshot_lacks(struct snapshot *snapshot, const git_oid *id);

#endif
