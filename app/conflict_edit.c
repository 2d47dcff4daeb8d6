/* Deciding in an editor: see app/conflict.h. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/conflict.h"
#include "app/sync.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/proc.h"

enum {
	WORDS_MAX = 16,
	TEXT_MAX = 50 * 1024 * 1024 /* bytes */
};

static const char *editor_name(void)
{
	static const char *const names[] = {"FYR_EDITOR", "VISUAL", "EDITOR"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return NULL;
}

/* The words at blanks, no shell; then the file. */
static bool start(struct proc *proc, const char *editor, const char *dir,
	const char *file, struct error *err)
{
	const char *argv[WORDS_MAX + 2];
	char *words[WORDS_MAX];
	struct str rest = str_from(editor), word;
	size_t count = 0, i;
	bool ok;

	while (count < WORDS_MAX && str_cut(&rest, ' ', &word))
		if (word.len)
			words[count++] = str_copy(word);
	for (i = 0; i < count; i++)
		argv[i] = words[i];
	argv[count] = file;
	argv[count + 1] = NULL;
	ok = count > 0 &&
		proc_start(proc,
			&(struct proc_command){argv, dir, NULL, PROC_TERMINAL},
			err);
	while (count)
		free(words[--count]);
	return ok;
}

static bool run_editor(const char *dir, const char *file, struct error *err)
{
	const char *own = editor_name();
	struct proc proc = {.in = -1, .out = -1, .err = -1};
	struct error why = {0};
	int status = 0;

	if (!(own ? start(&proc, own, dir, file, &why)
		  : start(&proc, "nano", dir, file, &why) ||
				    start(&proc, "vi", dir, file, &why)))
		return error_set(err, ERROR_CONFIG,
			_("No editor can be started. Name one in the variable "
			  "FYR_EDITOR or EDITOR."));
	if (!proc_wait(&proc, -1, &status) || status != 0)
		return error_set(err, ERROR_IO,
			_("The editor ended with an error (%d). The text is "
			  "in %s; nothing was decided."),
			status, gate_name(file).text);
	return true;
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
