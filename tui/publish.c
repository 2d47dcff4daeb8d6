/* Publishing: what would be committed is seen, then a word is typed. */

#include <string.h>

#include "app/difference.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "tui/view.h"

static const char *word_of(const struct publication *plan)
{
	return plan->waits ? _("propose") : _("publish");
}

/* --- what would be published --- */

static void put_problems(struct sheet *sheet, const struct publication *plan)
{
	struct buf line = {0};
	size_t i;

	for (i = 0; i < plan->problems.count; i++) {
		const struct check_problem *problem = &plan->problems.items[i];

		if (problem->severity == SEVERITY_NOTICE)
			continue;
		buf_cut(&line, 0);
		buf_printf(&line, "%s: %.*s:%d: %.*s",
			problem->severity == SEVERITY_ERROR ? _("error")
							    : _("warning"),
			STR_ARG(problem->path), problem->line,
			STR_ARG(problem->text));
		sheet_head(sheet, false, buf_slice(&line));
	}
	buf_clear(&line);
}

static void put_file(struct sheet *sheet, const struct publish_file *file)
{
	struct buf *out = &sheet->text;

	buf_printf(out, "\033[1m%s ", file->old.len ? "~" : "+");
	gate_text(out, file->path, GATE_LINE);
	buf_put(out, "\033[0m\n");
	if (file->old.len)
		app_difference(out, buf_slice(&file->old),
			buf_slice(&file->text), true, NULL);
	else
		gate_text(out, buf_slice(&file->text), GATE_BODY);
	buf_byte(out, '\n');
}

static void show(struct tui *tui)
{
	struct sheet *sheet = &tui->paper.sheet;
	const struct publication *plan = &tui->telling.plan;
	struct str rest = buf_slice(&plan->message), line = {0};
	size_t i;

	sheet_reset(sheet);
	str_cut(&rest, '\n', &line);
	sheet_head(sheet, true, line);
	if (plan->why.len)
		sheet_head(sheet, false, buf_slice(&plan->why));
	put_problems(sheet, plan);
	sheet_head(sheet, false, (struct str){0});
	for (i = 0; i < plan->count; i++)
		put_file(sheet, &plan->files[i]);
	sheet_open(tui, PAPER_PUBLICATION);
}

/* --- planning --- */

/* What was answered, as the verb would have it; `dates` and `ref` are filled
 * with what the request points to. */
struct asking {
	struct publish_request request;
	const char *ref;
	const char *dates[PUBLISH_DATES];
};

static void ask_for(struct telling *telling, struct asking *asking)
{
	size_t at = 0;

	memset(asking, 0, sizeof(*asking));
	form_request(telling, &asking->request);
	asking->ref = buf_text(&telling->ref);
	asking->request.refs = &asking->ref;
	asking->request.ref_count = 1;
	asking->request.dates = asking->dates;
	while (at < telling->dates.len &&
		asking->request.date_count < PUBLISH_DATES) {
		const char *date = telling->dates.data + at;

		asking->dates[asking->request.date_count++] = date;
		at += strlen(date) + 1;
	}
}

void publish_plan(struct tui *tui)
{
	struct telling *telling = &tui->telling;
	struct asking asking;
	struct error err = {0};

	publication_clear(&telling->plan);
	ask_for(telling, &asking);
	if (!app_publish_plan(
		    tui->app, &asking.request, &telling->plan, &err)) {
		publication_clear(&telling->plan);
		/* What was answered can be mended. */
		if (telling->words[TELLING_SUMMARY].len)
			form_open(tui);
		tui_fail(tui, &err);
	} else if (!telling->plan.count) {
		form_open(tui);
	} else {
		show(tui);
	}
}

static struct str focus_of(const struct tui *tui)
{
	const struct view_ops *ops = view_of(tui_view(tui));

	if (tui_view(tui) == VIEW_READER)
		return tui->reader.open ? tui->reader.note.hit->path
					: (struct str){0};
	return ops->focus ? ops->focus(tui) : (struct str){0};
}

