#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "sync/apply_private.h"
#include "sync/displaced.h"
#include "sync/git.h"

enum {
	SWAPS_MAX = 16, /* saves in a row while we put a text back */
	STAGE_NAME = 40 /* a number, and what it is */
};

/* Not in the C library without GNU extensions. */
static int rename_flags(int from_dir, const char *from, int to_dir,
	const char *to, unsigned how)
{
	return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, how);
}

static bool has_no_flags(void)
{
	return errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
}

int apply_rename_new(int from_dir, const char *from, int to_dir, const char *to)
{
	if (rename_flags(from_dir, from, to_dir, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (!has_no_flags())
		return -1;
	if (linkat(from_dir, from, to_dir, to, 0) < 0)
		return -1;
	return unlinkat(from_dir, from, 0);
}

static bool is_there(int dir, const char *name)
{
	return faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Linking and removing could remove what an editor saved in between. */
static int take_out(int dir, const char *path, int stage, const char *name)
{
	if (rename_flags(dir, path, stage, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (!has_no_flags())
		return -1;
	errno = EEXIST;
	return is_there(stage, name) ? -1 : renameat(dir, path, stage, name);
}

static void out_name(const char *name, char out[STAGE_NAME])
{
	snprintf(out, STAGE_NAME, "%s.out", name);
}

/* Under a name of its own, until all of stage/ goes to displaced/. */
static int put_aside(int stage, const char *name)
{
	char aside[STAGE_NAME + 24];
	struct stat info;

	if (fstatat(stage, name, &info, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	snprintf(aside, sizeof(aside), "%s.%llu", name,
		(unsigned long long)info.st_ino);
	return apply_rename_new(stage, name, stage, aside);
}

/*
 * Without exchange, taking out and putting in are two steps, and for a moment
 * nothing is there. The other order would write over what an editor renamed
 * into place between them.
 */
static int swap_by_link(int stage, const char *name, int dir, const char *path)
{
	char out[STAGE_NAME];
	int code, why;

	out_name(name, out);
	if (renameat(dir, path, stage, out) < 0 &&
		(errno != ENOENT || !is_there(stage, out)))
		return -1;
	code = apply_rename_new(stage, name, dir, path);
	why = errno;
	if (code < 0 && why == EEXIST) {
		/* A person saved there meanwhile: that stays. */
		code = put_aside(stage, name);
		if (code == 0)
			code = renameat(stage, out, stage, name);
		errno = code == 0 ? EEXIST : errno;
		return -1;
	}
	if (code < 0) {
		apply_rename_new(stage, out, dir, path);
		errno = why;
		return -1;
	}
	return renameat(stage, out, stage, name);
}

static int exchange(int stage, const char *name, int dir, const char *path)
{
	char out[STAGE_NAME];

	if (rename_flags(stage, name, dir, path, RENAME_EXCHANGE) == 0)
		return 0;
	out_name(name, out);
	if (!has_no_flags() && (errno != ENOENT || !is_there(stage, out)))
		return -1;
	return swap_by_link(stage, name, dir, path);
}

static void stage_name(size_t n, char name[STAGE_NAME])
{
	snprintf(name, STAGE_NAME, "%zu", n);
}

static bool fail_file(const char *path, struct error *err)
{
	return error_errno(
		err, ERROR_IO, _("Writing %s failed"), gate_name(path).text);
}

static bool write_staged(
	struct apply_work *work, struct apply_change *change, const char *name)
{
	struct buf text = {0};
	size_t done = 0;
	bool ok = false;
	int fd = openat(work->stage, name,
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
		change->mode & 0100 ? 0777 : 0666);

	if (fd < 0)
		return false;
	if (!apply_smudge(work, change, &change->id, &text)) {
		errno = ENOENT;
		goto out;
	}
	while (done < text.len) {
		ssize_t put = write(fd, text.data + done, text.len - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			goto out;
		done += (size_t)put;
	}
	ok = true;
out:
	if (close(fd) < 0)
		ok = false;
	buf_clear(&text);
	return ok;
}

bool apply_stage(struct apply_work *work, size_t n, struct error *err)
{
	struct apply_change *change = &work->changes[n];
	char name[STAGE_NAME], part[STAGE_NAME + 8];

	if (change->mode == 0)
		return true;
	stage_name(n, name);
	if (is_there(work->stage, name))
		return true;
	snprintf(part, sizeof(part), "%s.part", name);
	unlinkat(work->stage, part, 0);
	if (write_staged(work, change, part) &&
		renameat(work->stage, part, work->stage, name) == 0)
		return true;
	fail_file(change->path, err);
	unlinkat(work->stage, part, 0);
	return false;
}

/* What came out goes to displaced/; without a hash as a person's text. */
static void displace(struct apply_work *work, const char *name,
	const git_oid *raw, const char *path)
{
	char hex[SOURCE_ID];

	if (raw)
		gitx_hex(raw, hex);
	displaced_add(&(struct displaced_file){.stage = work->stage,
		.displaced = work->displaced,
		.name = name,
		.hash = raw ? hex : NULL,
		.path = path});
}

/*
 * stage/<n> may hold what came out of the tree. The old text, or ours that was
 * not needed, goes to displaced/. A person's text goes back to its place; if
 * what then comes out is not what we had put there, it is a later save and goes
 * back in turn.
 */
static void settle(struct apply_work *work, struct apply_change *change,
	int dir, const char *path, const char *name)
{
	git_oid put[2] = {{{0}}, {{0}}}; /* the last two we put at the path */
	struct apply_seen out = {.have = APPLY_NONE};
	bool ours = false;

	for (int i = 0; i < SWAPS_MAX; i++) {
		int code;

		out = apply_look_at(work, change, work->stage, name);
		if (out.have == APPLY_NONE)
			return;
		ours = out.have == APPLY_OLD || out.have == APPLY_NEW;
		if (ours || (i > 1 && git_oid_equal(&out.raw, &put[0])))
			break;
		change->kept = true;
		code = change->mode
			? exchange(work->stage, name, dir, path)
			: apply_rename_new(work->stage, name, dir, path);
		if (code < 0 && errno == ENOENT)
			code = apply_rename_new(work->stage, name, dir, path);
		if (code < 0)
			break;
		put[0] = put[1];
		put[1] = out.raw;
	}
	displace(work, name, ours ? &out.raw : NULL, change->path);
}

/* What git's index may remember: the staged file, untouched in its place. */
static void remember(struct apply_change *change, int dir, const char *path,
	const struct stat *staged)
{
	struct stat now;

	change->known = !change->kept && change->mode &&
		fstatat(dir, path, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
		now.st_ino == staged->st_ino &&
		now.st_size == staged->st_size &&
		now.st_mtim.tv_sec == staged->st_mtim.tv_sec &&
		now.st_mtim.tv_nsec == staged->st_mtim.tv_nsec;
	if (change->known)
		change->info = now;
}

/* Killed between taking out and putting in. */
static bool is_half_swapped(const struct apply_work *work, const char *name)
{
	char out[STAGE_NAME];

	out_name(name, out);
	return is_there(work->stage, out);
}

/* What goes in may be a person's text, that was being put back. */
static int end_swap(struct apply_work *work, struct apply_change *change,
	int dir, const char *path, const char *name)
{
	if (apply_look_at(work, change, work->stage, name).have != APPLY_NEW)
		change->kept = true;
	return exchange(work->stage, name, dir, path);
}

static bool swap_at(struct apply_work *work, struct apply_change *change,
	int dir, const char *path, const char *name)
{
	struct stat staged = {0};
	enum apply_have have = apply_look_at(work, change, dir, path).have;
	int code = 0;

	fstatat(work->stage, name, &staged, AT_SYMLINK_NOFOLLOW);
	if (have == APPLY_OLD && change->mode)
		code = exchange(work->stage, name, dir, path);
	else if (have == APPLY_OLD)
		code = take_out(dir, path, work->stage, name);
	else if (have == APPLY_NONE && is_half_swapped(work, name))
		code = end_swap(work, change, dir, path, name);
	else if (have == APPLY_NONE && change->mode && !change->old_mode)
		code = apply_rename_new(work->stage, name, dir, path);
	else if (have == APPLY_NONE)
		change->kept = change->mode != 0;
	else if (have != APPLY_NEW)
		change->kept = true;
	if (code < 0 && errno != EEXIST && errno != ENOENT)
		return false;
	if (code < 0)
		change->kept = true;
	settle(work, change, dir, path, name);
	remember(change, dir, path, &staged);
	return true;
}

/* Folders that are empty now go, as with git; the tree itself stays. */
static void prune(int root, const char *path)
{
	struct buf left = {0};
	const char *name;
	int dir;

	buf_str(&left, file_dir(str_from(path)));
	while (!str_is(buf_slice(&left), ".")) {
		char *parent = str_copy(file_dir(buf_slice(&left)));
		bool gone;

		dir = apply_open_parent(root, buf_text(&left), false, &name);
		gone = dir >= 0 && unlinkat(dir, name, AT_REMOVEDIR) == 0;
		if (dir >= 0)
			close(dir);
		buf_cut(&left, gone ? 0 : left.len);
		if (!gone) {
			free(parent);
			break;
		}
		buf_put(&left, parent);
		free(parent);
	}
	buf_clear(&left);
}

bool apply_swap(struct apply_work *work, size_t n, struct error *err)
{
	struct apply_change *change = &work->changes[n];
	char name[STAGE_NAME];
	const char *path;
	int dir = apply_open_parent(
		work->root, change->path, change->mode != 0, &path);
	bool ok;

	stage_name(n, name);
	if (dir < 0 && errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
		return fail_file(change->path, err);
	if (dir < 0) {
		/* Gone already, or a person put something in the way. */
		change->kept = change->mode != 0;
		return true;
	}
	ok = swap_at(work, change, dir, path, name) ||
		fail_file(change->path, err);
	close(dir);
	if (ok && change->mode == 0 && !change->kept)
		prune(work->root, change->path);
	return ok;
}

/* Does git hold these bytes, as they are or with its own line ends? */
static bool is_stored(struct apply_work *work, struct str bytes, git_oid *raw)
{
	struct buf lines = {0};
	git_oid id;
	bool yes;

	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.data[i] != '\r' || i + 1 == bytes.len ||
			bytes.data[i + 1] != '\n')
			buf_byte(&lines, bytes.data[i]);
	}
	yes = git_odb_hash(raw, bytes.len ? bytes.data : "", bytes.len,
		      GIT_OBJECT_BLOB) == 0 &&
		git_odb_hash(&id, buf_text(&lines), lines.len,
			GIT_OBJECT_BLOB) == 0 &&
		(git_odb_exists(work->odb, raw) ||
			git_odb_exists(work->odb, &id));
	buf_clear(&lines);
	return yes;
}

static void displace_unknown(struct apply_work *work, const char *name)
{
	struct buf bytes = {0};
	struct stat info;
	enum apply_have have;
	git_oid raw = {{0}};
	bool ours = apply_read_at(work->stage, name, &bytes, &info, &have) &&
		is_stored(work, buf_slice(&bytes), &raw);

	displace(work, name, ours ? &raw : NULL, NULL);
	buf_clear(&bytes);
}

void apply_clear_stage(struct apply_work *work)
{
	int fd = openat(work->stage, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (str_ends(str_from(entry->d_name), ".part"))
			unlinkat(work->stage, entry->d_name, 0);
		else
			displace_unknown(work, entry->d_name);
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
}
