#include "sync/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/git.h"

enum {
	ENTRY_MIN = 24, /* bytes of the shortest entry */
	IDS_FEW = 4 /* older trees that need no memory of their own */
};

struct entry {
	struct str name;
	const git_oid *id; /* in the raw tree */
	unsigned mode;
};

/* A tree as read: its entries sorted, none twice. */
struct list {
	git_odb_object *object;
	struct entry *entries;
	size_t count;
	bool damaged; /* more may have been there */
};

struct run {
	const struct tree_walk *walk;
	size_t count; /* of older trees */
	struct buf path;
	size_t depth, visited;
	bool stopped;
};

static bool is_folder(unsigned mode)
{
	return (mode & 0170000) == TREE_FOLDER;
}

bool tree_is_file(unsigned mode)
{
	return (mode & 0170000) == 0100000;
}

/* git's order: a folder sorts as if its name ended with a slash. */
static int compare_entries(const struct entry *a, const struct entry *b)
{
	size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.data, b->name.data, len);
	unsigned char next_a, next_b;

	if (order)
		return order;
	next_a = (unsigned char)a->name.data[len]; /* the NUL, at its end */
	next_b = (unsigned char)b->name.data[len];
	if (!next_a && is_folder(a->mode))
		next_a = '/';
	if (!next_b && is_folder(b->mode))
		next_b = '/';
	if (next_a != next_b)
		return next_a - next_b;
	return (a->name.len > b->name.len) - (a->name.len < b->name.len);
}

static int compare_pointers(const void *a, const void *b)
{
	return compare_entries(a, b);
}

/* Cut one entry off the front of *rest; false when it is garbled. */
static bool parse_entry(struct str *rest, struct entry *entry)
{
	const char *end;
	size_t i = 0;
	unsigned mode = 0;

	while (i < rest->len && i < 7 && rest->data[i] >= '0' &&
		rest->data[i] <= '7')
		mode = mode * 8 + (unsigned)(rest->data[i++] - '0');
	if (!i || i >= rest->len || rest->data[i] != ' ')
		return false;
	i++;
	end = memchr(rest->data + i, '\0', rest->len - i);
	if (!end || rest->len - (size_t)(end - rest->data) <= GIT_OID_RAWSZ)
		return false;
	entry->name.data = rest->data + i;
	entry->name.len = (size_t)(end - entry->name.data);
	entry->id = (const git_oid *)(const void *)(end + 1);
	entry->mode = mode;
	*rest = str_sub(*rest, (size_t)(end - rest->data) + 1 + GIT_OID_RAWSZ,
		rest->len);
	return true;
}

/* A tree out of order is no tree of git's, but its entries are still good. */
static void sort_entries(struct list *list)
{
	size_t i, kept = 0;

	qsort(list->entries, list->count, sizeof(*list->entries),
		compare_pointers);
	for (i = 0; i < list->count; i++)
		if (!kept ||
			compare_entries(
				&list->entries[kept - 1], &list->entries[i]))
			list->entries[kept++] = list->entries[i];
	list->damaged = list->damaged || kept < list->count;
	list->count = kept;
}

static void parse_list(struct list *list)
{
	struct str rest = {git_odb_object_data(list->object),
		git_odb_object_size(list->object)};
	bool sorted = true;

	list->entries =
		mem_array(rest.len / ENTRY_MIN + 1, sizeof(*list->entries));
	while (rest.len) {
		struct entry *entry = &list->entries[list->count];

		if (!parse_entry(&rest, entry)) {
			list->damaged = true;
			break;
		}
		if (list->count && compare_entries(entry - 1, entry) >= 0)
			sorted = false;
		list->count++;
	}
	if (!sorted)
		sort_entries(list);
}

static void list_clear(struct list *list)
{
	free(list->entries);
	git_odb_object_free(list->object);
	*list = (struct list){0};
}

/* What libgit2 said is still its last error when this returns false. */
static int list_read(
	const struct tree_walk *walk, const git_oid *id, struct list *list)
{
	int code = tree_read(walk, id, &list->object);

	if (code < 0)
		return code;
	if (git_odb_object_type(list->object) != GIT_OBJECT_TREE) {
		list_clear(list);
		git_error_set_str(GIT_ERROR_TREE, _("it is no folder"));
		return GIT_ERROR;
	}
	parse_list(list);
	return 0;
}

