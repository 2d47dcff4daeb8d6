/* Deciding in an editor: see app/conflict.h. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/conflict.h"
#include "app/contribute.h"
#include "app/sync.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"

enum {
	TEXT_MAX = 50 * 1024 * 1024, /* bytes */
	STAMP_MAX = 1024
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

/*
 * What a text was made for, kept beside it: the merge that left the conflict
 * open, and what the hub had at the path.
 */
struct stamp {
	char merge[SOURCE_ID];
	char now[SOURCE_ID]; /* "": no file */
};

struct editing {
	struct app *app;
	const char *path; /* in the hub */
	struct buf *file; /* the text */
	struct stamp made, now; /* what the text was made for; and what is */
};

struct looking {
	const char *path;
	struct stamp *stamp;
};

static bool take_merge(const struct conflict *conflict, void *arg)
{
	struct looking *looking = arg;

	if (strcmp(conflict->path, looking->path) != 0)
		return true;
	snprintf(looking->stamp->merge, SOURCE_ID, "%s", conflict->merge);
	return false;
}

static bool look(struct app *app, const char *path, struct stamp *stamp,
	struct error *err)
{
	struct looking looking = {path, stamp};

	*stamp = (struct stamp){.merge = ""};
	return app_conflicts(app, take_merge, &looking, err) &&
		source_version(app->source, path, stamp->now, err);
}

static void stamp_name(const char *file, struct buf *name)
{
	buf_printf(name, "%s.of", file);
}

static bool write_stamp(
	const char *file, const struct stamp *stamp, struct error *err)
{
	struct buf name = {0}, text = {0};
	bool ok;

	stamp_name(file, &name);
	buf_printf(&text, "%s %s\n", stamp->merge, stamp->now);
	ok = file_write(buf_text(&name), buf_slice(&text), 0600, err);
	buf_clear(&name);
	buf_clear(&text);
	return ok;
}

static void read_stamp(const char *file, struct stamp *stamp)
{
	struct buf name = {0}, text = {0};
	struct str rest, merge = {0};

	*stamp = (struct stamp){.merge = ""};
	stamp_name(file, &name);
	if (file_read(buf_text(&name), STAMP_MAX, &text, NULL)) {
		rest = str_trim(buf_slice(&text));
		str_cut(&rest, ' ', &merge);
		snprintf(stamp->merge, SOURCE_ID, "%.*s", STR_ARG(merge));
		snprintf(stamp->now, SOURCE_ID, "%.*s", STR_ARG(rest));
	}
	buf_clear(&name);
	buf_clear(&text);
}

static bool write_scratch(struct app *app, const char *path, const char *file,
	struct stamp *stamp, struct error *err)
{
	struct conflict_answer answer = {.path = path,
		.merge = stamp->merge,
		.choice = CONFLICT_TEXT,
		.texts = app_merge};
	struct stamp old;
	struct buf text = {0};
	bool removed = false, ok;

	/* What was begun and not ended is gone on with. */
	if (file_exists(file)) {
		read_stamp(file, &old);
		if (strcmp(old.merge, stamp->merge) != 0)
			return error_set(err, ERROR_REFUSED,
				_("A text that was begun for another decision "
				  "is in %s and was never used. Take from it "
				  "what you need and remove it, then try "
				  "again."),
				file);
		*stamp = old;
		return true;
	}
	ok = conflict_preview(app->source, &answer, &text, &removed, err) &&
		write_stamp(file, stamp, err) &&
		file_write(file, buf_slice(&text), 0600, err);
	buf_clear(&text);
	return ok;
}

static bool read_scratch(const char *file, struct buf *text, struct error *err)
{
	struct error why = {0};
	const char *reason = NULL;

	if (!file_read(file, TEXT_MAX, text, &why))
		reason = why.text;
	else if (gate_is_blank(buf_slice(text)))
		reason = _("it is empty");
	else
		reason = app_text_unfit(buf_slice(text));
	return !reason ||
		error_set(err, ERROR_REFUSED,
			_("The text cannot be kept in the hub: %s. Nothing was "
			  "decided."),
			reason);
}

static bool read_version(struct app *app, const char *path, const char *version,
	struct buf *text, struct error *err)
{
	return !*version ||
		source_read_version(app->source, path, version, text, err);
}

/*
 * While the person wrote, others may have sent: what they changed goes into the
 * text. Where it is the same place, the person has to see it.
 */
static bool catch_up(struct editing *e, struct buf *text, struct error *err)
{
	struct buf base = {0}, published = {0}, merged = {0}, what = {0};
	bool ok = true;

	if (strcmp(e->made.now, e->now.now) == 0 || !*e->now.now)
		return true;
	ok = read_version(e->app, e->path, e->made.now, &base, err) &&
		read_version(e->app, e->path, e->now.now, &published, err);
	if (ok &&
		!app_merge(&(struct sync_texts){e->path, buf_slice(&base),
				   buf_slice(&published), buf_slice(text),
				   SYNC_BOTH},
			&merged, &what)) {
		memcpy(e->made.now, e->now.now, SOURCE_ID);
		ok = file_write(buf_text(e->file), buf_slice(&merged), 0600,
			     err) &&
			write_stamp(buf_text(e->file), &e->made, err) &&
			error_set(err, ERROR_CONFLICT,
				_("Others changed the same place of this note "
				  "meanwhile, so nothing was decided. The text "
				  "to edit now holds both: look at it again."));
	} else if (ok) {
		buf_cut(text, 0);
		buf_str(text, buf_slice(&merged));
	}
	buf_clear(&base);
	buf_clear(&published);
	buf_clear(&merged);
	buf_clear(&what);
	return ok;
}

static void drop_scratch(const char *file)
{
	struct buf name = {0};

	unlink(file);
	stamp_name(file, &name);
	unlink(buf_text(&name));
	buf_clear(&name);
}

bool app_resolve_edit(struct app *app, const char *path, struct buf *file,
	struct save_result *result, struct error *err)
{
	struct editing e = {.app = app, .path = path, .file = file};
	struct conflict_answer answer = {.path = path,
		.choice = CONFLICT_TEXT,
		.merge = e.made.merge,
		.now = e.now.now};
	struct buf dir = {0}, text = {0};
	bool ok = app_source(app, err) &&
		scratch_name(app, path, &dir, file, err) &&
		look(app, path, &e.made, err) &&
		write_scratch(app, path, buf_text(file), &e.made, err) &&
		run_editor(buf_text(&dir), buf_text(file), err) &&
		read_scratch(buf_text(file), &text, err) &&
		look(app, path, &e.now, err) && catch_up(&e, &text, err);

	if (ok) {
		answer.text = buf_slice(&text);
		ok = app_resolve(app, &answer, result, err);
	}
	if (ok)
		drop_scratch(buf_text(file));
	buf_clear(&dir);
	buf_clear(&text);
	return ok;
}
