#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/apply_private.h"
#include "sync/commit.h"
#include "sync/git.h"
#include "sync/tree.h"

enum {
	NAMES_MAX = 3
};

/* %s: up to three names. First of a sync, then of a commit of our own. */
static const char *const causes[][2] = {
	[CAUSE_EDITED] =
		{N_("Edited here and changed by others: %s. Commit your "
		    "changes (git commit) or undo them (git checkout -- "
		    "FILE), then sync again."),
			N_("Edited here and not committed: %s. Commit that "
			   "(git commit) or undo it (git checkout -- FILE), "
			   "then try again.")},
	[CAUSE_STAGED] =
		{N_("Staged with 'git add' and changed by others: %s. Commit "
		    "that (git commit) or take it back (git reset), then sync "
		    "again."),
			N_("Staged with 'git add' and not committed: %s. "
			   "Commit that (git commit) or take it back (git "
			   "reset), then try again.")},
	[CAUSE_IN_THE_WAY] =
		{N_("New from others, but something is in the way here: %s. "
		    "Move or rename that, then sync again."),
			N_("Something that is not committed is in the way "
			   "here: %s. Commit, move or rename that, then try "
			   "again.")},
	[CAUSE_BAD_NAMES] =
		{N_("Others added names that are not safe to write here: %s. "
		    "Ask them to rename these; until then 'git pull' may "
		    "help."),
			N_("This name is not safe to write here: %s.")},
	[CAUSE_BAD_KINDS] =
		{N_("Links or submodules were changed by others: %s. Only git "
		    "itself brings those forward: run 'git pull'."),
			N_("This is a link or a submodule: %s. Only git "
			   "itself changes those.")},
	[CAUSE_FILTERED] =
		{N_("Changed by others, and written through a filter that "
		    "only git itself runs (filter, working-tree-encoding): "
		    "%s. Run 'git pull'."),
			N_("Written through a filter that only git itself "
			   "runs (filter, working-tree-encoding): %s. Change "
			   "it in an editor and commit it with git.")},
	[CAUSE_ATTRIBUTES] =
		{N_("The rules for line ends and filters were changed by "
		    "others: %s. Only git itself applies those: run 'git "
		    "pull'."),
			N_("The rules for line ends and filters (%s) are "
			   "committed with git itself.")},
	[CAUSE_HIDDEN] =
		{N_("Changed by others, and not checked out here (sparse "
		    "checkout): %s. Run 'git pull'."),
			N_("Not checked out here (sparse checkout): %s. "
			   "Commit with git itself.")},
	[CAUSE_TOO_BIG] =
		{N_("Changed by others, and too big for a sync: %s. Run 'git "
		    "pull'."),
			N_("Too big to be committed here: %s. Commit it with "
			   "git itself.")},
};

const char *apply_cause_text(const struct apply_work *work)
{
	return _(causes[work->cause][work->apply->saving]);
}

/* The first kind of cause is the one told. */
static void add_cause(
	struct apply_work *work, enum apply_cause cause, const char *path)
{
	if (!work->cause)
		work->cause = cause;
	if (work->cause != cause)
		return;
	if (work->named++ < NAMES_MAX) {
		if (work->names.len > 0)
			buf_put(&work->names, ", ");
		buf_put(&work->names, gate_name(path).text);
	}
}

static void skip(const char *path, const char *reason, void *arg)
{
	(void)reason;
	add_cause(arg, CAUSE_BAD_NAMES, path);
}

/* Old repositories have modes like 0100664, which the index never has. */
static unsigned canonical(unsigned mode)
{
	if ((mode & 0170000) != 0100000)
		return mode;
	return mode & 0100 ? 0100755 : 0100644;
}

static bool keep(const struct tree_item *item, void *arg)
{
	struct apply_work *work = arg;
	struct apply_change *change;

	work->changes = mem_grow(work->changes, &work->cap, work->count + 1,
		sizeof(*work->changes));
	change = &work->changes[work->count++];
	change->path = mem_text(item->path);
	if (item->id) {
		change->id = *item->id;
		change->mode = canonical(item->mode);
	}
	if (item->old_id) {
		change->old_id = *item->old_id;
		change->old_mode = canonical(item->old_mode);
	}
	return true;
}

