#include "content/render_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

int page_width(const struct page *page)
{
	int left = page->width - page->indent_cells;

	return left > RENDER_MIN ? left : RENDER_MIN;
}

bool page_push(struct page *page, struct indent indent)
{
	if (page->indent_count == RENDER_INDENTS ||
		page->width - page->indent_cells - indent.cells < RENDER_MIN) {
		return false;
	}
	page->indents[page->indent_count++] = indent;
	page->indent_cells += indent.cells;
	return true;
}

bool page_pop(struct page *page)
{
	struct indent *last;

	assert(page->indent_count > 0);
	last = &page->indents[--page->indent_count];
	page->indent_cells -= last->cells;
	return last->used;
}

void page_gap(struct page *page)
{
	if (page->gap < 0 || page->gap > page->indent_count) {
		page->gap = page->indent_count;
	}
}

struct line *page_line(struct page *page)
{
	return &page->lines[page->line_count - 1];
}

/* A line without indents. */
static void add_line(struct page *page, int source)
{
	page->lines = mem_grow(page->lines, &page->line_cap,
		page->line_count + 1, sizeof(*page->lines));
	page->lines[page->line_count++] =
		(struct line){.source = source, .heading = -1};
}

static void put_indents(struct page *page, int count, bool blank)
{
	for (int i = 0; i < count; i++) {
		struct indent *indent = &page->indents[i];

		if (indent->repeat || (!indent->used && !blank)) {
			struct str first = str_from(indent->first);

			page_text(page, first, indent->style, -1);
			page_line(page)->cells += (int)first.len;
		} else {
			page_fill(page, ' ', indent->cells, STYLE_PLAIN);
		}
		indent->used = indent->used || !blank;
	}
}

void page_begin(struct page *page, int source)
{
	int gap = page->gap;

	page->gap = -1;
	if (gap >= 0 && page->line_count > 0) {
		add_line(page, page_line(page)->source);
		put_indents(page, gap, true);
		page_trim(page);
	}
	add_line(page, source);
	page_line(page)->heading = page->heading;
	page->heading = -1;
	put_indents(page, page->indent_count, false);
}

/* Give what was appended to the text since `from` a style. */
static void add_piece(struct page *page, size_t from, unsigned style, int link)
{
	struct line *line = page_line(page);
	size_t len = page->text.len - from;
	struct piece *last = line->run_count > 0
		? &page->pieces[page->piece_count - 1]
		: NULL;

	if (len == 0) {
		return;
	}
	if (last && last->style == style && last->link == link) {
		last->len += len;
		return;
	}
	page->pieces = mem_grow(page->pieces, &page->piece_cap,
		page->piece_count + 1, sizeof(*page->pieces));
	page->pieces[page->piece_count++] =
		(struct piece){from, len, style, link};
	line->run_count++;
}

void page_text(struct page *page, struct str text, unsigned style, int link)
{
	size_t from = page->text.len;

	buf_str(&page->text, text);
	add_piece(page, from, style, link);
}

void page_fill(struct page *page, char byte, int count, unsigned style)
{
	size_t from = page->text.len;

	if (count <= 0) {
		return;
	}
	buf_fill(&page->text, byte, (size_t)count);
	add_piece(page, from, style, -1);
	page_line(page)->cells += count;
}

/* The blanks kept together until here are blanks again. */
static void unglue(struct page *page, size_t at)
{
	while (at < page->text.len) {
		char *glue = memchr(page->text.data + at, RENDER_GLUE[0],
			page->text.len - at);

		if (!glue) {
			return;
		}
		*glue = ' ';
		at = (size_t)(glue - page->text.data) + 1;
	}
}

void page_cut(struct page *page, const struct flow *flow, const struct cut *cut)
{
	size_t begin = page->text.len;
	size_t at = cut->range.from;

	for (size_t i = cut->range.span; at < cut->range.to; i++) {
		const struct span *span = &flow->spans[i];
		size_t end =
			span->end < cut->range.to ? span->end : cut->range.to;

		if (end > at) {
			page_text(page,
				(struct str){flow->text.data + at, end - at},
				span->style, span->link);
			at = end;
		}
	}
	page_line(page)->cells += cut->cells;
	unglue(page, begin);
	if (cut->range.to == cut->range.from) {
		page_trim(page);
	}
}

void page_trim(struct page *page)
{
	struct line *line = page_line(page);

	while (line->run_count > 0) {
		struct piece *last = &page->pieces[page->piece_count - 1];

		while (last->len > 0 &&
			page->text.data[page->text.len - 1] == ' ') {
			buf_cut(&page->text, page->text.len - 1);
			last->len--;
			line->cells--;
		}
		if (last->len > 0) {
			break;
		}
		page->piece_count--;
		line->run_count--;
	}
}

void page_finish(struct page *page, struct render *render)
{
	struct str text = arena_str(&render->arena, buf_slice(&page->text));
	struct run *runs =
		arena_alloc(&render->arena, page->piece_count * sizeof(*runs));
	struct line *lines =
		arena_alloc(&render->arena, page->line_count * sizeof(*lines));

	for (size_t i = 0; i < page->piece_count; i++) {
		const struct piece *piece = &page->pieces[i];

		runs[i].text =
			(struct str){text.data + piece->from, piece->len};
		runs[i].style = piece->style;
		runs[i].link = piece->link;
	}
	for (size_t i = 0; i < page->line_count; i++) {
		lines[i] = page->lines[i];
		lines[i].runs = runs;
		runs += lines[i].run_count;
	}
	render->lines = lines;
	render->line_count = page->line_count;
	buf_clear(&page->text);
	free(page->pieces);
	free(page->lines);
	*page = (struct page){0};
}
