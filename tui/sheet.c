#include "tui/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	GAP = 3 /* cells between two versions */
};

enum mark {
	MARK_NONE,
	MARK_BOLD,
	MARK_GONE,
	MARK_NEW
};

static unsigned ink_of(enum mark mark)
{
	switch (mark) {
	case MARK_NONE:
		break;
	case MARK_BOLD:
		return INK_BOLD | INK_HEADING;
	case MARK_GONE:
		return INK_UNDERLINE | INK_ERROR;
	case MARK_NEW:
		return INK_BOLD | INK_UNDERLINE | INK_OK;
	}
	return INK_PLAIN;
}

/* --- one line into rows --- */

struct laying {
	struct sheet *sheet;
	struct sheet_part *parts; /* the rows made so far */
	size_t count, cap;
	int width, cells;
	bool left_out; /* something of the other version was */
};

static void new_row(struct laying *l)
{
	l->parts = mem_grow(l->parts, &l->cap, l->count + 1, sizeof(*l->parts));
	l->parts[l->count++] = (struct sheet_part){l->sheet->piece_count, 0};
	l->cells = 0;
}

static void add_piece(struct laying *l, struct str text, unsigned ink)
{
	struct sheet *sheet = l->sheet;
	struct sheet_part *part;
	struct sheet_piece *last;

	if (!l->count)
		new_row(l);
	part = &l->parts[l->count - 1];
	l->cells += (int)utf8_cells(text);
	last = part->count ? &sheet->pieces[sheet->piece_count - 1] : NULL;
	if (last && last->ink == ink &&
		last->text.data + last->text.len == text.data) {
		last->text.len += text.len;
		return;
	}
	sheet->pieces = mem_grow(sheet->pieces, &sheet->piece_cap,
		sheet->piece_count + 1, sizeof(*sheet->pieces));
	sheet->pieces[sheet->piece_count++] = (struct sheet_piece){text, ink};
	part->count++;
}

/* A word with the blanks behind it; one that is too long is cut. */
static void add_word(struct laying *l, struct str word, unsigned ink)
{
	int cells = (int)utf8_cells(str_trim(word));

	if (l->cells && l->cells + cells > l->width)
		new_row(l);
	while ((int)utf8_cells(word) > l->width) {
		struct str fits = utf8_fit(word, (size_t)l->width);

		if (!fits.len || str_trim(fits).len == str_trim(word).len)
			break;
		add_piece(l, fits, ink);
		new_row(l);
		word = str_sub(word, fits.len, word.len);
	}
	add_piece(l, word, ink);
}

static void add_words(struct laying *l, struct str text, unsigned ink)
{
	while (text.len) {
		size_t end = 0;

		while (end < text.len && text.data[end] == ' ')
			end++;
		while (end < text.len && text.data[end] != ' ')
			end++;
		while (end < text.len && text.data[end] == ' ')
			end++;
		add_word(l, str_sub(text, 0, end), ink);
		text = str_sub(text, end, text.len);
	}
}

/* The escape at the start of `text`, taken off. */
static enum mark take_mark(struct str *text)
{
	size_t end = str_find(*text, 'm');
	struct str code = str_sub(*text, 2, end);

	*text = str_sub(*text, end + 1, text->len);
	if (str_is(code, "31"))
		return MARK_GONE;
	if (str_is(code, "32"))
		return MARK_NEW;
	return str_is(code, "1") ? MARK_BOLD : MARK_NONE;
}

/* All of a line but what is marked `skip`. */
static void lay_line(struct laying *l, struct str line, enum mark skip)
{
	enum mark mark = MARK_NONE;

	l->count = 0;
	l->cells = 0;
	l->left_out = false;
	while (line.len) {
		size_t end = str_find(line, '\033');

		if (!end) {
			mark = take_mark(&line);
			continue;
		}
		if (skip && mark == skip)
			l->left_out = true;
		else
			add_words(l, str_sub(line, 0, end), ink_of(mark));
		line = str_sub(line, end, line.len);
	}
	if (!l->count && !l->left_out)
		new_row(l);
}

/* --- rows --- */

static struct sheet_row *add_row(struct sheet *sheet)
{
	sheet->rows = mem_grow(sheet->rows, &sheet->row_cap, sheet->count + 1,
		sizeof(*sheet->rows));
	sheet->rows[sheet->count] = (struct sheet_row){0};
	return &sheet->rows[sheet->count++];
}

/* One column: all of a text, or one version of it. */
static void lay_text(struct laying *l, struct str text, enum mark skip)
{
	struct str line;
	size_t i;

	l->width = l->sheet->width;
	while (str_cut(&text, '\n', &line)) {
		if (!line.len && !text.len)
			break;
		lay_line(l, line, skip);
		for (i = 0; i < l->count; i++)
			add_row(l->sheet)->sides[0] = l->parts[i];
	}
}

