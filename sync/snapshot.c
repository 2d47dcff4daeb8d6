#include "sync/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/commit.h"
#include "sync/git.h"
#include "sync/snapshot_private.h"
#include "sync/tree.h"

struct snapshot {
	git_repository *repo;
	git_odb *odb;
	struct tree_cache *cache;
	bool started;
};

static bool open_repo(
	struct snapshot *snapshot, const char *path, struct error *err)
{
	int code;

	if (path && !gitx_open(path, &snapshot->repo, err))
		return false;
	if (!path) {
		code = git_repository_open_ext(&snapshot->repo, NULL,
			GIT_REPOSITORY_OPEN_FROM_ENV, NULL);
		if (code < 0)
			return gitx_fail(err, ERROR_IO, code,
				_("The repository that git names (GIT_DIR) "
				  "cannot be opened"));
	}
	code = git_repository_odb(&snapshot->odb, snapshot->repo);
	return code == 0 ||
		gitx_fail(err, ERROR_IO, code,
			_("The objects of the repository cannot be read"));
}

bool snapshot_open(
	const char *path, struct snapshot **snapshot, struct error *err)
{
	struct snapshot *opened;

	if (!gitx_begin(err))
		return false;
	opened = mem_alloc(sizeof(*opened));
	opened->started = true;
	opened->cache = tree_cache_new();
	if (!open_repo(opened, path, err)) {
		snapshot_close(opened);
		return false;
	}
	*snapshot = opened;
	return true;
}

void snapshot_close(struct snapshot *snapshot)
{
	if (!snapshot)
		return;
	tree_cache_free(snapshot->cache);
	git_odb_free(snapshot->odb);
	git_repository_free(snapshot->repo);
	if (snapshot->started)
		gitx_end();
	free(snapshot);
}

git_repository *snapshot_repo(struct snapshot *snapshot)
{
	return snapshot->repo;
}

git_odb *snapshot_odb(struct snapshot *snapshot)
{
	return snapshot->odb;
}

bool snapshot_is_cut(struct snapshot *snapshot)
{
	return git_repository_is_shallow(snapshot->repo) == 1;
}

bool snapshot_lacks(struct snapshot *snapshot, const git_oid *id)
{
	return !git_odb_exists(snapshot->odb, id) && snapshot_is_cut(snapshot);
}

bool snapshot_branch(struct snapshot *snapshot, char ref[SNAPSHOT_REF],
	char tip[SOURCE_ID], struct error *err)
{
	struct gitx_head head;

	if (!gitx_head(snapshot->repo, &head, err))
		return false;
	gitx_copy(ref, SNAPSHOT_REF, head.ref);
	*tip = '\0';
	if (!head.unborn)
		gitx_hex(&head.id, tip);
	return true;
}

static bool no_commit(const char *name, struct error *err)
{
	return error_set(err, ERROR_NOT_FOUND,
		_("There is no commit %s in this repository."),
		gate_name(name).text);
}

bool snapshot_commit_of(struct snapshot *snapshot, const char *name,
	char commit[SOURCE_ID], struct error *err)
{
	git_object *found = NULL;
	git_object *peeled = NULL;

	if (git_revparse_single(&found, snapshot->repo, name) < 0)
		return no_commit(name, err);
	if (git_object_peel(&peeled, found, GIT_OBJECT_COMMIT) < 0) {
		git_object_free(found);
		return no_commit(name, err);
	}
	gitx_hex(git_object_id(peeled), commit);
	git_object_free(peeled);
	git_object_free(found);
	return true;
}

static bool tree_of(struct snapshot *snapshot, const char *commit,
	git_oid *tree, struct error *err)
{
	git_oid id;

	if (!gitx_id(commit, &id))
		return no_commit(commit, err);
	return commit_tree(snapshot->odb, &id, tree, err);
}

/* --- listing --- */

struct listing {
	source_each *each;
	void *arg;
};

static bool list_item(const struct tree_item *item, void *arg)
{
	struct listing *listing = arg;
	char version[SOURCE_ID];
	const struct source_file file = {
		.path = item->path, .version = version};

	gitx_hex(item->id, version);
	return listing->each(&file, listing->arg);
}

bool snapshot_list(struct snapshot *snapshot, const char *commit,
	source_each *each, void *arg, struct error *err)
{
	struct listing listing = {each, arg};
	const struct tree_walk walk = {.odb = snapshot->odb,
		.each = list_item,
		.arg = &listing,
		.cache = snapshot->cache};
	git_oid tree;

	return tree_of(snapshot, commit, &tree, err) &&
		tree_compare(&walk, &tree, NULL, 0, err);
}

/* --- reading --- */

static bool read_blob(struct snapshot *snapshot, const git_oid *id,
	struct buf *out, struct error *err)
{
	git_odb_object *object = NULL;
	git_object_t type = GIT_OBJECT_INVALID;
	size_t size = 0;
	int code = git_odb_read_header(&size, &type, snapshot->odb, id);

