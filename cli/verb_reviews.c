/* reviews: what is to be read again, by who answers for it. */

#include "app/export_agenda.h"
#include "app/reviews.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

static struct str owner_of(const struct agenda_entry *entry)
{
	return entry->owner.len ? entry->owner : str_from(_("nobody"));
}

/* "OVERDUE 3 days, MAY BE AFFECTED since 2026-11-23". */
static void put_state(struct buf *out, const struct agenda_entry *entry)
{
	if (entry->key.len)
		agenda_state(out, entry);
	if (!entry->affected.len)
		return;
	if (entry->key.len)
		buf_put(out, ", ");
	buf_put(out, _("MAY BE AFFECTED since"));
	buf_byte(out, ' ');
	date_iso(out, entry->affected_date);
}

static void put_queue(struct buf *out, const struct agenda *agenda)
{
	size_t i;

	for (i = 0; i < agenda->count; i++) {
		const struct agenda_entry *entry = &agenda->items[i];

		if (!i || !str_eq(entry->owner, agenda->items[i - 1].owner)) {
			if (i)
				buf_byte(out, '\n');
			gate_text(out, owner_of(entry), GATE_LINE);
			buf_byte(out, '\n');
		}
		buf_put(out, "  ");
		put_state(out, entry);
		buf_put(out, "  ");
		gate_text(out, entry->title, GATE_LINE);
		buf_put(out, "  ");
		gate_text(out, entry->id, GATE_LINE);
		buf_byte(out, '\n');
	}
}

static void say_count(const struct call *call, const struct agenda *agenda)
{
	struct buf text = {0};
	size_t late = 0;
	size_t affected = 0;
	size_t i;

	for (i = 0; i < agenda->count; i++) {
		late += agenda->items[i].days < 0 && agenda->items[i].key.len;
		affected += agenda->items[i].affected.len > 0;
	}
	if (!agenda->count)
		buf_put(&text, _("Nothing is to be reviewed in these days."));
	else
		buf_printf(&text,
			_("%zu to review, %zu of them overdue, %zu that a "
			  "published change may have made wrong. Read, and "
			  "nothing to change: fyr review NOTE"),
			agenda->count, late, affected);
	verb_say(call, buf_text(&text));
	buf_clear(&text);
}

int verb_reviews(const struct call *call)
{
	const char *format = call->values[OPTION_FORMAT];
	struct agenda_request request = {.reviews = true};
	struct export_options options = {.format = FORMAT_ONELINE};
	struct agenda agenda = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	long days = 0;
	int status;

	options.nul = call_has(call, OPTION_NUL);
	if ((format && !format_parse(format, &options.format, &err)) ||
		!call_number(call, OPTION_DAYS, 0, &days, &err) ||
		!verb_ready(call, &app, &err))
		return verb_fail(&err);
	request.owner = str_from(call->values[OPTION_OWNER]);
	request.days = days > 100000 ? 100000 : (int)days;
	if (app_reviews(app, &request, &agenda, &err)) {
		agenda.moved.count = 0;
		agenda_by_owner(&agenda);
		if (format)
			export_agenda(&out, app, &agenda, &options);
		else
			put_queue(&out, &agenda);
		verb_print(&out);
		say_count(call, &agenda);
		status = agenda.count ? 0 : EXIT_NOTHING;
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	agenda_clear(&agenda);
	app_close(app);
	return status;
}
