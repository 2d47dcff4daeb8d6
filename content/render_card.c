#include "content/render_private.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	CARD_INDENT = 2,
	LABEL_CELLS =
		100, /* of a header repeated on every card but the first */
	ALIGN_LEAST = 40 /* cells of text where aligned values are readable */
};

struct cards {
	struct table *table;
	struct range *full, *brief; /* the header's cells with ": " */
	int label_cells; /* widest of brief, without the first */
	bool aligned;
};

static const struct cell *cell_at(
	const struct table *table, int row, int column)
{
	return &table->cells[(size_t)row * (size_t)table->columns +
		(size_t)column];
}

/*
 * Copies of the header with a colon. The first card shows it whole; a header of
 * thousands of letters is not repeated on thousands of cards.
 */
static void read_labels(struct cards *cards)
{
	struct table *table = cards->table;
	struct flow *flow = &table->layout->flow;
	unsigned style = table->layout->style | STYLE_BOLD;

	for (int c = 0; c < table->columns; c++) {
		struct range cell = cell_at(table, 0, c)->range;
		struct range range = flow_begin(flow);
		struct str text;

		flow_copy(flow, cell);
		flow_put(flow, STR(":"), style, -1);
		cards->full[c] = cards->brief[c] = flow_end(flow, range);
		text = str_sub(buf_slice(&flow->text), cell.from, cell.to);
		if (utf8_cells(text) > LABEL_CELLS) {
			text = utf8_fit(text, LABEL_CELLS);
			range = flow_begin(flow);
			cell.to = cell.from + text.len;
			flow_copy(flow, cell);
			flow_put(flow, STR("...:"), style, -1);
			cards->brief[c] = flow_end(flow, range);
		}
	}
}

static void align_labels(struct cards *cards)
{
	struct layout *layout = cards->table->layout;
	int width = page_width(&layout->page);

	for (int c = 1; c < cards->table->columns; c++) {
		struct measure size =
			wrap_measure(&layout->flow, cards->full[c]);

		if (size.whole > cards->label_cells) {
			cards->label_cells = size.whole;
		}
	}
	cards->aligned = !layout->options->cards && width >= ALIGN_LEAST &&
		cards->label_cells <= width / 3;
}

/* Wrap what was appended to the flow since `range`, and take it off again. */
static void put_line(struct cards *cards, struct range range, int source)
{
	struct layout *layout = cards->table->layout;
	struct wrap wrap;
	struct cut cut;

	range = flow_end(&layout->flow, range);
	wrap = wrap_start(&layout->flow, range, page_width(&layout->page));
	while (wrap_next(&wrap, &cut)) {
		page_begin(&layout->page, source);
		page_cut(&layout->page, &layout->flow, &cut);
	}
	flow_cut(&layout->flow, range);
}

/* "Header: value" with a hanging indent. */
static void put_inline(struct cards *cards, int row, int column, int source)
{
	struct layout *layout = cards->table->layout;
	struct flow *flow = &layout->flow;
	struct range range = flow_begin(flow);
	struct indent indent = {.first = column > 0 ? "  " : "",
		.cells = CARD_INDENT * (column > 0 ? 2 : 1)};
	bool pushed = page_push(&layout->page, indent);
	struct buf place = {0};

	flow_copy(flow, row == 1 ? cards->full[column] : cards->brief[column]);
	flow_put(flow, STR(" "), layout->style, -1);
	flow_copy(flow, cell_at(cards->table, row, column)->range);
	if (column == 0) {
		flow_put(flow, STR("  "), layout->style, -1);
		buf_printf(&place, _("(table row %d of %d)"), row,
			cards->table->rows - 1);
		flow_put(flow, buf_slice(&place), layout->style | STYLE_MUTED,
			-1);
		buf_clear(&place);
	}
	put_line(cards, range, source);
	if (pushed) {
		page_pop(&layout->page);
	}
}

/* The same, with the values of a card below each other. */
static void put_aligned(struct cards *cards, int row, int column, int source)
{
	struct table *table = cards->table;
	struct layout *layout = table->layout;
	struct indent indent = {.first = "  ", .cells = CARD_INDENT};
	bool pushed = page_push(&layout->page, indent);
	int widths[2] = {cards->label_cells, 0};
	struct beside beside = {
		.count = 2, .gap = 1, .source = source, .widths = widths};

	widths[1] = page_width(&layout->page) - widths[0] - 1;
	table->wraps[0] = wrap_start(&layout->flow,
		row == 1 ? cards->full[column] : cards->brief[column],
		widths[0]);
	table->wraps[1] = wrap_start(
		&layout->flow, cell_at(table, row, column)->range, widths[1]);
	table_beside(table, &beside);
	if (pushed) {
		page_pop(&layout->page);
	}
}

static void put_card(struct cards *cards, int row, int source)
{
	put_inline(cards, row, 0, source);
	for (int c = 1; c < cards->table->columns; c++) {
		if (cards->aligned) {
			put_aligned(cards, row, c, source);
		} else {
			put_inline(cards, row, c, source);
		}
	}
}

/* A table without rows is its header, one a line. */
static void put_header(struct cards *cards, int source)
{
	struct flow *flow = &cards->table->layout->flow;

	for (int c = 0; c < cards->table->columns; c++) {
		struct range range = flow_begin(flow);

		flow_copy(flow, cards->full[c]);
		put_line(cards, range, source);
	}
}

void table_cards(struct table *table)
{
	struct cards cards = {.table = table};
	const struct node *row = table->node->first;

	cards.full = mem_array((size_t)table->columns, sizeof(*cards.full));
	cards.brief = mem_array((size_t)table->columns, sizeof(*cards.brief));
	read_labels(&cards);
	align_labels(&cards);
	if (table->rows == 1) {
		put_header(&cards, row->line);
	}
	row = row->next;
	for (int r = 1; r < table->rows; r++, row = row->next) {
		put_card(&cards, r, row->line);
	}
	free(cards.full);
	free(cards.brief);
}