static const struct entry *list_find(
	const struct list *list, const struct entry *key)
{
	if (!list->count)
		return NULL;
	return bsearch(key, list->entries, list->count, sizeof(*list->entries),
		compare_pointers);
}

static void skip(const struct run *run, const char *reason)
{
	if (run->walk->skip)
		run->walk->skip(buf_text(&run->path), reason, run->walk->arg);
}

static bool is_equal(
	const struct run *run, const struct entry *a, const struct entry *b)
{
	if (!git_oid_equal(a->id, b->id))
		return false;
	return a->mode == b->mode ||
		(run->walk->scope == TREE_NOTES && tree_is_file(a->mode) &&
			tree_is_file(b->mode));
}

/* Why the entry at run->path cannot be given out; NULL if it can. */
static const char *refuse(const struct run *run, const struct entry *entry)
{
	const char *reason = tree_unsafe_part(entry->name);
	unsigned kind = entry->mode & 0170000;

	if (reason)
		return reason;
	if (run->path.len > TREE_PATH)
		return _("the path is longer than 4,096 bytes");
	if (run->depth > TREE_DEPTH)
		return _("it lies more than 32 folders deep");
	if (kind == TREE_FOLDER || kind == 0100000 ||
		(run->walk->scope == TREE_ALL &&
			(kind == TREE_LINK || kind == TREE_MODULE)))
		return NULL;
	if (kind == TREE_LINK)
		return _("it is a symbolic link; links are not followed");
	if (kind == TREE_MODULE)
		return _("it is a submodule; submodules are not read");
	return _("it is neither a file nor a folder");
}

/* Whether a reader should hear that this entry is left out. */
static bool is_of_interest(const struct run *run, const struct entry *entry)
{
	if (run->walk->scope == TREE_ALL)
		return true;
	if (tree_unsafe_part(entry->name))
		return true;
	if (tree_is_file(entry->mode))
		return tree_is_note_name(entry->name);
	return entry->name.data[0] != '.';
}

static bool is_wanted(const struct run *run, const struct entry *entry)
{
	if (run->walk->scope == TREE_ALL)
		return true;
	if (is_folder(entry->mode))
		return entry->name.data[0] != '.';
	return tree_is_file(entry->mode) && tree_is_note_name(entry->name);
}

static void give(
	struct run *run, const struct entry *now, const struct entry *old)
{
	struct tree_item item = {.path = buf_text(&run->path)};

	if (now && !refuse(run, now) && is_wanted(run, now)) {
		item.id = now->id;
		item.mode = now->mode;
	}
	if (old && !refuse(run, old) && is_wanted(run, old)) {
		item.old_id = old->id;
		item.old_mode = old->mode;
	}
	if ((item.id || item.old_id) && !run->walk->each(&item, run->walk->arg))
		run->stopped = true;
}

static void level(
	struct run *run, const git_oid *tree, const git_oid *const *olds);

/* `ids` has room for the older trees below this one. */
static void enter(
	struct run *run, const struct entry *now, const git_oid **olds)
{
	const git_oid *tree = now ? now->id : NULL;
	size_t i;

	for (i = 0; i < run->count; i++)
		if (tree && olds[i] && git_oid_equal(tree, olds[i]))
			return;
	buf_byte(&run->path, '/');
	level(run, tree, olds);
}

/*
 * One name that is in the tree (`now`), in the first older one (`old`), or in
 * both. Whatever equals one of the older trees is no difference.
 */
static void visit(struct run *run, const struct list *lists,
	const struct entry *now, const struct entry *old)
{
	const struct entry *key = now ? now : old;
	const git_oid *few[IDS_FEW] = {NULL};
	const git_oid **ids = few;
	size_t i;

	assert(key);
	if (now && old && is_equal(run, now, old))
		return;
	if (run->count >= IDS_FEW)
		ids = mem_array(run->count + 1, sizeof(*ids));
	if (old)
		ids[0] = old->id;
	for (i = 1; i < run->count; i++) {
		const struct entry *other = list_find(&lists[i + 1], key);

		if (now ? other && is_equal(run, now, other) : !other)
			goto out;
		if (other)
			ids[i] = other->id;
	}
	buf_str(&run->path, key->name);
	if (refuse(run, key)) {
		if (now && is_of_interest(run, now))
			skip(run, refuse(run, now));
		if (!is_folder(key->mode))
			give(run, now, old);
	} else if (!is_folder(key->mode)) {
		give(run, now, old);
	} else if (is_wanted(run, key)) {
		enter(run, now, ids);
	}
out:
	if (ids != few)
		free(ids);
}

