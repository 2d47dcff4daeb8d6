#include "sync/overlay.h"

#include <git2/sys/repository.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/folder.h"
#include "sync/git.h"
#include "sync/tree.h"

/* What git knows of the files on disk. */
struct known {
	git_repository *repo; /* where attributes and rules are looked up */
	bool own; /* opened here, with an empty index in memory */
	git_index *index; /* NULL: it cannot be read */
	int64_t written_ns; /* when the index was */
	bool trust_change; /* ctime and inode mean something here */
	bool sparse; /* files may be missing on purpose */
};

struct scan {
	const struct overlay_base *base;
	struct overlay *overlay;
	struct known known;
	struct folder disk;
	size_t next; /* in disk: the first file not yet dealt with */
	int root;
	source_skip *skip;
	void *arg;
	struct buf text; /* of one file */
};

static const int64_t second_ns = 1000000000;

static bool config_is(git_config *config, const char *key, bool otherwise)
{
	int value;

	if (!config || git_config_get_bool(&value, config, key) < 0)
		return otherwise;
	return value != 0;
}

static bool config_minimal(git_config *config)
{
	git_config_entry *entry = NULL;
	bool yes = false;

	if (config &&
		git_config_get_entry(&entry, config, "core.checkStat") == 0)
		yes = !strcmp(entry->value, "minimal");
	git_config_entry_free(entry);
	return yes;
}

/* The index's own time is taken before it is read: too old is harmless. */
static int read_index(git_repository *repo, struct known *known)
{
	struct stat info;
	int code = git_repository_index(&known->index, repo);
	const char *path;

	if (code < 0)
		return code;
	path = git_index_path(known->index);
	if (path && lstat(path, &info) == 0)
		known->written_ns =
			info.st_mtim.tv_sec * second_ns + info.st_mtim.tv_nsec;
	code = git_index_read(known->index, false);
	if (code < 0) {
		git_index_free(known->index);
		known->index = NULL;
	}
	return code;
}

/*
 * Attributes cannot be asked of a repository whose index is unreadable: a
 * second handle has an empty one. The first keeps failing for who writes.
 */
static void open_without_index(git_repository *repo, struct known *known)
{
	git_repository *own = NULL;
	git_index *empty = NULL;

	if (git_repository_open(&own, git_repository_workdir(repo)) == 0 &&
		git_index_new(&empty) == 0 &&
		git_repository_set_index(own, empty) == 0) {
		known->repo = own;
		known->own = true;
	} else {
		git_repository_free(own);
	}
	git_index_free(empty);
}

/* False when the index cannot be read, with why in *reason. */
static bool known_open(
	git_repository *repo, struct known *known, struct buf *reason)
{
	git_config *config = NULL;
	int code = read_index(repo, known);

	known->repo = repo;
	if (code < 0) {
		if (reason)
			gitx_text(reason);
		open_without_index(repo, known);
	}
	if (git_repository_config_snapshot(&config, repo) < 0)
		config = NULL;
	known->trust_change = config_is(config, "core.trustctime", true) &&
		!config_minimal(config);
	known->sparse = gitx_is_sparse(repo);
	git_config_free(config);
	return code == 0;
}

static void known_close(struct known *known)
{
	git_index_free(known->index);
	if (known->own)
		git_repository_free(known->repo);
	*known = (struct known){0};
}

static const git_index_entry *known_entry(
	const struct known *known, const char *path)
{
	if (!known->index)
		return NULL;
	return git_index_get_bypath(known->index, path, 0);
}

static bool is_hidden(const git_index_entry *entry)
{
	return entry && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE);
}

/*
 * True when the file is as it was when git last looked at it. A file as
 * young as the index may have been written again in the same instant. Entries
 * without nanoseconds come from a git that does not keep them.
 */
static bool is_unchanged(const struct known *known,
	const git_index_entry *entry, const struct folder_stamp *stamp)
{
	bool fine = entry->mtime.nanoseconds != 0;
	int64_t unit = fine ? 1 : second_ns;
	int64_t mtime = entry->mtime.seconds * second_ns +
		(int64_t)entry->mtime.nanoseconds;
	int64_t ctime = entry->ctime.seconds * second_ns +
		(int64_t)entry->ctime.nanoseconds;

	if (mtime / unit >= known->written_ns / unit)
		return false;
	if (stamp->mtime_ns / unit != mtime / unit ||
		(uint32_t)stamp->size != entry->file_size)
		return false;
	if (!known->trust_change)
		return true;
	return stamp->ctime_ns / unit == ctime / unit &&
		(!entry->ino || (uint32_t)stamp->inode == entry->ino);
}

