/* Deciding in an editor: see app/conflict.h. */

#include <string.h>
#include <unistd.h>

#include "app/conflict.h"
#include "app/contribute.h"
#include "app/sync.h"
#include "base/file.h"
#include "base/i18n.h"

enum {
	TEXT_MAX = 50 * 1024 * 1024 /* bytes */
};

static bool run_editor(const char *dir, const char *file, struct error *err)
{
	const struct draft draft = {.name = file, .file = file, .dir = dir};
	struct editor editor = {.words = 0};
	struct error why = {0};
	bool ok = editor_find(&editor, &why) &&
		app_draft_editor(&draft, &editor, &why);

	editor_clear(&editor);
	if (ok)
		return true;
	if (why.kind == ERROR_IO)
		return error_set(err, ERROR_IO,
			_("The editor did not end well. Nothing was decided; "
			  "--edit goes on with what was saved."));
	return error_set(err, why.kind, "%s", why.text);
}

/* A name of our own making in a folder of ours, whatever the path is. */
static bool scratch_name(const struct app *app, const char *path,
	struct buf *dir, struct buf *file, struct error *err)
{
	const char *end = strrchr(path, '.');

	file_join(dir, app->state_dir, "decide");
	if (!file_mkdirs(buf_text(dir), 0700, err))
		return false;
	buf_printf(file, "%s/", buf_text(dir));
	for (; *path; path++) {
		if ((*path >= 'a' && *path <= 'z') ||
			(*path >= '0' && *path <= '9'))
			buf_byte(file, *path);
		else if (end && path == end && strcmp(end, ".md") == 0)
			buf_byte(file, '.');
		else
			buf_printf(file, "-%02x", (unsigned char)*path);
	}
	return true;
}

static bool write_scratch(
	struct app *app, const char *path, const char *file, struct error *err)
{
	const struct conflict_answer answer = {
		.path = path, .choice = CONFLICT_TEXT, .texts = app_merge};
	struct buf text = {0};
	bool removed = false, ok;

	/* What was begun and not ended is gone on with. */
	if (file_exists(file))
		return true;
	ok = conflict_preview(app->source, &answer, &text, &removed, err) &&
		file_write(file, buf_slice(&text), 0600, err);
	buf_clear(&text);
	return ok;
}

bool app_resolve_edit(struct app *app, const char *path, struct buf *file,
	struct save_result *result, struct error *err)
{
	struct conflict_answer answer = {.path = path, .choice = CONFLICT_TEXT};
	struct buf dir = {0}, text = {0};
	bool ok = app_source(app, err) &&
		scratch_name(app, path, &dir, file, err) &&
		write_scratch(app, path, buf_text(file), err) &&
		run_editor(buf_text(&dir), buf_text(file), err) &&
		file_read(buf_text(file), TEXT_MAX, &text, err);

	if (ok) {
		answer.text = buf_slice(&text);
		ok = app_resolve(app, &answer, result, err);
	}
	if (ok)
		unlink(buf_text(file));
	buf_clear(&dir);
	buf_clear(&text);
	return ok;
}
