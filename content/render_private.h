#ifndef FYR_CONTENT_RENDER_PRIVATE_H
#define FYR_CONTENT_RENDER_PRIVATE_H

/*
 * The parts of the renderer, for content/render*.c only:
 *
 *   flow   cleaned text with styles, before it is cut into lines
 *   wrap   cuts a part of a flow into lines that fit
 *   page   the lines made so far: text, runs, indents, blank lines
 *   layout what a walk over the tree carries along
 *
 * Everything grows in a few large arrays; page_finish copies them into the
 * arena of the result once.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/doc.h"
#include "content/footnote.h"
#include "content/node.h"
#include "content/render.h"

enum {
	RENDER_MIN = 10, /* cells of text: indents stop growing there */
	RENDER_INDENTS = NODE_DEPTH + 8
};

#define RENDER_GLUE "\1" /* in a flow: a blank where no line is broken */

/* Equal style and link from the end of the span before up to `end`. */
struct span {
	size_t end; /* offset in flow.text */
	unsigned style;
	int link;
};

struct flow {
	struct buf text; /* LF is a hard break, RENDER_GLUE a fixed blank */
	struct span *spans;
	size_t span_count, span_cap;
	size_t *breaks; /* offsets where a line of the source ended */
	size_t break_count, break_cap;
};

/* A part of a flow. */
struct range {
	size_t from, to;
	size_t span; /* the one `from` lies in, or before it */
};

void flow_reset(struct flow *flow);
void flow_clear(struct flow *flow);

/* Append text of our own: clean, valid, without LF but for hard breaks. */
void flow_put(struct flow *flow, struct str text, unsigned style, int link);

/* Append foreign text through the gate. Returns its count. */
size_t flow_text(struct flow *flow, struct str text, unsigned style, int link);

/* Note that a line of the source ends here. */
void flow_break(struct flow *flow);

/* Where the flow ends now: what is appended later begins here. */
struct range flow_begin(const struct flow *flow);

/* `range`, begun by flow_begin, up to the end of the flow as it is now. */
struct range flow_end(const struct flow *flow, struct range range);

/* Append a copy of a part of the same flow. */
void flow_copy(struct flow *flow, struct range range);

/* Cut back to where `range` begins. */
void flow_cut(struct flow *flow, struct range range);

struct wrap {
	const struct flow *flow;
	struct range left;
	size_t brk; /* next of flow->breaks */
	int width; /* cells, at least 2 */
};

/* One line of a wrapped part. */
struct cut {
	struct range range;
	int cells;
	int breaks; /* lines of the source that ended before it */
};

struct wrap wrap_start(const struct flow *flow, struct range range, int width);

/* The next line; false when there is none. */
bool wrap_next(struct wrap *wrap, struct cut *cut);

struct measure {
	int whole; /* cells of the longest line, never broken */
	int word; /* cells of the longest word */
};
struct measure wrap_measure(const struct flow *flow, struct range range);

/* Bytes [from, from + len) of page.text, equal style and link. */
struct piece {
	size_t from, len;
	unsigned style;
	int link;
};

/* What a container puts before each of its lines. */
struct indent {
	const char *first; /* ASCII: before the first line */
	int cells; /* of the lines after it; `first` is not longer */
	bool repeat; /* `first` on every line, else blanks */
	unsigned style;
	bool used;
};

struct page {
	struct buf text;
	struct piece *pieces;
	size_t piece_count, piece_cap;
	struct line *lines; /* runs is not set yet */
	size_t line_count, line_cap;
	struct indent indents[RENDER_INDENTS];
	int indent_count;
	int indent_cells;
	int width;
	int gap; /* indents of a blank line due before the next; or -1 */
	int heading; /* what the next line begins; -1 */
};

/* Cells for text beside the indents, at least RENDER_MIN. */
int page_width(const struct page *page);

/* False when too little text would be left: the indent is not taken. */
bool page_push(struct page *page, struct indent indent);

/* Take the last indent off; false when no line showed its `first`. */
bool page_pop(struct page *page);

/* A blank line before the next line, unless that is the first. */
void page_gap(struct page *page);

/* Begin a line that comes from line `source` of the file. */
void page_begin(struct page *page, int source);

/* Add to the line begun last. page_text leaves line.cells to the caller. */
void page_text(struct page *page, struct str text, unsigned style, int link);
void page_fill(struct page *page, char byte, int count, unsigned style);
void page_cut(
	struct page *page, const struct flow *flow, const struct cut *cut);

/* The line begun last, for its width and flags. */
struct line *page_line(struct page *page);

/* Take the blanks at the end of the line begun last away. */
void page_trim(struct page *page);

/* Move everything into `render` and free the rest. */
void page_finish(struct page *page, struct render *render);

struct layout {
	struct page page;
	struct flow flow;
	struct buf marks; /* of items nested too deep for an indent */
	const struct render_options *options;
	const char *box; /* "[x] " of a task before the next paragraph */
	unsigned style; /* of the block around: STYLE_QUOTE or nothing */
	size_t hidden;
	struct footnotes notes; /* met so far, shown at the end */
};

/* Empty the flow and put what waits in `marks` into it. */
void layout_begin(struct layout *layout);

/* Wrap the whole flow into lines. Returns the cells of the widest. */
int layout_flow(struct layout *layout, int source);

/* Append the inlines below `parent` to the flow. */
void render_inlines(struct layout *layout, const struct node *parent,
	unsigned style, int link);

/* Lay out a NODE_TABLE. The flow is empty. */
void render_table(struct layout *layout, const struct node *node);

/*
 * The parts of a table, for content/render_table.c and render_card.c: its
 * texts are all in the flow, row by row, the header first.
 */
struct cell {
	struct range range;
	struct measure size;
};

struct table {
	struct layout *layout;
	const struct node *node;
	struct cell *cells;
	int rows, columns;
	int *widths; /* columns */
	struct wrap *wraps; /* columns, at least 2 */
};

/* Lines of `count` texts side by side, from table->wraps, `gap` blanks
 * between them. `align` is NULL or the cell node the first belongs to. */
struct beside {
	int count, gap, source;
	const int *widths;
	const struct node *align;
};
void table_beside(struct table *table, const struct beside *beside);

/* One card a row. */
void table_cards(struct table *table);

#endif
