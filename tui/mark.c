#include "tui/mark.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	RANGES = 512 /* of one paragraph */
};

/* Lines joined to a text: where each begins in it. */
struct joined {
	struct buf text;
	size_t first; /* line of the page */
	size_t *starts;
	size_t count, cap;
	struct store_range *ranges; /* scratch */
};

/* "[3]" behind a link is ours, not the note's. */
static bool is_number(const struct run *run)
{
	return run->link >= 0 && (run->style & STYLE_LINK) &&
		!(run->style & STYLE_UNDERLINE);
}

/* What stands above the text is told of the note, not said by it. */
static bool is_told(const struct page *page, size_t n)
{
	const struct line *line = &page->lines[n];

	return n < page->head && line->run_count &&
		!(line->runs[0].style & STYLE_HEADING);
}

static void join_line(struct joined *joined, const struct page *page, size_t n)
{
	const struct line *line = &page->lines[n];
	int i;

	joined->starts = mem_grow(joined->starts, &joined->cap,
		joined->count + 1, sizeof(*joined->starts));
	joined->starts[joined->count++] = joined->text.len;
	for (i = 0; i < line->run_count; i++) {
		const struct run *run = &line->runs[i];

		if (is_number(run) || is_told(page, n))
			buf_printf(&joined->text, "%*s",
				(int)utf8_cells(run->text), "");
		else
			buf_str(&joined->text, run->text);
	}
	buf_byte(&joined->text, ' ');
}

/* The paragraph at line `from`: up to a line without text, or a heading. */
static void join(struct joined *joined, const struct page *page, size_t from)
{
	size_t n = from;

	buf_cut(&joined->text, 0);
	joined->first = from;
	joined->count = 0;
	do {
		join_line(joined, page, n++);
	} while (n < page->count && page->lines[n].cells > 0 &&
		page->lines[n].heading < 0);
}

/* Line `i` with the blank behind it. */
static struct str line_text(const struct joined *joined, size_t i)
{
	size_t end = i + 1 < joined->count ? joined->starts[i + 1]
					   : joined->text.len;

	return str_sub(buf_slice(&joined->text), joined->starts[i], end);
}

static int cells_of(const struct joined *joined, size_t from, size_t to)
{
	return (int)utf8_cells(str_sub(buf_slice(&joined->text), from, to));
}

/* Indents and blanks at the edges of a line are no part of a place. */
static void trim(const struct joined *joined, size_t *from, size_t *to)
{
	while (*from < *to && joined->text.data[*from] == ' ')
		++*from;
	while (*to > *from && joined->text.data[*to - 1] == ' ')
		--*to;
}

/* One place, in as many pieces as it has lines. */
static void add_range(struct find *find, const struct joined *joined,
	const struct store_range *range)
{
	bool rest = false;
	size_t i;

	for (i = 0; i < joined->count; i++) {
		size_t start = joined->starts[i];
		size_t end = start + line_text(joined, i).len;
		size_t from = range->from > start ? range->from : start;
		size_t to = range->to < end ? range->to : end;
		struct match match = {.line = joined->first + i, .rest = rest};

		if (from >= to)
			continue;
		trim(joined, &from, &to);
		if (from >= to)
			continue;
		match.col = cells_of(joined, start, from);
		match.cells = cells_of(joined, from, to);
		find_add(find, match);
		rest = true;
	}
}

static void joined_clear(struct joined *joined)
{
	buf_clear(&joined->text);
	free(joined->starts);
	free(joined->ranges);
}

void mark_page(struct find *find, const struct page *page,
	const struct store_marker *marker)
{
	struct joined joined = {0};
	size_t n = 0;

	find_none(find);
	joined.ranges = mem_array(RANGES, sizeof(*joined.ranges));
	while (n < page->count) {
		size_t count;
		size_t i;

		join(&joined, page, n);
		n += joined.count;
		count = store_marker_find(
			marker, buf_slice(&joined.text), joined.ranges, RANGES);
		for (i = 0; i < count; i++)
			add_range(find, &joined, &joined.ranges[i]);
	}
	joined_clear(&joined);
}

/* Append the text with one blank for each run of them. */
static void squeeze(struct buf *out, struct str text)
{
	struct str word;

	while (str_cut(&text, ' ', &word)) {
		if (!word.len)
			continue;
		buf_str(out, word);
		buf_byte(out, ' ');
	}
}

/* The line of the paragraph in which its squeezed text has byte `at`. */
static size_t line_of(const struct joined *joined, size_t at)
{
	struct buf before = {0};
	size_t i;

	for (i = 0; i < joined->count; i++) {
		squeeze(&before, line_text(joined, i));
		if (before.len > at)
			break;
	}
	buf_clear(&before);
	return joined->first + i;
}

size_t mark_passage(const struct page *page, const char *text, size_t from)
{
	struct joined joined = {0};
	struct buf squeezed = {0};
	size_t found = page->count;
	size_t n = from;

	while (*text && n < page->count && found == page->count) {
		size_t at;

		join(&joined, page, n);
		n += joined.count;
		buf_cut(&squeezed, 0);
		squeeze(&squeezed, buf_slice(&joined.text));
		at = str_find_text(buf_slice(&squeezed), text);
		if (at < squeezed.len)
			found = line_of(&joined, at);
	}
	joined_clear(&joined);
	buf_clear(&squeezed);
	return found;
}
