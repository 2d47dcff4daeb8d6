#include "app/ics_in.h"

#include "base/i18n.h"

static void put_cell(struct buf *out, struct str text, char end)
{
	size_t i;

	buf_byte(out, '"');
	for (i = 0; i < text.len; i++) {
		if (text.data[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, text.data[i]);
	}
	buf_byte(out, '"');
	buf_byte(out, end);
}

/* The key of the field with that role; without one the values become text. */
static void put_heading(struct buf *out, const struct kind *kind,
	enum role role, const char *otherwise)
{
	const struct schema_field *field = kind_role(kind, role);

	put_cell(out, field ? field->key : str_from(otherwise), ',');
}

bool app_ics_table(const struct app *app, const struct ics *ics,
	struct buf *table, struct str *kind_id, struct error *err)
{
	const struct kind *kind = NULL;
	int line = 2;
	size_t i;

	for (i = 0; i < app->schema.kind_count && !kind; i++) {
		if (kind_role(&app->schema.kinds[i], ROLE_START))
			kind = &app->schema.kinds[i];
	}
	if (!kind)
		return error_set(err, ERROR_INPUT,
			_("This hub has no kind for events: none in fyr.yaml "
			  "has a field with the role start."));
	*kind_id = kind->id;
	put_cell(table, STR("UID"), ',');
	put_heading(table, kind, ROLE_TITLE, "title");
	put_heading(table, kind, ROLE_START, "start");
	put_heading(table, kind, ROLE_END, _("Ends"));
	put_heading(table, kind, ROLE_PLACE, _("Place"));
	put_heading(table, kind, ROLE_URL, _("Address"));
	put_cell(table, str_from(_("From the calendar")), '\n');
	for (i = 0; i < ics->count; i++) {
		const struct ics_event *event = &ics->items[i];

		if (event->bad)
			continue;
		for (; line < event->line; line++)
			buf_byte(table, '\n');
		put_cell(table, event->uid, ',');
		put_cell(table, event->title, ',');
		put_cell(table, event->start, ',');
		put_cell(table, event->end, ',');
		put_cell(table, event->place, ',');
		put_cell(table, event->url, ',');
		put_cell(table, event->text, '\n');
		line++;
	}
	return true;
}
