/* The folder of a site: made beside the old one, put in its place in a step. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "app/site_private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"

#define MARK ".fyr-site"

enum {
	MARK_MAX = 64 * 1024,
	FILE_SAME_MAX = 64 * 1024 * 1024,
	EXCHANGE = 2 /* RENAME_EXCHANGE of linux/fs.h */
};

/* Whether the folder may be replaced: it is this hub's site, or empty. */
static bool check(struct site_folder *folder, struct error *err)
{
	const char *dir = buf_text(&folder->dir);
	struct buf path = {0};
	struct buf mark = {0};
	struct stat info;
	bool own;

	if (lstat(dir, &info) != 0)
		return errno == ENOENT ||
			error_errno(err, ERROR_IO, _("Cannot read %s"),
				gate_name(dir).text);
	if (!S_ISDIR(info.st_mode))
		return error_set(err, ERROR_REFUSED,
			_("%s is no folder. Name another one."),
			gate_name(dir).text);
	folder->replaces = true;
	if (file_is_empty_dir(dir))
		return true;
	file_join(&path, dir, MARK);
	own = file_read(buf_text(&path), MARK_MAX, &mark, NULL) &&
		str_starts(buf_slice(&mark), buf_text(&folder->mark));
	buf_clear(&path);
	buf_clear(&mark);
	return own ||
		error_set(err, ERROR_REFUSED,
			_("%s is not empty and does not hold the site of this "
			  "hub. Name a new folder, or remove it yourself."),
			gate_name(dir).text);
}

/* The new folder, held so that two do not make it at once. */
static bool begin(struct site_folder *folder, struct error *err)
{
	const char *fresh = buf_text(&folder->fresh);
	struct buf parent = {0};
	bool ok;

	buf_str(&parent, file_dir(buf_slice(&folder->dir)));
	ok = file_mkdirs(buf_text(&parent), 0755, err);
	buf_clear(&parent);
	if (!ok)
		return false;
	if (mkdir(fresh, 0755) != 0 && errno != EEXIST)
		return error_errno(err, ERROR_IO, _("Cannot make %s"),
			gate_name(fresh).text);
	folder->lock =
		open(fresh, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder->lock < 0)
		return error_errno(err, ERROR_IO, _("Cannot open %s"),
			gate_name(fresh).text);
	if (flock(folder->lock, LOCK_EX | LOCK_NB) != 0) {
		close(folder->lock);
		folder->lock = -1;
		return error_set(err, ERROR_REFUSED,
			_("Another fyr is writing this site. Try again when it "
			  "is ready."));
	}
	return true;
}

/* What an earlier run left behind that did not come to its end. */
static bool sweep(struct site_folder *folder, struct error *err)
{
	const char *fresh = buf_text(&folder->fresh);

	if (file_is_empty_dir(fresh))
		return true;
	if (!file_remove_tree(fresh, err))
		return false;
	close(folder->lock);
	folder->lock = -1;
	return begin(folder, err);
}

bool site_folder_open(struct site_folder *folder, const char *dir,
	struct str whose, struct error *err)
{
	memset(folder, 0, sizeof(*folder));
	folder->lock = -1;
	file_absolute(&folder->dir, dir);
	while (folder->dir.len > 1 &&
		folder->dir.data[folder->dir.len - 1] == '/')
		buf_cut(&folder->dir, folder->dir.len - 1);
	buf_printf(&folder->mark, "fyr/site/1\n%.*s\n", STR_ARG(whose));
	buf_str(&folder->fresh, file_dir(buf_slice(&folder->dir)));
	buf_printf(&folder->fresh, "/.%.*s.fyr-new",
		STR_ARG(file_name(buf_slice(&folder->dir))));
	return check(folder, err) && begin(folder, err) && sweep(folder, err);
}

static void join(struct buf *out, const struct buf *dir, struct str path)
{
	buf_printf(out, "%s/%.*s", buf_text(dir), STR_ARG(path));
}

bool site_folder_has(const struct site_folder *folder, struct str path)
{
	struct buf name = {0};
	bool has;

	join(&name, &folder->fresh, path);
	has = file_exists(buf_text(&name));
	buf_clear(&name);
	return has;
}

/* True when the old site's file is the same: it is taken over. */
static bool keep(struct site_folder *folder, struct str path,
	struct str content, const char *name)
{
	struct buf old = {0};
	struct buf bytes = {0};
	bool same;

