#include "sync/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/tree.h"

struct name {
	const char *text;
	bool is_folder;
};

struct names {
	struct name *items;
	size_t count, cap;
	struct arena arena; /* of their texts */
};

struct scan {
	const struct folder_rules *rules;
	struct folder *folder;
	struct buf path;
	size_t depth, visited;
	bool nested;
};

static void level(struct scan *scan, int fd);

void folder_stamp(const struct stat *info, struct folder_stamp *stamp)
{
	const int64_t second = 1000000000;

	stamp->size = info->st_size;
	stamp->mtime_ns = info->st_mtim.tv_sec * second + info->st_mtim.tv_nsec;
	stamp->ctime_ns = info->st_ctim.tv_sec * second + info->st_ctim.tv_nsec;
	stamp->inode = info->st_ino;
}

void folder_version(const struct folder_stamp *stamp, char version[SOURCE_ID])
{
	snprintf(version, SOURCE_ID, "disk:%" PRId64 ":%" PRId64 ":%" PRId64,
		stamp->size, stamp->mtime_ns, stamp->ctime_ns);
}

int folder_open(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		error_errno(err, ERROR_IO, _("The folder %s cannot be read"),
			gate_name(path).text);
	return fd;
}

static void skip(const struct scan *scan, const char *reason)
{
	if (scan->rules->skip)
		scan->rules->skip(
			buf_text(&scan->path), reason, scan->rules->arg);
}

/* The order of full paths: a folder sorts as if it ended with a slash. */
static int compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	const unsigned char *s = (const unsigned char *)x->text;
	const unsigned char *t = (const unsigned char *)y->text;
	int next_s, next_t;

	while (*s && *s == *t) {
		s++;
		t++;
	}
	next_s = *s ? *s : x->is_folder ? '/' : 0;
	next_t = *t ? *t : y->is_folder ? '/' : 0;
	return next_s - next_t;
}

static void add_file(struct scan *scan, const struct stat *info)
{
	struct folder *folder = scan->folder;
	struct folder_file *file;

	folder->files = mem_grow(folder->files, &folder->cap, folder->count + 1,
		sizeof(*folder->files));
	file = &folder->files[folder->count++];
	file->path = arena_str(&folder->arena, buf_slice(&scan->path)).data;
	file->nested = scan->nested;
	folder_stamp(info, &file->stamp);
}

/* A folder that cannot be read hides what was known to be in it. */
static void add_closed(struct scan *scan, int code)
{
	struct folder *folder = scan->folder;
	struct buf text = {0};

	buf_put(&text, _("this folder cannot be read"));
	buf_printf(&text, ": %s", strerror(code));
	skip(scan, buf_text(&text));
	buf_clear(&text);
	folder->closed = mem_grow(folder->closed, &folder->closed_cap,
		folder->closed_count + 1, sizeof(*folder->closed));
	if (!str_ends(buf_slice(&scan->path), "/"))
		buf_byte(&scan->path, '/');
	folder->closed[folder->closed_count++] =
		arena_str(&folder->arena, buf_slice(&scan->path)).data;
}

/* True when the name is left out; says so where a reader would care. */
static bool is_left_out(struct scan *scan, const char *name, mode_t mode)
{
	const char *reason = tree_unsafe_part(str_from(name));
	bool note = tree_is_note_name(str_from(name));

	if (!S_ISDIR(mode) && !S_ISLNK(mode) && !note && !reason)
		return true;
	if (!reason && scan->path.len > TREE_PATH)
		reason = _("the path is longer than 4,096 bytes");
	if (!reason && scan->depth > TREE_DEPTH)
		reason = _("it lies more than 32 folders deep");
	if (!reason && S_ISLNK(mode))
		reason = _("it is a symbolic link; links are not followed");
	if (!reason && !S_ISDIR(mode) && !S_ISREG(mode))
		reason = _("it is neither a file nor a folder");
	if (reason)
		skip(scan, reason);
	return reason != NULL;
}

