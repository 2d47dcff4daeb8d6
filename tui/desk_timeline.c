/* The agenda as a grid: a row for each note, a column for each month. */

#include "base/i18n.h"
#include "tui/view.h"

enum {
	DAYS_AHEAD = 3653,
	MOVES_MOST = 300,
	MONTHS = 24,
	MONTHS_LEAST = 12,
	WIDE = 96, /* cells from which a month is three wide */
	MIDDLE = 72, /* and two */
	TITLE_LEAST = 14,
	HEAD = 2, /* rows of years and months */
	ROWS_LEGEND = 10 /* rows from which the last tells the signs */
};

bool desk_fill_timeline(struct tui *tui, struct error *err)
{
	struct desk *desk = &tui->desk;
	/* A review comes every year to every note: it tells nothing here. */
	const struct agenda_request request = {.days = DAYS_AHEAD,
		.deadlines = true,
		.events = true,
		.words = buf_slice(&desk->words),
		.history_most = MOVES_MOST};
	size_t i;

	if (!app_agenda(tui->app, &request, &desk->agenda, err))
		return false;
	timeline_make(&desk->timeline, &desk->agenda, DAYS_AHEAD / 30);
	for (i = 0; i < desk->timeline.count; i++) {
		const struct timeline_row *row = &desk->timeline.rows[i];
		struct desk_row *made = desk_add(desk);

		made->text = row->title;
		made->side = row->owner;
		made->path = row->path;
	}
	return true;
}

/* The marks of the row in focus; NULL: there is none. */
static const struct timeline_row *row_in_focus(const struct desk *desk)
{
	return desk->list.focus < desk->timeline.count
		? &desk->timeline.rows[desk->list.focus]
		: NULL;
}

static const struct timeline_mark *mark_in_focus(const struct desk *desk)
{
	const struct timeline_row *row = row_in_focus(desk);

	if (!row || !row->count)
		return NULL;
	return &desk->timeline.marks[row->first +
		(desk->mark < row->count ? desk->mark : 0)];
}

void desk_step_mark(struct tui *tui, bool on)
{
	struct desk *desk = &tui->desk;
	const struct timeline_row *row = row_in_focus(desk);

	if (!row)
		return;
	if (desk->mark >= row->count)
		desk->mark = 0;
	if (on && desk->mark + 1 < row->count)
		desk->mark++;
	else if (!on && desk->mark > 0)
		desk->mark--;
	else
		tui_say(tui, "%s",
			on ? _("This is the last date of the note here.")
			   : _("This is the first date of the note here."));
}

/* --- painting --- */

struct grid {
	int cell; /* cells of a month */
	int first, months; /* columns that are shown */
	int title; /* cells before them */
};

static struct grid grid_of(const struct desk *desk, int cells)
{
	const struct timeline_mark *mark = mark_in_focus(desk);
	struct grid grid = {.cell = cells >= WIDE ? 3
			: cells >= MIDDLE	  ? 2
						  : 1,
		.months = MONTHS};

	if (cells - grid.cell * MONTHS < 2 * TITLE_LEAST)
		grid.months = MONTHS_LEAST;
	grid.title = cells - grid.cell * grid.months - 1;
	/* Whole years further on, until the date in focus is seen. */
	while (mark && mark->first >= grid.first + grid.months)
		grid.first += MONTHS_LEAST;
	return grid;
}

static void draw_head(const struct desk *desk, struct canvas *canvas,
	struct area area, const struct grid *grid)
{
	struct str letters = str_from(_("JFMAMJJASOND"));
	struct span at = area_row(area, 1);
	struct buf year = {0};
	int i;

	at = span_from(at, ROW_MARK + grid->title + 1);
	for (i = 0; i < grid->months; i++, at = span_from(at, grid->cell)) {
		struct date month =
			timeline_month(&desk->timeline, grid->first + i);

		if ((i == 0 && month.month <= 9) || month.month == 1) {
			struct span above = at;

			above.row--;
			buf_cut(&year, 0);
			buf_printf(&year, "%04d", month.year);
			canvas_put(canvas, above, INK_BOLD, buf_slice(&year));
		}
		canvas_put(canvas, at, INK_PLAIN,
			str_sub(letters, (size_t)month.month - 1,
				(size_t)month.month));
	}
	buf_clear(&year);
}

