#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "sync/apply_private.h"
#include "sync/git.h"

enum {
	INDEX_MAX = 1024 * 1024 * 1024
};

static void set_entry(git_index_entry *entry, const struct apply_change *change)
{
	const struct stat *info = &change->info;

	*entry = (git_index_entry){
		.path = change->path, .id = change->id, .mode = change->mode};
	/* Without these git looks at the file itself the next time. */
	if (!change->known)
		return;
	entry->ctime.seconds = (int32_t)info->st_ctim.tv_sec;
	entry->ctime.nanoseconds = (uint32_t)info->st_ctim.tv_nsec;
	entry->mtime.seconds = (int32_t)info->st_mtim.tv_sec;
	entry->mtime.nanoseconds = (uint32_t)info->st_mtim.tv_nsec;
	entry->dev = (uint32_t)info->st_dev;
	entry->ino = (uint32_t)info->st_ino;
	entry->uid = (uint32_t)info->st_uid;
	entry->gid = (uint32_t)info->st_gid;
	entry->file_size = (uint32_t)info->st_size;
}

/* After a crash a person may have staged something since: theirs stays. */
static bool is_ours(git_index *index, const struct apply_change *change)
{
	const git_index_entry *now =
		git_index_get_bypath(index, change->path, 0);

	if (!now)
		return true;
	return (change->old_mode && git_oid_equal(&now->id, &change->old_id)) ||
		(change->mode && git_oid_equal(&now->id, &change->id));
}

static int change_index(struct apply_work *work, const char *path)
{
	git_index *index = NULL;
	git_index_entry entry;
	int code = git_index_open(&index, path);

	/* Removals first: a folder may become a file. */
	for (size_t i = 0; code == 0 && i < work->count; i++) {
		if (!work->changes[i].mode && is_ours(index, &work->changes[i]))
			git_index_remove(index, work->changes[i].path, 0);
	}
	for (size_t i = 0; code == 0 && i < work->count; i++) {
		if (!work->changes[i].mode ||
			!is_ours(index, &work->changes[i]))
			continue;
		set_entry(&entry, &work->changes[i]);
		code = git_index_add(index, &entry);
	}
	if (code == 0)
		code = git_index_write(index);
	git_index_free(index);
	return code;
}

/*
 * libgit2 writes an index only where it read it, under that name's lock. So it
 * works on a copy of our own, whose bytes then fill the lock we hold.
 */
bool apply_write_index(struct apply_work *work, int fd, struct error *err)
{
	struct buf from = {0}, copy = {0}, lock = {0}, bytes = {0};
	bool ok = false;
	int code;

	file_join(&from, git_repository_path(work->apply->repo), "index");
	file_join(&copy, work->apply->dir, "index.new");
	buf_printf(&lock, "%s.lock", buf_text(&copy));
	unlink(buf_text(&lock));
	if (!file_read(buf_text(&from), INDEX_MAX, &bytes, err) ||
		!file_write(buf_text(&copy), buf_slice(&bytes), 0600, err))
		goto out;
	code = change_index(work, buf_text(&copy));
	if (code < 0) {
		gitx_fail(err, ERROR_IO, code,
			_("git's index cannot be written"));
		goto out;
	}
	buf_cut(&bytes, 0);
	if (!file_read(buf_text(&copy), INDEX_MAX, &bytes, err))
		goto out;
	ok = file_write_all(fd, buf_slice(&bytes));
	if (!ok)
		error_errno(err, ERROR_IO, _("git's index cannot be written"));
out:
	unlink(buf_text(&copy));
	buf_clear(&from);
	buf_clear(&copy);
	buf_clear(&lock);
	buf_clear(&bytes);
	return ok;
}
