/* The desk: its lists on the screen, and what their keys do. */

#include "base/i18n.h"
#include "tui/view.h"

static void fit(struct tui *tui)
{
	int rows = layout_of(tui, VIEW_DESK).main.rows;

	if (tui->desk.type == DESK_TIMELINE)
		rows = desk_timeline_rows(tui, rows);
	list_fit(&tui->desk.list, rows > 0 ? (size_t)rows : 1);
}

static bool is_shown(const struct tui *tui)
{
	int i;

	for (i = 0; i < tui->depth; i++) {
		if (tui->stack[i] == VIEW_DESK)
			return true;
	}
	return false;
}

/* The row of the same thing, in whatever place it is now. */
static size_t find_row(const struct desk *desk, const struct desk_row *old)
{
	size_t i;

	for (i = 0; i < desk->count; i++) {
		const struct desk_row *row = &desk->rows[i];

		if (!row->heading && row->number == old->number &&
			str_eq(row->path, old->path) &&
			str_eq(row->text, old->text))
			return i;
	}
	return desk->list.focus;
}

static void reload(struct tui *tui)
{
	struct desk *desk = &tui->desk;
	const struct desk_row *focus = desk_focus(desk);
	struct desk_row old = {0};
	struct buf text = {0}, path = {0};
	size_t above = desk->list.focus - desk->list.top;

	if (!is_shown(tui) || !tui->app->store)
		return;
	if (focus) {
		old = *focus;
		buf_str(&text, old.text);
		buf_str(&path, old.path);
		old.text = buf_slice(&text);
		old.path = buf_slice(&path);
	}
	if (desk_load(tui) && focus) {
		size_t n = find_row(desk, &old);

		desk->list.top = n > above ? n - above : 0;
		list_focus(&desk->list, n);
		desk_skip(desk, true);
	}
	buf_clear(&text);
	buf_clear(&path);
}

/* --- keys --- */

static void open_focus(struct tui *tui)
{
	const struct desk_row *row = desk_focus(&tui->desk);
	struct reader_goal goal = {0};

	if (!row)
		return;
	goal.ref = row->path;
	if (row->path.len)
		reader_open(tui, &goal);
	else
		tui_say(tui, "%.*s", STR_ARG(row->more));
}

static void turn(struct tui *tui)
{
	struct desk *desk = &tui->desk;
	const struct desk_row *row = desk_focus(desk);
	struct buf path = {0};
	size_t i;

	if (desk->type > DESK_TIMELINE) {
		tui_say(tui, "%s", _("This list has one form only."));
		return;
	}
	if (row)
		buf_str(&path, row->path);
	desk_open(tui, desk->type == DESK_AGENDA ? DESK_TIMELINE : DESK_AGENDA);
	for (i = 0; i < desk->count; i++) {
		if (!desk->rows[i].heading &&
			str_eq(desk->rows[i].path, buf_slice(&path))) {
			list_focus(&desk->list, i);
			break;
		}
	}
	buf_clear(&path);
}

static void step_sideways(struct tui *tui, bool on)
{
	if (tui->desk.type == DESK_TIMELINE)
		desk_step_mark(tui, on);
	else
		tui_say(tui, "%s", _("Only the timeline goes sideways: Tab."));
}

static void finish(struct tui *tui)
{
	if (tui->desk.type == DESK_INBOX)
		desk_keep_signal(tui);
	else
		review_open(tui);
}

static bool run(struct tui *tui, enum command command)
{
	struct desk *desk = &tui->desk;

	if (command == COMMAND_OPEN) {
		open_focus(tui);
	} else if (command == COMMAND_FIELD) {
		turn(tui);
	} else if (command == COMMAND_DONE) {
		finish(tui);
	} else if (command == COMMAND_FORGET) {
		desk_dismiss(tui);
	} else if (command == COMMAND_SYNC && desk->type == DESK_INBOX) {
		waits_feeds(tui);
	} else if (command == COMMAND_OUTSIDE) {
		desk_outside(tui);
	} else if (command == COMMAND_FIND) {
		ask_words(tui, buf_slice(&desk->words));
	} else if (command == COMMAND_CLEAR) {
		desk_filter(tui, (struct str){0});
	} else if (command == COMMAND_LEFT || command == COMMAND_RIGHT) {
		step_sideways(tui, command == COMMAND_RIGHT);
	} else if (row_move(&desk->list, command)) {
		desk->mark = 0;
		desk_skip(desk,
			command != COMMAND_UP && command != COMMAND_PAGE_UP &&
				command != COMMAND_HALF_UP);
	} else {
		return false;
	}
	return true;
}

/* --- painting --- */

static struct row_dated parts_of(const struct desk_row *row)
{
	return (struct row_dated){
		row->state, row->date, row->text, row->side, row->ink};
}