/* Go through the names of the tree and of the first older one, in order. */
static void join(struct run *run, const struct list *lists)
{
	const struct list *now = &lists[0];
	const struct list *old = run->count ? &lists[1] : NULL;
	size_t len = run->path.len;
	size_t i = 0, k = 0;

	while (!run->stopped && (i < now->count || (old && k < old->count))) {
		const struct entry *a =
			i < now->count ? &now->entries[i] : NULL;
		const struct entry *b =
			old && k < old->count ? &old->entries[k] : NULL;
		int order = !a ? 1 : !b ? -1 : compare_entries(a, b);

		i += order <= 0;
		k += order >= 0;
		if (++run->visited > TREE_ENTRIES) {
			skip(run,
				_("there are more than 2,000,000 entries; "
				  "the rest is not read"));
			run->stopped = true;
		} else if (order <= 0 || !now->damaged) {
			visit(run, lists, order <= 0 ? a : NULL,
				order >= 0 ? b : NULL);
		}
		buf_cut(&run->path, len);
	}
}

static void level(
	struct run *run, const git_oid *tree, const git_oid *const *olds)
{
	struct list *lists = mem_array(run->count + 1, sizeof(*lists));
	struct buf text = {0};
	size_t i;

	run->depth++;
	if (tree && list_read(run->walk, tree, &lists[0]) < 0) {
		buf_put(&text, _("this folder cannot be read"));
		buf_put(&text, ": ");
		gitx_text(&text);
		skip(run, buf_text(&text));
		goto out;
	}
	if (lists[0].damaged)
		skip(run,
			_("the list of this folder is damaged; some of its "
			  "entries are missing"));
	for (i = 0; i < run->count; i++)
		if (olds[i])
			(void)list_read(run->walk, olds[i], &lists[i + 1]);
	join(run, lists);
out:
	run->depth--;
	for (i = 0; i <= run->count; i++)
		list_clear(&lists[i]);
	free(lists);
	buf_clear(&text);
}

bool tree_compare(const struct tree_walk *walk, const git_oid *tree,
	const git_oid *const *olds, size_t count, struct error *err)
{
	struct run run = {.walk = walk, .count = count};
	struct list list = {0};
	size_t i;

	for (i = 0; tree && i < count; i++)
		if (olds[i] && git_oid_equal(tree, olds[i]))
			return true;
	if (tree) {
		int code = list_read(walk, tree, &list);

		if (code < 0)
			return gitx_fail(err, ERROR_IO, code,
				_("The list of files of the commit cannot be "
				  "read; try 'git fsck', or make a fresh "
				  "clone"));
		list_clear(&list);
	}
	level(&run, tree, olds);
	buf_clear(&run.path);
	return true;
}

/* The entry `name` of a list: as a folder, or else, at the end, as a file. */
static const struct entry *find_name(
	const struct list *list, struct str name, bool last)
{
	char *copy = str_copy(name); /* with a NUL after it, as in a tree */
	struct entry key = {.name = {copy, name.len}, .mode = TREE_FOLDER};
	const struct entry *found = list_find(list, &key);

	if (!found && last) {
		key.mode = 0;
		found = list_find(list, &key);
	}
	free(copy);
	return found;
}

bool tree_find_next(const struct tree_walk *walk, const git_oid *tree,
	const char *path, struct tree_found *found, struct error *err)
{
	struct tree_found at = {*tree, TREE_FOLDER};
	struct str rest = str_from(path);
	struct str name;

	while (str_cut(&rest, '/', &name)) {
		struct list list = {0};
		const struct entry *entry;
		int code =
			is_folder(at.mode) ? list_read(walk, &at.id, &list) : 0;

		if (code < 0)
			return gitx_fail(err, ERROR_IO, code,
				_("A folder of the commit cannot be read"));
		entry = find_name(&list, name, !rest.len);
		if (entry)
			at = (struct tree_found){*entry->id, entry->mode};
		list_clear(&list);
		if (!entry)
			return error_set(err, ERROR_NOT_FOUND,
				_("There is no such file in this hub."));
	}
	*found = at;
	return true;
}

bool tree_find(git_odb *odb, const git_oid *tree, const char *path,
	struct tree_found *found, struct error *err)
{
	const struct tree_walk walk = {.odb = odb};

	return tree_find_next(&walk, tree, path, found, err);
}
