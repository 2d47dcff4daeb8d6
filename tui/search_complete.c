/* Completing what is typed in the search: a small list below the field. */

#include "base/i18n.h"
#include "tui/view.h"

enum {
	ROWS_MOST = 8,
	INSERT_CELLS = 26, /* the column of what is put in */
	COUNT_CELLS = 8,
	LABELLED = 60 /* cells from which a row has its label */
};

static const struct store_completion *focused(const struct complete *complete)
{
	return complete->focused && complete->list.focus < complete->found.count
		? &complete->found.items[complete->list.focus]
		: NULL;
}

/* Rows for the list below the field; one more is the line under it. */
static int rows_of(const struct tui *tui)
{
	struct layout layout = layout_of(tui, VIEW_SEARCH);
	int most = layout.body.row + layout.body.rows - layout.field.row - 2;
	int rows = (int)tui->search.complete.found.count;

	rows = rows < ROWS_MOST ? rows : ROWS_MOST;
	rows = rows < most ? rows : most;
	return rows > 0 ? rows : 0;
}

void complete_fit(struct tui *tui)
{
	list_fit(&tui->search.complete.list, (size_t)rows_of(tui));
}

void complete_close(struct tui *tui)
{
	struct complete *complete = &tui->search.complete;

	complete->open = complete->focused = complete->dirty = false;
	store_completions_clear(&complete->found);
}

void complete_update(struct tui *tui)
{
	struct complete *complete = &tui->search.complete;
	const struct prompt *prompt = &tui->search.prompt;
	struct store_completions found = {0};
	struct error err = {0};

	if (!complete->open || !complete->dirty)
		return;
	complete->dirty = false;
	if (!app_complete(tui->app, buf_slice(&prompt->text), prompt->at,
		    &found, &err)) {
		complete_close(tui);
		tui_fail(tui, &err);
		return;
	}
	store_completions_clear(&complete->found);
	complete->found = found;
	list_reset(&complete->list, found.count);
	complete_fit(tui);
	if (!found.count)
		complete_close(tui);
}

void complete_open(struct tui *tui)
{
	struct complete *complete = &tui->search.complete;

	complete->open = complete->dirty = complete->focused = true;
	complete_update(tui);
	if (!complete->open && !tui->message.len)
		tui_say(tui, "%s",
			_("There is nothing to complete here. Down goes to the "
			  "list."));
}

void complete_typed(struct tui *tui)
{
	tui->search.complete.focused = false;
	tui->search.complete.dirty = tui->search.complete.open;
}

/* After a key its values are wanted, after anything else no more. */
static void take(struct tui *tui, const struct store_completion *one)
{
	struct search *search = &tui->search;
	bool key = one->type == COMPLETION_KEY;

	if (!prompt_replace(&search->prompt, one->from, one->to, one->insert))
		return;
	search->dirty = true;
	if (!key) {
		complete_close(tui);
		return;
	}
	search->complete.dirty = true;
	complete_update(tui);
}

static void step(struct complete *complete, bool down)
{
	struct list *list = &complete->list;

	if (!complete->focused) {
		complete->focused = true;
		list_focus(list, 0);
	} else if (down) {
		list_focus(list, (list->focus + 1) % list->count);
	} else if (list->focus == 0) {
		complete->focused = false;
	} else {
		list_step(list, LIST_UP);
	}
}

bool complete_key(struct tui *tui, struct key key)
{
	struct complete *complete = &tui->search.complete;
	const struct store_completion *one;

	if (!complete->open)
		return false;
	complete_update(tui);
	if (!complete->open)
		return false;
	one = focused(complete);
	if (key.press == PRESS_ESCAPE)
		complete_close(tui);
	else if (key.press == PRESS_DOWN || key.press == PRESS_TAB)
		step(complete, true);
	else if (one && (key.press == PRESS_UP || key.press == PRESS_BACK_TAB))
		step(complete, false);
	else if (one && key.press == PRESS_PAGE_DOWN)
		list_step(&complete->list, LIST_PAGE_DOWN);
	else if (one && key.press == PRESS_PAGE_UP)
		list_step(&complete->list, LIST_PAGE_UP);
	else if (one && key.press == PRESS_ENTER)
		take(tui, one);
	else
		return false;
	return true;
}

/* --- painting --- */

static void draw_row(const struct tui *tui, struct canvas *canvas,
	struct span at, const struct store_completion *one)
{
	const struct store_completion *chosen = focused(&tui->search.complete);
	bool focus = chosen && one == chosen;
	unsigned ink = focus ? INK_REVERSE : INK_PLAIN;
	struct span part;
	struct buf count = {0};

	at = row_begin(tui, canvas, at, focus);
	if (focus)
		at = row_place(tui, canvas, at, &tui->search.complete.list);
	if (one->count) {
		buf_printf(&count, "%zu", one->count);
		canvas_right(canvas, at, ink, buf_slice(&count));
		buf_clear(&count);
	}
	at.cells -= COUNT_CELLS;
	part = at;
	if (at.cells >= LABELLED) {
		part.cells = INSERT_CELLS;
		canvas_fit(canvas, span_from(at, INSERT_CELLS + 2),
			ink | INK_MUTED, one->label);
	}
	canvas_fit(canvas, part, ink, str_trim(one->insert));
}

void complete_draw(const struct tui *tui, struct canvas *canvas)
{
	const struct complete *complete = &tui->search.complete;
	struct span at = layout_of(tui, VIEW_SEARCH).field;
	int rows = rows_of(tui);
	int i;

	if (!complete->open)
		return;
	for (i = 0; i < rows; i++) {
		size_t n = complete->list.top + (size_t)i;

		at.row++;
		canvas_fill(canvas, at, INK_PLAIN, ' ');
		if (complete->found.items && n < complete->found.count)
			draw_row(tui, canvas, at, &complete->found.items[n]);
	}
	at.row++;
	canvas_fill(canvas, at, INK_PLAIN, tui->spoken ? ' ' : '-');
}

/* What is in focus in full, for those who hear one row. */
void complete_hint(const struct tui *tui, struct buf *out)
{
	const struct complete *complete = &tui->search.complete;
	const struct store_completion *one = focused(complete);

	if (!one) {
		buf_put(out, _("Down or Tab goes to what may be put in."));
		return;
	}
	buf_printf(out, _("%zu of %zu"), complete->list.focus + 1,
		complete->found.count);
	buf_printf(out, ": %.*s", STR_ARG(str_trim(one->insert)));
	if (one->label.len)
		buf_printf(out, ", %.*s", STR_ARG(one->label));
	if (one->count) {
		buf_put(out, ", ");
		buf_printf(out,
			ngettext("%zu note", "%zu notes",
				(unsigned long)one->count),
			one->count);
	}
}
