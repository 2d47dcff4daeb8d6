/* The agenda for people: lines by date, moved dates first. */

#include "app/export_agenda.h"

#include <string.h>

#include "app/export_dates.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"

static void bracket(struct buf *out, struct str text)
{
	if (!text.len)
		return;
	buf_put(out, "  (");
	gate_text(out, text, GATE_LINE);
	buf_byte(out, ')');
}

static void name(
	struct buf *out, struct str title, struct str event, struct str scope)
{
	gate_text(out, title, GATE_LINE);
	if (event.len) {
		buf_put(out, ": ");
		gate_text(out, event, GATE_LINE);
	}
	if (scope.len) {
		buf_put(out, event.len ? ", " : ": ");
		gate_text(out, scope, GATE_LINE);
	}
}

void export_move(
	struct buf *out, const struct app *app, const struct move *move)
{
	agenda_move(out, move);
	buf_put(out, "  ");
	name(out, move->title,
		app_field_label(app, move->kind, move->key, move->event),
		move->scope);
	bracket(out,
		move->update_title.len ? move->update_title : move->subject);
}

static void line(struct buf *out, const struct agenda_entry *entry,
	const struct agenda *agenda)
{
	if (entry->date.day || entry->expected) {
		agenda_state(out, entry);
		buf_put(out, "  ");
	}
	agenda_when(out, entry, agenda->today);
	buf_printf(out, "  %s: ", agenda_type_label(entry->type));
	name(out, entry->title, entry->event_label, entry->scope);
	bracket(out, entry->owner);
}

static void end_line(
	struct buf *out, size_t from, const struct export_options *options)
{
	struct str text = str_sub(buf_slice(out), from, out->len);

	if (options->width > 0)
		buf_cut(out, from + utf8_fit(text, (size_t)options->width).len);
	buf_byte(out, '\n');
}

static void source(struct buf *out, const struct agenda_entry *entry)
{
	if (!entry->source.len)
		return;
	buf_put(out, "    ");
	gate_text(out, entry->source, GATE_LINE);
	buf_byte(out, '\n');
}

static void moves(struct buf *out, const struct app *app,
	const struct agenda_entry *entry)
{
	size_t i;

	for (i = 0; i < entry->move_count; i++) {
		const struct move *move = &entry->moves[i];

		buf_put(out, "    ");
		date_human(out, date_local(move->time), (struct date){0});
		buf_put(out, ": ");
		agenda_move(out, move);
		bracket(out,
			move->update_title.len ? move->update_title
					       : move->subject);
		buf_printf(out, "  %.12s\n", move->commit.data);
	}
	(void)app;
}

static void record(struct buf *out, const struct agenda_entry *entry,
	const struct agenda *agenda, const struct app *app,
	const struct export_options *options)
{
	size_t from = out->len;

	switch (options->format) {
	case FORMAT_PATH:
		buf_str(out, entry->path);
		buf_byte(out, options->nul ? '\0' : '\n');
		return;
	case FORMAT_ID:
		buf_str(out, entry->id);
		buf_byte(out, options->nul ? '\0' : '\n');
		return;
	default:
		break;
	}
	line(out, entry, agenda);
	end_line(out, from, options);
	if (options->format == FORMAT_ONELINE)
		return;
	source(out, entry);
	if (options->format == FORMAT_FULL) {
		moves(out, app, entry);
		buf_printf(out, "    %.*s\n", STR_ARG(entry->path));
	}
}

static void heading(struct buf *out, const char *text)
{
	buf_printf(out, "%s%s\n", out->len ? "\n" : "", text);
}

static void write_moved(struct buf *out, const struct app *app,
	const struct agenda *agenda, const struct export_options *options)
{
	size_t i;

	if (!agenda->moved.count)
		return;
	heading(out, _("Moved since your last visit"));
	for (i = 0; i < agenda->moved.count; i++) {
		size_t from = out->len;

		export_move(out, app, &agenda->moved.items[i]);
		end_line(out, from, options);
	}
}

static void write_part(struct buf *out, const struct app *app,
	const struct agenda *agenda, const struct export_options *options,
	bool expected)
{
	bool lines = options->format <= FORMAT_FULL;
	bool titled = false;
	size_t i;

	for (i = 0; i < agenda->count; i++) {
		const struct agenda_entry *entry = &agenda->items[i];

		if (entry->expected != expected)
			continue;
		if (lines && !titled && expected)
			heading(out, _("Expected, not decided"));
		else if (lines && !titled && out->len)
			heading(out, _("Agenda"));
		titled = true;
		record(out, entry, agenda, app, options);
	}
}

void export_agenda(struct buf *out, const struct app *app,
	const struct agenda *agenda, const struct export_options *options)
{
	if (export_agenda_data(out, app, agenda, options->format))
		return;
	if (options->format <= FORMAT_FULL)
		write_moved(out, app, agenda, options);
	write_part(out, app, agenda, options, false);
	write_part(out, app, agenda, options, true);
}
