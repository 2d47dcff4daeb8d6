/* A text of its own on the screen: both versions of a conflict, a version
 * that was, or a change before it is committed. */
#include "base/i18n.h"
#include "tui/view.h"

enum {
	BESIDE = 96, /* cells from which two versions stand beside each other */
	MARGINED = 60
};

static struct area text_area(const struct tui *tui)
{
	struct area area = layout_of(tui, VIEW_SHEET).main;
	int margin = area.cols >= MARGINED ? 2 : 0;

	area.col += margin;
	area.cols -= 2 * margin;
	return area;
}

static void fit(struct tui *tui)
{
	struct area area = text_area(tui);

	sheet_layout(&tui->paper.sheet, area.cols, BESIDE);
	sheet_fit(&tui->paper.sheet, area.rows > 0 ? (size_t)area.rows : 0);
}

void sheet_open(struct tui *tui, enum paper_type type)
{
	/* Another text: what was written stays a draft. */
	if (type != PAPER_PROPOSAL && tui->writing.open)
		write_close(tui);
	tui->paper.type = type;
	tui_push(tui, VIEW_SHEET);
}

static size_t back(size_t from, size_t by)
{
	return from > by ? from - by : 0;
}

static bool scroll(struct sheet *sheet, enum command command)
{
	size_t page = sheet->seen > 1 ? sheet->seen - 1 : 1;
	size_t half = sheet->seen > 3 ? sheet->seen / 2 : 1;
	enum list_move way;

	if (!row_way(command, &way))
		return false;
	switch (way) {
	case LIST_UP:
		sheet_go(sheet, back(sheet->top, 1));
		break;
	case LIST_DOWN:
		sheet_go(sheet, sheet->top + 1);
		break;
	case LIST_PAGE_UP:
		sheet_go(sheet, back(sheet->top, page));
		break;
	case LIST_PAGE_DOWN:
		sheet_go(sheet, sheet->top + page);
		break;
	case LIST_HALF_UP:
		sheet_go(sheet, back(sheet->top, half));
		break;
	case LIST_HALF_DOWN:
		sheet_go(sheet, sheet->top + half);
		break;
	case LIST_FIRST:
		sheet_go(sheet, 0);
		break;
	case LIST_LAST:
		sheet_go(sheet, sheet->count);
		break;
	}
	return true;
}

static bool run(struct tui *tui, enum command command)
{
	if (scroll(&tui->paper.sheet, command))
		return true;
	switch (tui->paper.type) {
	case PAPER_NOTHING:
		break;
	case PAPER_CONFLICT:
		return decide_run(tui, command);
	case PAPER_VERSION:
		return versions_run(tui, command);
	case PAPER_REVIEW:
		return review_run(tui, command);
	case PAPER_PROPOSAL:
		return write_run(tui, command);
	case PAPER_PUBLICATION:
		return publish_run(tui, command);
	}
	return false;
}

static void draw(const struct tui *tui, struct canvas *canvas)
{
	struct area area = text_area(tui);

	canvas_cursor(canvas, area.row, area.col);
	sheet_draw(&tui->paper.sheet, canvas, area,
		!str_is(tui->app->config.borders, "plain"));
}

static enum bar bar(const struct tui *tui)
{
	if (tui->paper.type == PAPER_VERSION)
		return BAR_VERSION;
	if (tui->paper.type == PAPER_REVIEW)
		return BAR_REVIEW;
	if (tui->paper.type == PAPER_PUBLICATION)
		return BAR_PUBLICATION;
	return tui->paper.type == PAPER_PROPOSAL ? BAR_PROPOSAL : BAR_CONFLICT;
}

static void place(const struct tui *tui, struct buf *out)
{
	if (tui->paper.type == PAPER_CONFLICT)
		decide_place(tui, out);
	else if (tui->paper.type == PAPER_VERSION)
		versions_place(tui, out);
	else if (tui->paper.type == PAPER_PUBLICATION)
		buf_put(out, _("Before it is published"));
	else
		buf_put(out, _("Before it is committed"));
}

static void side(const struct tui *tui, struct buf *out)
{
	const struct sheet *sheet = &tui->paper.sheet;
	size_t seen = sheet->top + sheet->seen;

	buf_printf(out, _("line %zu/%zu"),
		seen < sheet->count ? seen : sheet->count, sheet->count);
}

static void hint(const struct tui *tui, struct buf *out)
{
	if (tui->paper.type == PAPER_CONFLICT)
		decide_hint(tui, out);
	else if (tui->paper.type == PAPER_VERSION)
		versions_hint(tui, out);
	else if (tui->paper.type == PAPER_REVIEW)
		review_hint(out);
	else if (tui->paper.type == PAPER_PUBLICATION)
		publish_hint(tui, out);
	else
		write_hint(tui, out);
}

static void reload(struct tui *tui)
{
	(void)tui;
}

const struct view_ops view_sheet = {
	.draw = draw,
	.run = run,
	.bar = bar,
	.place = place,
	.side = side,
	.hint = hint,
	.fit = fit,
	.reload = reload,
};
