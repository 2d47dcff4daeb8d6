/* show: one note, rendered. links: where its links lead and come from. */

#include <string.h>

#include "app/export.h"
#include "app/history.h"
#include "app/reviews.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/verb.h"
#include "content/html.h"
#include "content/render.h"

enum {
	WIDTH_TEXT = 72,
	WIDTH_MIN = 20,
	WIDTH_MAX = 1000
};

static void run_text(struct buf *out, const struct run *run, bool styles)
{
	unsigned on = styles ? run->style : 0;

	if (on & (STYLE_BOLD | STYLE_HEADING))
		buf_put(out, "\033[1m");
	if (on & (STYLE_UNDERLINE | STYLE_LINK))
		buf_put(out, "\033[4m");
	if (on & STYLE_ITALIC)
		buf_put(out, "\033[3m");
	buf_str(out, run->text);
	if (on &
		(STYLE_BOLD | STYLE_HEADING | STYLE_UNDERLINE | STYLE_LINK |
			STYLE_ITALIC))
		buf_put(out, "\033[0m");
}

static void body_text(
	struct buf *out, const struct note *note, int width, bool styles)
{
	struct render_options options = {0};
	struct render render = {0};
	size_t i;
	int j;

	options.width = width;
	options.ascii = !i18n_is_utf8();
	options.numbers = true;
	options.plain = !styles;
	render_doc(&render, &note->doc, &options);
	for (i = 0; i < render.line_count; i++) {
		for (j = 0; j < render.lines[i].run_count; j++)
			run_text(out, &render.lines[i].runs[j], styles);
		buf_byte(out, '\n');
	}
	render_clear(&render);
}

/* The addresses behind the numbers in the text. */
static void link_list(struct buf *out, const struct note *note)
{
	size_t i;

	if (!note->doc.link_count)
		return;
	buf_printf(out, "\n%s\n", _("Links"));
	for (i = 0; i < note->doc.link_count; i++) {
		struct str path;
		struct str anchor;

		if (note->doc.links[i].image)
			continue;
		buf_printf(out, "[%zu] ", i + 1);
		switch (note_link_target(note, i, &path, &anchor)) {
		case TARGET_NOTE:
			gate_text(out, path, GATE_LINE);
			if (anchor.len) {
				buf_byte(out, '#');
				gate_text(out, anchor, GATE_LINE);
			}
			break;
		case TARGET_ADDRESS:
			gate_text(out, path, GATE_LINE);
			break;
		case TARGET_BROKEN:
			gate_text(out, path, GATE_LINE);
			buf_printf(out, " (%s)", _("leads nowhere"));
			break;
		}
		buf_byte(out, '\n');
	}
}

/* What a reader should know before believing it. */
static void banner(struct buf *out, const struct review_state *state)
{
	if (state->late) {
		buf_printf(out,
			ngettext("! OVERDUE FOR REVIEW by %d day: due",
				"! OVERDUE FOR REVIEW by %d days: due",
				(unsigned long)state->late),
			(int)state->late);
		buf_byte(out, ' ');
		date_iso(out, state->by);
		buf_byte(out, '\n');
	}
	if (state->affected) {
		buf_printf(out, "! %s ",
			_("MAY BE AFFECTED, not reviewed since:"));
		date_iso(out, state->update_date);
		buf_byte(out, ' ');
		gate_text(out, state->update_title, GATE_LINE);
		buf_byte(out, '\n');
	}
	if (state->late || state->affected)
		buf_byte(out, '\n');
}

static void head_lines(struct buf *out, const struct app *app,
	const struct note *note, bool styles)
{
	size_t i;

	if (styles)
		buf_put(out, "\033[1m");
	gate_text(out, note->hit->title, GATE_LINE);
	if (styles)
		buf_put(out, "\033[0m");
	buf_printf(out, "\n%s: ", _("Kind"));
	gate_text(out, app_kind_label(app, note->hit->kind, false), GATE_LINE);
	for (i = 0; i < note->field_count; i++) {
		buf_byte(out, '\n');
		gate_text(out, note->fields[i].label, GATE_LINE);
		buf_put(out, ": ");
		gate_text(out, note->fields[i].text, GATE_LINE);
	}
	if (note->hit->modified) {
		buf_printf(out, "\n%s: ", _("Last change"));
		date_iso(out, date_local(note->hit->modified));
		if (note->hit->author.len) {
			buf_put(out, ", ");
			gate_text(out, note->hit->author, GATE_LINE);
		}
	}
	if (note->lang_other.len) {
		buf_printf(out, "\n%s: ", _("In the other language"));
		gate_text(out, note->lang_other, GATE_LINE);
	}
	buf_put(out, "\n\n");
}

