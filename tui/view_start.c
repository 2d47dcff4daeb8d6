/* The start screen: what is new, what is due, what there is. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/view.h"

enum {
	DAYS_AHEAD = 90
};

/* --- lines from the day's page --- */

static void add_line(struct start *start, enum start_type type,
	enum today_row_type group, size_t row)
{
	start->lines = mem_grow(start->lines, &start->line_cap,
		start->line_count + 1, sizeof(*start->lines));
	start->lines[start->line_count] = (struct start_line){type, group, row};
	if (type == START_ROW || type == START_MORE) {
		start->choices = mem_grow(start->choices, &start->choice_cap,
			start->choice_count + 1, sizeof(*start->choices));
		start->choices[start->choice_count++] = start->line_count;
	}
	start->line_count++;
}

/* The columns are as wide as what stands in them. */
static void measure(struct start *start, const struct app *app)
{
	struct buf date = {0};
	size_t i;

	start->state_cells[0] = start->state_cells[1] = start->date_cells = 0;
	for (i = 0; i < start->today.count; i++) {
		const struct today_row *row = &start->today.rows[i];
		int *state = &start->state_cells[row->type != TODAY_NEW];
		int cells = canvas_width(row->state);

		*state = cells > *state ? cells : *state;
		if (!row->date.year)
			continue;
		buf_cut(&date, 0);
		date_human(&date, row->date, app->today);
		cells = canvas_width(buf_slice(&date));
		if (cells > start->date_cells)
			start->date_cells = cells;
	}
	buf_clear(&date);
}

static void make_lines(struct start *start)
{
	const struct today *today = &start->today;
	size_t shown = 0;
	size_t i;

	start->line_count = 0;
	start->choice_count = 0;
	for (i = 0; i < today->count; i++) {
		enum today_row_type type = today->rows[i].type;
		bool last = i + 1 == today->count ||
			type != today->rows[i + 1].type;

		if (!i || type != today->rows[i - 1].type) {
			if (i)
				add_line(start, START_BLANK, type, 0);
			add_line(start, START_HEADING, type, 0);
		}
		add_line(start, START_ROW, type, i);
		shown += type == TODAY_NEW;
		if (last && type == TODAY_NEW && today->news > shown)
			add_line(start, START_MORE, type, 0);
	}
	list_set(&start->list, start->choice_count);
}

void start_clear(struct start *start)
{
	today_clear(&start->today);
	free(start->lines);
	free(start->choices);
	memset(start, 0, sizeof(*start));
}

/* The line in focus, or NULL on an empty page. */
static const struct start_line *focus_line(const struct start *start)
{
	if (start->list.focus >= start->choice_count)
		return NULL;
	return &start->lines[start->choices[start->list.focus]];
}

static const struct today_row *focus_row(const struct start *start)
{
	const struct start_line *line = focus_line(start);

	return line && line->type == START_ROW ? &start->today.rows[line->row]
					       : NULL;
}

/* Put the focus on the row of the same thing as `old`, if it is there. */
static void find_focus(struct start *start, const struct today_row *old)
{
	size_t i;

	for (i = 0; i < start->choice_count; i++) {
		const struct start_line *line =
			&start->lines[start->choices[i]];
		const struct today_row *row = &start->today.rows[line->row];

		if (line->type == START_ROW && row->type == old->type &&
			str_eq(row->path, old->path) &&
			str_eq(row->kind, old->kind) &&
			str_eq(row->text, old->text)) {
			list_focus(&start->list, i);
			return;
		}
	}
}

bool start_load(struct tui *tui)
{
	struct start *start = &tui->start;
	struct today old = start->today;
	const struct today_row *row = focus_row(start);
	struct error err = {0};
	struct today today = {0};

	start->waits = false;
	if (!tui->app->store)
		return false;
	if (!app_today(tui->app, DAYS_AHEAD, &today, &err)) {
		tui_fail(tui, &err);
		return false;
	}
	start->today = today;
	start->loaded = true;
	make_lines(start);
	measure(start, tui->app);
	if (row)
		find_focus(start, row);
	today_clear(&old);
	return true;
}

