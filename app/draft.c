#include "app/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/name.h"

enum {
	META_MAX = 16 * 1024,
	NAME_TRIES = 1000,
	STEM_MAX = 40 /* bytes of a name before its number */
};

static const char *const action_names[] = {"new", "edit", "translate"};

static void drafts_dir(const struct app *app, struct buf *out)
{
	file_join(out, app->state_dir, "drafts");
}

static bool make_dir(const struct app *app, struct buf *dir, struct error *err)
{
	struct stat info;

	if (!app->state_dir)
		return error_set(err, ERROR_CONFIG,
			_("There is no folder for what is being written: set "
			  "HOME or XDG_STATE_HOME."));
	drafts_dir(app, dir);
	if (!file_mkdirs(buf_text(dir), 0700, err))
		return false;
	if (lstat(buf_text(dir), &info) == 0 && S_ISDIR(info.st_mode) &&
		info.st_uid == geteuid() && !(info.st_mode & 022))
		return true;
	return error_set(err, ERROR_REFUSED,
		_("The folder %s is not yours alone, so nothing is written "
		  "there."),
		gate_name(buf_text(dir)).text);
}

static const char *file_of(
	struct draft *draft, const char *name, const char *ending)
{
	struct buf path = {0};
	const char *kept;

	buf_printf(&path, "%s/%s%s", draft->dir, name, ending);
	kept = arena_str(&draft->arena, buf_slice(&path)).data;
	buf_clear(&path);
	return kept;
}

static void settle_names(struct draft *draft, const char *dir, struct str name)
{
	draft->dir = arena_str(&draft->arena, str_from(dir)).data;
	draft->name = arena_str(&draft->arena, name).data;
	draft->file = file_of(draft, draft->name, ".md");
}

/* FNV-1a, so that notes of one id in two folders have each their own. */
static uint32_t hash(struct str text)
{
	uint32_t value = 2166136261u;
	size_t i;

	for (i = 0; i < text.len; i++)
		value = (value ^ (unsigned char)text.data[i]) * 16777619u;
	return value;
}

void draft_name(const struct app *app, struct str path, struct buf *name)
{
	struct str lang;
	struct str id =
		record_id(&app->schema, app_is_foreign(app), path, &lang);
	size_t start = name->len;

	name_of_title(name, file_name(id), "note");
	if (name->len - start > STEM_MAX)
		buf_cut(name, start + STEM_MAX);
	if (lang.len)
		buf_printf(name, "-%.*s", STR_ARG(lang));
	buf_printf(name, "-%08x", (unsigned)hash(path));
}

/* Only what draft_name and new_name make: never a path. */
static bool is_name(struct str name)
{
	size_t i;

	for (i = 0; i < name.len; i++) {
		char c = name.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			    (c == '-' && i)))
			return false;
	}
	return name.len > 0 && name.len < 200;
}

/* Hold its NAME.draft; a file that was taken away meanwhile does not count. */
static bool lock_draft(struct draft *draft, struct error *err)
{
	const char *path = file_of(draft, draft->name, ".draft");
	struct stat info;

	draft->lock =
		open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (draft->lock < 0)
		return error_errno(err, ERROR_IO, _("%s cannot be written"),
			gate_name(path).text);
	if (flock(draft->lock, LOCK_EX | LOCK_NB) == 0 &&
		fstat(draft->lock, &info) == 0 && info.st_nlink > 0)
		return true;
	close(draft->lock);
	draft->lock = -1;
	return error_set(err, ERROR_REFUSED,
		_("The draft %s is being edited in another window. Close the "
		  "editor there first."),
		draft->name);
}

static void put_meta(const struct draft *draft, struct buf *out)
{
	buf_printf(out, "action %s\n", action_names[draft->action]);
	buf_printf(out, "path %s\n", draft->path);
	buf_printf(out, "base %s\n", draft->base);
	buf_printf(out, "kind %.*s\n", STR_ARG(draft->kind));
	buf_printf(out, "lang %.*s\n", STR_ARG(draft->lang));
}

/* In place, so that the lock on the file stays a lock on it. */
static bool write_meta(const struct draft *draft, struct error *err)
{
	struct buf text = {0};
	bool ok;

	put_meta(draft, &text);
	ok = pwrite(draft->lock, text.data, text.len, 0) == (ssize_t)text.len &&
		ftruncate(draft->lock, (off_t)text.len) == 0 &&
		fsync(draft->lock) == 0;
	buf_clear(&text);
	return ok ||
		error_errno(err, ERROR_IO, _("%s cannot be written"),
			gate_name(draft->name).text);
}

