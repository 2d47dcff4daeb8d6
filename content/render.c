#include "content/render.h"

#include "base/gate.h"
#include "base/utf8.h"
#include "content/render_private.h"

enum {
	CODE_INDENT = 4,
	BOX_CELLS = 4,
	RULE_PLAIN = 3 /* dashes where a screen reader may read them all */
};

static void blocks(
	struct layout *layout, const struct node *parent, bool tight);

void layout_begin(struct layout *layout)
{
	flow_reset(&layout->flow);
	flow_put(&layout->flow, buf_slice(&layout->marks), layout->style, -1);
	buf_cut(&layout->marks, 0);
}

int layout_flow(struct layout *layout, int source)
{
	struct page *page = &layout->page;
	struct flow *flow = &layout->flow;
	struct wrap wrap = wrap_start(
		flow, (struct range){0, flow->text.len, 0}, page_width(page));
	struct cut cut;
	int most = 0;

	while (wrap_next(&wrap, &cut)) {
		page_begin(page, source + cut.breaks);
		page_cut(page, flow, &cut);
		most = cut.cells > most ? cut.cells : most;
	}
	return most;
}

/* Marks of items without an indent, where no text follows them. */
static void put_marks(struct layout *layout, int source)
{
	if (layout->marks.len > 0) {
		layout_begin(layout);
		layout_flow(layout, source);
	}
}

/*
 * The box of a task hangs before its text only: what is nested below the item
 * stands as in any other item.
 */
static bool push_box(struct layout *layout)
{
	struct indent indent = {.first = layout->box, .cells = BOX_CELLS};

	layout->box = NULL;
	if (!indent.first) {
		return false;
	}
	indent.style = layout->style;
	if (layout->marks.len == 0 && page_push(&layout->page, indent)) {
		return true;
	}
	buf_put(&layout->marks, indent.first);
	return false;
}

static void paragraph(struct layout *layout, const struct node *node)
{
	bool boxed = push_box(layout);

	layout_begin(layout);
	render_inlines(layout, node, layout->style, -1);
	layout_flow(layout, node->line);
	if (boxed) {
		page_pop(&layout->page);
	}
}

static void heading(struct layout *layout, const struct node *node)
{
	bool plain = layout->options->plain;
	unsigned style = layout->style | STYLE_BOLD | STYLE_HEADING;
	size_t before = layout->page.line_count;
	int cells;

	layout_begin(layout);
	layout->page.heading = node->index;
	if (plain && node->level > 2) {
		flow_put(&layout->flow,
			str_sub(STR("######"), 0, (size_t)node->level), style,
			-1);
		flow_put(&layout->flow, STR(RENDER_GLUE), style, -1);
	}
	render_inlines(layout, node, style, -1);
	cells = layout_flow(layout, node->line);
	if (layout->page.line_count == before) {
		page_begin(&layout->page, node->line); /* its place is kept */
		page_trim(&layout->page);
	}
	if (cells > 0 && (node->level == 1 || (plain && node->level == 2))) {
		page_begin(&layout->page, node->line);
		page_fill(&layout->page, node->level == 1 ? '=' : '-', cells,
			style);
	}
}

static void rule(struct layout *layout, const struct node *node)
{
	int count =
		layout->options->plain ? RULE_PLAIN : page_width(&layout->page);

	put_marks(layout, node->line);
	page_begin(&layout->page, node->line);
	page_fill(&layout->page, '-', count, layout->style | STYLE_MUTED);
}

static void code_line(struct layout *layout, struct str text, int source)
{
	struct flow *flow = &layout->flow;
	struct page *page = &layout->page;
	unsigned style = layout->style | STYLE_CODE;

	flow_reset(flow);
	layout->hidden += flow_text(flow, text, style, -1);
	page_begin(page, source);
	page_text(page, buf_slice(&flow->text), style, -1);
	page_line(page)->cells += (int)utf8_cells(buf_slice(&flow->text));
	page_line(page)->code = true;
	if (flow->text.len == 0) {
		page_trim(page);
	}
}

