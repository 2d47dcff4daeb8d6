#ifndef FYR_TUI_CANVAS_H
#define FYR_TUI_CANVAS_H

/*
 * What the screen is to show: a grid of cells and the cursor's place. Pure
 * memory; tui/term.h copies it to the terminal. Text reaches a cell through
 * the gate only (base/gate.h), cut between grapheme clusters and never outside
 * the span it is given. A cluster that is two cells wide is whole or absent:
 * its second cell has width 0 and no text, and painting over one half blanks
 * the other.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* How a cell looks. Attributes may be or-ed; of the roles there is one. */
enum ink {
	INK_PLAIN = 0,
	INK_BOLD = 1,
	INK_UNDERLINE = 2,
	INK_REVERSE = 4,
	INK_HEADING = 1 << 4,
	INK_LINK = 2 << 4,
	INK_OK = 3 << 4,
	INK_WARNING = 4 << 4,
	INK_ERROR = 5 << 4,
	INK_MUTED = 6 << 4,
	INK_ROLE = 7 << 4, /* the mask of the roles */
	INK_MATCH = INK_BOLD | INK_UNDERLINE
};

enum {
	CELL_BYTES = 22,
	CELL_CODES = 5 /* code points a terminal's cell can hold */
};

struct cell {
	char text[CELL_BYTES]; /* UTF-8, len bytes; a blank has len 0 */
	uint8_t len;
	uint8_t width; /* 1 or 2; 0: second half of the cell before */
	uint16_t ink;
};

struct canvas {
	int rows, cols;
	struct cell *cells; /* rows * cols */
	int cursor_row, cursor_col;
	bool ascii; /* nothing but ASCII may be shown */
};

/* A piece of one row. */
struct span {
	int row, col, cells;
};

/* A rectangle of the screen. */
struct area {
	int row, col, rows, cols;
};

void canvas_init(struct canvas *canvas, int rows, int cols, bool ascii);
void canvas_clear(struct canvas *canvas);

/* All blank, the cursor in the first cell. */
void canvas_wipe(struct canvas *canvas);

/*
 * Put text at the start of a span; what does not fit is not shown. Returns the
 * cells used. The rest of the span stays as it is.
 */
int canvas_put(
	struct canvas *canvas, struct span at, unsigned ink, struct str text);
int canvas_text(
	struct canvas *canvas, struct span at, unsigned ink, const char *text);

/* As canvas_put; a text that does not fit ends in an ellipsis. */
int canvas_fit(
	struct canvas *canvas, struct span at, unsigned ink, struct str text);

/* Put text at the end of a span; returns the cells used. */
int canvas_right(
	struct canvas *canvas, struct span at, unsigned ink, struct str text);

/* Every cell of the span shows `sign`, an ASCII character. */
void canvas_fill(
	struct canvas *canvas, struct span at, unsigned ink, char sign);

/* Add `ink` to what the cells have; a role replaces theirs. */
void canvas_mark(struct canvas *canvas, struct span at, unsigned ink);

void canvas_cursor(struct canvas *canvas, int row, int col);

/* The cell, or NULL outside. */
const struct cell *canvas_cell(const struct canvas *canvas, int row, int col);

/* Append a row as text, without blanks at its end: for tests. */
void canvas_row(const struct canvas *canvas, int row, struct buf *out);

/* Cells that `text` takes once it has passed the gate. */
int canvas_width(struct str text);

/* Span `n` rows below the top of an area; part of a span from `from` on. */
struct span area_row(struct area area, int n);
struct span span_from(struct span span, int from);

#endif
