#include "tui/page.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

/* --- what stands above the text --- */

struct head {
	struct page *page;
	struct line lines[32];
	size_t count;
	struct buf row; /* being filled */
};

static void add_line(struct head *head, struct str text, unsigned style)
{
	struct arena *arena = &head->page->arena;
	struct line *line;

	if (head->count == sizeof(head->lines) / sizeof(head->lines[0]))
		return;
	line = &head->lines[head->count++];
	memset(line, 0, sizeof(*line));
	line->heading = -1;
	if (!text.len)
		return;
	line->runs = arena_alloc(arena, sizeof(*line->runs));
	line->runs[0].text = arena_str(arena, text);
	line->runs[0].style = style;
	line->runs[0].link = -1;
	line->run_count = 1;
	line->cells = canvas_width(text);
}

static void end_row(struct head *head, unsigned style)
{
	if (head->row.len)
		add_line(head, buf_slice(&head->row), style);
	buf_cut(&head->row, 0);
}

/* Append a part to the row, or begin another row with it. */
static void add_part(struct head *head, struct str part, const char *gap)
{
	int used = canvas_width(buf_slice(&head->row));

	if (!part.len)
		return;
	if (used &&
		used + (int)strlen(gap) + canvas_width(part) >
			head->page->width)
		end_row(head, STYLE_MUTED);
	if (head->row.len)
		buf_put(&head->row, gap);
	buf_str(&head->row, part);
}

static void add_words(struct head *head, struct str text)
{
	struct str word;

	while (str_cut(&text, ' ', &word))
		add_part(head, word, " ");
}

static bool begins_with_title(const struct note *note)
{
	return note->doc.heading_count && note->doc.headings[0].level == 1;
}

static void add_stage(
	struct head *head, const struct app *app, const struct store_hit *hit)
{
	const struct kind *kind = schema_kind(&app->schema, hit->kind);
	const struct schema_field *field =
		kind ? kind_role(kind, ROLE_STAGE) : NULL;

	if (hit->stage.len)
		add_part(head,
			field ? field_value_label(
					field, hit->stage, i18n_lang())
			      : hit->stage,
			"  ");
}

static void add_dates(
	struct head *head, const struct app *app, const struct store_hit *hit)
{
	struct buf date = {0};
	struct buf text = {0};

	if (hit->due.year) {
		date_human(&date, hit->due, app->today);
		buf_printf(&text, _("next date %s"), buf_text(&date));
		add_part(head, buf_slice(&text), "  ");
	}
	buf_cut(&date, 0);
	buf_cut(&text, 0);
	if (hit->modified) {
		date_human(&date, date_local(hit->modified), app->today);
		buf_printf(&text, _("changed %s"), buf_text(&date));
		add_part(head, buf_slice(&text), "  ");
	}
	buf_clear(&date);
	buf_clear(&text);
}

/* Published changes that came after its last review. */
static void add_affected(
	struct head *head, const struct app *app, const struct store_hit *hit)
{
	struct buf date = {0};

	if (!hit->affected.len)
		return;
	add_words(head, str_from(_("! MAY BE AFFECTED, not reviewed since:")));
	date_human(&date, hit->affected_date, app->today);
	add_part(head, buf_slice(&date), " ");
	add_words(head, hit->affected_title);
	end_row(head, STYLE_BOLD);
	buf_clear(&date);
}

static void add_head(
	struct head *head, const struct app *app, const struct note *note)
{
	const struct store_hit *hit = note->hit;

	if (!begins_with_title(note)) {
		add_words(head, hit->title);
		end_row(head, STYLE_BOLD | STYLE_HEADING);
	}
	add_part(head, app_kind_label(app, hit->kind, false), "  ");
	if (hit->status.len)
		add_part(head, app_status_label(app, hit->status), "  ");
	add_stage(head, app, hit);
	add_part(head, hit->owner, "  ");
	add_dates(head, app, hit);
	if (hit->edited)
		add_part(head, str_from(_("edited, not committed")), "  ");
	end_row(head, STYLE_MUTED);
	add_affected(head, app, hit);
	add_line(head, (struct str){0}, 0);
}

void page_init(struct page *page, const struct app *app,
	const struct note *note, const struct page_options *options)
{
	struct render_options render = {
		.width = options->width,
		.ascii = options->ascii,
		.numbers = true,
		.cards = options->spoken,
		.plain = options->spoken,
	};
	struct head head = {0};

	memset(page, 0, sizeof(*page));
	page->width = options->width;
	head.page = page;
	add_head(&head, app, note);
	render_doc(&page->render, &note->doc, &render);
	page->head = head.count;
	page->count = head.count + page->render.line_count;
	page->lines = arena_alloc(
		&page->arena, (page->count + 1) * sizeof(*page->lines));
	memcpy(page->lines, head.lines, head.count * sizeof(*page->lines));
	if (page->render.line_count)
		memcpy(page->lines + head.count, page->render.lines,
			page->render.line_count * sizeof(*page->lines));
	buf_clear(&head.row);
}

