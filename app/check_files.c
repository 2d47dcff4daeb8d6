/* Which notes are checked. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"
#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"

struct listing {
	struct app *app;
	struct check_files *files;
	size_t cap;
};

static bool each_file(const struct source_file *file, void *arg)
{
	struct listing *listing = arg;
	struct check_files *files = listing->files;
	struct check_entry *entry;

	if (file->removed)
		return true;
	files->items = mem_grow(files->items, &listing->cap, files->count + 1,
		sizeof(*files->items));
	entry = &files->items[files->count++];
	entry->path = mem_text(file->path);
	entry->is_template = !app_is_note(listing->app, file->path);
	entry->edited = file->edited &&
		source_type(listing->app->source) != SOURCE_FOLDER;
	snprintf(entry->version, sizeof(entry->version), "%s", file->version);
	return true;
}

void check_files_clear(struct check_files *files)
{
	size_t i;

	for (i = 0; i < files->count; i++)
		free(files->items[i].path);
	free(files->items);
	memset(files, 0, sizeof(*files));
}

static bool is_below(struct str path, struct str folder)
{
	return !folder.len || str_eq(path, folder) ||
		(path.len > folder.len && path.data[folder.len] == '/' &&
			str_eq(str_sub(path, 0, folder.len), folder));
}

/* Select what stands at or below a path of the hub. */
static bool select_path(struct check_files *files, struct str path)
{
	bool found = false;
	size_t i;

	for (i = 0; i < files->count; i++) {
		struct check_entry *entry = &files->items[i];

		if (is_below(str_from(entry->path), path)) {
			entry->selected = true;
			found = true;
		}
	}
	if (str_is(path, "fyr.yaml") ||
		(files->feeds.len && str_eq(path, files->feeds))) {
		files->hub_file = true;
		found = true;
	}
	return found;
}

static bool select_id(
	const struct app *app, struct check_files *files, struct str id)
{
	bool found = false;
	size_t i;

	for (i = 0; i < files->count; i++) {
		struct check_entry *entry = &files->items[i];
		struct str lang;

		if (!entry->is_template &&
			str_eq(record_id(&app->schema, app_is_foreign(app),
				       str_from(entry->path), &lang),
				id)) {
			entry->selected = true;
			found = true;
		}
	}
	return found;
}

/* Part of an absolute path below the hub; false when it is not. */
static bool below_hub(const struct app *app, const char *name, struct buf *out)
{
	struct buf whole = {0};
	char *real;
	struct str path;
	struct str hub = str_from(app->path);
	bool ok;

	file_absolute(&whole, name);
	real = realpath(buf_text(&whole), NULL);
	path = real ? str_from(real) : buf_slice(&whole);
	ok = is_below(path, hub);
	if (ok && path.len > hub.len)
		buf_str(out, str_sub(path, hub.len + 1, path.len));
	free(real);
	buf_clear(&whole);
	return ok;
}

static bool select_one(const struct app *app, struct check_files *files,
	const char *name, struct error *err)
{
	struct buf path = {0};
	struct str given = str_from(name);
	bool found;

	while (given.len > 1 && given.data[given.len - 1] == '/')
		given.len--;
	if (str_starts(given, "./"))
		given = str_sub(given, 2, given.len);
	found = below_hub(app, name, &path) &&
		select_path(files, buf_slice(&path));
	if (!found && given.len)
		found = select_path(files, given) ||
			select_id(app, files, given);
	buf_clear(&path);
	return found ||
		error_set(err, ERROR_NOT_FOUND,
			_("There is no note %s in this hub. Name a file, a "
			  "folder or an id."),
			gate_name(name).text);
}

bool check_files_list(struct app *app, const struct check_request *request,
	struct check_files *files, struct error *err)
{
	struct listing listing = {.app = app, .files = files};
	size_t i;

	files->feeds = app->schema.feeds;
	if (!source_list(app->source, each_file, &listing, err))
		return false;
	for (i = 0; i < files->count && !request->path_count; i++)
		files->items[i].selected = true;
	for (i = 0; i < request->path_count; i++) {
		/* Nothing selected: others only lend their facts. */
		if (*request->paths[i] &&
			!select_one(app, files, request->paths[i], err))
			return false;
	}
	return true;
}
