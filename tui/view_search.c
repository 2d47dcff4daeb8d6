/* Search as you type: a field, and under it the notes found. */

#include <string.h>

#include "base/i18n.h"
#include "tui/view.h"

enum {
	HIT_ROWS = 2, /* title and snippet */
	DATED = 44, /* cells from which a hit has its date */
	LABELLED = 36, /* and its kind */
	PASSAGE = 48 /* bytes that tell a passage from others */
};

static void need(struct tui *tui)
{
	struct search *search = &tui->search;
	struct error err = {0};

	if (!rows_need(&search->rows, tui->app, search->list.top,
		    search->list.top + search->list.rows + 1, &err))
		tui_fail(tui, &err);
}

static void fit(struct tui *tui)
{
	struct layout layout = layout_of(tui, VIEW_SEARCH);

	list_fit(&tui->search.list, (size_t)(layout.main.rows / HIT_ROWS));
	need(tui);
}

static bool give_up(void *arg)
{
	struct tui *tui = arg;

	return tui->waiting && tui->waiting(tui->arg);
}

bool search_update(struct tui *tui, bool wait)
{
	struct search *search = &tui->search;
	struct store_request request = {0};
	struct error err = {0};

	if (!search->dirty)
		return true;
	request.query = buf_slice(&search->prompt.text);
	request.typing = true;
	request.stop = wait ? NULL : give_up;
	request.arg = tui;
	if (!rows_open(&search->rows, tui->app, &request, &err)) {
		search->dirty = false;
		tui_fail(tui, &err);
		return true;
	}
	if (search->rows.stopped)
		return false;
	search->dirty = false;
	search->answered = true;
	list_reset(&search->list, search->rows.total);
	fit(tui);
	preview_want(tui);
	return true;
}

void search_open(struct tui *tui, struct str query)
{
	struct search *search = &tui->search;

	if (tui_view(tui) == VIEW_SEARCH && !query.len) {
		search->in_list = false;
		return;
	}
	if (tui_view(tui) == VIEW_PICK)
		tui_pop(tui);
	prompt_set(&search->prompt, query);
	search->in_list = false;
	search->dirty = true;
	search->answered = false;
	rows_clear(&search->rows);
	list_reset(&search->list, 0);
	tui_push(tui, VIEW_SEARCH);
}

/* The beginning of the passage shown of a hit: from its first mark on. */
static void take_passage(const struct store_hit *hit, struct buf *passage)
{
	struct str text = hit->snippet;
	size_t end;

	if (!hit->snippet_mark_count)
		return;
	text = str_sub(text, hit->snippet_marks[0].from, text.len);
	end = text.len < PASSAGE ? text.len : PASSAGE;
	while (end > 0 && end < text.len && text.data[end] != ' ')
		end--;
	text = str_sub(text, 0, end);
	if (str_ends(text, "\xE2\x80\xA6"))
		text.len -= 3;
	buf_str(passage, text);
}

static void open_focus(struct tui *tui)
{
	const struct store_hit *hit;
	struct reader_goal goal = {0};
	struct buf passage = {0};

	search_update(tui, true);
	hit = rows_hit(&tui->search.rows, tui->search.list.focus);
	if (!hit)
		return;
	take_passage(hit, &passage);
	goal.ref = hit->path;
	goal.line = hit->line;
	goal.passage = passage.len ? buf_text(&passage) : NULL;
	goal.query = buf_slice(&tui->search.prompt.text);
	goal.ranked = hit->score > 0;
	reader_open(tui, &goal);
	buf_clear(&passage);
}

static bool is_move(enum command command)
{
	return command == COMMAND_UP || command == COMMAND_DOWN ||
		command == COMMAND_PAGE_UP || command == COMMAND_PAGE_DOWN ||
		command == COMMAND_FIRST || command == COMMAND_LAST;
}

