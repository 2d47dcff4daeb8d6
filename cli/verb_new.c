/* new: a note that was not there. */

#include "base/i18n.h"
#include "cli/writing.h"

/* Without a title the person writes it behind "title:". */
static bool check_words(const struct call *call, struct error *err)
{
	return call->arg_count > 1 || call_has(call, OPTION_TEXT) ||
		!call_has(call, OPTION_NO_INPUT) ||
		error_set(err, ERROR_INPUT,
			_("Without an editor the title has to be given: fyr "
			  "new KIND TITLE"));
}

int verb_new(const struct call *call)
{
	struct draft_field fields[CALL_FIELDS];
	struct draft_request request = {.kind = str_from(call->args[0]),
		.lang = str_from(call->values[OPTION_LANG])};
	struct writing w = {.call = call, .draft = {.lock = -1}};
	struct buf text = {0};
	struct error err = {0};
	int status;

	if (call->arg_count > 1)
		request.title = str_from(call->args[1]);
	w.editor = !call_has(call, OPTION_NO_INPUT) &&
		!call_has(call, OPTION_TEXT) && !call_has(call, OPTION_DRY_RUN);
	request.help = w.editor;
	if (check_words(call, &err) && verb_ready(call, &w.app, &err) &&
		app_may_write(w.app, &err) && writing_prepare(&w, &err) &&
		writing_request(call, &request, fields, &text, &err) &&
		app_draft_new(w.app, &request, &w.draft, &err))
		status = writing_run(&w);
	else
		status = verb_fail(&err);
	buf_clear(&text);
	writing_clear(&w);
	return status;
}
