/* The search on the screen: the field, what was understood, the hits. */

#include "base/i18n.h"
#include "tui/view.h"

enum {
	DATED = 44, /* cells from which a hit has its date */
	LABELLED = 36, /* and its kind */
	LABEL_CELLS = 13,
	MARGIN = 60 /* columns from which there is one */
};

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

/* The span of the title in a row of a hit; what is right of it in *date. */
static struct span title_span(const struct tui *tui, struct span at,
	const struct store_hit *hit, struct buf *date)
{
	if (hit->modified && at.cells >= DATED) {
		date_human(date, date_local(hit->modified), tui->app->today);
		at.cells -= canvas_width(buf_slice(date)) + 1;
	}
	return span_from(at, at.cells >= LABELLED ? LABEL_CELLS : 0);
}

static void draw_hit(const struct tui *tui, struct canvas *canvas,
	struct area area, const struct store_hit *hit)
{
	struct span at = area_row(area, 0);
	struct span label = at;
	struct buf date = {0};
	struct span title = title_span(tui, at, hit, &date);
	unsigned ink = canvas_cell(canvas, at.row, at.col)->ink & INK_REVERSE;
	int i;

	canvas_right(canvas, at, ink, buf_slice(&date));
	buf_clear(&date);
	label.cells = title.col - at.col - 1;
	if (label.cells > 0)
		canvas_fit(canvas, label, ink,
			app_kind_label(tui->app, hit->kind, false));
	canvas_fit(canvas, title, ink, hit->title.len ? hit->title : hit->path);
	for (i = 0; i < hit->title_mark_count; i++)
		mark(canvas, title, hit->title, &hit->title_marks[i]);
	at = span_from(area_row(area, 1), area.cols >= DATED ? LABEL_CELLS : 2);
	canvas_fit(canvas, at, INK_PLAIN,
		hit->snippet.len ? hit->snippet : hit->summary);
	for (i = 0; i < hit->snippet_mark_count; i++)
		mark(canvas, at, hit->snippet, &hit->snippet_marks[i]);
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

void search_draw_hits(
	const struct tui *tui, struct canvas *canvas, struct area area)
{
	const struct search *search = &tui->search;
	bool here = tui_view(tui) == VIEW_SEARCH;
	int row;

	for (row = 0; row + 1 < area.rows; row += HIT_ROWS) {
		size_t n = search->list.top + (size_t)(row / HIT_ROWS);
		const struct store_hit *hit = rows_hit(&search->rows, n);
		bool focus = here && n == search->list.focus;
		struct span at = area_row(area, row);

		if (!hit)
			break;
		at = row_begin(tui, canvas, at, focus);
		if (focus)
			at = row_place(tui, canvas, at, &search->list);
		draw_hit(tui, canvas,
			(struct area){at.row, at.col, HIT_ROWS, at.cells}, hit);
	}
	if (!search->rows.total)
		draw_empty(tui, canvas, area_row(area, 0));
}

/* --- words --- */

/* What the query was taken for, and after no good hit what was tried. */
static void tell_understood(const struct tui *tui, struct buf *out)
{
	const struct search *search = &tui->search;
	const struct store_results *found;

	if (!search->rows.page_count || !search->prompt.text.len)
		return;
	found = &search->rows.pages[0];
	if (found->understood.len)
		buf_printf(out, _("Searched for: %.*s"),
			STR_ARG(found->understood));
	if (search->answered && found->weak && found->tried.len)
		buf_printf(out, "%s%.*s", out->len ? ". " : "",
			STR_ARG(found->tried));
}

void search_draw_field(const struct tui *tui, struct canvas *canvas)
{
	struct layout layout = layout_of(tui, VIEW_SEARCH);
	struct span at = layout.field;
	struct buf text = {0};
	int margin = tui->cols >= MARGIN ? 1 : 0;
	bool focus = tui_view(tui) == VIEW_SEARCH && !tui->search.in_list &&
		!tui->search.complete.focused;
	int used;

	at = span_from(at, margin);
	used = canvas_text(canvas, at, INK_BOLD, _("Search:"));
	prompt_draw(
		&tui->search.prompt, canvas, span_from(at, used + 1), focus);
	if (layout.note.cells) {
		tell_understood(tui, &text);
		at = span_from(layout.note, margin);
		canvas_fit(canvas, at, INK_MUTED, buf_slice(&text));
		buf_clear(&text);
	}
}

void search_draw(const struct tui *tui, struct canvas *canvas)
{
	struct layout layout = layout_of(tui, VIEW_SEARCH);

	search_draw_hits(tui, canvas, layout.main);
	preview_draw(tui, canvas, &layout);
	search_draw_field(tui, canvas);
	complete_draw(tui, canvas);
}

/* What the row of the hit does not show. */
static void hint_hit(
	const struct tui *tui, const struct store_hit *hit, struct buf *out)
{
	struct span at = {
		0, 0, layout_of(tui, VIEW_SEARCH).main.cols - ROW_MARK};
	struct buf date = {0};

	at = title_span(tui, at, hit, &date);
	buf_clear(&date);
	row_rest(out, hit->title, at.cells);
	if (hit->section.len && !str_eq(hit->section, hit->title))
		buf_printf(out, "%s%.*s", out->len ? " > " : "",
			STR_ARG(hit->section));
}

void search_hint(const struct tui *tui, struct buf *out)
{
	const struct search *search = &tui->search;
	const struct store_hit *hit =
		rows_hit(&search->rows, search->list.focus);
	struct span note = layout_of(tui, VIEW_SEARCH).note;
	struct str words = search_weak(tui);
	struct buf text = {0};

	if (search->complete.open) {
		complete_hint(tui, out);
		return;
	}
	if (hit && search->in_list)
		hint_hit(tui, hit, out);
	if (out->len)
		return;
	if (words.len) {
		buf_printf(out,
			_("F7: another word for %.*s that the notes use"),
			STR_ARG(words));
		return;
	}
	tell_understood(tui, &text);
	row_rest(out, buf_slice(&text), note.cells ? note.cells - 2 : 0);
	buf_clear(&text);
}