static void lay_beside(struct sheet *sheet, struct str lines[SHEET_SIDES])
{
	static const enum mark skips[] = {MARK_NEW, MARK_GONE};
	struct laying sides[SHEET_SIDES] = {{.sheet = sheet}, {.sheet = sheet}};
	size_t i;
	int n;

	for (n = 0; n < SHEET_SIDES; n++) {
		sides[n].width = sheet->side;
		lay_line(&sides[n], lines[n], skips[n]);
	}
	for (i = 0; i < sides[0].count || i < sides[1].count; i++) {
		struct sheet_row *row = add_row(sheet);

		for (n = 0; n < SHEET_SIDES; n++) {
			if (i < sides[n].count)
				row->sides[n] = sides[n].parts[i];
		}
	}
	for (n = 0; n < SHEET_SIDES; n++)
		free(sides[n].parts);
}

static void lay_versions(struct sheet *sheet, struct laying *l)
{
	struct str rest = buf_slice(&sheet->text);
	struct str lines[SHEET_SIDES];

	if (!sheet->side) {
		lay_text(l, buf_slice(&sheet->labels[0]), MARK_NONE);
		lay_text(l, buf_slice(&sheet->text), MARK_NEW);
		add_row(sheet);
		lay_text(l, buf_slice(&sheet->labels[1]), MARK_NONE);
		lay_text(l, buf_slice(&sheet->text), MARK_GONE);
		return;
	}
	lines[0] = str_trim(buf_slice(&sheet->labels[0]));
	lines[1] = str_trim(buf_slice(&sheet->labels[1]));
	lay_beside(sheet, lines);
	while (str_cut(&rest, '\n', &lines[0])) {
		if (!lines[0].len && !rest.len)
			break;
		lines[1] = lines[0];
		lay_beside(sheet, lines);
	}
}

void sheet_layout(struct sheet *sheet, int width, int beside)
{
	struct laying laying = {.sheet = sheet};
	bool versions = sheet->labels[0].len > 0;
	/* The same share of the text stays on the screen. */
	size_t was = sheet->count ? sheet->top * 1000 / sheet->count : 0;

	if (width == sheet->width)
		return;
	sheet->piece_count = sheet->count = 0;
	sheet->width = width > 1 ? width : 1;
	sheet->side = versions && width >= beside ? (width - GAP) / 2 : 0;
	lay_text(&laying, buf_slice(&sheet->head), MARK_NONE);
	sheet->versions = sheet->count;
	if (versions)
		lay_versions(sheet, &laying);
	else
		lay_text(&laying, buf_slice(&sheet->text), MARK_NONE);
	free(laying.parts);
	sheet_go(sheet, was * sheet->count / 1000);
}

void sheet_go(struct sheet *sheet, size_t top)
{
	size_t last =
		sheet->count > sheet->seen ? sheet->count - sheet->seen : 0;

	sheet->top = top < last ? top : last;
}

void sheet_fit(struct sheet *sheet, size_t seen)
{
	sheet->seen = seen;
	sheet_go(sheet, sheet->top);
}

void sheet_reset(struct sheet *sheet)
{
	int n;

	buf_cut(&sheet->head, 0);
	buf_cut(&sheet->text, 0);
	for (n = 0; n < SHEET_SIDES; n++)
		buf_cut(&sheet->labels[n], 0);
	sheet->piece_count = sheet->count = sheet->top = 0;
	sheet->width = 0;
}

void sheet_clear(struct sheet *sheet)
{
	int n;

	buf_clear(&sheet->head);
	buf_clear(&sheet->text);
	for (n = 0; n < SHEET_SIDES; n++)
		buf_clear(&sheet->labels[n]);
	free(sheet->pieces);
	free(sheet->rows);
	*sheet = (struct sheet){0};
}

void sheet_head(struct sheet *sheet, bool bold, struct str text)
{
	buf_put(&sheet->head, bold ? "\033[1m" : "");
	gate_text(&sheet->head, text, GATE_LINE);
	buf_put(&sheet->head, bold ? "\033[0m\n" : "\n");
}

/* --- painting --- */

static void draw_part(const struct sheet *sheet, struct canvas *canvas,
	struct span at, const struct sheet_part *part)
{
	size_t i;

	for (i = 0; i < part->count; i++) {
		const struct sheet_piece *piece =
			&sheet->pieces[part->first + i];

		at = span_from(
			at, canvas_put(canvas, at, piece->ink, piece->text));
	}
}

void sheet_draw(const struct sheet *sheet, struct canvas *canvas,
	struct area area, bool bar)
{
	int n;

	for (n = 0; n < area.rows; n++) {
		struct span at = area_row(area, n);
		const struct sheet_row *row;

		if (sheet->top + (size_t)n >= sheet->count)
			return;
		row = &sheet->rows[sheet->top + (size_t)n];
		draw_part(sheet, canvas, at, &row->sides[0]);
		if (!sheet->side || sheet->top + (size_t)n < sheet->versions)
			continue;
		draw_part(sheet, canvas, span_from(at, sheet->side + GAP),
			&row->sides[1]);
		if (bar)
			canvas_text(canvas,
				(struct span){
					at.row, at.col + sheet->side + 1, 1},
				INK_PLAIN, "|");
	}
}
