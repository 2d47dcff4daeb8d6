/* changes: the notes that are not as they were. */

#include "app/changes.h"
#include "app/export_agenda.h"
#include "base/i18n.h"
#include "cli/verb.h"

static void say_since(const struct call *call, const struct changes *changes)
{
	struct buf text = {0};

	if (changes->since.year) {
		buf_put(&text, _("Since"));
		buf_byte(&text, ' ');
		date_human(&text, changes->since, (struct date){0});
		buf_put(&text, ": ");
	}
	if (changes->count)
		buf_printf(&text,
			ngettext("%zu note", "%zu notes",
				(unsigned long)changes->count),
			changes->count);
	else
		buf_put(&text, _("Nothing has changed."));
	verb_say(call, buf_text(&text));
	buf_clear(&text);
}

int verb_changes(const struct call *call)
{
	const char *format = call->values[OPTION_FORMAT];
	const char *since = call->values[OPTION_SINCE];
	struct export_options options = {.format = FORMAT_ONELINE};
	struct changes changes = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status;

	options.nul = call_has(call, OPTION_NUL);
	options.width = verb_columns(call);
	if ((format && !format_parse(format, &options.format, &err)) ||
		!verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (app_changes(app, since ? since : "last", &changes, &err)) {
		export_changes(&out, app, &changes, &options);
		verb_print(&out);
		say_since(call, &changes);
		status = changes.count ? 0 : EXIT_NOTHING;
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	changes_clear(&changes);
	app_close(app);
	return status;
}