/* --- moving --- */

/* Scroll from `top` so that the focus is seen, and the heading above it when
 * it is the first of its group. */
static size_t scroll(const struct start *start, size_t top)
{
	size_t line;

	if (!start->choice_count)
		return 0;
	line = start->choices[start->list.focus];
	while (line > 0 && start->lines[line - 1].type == START_HEADING &&
		top >= line)
		line--;
	top = list_scroll(top, line, start->line_count, start->rows);
	line = start->choices[start->list.focus];
	return list_scroll(top, line, start->line_count, start->rows);
}

static void fit(struct tui *tui)
{
	struct start *start = &tui->start;

	start->rows = (size_t)layout_of(tui, VIEW_START).main.rows;
	list_fit(&start->list, start->rows);
	start->top = scroll(start, start->home);
}

static void open_focus(struct tui *tui)
{
	const struct start_line *line = focus_line(&tui->start);
	const struct today_row *row = focus_row(&tui->start);
	struct reader_goal goal = {0};

	if (!line)
		return;
	if (!row) {
		list_show_kind(tui, (struct str){0});
	} else if (row->type == TODAY_KIND) {
		list_show_kind(tui, row->kind);
	} else {
		goal.ref = row->path;
		reader_open(tui, &goal);
	}
}

static bool run(struct tui *tui, enum command command)
{
	if (command == COMMAND_OPEN) {
		open_focus(tui);
		return true;
	}
	if (command == COMMAND_FACETS) {
		search_open(tui, (struct str){0});
		facets_open(tui);
		return true;
	}
	if (!row_move(&tui->start.list, command))
		return false;
	if (command == COMMAND_FIRST)
		tui->start.top = 0;
	tui->start.top = scroll(&tui->start, tui->start.top);
	tui->start.home = tui->start.top;
	return true;
}

/* --- painting --- */

static unsigned state_ink(const struct today_row *row)
{
	if (row->type == TODAY_NEW)
		return INK_BOLD | INK_OK;
	if (row->type == TODAY_MOVED)
		return INK_BOLD | INK_WARNING;
	if (row->type == TODAY_KIND || row->expected)
		return INK_PLAIN;
	if (row->days < 0)
		return INK_BOLD | INK_ERROR;
	return row->days <= 14 && row->type != TODAY_EVENT ? INK_WARNING
							   : INK_PLAIN;
}

static void draw_kind(struct canvas *canvas, struct span at, unsigned ink,
	const struct today_row *row)
{
	struct buf text = {0};

	buf_str(&text, row->detail);
	if (row->new_count)
		buf_printf(&text,
			ngettext(", %zu new", ", %zu new",
				(unsigned long)row->new_count),
			row->new_count);
	at.cells -= canvas_right(canvas, at, ink, buf_slice(&text)) + 1;
	canvas_fit(canvas, at, ink, row->text);
	buf_clear(&text);
}

/* Its parts; the date is appended to `date`. */
static struct row_dated parts_of(
	const struct tui *tui, const struct today_row *row, struct buf *date)
{
	struct row_dated parts = {
		row->state, {0}, row->text, row->detail, state_ink(row)};

	if (row->date.year)
		date_human(date, row->date, tui->app->today);
	parts.date = buf_slice(date);
	return parts;
}

static struct row_columns columns_of(
	const struct tui *tui, const struct today_row *row)
{
	return (struct row_columns){
		tui->start.state_cells[row->type != TODAY_NEW],
		tui->start.date_cells};
}

static void draw_dated(const struct tui *tui, struct canvas *canvas,
	struct span at, const struct today_row *row)
{
	struct row_columns columns = columns_of(tui, row);
	struct buf date = {0};
	struct row_dated parts = parts_of(tui, row, &date);

	row_dated(canvas, at, &columns, &parts);
	buf_clear(&date);
}

