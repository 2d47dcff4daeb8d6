/* undo: the last commit, while it is only here. */

#include "app/unsent.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

int verb_undo(const struct call *call)
{
	bool dry = call_has(call, OPTION_DRY_RUN);
	struct undone undone = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (verb_open(call, &app, &err) && app_undo(app, dry, &undone, &err)) {
		buf_put(&out,
			dry ? _("Would be taken back:") : _("Taken back:"));
		buf_printf(&out, " %.10s ", undone.commit);
		gate_text(&out, buf_slice(&undone.subject), GATE_LINE);
		buf_byte(&out, '\n');
		verb_print(&out);
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&undone.subject);
	buf_clear(&out);
	app_close(app);
	return status;
}