void publish_open(struct tui *tui)
{
	struct str path = focus_of(tui);
	struct error err = {0};

	if (!path.len) {
		tui_say(tui, "%s", _("Choose a note first."));
		return;
	}
	if (!waits_is_free(tui))
		return;
	if (!app_may_publish(tui->app, &err)) {
		tui_fail(tui, &err);
		return;
	}
	publish_clear(&tui->telling);
	buf_str(&tui->telling.ref, path);
	publish_plan(tui);
}

void publish_clear(struct telling *telling)
{
	int n;

	publication_clear(&telling->plan);
	for (n = 0; n < TELLING_WORDS; n++)
		buf_clear(&telling->words[n]);
	buf_clear(&telling->dates);
	buf_clear(&telling->ref);
	memset(telling, 0, sizeof(*telling));
}

/* --- the word --- */

/* The answers again; a draft was never asked about. */
static void mend(struct tui *tui)
{
	if (tui->telling.words[TELLING_SUMMARY].len)
		form_open(tui);
	else
		tui_say(tui, "%s",
			_("These words are the note's own: Esc goes back, "
			  "there e edits it."));
}

bool publish_run(struct tui *tui, enum command command)
{
	const struct publication *plan = &tui->telling.plan;

	if (command == COMMAND_EDIT) {
		mend(tui);
		return true;
	}
	if (command != COMMAND_PUBLISH && command != COMMAND_OPEN)
		return false;
	if (plan->problems.errors) {
		tui_say(tui, "%s",
			_("Nothing was published: mend what is wrong first."));
		return true;
	}
	ask_begin(tui, ASK_PUBLISH, str_from(word_of(plan)));
	buf_printf(&tui->ask.text,
		ngettext("%zu note, for everyone to read.",
			"%zu notes, for everyone to read.",
			(unsigned long)plan->count),
		plan->count);
	tui_fit(tui);
	return true;
}

void publish_commit(struct tui *tui)
{
	struct telling *telling = &tui->telling;
	struct str typed = str_trim(buf_slice(&tui->ask.prompt.text));
	bool agreed = str_eq(typed, buf_slice(&tui->ask.about));
	struct save_result saved = {0};
	struct asking asking;
	struct error err = {0};

	ask_close(tui);
	if (!agreed) {
		tui_say(tui, "%s", _("Nothing was published."));
		return;
	}
	if (!waits_is_free(tui))
		return;
	ask_for(telling, &asking);
	if (!app_publish_commit(
		    tui->app, &asking.request, &telling->plan, &saved, &err)) {
		tui_fail(tui, &err);
		return;
	}
	tui_pop(tui);
	waits_published(tui, buf_slice(&telling->plan.message));
	publish_clear(telling);
}

void publish_hint(const struct tui *tui, struct buf *out)
{
	buf_put(out,
		tui->telling.plan.problems.errors
			? _("Not ready: there are errors. e mends what was "
			    "answered, Esc goes back.")
			: _("Nothing is committed yet. p asks for the word "
			    "that publishes and sends it."));
}

/* --- the proposals that wait --- */

bool desk_fill_queue(struct tui *tui, struct error *err)
{
	struct desk *desk = &tui->desk;
	struct publish_queue queue = {0};
	struct buf date = {0};
	size_t i;

	if (!app_publish_queue(tui->app, &queue, err))
		return false;
	for (i = 0; i < queue.count; i++) {
		const struct publish_row *row = &queue.items[i];
		struct desk_row *made = desk_add(desk);

		buf_cut(&date, 0);
		if (row->at.year)
			date_human(&date, row->at, tui->app->today);
		made->state = arena_str(&desk->arena,
			str_from(row->due ? _("READY") : _("LATER")));
		made->ink = row->due ? INK_BOLD | INK_OK : INK_PLAIN;
		made->date = desk_keep(desk, &date);
		made->text = arena_str(&desk->arena, row->title);
		made->side = arena_str(&desk->arena, row->by);
		made->path = arena_str(&desk->arena, row->path);
	}
	buf_clear(&date);
	publish_queue_clear(&queue);
	return true;
}
