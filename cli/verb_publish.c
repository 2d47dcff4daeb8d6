/* publish: a change, told and carried out in one commit, then sent. */

#include <stdio.h>
#include <string.h>

#include "app/difference.h"
#include "app/job.h"
#include "app/publish.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/writing.h"

/* --- what would be published --- */

static void show_files(const struct call *call, const struct publication *plan)
{
	struct buf out = {0};
	size_t i;

	for (i = 0; i < plan->count; i++) {
		const struct publish_file *file = &plan->files[i];

		buf_put(&out, file->old.len ? "~ " : "+ ");
		gate_text(&out, file->path, GATE_LINE);
		buf_byte(&out, '\n');
		if (file->old.len)
			app_difference(&out, buf_slice(&file->old),
				buf_slice(&file->text), verb_styles(call),
				NULL);
		else
			gate_text(&out, buf_slice(&file->text), GATE_BODY);
		buf_byte(&out, '\n');
	}
	verb_print(&out);
	buf_clear(&out);
}

static void show_problems(
	const struct call *call, const struct publication *plan)
{
	struct buf text = {0};
	size_t i;

	for (i = 0; i < plan->problems.count; i++) {
		const struct check_problem *problem = &plan->problems.items[i];

		if (problem->severity == SEVERITY_NOTICE)
			continue;
		buf_cut(&text, 0);
		gate_text(&text, problem->path, GATE_LINE);
		buf_printf(&text, ":%d:%d: %s: ", problem->line,
			problem->column,
			problem->severity == SEVERITY_ERROR ? _("error")
							    : _("warning"));
		gate_text(&text, problem->text, GATE_LINE);
		verb_say(call, buf_text(&text));
	}
	buf_clear(&text);
}

/* The whole word, so that nobody slips. */
static bool agrees(const struct call *call, const struct publication *plan,
	struct error *err)
{
	const char *word = plan->waits ? _("propose") : _("publish");
	char answer[64] = "";

	if (call_has(call, OPTION_YES))
		return true;
	if (!writing_asks(call))
		return error_set(err, ERROR_INPUT,
			_("Nothing was published: nobody is here to confirm "
			  "it. In a script say --yes."));
	fprintf(stderr,
		ngettext("%zu note, for everyone to read.",
			"%zu notes, for everyone to read.",
			(unsigned long)plan->count),
		plan->count);
	fputc(' ', stderr);
	fprintf(stderr, _("Type %s to go on:"), word);
	fputc(' ', stderr);
	fflush(stderr);
	if (fgets(answer, sizeof(answer), stdin))
		answer[strcspn(answer, "\r\n")] = '\0';
	return strcmp(answer, word) == 0 ||
		error_set(err, ERROR_CANCELLED, _("Nothing was published."));
}

/* --- sending --- */

static int send_it(const struct call *call, struct app *app)
{
	static const char *const words[] = {"sync", "send", NULL};
	struct source_status status = {0};
	struct job job = {0};
	struct error err = {0};
	struct buf text = {0};
	int result = 0;

	if (call_has(call, OPTION_NO_SEND))
		return 0;
	if (!source_status(app->source, &status, &err) || !*status.remote)
		return 0;
	if (job_start(&job, app->path, app->schema_path, words, &err) &&
		verb_job(call, &job, &err)) {
		gate_text(&text, buf_slice(&job.result), GATE_LINE);
		verb_say(call, buf_text(&text));
		result = job.clashes ? EXIT_CONFLICT : 0;
	} else {
		result = verb_fail(&err);
		verb_say(call,
			_("It is committed here but not sent. Send it with: "
			  "fyr sync"));
	}
	buf_clear(&text);
	job_clear(&job);
	return result;
}

