#include "content/render_private.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	COLUMN_GAP = 2,
	WORD_MOST = 20, /* cells of a word for which a column makes room */
	TALL = 8 /* lines of a cell that are too many */
};

static struct cell *cell_at(const struct table *table, int row, int column)
{
	return &table->cells[(size_t)row * (size_t)table->columns +
		(size_t)column];
}

static int count_below(const struct node *node)
{
	int count = 0;

	for (const struct node *child = node->first; child;
		child = child->next) {
		count++;
	}
	return count;
}

/* Put the text of every cell into the flow. */
static void read_cells(struct table *table)
{
	struct layout *layout = table->layout;
	struct flow *flow = &layout->flow;
	const struct node *row, *node;
	int r = 0;

	layout_begin(layout);
	for (row = table->node->first; row; row = row->next, r++) {
		unsigned style = layout->style | (r == 0 ? STYLE_BOLD : 0u);
		int c = 0;

		for (node = row->first; node && c < table->columns;
			node = node->next, c++) {
			struct cell *cell = cell_at(table, r, c);

			cell->range = flow_begin(flow);
			render_inlines(layout, node, style, -1);
			cell->range = flow_end(flow, cell->range);
			cell->size = wrap_measure(flow, cell->range);
		}
	}
}

static int fitting(const struct measure *size, int level)
{
	int least = size->word < WORD_MOST ? size->word : WORD_MOST;
	int cells = size->whole < level ? size->whole : level;

	return cells > least ? cells : least;
}

/* The widest cell and the longest word of a column. */
static struct measure column_size(const struct table *table, int column)
{
	struct measure most = {1, 1};

	for (int r = 0; r < table->rows; r++) {
		struct measure size = cell_at(table, r, column)->size;

		most.whole = size.whole > most.whole ? size.whole : most.whole;
		most.word = size.word > most.word ? size.word : most.word;
	}
	return most;
}

/*
 * Share `cells` between the columns: none is wider than it needs to be, none
 * narrower than its longest word, and else all are equal. False when that is
 * too little to be read.
 */
static bool share(struct table *table, const struct measure *sizes, int cells)
{
	int left, level = 0, most = 1;

	for (int c = 0; c < table->columns; c++) {
		most = sizes[c].whole > most ? sizes[c].whole : most;
	}
	do {
		left = cells;
		for (int c = 0; c < table->columns; c++) {
			left -= fitting(&sizes[c], level + 1);
		}
		level += left >= 0;
	} while (left > 0 && level < most);
	if (level == 0) {
		return false;
	}
	for (int c = 0; c < table->columns; c++) {
		table->widths[c] = fitting(&sizes[c], level);
		cells -= table->widths[c];
	}
	for (int c = 0; c < table->columns; c++) {
		if (cells > 0 && table->widths[c] < sizes[c].whole) {
			table->widths[c]++;
			cells--;
		}
		if (sizes[c].whole / TALL >= table->widths[c]) {
			return false;
		}
	}
	return true;
}

static bool fits(struct table *table)
{
	int gaps = (table->columns - 1) * COLUMN_GAP;
	int cells = page_width(&table->layout->page) - gaps;
	struct measure *sizes;
	bool ok;

	if (table->layout->options->cards || cells < table->columns) {
		return false;
	}
	sizes = mem_array((size_t)table->columns, sizeof(*sizes));
	for (int c = 0; c < table->columns; c++) {
		sizes[c] = column_size(table, c);
	}
	ok = share(table, sizes, cells);
	free(sizes);
	return ok;
}

/* Blanks before a text of `cells` in a column `width` wide. */
static int before(const struct node *cell, int cells, int width)
{
	int left = width > cells ? width - cells : 0;

	if (!cell || cell->align == ALIGN_NONE || cell->align == ALIGN_LEFT) {
		return 0;
	}
	return cell->align == ALIGN_RIGHT ? left : left / 2;
}

/* The next line of each text, side by side; false when all have ended. */
static bool beside_line(struct table *table, const struct beside *beside)
{
	struct page *page = &table->layout->page;
	const struct node *node = beside->align;
	int blanks = 0;
	bool any = false;

	for (int c = 0; c < beside->count; c++) {
		struct cut cut = {0};
		int width = beside->widths[c];
		int left = 0;

		if (wrap_next(&table->wraps[c], &cut)) {
			left = before(node, cut.cells, width);
			if (!any) {
				page_begin(page, beside->source);
			}
			page_fill(page, ' ', blanks + left, STYLE_PLAIN);
			page_cut(page, &table->layout->flow, &cut);
			blanks = -left;
			any = true;
		}
		blanks += width - cut.cells + beside->gap;
		node = node ? node->next : NULL;
	}
	return any;
}

void table_beside(struct table *table, const struct beside *beside)
{
	size_t lines = table->layout->page.line_count;

	while (beside_line(table, beside)) {
	}
	if (table->layout->page.line_count == lines) {
		page_begin(&table->layout->page, beside->source);
		page_trim(&table->layout->page);
	}
}

static void dashes(struct table *table, int source)
{
	struct page *page = &table->layout->page;
	unsigned style = table->layout->style | STYLE_MUTED;

	page_begin(page, source);
	for (int c = 0; c < table->columns; c++) {
		page_fill(page, ' ', c > 0 ? COLUMN_GAP : 0, STYLE_PLAIN);
		page_fill(page, '-', table->widths[c], style);
	}
}

static void columns(struct table *table)
{
	const struct flow *flow = &table->layout->flow;
	const struct node *row = table->node->first;

	for (int r = 0; row; row = row->next, r++) {
		struct beside beside = {.count = table->columns,
			.gap = COLUMN_GAP,
			.source = row->line,
			.widths = table->widths,
			.align = row->first};

		for (int c = 0; c < table->columns; c++) {
			table->wraps[c] = wrap_start(flow,
				cell_at(table, r, c)->range, table->widths[c]);
		}
		table_beside(table, &beside);
		if (r == 0) {
			dashes(table, row->line);
		}
	}
}

void render_table(struct layout *layout, const struct node *node)
{
	struct table table = {.layout = layout, .node = node};
	size_t columns_many;

	table.rows = count_below(node);
	table.columns = table.rows > 0 ? count_below(node->first) : 0;
	if (table.columns == 0) {
		return;
	}
	columns_many = (size_t)table.columns;
	table.cells = mem_array(
		columns_many * (size_t)table.rows, sizeof(*table.cells));
	table.widths = mem_array(columns_many, sizeof(*table.widths));
	table.wraps = mem_array(columns_many + 1, sizeof(*table.wraps));
	read_cells(&table);
	if (fits(&table)) {
		columns(&table);
	} else {
		table_cards(&table);
	}
	free(table.cells);
	free(table.widths);
	free(table.wraps);
}