static void enter(struct scan *scan, int parent, const char *name)
{
	bool nested = scan->nested;
	struct stat info;
	int fd = openat(
		parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0) {
		if (errno != ENOENT)
			add_closed(scan, errno);
		return;
	}
	if (fstatat(fd, ".git", &info, AT_SYMLINK_NOFOLLOW) == 0)
		scan->nested = true;
	if (!scan->rules->enter ||
		scan->rules->enter(buf_text(&scan->path), scan->nested,
			scan->rules->arg)) {
		buf_byte(&scan->path, '/');
		level(scan, fd);
	} else {
		close(fd);
	}
	scan->nested = nested;
}

/* The kind of an entry; 0 when it has gone or is of no interest. */
static mode_t kind_of(int fd, const struct dirent *entry)
{
	struct stat info;

	switch (entry->d_type) {
	case DT_DIR:
		return S_IFDIR;
	case DT_REG:
		return S_IFREG;
	case DT_LNK:
		return S_IFLNK;
	case DT_UNKNOWN:
		if (fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) < 0)
			return 0;
		return info.st_mode & S_IFMT;
	default:
		return S_IFIFO; /* or another special file */
	}
}

/* Names that begin with a dot are not listed anywhere. */
static void read_names(struct scan *scan, DIR *dir, struct names *names)
{
	struct dirent *entry;

	while ((entry = readdir(dir))) {
		size_t len = scan->path.len;
		mode_t mode;

		if (entry->d_name[0] == '.')
			continue;
		if (++scan->visited > TREE_ENTRIES)
			break;
		mode = kind_of(dirfd(dir), entry);
		buf_put(&scan->path, entry->d_name);
		if (mode && !is_left_out(scan, entry->d_name, mode)) {
			names->items = mem_grow(names->items, &names->cap,
				names->count + 1, sizeof(*names->items));
			names->items[names->count].text = arena_str(
				&names->arena, str_from(entry->d_name))
								  .data;
			names->items[names->count++].is_folder = S_ISDIR(mode);
		}
		buf_cut(&scan->path, len);
	}
	if (names->count)
		qsort(names->items, names->count, sizeof(*names->items),
			compare_names);
}

static void visit(struct scan *scan, int fd, const struct name *name)
{
	struct stat info;

	if (name->is_folder) {
		enter(scan, fd, name->text);
		return;
	}
	if (fstatat(fd, name->text, &info, AT_SYMLINK_NOFOLLOW) < 0)
		return; /* gone since */
	if (S_ISREG(info.st_mode))
		add_file(scan, &info);
}

/* Takes fd. */
static void level(struct scan *scan, int fd)
{
	struct names names = {0};
	size_t len = scan->path.len;
	DIR *dir = fdopendir(fd);
	size_t i;

	if (!dir) {
		add_closed(scan, errno);
		close(fd);
		return;
	}
	scan->depth++;
	read_names(scan, dir, &names);
	for (i = 0; i < names.count; i++) {
		buf_put(&scan->path, names.items[i].text);
		visit(scan, dirfd(dir), &names.items[i]);
		buf_cut(&scan->path, len);
	}
	scan->depth--;
	free(names.items);
	arena_clear(&names.arena);
	closedir(dir);
}

bool folder_scan(int root, const struct folder_rules *rules,
	struct folder *folder, struct error *err)
{
	struct scan scan = {.rules = rules, .folder = folder};
	int fd = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return error_errno(err, ERROR_IO,
			_("The folder of this hub cannot be read"));
	level(&scan, fd);
	if (scan.visited > TREE_ENTRIES) {
		buf_cut(&scan.path, 0);
		folder->partial = true;
		skip(&scan,
			_("there are more than 2,000,000 entries; "
			  "the rest is not read"));
	}
	buf_clear(&scan.path);
	return true;
}

bool folder_may_hide(const struct folder *folder, const char *path)
{
	size_t i;

	for (i = 0; i < folder->closed_count; i++) {
		const char *prefix = folder->closed[i];

		if (!strncmp(path, prefix, strlen(prefix)))
			return true;
	}
	return folder->partial;
}

void folder_clear(struct folder *folder)
{
	if (!folder)
		return;
	free(folder->files);
	free(folder->closed);
	arena_clear(&folder->arena);
	*folder = (struct folder){0};
}