static void code_block(struct layout *layout, const struct node *node)
{
	struct indent indent = {.first = "    ", .cells = CODE_INDENT};
	struct str rest = node->text;
	struct str text;
	int source = node->line + (node->title.len > 0); /* after the fence */
	bool pushed;

	put_marks(layout, node->line);
	pushed = page_push(&layout->page, indent);
	while (str_cut(&rest, '\n', &text)) {
		code_line(layout, text, source++);
	}
	if (pushed) {
		page_pop(&layout->page);
	}
}

static void html_block(struct layout *layout, const struct node *node)
{
	struct str rest = node->text;
	struct str text;
	int source = node->line;

	while (str_cut(&rest, '\n', &text)) {
		layout_begin(layout);
		layout->hidden +=
			flow_text(&layout->flow, text, layout->style, -1);
		if (layout->flow.text.len == 0) {
			page_begin(&layout->page, source);
			page_trim(&layout->page);
		}
		layout_flow(layout, source++);
	}
}

static void quote(struct layout *layout, const struct node *node)
{
	struct indent indent = {.first = "> ",
		.cells = 2,
		.repeat = true,
		.style = layout->style | STYLE_QUOTE};
	unsigned before = layout->style;
	bool pushed;

	put_marks(layout, node->line);
	pushed = page_push(&layout->page, indent);
	layout->style |= STYLE_QUOTE;
	blocks(layout, node, false);
	layout->style = before;
	if (pushed) {
		page_pop(&layout->page);
	}
}

/* Cells of the widest number of an ordered list. */
static int number_cells(const struct node *list)
{
	int last = list->level - 1;
	int cells = 1;

	for (const struct node *item = list->first; item; item = item->next) {
		last++;
	}
	for (; last > 9; last /= 10) {
		cells++;
	}
	return cells;
}

/* "- ", or "9.  " where the list goes on to "10. ". */
static void item_mark(
	struct buf *out, const struct node *list, int number, int cells)
{
	char delimiter = list->delimiter == ')' ? ')' : '.';
	size_t width = (size_t)cells + 2;

	if (!list->ordered) {
		buf_put(out, "- ");
		return;
	}
	buf_printf(out, "%d%c", number, delimiter);
	buf_fill(out, ' ', width > out->len ? width - out->len : 1);
}

/* "[x] " goes before the text, or without one to the mark. */
static void item_box(
	struct layout *layout, struct buf *mark, const struct node *item)
{
	const char *box = item->task == TASK_DONE ? "[x] " : "[ ] ";

	if (item->task == TASK_NONE) {
		return;
	}
	if (item->first && item->first->type == NODE_PARAGRAPH) {
		layout->box = box;
	} else {
		buf_put(mark, box);
	}
}

static void item_body(struct layout *layout, const struct node *list,
	const struct node *item, struct str mark)
{
	struct indent indent = {.first = mark.data,
		.cells = (int)mark.len,
		.style = layout->style};

	if (layout->marks.len > 0 || !page_push(&layout->page, indent)) {
		buf_str(&layout->marks, mark);
		blocks(layout, item, list->tight);
		put_marks(layout, item->line);
		return;
	}
	blocks(layout, item, list->tight);
	if (!layout->page.indents[layout->page.indent_count - 1].used) {
		page_begin(&layout->page, item->line);
		page_trim(&layout->page);
	}
	page_pop(&layout->page);
}

static void list_block(struct layout *layout, const struct node *list)
{
	int cells = number_cells(list);
	int number = list->level;

	for (const struct node *item = list->first; item; item = item->next) {
		struct buf mark = {0};

		if (item != list->first && !list->tight) {
			page_gap(&layout->page);
		}
		item_mark(&mark, list, number++, cells);
		item_box(layout, &mark, item);
		item_body(layout, list, item, buf_slice(&mark));
		buf_clear(&mark);
	}
}

