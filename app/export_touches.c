/* What a change touches: lines for people, rows and JSON for programs. */

#include "app/export_agenda.h"
#include "app/export_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"

/* "Regulations" of the kind that has the field; the text without one. */
static struct str field_label(
	const struct app *app, struct str kind, struct str key)
{
	const struct kind *known = schema_kind(&app->schema, kind);
	const struct schema_field *field =
		known ? kind_field(known, key) : NULL;

	if (!key.len)
		return str_from(_("in the text"));
	return field ? label_text(&field->label, i18n_lang()) : key;
}

/* A step's field stands in the note after it; in the one before if back. */
static struct str step_label(const struct app *app,
	const struct touches *touches, const struct touched *touched, int i)
{
	const struct touched_step *step = &touched->steps[i];
	bool last = i + 1 == touched->distance;
	struct str holder = step->id;
	size_t k;

	if (!step->back && last)
		return field_label(app, touched->kind, step->field);
	if (!step->back)
		holder = touched->steps[i + 1].id;
	for (k = 0; k < touches->count; k++) {
		if (str_eq(touches->items[k].id, holder))
			return field_label(
				app, touches->items[k].kind, step->field);
	}
	return field_label(app, touches->kind, step->field);
}

/* "Regulations" or "Part of > Guidelines on high-risk AI > Regulations". */
void export_touched_way(struct buf *out, const struct app *app,
	const struct touches *touches, const struct touched *touched)
{
	int i;

	for (i = 0; i < touched->distance; i++) {
		if (i) {
			buf_put(out, " > ");
			gate_text(out, touched->steps[i].title, GATE_LINE);
			buf_put(out, " > ");
		}
		gate_text(out, step_label(app, touches, touched, i), GATE_LINE);
	}
}

static void line(struct buf *out, const struct app *app,
	const struct touches *touches, const struct touched *touched)
{
	gate_text(out, app_kind_label(app, touched->kind, false), GATE_LINE);
	buf_put(out, ": ");
	gate_text(out, touched->title, GATE_LINE);
	if (!str_is(touched->status, "published")) {
		buf_put(out, " [");
		gate_text(
			out, app_status_label(app, touched->status), GATE_LINE);
		buf_byte(out, ']');
	}
	if (touched->owner.len) {
		buf_put(out, "  (");
		gate_text(out, touched->owner, GATE_LINE);
		buf_byte(out, ')');
	}
	buf_put(out, "  ");
	export_touched_way(out, app, touches, touched);
	if (touched->affected) {
		buf_put(out, "  ");
		buf_put(out, _("NEEDS REVIEW"));
	}
}

static void details(
	struct buf *out, const struct app *app, const struct touched *touched)
{
	struct buf date = {0};

	if (touched->affected) {
		date_human(&date, touched->update_date, app->today);
		buf_put(out, "    ");
		buf_printf(out, _("may be affected by the update of %s: %.*s"),
			buf_text(&date), STR_ARG(touched->update_title));
		buf_byte(out, '\n');
	}
	if (touched->reviewed.year) {
		buf_cut(&date, 0);
		date_human(&date, touched->reviewed, app->today);
		buf_put(out, "    ");
		buf_printf(out, _("reviewed %s"), buf_text(&date));
		buf_byte(out, '\n');
	}
	buf_clear(&date);
}

static void record(struct buf *out, const struct app *app,
	const struct touches *touches, const struct touched *touched,
	const struct export_options *options)
{
	size_t from = out->len;
	struct str text;

	if (options->format == FORMAT_PATH || options->format == FORMAT_ID) {
		buf_str(out,
			options->format == FORMAT_ID ? touched->id
						     : touched->path);
		buf_byte(out, options->nul ? '\0' : '\n');
		return;
	}
	line(out, app, touches, touched);
	text = str_sub(buf_slice(out), from, out->len);
	if (options->width > 0)
		buf_cut(out, from + utf8_fit(text, (size_t)options->width).len);
	buf_byte(out, '\n');
	if (options->format != FORMAT_ONELINE)
		details(out, app, touched);
	if (options->format == FORMAT_FULL) {
		buf_put(out, "    ");
		gate_text(out, touched->path, GATE_LINE);
		buf_byte(out, '\n');
	}
}

