#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "sync/apply_private.h"
#include "sync/git.h"

enum {
	GROWTH = 4096 /* room for the end of a file, or for one that grows */
};

int apply_open_parent(int root, const char *path, bool make, const char **name)
{
	const int how = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	struct str rest = str_from(path);
	int dir = openat(root, ".", how);
	size_t slash;

	while (dir >= 0 && (slash = str_find(rest, '/')) < rest.len) {
		char *part = str_copy(str_sub(rest, 0, slash));
		int next = openat(dir, part, how);

		if (next < 0 && errno == ENOENT && make &&
			(mkdirat(dir, part, 0777) == 0 || errno == EEXIST))
			next = openat(dir, part, how);
		free(part);
		close(dir);
		dir = next;
		rest = str_sub(rest, slash + 1, rest.len);
	}
	*name = rest.data;
	return dir;
}

/* True with the content; false with APPLY_NONE, _BLOCKED or _OTHER. */
bool apply_read_at(int dir, const char *name, struct buf *out,
	struct stat *info, enum apply_have *have)
{
	int fd = openat(
		dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t got = 1;
	size_t room;

	if (fd < 0) {
		*have = errno == ENOENT ? APPLY_NONE : APPLY_BLOCKED;
		return false;
	}
	*have = APPLY_OTHER;
	if (fstat(fd, info) < 0 || !S_ISREG(info->st_mode))
		*have = APPLY_BLOCKED;
	if (*have == APPLY_BLOCKED || info->st_size > APPLY_FILE_MAX) {
		close(fd);
		return false;
	}
	room = (size_t)info->st_size + 1;
	while (got > 0 && out->len <= APPLY_FILE_MAX) {
		got = read(fd, buf_room(out, room), room);
		if (got > 0)
			out->len += (size_t)got;
		room = room > (size_t)got + GROWTH ? room - (size_t)got
						   : GROWTH;
	}
	close(fd);
	return got == 0;
}

static bool is_set(const char *value)
{
	git_attr_value_t kind = git_attr_value(value);

	return kind == GIT_ATTR_VALUE_TRUE || kind == GIT_ATTR_VALUE_STRING;
}

/* Asked once for each file: looking for attributes costs many system calls. */
void apply_judge(struct apply_work *work, struct apply_change *change)
{
	const char *names[] = {"filter", "working-tree-encoding", "ident",
		"text", "eol", "crlf"};
	enum {
		COUNT = sizeof(names) / sizeof(names[0])
	};
	const char *values[COUNT] = {NULL};

	if (change->judged)
		return;
	change->judged = true;
	if (git_attr_get_many(values, work->apply->repo,
		    GIT_ATTR_CHECK_FILE_THEN_INDEX, change->path, COUNT,
		    names) < 0) {
		change->foreign = true;
		return;
	}
	change->foreign = is_set(values[0]) || is_set(values[1]);
	change->plain = !work->auto_crlf;
	for (size_t i = 0; i < COUNT; i++)
		change->plain = change->plain &&
			git_attr_value(values[i]) == GIT_ATTR_VALUE_UNSPECIFIED;
}

static bool is_plain(struct apply_work *work, struct apply_change *change)
{
	apply_judge(work, change);
	return change->plain;
}

bool apply_smudge(struct apply_work *work, struct apply_change *change,
	const git_oid *id, struct buf *out)
{
	git_repository *repo = work->apply->repo;
	git_filter_list *filters = NULL;
	git_blob *blob = NULL;
	git_buf text = {0};
	bool ok = git_blob_lookup(&blob, repo, id) == 0;

	if (ok && !is_plain(work, change))
		ok = git_filter_list_load(&filters, repo, blob, change->path,
			     GIT_FILTER_TO_WORKTREE,
			     GIT_FILTER_ALLOW_UNSAFE) == 0;
	if (ok && !filters) {
		buf_add(out, git_blob_rawcontent(blob),
			(size_t)git_blob_rawsize(blob));
	} else if (ok) {
		ok = git_filter_list_apply_to_blob(&text, filters, blob) == 0;
		if (ok)
			buf_add(out, text.ptr, text.size);
	}
	git_buf_dispose(&text);
	git_filter_list_free(filters);
	git_blob_free(blob);
	return ok;
}

static bool hash(struct str bytes, git_oid *id)
{
	return git_odb_hash(id, bytes.data ? bytes.data : "", bytes.len,
		       GIT_OBJECT_BLOB) == 0;
}

/* The id git would give the bytes, if that is not simply their hash. */
static bool filtered_id(git_filter_list *filters, struct str bytes, git_oid *id)
{
	git_buf text = {0};
	bool ok = git_filter_list_apply_to_buffer(
			  &text, filters, bytes.data, bytes.len) == 0 &&
		hash((struct str){text.ptr, text.size}, id);

	git_buf_dispose(&text);
	return ok;
}

static bool is_smudged(struct apply_work *work, struct apply_change *change,
	const git_oid *id, struct str bytes)
{
	struct buf want = {0};
	bool same = apply_smudge(work, change, id, &want) &&
		str_eq(buf_slice(&want), bytes);

	buf_clear(&want);
	return same;
}

static bool clean_id(struct apply_work *work, struct apply_change *change,
	struct apply_seen *seen, struct str bytes)
{
	git_filter_list *filters = NULL;
	bool ok = true;