static void take_meta(struct draft *draft, struct str rest)
{
	struct str line, value;
	size_t i;

	draft->path = draft->base = "";
	while (str_cut(&rest, '\n', &line)) {
		struct str key = str_sub(line, 0, str_find(line, ' '));

		value = arena_str(
			&draft->arena, str_sub(line, key.len + 1, line.len));
		for (i = 0; str_is(key, "action") && i < 3; i++) {
			if (str_is(value, action_names[i]))
				draft->action = (enum draft_action)i;
		}
		if (str_is(key, "path"))
			draft->path = value.data;
		else if (str_is(key, "base"))
			draft->base = value.data;
		else if (str_is(key, "kind"))
			draft->kind = value;
		else if (str_is(key, "lang"))
			draft->lang = value;
	}
}

bool draft_open(const struct app *app, struct str name, struct draft *draft,
	struct error *err)
{
	struct buf dir = {0}, meta = {0};
	bool ok = false;

	*draft = (struct draft){.lock = -1};
	if (app->state_dir && is_name(name)) {
		drafts_dir(app, &dir);
		settle_names(draft, buf_text(&dir), name);
		ok = file_is_regular(draft->file);
	}
	if (!ok)
		error_set(err, ERROR_NOT_FOUND,
			_("There is no draft of this name."));
	ok = ok && lock_draft(draft, err) &&
		file_read(file_of(draft, draft->name, ".draft"), META_MAX,
			&meta, err);
	if (ok) {
		take_meta(draft, buf_slice(&meta));
		draft->resumed = true;
	} else {
		app_draft_close(draft);
	}
	buf_clear(&meta);
	buf_clear(&dir);
	return ok;
}

/* The name is ours from now on; others look for another one. */
static bool claim(const char *dir, const char *name)
{
	struct buf path = {0};
	bool free_name;
	int fd;

	buf_printf(&path, "%s/%s.md", dir, name);
	free_name = !file_exists(buf_text(&path));
	buf_cut(&path, path.len - 3);
	buf_put(&path, ".draft");
	fd = free_name ? open(buf_text(&path),
				 O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)
		       : -1;
	if (fd >= 0)
		close(fd);
	buf_clear(&path);
	return fd >= 0;
}

/* "new-guide-1": the first for which there is no file. */
static bool new_name(const char *dir, struct str kind, struct buf *name)
{
	struct buf stem = {0};
	bool found = false;
	int n;

	name_of_title(&stem, kind, "note");
	for (n = 1; !found && n < NAME_TRIES; n++) {
		buf_cut(name, 0);
		buf_printf(name, "new-%s-%d", buf_text(&stem), n);
		found = claim(dir, buf_text(name));
	}
	buf_clear(&stem);
	return found;
}

static bool write_files(
	struct draft *draft, const struct draft_start *start, struct error *err)
{
	return file_write(file_of(draft, draft->name, ".base"), start->began,
		       0600, err) &&
		write_meta(draft, err) &&
		file_write(draft->file, start->text, 0600, err);
}

bool draft_make(const struct app *app, const struct draft_start *start,
	struct draft *draft, struct error *err)
{
	struct buf dir = {0}, name = {0};
	bool ok;

	*draft = (struct draft){.lock = -1};
	ok = make_dir(app, &dir, err);
	if (ok && start->name.len)
		buf_str(&name, start->name);
	else if (ok && !new_name(buf_text(&dir), start->kind, &name))
		ok = error_set(err, ERROR_REFUSED,
			_("There are too many drafts. fyr status lists them; "
			  "fyr edit NAME ends one."));
	if (ok) {
		settle_names(draft, buf_text(&dir), buf_slice(&name));
		draft->action = start->action;
		draft->path = arena_str(&draft->arena, start->path).data;
		draft->base =
			arena_str(&draft->arena, str_from(start->base)).data;
		draft->kind = arena_str(&draft->arena, start->kind);
		draft->lang = arena_str(&draft->arena, start->lang);
		ok = lock_draft(draft, err) && write_files(draft, start, err);
	}
	if (!ok)
		app_draft_close(draft);
	buf_clear(&name);
	buf_clear(&dir);
	return ok;
}

bool draft_settle(struct draft *draft, struct str path, struct error *err)
{
	draft->path = arena_str(&draft->arena, path).data;
	return draft->in_place || write_meta(draft, err);
}

bool draft_began(const struct draft *draft, struct buf *text)
{
	struct buf path = {0};
	bool ok;

	buf_printf(&path, "%s/%s.base", draft->dir, draft->name);
	ok = file_read(buf_text(&path), SAVE_FILE_MAX, text, NULL);
	buf_clear(&path);
	return ok;
}

/* The text first: what is there twice is merged to itself. */
bool draft_rebase(struct draft *draft, const char *base, struct str text,
	struct error *err)
{
	if (!file_write(draft->file, text, 0600, err))
		return false;
	draft->base = arena_str(&draft->arena, str_from(base)).data;
	return write_meta(draft, err);
}

