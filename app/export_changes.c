/* Changed notes: lines for people, rows and JSON for programs. */

#include "app/export_agenda.h"
#include "app/export_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"

static const char *type_id(enum change_type type)
{
	switch (type) {
	case CHANGE_NEW:
		return "new";
	case CHANGE_CHANGED:
		return "changed";
	case CHANGE_GONE:
		return "gone";
	}
	return "";
}

static const char *type_label(enum change_type type)
{
	switch (type) {
	case CHANGE_NEW:
		return _("NEW");
	case CHANGE_CHANGED:
		return _("UPD");
	case CHANGE_GONE:
		return _("GONE");
	}
	return "";
}

static void line(
	struct buf *out, const struct app *app, const struct changed *one)
{
	buf_printf(out, "%s  ", type_label(one->type));
	if (one->edited) {
		buf_put(out, _("not committed"));
		buf_put(out, "  ");
	} else if (one->time) {
		date_human(out, date_local(one->time), app->today);
		buf_put(out, "  ");
	}
	gate_text(out, app_kind_label(app, one->kind, false), GATE_LINE);
	buf_put(out, ": ");
	gate_text(out, one->title, GATE_LINE);
	if (one->author.len) {
		buf_put(out, "  (");
		gate_text(out, one->author, GATE_LINE);
		buf_byte(out, ')');
	}
}

static void record(struct buf *out, const struct app *app,
	const struct changed *one, const struct export_options *options)
{
	size_t from = out->len;
	struct str text;

	if (options->format == FORMAT_PATH || options->format == FORMAT_ID) {
		buf_str(out,
			options->format == FORMAT_ID ? one->id : one->path);
		buf_byte(out, options->nul ? '\0' : '\n');
		return;
	}
	line(out, app, one);
	text = str_sub(buf_slice(out), from, out->len);
	if (options->width > 0)
		buf_cut(out, from + utf8_fit(text, (size_t)options->width).len);
	buf_byte(out, '\n');
	if (options->format != FORMAT_ONELINE) {
		buf_put(out, "    ");
		gate_text(out, one->path, GATE_LINE);
		buf_byte(out, '\n');
	}
}

static json_t *changed_json(const struct changed *one)
{
	json_t *object = json_object();

	json_object_set_new(object, "change", json_string(type_id(one->type)));
	json_object_set_new(object, "edited", json_boolean(one->edited));
	export_set(object, "id", one->id);
	export_set(object, "path", one->path);
	export_set(object, "title", one->title);
	export_set(object, "kind", one->kind);
	export_set(object, "status", one->status);
	export_set(object, "author", one->author);
	if (one->time)
		json_object_set_new(object, "time", json_integer(one->time));
	return object;
}

static void write_json(
	struct buf *out, const struct app *app, const struct changes *changes)
{
	json_t *root = json_object();
	json_t *list = json_array();
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/changes/1"));
	export_set(root, "hub", str_from(app->name));
	export_set(root, "since_commit", str_from(changes->commit));
	for (i = 0; i < changes->count; i++)
		json_array_append_new(list, changed_json(&changes->items[i]));
	json_object_set_new(root, "changes", list);
	export_dump(out, root, JSON_INDENT(2));
}

enum {
	COLUMNS = 8
};

static void write_table(
	struct buf *out, const struct changes *changes, bool csv)
{
	static const char *const names[COLUMNS] = {"change", "date", "id",
		"path", "title", "kind", "status", "author"};
	struct str cells[COLUMNS];
	struct buf date = {0};
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		cells[i] = str_from(names[i]);
	export_row(out, cells, COLUMNS, csv);
	for (i = 0; i < changes->count; i++) {
		const struct changed *one = &changes->items[i];

		buf_cut(&date, 0);
		if (one->time)
			date_iso(&date, date_local(one->time));
		cells[0] = str_from(type_id(one->type));
		cells[1] = buf_slice(&date);
		cells[2] = one->id;
		cells[3] = one->path;
		cells[4] = one->title;
		cells[5] = one->kind;
		cells[6] = one->status;
		cells[7] = one->author;
		export_row(out, cells, COLUMNS, csv);
	}
	buf_clear(&date);
}

void export_changes(struct buf *out, const struct app *app,
	const struct changes *changes, const struct export_options *options)
{
	enum format format = options->format;
	size_t i;

	if (format == FORMAT_JSON) {
		write_json(out, app, changes);
		return;
	}
	if (format == FORMAT_CSV || format == FORMAT_TSV) {
		write_table(out, changes, format == FORMAT_CSV);
		return;
	}
	for (i = 0; i < changes->count; i++) {
		json_t *one;

		if (format != FORMAT_JSONL) {
			record(out, app, &changes->items[i], options);
			continue;
		}
		one = changed_json(&changes->items[i]);
		json_object_set_new(one, "schema", json_string("fyr/change/1"));
		export_dump(out, one, JSON_COMPACT);
	}
}