	seen->clean = seen->raw;
	if (is_plain(work, change))
		return true;
	ok = git_filter_list_load(&filters, work->apply->repo, NULL,
		     change->path, GIT_FILTER_TO_ODB,
		     GIT_FILTER_ALLOW_UNSAFE) == 0;
	if (ok && filters)
		ok = filtered_id(filters, bytes, &seen->clean);
	git_filter_list_free(filters);
	return ok;
}

/* Is it the blob `id`: as git would store it, as it is, or as git writes it? */
static bool is_blob(struct apply_work *work, struct apply_change *change,
	const struct apply_seen *seen, const git_oid *id, struct str bytes)
{
	return git_oid_equal(&seen->clean, id) ||
		git_oid_equal(&seen->raw, id) ||
		(!change->plain && is_smudged(work, change, id, bytes));
}

static bool is_mode(const struct apply_work *work, unsigned want, mode_t have)
{
	return want &&
		(!work->file_mode || ((want ^ (unsigned)have) & 0100) == 0);
}

/* Old, new or other, by content and the bit that makes it a program. */
static enum apply_have compare(struct apply_work *work,
	struct apply_change *change, struct apply_seen *seen, struct str bytes)
{
	if (!hash(bytes, &seen->raw) || !clean_id(work, change, seen, bytes))
		return APPLY_OTHER;
	if (is_mode(work, change->mode, seen->info.st_mode) &&
		is_blob(work, change, seen, &change->id, bytes))
		return APPLY_NEW;
	if (is_mode(work, change->old_mode, seen->info.st_mode) &&
		is_blob(work, change, seen, &change->old_id, bytes))
		return APPLY_OLD;
	return APPLY_OTHER;
}

struct apply_seen apply_look_at(struct apply_work *work,
	struct apply_change *change, int dir, const char *name)
{
	struct apply_seen seen = {.have = APPLY_NONE};
	struct buf bytes = {0};

	if (apply_read_at(dir, name, &bytes, &seen.info, &seen.have))
		seen.have = compare(work, change, &seen, buf_slice(&bytes));
	buf_clear(&bytes);
	return seen;
}

enum apply_have apply_look(struct apply_work *work, struct apply_change *change)
{
	const char *name;
	int dir = apply_open_parent(work->root, change->path, false, &name);
	enum apply_have have;

	if (dir < 0)
		return errno == ENOENT ? APPLY_NONE : APPLY_BLOCKED;
	have = apply_look_at(work, change, dir, name).have;
	close(dir);
	return have;
}