void app_draft_drop(const struct draft *draft)
{
	static const char *const endings[] = {".md", ".base", ".draft"};
	struct buf path = {0};
	size_t i;

	if (draft->in_place)
		return;
	for (i = 0; i < 3; i++) {
		buf_cut(&path, 0);
		buf_printf(
			&path, "%s/%s%s", draft->dir, draft->name, endings[i]);
		/* A text that stays keeps what it is of. */
		if (unlink(buf_text(&path)) < 0 && errno != ENOENT)
			break;
	}
	buf_clear(&path);
}

const struct draft_row *app_drafts_find(
	const struct drafts *drafts, struct str name, struct error *err)
{
	size_t i;

	for (i = 0; i < drafts->count; i++) {
		const struct draft_row *row = &drafts->items[i];

		if (str_is(name, row->name) || str_is(name, row->file) ||
			(name.len && str_is(name, row->path)))
			return row;
	}
	error_set(err, ERROR_NOT_FOUND,
		_("There is no draft of this name. fyr status lists them."));
	return NULL;
}

/* A stray one is a text without the rest: what an editor wrote when all was
 * over. */
static bool remove_row(
	const struct app *app, const struct draft_row *row, struct error *err)
{
	struct draft draft;

	if (row->stray)
		return unlink(row->file) == 0 ||
			error_errno(err, ERROR_IO, _("%s cannot be removed"),
				gate_name(row->file).text);
	if (!draft_open(app, str_from(row->name), &draft, err))
		return false;
	app_draft_drop(&draft);
	app_draft_close(&draft);
	return true;
}

bool app_draft_remove(const struct app *app, struct str name, struct error *err)
{
	const struct draft_row *row;
	struct drafts drafts;
	bool ok;

	if (app->readonly)
		return error_set(err, ERROR_REFUSED,
			_("Nothing is changed with --read-only."));
	app_drafts(app, &drafts);
	row = app_drafts_find(&drafts, name, err);
	ok = row && remove_row(app, row, err);
	app_drafts_clear(&drafts);
	return ok;
}

void app_draft_close(struct draft *draft)
{
	if (draft->arena.last && draft->lock >= 0)
		close(draft->lock);
	arena_clear(&draft->arena);
	*draft = (struct draft){.lock = -1};
}

static void add_row(struct drafts *drafts, const char *dir, struct str name,
	const struct stat *info)
{
	struct draft_row *row;
	struct draft draft = {.path = "", .base = ""};
	struct buf path = {0}, meta = {0};

	drafts->items = mem_grow(drafts->items, &drafts->cap, drafts->count + 1,
		sizeof(*drafts->items));
	row = &drafts->items[drafts->count++];
	buf_printf(&path, "%s/%.*s.draft", dir, STR_ARG(name));
	row->stray = !is_name(name) ||
		!file_read(buf_text(&path), META_MAX, &meta, NULL) || !meta.len;
	if (!row->stray)
		take_meta(&draft, buf_slice(&meta));
	buf_cut(&path, 0);
	buf_printf(&path, "%s/%.*s.md", dir, STR_ARG(name));
	row->name = arena_str(&drafts->arena, name).data;
	row->file = arena_str(&drafts->arena, buf_slice(&path)).data;
	row->path = arena_str(&drafts->arena, str_from(draft.path)).data;
	row->action = draft.action;
	row->time = (int64_t)info->st_mtim.tv_sec;
	arena_clear(&draft.arena);
	buf_clear(&meta);
	buf_clear(&path);
}

static int compare_rows(const void *a, const void *b)
{
	const struct draft_row *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return strcmp(x->name, y->name);
}

void app_drafts(const struct app *app, struct drafts *drafts)
{
	struct buf dir = {0};
	struct dirent *entry;
	struct stat info;
	DIR *stream;

	*drafts = (struct drafts){0};
	if (!app->state_dir)
		return;
	drafts_dir(app, &dir);
	stream = opendir(buf_text(&dir));
	while (stream && (entry = readdir(stream))) {
		struct str name = str_from(entry->d_name);

		if (entry->d_name[0] != '.' && str_ends(name, ".md") &&
			fstatat(dirfd(stream), entry->d_name, &info,
				AT_SYMLINK_NOFOLLOW) == 0 &&
			S_ISREG(info.st_mode))
			add_row(drafts, buf_text(&dir),
				str_sub(name, 0, name.len - 3), &info);
	}
	if (stream)
		closedir(stream);
	if (drafts->count)
		qsort(drafts->items, drafts->count, sizeof(*drafts->items),
			compare_rows);
	buf_clear(&dir);
}

void app_drafts_clear(struct drafts *drafts)
{
	free(drafts->items);
	arena_clear(&drafts->arena);
	*drafts = (struct drafts){0};
}
