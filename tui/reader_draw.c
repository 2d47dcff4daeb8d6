/* The reader on the screen: text, contents, backlinks, the field. */

#include "base/i18n.h"
#include "tui/view.h"

static struct area text_area(const struct tui *tui)
{
	struct area area = layout_of(tui, VIEW_READER).main;
	int margin = area.cols >= 60 ? 2 : 0;

	area.col += margin;
	area.cols -= margin;
	return area;
}

static void draw_prompt(const struct tui *tui, struct canvas *canvas)
{
	int margin = tui->cols >= 60 ? 1 : 0;
	struct span at = layout_of(tui, VIEW_READER).field;
	int used;

	at.col += margin;
	at.cells -= 2 * margin;
	canvas_fill(canvas, at, INK_PLAIN, ' ');
	used = canvas_text(canvas, at, INK_BOLD, _("Find in note:"));
	prompt_draw(&tui->reader.prompt, canvas, span_from(at, used + 1), true);
}

/* The heading that is being read; -1 above the first. */
static int current_heading(const struct reader *reader)
{
	int current = -1;
	size_t n;

	for (n = 0; n < reader->page.count && n <= reader->pager.top + 2; n++) {
		if (reader->page.lines[n].heading >= 0)
			current = reader->page.lines[n].heading;
	}
	return current;
}

/* Where we are in the text, on wide screens: t goes to another heading. */
static int draw_contents(
	const struct tui *tui, struct canvas *canvas, struct area area)
{
	const struct doc *doc = &tui->reader.note.doc;
	int current = current_heading(&tui->reader);
	int first = current - area.rows + 2;
	int row = 1;
	int i;

	canvas_fit(canvas, area_row(area, 0), INK_BOLD | INK_HEADING,
		str_from(_("Contents")));
	for (i = first > 0 ? first : 0;
		i < (int)doc->heading_count && row < area.rows; i++) {
		struct span at = area_row(area, row++);

		if (i == current)
			canvas_text(canvas, at, INK_BOLD, "*");
		at = span_from(at, doc->headings[i].level * 2);
		canvas_fit(canvas, at, i == current ? INK_BOLD : INK_PLAIN,
			doc->headings[i].text);
	}
	return row;
}

/* Notes that link here, as many as there is room for. */
static void draw_backlinks(
	const struct tui *tui, struct canvas *canvas, struct area area)
{
	const struct store_links *in = &tui->reader.note.in;
	struct str last = {0};
	int row = 1;
	size_t i;

	if (!in->count || area.rows < 3)
		return;
	canvas_fit(canvas, area_row(area, 0), INK_BOLD | INK_HEADING,
		str_from(_("Links here")));
	for (i = 0; i < in->count && row < area.rows; i++) {
		if (str_eq(in->items[i].from, last))
			continue;
		last = in->items[i].from;
		canvas_fit(canvas, span_from(area_row(area, row++), 2),
			INK_PLAIN, in->items[i].title);
	}
}

static void draw_side(const struct tui *tui, struct canvas *canvas)
{
	struct layout layout = layout_of(tui, VIEW_READER);
	struct area area = layout.preview;
	int used;

	if (area.rows <= 0)
		return;
	layout_bar(tui, canvas, &layout);
	area.rows = tui->reader.note.in.count ? area.rows * 2 / 3 : area.rows;
	used = draw_contents(tui, canvas, area) + 1;
	area = layout.preview;
	area.row += used;
	area.rows -= used;
	draw_backlinks(tui, canvas, area);
}

void reader_draw(const struct tui *tui, struct canvas *canvas)
{
	const struct reader *reader = &tui->reader;
	struct page_look look = {reader->pager.top, reader->pan, reader->link,
		&reader->find, true};

	draw_side(tui, canvas);
	page_draw(&reader->page, canvas, text_area(tui), &look);
	if (reader->finding)
		draw_prompt(tui, canvas);
}