/* From the field, Down enters the list; Up from its first row leaves it. */
static void move(struct tui *tui, enum command command)
{
	struct search *search = &tui->search;

	search_update(tui, true);
	if (!search->list.count)
		return;
	if (!search->in_list) {
		search->in_list = command != COMMAND_UP;
		if (command == COMMAND_PAGE_DOWN)
			row_move(&search->list, command);
	} else if (command == COMMAND_UP && search->list.focus == 0) {
		search->in_list = false;
	} else {
		row_move(&search->list, command);
	}
	need(tui);
}

static bool run(struct tui *tui, enum command command)
{
	if (command == COMMAND_OPEN) {
		open_focus(tui);
	} else if (command == COMMAND_FIELD) {
		search_update(tui, true);
		tui->search.in_list =
			!tui->search.in_list && tui->search.list.count;
	} else if (is_move(command)) {
		move(tui, command);
	} else {
		return false;
	}
	return true;
}

static bool is_sideways(struct key key)
{
	return key.press == PRESS_HOME || key.press == PRESS_END ||
		key.press == PRESS_LEFT || key.press == PRESS_RIGHT;
}

/* ^F, ^R and ^P are commands; in the list Home and End move there. */
static bool type(struct tui *tui, struct key key)
{
	struct search *search = &tui->search;
	enum prompt_did did;

	if (search->in_list && is_sideways(key))
		return false;
	did = prompt_key(&search->prompt, key);
	if (did == PROMPT_UNUSED)
		return false;
	search->in_list = false;
	if (did == PROMPT_CHANGED)
		search->dirty = true;
	return true;
}

/* --- painting --- */

static void mark(struct canvas *canvas, struct span at, struct str text,
	const struct store_range *range)
{
	int from = canvas_width(str_sub(text, 0, range->from));
	int cells = canvas_width(str_sub(text, range->from, range->to));

	at = span_from(at, from);
	if (at.cells > cells)
		at.cells = cells;
	canvas_mark(canvas, at, INK_MATCH);
}

static void draw_hit(const struct tui *tui, struct canvas *canvas,
	struct area area, const struct store_hit *hit)
{
	struct span at = area_row(area, 0);
	struct span end = at;
	struct str label = app_kind_label(tui->app, hit->kind, false);
	struct buf date = {0};
	unsigned ink = canvas_cell(canvas, at.row, at.col)->ink & INK_REVERSE;
	int i;

	if (hit->modified && at.cells >= DATED) {
		date_human(&date, date_local(hit->modified), tui->app->today);
		i = canvas_right(canvas, at, ink, buf_slice(&date));
		at.cells -= i + 1;
		buf_clear(&date);
	}
	if (at.cells >= LABELLED) {
		end.cells = 12;
		canvas_fit(canvas, end, ink, label);
		at = span_from(at, 13);
	}
	canvas_fit(canvas, at, ink, hit->title.len ? hit->title : hit->path);
	for (i = 0; i < hit->title_mark_count; i++)
		mark(canvas, at, hit->title, &hit->title_marks[i]);
	at = span_from(area_row(area, 1), area.cols >= 44 ? 13 : 2);
	canvas_fit(canvas, at, INK_PLAIN,
		hit->snippet.len ? hit->snippet : hit->summary);
	for (i = 0; i < hit->snippet_mark_count; i++)
		mark(canvas, at, hit->snippet, &hit->snippet_marks[i]);
}

static void draw_field(
	const struct tui *tui, struct canvas *canvas, struct span at)
{
	int used;

	if (tui->cols >= 60)
		at = span_from(at, 1);
	used = canvas_text(canvas, at, INK_BOLD, _("Search:"));
	prompt_draw(&tui->search.prompt, canvas, span_from(at, used + 1),
		!tui->search.in_list);
}

