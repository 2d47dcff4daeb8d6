#include "sync/merge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/commit.h"
#include "sync/git.h"
#include "sync/merge_private.h"
#include "sync/tree.h"

struct merge_change *merge_find(
	const struct merge_changes *changes, const char *path)
{
	size_t from = 0, to = changes->count;

	while (from < to) {
		size_t at = from + (to - from) / 2;
		int order = strcmp(changes->items[at].path, path);

		if (order == 0)
			return &changes->items[at];
		if (order < 0)
			from = at + 1;
		else
			to = at;
	}
	return NULL;
}

struct collect {
	struct merge_changes *changes;
	struct buf *unsafe; /* NULL: what is unsafe does not matter */
};

/* Old repositories have modes like 0100664, which are not written any more. */
static unsigned canonical(unsigned mode)
{
	if (!tree_is_file(mode))
		return mode;
	return mode & 0100 ? 0100755 : 0100644;
}

static bool collect_one(const struct tree_item *item, void *arg)
{
	struct collect *c = arg;
	struct merge_change *change;

	c->changes->items = mem_grow(c->changes->items, &c->changes->cap,
		c->changes->count + 1, sizeof(*c->changes->items));
	change = &c->changes->items[c->changes->count++];
	*change = (struct merge_change){.path = mem_text(item->path)};
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

static void collect_skip(const char *path, const char *reason, void *arg)
{
	struct collect *c = arg;

	if (c->unsafe && !c->unsafe->len)
		buf_printf(c->unsafe, "%s (%s)", gate_name(path).text, reason);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct merge_change *)a)->path,
		((const struct merge_change *)b)->path);
}

/* What `tree` has otherwise than the base. */
static bool collect(struct merge_work *work, const git_oid *tree,
	struct merge_changes *changes, struct buf *unsafe, struct error *err)
{
	struct collect c = {changes, unsafe};
	struct tree_walk walk = {.odb = work->odb,
		.scope = TREE_ALL,
		.each = collect_one,
		.skip = collect_skip,
		.arg = &c};
	const git_oid *olds[] = {&work->base};
	bool none = git_oid_is_zero(&work->base);

	if (!tree_compare(&walk, tree, olds, none ? 0 : 1, err))
		return false;
	if (changes->count)
		qsort(changes->items, changes->count, sizeof(*changes->items),
			compare_paths);
	return true;
}

static void changes_clear(struct merge_changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		free(changes->items[i].path);
	free(changes->items);
}

static struct merge_change *find_from(
	const struct merge_changes *changes, const struct merge_change *gone)
{
	for (size_t i = 0; i < changes->count; i++)
		if (changes->items[i].from == gone)
			return &changes->items[i];
	return NULL;
}

/* They renamed it: what mine did to it goes along. */
static bool follow_theirs(
	struct merge_work *work, struct merge_change *new, struct error *err)
{
	struct merge_change *gone = new->from;
	struct merge_change *there = merge_find(&work->ours, gone->path);
	struct merge_change *other = there;
	struct merge_both both = {.path = new->path,
		.theirs = new,
		.base = gone->old_id,
		.base_mode = gone->old_mode};

	assert(there); /* else it would be no pair: merge_rename.c */
	gone->done = new->done = there->done = true;
	if (!there->mode) {
		other = find_from(&work->ours, there);
		if (!other)
			other = there;
		both.moved = other->mode && strcmp(other->path, new->path) != 0;
		other->done = true;
	}
	both.ours = other;
	return merge_both(work, &both, err);
}

/* Mine is the renamed one. */
static bool follow_ours(
	struct merge_work *work, struct merge_change *new, struct error *err)
{
	struct merge_change *gone = new->from;
	struct merge_change *there = merge_find(&work->theirs, gone->path);
	struct merge_both both = {.path = new->path,
		.theirs = there,
		.ours = new,
		.base = gone->old_id,
		.base_mode = gone->old_mode,
		.put = true};

	assert(there);
	gone->done = new->done = there->done = true;
	if (there->mode)
		merge_update(work, gone->path, NULL, 0);
	return merge_both(work, &both, err);
}

static bool follow_renames(struct merge_work *work, struct error *err)
{
	bool ok = true;
	size_t i;

	merge_find_renames(work);
	for (i = 0; ok && i < work->theirs.count; i++)
		if (work->theirs.items[i].from)
			ok = follow_theirs(work, &work->theirs.items[i], err);
	for (i = 0; ok && i < work->ours.count; i++)
		if (work->ours.items[i].from && !work->ours.items[i].done)
			ok = follow_ours(work, &work->ours.items[i], err);
	return ok;
}

