/* The part of base/file.h that walks, copies and removes folders. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
	COPY_DEPTH = 64,
	COPY_MOST = 1 << 30, /* bytes of one file */
	PERMISSIONS = 0777
};

struct names {
	char **list;
	size_t count;
	size_t cap;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void names_clear(struct names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		free(names->list[i]);
	}
	free(names->list);
	*names = (struct names){0};
}

static void names_add(struct names *names, const char *name)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
		return;
	}
	names->list = mem_grow(names->list, &names->cap, names->count + 1,
		sizeof(*names->list));
	names->list[names->count++] = mem_text(name);
}

/* The sorted names in an open folder, whose position stays as it is. */
static bool names_read(struct names *names, int dir)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;

	if (!stream) {
		if (fd >= 0) {
			close(fd);
		}
		return false;
	}
	errno = 0;
	while ((entry = readdir(stream))) {
		names_add(names, entry->d_name);
		errno = 0;
	}
	if (errno != 0) {
		int code = errno;

		closedir(stream);
		names_clear(names);
		errno = code;
		return false;
	}
	closedir(stream);
	if (names->count > 0) {
		qsort(names->list, names->count, sizeof(*names->list), by_name);
	}
	return true;
}

bool file_is_empty_dir(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct names names = {0};
	bool empty;

	if (fd < 0) {
		return false;
	}
	empty = names_read(&names, fd) && names.count == 0;
	names_clear(&names);
	close(fd);
	return empty;
}

/* False with errno when something below `name`, or itself, stays. */
static bool remove_at(int dir, const char *name)
{
	struct names names = {0};
	bool ok;
	int code;
	int fd;

	if (unlinkat(dir, name, 0) == 0 || errno == ENOENT) {
		return true;
	}
	if (errno != EISDIR && errno != EPERM) {
		return false;
	}
	if (unlinkat(dir, name, AT_REMOVEDIR) == 0) {
		return true;
	}
	if (errno == ENOTDIR) {
		errno = EPERM;
	}
	if (errno != ENOTEMPTY && errno != EEXIST) {
		return false;
	}
	fd = openat(dir, name, FOLDER_FLAGS);
	if (fd < 0) {
		return false;
	}
	ok = names_read(&names, fd);
	for (size_t i = 0; ok && i < names.count; i++) {
		ok = remove_at(fd, names.list[i]);
	}
	if (ok) {
		ok = unlinkat(dir, name, AT_REMOVEDIR) == 0;
	}
	code = errno;
	names_clear(&names);
	close(fd);
	errno = code;
	return ok;
}

bool file_remove_tree(const char *path, struct error *err)
{
	struct stat info;

	/* ENOTDIR: a parent is a file, so there is nothing below it. */
	if (lstat(path, &info) != 0 && errno == ENOTDIR) {
		return true;
	}
	if (remove_at(AT_FDCWD, path)) {
		return true;
	}
	return error_errno(err, ERROR_IO, _("Cannot remove all of %s"),
		gate_name(path).text);
}

struct walk {
	struct buf path; /* of the entry visited */
	bool (*visit)(const struct file_entry *entry, bool *skip, void *arg);
	void *arg;
};

static bool walk_dir(struct walk *walk, int dir, int depth);

/* Visit the entry of that name and what is below; false to stop. */
static bool walk_entry(struct walk *walk, int dir, const char *name, int depth)
{
	struct file_entry entry = {0};
	bool skip = false;
	bool go_on = true;
	int fd = -1;

	if (fstatat(dir, name, &entry.info, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno == ENOENT) {
			return true;
		}
		entry.info.st_mode = 0;
	}
	if (S_ISDIR(entry.info.st_mode)) {
		fd = openat(dir, name, FOLDER_FLAGS);
		if (fd < 0) {
			entry.info.st_mode = 0;
		}
	}
	entry.path = buf_text(&walk->path);
	if (!walk->visit(&entry, &skip, walk->arg)) {
		go_on = skip && S_ISDIR(entry.info.st_mode);
	}
	if (go_on && fd >= 0 && !skip) {
		go_on = walk_dir(walk, fd, depth - 1);
	}
	if (fd >= 0) {
		close(fd);
	}
	return go_on;
}

