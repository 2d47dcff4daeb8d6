/* touches: what follows from a note, with owners and reasons. */

#include "app/export_agenda.h"
#include "app/touches.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

static void say_count(const struct call *call, const struct touches *touches)
{
	struct buf text = {0};
	size_t affected = 0;
	size_t i;

	for (i = 0; i < touches->count; i++)
		affected += touches->items[i].affected;
	gate_text(&text, touches->title, GATE_LINE);
	buf_put(&text, ": ");
	buf_printf(&text,
		ngettext("%zu note is touched by a change",
			"%zu notes are touched by a change",
			(unsigned long)touches->count),
		touches->count);
	buf_put(&text, ", ");
	buf_printf(&text,
		ngettext("%zu needs review.", "%zu need review.",
			(unsigned long)affected),
		affected);
	verb_say(call, buf_text(&text));
	buf_clear(&text);
}

int verb_touches(const struct call *call)
{
	const char *format = call->values[OPTION_FORMAT];
	struct export_options options = {.format = FORMAT_ONELINE};
	struct touches touches = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status;

	options.nul = call_has(call, OPTION_NUL);
	options.width = verb_columns(call);
	if ((format && !format_parse(format, &options.format, &err)) ||
		!verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (app_touches(app, str_from(call->args[0]), &touches, &err)) {
		export_touches(&out, app, &touches, &options);
		verb_print(&out);
		say_count(call, &touches);
		status = touches.count ? 0 : EXIT_NOTHING;
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	touches_clear(&touches);
	app_close(app);
	return status;
}