static bool join(struct merge_work *work, struct error *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < work->ours.count; i++) {
		struct merge_change *ours = &work->ours.items[i];
		struct merge_change *theirs;
		struct merge_both both = {.path = ours->path,
			.ours = ours,
			.base = ours->old_id,
			.base_mode = ours->old_mode};

		if (ours->done)
			continue;
		theirs = merge_find(&work->theirs, ours->path);
		if (!theirs || theirs->done) {
			merge_update(work, ours->path, &ours->id, ours->mode);
			continue;
		}
		both.theirs = theirs;
		ok = merge_both(work, &both, err);
	}
	return ok;
}

static int compare_updates(const void *a, const void *b)
{
	return strcmp(((const struct tree_update *)a)->path,
		((const struct tree_update *)b)->path);
}

static const struct tree_update *find_update(
	const struct merge_work *work, const char *path)
{
	for (size_t i = 0; i < work->count; i++)
		if (strcmp(work->updates[i].path, path) == 0)
			return &work->updates[i];
	return NULL;
}

static bool stays(const struct tree_item *item, void *arg)
{
	struct merge_work *work = arg;
	const struct tree_update *update = find_update(work, item->path);

	/* Stops at the first one that stays. */
	return update && !update->mode;
}

/* Whether files of the published tree stay below `path`. */
static bool has_files_below(
	struct merge_work *work, const char *path, const git_oid *folder)
{
	struct merge_changes files = {0};
	struct collect c = {&files, NULL};
	struct tree_walk walk = {.odb = work->odb,
		.scope = TREE_ALL,
		.each = collect_one,
		.skip = collect_skip,
		.arg = &c};
	struct buf name = {0};
	bool found = !tree_compare(&walk, folder, NULL, 0, NULL);

	for (size_t i = 0; !found && i < files.count; i++) {
		struct tree_item item = {.path = NULL};

		buf_cut(&name, 0);
		buf_printf(&name, "%s/%s", path, files.items[i].path);
		item.path = buf_text(&name);
		found = !stays(&item, work);
	}
	changes_clear(&files);
	buf_clear(&name);
	return found;
}

static bool is_folder(unsigned mode)
{
	return (mode & 0170000) == TREE_FOLDER;
}

/* A file of the published tree, or a folder that stays, has the new name. */
static bool is_in_the_way(struct merge_work *work, const char *path)
{
	struct tree_found found;
	struct buf name = {0};
	const char *slash = path;
	bool taken = false;

	while (!taken && (slash = strchr(slash, '/'))) {
		buf_cut(&name, 0);
		buf_add(&name, path, (size_t)(slash++ - path));
		if (!tree_find(work->odb, &work->published, buf_text(&name),
			    &found, NULL))
			break;
		if (!is_folder(found.mode)) {
			const struct tree_update *update =
				find_update(work, buf_text(&name));

			taken = !update || update->mode;
			break;
		}
	}
	if (!taken &&
		tree_find(work->odb, &work->published, path, &found, NULL) &&
		is_folder(found.mode))
		taken = has_files_below(work, path, &found.id);
	buf_clear(&name);
	return taken;
}

/* New files of mine that have no place are left out, and told. */
static void drop_misplaced(struct merge_work *work)
{
	size_t kept = 0;

	for (size_t i = 0; i < work->count; i++) {
		struct tree_update *update = &work->updates[i];
		struct merge_change state = {
			.id = update->id, .mode = update->mode};
		struct merge_both both = {.path = update->path, .ours = &state};

		if (update->mode && is_in_the_way(work, update->path)) {
			merge_add_clash(work, &both, CLASH_IN_THE_WAY, "");
			free(update->path);
			update->path = mem_text("");
			update->mode = 0;
		}
	}
	for (size_t i = 0; i < work->count; i++) {
		if (*work->updates[i].path)
			work->updates[kept++] = work->updates[i];
		else
			free(work->updates[i].path);
	}
	work->count = kept;
}

static bool is_new(const struct merge_change *change)
{
	return change->mode && !change->old_mode;
}

/* New on both sides, and different only in capital letters. */
static void find_twins(struct merge_work *work)
{
	struct buf *out = &work->merge->twins;

	for (size_t i = 0; i < work->ours.count; i++) {
		const struct merge_change *ours = &work->ours.items[i];

		for (size_t k = 0; is_new(ours) && k < work->theirs.count;
			k++) {
			const struct merge_change *theirs =
				&work->theirs.items[k];

			if (is_new(theirs) &&
				strcmp(ours->path, theirs->path) != 0 &&
				str_eq_nocase(str_from(ours->path),
					str_from(theirs->path)))
				buf_printf(out, "%s%s, %s",
					out->len ? "; " : "",
					gate_name(theirs->path).text,
					gate_name(ours->path).text);
		}
	}
}