static void block(struct layout *layout, const struct node *node)
{
	switch (node->type) {
	case NODE_PARAGRAPH:
		paragraph(layout, node);
		break;
	case NODE_HEADING:
		heading(layout, node);
		break;
	case NODE_RULE:
		rule(layout, node);
		break;
	case NODE_CODE_BLOCK:
		code_block(layout, node);
		break;
	case NODE_HTML_BLOCK:
		html_block(layout, node);
		break;
	case NODE_QUOTE:
		quote(layout, node);
		break;
	case NODE_LIST:
		list_block(layout, node);
		break;
	case NODE_TABLE:
		put_marks(layout, node->line);
		render_table(layout, node);
		break;
	case NODE_FOOTNOTE:
		footnotes_add(&layout->notes, node);
		break;
	case NODE_DOCUMENT:
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_TEXT:
	case NODE_SOFTBREAK:
	case NODE_LINEBREAK:
	case NODE_CODE:
	case NODE_HTML:
	case NODE_EMPH:
	case NODE_STRONG:
	case NODE_STRIKE:
	case NODE_LINK:
	case NODE_IMAGE:
	case NODE_FOOTNOTE_REF:
		break;
	}
}

static void blocks(struct layout *layout, const struct node *parent, bool tight)
{
	for (const struct node *node = parent->first; node; node = node->next) {
		if (node != parent->first &&
			(!tight || node->type == NODE_HEADING)) {
			page_gap(&layout->page);
		}
		block(layout, node);
	}
}

static void footnote(struct layout *layout, const struct node *node)
{
	struct buf mark = {0};
	struct indent indent = {.style = layout->style};
	bool pushed = false;

	if (node->number > 0) {
		buf_printf(&mark, "[^%d] ", node->number);
		indent.first = buf_text(&mark);
		indent.cells = (int)mark.len;
		pushed = page_push(&layout->page, indent);
	} else {
		buf_put(&mark, "[^");
		layout->hidden += gate_text(&mark, node->text, GATE_LINE);
		buf_put(&mark, "] ");
	}
	if (!pushed) {
		buf_str(&layout->marks, buf_slice(&mark));
	}
	blocks(layout, node, false);
	put_marks(layout, node->line);
	if (pushed && !page_pop(&layout->page)) {
		buf_str(&layout->marks, buf_slice(&mark));
		put_marks(layout, node->line);
	}
	buf_clear(&mark);
}

static void footnotes(struct layout *layout)
{
	struct footnotes *notes = &layout->notes;

	page_gap(&layout->page);
	footnotes_sort(notes);
	/* The list grows when a definition holds another one. */
	for (size_t i = 0; i < notes->count; i++) {
		footnote(layout, notes->items[i].node);
	}
}

/* A text too costly to be parsed is paragraphs, one a line of the file. */
static void bounded_blocks(struct layout *layout, const struct node *root)
{
	int line = root->first ? root->first->line : 0;

	for (const struct node *node = root->first; node; node = node->next) {
		if (node->line > line) {
			page_gap(&layout->page);
		}
		line = node->line + 1;
		block(layout, node);
	}
}

void render_doc(struct render *render, const struct doc *doc,
	const struct render_options *options)
{
	struct layout layout = {.options = options};
	int width = options->width > RENDER_MIN ? options->width : RENDER_MIN;

	*render = (struct render){.width = width};
	layout.page.width = width;
	layout.page.gap = -1;
	layout.page.heading = -1;
	if (doc->root && doc->bounded) {
		bounded_blocks(&layout, doc->root);
	} else if (doc->root) {
		blocks(&layout, doc->root, false);
	}
	footnotes(&layout);
	render->hidden = layout.hidden;
	page_finish(&layout.page, render);
	flow_clear(&layout.flow);
	buf_clear(&layout.marks);
	footnotes_clear(&layout.notes);
}

void render_clear(struct render *render)
{
	if (render) {
		arena_clear(&render->arena);
		*render = (struct render){0};
	}
}

size_t render_heading_line(const struct render *render, int n)
{
	for (size_t i = 0; i < render->line_count; i++) {
		if (n >= 0 && render->lines[i].heading == n) {
			return i;
		}
	}
	return render->line_count > 0 ? render->line_count - 1 : 0;
}

size_t render_source_line(const struct render *render, int line)
{
	for (size_t i = 0; i < render->line_count; i++) {
		if (render->lines[i].source >= line) {
			return i;
		}
	}
	return render->line_count > 0 ? render->line_count - 1 : 0;
}