static bool walk_names(
	struct walk *walk, int dir, const struct names *names, int depth)
{
	size_t len = walk->path.len;
	bool go_on = true;

	for (size_t i = 0; go_on && i < names->count; i++) {
		buf_put(&walk->path, len > 0 ? "/" : "");
		buf_put(&walk->path, names->list[i]);
		go_on = walk_entry(walk, dir, names->list[i], depth);
		buf_cut(&walk->path, len);
	}
	return go_on;
}

static bool walk_dir(struct walk *walk, int dir, int depth)
{
	struct names names = {0};
	bool go_on = true;

	if (depth > 0 && names_read(&names, dir)) {
		go_on = walk_names(walk, dir, &names, depth);
	}
	names_clear(&names);
	return go_on;
}

bool file_walk(int root, int depth,
	bool (*visit)(const struct file_entry *entry, bool *skip, void *arg),
	void *arg, struct error *err)
{
	struct walk walk = {.visit = visit, .arg = arg};
	struct names names = {0};

	if (!names_read(&names, root)) {
		return error_errno(err, ERROR_IO,
			_("Cannot list the files of the folder"));
	}
	if (depth > 0) {
		walk_names(&walk, root, &names, depth);
	}
	names_clear(&names);
	buf_clear(&walk.path);
	return true;
}

struct copy {
	int from;
	const char *to;
	struct stat to_info; /* lest a copy inside itself is copied */
	struct error *err;
	bool failed;
};

static bool copy_file(
	struct copy *copy, const struct file_entry *entry, const char *target)
{
	struct buf content = {0};
	bool ok;

	ok = file_read_beneath(
		     copy->from, entry->path, COPY_MOST, &content, copy->err) &&
		file_write(target, buf_slice(&content),
			entry->info.st_mode & PERMISSIONS, copy->err);
	buf_clear(&content);
	return ok;
}

static bool copy_entry(const struct file_entry *entry, bool *skip, void *arg)
{
	struct copy *copy = arg;
	mode_t mode = entry->info.st_mode;
	struct buf target = {0};
	bool ok = true;

	file_join(&target, copy->to, entry->path);
	if (S_ISDIR(mode) && entry->info.st_dev == copy->to_info.st_dev &&
		entry->info.st_ino == copy->to_info.st_ino) {
		*skip = true;
	} else if (S_ISDIR(mode)) {
		/* Ours to write in, or its files could not be copied. */
		ok = file_mkdirs(buf_text(&target),
			(mode & PERMISSIONS) | S_IRWXU, copy->err);
	} else if (S_ISREG(mode)) {
		ok = copy_file(copy, entry, buf_text(&target));
	} else if (mode == 0) {
		ok = error_set(copy->err, ERROR_IO,
			_("Cannot read the folder %s, so the copy would not "
			  "be complete."),
			gate_name(entry->path).text);
	}
	buf_clear(&target);
	copy->failed = !ok;
	return ok;
}

bool file_copy_tree(const char *from, const char *to, struct error *err)
{
	struct copy copy = {.to = to, .err = err};
	bool ok = false;

	copy.from = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (copy.from < 0 && errno == ENOENT) {
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no folder %s."), gate_name(from).text);
	}
	if (copy.from < 0) {
		return error_errno(err, ERROR_IO,
			_("Cannot read the folder %s"), gate_name(from).text);
	}
	if (!file_mkdirs(to, PERMISSIONS, err)) {
		goto out;
	}
	if (stat(to, &copy.to_info) != 0) {
		error_errno(err, ERROR_IO, _("Cannot read the folder %s"),
			gate_name(to).text);
		goto out;
	}
	ok = file_walk(copy.from, COPY_DEPTH, copy_entry, &copy, err) &&
		!copy.failed;
out:
	close(copy.from);
	return ok;
}