	if (code == 0 && (type != GIT_OBJECT_BLOB || size > SOURCE_FILE_MAX))
		return error_set(err, ERROR_IO,
			_("It is no file, or larger than 64 MiB."));
	if (code == 0)
		code = git_odb_read(&object, snapshot->odb, id);
	if (code < 0)
		return gitx_fail(err, ERROR_IO, code,
			_("A file is missing or damaged in the repository; try "
			  "'git fsck', or make a fresh clone"));
	buf_add(out, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	return true;
}

bool snapshot_read_version(struct snapshot *snapshot, const char *version,
	struct buf *out, struct error *err)
{
	git_oid id;

	if (!gitx_id(version, &id))
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no such version of %s."), version);
	return read_blob(snapshot, &id, out, err);
}

bool snapshot_read(struct snapshot *snapshot, const char *commit,
	const char *path, struct buf *out, struct error *err)
{
	struct tree_found found;
	git_oid tree;

	if (!tree_of(snapshot, commit, &tree, err) ||
		!tree_find(snapshot->odb, &tree, path, &found, err))
		return false;
	if (!tree_is_file(found.mode))
		return error_set(err, ERROR_REFUSED,
			_("The file %s is not read: it is a link, a folder or "
			  "a submodule."),
			gate_name(path).text);
	return read_blob(snapshot, &found.id, out, err);
}

bool snapshot_exists(
	struct snapshot *snapshot, const char *commit, const char *path)
{
	struct tree_found found;
	git_oid tree;

	return tree_of(snapshot, commit, &tree, NULL) &&
		tree_find(snapshot->odb, &tree, path, &found, NULL);
}

/* --- comparing --- */

struct comparing {
	snapshot_each *each;
	void *arg;
	bool stopped;
};

static bool compare_item(const struct tree_item *item, void *arg)
{
	struct comparing *comparing = arg;
	char version[SOURCE_ID] = "";
	char old_version[SOURCE_ID] = "";
	struct snapshot_change change = {
		.path = item->path, .version = version};

	change.old_version = old_version;
	if (item->id) {
		gitx_hex(item->id, version);
		change.unsafe = tree_unsafe(item->path);
		if (!tree_is_file(item->mode))
			change.unsafe = _("it is a link, a folder or a "
					  "submodule");
	}
	if (item->old_id && tree_is_file(item->old_mode))
		gitx_hex(item->old_id, old_version);
	comparing->stopped = !comparing->each(&change, comparing->arg);
	return !comparing->stopped;
}

/* A name that is left out of a walk: it may not stand in a hub at all. */
static void compare_skip(const char *path, const char *reason, void *arg)
{
	struct comparing *comparing = arg;
	const struct snapshot_change change = {.path = path,
		.version = "",
		.old_version = "",
		.unsafe = reason};

	if (!comparing->stopped)
		comparing->stopped = !comparing->each(&change, comparing->arg);
}

static bool compare(struct snapshot *snapshot, struct comparing *comparing,
	const git_oid *tree, const git_oid *olds, size_t count)
{
	const struct tree_walk walk = {.odb = snapshot->odb,
		.scope = TREE_ALL,
		.each = compare_item,
		.skip = compare_skip,
		.arg = comparing,
		.cache = snapshot->cache};
	const git_oid **list = mem_array(count + 1, sizeof(*list));
	bool ok;
	size_t i;

	for (i = 0; i < count; i++)
		list[i] = &olds[i];
	ok = tree_compare(&walk, tree, list, count, NULL);
	free(list);
	return ok;
}

static bool no_tree(const char *commit, struct error *err)
{
	return error_set(err, ERROR_IO,
		_("The files of the commit %s cannot be read."), commit);
}

bool snapshot_compare(struct snapshot *snapshot,
	const struct snapshot_range *range, snapshot_each *each, void *arg,
	struct error *err)
{
	struct comparing comparing = {each, arg, false};
	git_oid tree;
	git_oid old;

	if (!tree_of(snapshot, range->to, &tree, err) ||
		(range->from && !tree_of(snapshot, range->from, &old, err)))
		return false;
	return compare(snapshot, &comparing, &tree, &old,
		       range->from ? 1 : 0) ||
		no_tree(range->to, err);
}

bool snapshot_changes(struct snapshot *snapshot, const char *commit,
	snapshot_each *each, void *arg, struct error *err)
{
	struct comparing comparing = {each, arg, false};
	struct commit found = {0};
	git_oid *olds = NULL;
	git_oid id;
	size_t count = 0;
	size_t i;
	bool ok;

	if (!gitx_id(commit, &id))
		return no_commit(commit, err);
	if (!commit_read(snapshot->odb, &id, &found, err))
		return false;
	olds = mem_array(found.parent_count + 1, sizeof(*olds));
	ok = true;
	for (i = 0; ok && i < found.parent_count; i++) {
		ok = commit_parent(&found, i, &id);
		if (!ok || snapshot_lacks(snapshot, &id))
			continue;
		ok = commit_tree(snapshot->odb, &id, &olds[count++], err);
	}
	if (ok && (count || !found.parent_count))
		ok = compare(snapshot, &comparing, &found.tree, olds, count) ||
			no_tree(commit, err);
	free(olds);
	commit_clear(&found);
	return ok;
}