/* Base, published and mine are trees now. */
static bool merge_work_run(
	struct merge_work *work, git_oid *tree, struct error *err)
{
	struct tree_updates updates;
	bool ok = collect(work, &work->published, &work->theirs, NULL, err) &&
		collect(work, &work->mine, &work->ours, &work->unsafe, err);

	if (ok && work->unsafe.len && work->prefer != SYNC_BASE)
		ok = error_set(err, ERROR_REFUSED,
			_("Your own commits have a file that cannot be merged "
			  "safely: %s. Rename or remove it with git, then sync "
			  "again."),
			buf_text(&work->unsafe));
	ok = ok && follow_renames(work, err) && join(work, err);
	if (!ok)
		return false;
	drop_misplaced(work);
	find_twins(work);
	if (work->count)
		qsort(work->updates, work->count, sizeof(*work->updates),
			compare_updates);
	work->merge->changed = work->count;
	updates = (struct tree_updates){work->updates, work->count};
	return tree_write(
		work->merge->repo, &work->published, &updates, tree, err);
}

static void merge_work_clear(struct merge_work *work)
{
	for (size_t i = 0; i < work->count; i++)
		free(work->updates[i].path);
	free(work->updates);
	changes_clear(&work->theirs);
	changes_clear(&work->ours);
	buf_clear(&work->unsafe);
}

static bool history_fails(struct error *err, int code)
{
	return gitx_fail(err, ERROR_IO, code,
		_("The history of this hub cannot be read"));
}

/* The tree of what two commits have in common; zero: nothing. */
static bool common_tree(struct merge_work *work, const git_oid *a,
	const git_oid *b, git_oid *tree, struct error *err)
{
	git_oid base;
	int code = git_merge_base(&base, work->merge->repo, a, b);

	if (code == GIT_ENOTFOUND) {
		memset(tree, 0, sizeof(*tree));
		return true;
	}
	if (code < 0)
		return history_fails(err, code);
	return commit_tree(work->odb, &base, tree, err);
}

/* Several common ancestors: merged one into the other. */
static bool merge_base_trees(struct merge_work *work, const git_oidarray *bases,
	git_oid *tree, struct error *err)
{
	bool ok = commit_tree(work->odb, &bases->ids[0], tree, err);

	for (size_t i = 1; ok && i < bases->count; i++) {
		struct merge_work inner = {.merge = work->merge,
			.odb = work->odb,
			.prefer = SYNC_BASE,
			.published = *tree};

		ok = common_tree(work, &bases->ids[0], &bases->ids[i],
			     &inner.base, err) &&
			commit_tree(
				work->odb, &bases->ids[i], &inner.mine, err) &&
			merge_work_run(&inner, tree, err);
		merge_work_clear(&inner);
	}
	buf_clear(&work->merge->twins);
	return ok;
}

static bool find_base(struct merge_work *work, struct error *err)
{
	const struct merge *merge = work->merge;
	git_oidarray bases = {0};
	int code = git_merge_bases(
		&bases, merge->repo, &merge->published, &merge->mine);
	bool ok = true;

	if (code < 0 && code != GIT_ENOTFOUND)
		return history_fails(err, code);
	if (bases.count)
		ok = merge_base_trees(work, &bases, &work->base, err);
	trace_event("sync.bases", "count=%zu", bases.count);
	git_oidarray_dispose(&bases);
	return ok;
}

static int compare_clashes(const void *a, const void *b)
{
	return strcmp(((const struct clash *)a)->path,
		((const struct clash *)b)->path);
}

bool merge_run(struct merge *merge, struct error *err)
{
	struct merge_work work = {.merge = merge};
	int code = git_repository_odb(&work.odb, merge->repo);
	bool ok;

	if (code < 0)
		return gitx_fail(err, ERROR_IO, code,
			_("The objects of the repository cannot be read"));
	ok = find_base(&work, err) &&
		commit_tree(
			work.odb, &merge->published, &work.published, err) &&
		commit_tree(work.odb, &merge->mine, &work.mine, err) &&
		merge_work_run(&work, &merge->tree, err);
	if (ok && merge->clash_count)
		qsort(merge->clashes, merge->clash_count,
			sizeof(*merge->clashes), compare_clashes);
	trace_event("sync.merge", "ok=%d files=%zu clashes=%zu", ok, work.count,
		merge->clash_count);
	merge_work_clear(&work);
	git_odb_free(work.odb);
	return ok;
}

void merge_clear(struct merge *merge)
{
	if (!merge)
		return;
	for (size_t i = 0; i < merge->clash_count; i++) {
		free(merge->clashes[i].path);
		free(merge->clashes[i].what);
	}
	free(merge->clashes);
	buf_clear(&merge->twins);
	*merge = (struct merge){.repo = NULL};
}
