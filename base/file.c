#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/openat2.h>

#include "base/gate.h"
#include "base/i18n.h"

enum {
	CHUNK = 65536,
	READ_FLAGS = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
};

static void close_fd(int fd)
{
	int saved = errno;

	if (fd >= 0) {
		close(fd);
	}
	errno = saved;
}

static bool fail_open(const char *path, struct error *err)
{
	if (errno == ENOENT || errno == ENOTDIR) {
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no file %s."), gate_name(path).text);
	}
	/* A socket, or a device without a driver. */
	if (errno == ENXIO || errno == ENODEV) {
		return error_set(err, ERROR_IO,
			_("%s is not a regular file and is not read."),
			gate_name(path).text);
	}
	return error_errno(
		err, ERROR_IO, _("Cannot read %s"), gate_name(path).text);
}

static bool fail_large(const char *path, size_t max, struct error *err)
{
	return error_set(err, ERROR_IO,
		_("%s is larger than %zu bytes and is not read."),
		gate_name(path).text, max);
}

/* To the end, but never more than one byte over `max`. */
static bool read_all(int fd, size_t max, struct buf *out)
{
	size_t left = max + (max < SIZE_MAX ? 1 : 0);

	while (left > 0) {
		size_t want = left < CHUNK ? left : CHUNK;
		ssize_t got = read(fd, buf_room(out, want), want);

		if (got == 0) {
			break;
		}
		if (got > 0) {
			out->len += (size_t)got;
			left -= (size_t)got;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

/* Read an open file whose name is `path`; closes it. */
static bool read_open(int fd, const char *path, size_t max, struct buf *out,
	struct error *err)
{
	size_t start = out->len;
	bool ok = false;
	struct stat info;

	if (fstat(fd, &info) != 0) {
		error_errno(err, ERROR_IO, _("Cannot read %s"),
			gate_name(path).text);
		goto out;
	}
	if (S_ISDIR(info.st_mode)) {
		error_set(err, ERROR_IO, _("%s is a folder, not a file."),
			gate_name(path).text);
		goto out;
	}
	if (!S_ISREG(info.st_mode)) {
		error_set(err, ERROR_IO,
			_("%s is not a regular file and is not read."),
			gate_name(path).text);
		goto out;
	}
	if (info.st_size > 0 && (uintmax_t)info.st_size > max) {
		fail_large(path, max, err);
		goto out;
	}
	if (!read_all(fd, max, out)) {
		error_errno(err, ERROR_IO, _("Cannot read %s"),
			gate_name(path).text);
		goto out;
	}
	if (out->len - start > max) {
		fail_large(path, max, err);
		goto out;
	}
	ok = true;
out:
	if (!ok) {
		buf_cut(out, start);
	}
	close(fd);
	return ok;
}

bool file_read(const char *path, size_t max, struct buf *out, struct error *err)
{
	int fd = open(path, READ_FLAGS);

	if (fd < 0) {
		return fail_open(path, err);
	}
	return read_open(fd, path, max, out, err);
}

static bool leaves(const char *path)
{
	struct str rest = str_from(path);
	struct str part;

	if (path[0] == '/') {
		return true;
	}
	while (str_cut(&rest, '/', &part)) {
		if (str_is(part, "..")) {
			return true;
		}
	}
	return false;
}

static bool is_link(int dir, const char *name)
{
	struct stat info;

	return fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
		S_ISLNK(info.st_mode);
}

/* One component; a link is ELOOP whichever it is. */
static int open_part(int dir, const char *name, bool last)
{
	int flags = last ? READ_FLAGS : O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	int fd = openat(dir, name, flags | O_NOFOLLOW);

	if (fd < 0 && errno == ENOTDIR) {
		errno = is_link(dir, name) ? ELOOP : ENOTDIR;
	}
	return fd;
}

/* As openat2 below, for kernels without it. */
static int open_by_parts(int dir, const char *path)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct str rest = str_from(path);
	struct str part;

	while (fd >= 0 && str_cut(&rest, '/', &part)) {
		char *name;
		int next;

		if (part.len == 0 || str_is(part, ".")) {
			continue;
		}
		name = str_copy(part);
		next = open_part(fd, name, rest.len == 0);
		close_fd(fd);
		fd = next;
		free(name);
	}
	return fd;
}

static int open_beneath(int dir, const char *path)
{
	struct open_how how = {.flags = READ_FLAGS,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
	long fd;

	if (path[0] == '\0') {
		errno = ENOENT;
		return -1;
	}
	if (leaves(path)) {
		errno = EXDEV;
		return -1;
	}
	fd = syscall(SYS_openat2, dir, path, &how, sizeof(how));
	/* Old sandboxes refuse calls they do not know with EPERM. */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM)) {
		return open_by_parts(dir, path);
	}
	return (int)fd;
}

bool file_read_beneath(int dir, const char *path, size_t max, struct buf *out,
	struct error *err)
{
	int fd = open_beneath(dir, path);

	if (fd < 0 && errno == ELOOP) {
		return error_set(err, ERROR_REFUSED,
			_("%s is a symbolic link, or inside one, and is not "
			  "read."),
			gate_name(path).text);
	}
	if (fd < 0 && errno == EXDEV) {
		return error_set(err, ERROR_REFUSED,
			_("%s leads out of its folder and is not read."),
			gate_name(path).text);
	}
	if (fd < 0) {
		return fail_open(path, err);
	}
	return read_open(fd, path, max, out, err);
}

bool file_write_all(int fd, struct str content)
{
	while (content.len > 0) {
		ssize_t done = write(fd, content.data, content.len);

		if (done > 0) {
			content = str_sub(content, (size_t)done, content.len);
		} else if (done == 0) {
			errno = ENOSPC;
			return false;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

/* A new file, whole and on the disk. Closes `fd`. */
static bool fill(int fd, struct str content, unsigned mode)
{
	bool ok = fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 &&
		file_write_all(fd, content) && fchmod(fd, mode) == 0 &&
		fsync(fd) == 0;

	if (!ok) {
		close_fd(fd);
		return false;
	}
	return close(fd) == 0;
}

/* So that a rename survives a crash; not every file system knows how. */
static bool sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	/* A folder one may write to but not list: nothing to be done. */
	if (fd < 0) {
		return errno == EACCES;
	}
	ok = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
	close_fd(fd);
	return ok;
}

bool file_write(
	const char *path, struct str content, unsigned mode, struct error *err)
{
	char *dir = str_copy(file_dir(str_from(path)));
	struct buf temp = {0};
	bool ok = false;
	int fd;

	/* A short name of its own: that of the target may be at the limit. */
	file_join(&temp, dir, ".fyr-XXXXXX");
	fd = mkstemp(temp.data);
	if (fd < 0) {
		error_errno(err, ERROR_IO, _("Cannot write in the folder %s"),
			gate_name(dir).text);
		goto out;
	}
	if (!fill(fd, content, mode) || rename(temp.data, path) != 0) {
		error_errno(err, ERROR_IO,
			_("Cannot write %s, which is unchanged"),
			gate_name(path).text);
		unlink(temp.data);
		goto out;
	}
	if (!sync_dir(dir)) {
		error_errno(err, ERROR_IO,
			_("%s is written but may not survive a power failure"),
			gate_name(path).text);
		goto out;
	}
	ok = true;
out:
	buf_clear(&temp);
	free(dir);
	return ok;
}

bool file_mkdirs(const char *path, unsigned mode, struct error *err)
{
	char *part = str_copy(str_from(path));
	bool ok = true;

	for (char *at = part; ok && *at != '\0';) {
		char end;

		at += strspn(at, "/");
		at += strcspn(at, "/");
		end = *at;
		*at = '\0';
		/* What exists may be on a file system that is read-only. */
		if (mkdir(part, mode) != 0) {
			int code = errno;

			ok = file_is_dir(part);
			errno = code;
		}
		if (!ok && errno == EEXIST) {
			error_set(err, ERROR_IO,
				_("Cannot make the folder %s: there is a file "
				  "of that name."),
				gate_name(part).text);
		} else if (!ok) {
			error_errno(err, ERROR_IO,
				_("Cannot make the folder %s"),
				gate_name(part).text);
		}
		*at = end;
	}
	free(part);
	return ok;
}

bool file_exists(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0;
}

bool file_is_dir(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool file_is_regular(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}
