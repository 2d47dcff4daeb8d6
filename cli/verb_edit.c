/* edit: a note, or a draft of one. translate, review: the same note. */

#include <stdio.h>
#include <string.h>

#include "app/difference.h"
#include "base/i18n.h"
#include "cli/writing.h"

/* What is given on the command line does not go into unfinished words. */
static bool check_resumed(const struct writing *w, struct error *err)
{
	return w->editor || !w->draft.resumed || w->draft.action == DRAFT_NEW ||
		error_set(err, ERROR_REFUSED,
			_("There is an unfinished draft of this note. End it "
			  "first: fyr edit %s"),
			w->draft.name);
}

static int edit(const struct call *call)
{
	struct draft_field fields[CALL_FIELDS];
	struct draft_request request = {0};
	struct writing w = {.call = call, .draft = {.lock = -1}};
	struct buf text = {0}, target = {0};
	struct error err = {0};
	bool given = call->field_count || call_has(call, OPTION_TEXT);
	int status;

	w.editor = !given && !call_has(call, OPTION_NO_INPUT);
	if (verb_ready(call, &w.app, &err) && app_may_write(w.app, &err) &&
		writing_prepare(&w, &err) &&
		writing_request(call, &request, fields, &text, &err) &&
		app_edit_target(w.app, str_from(call->args[0]), &request,
			&target, &err) &&
		app_draft_edit(
			w.app, buf_slice(&target), w.editor, &w.draft, &err) &&
		check_resumed(&w, &err) &&
		(!given || app_draft_write(w.app, &w.draft, &request, &err)))
		status = writing_run(&w);
	else
		status = verb_fail(&err);
	buf_clear(&target);
	buf_clear(&text);
	writing_clear(&w);
	return status;
}

/* "Type yes to delete it:" */
static bool agrees(const struct call *call, struct error *err)
{
	char answer[16] = "";

	if (call_has(call, OPTION_YES))
		return true;
	if (!writing_asks(call))
		return error_set(err, ERROR_INPUT,
			_("Nothing was deleted: nobody is here to confirm it. "
			  "In a script say --yes."));
	fprintf(stderr,
		_("All that is written in it goes, for good. Type %s to delete "
		  "it:"),
		_("yes"));
	fputc(' ', stderr);
	fflush(stderr);
	if (fgets(answer, sizeof(answer), stdin))
		answer[strcspn(answer, "\r\n")] = '\0';
	return strcmp(answer, _("yes")) == 0 ||
		error_set(err, ERROR_CANCELLED, _("Nothing was deleted."));
}

static int forget(const struct call *call)
{
	struct str name = str_from(call->args[0]);
	struct drafts drafts = {0};
	struct app *app = NULL;
	struct error err = {0};
	int status = 0;
	bool ready = verb_open(call, &app, &err) && verb_may_change(call, &err);

	if (ready)
		app_drafts(app, &drafts);
	if (ready && app_drafts_find(&drafts, name, &err) &&
		agrees(call, &err) && app_draft_remove(app, name, &err))
		verb_say(call, _("The draft is deleted."));
	else
		status = verb_fail(&err);
	app_drafts_clear(&drafts);
	app_close(app);
	return status;
}

int verb_edit(const struct call *call)
{
	return call_has(call, OPTION_FORGET) ? forget(call) : edit(call);
}

int verb_translate(const struct call *call)
{
	struct draft_field fields[CALL_FIELDS];
	struct draft_request request = {0};
	struct writing w = {.call = call, .draft = {.lock = -1}};
	struct buf text = {0};
	struct error err = {0};
	bool given = call->field_count || call_has(call, OPTION_TEXT);
	int status;

	w.editor = !given && !call_has(call, OPTION_NO_INPUT) &&
		!call_has(call, OPTION_DRY_RUN);
	if (verb_ready(call, &w.app, &err) && app_may_write(w.app, &err) &&
		writing_prepare(&w, &err) &&
		writing_request(call, &request, fields, &text, &err) &&
		app_draft_translate(w.app, str_from(call->args[0]),
			str_from(call->args[1]), &w.draft, &err) &&
		check_resumed(&w, &err) &&
		(!given || app_draft_write(w.app, &w.draft, &request, &err)))
		status = writing_run(&w);
	else
		status = verb_fail(&err);
	buf_clear(&text);
	writing_clear(&w);
	return status;
}

int verb_review(const struct call *call)
{
	struct reviewed reviewed = {.dry = call_has(call, OPTION_DRY_RUN)};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (verb_ready(call, &app, &err) &&
		app_review(app, str_from(call->args[0]), &reviewed, &err)) {
		app_difference(&out, buf_slice(&reviewed.old),
			buf_slice(&reviewed.text), verb_styles(call), NULL);
		verb_print(&out);
		if (reviewed.save.same || !out.len) {
			verb_say(call,
				_("Nothing was changed, so nothing was "
				  "committed."));
		} else if (!reviewed.dry) {
			writing_say_saved(call, &reviewed.save,
				buf_slice(&reviewed.message));
			writing_say_next(call, app);
		}
	} else {
		status = verb_fail(&err);
	}
	reviewed_clear(&reviewed);
	buf_clear(&out);
	app_close(app);
	return status;
}