static void draw_line(
	const struct tui *tui, struct canvas *canvas, struct span at, size_t n)
{
	const struct start *start = &tui->start;
	const struct start_line *line = &start->lines[n];
	const struct today_row *row = &start->today.rows[line->row];
	bool focus = start->choices[start->list.focus] == n;
	struct buf text = {0};

	if (line->type == START_BLANK)
		return;
	if (line->type == START_HEADING) {
		canvas_fit(canvas, span_from(at, 1), INK_BOLD | INK_HEADING,
			str_from(today_heading(&start->today, line->group)));
		return;
	}
	at = row_begin(tui, canvas, at, focus);
	if (focus)
		at = row_place(tui, canvas, at, &start->list);
	if (line->type == START_MORE) {
		buf_printf(&text,
			ngettext("%zu changed in all: show them",
				"%zu changed in all: show them",
				(unsigned long)start->today.news),
			start->today.news);
		canvas_fit(canvas, at, focus ? INK_REVERSE : INK_PLAIN,
			buf_slice(&text));
		buf_clear(&text);
	} else if (row->type == TODAY_KIND) {
		draw_kind(canvas, at, focus ? INK_REVERSE : INK_PLAIN, row);
	} else {
		draw_dated(tui, canvas, at, row);
	}
}

static const char *why_empty(const struct tui *tui)
{
	if (tui->start.waits)
		return "";
	if (tui->start.loaded)
		return _("There is no note in this hub yet.");
	if (tui->work.job.state == JOB_RUNNING || tui->work.in_process ||
		!tui->work.checked)
		return _("The index is being built. The notes are shown here "
			 "when it is ready.");
	return _("There is no index. F5 tries again.");
}

static void draw(const struct tui *tui, struct canvas *canvas)
{
	const struct start *start = &tui->start;
	struct layout layout = layout_of(tui, VIEW_START);
	int row;

	canvas_cursor(canvas, layout.main.row, 0);
	for (row = 0; row < layout.main.rows; row++) {
		size_t n = start->top + (size_t)row;

		if (n < start->line_count)
			draw_line(tui, canvas, area_row(layout.main, row), n);
	}
	if (!start->line_count)
		canvas_fit(canvas, span_from(area_row(layout.main, 0), 1),
			INK_PLAIN, str_from(why_empty(tui)));
	preview_draw(tui, canvas, &layout);
}

/* --- words --- */

static enum bar bar(const struct tui *tui)
{
	(void)tui;
	return BAR_START;
}

static void place(const struct tui *tui, struct buf *out)
{
	buf_str(out, app_title(tui->app));
}

static void side(const struct tui *tui, struct buf *out)
{
	if (!tui->spoken)
		date_heading(out, tui->app->today);
}

/* Cells for the text of a dated row in one of `cells`. */
static int text_cells(
	const struct tui *tui, const struct today_row *row, int cells)
{
	struct row_columns columns = columns_of(tui, row);
	struct buf date = {0};
	struct row_dated parts = parts_of(tui, row, &date);
	int left = row_dated_cells(&columns, &parts, cells);

	buf_clear(&date);
	return left;
}

static void hint(const struct tui *tui, struct buf *out)
{
	const struct today_row *row = focus_row(&tui->start);
	int cells = layout_of(tui, VIEW_START).main.cols - ROW_MARK;
	struct buf rest = {0};

	if (!row)
		return;
	if (row->type == TODAY_KIND)
		return;
	buf_str(out, app_kind_label(tui->app, row->kind, false));
	row_rest(&rest, row->text, text_cells(tui, row, cells));
	if (rest.len)
		buf_printf(out, ": %s", buf_text(&rest));
	if (row->detail.len && (!row_has_side(cells) || rest.len))
		buf_printf(out, " (%.*s)", STR_ARG(row->detail));
	buf_clear(&rest);
}

static void reload(struct tui *tui)
{
	start_load(tui);
}

static struct str focus(const struct tui *tui)
{
	const struct today_row *row = focus_row(&tui->start);

	return row ? row->path : (struct str){0};
}

const struct view_ops view_start = {
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
