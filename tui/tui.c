#include "tui/state.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/view.h"

const struct view_ops *view_of(enum view view)
{
	static const struct view_ops *const views[VIEW_COUNT] = {
		[VIEW_START] = &view_start,
		[VIEW_LIST] = &view_list,
		[VIEW_SEARCH] = &view_search,
		[VIEW_FACETS] = &view_facets,
		[VIEW_READER] = &view_reader,
		[VIEW_DESK] = &view_desk,
		[VIEW_PICK] = &view_pick,
		[VIEW_SHEET] = &view_sheet,
	};

	return views[view];
}

void tui_init(struct tui *tui, struct app *app, int rows, int cols)
{
	const char *spoken = getenv("FYR_A11Y");

	memset(tui, 0, sizeof(*tui));
	tui->app = app;
	tui->rows = rows;
	tui->cols = cols;
	tui->ascii = !i18n_is_utf8();
	tui->letters = app->config.letters;
	tui->spoken = app->config.screen_reader ||
		(spoken && strcmp(spoken, "1") == 0);
	tui->depth = 1;
	tui->reader.link = -1;
	tui->writing.draft.lock = -1;
	tui->work.job.fd = -1;
	tui->start.waits = app->store != NULL;
	if (!app->store)
		tui_say(tui, "%s",
			_("Building the index of this hub. The first time this "
			  "takes a while; keys work meanwhile."));
	if (tui->spoken)
		tui_say(tui, "%s",
			_("Screen-reader mode is on, by your configuration or "
			  "FYR_A11Y=1."));
	tui_fit(tui);
}

void tui_clear(struct tui *tui)
{
	start_clear(&tui->start);
	rows_clear(&tui->listing.rows);
	buf_clear(&tui->listing.kind);
	desk_clear(&tui->desk);
	rows_clear(&tui->search.rows);
	prompt_clear(&tui->search.prompt);
	store_completions_clear(&tui->search.complete.found);
	facets_clear(&tui->facets);
	ask_clear(&tui->ask);
	reader_clear(&tui->reader);
	pick_clear(&tui->pick);
	decide_clear(&tui->decide);
	write_close(tui);
	publish_clear(&tui->telling);
	versions_clear(&tui->history.versions);
	sheet_clear(&tui->paper.sheet);
	page_clear(&tui->preview.page);
	buf_clear(&tui->preview.path);
	buf_clear(&tui->preview.problem);
	job_clear(&tui->work.job);
	buf_clear(&tui->work.text);
	buf_clear(&tui->work.open);
	buf_clear(&tui->reviewing);
	buf_clear(&tui->message);
}

/* --- the stack of views --- */

enum view tui_view(const struct tui *tui)
{
	return tui->stack[tui->depth - 1];
}

void tui_push(struct tui *tui, enum view view)
{
	int kept = 0;
	int i;

	if (view == VIEW_START) {
		tui_home(tui);
		return;
	}
	for (i = 0; i < tui->depth; i++) {
		if (tui->stack[i] != view)
			tui->stack[kept++] = tui->stack[i];
	}
	tui->stack[kept++] = view;
	tui->depth = kept;
	tui_fit(tui);
}

void tui_pop(struct tui *tui)
{
	if (tui->depth > 1)
		tui->depth--;
	tui_fit(tui);
}

void tui_home(struct tui *tui)
{
	tui->depth = 1;
	tui_fit(tui);
}

void tui_fit(struct tui *tui)
{
	int i;

	/* In a window that shows nothing all stays as it was. */
	for (i = 0; i < tui->depth && !tui_is_small(tui); i++)
		view_of(tui->stack[i])->fit(tui);
	preview_want(tui);
}

void tui_reload(struct tui *tui)
{
	int i;

	tui->arrived = 0;
	for (i = 0; i < VIEW_COUNT; i++)
		view_of((enum view)i)->reload(tui);
	preview_forget(tui);
	tui_fit(tui);
}

void tui_resize(struct tui *tui, int rows, int cols)
{
	tui->rows = rows;
	tui->cols = cols;
	tui_fit(tui);
}

/* --- messages --- */

void tui_say(struct tui *tui, const char *format, ...)
{
	va_list args;

	tui->work.said = false;
	buf_cut(&tui->message, 0);
	va_start(args, format);
	buf_vprintf(&tui->message, format, args);
	va_end(args);
}

void tui_fail(struct tui *tui, const struct error *err)
{
	tui_say(tui, "%s", err->text);
}

static void say_unknown(struct tui *tui, struct key key)
{
	struct buf name = {0};

	key_label(&name, key);
	tui_say(tui,
		tui_has_letters(tui)
			? _("%s is not used here. ? shows the keys.")
			: _("%s is not used here. F1 shows the keys."),
		buf_text(&name));
	buf_clear(&name);
}

/* --- commands that work everywhere --- */

