#include "content/markdown_private.h"

#include <string.h>

static const char guard[] =
	"\xC2\xA0"; /* what each cell begins and ends with */

enum {
	GUARD = sizeof(guard) - 1
};

struct str markdown_table_row(struct str row)
{
	row = str_trim(row);
	if (row.len > 0 && row.data[0] == '|') {
		row = str_trim(str_sub(row, 1, row.len));
	}
	return row;
}

struct str markdown_table_cell(struct str *rest)
{
	size_t to = 0;
	struct str cell;

	while (to < rest->len &&
		!(rest->data[to] == '|' &&
			(to == 0 || rest->data[to - 1] != '\\'))) {
		to++;
	}
	cell = str_trim(str_sub(*rest, 0, to));
	*rest = str_trim(str_sub(*rest, to + 1, rest->len));
	return cell;
}

int markdown_table_cells(struct str row)
{
	struct str rest = markdown_table_row(row);
	int count = 0;

	while (rest.len > 0) {
		markdown_table_cell(&rest);
		count++;
	}
	return count;
}

int markdown_table_delimiter(struct str row, enum node_align *aligns)
{
	struct str rest = markdown_table_row(row);
	int count = 0;

	while (rest.len > 0) {
		struct str cell = markdown_table_cell(&rest);
		bool left = cell.len > 0 && cell.data[0] == ':';
		bool right = cell.len > 1 && cell.data[cell.len - 1] == ':';
		size_t to = cell.len - (right ? 1 : 0);
		size_t from = left ? 1 : 0;

		if (from >= to) {
			return 0;
		}
		while (from < to && cell.data[from] == '-') {
			from++;
		}
		if (from < to) {
			return 0;
		}
		if (aligns) {
			aligns[count] = left && right ? ALIGN_CENTER
				: left		      ? ALIGN_LEFT
				: right		      ? ALIGN_RIGHT
						      : ALIGN_NONE;
		}
		count++;
	}
	return count;
}

void markdown_table_text(struct buf *out, struct str cell)
{
	buf_put(out, guard);
	while (cell.len > 0) {
		size_t len = str_find_text(cell, "\\|");

		buf_str(out, str_sub(cell, 0, len));
		cell = str_sub(cell, len + 1, cell.len);
	}
	buf_put(out, guard);
}

/* All cells at once: those the row lacks are there, empty. */
static struct node *new_row(
	struct markdown_tree *tree, const struct markdown_mark *mark)
{
	const struct markdown_table *table = &tree->lines->tables[mark->index];
	struct node *row = markdown_node(tree, NODE_ROW);

	row->line = tree->line + mark->line;
	for (int i = 0; i < table->columns; i++) {
		struct node *cell = markdown_node(tree, NODE_CELL);

		cell->line = row->line;
		cell->align = table->aligns[i];
		markdown_append(row, cell);
	}
	return row;
}

struct node *markdown_table_node(struct markdown_tree *tree, struct node *to,
	const struct markdown_mark *mark)
{
	if (!tree->table || tree->table_index != mark->index) {
		tree->table = markdown_node(tree, NODE_TABLE);
		tree->table->line = tree->line + mark->line;
		tree->table_index = mark->index;
		tree->row_index = -1;
		markdown_append(to, tree->table);
	}
	if (tree->row_index != mark->row) {
		tree->row_index = mark->row;
		tree->row = new_row(tree, mark);
		tree->cell = tree->row->first;
		tree->column = 0;
		markdown_append(tree->table, tree->row);
	}
	for (; tree->column < mark->column; tree->column++) {
		tree->cell = tree->cell->next;
	}
	return tree->cell;
}

void markdown_table_trim(struct node *cell)
{
	struct node *first = cell->first;
	struct node *last;

	if (first && first->type == NODE_TEXT &&
		str_starts(first->text, guard)) {
		first->text = str_sub(first->text, GUARD, first->text.len);
		if (first->text.len == 0) {
			cell->first = first->next;
		}
	}
	last = cell->last;
	if (!cell->first) {
		cell->last = NULL;
	} else if (last->type == NODE_TEXT && str_ends(last->text, guard)) {
		last->text = str_sub(last->text, 0, last->text.len - GUARD);
		if (last->text.len == 0) {
			struct node **link = &cell->first;
			struct node *before = NULL;

			while (*link != last) {
				before = *link;
				link = &before->next;
			}
			*link = NULL;
			cell->last = before;
		}
	}
}
