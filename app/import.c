#include "app/import_private.h"

#include <stdlib.h>
#include <string.h>

#include "app/contribute.h"
#include "app/draft.h"
#include "app/private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/csv.h"
#include "content/front.h"
#include "content/name.h"
#include "content/template.h"

enum {
	IMPORT_TRIES = 5
};

static struct str keep(struct import *im, struct str text)
{
	return arena_str(im->arena, text);
}

static void add_known(
	struct import *im, struct str key, struct str id, struct str path)
{
	im->known = mem_grow(im->known, &im->known_cap, im->known_count + 1,
		sizeof(*im->known));
	im->known[im->known_count++] = (struct known){
		keep(im, key), keep(im, id), keep(im, path).data};
}

/* What notes are there, and which of them were imported. */
static bool visit(const struct source_file *file, void *arg)
{
	struct import *im = arg;
	struct str path = str_from(file->path), lang;
	struct str id = record_id(
		&im->app->schema, app_is_foreign(im->app), path, &lang);
	struct buf text = {0};
	struct doc doc = {0};

	if (file->removed || str_starts(path, "templates/"))
		return true;
	if (schema_kind_of(&im->app->schema, path, NULL) == im->kind &&
		source_read_version(im->app->source, file->path, file->version,
			&text, NULL))
		doc_parse_front(&doc, buf_slice(&text));
	add_known(im, doc_field(&doc, IMPORT_KEY.data), file_name(id), path);
	doc_clear(&doc);
	buf_clear(&text);
	return true;
}

static const struct known *find_key(const struct import *im, struct str key)
{
	size_t i;

	for (i = 0; i < im->known_count; i++) {
		if (key.len && str_eq(im->known[i].key, key))
			return &im->known[i];
	}
	return NULL;
}

static bool id_is_known(const struct import *im, struct str id)
{
	size_t i;

	for (i = 0; i < im->known_count; i++) {
		if (str_eq_nocase(im->known[i].id, id))
			return true;
	}
	return false;
}

/* --- the headings --- */

/* What fyr writes itself is not taken from a table. */
static bool is_ours(struct str key)
{
	return str_is(key, "kind") || str_is(key, "old_ids") ||
		str_is(key, "translated") || str_is(key, "lang");
}

static const struct schema_field *find_field(
	const struct kind *kind, struct str heading)
{
	size_t i;

	for (i = 0; i < kind->field_count; i++) {
		const struct schema_field *field = &kind->fields[i];

		if (!is_ours(field->key) &&
			(import_is_named(heading, field->key) ||
				import_is_named(heading, field->label.sv) ||
				import_is_named(heading, field->label.en)))
			return field;
	}
	return NULL;
}

static bool is_key_word(struct str heading)
{
	static const char *const words[] = {
		"id", "key", "nyckel", "nr", "no", "number", "nummer"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (import_is_named(heading, str_from(words[i])))
			return true;
	}
	return false;
}

static void take_heading(struct import *im, size_t i, struct str heading)
{
	const struct schema_field *field = find_field(im->kind, heading);

	im->headings[i] = heading;
	im->columns[i] = field;
	if (field && field->role == ROLE_TITLE && im->title == SIZE_MAX)
		im->title = i;
	if (im->request->key.len ? import_is_named(heading, im->request->key)
				 : !field && is_key_word(heading))
		im->key = im->key == SIZE_MAX ? i : im->key;
}

static bool take_headings(struct import *im, struct csv *csv, struct error *err)
{
	struct csv_row row;
	size_t i;

	im->title = im->key = SIZE_MAX;
	if (!csv_next(csv, im->arena, &row) || row.bad)
		return error_set(err, ERROR_INPUT,
			_("The table has no first row with headings."));
	for (i = 0; i < row.count; i++)
		take_heading(im, i, row.fields[i]);
	im->column_count = row.count;
	if (im->title == SIZE_MAX)
		return error_set(err, ERROR_INPUT,
			_("No column of the table is the title. Call one "
			  "\"title\"."));
	if (im->request->key.len && im->key == SIZE_MAX)
		return error_set(err, ERROR_INPUT,
			_("The table has no column \"%.*s\"."),
			STR_ARG(im->request->key));
	if (im->key == SIZE_MAX)
		im->key = im->title;
	im->imported->key = im->headings[im->key];
	for (i = 0; i < row.count; i++) {
		if (im->columns[i] || i == im->key || !row.fields[i].len)
			continue;
		buf_printf(&im->imported->texts, "%s%.*s",
			im->imported->texts.len ? ", " : "",
			STR_ARG(row.fields[i]));
	}
	return true;
}

/* --- a row --- */

static void place(struct import *im, struct import_row *row, struct buf *id)
{
	struct note_place place = {
		.folder = im->kind->folder, .lang = im->lang};
	struct buf path = {0};
	size_t len;
	int n = 2;

	name_of_title(id, str_from(row->title), "note");
	len = id->len;
	while (id_is_known(im, buf_slice(id))) {
		buf_cut(id, len);
		buf_printf(id, "-%d", n++);
	}
	place.id = buf_slice(id);
	app_note_path(im->app, &place, &path);
	row->path = keep(im, buf_slice(&path)).data;
	buf_clear(&path);
}

/* What check would refuse is told now. */
static bool judge(
	struct import *im, struct import_row *row, const struct buf *note)
{
	struct doc doc = {0};
	size_t i;

