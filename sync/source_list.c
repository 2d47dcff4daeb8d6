/* Listing and comparing: see sync/source.h. */

#include "sync/source.h"

#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/trace.h"
#include "sync/commit.h"
#include "sync/folder.h"
#include "sync/source_private.h"
#include "sync/tree.h"

struct listing {
	struct source *source;
	source_each *each;
	void *arg;
	struct overlay overlay; /* empty but for a work clone */
	size_t next; /* in overlay: the first not yet given */
	size_t given;
	bool stopped;
};

static void give(struct listing *listing, const struct source_file *file)
{
	listing->given++;
	if (!listing->stopped && !listing->each(file, listing->arg))
		listing->stopped = true;
}

static void give_edit(struct listing *listing, const struct overlay_edit *edit)
{
	const struct source_file file = {.path = edit->path,
		.version = edit->version,
		.edited = true,
		.removed = edit->removed};

	give(listing, &file);
}

/* What is new on disk and sorts before `path` (NULL: all that is left). */
static void give_new(struct listing *listing, const char *path)
{
	const struct overlay *overlay = &listing->overlay;

	while (!listing->stopped && listing->next < overlay->count) {
		const struct overlay_edit *edit =
			&overlay->edits[listing->next];

		if (path && strcmp(edit->path, path) >= 0)
			return;
		listing->next++;
		if (!edit->removed)
			give_edit(listing, edit);
	}
}

static bool list_item(const struct tree_item *item, void *arg)
{
	struct listing *listing = arg;
	const struct overlay *overlay = &listing->overlay;
	char version[SOURCE_ID];
	const struct source_file file = {
		.path = item->path, .version = version};

	give_new(listing, item->path);
	if (listing->next < overlay->count &&
		!strcmp(overlay->edits[listing->next].path, item->path)) {
		if (!overlay->edits[listing->next].removed)
			give_edit(listing, &overlay->edits[listing->next]);
		listing->next++;
	} else if (!listing->stopped) {
		gitx_hex(item->id, version);
		give(listing, &file);
	}
	return !listing->stopped;
}

static void skip(const char *path, const char *reason, void *arg)
{
	struct listing *listing = arg;

	source_add_skipped(path, reason, listing->source);
}

static bool list_folder(struct listing *listing, struct error *err)
{
	const struct folder_rules rules = {NULL, skip, listing};
	struct folder folder = {0};
	int root = folder_open(listing->source->path, err);
	bool ok;
	size_t i;

	if (root < 0)
		return false;
	ok = folder_scan(root, &rules, &folder, err);
	for (i = 0; ok && i < folder.count && !listing->stopped; i++) {
		char version[SOURCE_ID];
		const struct source_file file = {
			.path = folder.files[i].path, .version = version};

		folder_version(&folder.files[i].stamp, version);
		give(listing, &file);
	}
	folder_clear(&folder);
	close(root);
	return ok;
}

static bool list_repository(struct listing *listing, struct error *err)
{
	struct source *source = listing->source;
	const struct tree_walk walk = {.odb = source->odb,
		.each = list_item,
		.skip = skip,
		.arg = listing};
	struct source_base base;
	struct overlay_base under;

	if (!source_look(source, &base, err))
		return false;
	under = source_overlay(source, &base);
	if (source->type == SOURCE_WORK &&
		!overlay_scan(&under, &listing->overlay, skip, listing, err))
		return false;
	if (!base.empty && !tree_compare(&walk, &base.tree, NULL, 0, err))
		return false;
	give_new(listing, NULL);
	return true;
}

bool source_list(
	struct source *source, source_each *each, void *arg, struct error *err)
{
	struct listing listing = {.source = source, .each = each, .arg = arg};
	bool ok;

	source_clear_skipped(source);
	ok = source->repo ? list_repository(&listing, err)
			  : list_folder(&listing, err);
	trace_event("sync.list", "files=%zu edited=%zu", listing.given,
		listing.overlay.count);
	overlay_clear(&listing.overlay);
	return ok;
}

static bool change_item(const struct tree_item *item, void *arg)
{
	struct listing *listing = arg;
	char version[SOURCE_ID] = "";
	const struct source_file file = {
		.path = item->path, .version = version, .removed = !item->id};

	if (item->id)
		gitx_hex(item->id, version);
	give(listing, &file);
	return !listing->stopped;
}

bool source_changes(struct source *source, const char *from, source_each *each,
	void *arg, struct error *err)
{
	struct listing listing = {.source = source, .each = each, .arg = arg};
	const struct tree_walk walk = {.odb = source->odb,
		.each = change_item,
		.skip = skip,
		.arg = &listing};
	struct source_base base;
	git_oid id, old;
	const git_oid *olds[1] = {&old};
	bool ok;

	source_clear_skipped(source);
	if (!source->repo || !gitx_id(from, &id))
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no such commit to compare with."));
	if (!source_look(source, &base, err) ||
		!commit_tree(source->odb, &id, &old, err))
		return false;
	ok = tree_compare(&walk, base.empty ? NULL : &base.tree, olds, 1, err);
	trace_event("sync.changes", "files=%zu", listing.given);
	return ok;
}

bool source_edited(
	struct source *source, source_each *each, void *arg, struct error *err)
{
	struct listing listing = {.source = source, .each = each, .arg = arg};
	struct source_base base;
	struct overlay_base under;
	bool ok;
	size_t i;

	source_clear_skipped(source);
	if (source->type != SOURCE_WORK)
		return true;
	if (!source_look(source, &base, err))
		return false;
	under = source_overlay(source, &base);
	ok = overlay_scan(&under, &listing.overlay, skip, &listing, err);
	for (i = 0; ok && i < listing.overlay.count && !listing.stopped; i++)
		give_edit(&listing, &listing.overlay.edits[i]);
	overlay_clear(&listing.overlay);
	return ok;
}

bool source_version(struct source *source, const char *path,
	char version[SOURCE_ID], struct error *err)
{
	struct source_base base;
	struct tree_found found;
	struct error why = {0};

	version[0] = '\0';
	if (!source_look(source, &base, err))
		return false;
	if (base.empty)
		return true;
	if (tree_find(source->odb, &base.tree, path, &found, &why)) {
		if (tree_is_file(found.mode))
			gitx_hex(&found.id, version);
		return true;
	}
	if (why.kind != ERROR_NOT_FOUND && err)
		*err = why;
	return why.kind == ERROR_NOT_FOUND;
}