void page_clear(struct page *page)
{
	if (!page)
		return;
	render_clear(&page->render);
	arena_clear(&page->arena);
	memset(page, 0, sizeof(*page));
}

size_t page_heading(const struct page *page, int n)
{
	return page->head + render_heading_line(&page->render, n);
}

size_t page_link(const struct page *page, int link, size_t from)
{
	size_t n;
	int i;

	for (n = from; n < page->count; n++) {
		for (i = 0; i < page->lines[n].run_count; i++) {
			if (page->lines[n].runs[i].link == link)
				return n;
		}
	}
	return page->count;
}

/* --- painting --- */

static unsigned ink_of(const struct run *run, int link)
{
	unsigned ink = INK_PLAIN;

	if (run->style & (STYLE_BOLD | STYLE_HEADING))
		ink |= INK_BOLD;
	if (run->style & STYLE_HEADING)
		ink |= INK_HEADING;
	else if (run->style & STYLE_LINK)
		ink |= INK_LINK;
	else if (run->style & (STYLE_MUTED | STYLE_QUOTE))
		ink |= INK_MUTED;
	if (run->style & (STYLE_UNDERLINE | STYLE_LINK))
		ink |= INK_UNDERLINE;
	if (link >= 0 && run->link == link)
		ink |= INK_REVERSE;
	return ink;
}

/* The text without its first *skip cells. */
static struct str skip_cells(struct str text, int *skip)
{
	while (*skip > 0 && text.len) {
		int cells;

		utf8_cluster(&text, &cells);
		*skip -= cells;
	}
	return text;
}

static void draw_line(const struct line *line, struct canvas *canvas,
	struct span at, const struct page_look *look)
{
	int pan = line->code ? look->pan : 0;
	struct span rest = at;
	int i;

	for (i = 0; i < line->run_count; i++) {
		const struct run *run = &line->runs[i];
		struct str text = skip_cells(run->text, &pan);
		int used =
			canvas_put(canvas, rest, ink_of(run, look->link), text);

		rest = span_from(rest, used);
	}
	pan = line->code ? look->pan : 0;
	if (line->cells - pan > at.cells && at.cells > 0)
		canvas_text(canvas, span_from(at, at.cells - 1), INK_BOLD, ">");
	if (pan > 0 && line->cells > 0)
		canvas_text(canvas, (struct span){at.row, at.col, 1}, INK_BOLD,
			"<");
}

/* The column where the link begins in a line; -1 if it is not there. */
static int link_col(const struct line *line, int link)
{
	int col = 0;
	int i;

	for (i = 0; i < line->run_count; i++) {
		if (link >= 0 && line->runs[i].link == link)
			return col;
		col += (int)utf8_cells(line->runs[i].text);
	}
	return -1;
}

static void draw_marks(const struct page *page, struct canvas *canvas,
	struct area area, const struct page_look *look)
{
	const struct find *find = look->find;
	size_t i;

	for (i = 0; find && i < find->count; i++) {
		const struct match *match = &find->items[i];
		struct span at;
		int pan;

		if (match->line < look->top ||
			match->line - look->top >= (size_t)area.rows)
			continue;
		pan = page->lines[match->line].code ? look->pan : 0;
		at = area_row(area, (int)(match->line - look->top));
		at = span_from(at, match->col > pan ? match->col - pan : 0);
		if (at.cells > match->cells)
			at.cells = match->cells;
		canvas_mark(canvas, at,
			INK_MATCH |
				(match->number == find->items[find->at].number
						? (unsigned)INK_REVERSE
						: 0));
		if (i == find->at && look->cursor && look->link < 0)
			canvas_cursor(canvas, at.row, at.col);
	}
}

void page_draw(const struct page *page, struct canvas *canvas, struct area area,
	const struct page_look *look)
{
	int row;
	int col = -1;

	if (look->cursor)
		canvas_cursor(canvas, area.row, area.col);
	for (row = 0; row < area.rows; row++) {
		size_t n = look->top + (size_t)row;

		if (n >= page->count)
			break;
		draw_line(&page->lines[n], canvas, area_row(area, row), look);
		if (look->cursor && col < 0) {
			col = link_col(&page->lines[n], look->link);
			if (col >= 0)
				canvas_cursor(
					canvas, area.row + row, area.col + col);
		}
	}
	draw_marks(page, canvas, area, look);
}