	if (!folder->replaces)
		return false;
	join(&old, &folder->dir, path);
	same = file_read(buf_text(&old), FILE_SAME_MAX, &bytes, NULL) &&
		str_eq(buf_slice(&bytes), content) &&
		linkat(AT_FDCWD, buf_text(&old), AT_FDCWD, name, 0) == 0;
	buf_clear(&old);
	buf_clear(&bytes);
	return same;
}

static bool write_file(const char *name, struct str content, struct error *err)
{
	int fd = open(name,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	bool ok = fd >= 0;

	while (ok && content.len) {
		ssize_t done = write(fd, content.data, content.len);

		if (done < 0 && errno == EINTR)
			continue;
		ok = done > 0;
		if (ok)
			content = str_sub(content, (size_t)done, content.len);
	}
	if (fd >= 0 && close(fd) != 0)
		ok = false;
	return ok ||
		error_errno(err, ERROR_IO, _("Cannot write %s"),
			gate_name(name).text);
}

bool site_folder_put(struct site_folder *folder, struct str path,
	struct str content, struct error *err)
{
	struct buf name = {0};
	struct buf dir = {0};
	bool ok;

	if (site_folder_has(folder, path))
		return true; /* the first of that name stays */
	join(&name, &folder->fresh, path);
	buf_str(&dir, file_dir(buf_slice(&name)));
	ok = file_mkdirs(buf_text(&dir), 0755, err);
	if (ok && !keep(folder, path, content, buf_text(&name))) {
		folder->written++;
		ok = write_file(buf_text(&name), content, err);
	}
	folder->files++;
	buf_clear(&name);
	buf_clear(&dir);
	return ok;
}

static bool count_file(const struct file_entry *entry, bool *skip, void *arg)
{
	(void)skip;
	if (!S_ISDIR(entry->info.st_mode))
		++*(size_t *)arg;
	return true;
}

static size_t count_files(const char *dir)
{
	size_t count = 0;
	int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (root >= 0) {
		file_walk(root, 64, count_file, &count, NULL);
		close(root);
	}
	return count;
}

/* In one step where the system can, else in two. */
static bool swap(struct site_folder *folder, struct error *err)
{
	const char *dir = buf_text(&folder->dir);
	const char *fresh = buf_text(&folder->fresh);
	struct buf old = {0};
	bool ok;

	if (!folder->replaces)
		return rename(fresh, dir) == 0 ||
			error_errno(err, ERROR_IO, _("Cannot write %s"),
				gate_name(dir).text);
	if (syscall(SYS_renameat2, AT_FDCWD, fresh, AT_FDCWD, dir, EXCHANGE) ==
		0)
		return file_remove_tree(fresh, err);
	buf_printf(&old, "%s.old", fresh);
	ok = file_remove_tree(buf_text(&old), err) &&
		(rename(dir, buf_text(&old)) == 0 ||
			error_errno(err, ERROR_IO, _("Cannot write %s"),
				gate_name(dir).text));
	if (ok && rename(fresh, dir) != 0) {
		error_errno(err, ERROR_IO, _("Cannot write %s"),
			gate_name(dir).text);
		rename(buf_text(&old), dir);
		ok = false;
	}
	ok = ok && file_remove_tree(buf_text(&old), err);
	buf_clear(&old);
	return ok;
}

bool site_folder_finish(
	struct site_folder *folder, bool *unchanged, struct error *err)
{
	*unchanged = false;
	if (!site_folder_put(folder, STR(MARK), buf_slice(&folder->mark), err))
		return false;
	*unchanged = folder->replaces && !folder->written &&
		count_files(buf_text(&folder->dir)) == folder->files;
	if (!*unchanged && !swap(folder, err))
		return false;
	return true;
}

void site_folder_close(struct site_folder *folder)
{
	if (!folder)
		return;
	if (folder->lock >= 0) {
		/* In place it has another name by now. */
		file_remove_tree(buf_text(&folder->fresh), NULL);
		close(folder->lock);
	}
	buf_clear(&folder->dir);
	buf_clear(&folder->fresh);
	buf_clear(&folder->mark);
	memset(folder, 0, sizeof(*folder));
	folder->lock = -1;
}