static void draw_list(
	const struct tui *tui, struct canvas *canvas, struct area area)
{
	const struct desk *desk = &tui->desk;
	struct row_columns columns = {desk->state_cells, desk->date_cells};
	int n;

	for (n = 0; n < area.rows; n++) {
		size_t i = desk->list.top + (size_t)n;
		const struct desk_row *row = &desk->rows[i];
		struct span at = area_row(area, n);
		struct row_dated parts;

		if (i >= desk->count)
			break;
		if (row->heading) {
			canvas_fit(canvas, span_from(at, 1),
				INK_BOLD | INK_HEADING, row->text);
			continue;
		}
		at = row_begin(tui, canvas, at, i == desk->list.focus);
		if (i == desk->list.focus) {
			struct list shown = {
				.count = desk->choices, .focus = row->place};

			at = row_place(tui, canvas, at, &shown);
		}
		parts = parts_of(row);
		row_dated(canvas, at, &columns, &parts);
	}
}

static const char *why_empty(const struct tui *tui)
{
	if (tui->desk.words.len)
		return _("Nothing has these words. c shows all again, f asks "
			 "for others.");
	switch (tui->desk.type) {
	case DESK_AGENDA:
	case DESK_TIMELINE:
		break;
	case DESK_REVIEWS:
		return _("Nothing is to be reviewed in the next 90 days.");
	case DESK_INBOX:
		return _("No signal waits. F5 reads the feeds.");
	case DESK_QUEUE:
		return _("No proposal waits to be published.");
	}
	return _("Nothing in this hub has a date to come.");
}

static void draw(const struct tui *tui, struct canvas *canvas)
{
	struct layout layout = layout_of(tui, VIEW_DESK);

	canvas_cursor(canvas, layout.main.row, 0);
	if (!tui->desk.count)
		canvas_fit(canvas, span_from(area_row(layout.main, 0), 1),
			INK_PLAIN, str_from(why_empty(tui)));
	else if (tui->desk.type == DESK_TIMELINE)
		desk_draw_timeline(tui, canvas, layout.main);
	else
		draw_list(tui, canvas, layout.main);
	preview_draw(tui, canvas, &layout);
}

/* --- words --- */

static enum bar bar(const struct tui *tui)
{
	switch (tui->desk.type) {
	case DESK_TIMELINE:
		return BAR_TIMELINE;
	case DESK_REVIEWS:
		return BAR_REVIEWS;
	case DESK_INBOX:
		return tui->desk.count ? BAR_INBOX : BAR_NO_INBOX;
	case DESK_QUEUE:
		return BAR_QUEUE;
	case DESK_AGENDA:
		break;
	}
	return BAR_AGENDA;
}

static void place(const struct tui *tui, struct buf *out)
{
	switch (tui->desk.type) {
	case DESK_AGENDA:
		buf_put(out, _("Dates"));
		break;
	case DESK_TIMELINE:
		buf_put(out, _("Timeline"));
		break;
	case DESK_REVIEWS:
		buf_put(out, _("To review"));
		break;
	case DESK_INBOX:
		buf_put(out, _("Inbox"));
		break;
	case DESK_QUEUE:
		buf_put(out, _("To publish"));
		break;
	}
	if (tui->desk.words.len)
		buf_printf(out, ": %s", buf_text(&tui->desk.words));
}

static void side(const struct tui *tui, struct buf *out)
{
	const struct desk_row *row = desk_focus(&tui->desk);

	if (row)
		buf_printf(out, _("%zu of %zu"), row->place + 1,
			tui->desk.choices);
}

static void hint(const struct tui *tui, struct buf *out)
{
	const struct desk *desk = &tui->desk;
	const struct desk_row *row = desk_focus(desk);
	struct row_columns columns = {desk->state_cells, desk->date_cells};
	struct row_dated parts;
	int cells = layout_of(tui, VIEW_DESK).main.cols - ROW_MARK;
	struct str first, then;
	struct buf rest = {0};

	if (desk->type == DESK_TIMELINE) {
		desk_hint_timeline(tui, out);
		return;
	}
	if (!row)
		return;
	parts = parts_of(row);
	row_rest(&rest, row->text, row_dated_cells(&columns, &parts, cells));
	first = row->more_first ? row->more : buf_slice(&rest);
	then = row->more_first ? buf_slice(&rest) : row->more;
	buf_str(out, first);
	buf_put(out, first.len && then.len ? " - " : "");
	buf_str(out, then);
	buf_clear(&rest);
}

static struct str focus(const struct tui *tui)
{
	const struct desk_row *row = desk_focus(&tui->desk);

	return row ? row->path : (struct str){0};
}

const struct view_ops view_desk = {
	.draw = draw,
	.run = run,
	.bar = bar,
	.place = place,
	.side = side,
	.hint = hint,
	.fit = fit,
	.reload = reload,
	.focus = focus,
};
