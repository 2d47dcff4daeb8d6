#include "cli/writing.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/difference.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"

enum {
	SHORT_ID = 10
};

bool writing_asks(const struct call *call)
{
	return !call_has(call, OPTION_NO_INPUT) && isatty(STDIN_FILENO) &&
		isatty(STDERR_FILENO);
}

static bool read_input(struct buf *text, struct error *err)
{
	ssize_t got;

	for (;;) {
		if (text->len > SAVE_FILE_MAX)
			return error_set(err, ERROR_REFUSED,
				_("The text on standard input is larger than "
				  "50 MB."));
		got = read(STDIN_FILENO, buf_room(text, 65536), 65536);
		if (got < 0)
			return error_errno(err, ERROR_IO,
				_("Standard input cannot be read"));
		if (got == 0)
			return true;
		text->len += (size_t)got;
	}
}

bool writing_request(const struct call *call, struct draft_request *request,
	struct draft_field fields[CALL_FIELDS], struct buf *text,
	struct error *err)
{
	const char *from = call->values[OPTION_TEXT];
	int i;

	for (i = 0; i < call->field_count; i++) {
		struct str whole = str_from(call->fields[i]);
		size_t equals = str_find(whole, '=');

		fields[i].key = str_trim(str_sub(whole, 0, equals));
		fields[i].value =
			str_trim(str_sub(whole, equals + 1, whole.len));
		if (equals == whole.len || !fields[i].key.len)
			return error_set(err, ERROR_INPUT,
				_("The option --field wants KEY=VALUE, "
				  "such as stage=need."));
	}
	request->fields = fields;
	request->field_count = (size_t)call->field_count;
	if (from && strcmp(from, "-") == 0) {
		if (!read_input(text, err))
			return false;
	} else if (from && !file_read(from, SAVE_FILE_MAX, text, err)) {
		return false;
	}
	request->has_text = from != NULL;
	request->text = buf_slice(text);
	return true;
}

void writing_say_saved(const struct call *call,
	const struct save_result *result, struct str message)
{
	struct buf out = {0};
	struct str line;

	str_cut(&message, '\n', &line);
	buf_printf(&out, "%.*s ", SHORT_ID, result->commit);
	gate_text(&out, line, GATE_LINE);
	buf_byte(&out, '\n');
	verb_print(&out);
	if (result->kept[0])
		verb_say(call,
			_("A file was edited in between and holds that text; "
			  "look at it with git diff."));
	if (result->hooks)
		verb_say(call,
			_("git would have run a hook of this repository; fyr "
			  "runs none."));
	buf_clear(&out);
}

void writing_say_next(const struct call *call, const struct app *app)
{
	struct source_status status;

	if (source_status(app->source, &status, NULL) && !*status.remote)
		verb_say(call,
			_("Only on this computer: the hub has no remote to "
			  "send to. fyr undo takes it back."));
	else
		verb_say(call,
			_("Only on this computer so far: fyr sync sends it, "
			  "fyr undo takes it back."));
}

static void say_draft(const struct writing *w)
{
	struct buf text = {0};

	if (w->draft.in_place)
		buf_printf(&text,
			_("Nothing was committed. The text stays in %s: fyr "
			  "edit %s"),
			w->draft.file, w->draft.path);
	else
		buf_printf(&text,
			_("Nothing was committed. The text is kept as a "
			  "draft: fyr edit %s"),
			w->draft.name);
	verb_say(w->call, buf_text(&text));
	buf_clear(&text);
}

static void show_problems(const struct writing *w, const struct proposal *p)
{
	struct buf text = {0};
	size_t i;

	for (i = 0; i < p->doc.problems.count; i++) {
		buf_cut(&text, 0);
		proposal_problem(p, i, &text);
		verb_say(w->call, buf_text(&text));
	}
	buf_clear(&text);
}

/* Of a new note the difference is all of it, which was just written. */
static void show_difference(const struct writing *w, const struct proposal *p)
{
	struct buf out = {0};

	if (p->is_new && call_has(w->call, OPTION_DRY_RUN)) {
		gate_text(&out, buf_slice(&p->path), GATE_LINE);
		buf_byte(&out, '\n');
		gate_text(&out, buf_slice(&p->text), GATE_BODY);
	} else if (!p->is_new) {
		app_difference(&out, buf_slice(&p->old), buf_slice(&p->text),
			verb_styles(w->call), NULL);
	}
	verb_print(&out);
	buf_clear(&out);
}