bool apply_collect(struct apply_work *work, struct error *err)
{
	struct tree_walk walk = {.odb = work->odb,
		.scope = TREE_ALL,
		.each = keep,
		.skip = skip,
		.arg = work};
	git_oid old, new;
	const git_oid *olds[] = {&old};

	return commit_tree(work->odb, &work->apply->old, &old, err) &&
		commit_tree(work->odb, &work->apply->new, &new, err) &&
		tree_compare(&walk, &new, olds, 1, err);
}

static bool is_file(unsigned mode)
{
	return mode == 0 || (mode & 0170000) == 0100000;
}

static bool is_foreign(struct apply_work *work, struct apply_change *change)
{
	apply_judge(work, change);
	return change->foreign;
}

static bool is_too_big(struct apply_work *work, const git_oid *id)
{
	size_t size;
	git_object_t type;

	return git_odb_read_header(&size, &type, work->odb, id) < 0 ||
		type != GIT_OBJECT_BLOB || size > APPLY_FILE_MAX;
}

/* What only the commits and the attributes decide. */
static void check_kind(struct apply_work *work, struct apply_change *change)
{
	const char *name = strrchr(change->path, '/');

	name = name ? name + 1 : change->path;
	if (tree_unsafe(change->path))
		add_cause(work, CAUSE_BAD_NAMES, change->path);
	else if (!is_file(change->mode) || !is_file(change->old_mode))
		add_cause(work, CAUSE_BAD_KINDS, change->path);
	else if (strcmp(name, ".gitattributes") == 0)
		add_cause(work, CAUSE_ATTRIBUTES, change->path);
	else if (change->mode && is_too_big(work, &change->id))
		add_cause(work, CAUSE_TOO_BIG, change->path);
	else if (change->mode && is_foreign(work, change))
		add_cause(work, CAUSE_FILTERED, change->path);
}

/* As the old commit has it, or already as the new one does. */
static bool is_expected(
	const git_index_entry *entry, struct apply_change *change)
{
	if (!entry)
		return !change->old_mode || !change->mode;
	return (entry->mode == change->old_mode &&
		       git_oid_equal(&entry->id, &change->old_id)) ||
		(entry->mode == change->mode &&
			git_oid_equal(&entry->id, &change->id));
}

static void check_entry(
	struct apply_work *work, git_index *index, struct apply_change *change)
{
	const git_index_entry *entry =
		git_index_get_bypath(index, change->path, 0);
	struct buf below = {0};
	size_t at;

	if (entry && entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE)
		add_cause(work, CAUSE_HIDDEN, change->path);
	else if (!is_expected(entry, change))
		add_cause(work, CAUSE_STAGED, change->path);
	if (change->mode && !change->old_mode) {
		buf_printf(&below, "%s/", change->path);
		if (git_index_find_prefix(&at, index, buf_text(&below)) == 0)
			add_cause(work, CAUSE_IN_THE_WAY, change->path);
		buf_clear(&below);
	}
}

bool apply_check_index(struct apply_work *work, struct error *err)
{
	struct buf path = {0};
	git_index *index = NULL;
	int code;

	file_join(&path, git_repository_path(work->apply->repo), "index");
	code = git_index_open(&index, buf_text(&path));
	buf_clear(&path);
	if (code < 0)
		return gitx_fail(
			err, ERROR_IO, code, _("git's index cannot be read"));
	for (size_t i = 0; i < work->count; i++)
		check_entry(work, index, &work->changes[i]);
	git_index_free(index);
	return true;
}

static void check_file(struct apply_work *work, struct apply_change *change)
{
	switch (apply_look(work, change)) {
	case APPLY_NEW:
		change->there = true;
		break;
	case APPLY_OLD:
		break;
	case APPLY_NONE:
		if (change->old_mode && change->mode)
			add_cause(work, CAUSE_EDITED, change->path);
		break;
	case APPLY_OTHER:
	case APPLY_BLOCKED:
		add_cause(work,
			change->old_mode ? CAUSE_EDITED : CAUSE_IN_THE_WAY,
			change->path);
		break;
	}
}

bool apply_check(struct apply_work *work, struct error *err)
{
	size_t i;

	for (i = 0; i < work->count; i++)
		check_kind(work, &work->changes[i]);
	if (work->cause)
		return true;
	if (!apply_check_index(work, err))
		return false;
	for (i = 0; i < work->count && work->named <= NAMES_MAX; i++)
		check_file(work, &work->changes[i]);
	return true;
}
