#include "tui/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/mem.h"
#include "base/utf8.h"

void canvas_init(struct canvas *canvas, int rows, int cols, bool ascii)
{
	memset(canvas, 0, sizeof(*canvas));
	canvas->rows = rows > 0 ? rows : 0;
	canvas->cols = cols > 0 ? cols : 0;
	canvas->ascii = ascii;
	canvas->cells = mem_array((size_t)canvas->rows * (size_t)canvas->cols,
		sizeof(*canvas->cells));
	canvas_wipe(canvas);
}

void canvas_clear(struct canvas *canvas)
{
	if (!canvas)
		return;
	free(canvas->cells);
	memset(canvas, 0, sizeof(*canvas));
}

static void blank(struct cell *cell)
{
	memset(cell, 0, sizeof(*cell));
	cell->width = 1;
}

void canvas_wipe(struct canvas *canvas)
{
	int count = canvas->rows * canvas->cols;
	int i;

	for (i = 0; i < count; i++)
		blank(&canvas->cells[i]);
	canvas_cursor(canvas, 0, 0);
}

static struct cell *cell_at(const struct canvas *canvas, int row, int col)
{
	if (row < 0 || col < 0 || row >= canvas->rows || col >= canvas->cols)
		return NULL;
	return &canvas->cells[row * canvas->cols + col];
}

const struct cell *canvas_cell(const struct canvas *canvas, int row, int col)
{
	return cell_at(canvas, row, col);
}

/* A wide cluster that loses one half loses both. */
static void break_wide(struct canvas *canvas, int row, int col)
{
	struct cell *cell = cell_at(canvas, row, col);

	if (!cell)
		return;
	if (cell->width == 0 && col > 0)
		blank(cell - 1);
	if (cell->width == 2 && col + 1 < canvas->cols)
		blank(cell + 1);
}

/* Common signs as ASCII; 0 when there is none of the same width. */
static char sign_ascii(uint32_t code)
{
	static const struct {
		uint32_t code;
		char sign;
	} signs[] = {
		{0xA0, ' '},
		{0xA7, 'S'},
		{0xAB, '"'},
		{0xB7, '*'},
		{0xBB, '"'},
		{0xD7, 'x'},
		{0x2010, '-'},
		{0x2011, '-'},
		{0x2012, '-'},
		{0x2013, '-'},
		{0x2014, '-'},
		{0x2015, '-'},
		{0x2018, '\''},
		{0x2019, '\''},
		{0x201A, '\''},
		{0x201C, '"'},
		{0x201D, '"'},
		{0x201E, '"'},
		{0x2022, '*'},
		{0x2026, '~'},
		{0x202F, ' '},
		{0x2039, '\''},
		{0x203A, '\''},
		{0x2190, '<'},
		{0x2192, '>'},
		{0x2212, '-'},
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (signs[i].code == code)
			return signs[i].sign;
	}
	return 0;
}

/* The letter without its marks, or "?": what any terminal can show. */
static char cluster_ascii(struct str cluster)
{
	struct str rest = cluster;
	uint32_t code = utf8_next(&rest);
	struct buf folded = {0};
	char sign = code < 0x80 ? (char)code : sign_ascii(code);

	if (sign)
		return sign;
	utf8_fold(&folded, cluster);
	sign = '?';
	if (folded.len && folded.data[0] > ' ' && folded.data[0] < 0x7F) {
		sign = folded.data[0];
		if (utf8_is_upper(code))
			sign = (char)utf8_upper((uint32_t)sign);
	}
	buf_clear(&folded);
	return sign;
}

/* As many code points as a cell holds. */
static void take_text(struct cell *cell, struct str cluster)
{
	struct str rest = cluster;
	int codes = 0;

	while (rest.len && codes < CELL_CODES) {
		struct str before = rest;
		size_t len;

		utf8_next(&rest);
		len = before.len - rest.len;
		if (cell->len + len > CELL_BYTES)
			break;
		memcpy(cell->text + cell->len, before.data, len);
		cell->len = (uint8_t)(cell->len + len);
		codes++;
	}
}

static void set_cell(struct canvas *canvas, const struct span *at, int width,
	unsigned ink, struct str cluster)
{
	struct cell *cell = cell_at(canvas, at->row, at->col);
	bool space = cluster.len == 1 && cluster.data[0] == ' ';

	if (!cell)
		return;
	break_wide(canvas, at->row, at->col);
	if (width == 2)
		break_wide(canvas, at->row, at->col + 1);
	blank(cell);
	cell->ink = (uint16_t)ink;
	cell->width = (uint8_t)width;
	if (!space)
		take_text(cell, cluster);
	if (width == 2) {
		blank(cell + 1);
		cell[1].width = 0;
		cell[1].ink = (uint16_t)ink;
	}
}