/* The id that `text` would have in the repository at `path`. */
static bool hash(git_repository *repo, const char *path, struct str text,
	git_oid *id, struct error *err)
{
	git_filter_list *filters = NULL;
	git_buf stored = {0};
	int code = git_filter_list_load(&filters, repo, NULL, path,
		GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE);

	if (code == 0 && filters) {
		code = git_filter_list_apply_to_buffer(
			&stored, filters, text.data ? text.data : "", text.len);
		text = (struct str){stored.ptr, stored.size};
	}
	if (code == 0)
		code = git_odb_hash(id, text.data ? text.data : "", text.len,
			GIT_OBJECT_BLOB);
	git_buf_dispose(&stored);
	git_filter_list_free(filters);
	return code == 0 ||
		gitx_fail(err, ERROR_IO, code,
			_("The file on disk cannot be compared"));
}

/* Byte for byte what the commit has: no filter or index need be asked. */
static bool is_same(struct str text, const git_oid *id)
{
	git_oid own;

	return git_odb_hash(&own, text.data ? text.data : "", text.len,
		       GIT_OBJECT_BLOB) == 0 &&
		git_oid_equal(&own, id);
}

/* The names in `tree` and the index decide what the walk enters. */
static bool is_tracked_folder(const struct scan *scan, const char *path)
{
	struct tree_found found;
	struct buf prefix = {0};
	bool yes = false;

	if (scan->known.index) {
		buf_printf(&prefix, "%s/", path);
		yes = git_index_find_prefix(
			      NULL, scan->known.index, buf_text(&prefix)) == 0;
	}
	buf_clear(&prefix);
	if (!yes && scan->base->tree)
		yes = tree_find(scan->base->odb, scan->base->tree, path, &found,
			      NULL) &&
			found.mode == TREE_FOLDER;
	return yes;
}

static bool is_ignored(const struct scan *scan, const char *path, bool folder)
{
	struct buf name = {0};
	int ignored = 0;

	buf_printf(&name, "%s%s", path, folder ? "/" : "");
	if (git_ignore_path_is_ignored(
		    &ignored, scan->base->repo, buf_text(&name)) < 0)
		ignored = 0;
	buf_clear(&name);
	return ignored != 0;
}

static bool enter(const char *path, bool nested, void *arg)
{
	const struct scan *scan = arg;

	if (is_tracked_folder(scan, path))
		return true;
	return !nested && !is_ignored(scan, path, true);
}

static void skip(const char *path, const char *reason, void *arg)
{
	const struct scan *scan = arg;

	if (scan->skip)
		scan->skip(path, reason, scan->arg);
}

static void add(
	struct scan *scan, const char *path, const struct folder_file *file)
{
	struct overlay *overlay = scan->overlay;
	struct overlay_edit *edit;

	overlay->edits = mem_grow(overlay->edits, &overlay->cap,
		overlay->count + 1, sizeof(*overlay->edits));
	edit = &overlay->edits[overlay->count++];
	edit->path = arena_str(&overlay->arena, str_from(path)).data;
	edit->removed = !file;
	if (file)
		folder_version(&file->stamp, edit->version);
}

/* A file of the disk that the commit has not: staged, new, or none of ours. */
static void add_new(struct scan *scan, const struct folder_file *file)
{
	if (!known_entry(&scan->known, file->path) &&
		(file->nested || is_ignored(scan, file->path, false)))
		return;
	add(scan, file->path, file);
}

static void compare(struct scan *scan, const struct tree_item *item,
	const struct folder_file *file)
{
	const git_index_entry *entry = known_entry(&scan->known, item->path);
	struct error err = {0};
	git_oid id;

	if (is_hidden(entry))
		return;
	if (entry && is_unchanged(&scan->known, entry, &file->stamp)) {
		if (!git_oid_equal(&entry->id, item->id))
			add(scan, item->path, file);
		return;
	}
	buf_cut(&scan->text, 0);
	if (!file_read_beneath(scan->root, item->path, SOURCE_FILE_MAX,
		    &scan->text, &err) ||
		!hash(scan->known.repo, item->path, buf_slice(&scan->text), &id,
			&err)) {
		skip(item->path, err.text, scan);
		return;
	}
	if (!git_oid_equal(&id, item->id))
		add(scan, item->path, file);
}