/* --- for programs --- */

static json_t *touched_json(const struct touched *touched)
{
	json_t *object = json_object();
	json_t *steps = json_array();
	int i;

	export_set(object, "id", touched->id);
	export_set(object, "path", touched->path);
	export_set(object, "title", touched->title);
	export_set(object, "kind", touched->kind);
	export_set(object, "status", touched->status);
	export_set(object, "owner", touched->owner);
	export_set_date(object, "reviewed", touched->reviewed);
	json_object_set_new(
		object, "distance", json_integer(touched->distance));
	for (i = 0; i < touched->distance; i++) {
		json_t *step = json_object();

		export_set(step, "from", touched->steps[i].id);
		json_object_set_new(step, "by",
			touched->steps[i].field.len
				? export_text(touched->steps[i].field)
				: json_string("text"));
		json_array_append_new(steps, step);
	}
	json_object_set_new(object, "because", steps);
	json_object_set_new(
		object, "needs_review", json_boolean(touched->affected));
	export_set(object, "update", touched->update);
	export_set_date(object, "update_date", touched->update_date);
	return object;
}

static void write_json(
	struct buf *out, const struct app *app, const struct touches *touches)
{
	json_t *root = json_object();
	json_t *list = json_array();
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/touches/1"));
	export_set(root, "hub", str_from(app->name));
	export_set(root, "id", touches->id);
	export_set(root, "path", touches->path);
	export_set(root, "title", touches->title);
	for (i = 0; i < touches->count; i++)
		json_array_append_new(list, touched_json(&touches->items[i]));
	json_object_set_new(root, "touches", list);
	export_dump(out, root, JSON_INDENT(2));
}

enum {
	COLUMNS = 10
};

static void write_row(struct buf *out, const struct app *app,
	const struct touches *touches, const struct touched *touched, bool csv)
{
	struct buf distance = {0};
	struct buf reviewed = {0};
	struct buf why = {0};

	buf_printf(&distance, "%d", touched->distance);
	date_iso(&reviewed, touched->reviewed);
	export_touched_way(&why, app, touches, touched);
	const struct str cells[COLUMNS] = {touched->id, touched->path,
		touched->title, touched->kind, touched->status, touched->owner,
		buf_slice(&distance), buf_slice(&why), buf_slice(&reviewed),
		touched->affected ? STR("yes") : STR("no")};

	export_row(out, cells, COLUMNS, csv);
	buf_clear(&why);
	buf_clear(&reviewed);
	buf_clear(&distance);
}

static void write_table(struct buf *out, const struct app *app,
	const struct touches *touches, bool csv)
{
	static const char *const names[COLUMNS] = {"id", "path", "title",
		"kind", "status", "owner", "distance", "because", "reviewed",
		"needs_review"};
	struct str cells[COLUMNS];
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		cells[i] = str_from(names[i]);
	export_row(out, cells, COLUMNS, csv);
	for (i = 0; i < touches->count; i++)
		write_row(out, app, touches, &touches->items[i], csv);
}

void export_touches(struct buf *out, const struct app *app,
	const struct touches *touches, const struct export_options *options)
{
	enum format format = options->format;
	size_t i;

	if (format == FORMAT_JSON) {
		write_json(out, app, touches);
		return;
	}
	if (format == FORMAT_CSV || format == FORMAT_TSV) {
		write_table(out, app, touches, format == FORMAT_CSV);
		return;
	}
	for (i = 0; i < touches->count; i++) {
		json_t *one;

		if (format != FORMAT_JSONL) {
			record(out, app, touches, &touches->items[i], options);
			continue;
		}
		one = touched_json(&touches->items[i]);
		json_object_set_new(
			one, "schema", json_string("fyr/touched/1"));
		export_dump(out, one, JSON_COMPACT);
	}
}
