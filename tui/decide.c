/* Where two people changed the same place: both versions, and the decision. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/conflict.h"
#include "app/difference.h"
#include "app/sync.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/view.h"

static const struct decision *shown(const struct tui *tui)
{
	const struct decide *decide = &tui->decide;

	return decide->at < decide->count ? &decide->items[decide->at] : NULL;
}

/* --- which there are --- */

static const char *keep(struct decide *decide, const char *text)
{
	return arena_str(&decide->arena, str_from(text)).data;
}

static bool add(const struct conflict *conflict, void *arg)
{
	struct decide *decide = arg;
	struct buf what = {0};
	struct decision *item;

	app_conflict_what(conflict, &what);
	decide->items = mem_grow(decide->items, &decide->cap, decide->count + 1,
		sizeof(*decide->items));
	item = &decide->items[decide->count++];
	item->path = keep(decide, conflict->path);
	item->merge = keep(decide, conflict->merge);
	item->what = keep(decide, buf_text(&what));
	item->author = keep(decide, conflict->author);
	item->time = conflict->time;
	buf_clear(&what);
	return true;
}

bool decide_load(struct tui *tui, struct error *err)
{
	decide_clear(&tui->decide);
	return app_conflicts(tui->app, add, &tui->decide, err);
}

void decide_clear(struct decide *decide)
{
	arena_clear(&decide->arena);
	free(decide->items);
	*decide = (struct decide){.at = 0};
}

/* --- both versions --- */

static bool read_choice(struct tui *tui, const struct decision *item,
	enum conflict_choice choice, struct buf *text, struct error *err)
{
	const struct conflict_answer answer = {.path = item->path,
		.merge = item->merge,
		.choice = choice,
		.texts = app_merge};
	bool removed = false;

	if (!app_source(tui->app, err) ||
		!conflict_preview(
			tui->app->source, &answer, text, &removed, err))
		return false;
	if (removed)
		buf_printf(text, "%s\n", _("(removed)"));
	return true;
}

static void put_label(struct buf *out, const char *label, struct str who)
{
	buf_printf(out, "\033[1m%s", label);
	gate_text(out, who, GATE_LINE);
	buf_put(out, "\033[0m\n");
}

static void put_labels(struct tui *tui, const struct decision *item)
{
	struct sheet *sheet = &tui->paper.sheet;
	struct buf who = {0};

	put_label(&sheet->labels[0], _("Theirs, published"), (struct str){0});
	if (*item->author) {
		buf_printf(&who, ": %s, ", item->author);
		date_iso(&who, date_local(item->time));
	}
	put_label(&sheet->labels[1], _("Mine, not published"), buf_slice(&who));
	buf_clear(&who);
}

static void put_head(struct tui *tui, const struct decision *item)
{
	struct buf text = {0};

	buf_printf(&text, "%s: %s", item->path, item->what);
	sheet_head(&tui->paper.sheet, false, buf_slice(&text));
	sheet_head(&tui->paper.sheet, false, (struct str){0});
	buf_clear(&text);
}

void decide_show(struct tui *tui, size_t n)
{
	const struct decision *item;
	struct sheet *sheet = &tui->paper.sheet;
	struct buf theirs = {0}, mine = {0};
	struct error err = {0};

	tui->decide.at = n < tui->decide.count ? n : 0;
	item = shown(tui);
	sheet_reset(sheet);
	if (!item)
		return;
	put_head(tui, item);
	if (!read_choice(tui, item, CONFLICT_THEIRS, &theirs, &err) ||
		!read_choice(tui, item, CONFLICT_MINE, &mine, &err)) {
		sheet_head(sheet, false, str_from(err.text));
	} else {
		put_labels(tui, item);
		app_difference(&sheet->text, buf_slice(&theirs),
			buf_slice(&mine), true, NULL);
	}
	buf_clear(&theirs);
	buf_clear(&mine);
	sheet_open(tui, PAPER_CONFLICT);
}

/* --- deciding --- */

/* The next one, or back to where this began. */
static void go_on(struct tui *tui, const char *decided)
{
	size_t at = tui->decide.at;
	struct error err = {0};
	struct buf path = {0};

	if (shown(tui))
		buf_put(&path, shown(tui)->path);
	if (!decide_load(tui, &err)) {
		buf_clear(&path);
		tui_fail(tui, &err);
		tui_pop(tui);
		return;
	}
	waits_changed(tui);
	if (!tui->decide.count) {
		tui_home(tui);
		/* What it became is the best answer to "and now?". */
		buf_clear(&tui->work.open);
		tui->work.open = path;
		tui_say(tui, _("Decided: %s. Nothing more waits. F5 sends it."),
			decided);
		return;
	}
	buf_clear(&path);
	decide_show(tui, at < tui->decide.count ? at : 0);
	tui_say(tui,
		ngettext("Decided: %s. %zu conflict is left.",
			"Decided: %s. %zu conflicts are left.",
			(unsigned long)tui->decide.count),
		decided, tui->decide.count);
}

static void decide(struct tui *tui, enum conflict_choice choice)
{
	const struct decision *item = shown(tui);
	struct conflict_answer answer = {.choice = choice};
	struct save_result result = {.same = false};
	struct error err = {0};

	if (!item || !waits_is_free(tui))
		return;
	answer.path = item->path;
	answer.merge = item->merge;
	if (app_resolve(tui->app, &answer, &result, &err))
		go_on(tui, choice == CONFLICT_MINE ? _("mine") : _("theirs"));
	else
		tui_fail(tui, &err);
}

void decide_edit(struct tui *tui)
{
	const struct decision *item = shown(tui);
	struct save_result result = {.same = false};
	struct buf file = {0};
	struct error err = {0};

	if (item &&
		app_resolve_edit(tui->app, item->path, &file, &result, &err))
		go_on(tui, _("your text"));
	else if (item && file.len && access(buf_text(&file), F_OK) == 0)
		tui_say(tui,
			_("%s Your text is kept: e goes on with it, m and t "
			  "decide without it."),
			err.text);
	else if (item)
		tui_fail(tui, &err);
	buf_clear(&file);
}

bool decide_run(struct tui *tui, enum command command)
{
	size_t count = tui->decide.count;
	size_t at = tui->decide.at;

	if (command == COMMAND_MINE || command == COMMAND_THEIRS) {
		decide(tui,
			command == COMMAND_MINE ? CONFLICT_MINE
						: CONFLICT_THEIRS);
	} else if (command == COMMAND_EDIT) {
		if (waits_is_free(tui))
			tui->outside = OUTSIDE_DECIDE;
	} else if (command == COMMAND_NEXT || command == COMMAND_PREVIOUS) {
		at += command == COMMAND_NEXT ? 1 : count - 1;
		if (count > 1)
			decide_show(tui, at % count);
		else
			tui_say(tui, "%s", _("This is the only one."));
	} else if (command == COMMAND_OPEN) {
		tui_say(tui, "%s",
			_("Nothing is decided yet: m takes mine, t theirs, e "
			  "edits."));
	} else {
		return false;
	}
	return true;
}

/* --- words --- */

void decide_place(const struct tui *tui, struct buf *out)
{
	buf_printf(out, _("Conflict %zu of %zu"), tui->decide.at + 1,
		tui->decide.count);
}

void decide_hint(const struct tui *tui, struct buf *out)
{
	const struct decision *item = shown(tui);

	if (item)
		buf_put(out,
			_("Which is to stand? m mine, t theirs, e edit both."));
}