/* A file of the commit that the disk has not. */
static void add_missing(struct scan *scan, const char *path)
{
	const git_index_entry *entry = known_entry(&scan->known, path);
	struct stat info;

	if (is_hidden(entry) || folder_may_hide(&scan->disk, path) ||
		(!scan->known.index && scan->known.sparse))
		return;
	if (fstatat(scan->root, path, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
		S_ISDIR(info.st_mode))
		skip(path, _("a folder has taken the place of this note"),
			scan);
	add(scan, path, NULL);
}

/* One note of the commit; those of the disk come in the same order. */
static bool meet(const struct tree_item *item, void *arg)
{
	struct scan *scan = arg;

	while (scan->next < scan->disk.count) {
		const struct folder_file *file = &scan->disk.files[scan->next];
		int order = strcmp(file->path, item->path);

		if (order > 0)
			break;
		scan->next++;
		if (order == 0) {
			compare(scan, item, file);
			return true;
		}
		add_new(scan, file);
	}
	add_missing(scan, item->path);
	return true;
}

static void open_index(struct scan *scan)
{
	struct buf text = {0};

	buf_put(&text,
		_("git's index cannot be used, so every note is read "
		  "from disk to see whether it was edited"));
	buf_put(&text, ": ");
	if (!known_open(scan->base->repo, &scan->known, &text))
		skip(".git/index", buf_text(&text), scan);
	buf_clear(&text);
}

bool overlay_scan(const struct overlay_base *base, struct overlay *overlay,
	source_skip *skip_each, void *arg, struct error *err)
{
	struct scan scan = {.base = base,
		.overlay = overlay,
		.skip = skip_each,
		.arg = arg};
	const struct folder_rules rules = {enter, skip, &scan};
	/* What the commit holds but cannot be shown is told by its own walk. */
	const struct tree_walk walk = {
		.odb = base->odb, .each = meet, .arg = &scan};
	bool ok = false;

	scan.root = folder_open(git_repository_workdir(base->repo), err);
	if (scan.root < 0)
		return false;
	open_index(&scan);
	if (!folder_scan(scan.root, &rules, &scan.disk, err))
		goto out;
	if (base->tree && !tree_compare(&walk, base->tree, NULL, 0, err))
		goto out;
	for (; scan.next < scan.disk.count; scan.next++)
		add_new(&scan, &scan.disk.files[scan.next]);
	ok = true;
out:
	close(scan.root);
	known_close(&scan.known);
	folder_clear(&scan.disk);
	buf_clear(&scan.text);
	return ok;
}

void overlay_clear(struct overlay *overlay)
{
	if (!overlay)
		return;
	free(overlay->edits);
	arena_clear(&overlay->arena);
	*overlay = (struct overlay){0};
}

/* Whether the disk does not matter for this file. */
static bool is_left_alone(
	const struct known *known, const char *path, bool missing)
{
	return is_hidden(known_entry(known, path)) ||
		(missing && !known->index && known->sparse);
}

static bool has_file(
	const struct overlay_base *base, const char *path, git_oid *id)
{
	const struct tree_walk walk = {.odb = base->odb, .cache = base->cache};
	struct tree_found found;

	if (!base->tree ||
		!tree_find_next(&walk, base->tree, path, &found, NULL) ||
		!tree_is_file(found.mode))
		return false;
	*id = found.id;
	return true;
}

/* Why the file cannot be read from disk, unless the commit's one is meant. */
static bool fail_read(
	const char *path, const struct error *why, struct error *err)
{
	if (why->kind == ERROR_NOT_FOUND)
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no file %s in this hub."),
			gate_name(path).text);
	if (err)
		*err = *why;
	return false;
}

bool overlay_read(const struct overlay_base *base, const char *path,
	struct buf *out, struct overlay_text *text, struct error *err)
{
	struct overlay_text found = {.edited = false};
	struct known known = {0};
	struct error why = {0};
	struct buf disk = {0};
	git_oid stored;
	bool has = has_file(base, path, &found.id);
	bool ok = true;
	int root = folder_open(git_repository_workdir(base->repo), err);

	if (root < 0)
		return false;
	if (!file_read_beneath(root, path, SOURCE_FILE_MAX, &disk, &why)) {
		known_open(base->repo, &known, NULL);
		ok = has && is_left_alone(&known, path, true);
	} else if (!has) {
		found.edited = true;
	} else if (!is_same(buf_slice(&disk), &found.id)) {
		known_open(base->repo, &known, NULL);
		ok = hash(known.repo, path, buf_slice(&disk), &stored, &why);
		found.edited = ok && !git_oid_equal(&stored, &found.id) &&
			!is_left_alone(&known, path, false);
	}
	if (!ok)
		fail_read(path, &why, err);
	else
		*text = found;
	if (ok && found.edited)
		buf_str(out, buf_slice(&disk));
	close(root);
	known_close(&known);
	buf_clear(&disk);
	return ok;
}
