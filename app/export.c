/* Listings for people: lines. For machines: app/export_data.c. */

#include "app/export.h"

#include <string.h>

#include "app/export_ask.h"
#include "app/export_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"

static const char *const format_names[FORMAT_COUNT] = {
	[FORMAT_ONELINE] = "oneline",
	[FORMAT_SHORT] = "short",
	[FORMAT_FULL] = "full",
	[FORMAT_PATH] = "path",
	[FORMAT_ID] = "id",
	[FORMAT_JSON] = "json",
	[FORMAT_JSONL] = "jsonl",
	[FORMAT_TSV] = "tsv",
	[FORMAT_CSV] = "csv",
};

bool format_parse(const char *name, enum format *format, struct error *err)
{
	struct buf names = {0};
	struct buf clean = {0};
	int i;

	for (i = 0; i < FORMAT_COUNT; i++) {
		if (str_eq_nocase(str_from(name), str_from(format_names[i]))) {
			*format = (enum format)i;
			buf_clear(&names);
			return true;
		}
		buf_printf(&names, i ? ", %s" : "%s", format_names[i]);
	}
	gate_text(&clean, str_from(name), GATE_LINE);
	error_set(err, ERROR_INPUT,
		_("There is no format %s. The formats are %s."),
		buf_text(&clean), buf_text(&names));
	buf_clear(&clean);
	buf_clear(&names);
	return false;
}

/* A text with its matches marked, through the gate piece by piece. */
static void marked(struct buf *out, struct str text,
	const struct store_range *marks, int count)
{
	size_t at = 0;
	int i;

	for (i = 0; i < count; i++) {
		gate_text(out, str_sub(text, at, marks[i].from), GATE_LINE);
		buf_put(out, "\033[1;4m");
		gate_text(out, str_sub(text, marks[i].from, marks[i].to),
			GATE_LINE);
		buf_put(out, "\033[0m");
		at = marks[i].to;
	}
	gate_text(out, str_sub(text, at, text.len), GATE_LINE);
}

/* "Guide, superseded, 2026-11-21": what a line says behind the title. */
static void about(
	struct buf *out, const struct app *app, const struct store_hit *hit)
{
	gate_text(out, app_kind_label(app, hit->kind, false), GATE_LINE);
	if (!str_is(hit->status, "published") && hit->status.len) {
		buf_put(out, ", ");
		gate_text(out, app_status_label(app, hit->status), GATE_LINE);
	}
	if (hit->modified) {
		buf_put(out, ", ");
		date_iso(out, date_local(hit->modified));
	}
	if (hit->edited) {
		buf_put(out, ", ");
		buf_put(out, _("edited"));
	}
	if (hit->affected.len) {
		buf_put(out, ", ");
		buf_put(out, _("MAY BE AFFECTED"));
	}
}

static void oneline(struct buf *out, const struct app *app,
	const struct store_hit *hit, const struct export_options *options)
{
	gate_text(out, hit->id, GATE_LINE);
	buf_put(out, "  ");
	if (options->marks)
		marked(out, hit->title, hit->title_marks,
			hit->title_mark_count);
	else
		gate_text(out, hit->title, GATE_LINE);
	buf_put(out, "  (");
	about(out, app, hit);
	buf_byte(out, ')');
}

static void cut_line(struct buf *out, size_t start, int width)
{
	struct str line = str_sub(buf_slice(out), start, out->len);
	struct str fit;

	if (width <= 0 || utf8_cells(line) <= (size_t)width)
		return;
	fit = utf8_fit(line, (size_t)width);
	buf_cut(out, start + fit.len);
}

static void short_lines(struct buf *out, const struct app *app,
	const struct store_hit *hit, const struct export_options *options)
{
	size_t start;

	oneline(out, app, hit, options);
	if (hit->snippet.len) {
		buf_put(out, "\n    ");
		if (hit->section.len) {
			gate_text(out, hit->section, GATE_LINE);
			buf_put(out, ": ");
		}
		if (options->marks)
			marked(out, hit->snippet, hit->snippet_marks,
				hit->snippet_mark_count);
		else
			gate_text(out, hit->snippet, GATE_LINE);
	} else if (hit->summary.len) {
		buf_put(out, "\n    ");
		start = out->len;
		gate_text(out, hit->summary, GATE_LINE);
		cut_line(out, start, options->width - 4);
	}
}

