#include "sync/tree_write.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "sync/git.h"

/* One folder being written; its updates have `skip` bytes of path before. */
struct folder_write {
	git_repository *repo;
	git_treebuilder *builder;
	size_t skip;
};

static int write_folder(git_repository *repo, const git_oid *base,
	const struct tree_updates *updates, size_t skip, git_oid *tree);

/* The folder of an entry, if it is one. */
static const git_oid *folder_of(git_treebuilder *builder, const char *name)
{
	const git_tree_entry *entry = git_treebuilder_get(builder, name);

	return entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE
		? git_tree_entry_id(entry)
		: NULL;
}

/* All updates below one folder. */
static int put_folder(struct folder_write *w, const char *name,
	const struct tree_updates *updates)
{
	const git_oid *old = folder_of(w->builder, name);
	git_oid was, tree;
	int code;

	if (old)
		was = *old;
	code = write_folder(w->repo, old ? &was : NULL, updates,
		w->skip + strlen(name) + 1, &tree);
	if (code == GIT_ENOTFOUND)
		return old ? git_treebuilder_remove(w->builder, name) : 0;
	if (code < 0)
		return code;
	return git_treebuilder_insert(
		NULL, w->builder, name, &tree, GIT_FILEMODE_TREE);
}

static int put_file(struct folder_write *w, const struct tree_update *update)
{
	const char *name = update->path + w->skip;

	if (update->mode)
		return git_treebuilder_insert(NULL, w->builder, name,
			&update->id, (git_filemode_t)update->mode);
	if (!git_treebuilder_get(w->builder, name) ||
		folder_of(w->builder, name))
		return 0;
	return git_treebuilder_remove(w->builder, name);
}

static int put_folders(
	struct folder_write *w, const struct tree_updates *updates)
{
	struct buf name = {0};
	size_t i = 0, end;
	int code = 0;

	while (code == 0 && i < updates->count) {
		const char *rest = updates->items[i].path + w->skip;
		size_t len = strcspn(rest, "/");
		struct tree_updates part = {updates->items + i, 0};

		end = i + 1;
		if (rest[len]) {
			while (end < updates->count &&
				strncmp(updates->items[end].path + w->skip,
					rest, len + 1) == 0)
				end++;
			part.count = end - i;
			buf_cut(&name, 0);
			buf_add(&name, rest, len);
			code = put_folder(w, buf_text(&name), &part);
		}
		i = end;
	}
	buf_clear(&name);
	return code;
}

/* Files that go first, then folders, then files that come. */
static int put_all(struct folder_write *w, const struct tree_updates *updates)
{
	int code = 0;
	size_t i;

	for (i = 0; code == 0 && i < updates->count; i++)
		if (!updates->items[i].mode &&
			!strchr(updates->items[i].path + w->skip, '/'))
			code = put_file(w, &updates->items[i]);
	if (code == 0)
		code = put_folders(w, updates);
	for (i = 0; code == 0 && i < updates->count; i++)
		if (updates->items[i].mode &&
			!strchr(updates->items[i].path + w->skip, '/'))
			code = put_file(w, &updates->items[i]);
	return code;
}

/* GIT_ENOTFOUND when nothing is left in it. */
static int write_folder(git_repository *repo, const git_oid *base,
	const struct tree_updates *updates, size_t skip, git_oid *tree)
{
	struct folder_write w = {.repo = repo, .skip = skip};
	git_tree *old = NULL;
	int code = base ? git_tree_lookup(&old, repo, base) : 0;

	if (code == 0)
		code = git_treebuilder_new(&w.builder, repo, old);
	if (code == 0)
		code = put_all(&w, updates);
	if (code == 0 && skip && !git_treebuilder_entrycount(w.builder))
		code = GIT_ENOTFOUND;
	if (code == 0)
		code = git_treebuilder_write(tree, w.builder);
	git_treebuilder_free(w.builder);
	git_tree_free(old);
	return code;
}

bool tree_write(git_repository *repo, const git_oid *base,
	const struct tree_updates *updates, git_oid *tree, struct error *err)
{
	int code = write_folder(repo, base, updates, 0, tree);

	return code == 0 ||
		gitx_fail(err, ERROR_IO, code,
			_("The change cannot be written into the repository"));
}
