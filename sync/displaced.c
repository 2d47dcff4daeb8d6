#include "sync/displaced.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "sync/apply_private.h"
#include "sync/git.h"
#include "sync/source_private.h"

enum {
	DAY = 24 * 60 * 60,
	TAIL_MAX = 100, /* bytes of the note's name */
	FILE_MAX = 256 * 1024 * 1024
};

static const char persons[] = "0000000000000000000000000000000000000000";

/* The end of the note's name, so that a person knows which one it was. */
static void put_tail(struct buf *to, const char *path)
{
	struct str name = file_name(str_from(path ? path : ""));
	size_t at = name.len > TAIL_MAX ? name.len - TAIL_MAX : 0;

	while (at < name.len && ((unsigned char)name.data[at] & 0xc0) == 0x80)
		at++;
	if (name.len)
		buf_byte(to, '.');
	buf_str(to, str_sub(name, at, name.len));
}

void displaced_add(const struct displaced_file *file)
{
	struct buf to = {0};
	struct stat info = {0};

	fstatat(file->stage, file->name, &info, AT_SYMLINK_NOFOLLOW);
	buf_printf(&to, "%s.%ld.%llu", file->hash ? file->hash : persons,
		(long)getpid(), (unsigned long long)info.st_ino);
	put_tail(&to, file->path);
	if (apply_rename_new(file->stage, file->name, file->displaced,
		    buf_text(&to)) < 0 &&
		errno == EEXIST && info.st_nlink > 1)
		unlinkat(file->stage, file->name, 0); /* it is that very file */
	buf_clear(&to);
}

static bool is_persons(const char *name)
{
	return strncmp(name, persons, GIT_OID_HEXSZ) == 0;
}

/* The bytes are not those the file was named after. */
static bool is_written(const char *path, const char *name)
{
	struct buf bytes = {0};
	git_oid id;
	char hex[SOURCE_ID] = "";

	if (file_read(path, FILE_MAX, &bytes, NULL) &&
		git_odb_hash(
			&id, buf_text(&bytes), bytes.len, GIT_OBJECT_BLOB) == 0)
		gitx_hex(&id, hex);
	buf_clear(&bytes);
	return strncmp(hex, name, GIT_OID_HEXSZ) != 0;
}

static bool is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec ||
		(a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

struct visit {
	const char *dir;
	displaced_each *each; /* NULL: sweep */
	void *arg;
};

/* Taking a file out set its ctime; its mtime may be years ago. */
static void sweep(const struct visit *visit, const char *path, const char *name,
	const struct stat *info)
{
	struct buf to = {0};

	if (is_persons(name) || time(NULL) - info->st_ctim.tv_sec <= DAY ||
		time(NULL) - info->st_mtim.tv_sec <= DAY)
		return;
	if (!is_written(path, name)) {
		unlink(path);
		return;
	}
	buf_printf(&to, "%s/%s%s", visit->dir, persons,
		strlen(name) > GIT_OID_HEXSZ ? name + GIT_OID_HEXSZ : "");
	rename(path, buf_text(&to));
	buf_clear(&to);
}

/* Whoever wrote later changed mtime too: only such files are read. */
static void list(const struct visit *visit, const char *path, const char *name,
	const struct stat *info)
{
	if (is_persons(name) ||
		(!is_before(&info->st_mtim, &info->st_ctim) &&
			is_written(path, name)))
		visit->each(path, visit->arg);
}

static void visit_all(const struct visit *visit)
{
	DIR *stream = opendir(visit->dir);
	struct dirent *entry;
	struct buf path = {0};
	struct stat info;

	while (stream && (entry = readdir(stream))) {
		buf_cut(&path, 0);
		file_join(&path, visit->dir, entry->d_name);
		if (fstatat(dirfd(stream), entry->d_name, &info,
			    AT_SYMLINK_NOFOLLOW) < 0 ||
			!S_ISREG(info.st_mode))
			continue;
		(visit->each ? list : sweep)(
			visit, buf_text(&path), entry->d_name, &info);
	}
	if (stream)
		closedir(stream);
	buf_clear(&path);
}

void displaced_sweep(const char *dir)
{
	struct buf path = {0};

	file_join(&path, dir, "displaced");
	visit_all(&(struct visit){.dir = buf_text(&path)});
	buf_clear(&path);
}

void displaced_list(
	const struct source *source, displaced_each *each, void *arg)
{
	struct buf path = {0};

	if (!source->repo)
		return;
	file_join(&path, git_repository_path(source->repo), "fyr/displaced");
	visit_all(&(struct visit){buf_text(&path), each, arg});
	buf_clear(&path);
}
