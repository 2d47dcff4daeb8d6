/* import: drafts from the answers of a survey, or from a calendar. */

#include "app/ics_in.h"
#include "app/import.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/writing.h"

static void write_row(
	const struct call *call, const struct import_row *row, struct buf *out)
{
	struct buf bad = {0};

	if (row->bad) {
		buf_printf(&bad, _("line %d: not imported: %s"), row->line,
			row->bad);
		verb_say(call, buf_text(&bad));
		buf_clear(&bad);
		return;
	}
	buf_put(out, row->there ? "= " : "+ ");
	gate_text(out, str_from(row->path), GATE_LINE);
	buf_put(out, "  ");
	gate_text(out, str_from(row->title), GATE_LINE);
	buf_byte(out, '\n');
}

static int write_imported(const struct call *call, const struct app *app,
	const struct imported *imported)
{
	struct buf out = {0};
	size_t i;

	for (i = 0; i < imported->count; i++)
		write_row(call, &imported->rows[i], &out);
	verb_print(&out);
	buf_cut(&out, 0);
	buf_printf(&out,
		_("%zu new, %zu there already, %zu not imported; the key is "
		  "\"%.*s\""),
		imported->made, imported->there, imported->bad,
		STR_ARG(imported->key));
	verb_say(call, buf_text(&out));
	if (imported->texts.len) {
		buf_cut(&out, 0);
		buf_printf(&out, _("Columns that became text: %s"),
			buf_text(&imported->texts));
		verb_say(call, buf_text(&out));
	}
	if (imported->made && !call_has(call, OPTION_DRY_RUN)) {
		writing_say_saved(
			call, &imported->save, buf_slice(&imported->message));
		writing_say_next(call, app);
	}
	buf_clear(&out);
	return imported->bad ? EXIT_NOTHING : 0;
}

/* Events as a table, which `request` then reads; and how many are none. */
struct calendar_table {
	struct buf text;
	size_t bad;
};

static bool read_calendar(const struct call *call, const struct app *app,
	struct import_request *request, struct calendar_table *table,
	struct error *err)
{
	struct ics ics = {0};
	struct import_row row = {0};
	bool ok = utf8_valid(request->text) ||
		error_set(err, ERROR_REFUSED, _("The calendar is not UTF-8."));
	size_t i;

	ok = ok && ics_read(request->text, &ics, err) &&
		app_ics_table(app, &ics, &table->text, &request->kind, err);
	for (i = 0; ok && i < ics.count; i++) {
		row.line = ics.items[i].line;
		row.bad = ics.items[i].bad;
		table->bad += row.bad != NULL;
		if (row.bad)
			write_row(call, &row, &table->text);
	}
	request->text = buf_slice(&table->text);
	request->key = STR("UID");
	ics_clear(&ics);
	return ok;
}

int verb_import(const struct call *call)
{
	struct import_request request = {.kind = str_from(call->args[0]),
		.name = file_name(str_from(call->args[1])),
		.key = str_from(call->values[OPTION_KEY]),
		.lang = str_from(call->values[OPTION_LANG]),
		.dry = call_has(call, OPTION_DRY_RUN)};
	bool calendar = str_is(request.kind, "ics");
	struct imported imported = {0};
	struct app *app = NULL;
	struct buf text = {0};
	struct calendar_table table = {0};
	struct error err = {0};
	int status;
	bool ok = file_read(call->args[1], IMPORT_MAX, &text, &err) &&
		verb_ready(call, &app, &err);

	request.text = buf_slice(&text);
	if (ok && calendar)
		ok = read_calendar(call, app, &request, &table, &err);
	if (ok && app_import(app, &request, &imported, &err)) {
		imported.bad += table.bad;
		status = write_imported(call, app, &imported);
	} else {
		status = verb_fail(&err);
	}
	imported_clear(&imported);
	buf_clear(&table.text);
	buf_clear(&text);
	app_close(app);
	return status;
}