/* "Open the editor again? [Y/n]" */
static bool asks_again(const struct writing *w)
{
	char answer[16];

	if (!w->editor || !writing_asks(w->call))
		return false;
	fprintf(stderr, "%s ", _("Open the editor again? [Y/n]"));
	fflush(stderr);
	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	return answer[0] != 'n' && answer[0] != 'N';
}

enum next {
	NEXT_END,
	NEXT_AGAIN
};

static int unchanged(const struct writing *w)
{
	verb_say(w->call, _("Nothing was changed, so nothing was committed."));
	app_draft_drop(&w->draft);
	return 0;
}

static enum next not_ready(
	struct writing *w, const struct proposal *p, int *status)
{
	struct buf text = {0};

	show_problems(w, p);
	*status = EXIT_NOTHING;
	if (p->state == PROPOSAL_CLASH) {
		*status = EXIT_CONFLICT;
		show_difference(w, p);
		proposal_tell(p, &text);
		verb_say(w->call, buf_text(&text));
		buf_clear(&text);
	}
	if (asks_again(w))
		return NEXT_AGAIN;
	say_draft(w);
	return NEXT_END;
}

static enum next commit(struct writing *w, struct proposal *p, int *status)
{
	struct buf text = {0};
	struct save_result result = {0};
	struct error err = {0};

	proposal_tell(p, &text);
	if (text.len)
		verb_say(w->call, buf_text(&text));
	buf_clear(&text);
	show_problems(w, p);
	show_difference(w, p);
	if (call_has(w->call, OPTION_DRY_RUN)) {
		if (w->editor)
			say_draft(w);
		else
			app_draft_drop(&w->draft);
		return NEXT_END;
	}
	if (!app_commit(w->app, &w->draft, p, &result, &err)) {
		*status = verb_fail(&err);
		say_draft(w);
		return NEXT_END;
	}
	if (p->state == PROPOSAL_SAME) {
		*status = unchanged(w);
	} else if (p->state != PROPOSAL_READY) {
		return not_ready(w, p, status);
	} else {
		writing_say_saved(w->call, &result,
			w->draft.message ? str_from(w->draft.message)
					 : buf_slice(&p->message));
		writing_say_next(w->call, w->app);
	}
	return NEXT_END;
}

static enum next once(struct writing *w, int *status)
{
	struct proposal p = {0};
	struct error err = {0};
	enum next next = NEXT_END;

	if (w->editor && !app_draft_editor(&w->draft, &w->program, &err)) {
		*status = verb_fail(&err);
		return NEXT_END;
	}
	if (!app_propose(w->app, &w->draft, &p, &err)) {
		*status = verb_fail(&err);
		if (asks_again(w))
			return NEXT_AGAIN;
		say_draft(w);
		return NEXT_END;
	}
	*status = 0;
	switch (p.state) {
	case PROPOSAL_SAME:
		*status = unchanged(w);
		break;
	case PROPOSAL_WRONG:
	case PROPOSAL_CLASH:
		next = not_ready(w, &p, status);
		break;
	case PROPOSAL_READY:
		next = commit(w, &p, status);
		break;
	}
	proposal_clear(&p);
	return next;
}

bool writing_prepare(struct writing *w, struct error *err)
{
	if (!w->editor)
		return true;
	if (!editor_find(&w->program, err))
		return false;
	return w->program.chosen || isatty(STDIN_FILENO) ||
		error_set(err, ERROR_INPUT,
			_("There is no terminal for an editor. Give the text "
			  "with --text, or say --no-input."));
}

void writing_clear(struct writing *w)
{
	editor_clear(&w->program);
	app_draft_close(&w->draft);
	app_close(w->app);
}

int writing_run(struct writing *w)
{
	int status = 0;

	w->draft.message = w->call->values[OPTION_MESSAGE];
	while (once(w, &status) == NEXT_AGAIN)
		;
	return status;
}
