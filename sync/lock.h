#ifndef FYR_SYNC_LOCK_H
#define FYR_SYNC_LOCK_H

/*
 * Locks that a crash does not leave behind. Git's own locks ("index.lock",
 * "refs/heads/main.lock") are files; whoever dies holding one blocks all who
 * come later. Ours are made under a name of our own below .git/fyr first and
 * then linked to git's name, so that afterwards the same inode under both names
 * proves that the lock is ours and may go. Nobody else's lock is ever removed.
 * Private to sync/.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* One run at a time: an flock, which ends with the process. */
enum lock_run {
	LOCK_TAKEN,
	LOCK_BUSY,
	LOCK_FAILED
};

/* `dir` is .git/fyr, made if need be. *fd is closed to give it back. */
enum lock_run lock_run(const char *dir, int *fd, struct error *err);

/* How long to wait for another program; `tick` (may be NULL) false ends it. */
struct lock_wait {
	int64_t ms;
	bool (*tick)(void *arg);
	void *arg;
};

struct lock {
	struct buf own; /* .git/fyr/index.lock */
	struct buf target; /* .git/index */
	struct buf git; /* .git/index.lock */
	int fd; /* of the lock file, to be written; 0: none */
	bool held;
};

/*
 * Hold git's lock of the file `target`. When another program holds it for too
 * long, ERROR_IO says what to do. Fill it by lock->fd, then commit or drop. The
 * zero value may be dropped.
 */
bool lock_take(struct lock *lock, const char *own, const char *target,
	const struct lock_wait *wait, struct error *err);

/* What was written becomes the file, on disk, and the lock is gone. */
bool lock_commit(struct lock *lock, struct error *err);
void lock_drop(struct lock *lock);

/* Remove the lock of `target` if it is the one kept as `own`; and `own`. */
void lock_recover(const char *own, const char *target);

/* Make the entries of the folder that `path` is in safe on disk. */
void lock_flush_dir(const char *path);

#endif