static void draw_empty(
	const struct tui *tui, struct canvas *canvas, struct span at)
{
	const char *text = NULL;

	if (!tui->search.prompt.text.len)
		text = _("Type words in Swedish or English. kind: tag: owner: "
			 "and due:<30d narrow it down.");
	else if (tui->search.answered)
		text = _("No note matches. Fewer or shorter words find more.");
	if (text)
		canvas_fit(canvas, span_from(at, 2), INK_PLAIN, str_from(text));
}

static void draw(const struct tui *tui, struct canvas *canvas)
{
	const struct search *search = &tui->search;
	struct layout layout = layout_of(tui, VIEW_SEARCH);
	int row;

	for (row = 0; row + 1 < layout.main.rows; row += HIT_ROWS) {
		size_t n = search->list.top + (size_t)(row / HIT_ROWS);
		const struct store_hit *hit = rows_hit(&search->rows, n);
		struct area area = layout.main;
		struct span at = area_row(area, row);

		if (!hit)
			break;
		at = row_begin(tui, canvas, at, n == search->list.focus);
		if (n == search->list.focus)
			at = row_place(tui, canvas, at, &search->list);
		area = (struct area){at.row, at.col, HIT_ROWS, at.cells};
		draw_hit(tui, canvas, area, hit);
	}
	if (!search->rows.total)
		draw_empty(tui, canvas, area_row(layout.main, 0));
	preview_draw(tui, canvas, &layout);
	draw_field(tui, canvas, layout.field);
}

static enum bar bar(const struct tui *tui)
{
	return tui->search.in_list ? BAR_HITS : BAR_FIELD;
}

static void place(const struct tui *tui, struct buf *out)
{
	(void)tui;
	buf_put(out, _("Search everything"));
}

static void side(const struct tui *tui, struct buf *out)
{
	if (tui->search.answered && tui->search.prompt.text.len)
		buf_printf(out,
			ngettext("%zu hit", "%zu hits",
				(unsigned long)tui->search.rows.total),
			tui->search.rows.total);
}

/* What the row of the hit does not show. */
static void hint_hit(
	const struct tui *tui, const struct store_hit *hit, struct buf *out)
{
	int cells = layout_of(tui, VIEW_SEARCH).main.cols - ROW_MARK;
	struct buf date = {0};

	if (hit->modified && cells >= DATED) {
		date_human(&date, date_local(hit->modified), tui->app->today);
		cells -= canvas_width(buf_slice(&date)) + 1;
		buf_clear(&date);
	}
	if (cells >= LABELLED)
		cells -= 13;
	row_rest(out, hit->title, cells);
	if (hit->section.len && !str_eq(hit->section, hit->title))
		buf_printf(out, "%s%.*s", out->len ? " > " : "",
			STR_ARG(hit->section));
}

static void hint(const struct tui *tui, struct buf *out)
{
	const struct search *search = &tui->search;
	const struct store_hit *hit =
		rows_hit(&search->rows, search->list.focus);
	struct str understood = {0};

	if (search->rows.page_count)
		understood = search->rows.pages[0].understood;
	if (understood.len)
		buf_printf(out, _("Searched for: %.*s"), STR_ARG(understood));
	else if (hit && search->in_list)
		hint_hit(tui, hit, out);
}

/* Asked for again, the focus in the same row. */
static void reload(struct tui *tui)
{
	struct search *search = &tui->search;
	size_t top = search->list.top;
	size_t focus = search->list.focus;

	if (!tui->app->store ||
		(!search->answered && tui_view(tui) != VIEW_SEARCH))
		return;
	search->dirty = true;
	search_update(tui, true);
	search->list.top = top;
	list_focus(&search->list, focus);
}

static struct str focus(const struct tui *tui)
{
	const struct store_hit *hit =
		rows_hit(&tui->search.rows, tui->search.list.focus);

	return hit ? hit->path : (struct str){0};
}

const struct view_ops view_search = {
	.draw = draw,
	.run = run,
	.type = type,
	.bar = bar,
	.place = place,
	.side = side,
	.hint = hint,
	.fit = fit,
	.reload = reload,
	.focus = focus,
};
