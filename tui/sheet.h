#ifndef FYR_TUI_SHEET_H
#define FYR_TUI_SHEET_H

/*
 * A text with marked words, laid out for the screen: in one column, or as two
 * versions beside each other, or where there is no room one below the other.
 * Pure: text in, rows out.
 *
 * The text has been through the gate, and its only escapes are these: 1 bold,
 * 31 gone, 32 new, 0 plain, each as ESC [ n m (content/diff.h with colours).
 * What is marked also has its signs, [-gone-] {+new+}, so that nothing rests on
 * an attribute.
 *
 * The zero value is empty; sheet_clear frees.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "tui/canvas.h"

enum {
	SHEET_SIDES = 2
};

struct sheet_piece {
	struct str text; /* of the sheet's texts */
	unsigned ink;
};

struct sheet_part {
	size_t first, count; /* of the pieces */
};

struct sheet_row {
	struct sheet_part sides[SHEET_SIDES]; /* one column: the first */
};

struct sheet {
	struct buf head; /* above, as wide as the window */
	struct buf text;
	struct buf labels[SHEET_SIDES]; /* of the versions; empty: one column,
					   with all marks */
	struct sheet_piece *pieces;
	size_t piece_count, piece_cap;
	struct sheet_row *rows;
	size_t count, row_cap;
	size_t top, seen; /* first row on the screen, and how many */
	int width; /* that it is laid out for; 0: not yet */
	size_t versions; /* first row of them */
	int side; /* cells of a version beside the other; 0: one column */
};

/* Lay out in `width` cells; from `beside` cells on versions stand beside each
 * other. */
void sheet_layout(struct sheet *sheet, int width, int beside);

void sheet_fit(struct sheet *sheet, size_t seen);
void sheet_go(struct sheet *sheet, size_t top);

/* Other texts are coming: everything empty, at the start. */
void sheet_reset(struct sheet *sheet);
void sheet_clear(struct sheet *sheet);

/* Append a line of its own: bold, or plain. The text is not yet clean. */
void sheet_head(struct sheet *sheet, bool bold, struct str text);

/* Paint what is seen; `bar`: a line between the versions. */
void sheet_draw(const struct sheet *sheet, struct canvas *canvas,
	struct area area, bool bar);

#endif
