#include "sync/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/str.h"

enum {
	WAIT_MS = 20
};

enum lock_run lock_run(const char *dir, int *fd, struct error *err)
{
	struct buf path = {0};
	enum lock_run result = LOCK_FAILED;
	int got;

	if (!file_mkdirs(dir, 0700, err))
		return LOCK_FAILED;
	file_join(&path, dir, "lock");
	got = open(buf_text(&path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		0600);
	if (got < 0) {
		error_errno(err, ERROR_IO, _("The hub cannot be locked"));
	} else if (flock(got, LOCK_EX | LOCK_NB) == 0) {
		*fd = got;
		result = LOCK_TAKEN;
	} else {
		result = errno == EWOULDBLOCK ? LOCK_BUSY : LOCK_FAILED;
		if (result == LOCK_FAILED)
			error_errno(
				err, ERROR_IO, _("The hub cannot be locked"));
		close(got);
	}
	buf_clear(&path);
	return result;
}

void lock_flush_dir(const char *path)
{
	struct buf dir = {0};
	int fd;

	buf_str(&dir, file_dir(str_from(path)));
	fd = open(buf_text(&dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	buf_clear(&dir);
}

/* Where there are no hard links, the lock is made in place. */
static int make_in_place(const char *git)
{
	return open(git, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

static bool try_once(struct lock *lock)
{
	int fd;

	if (link(buf_text(&lock->own), buf_text(&lock->git)) == 0)
		return true;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return false;
	fd = make_in_place(buf_text(&lock->git));
	if (fd < 0)
		return false;
	close(lock->fd);
	lock->fd = fd;
	return true;
}

static bool fail_held(const struct lock *lock, struct error *err)
{
	struct stat info;
	struct buf shown = {0};
	long long age = 0;

	if (stat(buf_text(&lock->git), &info) == 0)
		age = (long long)(time(NULL) - info.st_mtime);
	gate_text(&shown, buf_slice(&lock->git), GATE_LINE);
	error_set(err, ERROR_IO,
		_("Another program holds %s (for %lld seconds now). Let it "
		  "finish and sync again. If no git is running any more, "
		  "remove that file."),
		buf_text(&shown), age);
	buf_clear(&shown);
	return false;
}

bool lock_take(struct lock *lock, const char *own, const char *target,
	const struct lock_wait *wait, struct error *err)
{
	int64_t limit = date_ticks_ms() + wait->ms;
	bool stopped = false;

	*lock = (struct lock){0};
	buf_put(&lock->own, own);
	buf_put(&lock->target, target);
	buf_printf(&lock->git, "%s.lock", target);
	unlink(own);
	lock->fd = open(own, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (lock->fd < 0) {
		error_errno(err, ERROR_IO, _("The hub cannot be locked"));
		lock_drop(lock);
		return false;
	}
	while (!(lock->held = try_once(lock))) {
		int why = errno;

		stopped = wait->tick && !wait->tick(wait->arg);
		if (why == EEXIST && !stopped && date_ticks_ms() < limit) {
			poll(NULL, 0, WAIT_MS);
			continue;
		}
		errno = why;
		if (stopped)
			error_set(
				err, ERROR_CANCELLED, _("Stopped on request."));
		else if (why == EEXIST)
			fail_held(lock, err);
		else
			error_errno(
				err, ERROR_IO, _("The hub cannot be locked"));
		lock_drop(lock);
		return false;
	}
	return true;
}

static void lock_clear(struct lock *lock)
{
	if (lock->fd > 0)
		close(lock->fd);
	buf_clear(&lock->own);
	buf_clear(&lock->target);
	buf_clear(&lock->git);
	*lock = (struct lock){0};
}

bool lock_commit(struct lock *lock, struct error *err)
{
	bool ok = fsync(lock->fd) == 0 &&
		rename(buf_text(&lock->git), buf_text(&lock->target)) == 0;

	if (!ok) {
		error_errno(err, ERROR_IO,
			_("Writing in the hub's .git "
			  "folder failed"));
		lock_drop(lock);
		return false;
	}
	lock_flush_dir(buf_text(&lock->target));
	unlink(buf_text(&lock->own));
	lock_clear(lock);
	return true;
}

void lock_drop(struct lock *lock)
{
	if (!lock)
		return;
	if (lock->held)
		unlink(buf_text(&lock->git));
	if (lock->own.len > 0)
		unlink(buf_text(&lock->own));
	lock_clear(lock);
}

void lock_recover(const char *own, const char *target)
{
	struct stat ours, git;
	struct buf path = {0};

	if (lstat(own, &ours) < 0)
		return;
	buf_printf(&path, "%s.lock", target);
	if (lstat(buf_text(&path), &git) == 0 && git.st_ino == ours.st_ino &&
		git.st_dev == ours.st_dev)
		unlink(buf_text(&path));
	unlink(own);
	buf_clear(&path);
}