/* The span as far as it is on the canvas; false when nothing is. */
static bool clip(const struct canvas *canvas, struct span *at)
{
	if (at->row < 0 || at->row >= canvas->rows || at->col < 0 ||
		at->col >= canvas->cols)
		return false;
	if (at->cells > canvas->cols - at->col)
		at->cells = canvas->cols - at->col;
	return at->cells > 0;
}

static int put_clean(
	struct canvas *canvas, struct span at, unsigned ink, struct str text)
{
	int start = at.col;

	while (text.len && at.cells > 0) {
		int width;
		struct str cluster = utf8_cluster(&text, &width);
		char sign;

		if (width == 0)
			continue;
		if (canvas->ascii &&
			(cluster.len > 1 || (cluster.data[0] & 0x80))) {
			sign = cluster_ascii(cluster);
			cluster = (struct str){&sign, 1};
			width = 1;
		}
		if (width > at.cells)
			break;
		set_cell(canvas, &at, width, ink, cluster);
		at.col += width;
		at.cells -= width;
	}
	return at.col - start;
}

int canvas_put(
	struct canvas *canvas, struct span at, unsigned ink, struct str text)
{
	struct buf clean = {0};
	int used;

	if (!text.len || !clip(canvas, &at))
		return 0;
	if (gate_is_clean(text, GATE_LINE))
		return put_clean(canvas, at, ink, text);
	gate_text(&clean, text, GATE_LINE);
	used = put_clean(canvas, at, ink, buf_slice(&clean));
	buf_clear(&clean);
	return used;
}

int canvas_text(
	struct canvas *canvas, struct span at, unsigned ink, const char *text)
{
	return canvas_put(canvas, at, ink, str_from(text));
}

int canvas_width(struct str text)
{
	struct buf clean = {0};
	size_t cells;

	if (gate_is_clean(text, GATE_LINE))
		return (int)utf8_cells(text);
	gate_text(&clean, text, GATE_LINE);
	cells = utf8_cells(buf_slice(&clean));
	buf_clear(&clean);
	return (int)cells;
}

int canvas_fit(
	struct canvas *canvas, struct span at, unsigned ink, struct str text)
{
	struct span part = at;
	int used;

	if (at.cells <= 1 || canvas_width(text) <= at.cells)
		return canvas_put(canvas, at, ink, text);
	part.cells--;
	used = canvas_put(canvas, part, ink, text);
	return used + canvas_put(canvas, span_from(at, used), ink, STR("…"));
}

int canvas_right(
	struct canvas *canvas, struct span at, unsigned ink, struct str text)
{
	int width = canvas_width(text);

	if (width < at.cells)
		at = span_from(at, at.cells - width);
	return canvas_fit(canvas, at, ink, text);
}

void canvas_fill(struct canvas *canvas, struct span at, unsigned ink, char sign)
{
	if (!clip(canvas, &at))
		return;
	for (; at.cells > 0; at.col++, at.cells--)
		set_cell(canvas, &at, 1, ink, (struct str){&sign, 1});
}

void canvas_mark(struct canvas *canvas, struct span at, unsigned ink)
{
	if (!clip(canvas, &at))
		return;
	for (; at.cells > 0; at.col++, at.cells--) {
		struct cell *cell =
			&canvas->cells[at.row * canvas->cols + at.col];
		unsigned old = cell->ink;

		if (ink & INK_ROLE)
			old &= ~(unsigned)INK_ROLE;
		cell->ink = (uint16_t)(old | ink);
	}
}

void canvas_cursor(struct canvas *canvas, int row, int col)
{
	canvas->cursor_row = row >= canvas->rows ? canvas->rows - 1 : row;
	canvas->cursor_col = col >= canvas->cols ? canvas->cols - 1 : col;
	if (canvas->cursor_row < 0)
		canvas->cursor_row = 0;
	if (canvas->cursor_col < 0)
		canvas->cursor_col = 0;
}

void canvas_row(const struct canvas *canvas, int row, struct buf *out)
{
	size_t start = out->len;
	size_t end = start;
	int col;

	for (col = 0; col < canvas->cols; col++) {
		const struct cell *cell = canvas_cell(canvas, row, col);

		if (!cell || cell->width == 0)
			continue;
		if (cell->len) {
			buf_add(out, cell->text, cell->len);
			end = out->len;
		} else {
			buf_byte(out, ' ');
		}
	}
	buf_cut(out, end > start ? end : start);
}

struct span area_row(struct area area, int n)
{
	return (struct span){
		area.row + n, area.col, n < area.rows ? area.cols : 0};
}

struct span span_from(struct span span, int from)
{
	if (from > span.cells)
		from = span.cells;
	return (struct span){span.row, span.col + from, span.cells - from};
}