static void show_view(struct tui *tui, size_t n)
{
	const struct schema *schema = &tui->app->schema;

	if (n == 0)
		tui_home(tui);
	else if (n <= schema->kind_count)
		list_show_kind(tui, schema->kinds[n - 1].id);
	else
		tui_say(tui, "%s", _("There is no view of that number."));
}

static void show_news(struct tui *tui)
{
	if (tui->arrived)
		tui_reload(tui);
	else
		list_show_kind(tui, (struct str){0});
}

static void step_back(struct tui *tui, int step)
{
	if (step > 0 && tui->reader.open) {
		tui_push(tui, VIEW_READER);
		return;
	}
	if (step > 0)
		tui_say(tui, "%s", _("There is nothing further on."));
	else if (tui->depth > 1)
		tui_pop(tui);
	else
		tui_say(tui, "%s", _("There is nothing further back."));
}

static void close_view(struct tui *tui)
{
	if (tui->work.job.state == JOB_RUNNING && tui->work.type != WORK_INDEX)
		work_cancel(tui);
	else if (tui->depth > 1)
		tui_pop(tui);
	else
		tui_say(tui, "%s",
			tui->letters ? _("This is the start screen. q quits.")
				     : _("This is the start screen. F10 "
					 "quits."));
}

static bool run_everywhere(struct tui *tui, enum command command)
{
	if (command >= COMMAND_VIEW_1 && command <= COMMAND_VIEW_9)
		show_view(tui, (size_t)(command - COMMAND_VIEW_1));
	else if (command == COMMAND_CLOSE)
		close_view(tui);
	else if (command == COMMAND_SEARCH)
		search_open(tui, (struct str){0});
	else if (command == COMMAND_NEWS)
		show_news(tui);
	else if (command == COMMAND_SYNC)
		waits_sync(tui);
	else if (command == COMMAND_CANCEL)
		work_cancel(tui);
	else if (command == COMMAND_ADD)
		pick_open(tui, PICK_KINDS);
	else if (command == COMMAND_EDIT)
		write_focus(tui);
	else if (command == COMMAND_TRANSLATE)
		write_translate(tui);
	else if (command == COMMAND_DONE)
		review_open(tui);
	else if (command == COMMAND_UNDO)
		ask_undo(tui);
	else if (command == COMMAND_WAITING)
		pick_open(tui, PICK_WAITING);
	else if (command == COMMAND_AGENDA)
		desk_open(tui, DESK_AGENDA);
	else if (command == COMMAND_REVIEWS)
		desk_open(tui, DESK_REVIEWS);
	else if (command == COMMAND_INBOX)
		desk_open(tui, DESK_INBOX);
	else if (command == COMMAND_QUEUE)
		desk_open(tui, DESK_QUEUE);
	else if (command == COMMAND_PUBLISH)
		publish_open(tui);
	else if (command == COMMAND_HELP)
		pick_open(tui, PICK_HELP);
	else if (command == COMMAND_PALETTE)
		pick_open(tui, PICK_PALETTE);
	else if (command == COMMAND_BACK || command == COMMAND_FORWARD)
		step_back(tui, command == COMMAND_BACK ? -1 : 1);
	else if (command == COMMAND_REDRAW)
		tui->redraw = true;
	else if (command == COMMAND_SUSPEND)
		tui->suspend = true;
	else if (command == COMMAND_QUIT)
		waits_quit(tui);
	else
		return false;
	return true;
}

void tui_go_outside(struct tui *tui)
{
	enum outside outside = tui->outside;

	tui->outside = OUTSIDE_NOTHING;
	if (outside == OUTSIDE_WRITE)
		write_outside(tui);
	else if (outside == OUTSIDE_DECIDE)
		decide_edit(tui);
}

void tui_command(struct tui *tui, enum command command)
{
	if (!view_of(tui_view(tui))->run(tui, command))
		run_everywhere(tui, command);
	preview_want(tui);
}

void tui_key(struct tui *tui, struct key key)
{
	const struct view_ops *ops = view_of(tui_view(tui));
	enum command command;
	bool known;

	if (key.press == PRESS_NONE)
		return;
	buf_cut(&tui->message, 0);
	buf_cut(&tui->work.open, 0);
	if (tui->quit_asked)
		tui->quit_asked--;
	if (tui->ask.type) {
		ask_key(tui, key);
		return;
	}
	if (ops->type && ops->type(tui, key)) {
		preview_want(tui);
		return;
	}
	if (key.press == PRESS_PASTE) {
		tui_say(tui, "%s",
			_("Pasted text is ignored here. Press / and paste to "
			  "search for it."));
		return;
	}
	if (key.press == PRESS_TEXT && !tui->letters) {
		tui_say(tui, "%s",
			_("Letter keys are off. F1 shows the keys, F2 all "
			  "commands."));
		return;
	}
	command = keys_find(tui_view(tui), key, &known);
	if (command == COMMAND_NONE)
		say_unknown(tui, key);
	else
		tui_command(tui, command);
}
