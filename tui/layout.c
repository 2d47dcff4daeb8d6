/* Where the parts of a view lie, by the size of the window. */

#include "tui/view.h"

enum {
	ROWS_TABS = 20, /* rows from which the row of views is shown */
	COLS_BESIDE = 110, /* columns for two panes side by side */
	COLS_ABOVE = 80, /* columns for a list above its preview */
	ROWS_ABOVE = 20,
	COLS_FACETS = 100, /* columns for filters beside what they find */
	FACET_CELLS = 36
};

/* A list is as wide as its preview; a text as wide as it is read. */
static void split_beside(
	struct layout *layout, const struct tui *tui, enum view view)
{
	int measure = tui->app->config.measure;
	int right = layout->body.cols / 2 + 3;

	if (view == VIEW_READER)
		right = layout->body.cols - measure - 5;
	else if (right > measure + 3)
		right = measure + 3;
	layout->main.cols -= right + 1;
	layout->bar = layout->main.col + layout->main.cols + 1;
	layout->preview = layout->body;
	layout->preview.col = layout->bar + 2;
	layout->preview.cols = right - 3;
}

static void split_above(struct layout *layout)
{
	int above = layout->body.rows * 2 / 5;

	layout->main.rows = above;
	layout->rule = layout->main.row + above;
	layout->preview = layout->body;
	layout->preview.row = layout->rule + 1;
	layout->preview.rows = layout->body.rows - above - 1;
	layout->preview.col += 1;
	layout->preview.cols -= 2;
}

/* The filters left, what they find right of them. */
static void split_facets(struct layout *layout)
{
	layout->preview = layout->body;
	layout->main.cols = FACET_CELLS;
	layout->bar = FACET_CELLS + 1;
	layout->preview.col = layout->bar + 2;
	layout->preview.cols -= layout->preview.col;
}

static bool has_preview(const struct tui *tui, enum view view)
{
	int cols = tui->cols;

	if (view == VIEW_DESK)
		return cols >= COLS_BESIDE && tui->desk.type != DESK_TIMELINE &&
			tui->desk.type != DESK_INBOX;
	if (view == VIEW_START || view == VIEW_READER)
		return cols >= COLS_BESIDE;
	return view == VIEW_LIST ||
		(view == VIEW_SEARCH && cols >= COLS_BESIDE);
}

/* The line between panes; plain borders have a blank column there. */
void layout_bar(const struct tui *tui, struct canvas *canvas,
	const struct layout *layout)
{
	int row;

	if (layout->bar < 0 || str_is(tui->app->config.borders, "plain"))
		return;
	for (row = 0; row < layout->body.rows; row++)
		canvas_text(canvas,
			(struct span){layout->body.row + row, layout->bar, 1},
			INK_PLAIN, "|");
}

struct layout layout_of(const struct tui *tui, enum view view)
{
	struct layout layout = {0};
	bool search = view == VIEW_SEARCH || view == VIEW_FACETS;
	bool text = view == VIEW_READER || view == VIEW_SHEET;
	bool field = search || view == VIEW_PICK;
	int head;

	layout.tabs = tui->rows >= ROWS_TABS && !field && !text;
	head = layout.tabs || field || text ? 2 : 1;
	if (text && tui->rows < ROWS_TABS)
		head = 1;
	if (search && tui->rows >= ROWS_TABS)
		layout.note = (struct span){head++, 0, tui->cols};
	layout.bar = -1;
	layout.rule = -1;
	if (field)
		layout.field = (struct span){1, 0, tui->cols};
	layout.body = (struct area){head, 0, tui->rows - head - 2, tui->cols};
	if (layout.body.rows < 0)
		layout.body.rows = 0;
	if (view == VIEW_READER && tui->reader.finding) {
		layout.body.rows -= layout.body.rows > 0;
		layout.field = (struct span){tui->rows - 3, 0, tui->cols};
	}
	layout.main = layout.body;
	if (view == VIEW_FACETS && tui->cols >= COLS_FACETS && !tui->spoken) {
		split_facets(&layout);
		return layout;
	}
	if (tui->spoken || tui->rows < ROWS_ABOVE || !has_preview(tui, view))
		return layout;
	if (tui->cols >= COLS_BESIDE)
		split_beside(&layout, tui, view);
	else if (tui->cols >= COLS_ABOVE)
		split_above(&layout);
	return layout;
}