static int publish(const struct call *call, struct app *app,
	const struct publish_request *request, struct publication *plan)
{
	struct save_result saved = {0};
	struct error err = {0};

	if (!plan->count) {
		verb_say(call,
			_("It is published already; nothing would change. To "
			  "tell of a change: --summary TEXT"));
		return EXIT_NOTHING;
	}
	show_files(call, plan);
	show_problems(call, plan);
	if (plan->why.len)
		verb_say(call, buf_text(&plan->why));
	if (plan->problems.errors) {
		verb_say(call,
			_("Nothing was published: mend what is wrong first."));
		return EXIT_NOTHING;
	}
	if (call_has(call, OPTION_DRY_RUN))
		return 0;
	if (!agrees(call, plan, &err) ||
		!app_publish_commit(app, request, plan, &saved, &err))
		return verb_fail(&err);
	writing_say_saved(call, &saved, buf_slice(&plan->message));
	return send_it(call, app);
}

/* --- the queue --- */

static int show_queue(const struct call *call, struct app *app)
{
	struct publish_queue queue = {0};
	struct buf out = {0};
	struct error err = {0};
	int status = 0;
	size_t i;

	if (!app_publish_queue(app, &queue, &err))
		return verb_fail(&err);
	for (i = 0; i < queue.count; i++) {
		const struct publish_row *row = &queue.items[i];

		if (row->at.year)
			date_iso(&out, row->at);
		else
			buf_put(&out, _("any day"));
		buf_put(&out, row->due ? "  " : _("  (later)  "));
		gate_text(&out, row->id, GATE_LINE);
		buf_put(&out, "  ");
		gate_text(&out, row->title, GATE_LINE);
		if (row->by.len) {
			buf_put(&out, "  ");
			gate_text(&out, row->by, GATE_LINE);
		}
		buf_byte(&out, '\n');
	}
	verb_print(&out);
	if (!queue.count) {
		verb_say(call, _("No proposal waits to be published."));
		status = EXIT_NOTHING;
	}
	buf_clear(&out);
	publish_queue_clear(&queue);
	return status;
}

static bool read_request(const struct call *call,
	struct publish_request *request, struct draft_field *fields,
	struct buf *body, struct error *err)
{
	struct draft_request draft = {0};

	request->refs = call->args;
	request->ref_count = (size_t)call->arg_count;
	request->dates = call->dates;
	request->date_count = (size_t)call->date_count;
	request->about = str_from(call->values[OPTION_ABOUT]);
	request->alert = str_from(call->values[OPTION_ALERT]);
	request->summary = str_from(call->values[OPTION_SUMMARY]);
	request->source = str_from(call->values[OPTION_SOURCE]);
	request->stage = str_from(call->values[OPTION_STAGE]);
	request->correct = str_from(call->values[OPTION_CORRECT]);
	request->withdraw = str_from(call->values[OPTION_WITHDRAW]);
	request->lang = str_from(call->values[OPTION_LANG]);
	if (!call_date(call, OPTION_AT, &request->at, err) ||
		!writing_request(call, &draft, fields, body, err))
		return false;
	request->fields = draft.fields;
	request->field_count = draft.field_count;
	request->body = draft.text;
	return true;
}

static bool is_queue(const struct call *call)
{
	return !call->arg_count && !call_has(call, OPTION_ABOUT) &&
		!call_has(call, OPTION_CORRECT) &&
		!call_has(call, OPTION_WITHDRAW) &&
		!call_has(call, OPTION_SUMMARY);
}

int verb_publish(const struct call *call)
{
	struct draft_field fields[CALL_FIELDS];
	struct publish_request request = {0};
	struct publication plan = {0};
	struct app *app = NULL;
	struct buf body = {0};
	struct error err = {0};
	int status;
	bool ready = verb_ready(call, &app, &err) &&
		read_request(call, &request, fields, &body, &err);

	if (ready && is_queue(call))
		status = show_queue(call, app);
	else if (ready && app_publish_plan(app, &request, &plan, &err))
		status = publish(call, app, &request, &plan);
	else
		status = verb_fail(&err);
	publication_clear(&plan);
	buf_clear(&body);
	app_close(app);
	return status;
}