/* What a reader should know about the file itself. */
static void warnings(const struct call *call, const struct note *note)
{
	const struct problems *problems = &note->doc.problems;
	struct buf text = {0};
	size_t i;

	for (i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];

		if (problem->severity != SEVERITY_ERROR)
			continue;
		buf_printf(&text, "%.*s:%d:%d: %s", STR_ARG(note->hit->path),
			problem->line, problem->column, problem->text);
		verb_say(call, buf_text(&text));
		buf_cut(&text, 0);
	}
	buf_clear(&text);
}

static bool write_note(const struct call *call, struct app *app,
	const struct note *note, struct buf *out, struct error *err)
{
	const char *format = call->values[OPTION_FORMAT];
	bool styles = verb_styles(call);
	int columns = verb_columns(call);
	struct review_state state = {0};
	long width;

	if (!call_number(call, OPTION_WIDTH,
		    columns && columns < WIDTH_TEXT ? columns : WIDTH_TEXT,
		    &width, err))
		return false;
	width = width < WIDTH_MIN ? WIDTH_MIN : width;
	width = width > WIDTH_MAX ? WIDTH_MAX : width;
	if (!format || strcmp(format, "text") == 0) {
		if (!call_has(call, OPTION_REV))
			app_review_state(app, note, &state);
		banner(out, &state);
		head_lines(out, app, note, styles);
		body_text(out, note, (int)width, styles);
		link_list(out, note);
	} else if (strcmp(format, "md") == 0) {
		buf_str(out, note->doc.source);
		if (styles) { /* a terminal: through the gate */
			struct buf raw = *out;

			memset(out, 0, sizeof(*out));
			gate_text(out, buf_slice(&raw), GATE_BODY);
			buf_clear(&raw);
		}
	} else if (strcmp(format, "html") == 0) {
		html_doc(out, &note->doc, &(struct html_options){0});
	} else if (strcmp(format, "json") == 0) {
		if (!call_has(call, OPTION_REV))
			app_review_state(app, note, &state);
		export_note_json(out, app, note, &state);
	} else {
		return error_set(err, ERROR_INPUT,
			_("show writes the formats text, md, html and json."));
	}
	review_state_clear(&state);
	return true;
}

static bool open_note(const struct call *call, struct app *app,
	struct note *note, struct error *err)
{
	const char *rev = call->values[OPTION_REV];
	struct str ref = str_from(call->args[0]);

	return rev ? app_note_at(app, ref, rev, note, err)
		   : app_note(app, ref, note, err);
}

int verb_show(const struct call *call)
{
	struct app *app = NULL;
	struct note note = {0};
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (!verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (open_note(call, app, &note, &err) &&
		write_note(call, app, &note, &out, &err)) {
		verb_print(&out);
		warnings(call, &note);
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	note_clear(&note);
	app_close(app);
	return status;
}

static bool link_options(const struct call *call,
	struct export_options *options, struct error *err)
{
	const char *format = call->values[OPTION_FORMAT];

	options->format = FORMAT_ONELINE;
	return !format || format_parse(format, &options->format, err);
}

static bool write_broken(struct app *app, const struct export_options *options,
	struct buf *out, struct error *err)
{
	struct store_links links = {0};

	if (!store_links(
		    app->store, (struct str){0}, LINKS_BROKEN, &links, err))
		return false;
	export_links(out, &(struct export_linked){.from = &links}, options);
	store_links_clear(&links);
	return true;
}

static bool write_links(struct app *app, struct str ref,
	const struct export_options *options, struct buf *out,
	struct error *err)
{
	struct store_related related = {0};
	struct note note = {0};
	bool ok = app_note(app, ref, &note, err) &&
		app_related(app, note.hit->path, 0, &related, err);

	if (ok)
		export_links(out,
			&(struct export_linked){&note.out, &note.in, &related},
			options);
	store_related_clear(&related);
	note_clear(&note);
	return ok;
}

int verb_links(const struct call *call)
{
	struct export_options options = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	bool broken = call_has(call, OPTION_BROKEN);
	bool ok;
	int status;

	if (!broken && !call->arg_count) {
		error_set(&err, ERROR_INPUT,
			_("Name a note, or use --broken for the whole hub."));
		return verb_fail(&err);
	}
	if (!link_options(call, &options, &err) ||
		!verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (broken)
		ok = write_broken(app, &options, &out, &err);
	else
		ok = write_links(
			app, str_from(call->args[0]), &options, &out, &err);
	if (ok) {
		verb_print(&out);
		status = out.len ? 0 : EXIT_NOTHING;
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	app_close(app);
	return status;
}
