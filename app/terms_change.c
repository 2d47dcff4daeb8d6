/* Changing the hub's term list, and committing that. */

#include <string.h>
#include <sys/stat.h>

#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum {
	TRIES = 20, /* when the branch moves meanwhile */
	SUBJECT = 60 /* cells of the terms in the message */
};

static bool may_change(const struct app *app, struct error *err)
{
	if (app->readonly)
		return error_set(err, ERROR_REFUSED,
			_("Nothing is changed with --read-only."));
	if (app->terms_path)
		return error_set(err, ERROR_REFUSED,
			_("The term list in use is outside the hub: %s. Change "
			  "it in an editor, or leave out --schema."),
			gate_name(app->terms_path).text);
	return true;
}

/* "terms: add a = b"; one-way "a > b". */
static void put_message(
	const struct app_terms_change *change, struct buf *message)
{
	struct buf terms = {0};
	size_t i;

	for (i = 0; i < change->count; i++) {
		if (i)
			buf_put(&terms,
				change->oneway && i == 1 ? " > " : " = ");
		buf_str(&terms, str_trim(change->terms[i]));
	}
	buf_put(message, change->remove ? "terms: remove " : "terms: add ");
	buf_str(message, utf8_fit(buf_slice(&terms), SUBJECT));
	buf_clear(&terms);
}

static bool make_text(struct app *app, const struct app_terms_change *change,
	struct app_terms_changed *changed, struct error *err)
{
	const struct terms_change how = {
		change->terms, change->count, change->oneway};
	struct str name = app_terms_name(app);
	struct error why = {0};
	struct buf path = {0};
	bool ok;

	buf_str(&path, name);
	buf_cut(&changed->before, 0);
	buf_cut(&changed->after, 0);
	ok = source_read(app->source, buf_text(&path), &changed->before, &why);
	buf_clear(&path);
	if (!ok && why.kind != ERROR_NOT_FOUND) {
		if (err)
			*err = why;
		return false;
	}
	return change->remove ? terms_remove(buf_slice(&changed->before), &how,
					&changed->after, err)
			      : terms_add(buf_slice(&changed->before), &how,
					&changed->after, err);
}

/* A plain folder has no commits: only the file is written. */
static bool write_file(
	struct app *app, struct app_terms_changed *changed, struct error *err)
{
	struct str name = app_terms_name(app);
	struct buf path = {0};
	struct stat info;
	unsigned mode = 0644;
	bool ok;

	buf_printf(&path, "%s/%.*s", app->path, STR_ARG(name));
	if (stat(buf_text(&path), &info) == 0)
		mode = info.st_mode & 0777;
	ok = file_write(buf_text(&path), buf_slice(&changed->after), mode, err);
	buf_clear(&path);
	return ok;
}

static bool commit_file(struct app *app, const struct app_terms_change *change,
	const char *base, struct app_terms_changed *changed, struct error *err)
{
	struct str name = app_terms_name(app);
	struct buf path = {0}, message = {0};
	struct save_file file = {NULL, buf_slice(&changed->after), false};
	struct save_request request = {&file, 1, NULL, base};
	bool ok;

	buf_str(&path, name);
	put_message(change, &message);
	file.path = buf_text(&path);
	request.message = buf_text(&message);
	ok = save_run(app->source, &request, &changed->save, err);
	buf_clear(&path);
	buf_clear(&message);
	return ok;
}

static bool change_once(struct app *app, const struct app_terms_change *change,
	struct app_terms_changed *changed, struct error *err)
{
	char base[SOURCE_ID];

	if (!source_head(app->source, base, err) ||
		!make_text(app, change, changed, err))
		return false;
	if (change->dry ||
		str_eq(buf_slice(&changed->before), buf_slice(&changed->after)))
		return true;
	changed->written = source_type(app->source) == SOURCE_FOLDER
		? write_file(app, changed, err)
		: commit_file(app, change, base, changed, err);
	return changed->written;
}

bool app_change_terms(struct app *app, const struct app_terms_change *change,
	struct app_terms_changed *changed, struct error *err)
{
	struct error why = {0};
	bool ok = false;
	int i;

	memset(changed, 0, sizeof(*changed));
	if (!may_change(app, err) || !app_source(app, err))
		return false;
	for (i = 0; !ok && i < TRIES; i++) {
		ok = change_once(app, change, changed, &why);
		if (!ok && why.kind != ERROR_CONFLICT)
			break;
	}
	if (ok && changed->written)
		app_forget_terms(app);
	if (!ok && err)
		*err = why;
	return ok;
}
