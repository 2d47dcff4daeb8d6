#include "app/history.h"

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/diff.h"
#include "sync/revision.h"

bool app_versions(struct app *app, struct str ref, struct versions *versions,
	struct error *err)
{
	*versions = (struct versions){0};
	if (!app_source(app, err))
		return false;
	if (source_type(app->source) == SOURCE_FOLDER)
		return error_set(err, ERROR_REFUSED,
			_("This hub is a plain folder, not a git repository; "
			  "it has no history."));
	if (!store_find(app->store, ref, str_from(i18n_lang()), &versions->meta,
		    err))
		return false;
	if (!store_history(app->store, versions->meta.items[0].path,
		    &versions->rows, err)) {
		versions_clear(versions);
		return false;
	}
	return true;
}

void versions_clear(struct versions *versions)
{
	store_results_clear(&versions->meta);
	store_history_clear(&versions->rows);
	*versions = (struct versions){0};
}

/* A range's two ends; the second is empty for now. */
static bool cut_range(
	struct str range, struct str *from, struct str *to, struct error *err)
{
	size_t dots = str_find_text(range, "..");

	*from = str_sub(range, 0, dots);
	*to = str_sub(range, dots + 2, range.len);
	return from->len ||
		error_set(err, ERROR_INPUT,
			_("Name two revisions, A..B, or one: A"));
}

static bool find_rev(struct app *app, struct str rev, char commit[SOURCE_ID],
	struct error *err)
{
	char *name = str_copy(rev);
	bool ok = revision_find(app->source, name, commit, err);

	free(name);
	return ok;
}

bool app_versions_between(struct app *app, struct versions *versions,
	struct str range, struct error *err)
{
	struct store_history *rows = &versions->rows;
	char first[SOURCE_ID], last[SOURCE_ID];
	struct revision_member *members;
	size_t i, kept = 0;
	struct str from, to;

	if (!cut_range(range, &from, &to, err) ||
		!find_rev(app, from, first, err) ||
		!(to.len ? find_rev(app, to, last, err)
			 : source_head(app->source, last, err)))
		return false;
	members = mem_array(rows->count + 1, sizeof(*members));
	for (i = 0; i < rows->count; i++)
		members[i].commit = rows->items[i].commit.data;
	revision_between(app->source, first, last, members, rows->count);
	for (i = 0; i < rows->count; i++) {
		if (members[i].in)
			rows->items[kept++] = rows->items[i];
	}
	rows->count = kept;
	free(members);
	return true;
}

static bool read_as(struct app *app, const char *commit, struct str path,
	struct buf *text, struct error *err)
{
	char *kept = str_copy(path);
	struct revision_file file = {commit, kept, ""};
	bool ok = revision_read(app->source, &file, text, err);

	free(kept);
	return ok;
}

/* The names it had, the newest first. */
bool app_version_text(struct app *app, const struct versions *versions,
	const char *commit, struct buf *text, struct error *err)
{
	struct error why = {0};
	struct str path;
	size_t i;

	if (!versions->meta.count)
		return error_set(
			err, ERROR_NOT_FOUND, _("There is no such note."));
	path = versions->meta.items[0].path;
	if (read_as(app, commit, path, text, &why))
		return true;
	for (i = 0; why.kind == ERROR_NOT_FOUND && i < versions->rows.count;
		i++) {
		const struct store_change *row = &versions->rows.items[i];

		if (row->op != 'R' || str_eq(row->from, path))
			continue;
		path = row->from;
		why = (struct error){0};
		if (read_as(app, commit, path, text, &why))
			return true;
	}
	if (why.kind == ERROR_NOT_FOUND)
		return error_set(err, ERROR_NOT_FOUND,
			_("The note was not in the hub in the revision %.10s."),
			commit);
	if (err)
		*err = why;
	return false;
}

/* --- two texts --- */

static bool read_now(struct app *app, const struct versions *versions,
	struct buf *text, struct error *err)
{
	return source_read(
		app->source, versions->meta.items[0].path.data, text, err);
}

static bool read_rev(struct app *app, const struct versions *versions,
	struct str rev, struct buf *text, struct error *err)
{
	char commit[SOURCE_ID];

	return find_rev(app, rev, commit, err) &&
		app_version_text(app, versions, commit, text, err);
}

/* What is edited, else what the last change changed. */
static bool compare_last(struct app *app, const struct versions *versions,
	struct comparison *c, struct error *err)
{
	const struct store_history *rows = &versions->rows;
	char head[SOURCE_ID];