	app_judge(im->app, str_from(row->path), buf_slice(note), &doc);
	for (i = 0; !row->bad && i < doc.problems.count; i++) {
		if (doc.problems.items[i].severity == SEVERITY_ERROR)
			row->bad =
				keep(im, str_from(doc.problems.items[i].text))
					.data;
	}
	doc_clear(&doc);
	return !row->bad;
}

static void make_note(
	struct import *im, struct import_row *row, const struct csv_row *cells)
{
	struct template template = {.schema = &im->app->schema,
		.kind = im->kind,
		.text = buf_slice(&im->template),
		.lang = im->lang,
		.title = cells->fields[im->title],
		.owner = im->app->config.owner,
		.today = im->app->today};
	struct buf note = {0}, id = {0};

	place(im, row, &id);
	template.id = buf_slice(&id);
	template_make(&note, &template);
	if (import_fill(im, row, cells, &note) && judge(im, row, &note)) {
		im->files = mem_grow(im->files, &im->file_cap,
			im->file_count + 1, sizeof(*im->files));
		im->files[im->file_count++] = (struct save_file){
			row->path, keep(im, buf_slice(&note)), false};
		add_known(im, cells->fields[im->key], buf_slice(&id),
			str_from(row->path));
	}
	buf_clear(&id);
	buf_clear(&note);
}

static void check_cells(
	struct import *im, struct import_row *row, struct csv_row *cells)
{
	const struct known *known;

	row->bad = cells->bad;
	if (!row->bad && cells->count > im->column_count)
		row->bad = _("it has more fields than there are headings");
	if (row->bad)
		return;
	while (cells->count < im->column_count)
		cells->fields[cells->count++] = (struct str){0};
	row->title = cells->fields[im->title].data;
	if (!cells->fields[im->title].len)
		row->bad = _("the title is empty");
	else if (!cells->fields[im->key].len)
		row->bad = _("the key is empty");
	known = find_key(im, cells->fields[im->key]);
	if (row->bad || !known)
		return;
	row->path = known->path;
	row->there = true;
}

static bool take_rows(struct import *im, struct csv *csv, struct error *err)
{
	struct imported *all = im->imported;
	struct csv_row cells;

	while (csv_next(csv, im->arena, &cells)) {
		struct import_row *row;

		if (all->count == IMPORT_ROWS)
			return error_set(err, ERROR_REFUSED,
				_("The table has more than 5,000 rows. Import "
				  "it in parts."));
		all->rows = mem_grow(all->rows, &all->cap, all->count + 1,
			sizeof(*all->rows));
		row = &all->rows[all->count++];
		*row = (struct import_row){
			.line = cells.line, .path = "", .title = ""};
		check_cells(im, row, &cells);
		if (!row->bad && !row->there)
			make_note(im, row, &cells);
		all->bad += row->bad != NULL;
		all->there += row->there;
		all->made += !row->bad && !row->there;
	}
	return true;
}

static bool save(struct import *im, const char *head, struct error *err)
{
	struct imported *all = im->imported;
	struct save_request request = {
		.files = im->files, .count = im->file_count, .base = head};

	buf_printf(&all->message, "%.*s: import %zu from %.*s",
		STR_ARG(im->kind->id), all->made, STR_ARG(im->request->name));
	request.message = buf_text(&all->message);
	return im->request->dry || !all->made ||
		app_save(im->app, &request, &all->save, err);
}

static bool once(struct import *im, struct error *err)
{
	char head[SOURCE_ID];
	struct csv csv;

	im->arena = &im->imported->arena;
	im->kind = app_find_kind(im->app, im->request->kind, err);
	if (!im->kind ||
		!app_find_lang(im->app, im->request->lang, &im->lang, err) ||
		!source_head(im->app->source, head, err))
		return false;
	app_read_template(im->app, im->kind, im->lang, &im->template);
	csv_open(&csv, im->request->text);
	return take_headings(im, &csv, err) &&
		source_list(im->app->source, visit, im, err) &&
		take_rows(im, &csv, err) && save(im, *head ? head : NULL, err);
}

static bool check_text(struct str text, struct error *err)
{
	if (utf8_valid(text) && str_find(text, '\0') == text.len)
		return true;
	return error_set(err, ERROR_REFUSED,
		_("The table is not UTF-8. In a spreadsheet program save it "
		  "as \"CSV UTF-8\"."));
}

bool app_import(struct app *app, const struct import_request *request,
	struct imported *imported, struct error *err)
{
	struct error why = {0};
	bool ok = false;
	int tries;

	*imported = (struct imported){0};
	if (!app_may_write(app, err) || !check_text(request->text, err))
		return false;
	for (tries = 0; !ok && tries < IMPORT_TRIES; tries++) {
		struct import im = {
			.app = app, .request = request, .imported = imported};

		imported_clear(imported);
		why = (struct error){0};
		ok = once(&im, &why);
		free(im.known);
		free(im.files);
		buf_clear(&im.template);
		if (why.kind != ERROR_CONFLICT)
			break;
	}
	if (!ok && err)
		*err = why;
	return ok;
}

void imported_clear(struct imported *imported)
{
	free(imported->rows);
	buf_clear(&imported->texts);
	buf_clear(&imported->message);
	arena_clear(&imported->arena);
	*imported = (struct imported){0};
}
