/* today: the day's page as plain lines. */

#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

enum {
	DAYS_AHEAD = 90
};

/* "in 9 days  2 Dec  AI Act: …  (providers)": the state word first. */
static void write_row(
	struct buf *out, const struct app *app, const struct today_row *row)
{
	if (row->state.len) {
		gate_text(out, row->state, GATE_LINE);
		buf_put(out, "  ");
	}
	if (row->date.year) {
		date_human(out, row->date, app->today);
		buf_put(out, "  ");
	}
	if (row->type == TODAY_NEW) {
		gate_text(
			out, app_kind_label(app, row->kind, false), GATE_LINE);
		buf_put(out, ": ");
	}
	gate_text(out, row->text, GATE_LINE);
	if (row->detail.len) {
		buf_put(out, "  (");
		gate_text(out, row->detail, GATE_LINE);
		if (row->new_count)
			buf_printf(out,
				ngettext(", %zu new", ", %zu new",
					(unsigned long)row->new_count),
				row->new_count);
		buf_byte(out, ')');
	}
	buf_byte(out, '\n');
}

static void write_today(
	struct buf *out, const struct app *app, const struct today *today)
{
	size_t i;

	gate_text(out, app_title(app), GATE_LINE);
	buf_put(out, "  ");
	date_heading(out, app->today);
	buf_byte(out, '\n');
	for (i = 0; i < today->count; i++) {
		const struct today_row *row = &today->rows[i];

		if (!i || row->type != row[-1].type)
			buf_printf(
				out, "\n%s\n", today_heading(today, row->type));
		write_row(out, app, row);
	}
	if (!today->count)
		buf_printf(
			out, "\n%s\n", _("There is no note in this hub yet."));
}

int verb_today(const struct call *call)
{
	struct app *app = NULL;
	struct today today = {0};
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (!verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (app_today(app, DAYS_AHEAD, &today, &err)) {
		write_today(&out, app, &today);
		verb_print(&out);
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	today_clear(&today);
	app_close(app);
	return status;
}