static unsigned sign_ink(char sign)
{
	switch (sign) {
	case '!':
	case '+':
		return INK_BOLD | INK_WARNING;
	case '*':
		return INK_BOLD | INK_OK;
	case 'o':
		return INK_MUTED;
	default:
		return INK_PLAIN;
	}
}

static void draw_signs(const struct desk *desk, struct canvas *canvas,
	struct span at, const struct grid *grid, size_t n)
{
	const struct timeline_row *row = &desk->timeline.rows[n];
	bool focus = n == desk->list.focus;
	const struct timeline_mark *mark = focus ? mark_in_focus(desk) : NULL;
	int i;

	for (i = 0; i < grid->months; i++, at = span_from(at, grid->cell)) {
		int column = grid->first + i;
		char sign = timeline_sign(&desk->timeline, row, column);
		unsigned ink = focus ? INK_REVERSE : INK_PLAIN;

		if (!focus)
			ink |= sign_ink(sign);
		if (mark && mark->first == column)
			ink |= INK_BOLD | INK_UNDERLINE;
		canvas_put(canvas, at, ink, (struct str){&sign, 1});
	}
}

/* For those who hear the screen: dates in words instead of signs. */
static void draw_words(const struct desk *desk, struct canvas *canvas,
	struct span at, unsigned ink, size_t n)
{
	const struct timeline_row *row = &desk->timeline.rows[n];
	struct buf text = {0};
	size_t i;

	buf_str(&text, row->title);
	for (i = 0; i < row->count; i++) {
		buf_put(&text, i ? "; " : ": ");
		timeline_tell(&text, &desk->timeline.marks[row->first + i]);
	}
	canvas_fit(canvas, at, ink, buf_slice(&text));
	buf_clear(&text);
}

static void draw_row(const struct tui *tui, struct canvas *canvas,
	struct span at, const struct grid *grid, size_t n)
{
	const struct desk *desk = &tui->desk;
	bool focus = n == desk->list.focus;
	struct span title;

	at = row_begin(tui, canvas, at, focus);
	if (tui->spoken) {
		if (focus)
			at = row_place(tui, canvas, at, &desk->list);
		draw_words(
			desk, canvas, at, focus ? INK_REVERSE : INK_PLAIN, n);
		return;
	}
	title = at;
	title.cells = grid->title;
	canvas_fit(canvas, title, focus ? INK_REVERSE : INK_PLAIN,
		desk->timeline.rows[n].title);
	draw_signs(desk, canvas, span_from(at, grid->title + 1), grid, n);
}

static void draw_legend(struct canvas *canvas, struct span at)
{
	struct buf text = {0};

	timeline_legend(&text);
	canvas_fit(canvas, span_from(at, 1), INK_PLAIN, buf_slice(&text));
	buf_clear(&text);
}

void desk_draw_timeline(
	const struct tui *tui, struct canvas *canvas, struct area area)
{
	const struct desk *desk = &tui->desk;
	struct grid grid = grid_of(desk, area.cols - ROW_MARK);
	int head = tui->spoken ? 0 : HEAD;
	int rows = desk_timeline_rows(tui, area.rows);
	int row;

	if (head)
		draw_head(desk, canvas, area, &grid);
	for (row = 0; row < rows; row++) {
		size_t n = desk->list.top + (size_t)row;

		if (n < desk->timeline.count)
			draw_row(tui, canvas, area_row(area, head + row), &grid,
				n);
	}
	if (head + rows < area.rows)
		draw_legend(canvas, area_row(area, area.rows - 1));
}

int desk_timeline_rows(const struct tui *tui, int rows)
{
	if (!tui->spoken)
		rows -= HEAD + (rows >= ROWS_LEGEND);
	return rows > 0 ? rows : 1;
}

void desk_hint_timeline(const struct tui *tui, struct buf *out)
{
	const struct desk *desk = &tui->desk;
	const struct timeline_row *row = row_in_focus(desk);
	const struct timeline_mark *mark = mark_in_focus(desk);
	int cells = layout_of(tui, VIEW_DESK).main.cols - ROW_MARK;
	struct buf title = {0};

	if (!row || !mark)
		return;
	row_rest(&title, row->title, grid_of(desk, cells).title);
	if (row->count > 1)
		buf_printf(out, _("%zu of %zu: "),
			(desk->mark < row->count ? desk->mark : 0) + 1,
			row->count);
	timeline_tell(out, mark);
	if (title.len)
		buf_printf(out, " - %s", buf_text(&title));
	buf_clear(&title);
}