static void labelled(struct buf *out, const char *label, struct str value)
{
	if (!value.len)
		return;
	buf_printf(out, "\n  %s: ", label);
	gate_text(out, value, GATE_LINE);
}

static void full(struct buf *out, const struct app *app,
	const struct store_hit *hit, const struct export_options *options)
{
	struct buf date = {0};

	short_lines(out, app, hit, options);
	labelled(out, _("Path"), hit->path);
	labelled(out, _("Owner"), hit->owner);
	labelled(out, _("Tags"), hit->tags);
	labelled(out, _("Language"), hit->lang);
	if (hit->stage.len)
		labelled(out, _("Stage"),
			app_field_label(
				app, hit->kind, STR("stage"), hit->stage));
	if (hit->due.year) {
		date_iso(&date, hit->due);
		labelled(out, _("Due"), buf_slice(&date));
	}
	labelled(out, _("May be affected by"), hit->affected_title);
	labelled(out, _("Last change by"), hit->author);
	buf_clear(&date);
}

void export_hits(struct buf *out, const struct app *app,
	const struct store_results *results,
	const struct export_options *options)
{
	char end = options->nul ? '\0' : '\n';
	size_t i;

	if (export_data(out, app, results, options->format))
		return;
	for (i = 0; i < results->count; i++) {
		const struct store_hit *hit = &results->items[i];

		if (options->format == FORMAT_PATH && options->nul)
			buf_str(out, hit->path);
		else if (options->format == FORMAT_PATH)
			gate_text(out, hit->path, GATE_LINE);
		else if (options->format == FORMAT_ID)
			gate_text(out, hit->id, GATE_LINE);
		else if (options->format == FORMAT_SHORT)
			short_lines(out, app, hit, options);
		else if (options->format == FORMAT_FULL)
			full(out, app, hit, options);
		else
			oneline(out, app, hit, options);
		buf_byte(out, end);
	}
}

static void link_line(
	struct buf *out, const struct store_link_row *row, bool in)
{
	struct str where = row->path.len ? row->path : row->url;

	if (in) {
		gate_text(out, row->path, GATE_LINE);
	} else {
		gate_text(out, where, GATE_LINE);
		if (row->anchor.len) {
			buf_byte(out, '#');
			gate_text(out, row->anchor, GATE_LINE);
		}
	}
	buf_put(out, "  ");
	gate_text(out, row->title.len ? row->title : row->text, GATE_LINE);
	if (row->field.len) {
		buf_put(out, "  [");
		gate_text(out, row->field, GATE_LINE);
		buf_byte(out, ']');
	}
	if (row->broken) {
		buf_put(out, "  ");
		buf_put(out, _("BROKEN"));
		buf_printf(out, " (%.*s:%d)", STR_ARG(row->from), row->line);
	}
	buf_byte(out, '\n');
}

static void link_lines(struct buf *out, const struct store_links *links,
	bool in, const struct export_options *options)
{
	size_t i;

	for (i = 0; links && i < links->count; i++) {
		const struct store_link_row *row = &links->items[i];

		if (options->format != FORMAT_PATH) {
			link_line(out, row, in);
		} else if (row->path.len) {
			gate_text(out, row->path, GATE_LINE);
			buf_byte(out, '\n');
		}
	}
}

void export_links(struct buf *out, const struct export_linked *linked,
	const struct export_options *options)
{
	const struct store_links *from = linked->from;
	const struct store_links *to = linked->to;
	bool titled = from && to && options->format != FORMAT_PATH;

	if (export_link_data(out, linked, options->format))
		return;
	if (titled)
		buf_printf(out, "%s (%zu)\n", _("Links from this note"),
			from->count);
	link_lines(out, from, false, options);
	if (titled)
		buf_printf(out, "\n%s (%zu)\n", _("Links to this note"),
			to->count);
	link_lines(out, to, true, options);
	if (titled && linked->related) {
		buf_byte(out, '\n');
		export_related(out, linked->related);
	}
}