	buf_put(&c->to, _("now"));
	if (!read_now(app, versions, &c->new, err) ||
		!source_head(app->source, head, err))
		return false;
	if (versions->meta.items[0].edited) {
		buf_put(&c->from, _("the last commit"));
		app_version_text(app, versions, head, &c->old, NULL);
		return true;
	}
	if (rows->count < 2) {
		buf_put(&c->from, _("nothing: it is its first version"));
		return true;
	}
	buf_printf(&c->from, "%.10s", rows->items[1].commit.data);
	return app_version_text(
		app, versions, rows->items[1].commit.data, &c->old, err);
}

bool app_compare(struct app *app, const struct versions *versions,
	struct str range, struct comparison *c, struct error *err)
{
	struct str from, to;

	*c = (struct comparison){0};
	if (!range.len)
		return compare_last(app, versions, c, err);
	if (!cut_range(range, &from, &to, err))
		return false;
	buf_str(&c->from, from);
	buf_str(&c->to, to.len ? to : str_from(_("now")));
	if (!read_rev(app, versions, from, &c->old, err))
		return false;
	return to.len ? read_rev(app, versions, to, &c->new, err)
		      : read_now(app, versions, &c->new, err);
}

void comparison_clear(struct comparison *c)
{
	buf_clear(&c->old);
	buf_clear(&c->new);
	buf_clear(&c->from);
	buf_clear(&c->to);
}

/* --- who wrote each line --- */

struct attribution {
	struct buf text;
	struct buf changes; /* pointers, of each line */
	size_t count;
};

static const struct store_change *change_of(
	const struct buf *changes, size_t line)
{
	const struct store_change *change = NULL;

	if (!changes->data || (line + 1) * sizeof(change) > changes->len)
		return NULL;
	memcpy(&change, changes->data + line * sizeof(change), sizeof(change));
	return change;
}

/* The next version: what it keeps has who brought it, the rest is new. */
static void advance(struct attribution *a, struct buf *text,
	const struct store_change *change)
{
	struct diff_lines lines;
	struct buf changes = {0};
	size_t i;

	diff_match(&lines, buf_slice(&a->text), buf_slice(text));
	for (i = 0; i < lines.count; i++) {
		const struct store_change *of = lines.from[i] == DIFF_NEW
			? change
			: change_of(&a->changes, (size_t)lines.from[i]);

		buf_add(&changes, &of, sizeof(of));
	}
	a->count = lines.count;
	diff_lines_clear(&lines);
	buf_clear(&a->changes);
	buf_clear(&a->text);
	a->changes = changes;
	a->text = *text;
	*text = (struct buf){0};
}

bool app_written(struct app *app, const struct versions *versions,
	struct written *written, struct error *err)
{
	const struct store_history *rows = &versions->rows;
	struct attribution a = {0};
	struct buf text = {0};
	struct str rest, line;
	size_t i;

	*written = (struct written){0};
	for (i = rows->count; i > 0; i--) {
		const struct store_change *row = &rows->items[i - 1];

		if (row->op != 'D' &&
			read_as(app, row->commit.data, row->path, &text, NULL))
			advance(&a, &text, row);
		buf_clear(&text);
	}
	if (!read_now(app, versions, &text, err)) {
		buf_clear(&a.text);
		buf_clear(&a.changes);
		return false;
	}
	advance(&a, &text, NULL);
	written->text = a.text;
	written->lines = mem_array(a.count + 1, sizeof(*written->lines));
	rest = buf_slice(&written->text);
	while (written->count < a.count && str_cut(&rest, '\n', &line)) {
		written->lines[written->count] = (struct written_line){
			line, change_of(&a.changes, written->count)};
		written->count++;
	}
	buf_clear(&a.changes);
	return true;
}

void written_clear(struct written *written)
{
	buf_clear(&written->text);
	free(written->lines);
	*written = (struct written){0};
}

/* --- a note as it was --- */

bool app_note_at(struct app *app, struct str ref, const char *rev,
	struct note *note, struct error *err)
{
	struct versions versions;
	struct buf text = {0};
	bool ok;

	*note = (struct note){0};
	if (!app_versions(app, ref, &versions, err))
		return false;
	ok = read_rev(app, &versions, str_from(rev), &text, err) &&
		note_open(app, ref, &text, note, err);
	buf_clear(&text);
	versions_clear(&versions);
	return ok;
}
