/* edit: a note, or a draft of one. */

#include <unistd.h>

#include "base/i18n.h"
#include "cli/writing.h"

int verb_edit(const struct call *call)
{
	struct draft_field fields[CALL_FIELDS];
	struct draft_request request = {0};
	struct writing w = {.call = call, .draft = {.lock = -1}};
	struct buf text = {0};
	struct error err = {0};
	bool given = call->field_count || call_has(call, OPTION_TEXT);
	int status;

	w.editor = !given && !call_has(call, OPTION_NO_INPUT);
	if (verb_ready(call, &w.app, &err) && app_may_write(w.app, &err) &&
		writing_prepare(&w, &err) &&
		writing_request(call, &request, fields, &text, &err) &&
		app_draft_edit(w.app, str_from(call->args[0]), w.editor,
			&w.draft, &err) &&
		(!given || app_draft_write(w.app, &w.draft, &request, &err)))
		status = writing_run(&w);
	else
		status = verb_fail(&err);
	buf_clear(&text);
	writing_clear(&w);
	return status;
}
