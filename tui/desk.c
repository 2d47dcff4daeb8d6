/* The rows of the desk: made, found again, filtered. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/view.h"

struct desk_row *desk_add(struct desk *desk)
{
	struct desk_row *row;

	desk->rows = mem_grow(
		desk->rows, &desk->cap, desk->count + 1, sizeof(*desk->rows));
	row = &desk->rows[desk->count++];
	memset(row, 0, sizeof(*row));
	row->place = desk->choices++;
	return row;
}

void desk_add_heading(struct desk *desk, struct str text)
{
	struct desk_row *row = desk_add(desk);

	row->heading = true;
	row->text = arena_str(&desk->arena, text);
	desk->choices--;
}

struct str desk_keep(struct desk *desk, const struct buf *text)
{
	return text->len ? arena_str(&desk->arena, buf_slice(text))
			 : (struct str){0};
}

const struct desk_row *desk_focus(const struct desk *desk)
{
	const struct desk_row *row = desk->list.focus < desk->count
		? &desk->rows[desk->list.focus]
		: NULL;

	return row && !row->heading ? row : NULL;
}

/* A heading is no place for the focus: the row after it, or before. */
void desk_skip(struct desk *desk, bool down)
{
	size_t n = desk->list.focus;

	/* A heading always has a row below it. */
	if (n < desk->count && desk->rows[n].heading)
		list_focus(&desk->list, down || n == 0 ? n + 1 : n - 1);
	if (desk->list.focus == 1 && desk->rows[0].heading)
		desk->list.top = 0;
}

static void empty(struct desk *desk)
{
	timeline_clear(&desk->timeline);
	agenda_clear(&desk->agenda);
	arena_clear(&desk->arena);
	desk->count = desk->choices = 0;
}

/* The columns are as wide as what stands in them. */
static void measure(struct desk *desk)
{
	size_t i;

	desk->state_cells = desk->date_cells = 0;
	for (i = 0; i < desk->count; i++) {
		int state = canvas_width(desk->rows[i].state);
		int date = canvas_width(desk->rows[i].date);

		if (state > desk->state_cells)
			desk->state_cells = state;
		if (date > desk->date_cells)
			desk->date_cells = date;
	}
}

static bool fill(struct tui *tui, struct error *err)
{
	switch (tui->desk.type) {
	case DESK_AGENDA:
		return desk_fill_agenda(tui, err);
	case DESK_TIMELINE:
		return desk_fill_timeline(tui, err);
	case DESK_REVIEWS:
		return desk_fill_reviews(tui, err);
	case DESK_INBOX:
		return desk_fill_inbox(tui, err);
	case DESK_QUEUE:
		return desk_fill_queue(tui, err);
	}
	return true;
}

bool desk_load(struct tui *tui)
{
	struct desk *desk = &tui->desk;
	struct error err = {0};
	bool ok;

	empty(desk);
	ok = fill(tui, &err);
	if (!ok) {
		empty(desk);
		tui_fail(tui, &err);
	}
	measure(desk);
	list_set(&desk->list, desk->count);
	desk_skip(desk, true);
	return ok;
}

void desk_open(struct tui *tui, enum desk_type type)
{
	struct desk *desk = &tui->desk;

	if (!tui->app->store) {
		tui_say(tui, "%s",
			_("The index is being built. Wait until it is ready."));
		return;
	}
	/* The grid and the list are two forms of the same. */
	if (type > DESK_TIMELINE || desk->type > DESK_TIMELINE)
		buf_cut(&desk->words, 0);
	desk->type = type;
	desk->mark = 0;
	list_reset(&desk->list, 0);
	desk_load(tui);
	tui_push(tui, VIEW_DESK);
}

void desk_filter(struct tui *tui, struct str words)
{
	struct desk *desk = &tui->desk;

	buf_cut(&desk->words, 0);
	buf_str(&desk->words, words);
	desk->mark = 0;
	list_reset(&desk->list, 0);
	desk_load(tui);
	tui_fit(tui);
}

void desk_clear(struct desk *desk)
{
	empty(desk);
	free(desk->rows);
	buf_clear(&desk->words);
	memset(desk, 0, sizeof(*desk));
}
