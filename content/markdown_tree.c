#include "content/markdown_private.h"

#include <string.h>

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>

/*
 * Containers deeper than these are left out and their children given to the
 * one above. Below NODE_DEPTH, because tables, addresses and strikethrough
 * add levels of their own.
 */
enum {
	BLOCKS_DEPTH = 60,
	INLINES_DEPTH = 85
};

static int depth_of(const struct node *node)
{
	int depth = 0;

	for (; node->parent; node = node->parent) {
		depth++;
	}
	return depth;
}

static const struct markdown_mark *mark_of(
	const struct markdown_tree *tree, cmark_node *from)
{
	static const struct markdown_mark none = {.kind = MARK_TEXT};
	int line = cmark_node_get_start_line(from);

	if (!tree->lines->used || line < 1 ||
		(size_t)line > tree->lines->mark_count) {
		return &none;
	}
	return &tree->lines->marks[line - 1];
}

static int line_of(const struct markdown_tree *tree, cmark_node *from)
{
	int line = cmark_node_get_start_line(from);

	if (tree->lines->used) {
		line = mark_of(tree, from)->line + 1;
	}
	return tree->line + line - 1;
}

/* Whether `levels` below `to` are too many; where that begins is kept. */
static bool is_deep(struct markdown_tree *tree, const struct node *to,
	int levels, cmark_node *from)
{
	if (depth_of(to) + levels <= BLOCKS_DEPTH) {
		return false;
	}
	if (!tree->deep_line) {
		tree->deep_line = line_of(tree, from);
	}
	return true;
}

static struct node *add(
	struct markdown_tree *tree, struct node *to, enum node_type type)
{
	struct node *node = markdown_node(tree, type);

	markdown_append(to, node);
	return node;
}

static struct node *add_block(struct markdown_tree *tree, struct node *to,
	enum node_type type, cmark_node *from)
{
	struct node *node = add(tree, to, type);

	node->line = line_of(tree, from);
	return node;
}

static struct str keep(struct markdown_tree *tree, const char *text)
{
	return markdown_keep(tree, str_from(text));
}

static void add_text(
	struct markdown_tree *tree, struct node *to, const char *literal)
{
	struct str text = str_from(literal);
	struct node *last = to->last;
	char *chars;

	if (text.len == 0) {
		return;
	}
	if (!last || last->type != NODE_TEXT) {
		add(tree, to, NODE_TEXT)->text = markdown_keep(tree, text);
		return;
	}
	/* Only where a container in between was left out. */
	if (last->text.data + last->text.len == tree->chars &&
		text.len <= tree->chars_left) {
		memcpy(tree->chars, text.data, text.len);
		tree->chars += text.len;
		tree->chars_left -= text.len;
		last->text.len += text.len;
		return;
	}
	chars = markdown_chars(tree, 2 * (last->text.len + text.len));
	memcpy(chars, last->text.data, last->text.len);
	memcpy(chars + last->text.len, text.data, text.len);
	last->text = (struct str){chars, last->text.len + text.len};
	/* The other half is room for what may follow. */
	tree->chars_left += (size_t)(tree->chars - chars) - last->text.len;
	tree->chars = chars + last->text.len;
}

static struct node *add_list(
	struct markdown_tree *tree, struct node *to, cmark_node *from)
{
	struct node *node = add_block(tree, to, NODE_LIST, from);

	node->ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
	node->tight = cmark_node_get_list_tight(from) != 0;
	if (node->ordered) {
		node->level = cmark_node_get_list_start(from);
		node->delimiter =
			cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM
			? ')'
			: '.';
	}
	return node;
}

static struct node *add_note(
	struct markdown_tree *tree, const struct markdown_mark *mark)
{
	struct markdown_note *note = &tree->lines->notes[mark->index];
	struct node *node = markdown_node(tree, NODE_FOOTNOTE);

	node->line = tree->line + mark->line;
	node->text = markdown_plain(tree, note->label);
	note->node = node;
	return node;
}

/*
 * A list, or nothing where it holds a note or goes too deep; its items then
 * are met with something else above them.
 */
static struct node *enter_list(
	struct markdown_tree *tree, struct node *to, cmark_node *from)
{
	if (mark_of(tree, from)->kind == MARK_NOTE ||
		is_deep(tree, to, 2, from)) {
		return to;
	}
	return add_list(tree, to, from);
}

static struct node *enter_item(
	struct markdown_tree *tree, struct node *to, cmark_node *from)
{
	const struct markdown_mark *mark = mark_of(tree, from);
	cmark_node *list = cmark_node_parent(from);

	if (mark->kind == MARK_NOTE) {
		return add_note(tree, mark);
	}
	if (to->type != NODE_LIST) {
		/* Either too deep or a list that goes on after a note. */
		if (mark_of(tree, list)->kind != MARK_NOTE ||
			is_deep(tree, to, 2, from)) {
			return to;
		}
		if (!to->last || to->last->type != NODE_LIST ||
			to->last->number !=
				(int)mark_of(tree, list)->index + 1) {
			to = add_list(tree, to, list);
			to->number = (int)mark_of(tree, list)->index + 1;
		} else {
			to = to->last;
		}
	}
	return add_block(tree, to, NODE_ITEM, from);
}

static void add_code(
	struct markdown_tree *tree, struct node *to, cmark_node *from)
{
	struct node *node = add_block(tree, to, NODE_CODE_BLOCK, from);

	node->text =
		markdown_raw(tree, keep(tree, cmark_node_get_literal(from)));
	node->title = markdown_plain(
		tree, keep(tree, cmark_node_get_fence_info(from)));
}

/* The node that the children of `from` go to; NULL when it has none to give. */
static struct node *enter_block(
	struct markdown_tree *tree, struct node *to, cmark_node *from)
{
	const struct markdown_mark *mark;
	struct node *node;

	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_BLOCK_QUOTE:
		return is_deep(tree, to, 1, from)
			? to
			: add_block(tree, to, NODE_QUOTE, from);
	case CMARK_NODE_LIST:
		return enter_list(tree, to, from);
	case CMARK_NODE_ITEM:
		return enter_item(tree, to, from);
	case CMARK_NODE_CODE_BLOCK:
		add_code(tree, to, from);
		return NULL;
	case CMARK_NODE_HTML_BLOCK:
		node = add_block(tree, to, NODE_HTML_BLOCK, from);
		node->text = markdown_raw(
			tree, keep(tree, cmark_node_get_literal(from)));
		return NULL;
	case CMARK_NODE_PARAGRAPH:
		return add_block(tree, to, NODE_PARAGRAPH, from);
	case CMARK_NODE_HEADING:
		mark = mark_of(tree, from);
		if (mark->kind == MARK_CELL) {
			return markdown_table_node(tree, to, mark);
		}
		if (mark->kind != MARK_TEXT) {
			return NULL;
		}
		node = add_block(tree, to, NODE_HEADING, from);
		node->level = cmark_node_get_heading_level(from);
		return node;
	case CMARK_NODE_THEMATIC_BREAK:
		add_block(tree, to, NODE_RULE, from);
		return NULL;
	default:
		return NULL;
	}
}

/* True for [text] and <text>, false for [text](url) and [text][label]. */
static bool is_tight(cmark_node *link)
{
	cmark_node *text = cmark_node_first_child(link);

	return text && !cmark_node_next(text) &&
		cmark_node_get_type(text) == CMARK_NODE_TEXT &&
		cmark_node_get_start_column(text) ==
		cmark_node_get_start_column(link) + 1 &&
		cmark_node_get_end_column(text) + 1 ==
		cmark_node_get_end_column(link);
}

/*
 * How the link is written: what the passes must know. An <address> has its
 * text at once, as it is: there are no escapes in it and nothing to find.
 */
static bool add_form(
	struct markdown_tree *tree, struct node *link, cmark_node *from)
{
	struct str url;
	struct str text;

	if (!is_tight(from)) {
		return false;
	}
	url = str_from(cmark_node_get_url(from));
	text = str_from(cmark_node_get_literal(cmark_node_first_child(from)));
	tree->forms = true;
	link->number = LINK_SHORTCUT;
	if (!str_eq(url, text) &&
		!(str_starts(url, "mailto:") &&
			str_eq(str_sub(url, 7, url.len), text))) {
		return false;
	}
	link->number = LINK_ADDRESS;
	link->url = markdown_raw(tree, markdown_keep(tree, url));
	add(tree, link, NODE_TEXT)->text =
		markdown_raw(tree, markdown_keep(tree, text));
	return true;
}

static struct node *enter_inline(struct markdown_tree *tree, struct node *to,
	enum node_type type, cmark_node *from)
{
	struct node *node;

	if (depth_of(to) >= INLINES_DEPTH) {
		return to;
	}
	node = add(tree, to, type);
	if (type == NODE_LINK || type == NODE_IMAGE) {
		node->title = markdown_plain(
			tree, keep(tree, cmark_node_get_title(from)));
		if (type == NODE_LINK && add_form(tree, node, from)) {
			return NULL;
		}
		node->url = markdown_plain(
			tree, keep(tree, cmark_node_get_url(from)));
	}
	return node;
}

static struct node *enter(
	struct markdown_tree *tree, struct node *to, cmark_node *from)
{
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_TEXT:
		add_text(tree, to, cmark_node_get_literal(from));
		return NULL;
	case CMARK_NODE_SOFTBREAK:
		add(tree, to, NODE_SOFTBREAK);
		return NULL;
	case CMARK_NODE_LINEBREAK:
		add(tree, to, NODE_LINEBREAK);
		return NULL;
	case CMARK_NODE_CODE:
		add(tree, to, NODE_CODE)->text = markdown_raw(
			tree, keep(tree, cmark_node_get_literal(from)));
		return NULL;
	case CMARK_NODE_HTML_INLINE:
		add(tree, to, NODE_HTML)->text = markdown_raw(
			tree, keep(tree, cmark_node_get_literal(from)));
		return NULL;
	case CMARK_NODE_EMPH:
		return enter_inline(tree, to, NODE_EMPH, from);
	case CMARK_NODE_STRONG:
		return enter_inline(tree, to, NODE_STRONG, from);
	case CMARK_NODE_LINK:
		return enter_inline(tree, to, NODE_LINK, from);
	case CMARK_NODE_IMAGE:
		return enter_inline(tree, to, NODE_IMAGE, from);
	default:
		return enter_block(tree, to, from);
	}
}

/* All children of a node are there. */
static void leave(struct markdown_tree *tree, struct node *node)
{
	switch (node->type) {
	case NODE_CELL:
		markdown_table_trim(node);
		markdown_inlines(tree, node);
		break;
	case NODE_PARAGRAPH:
		if (tree->wants & WANT_TASKS && node->parent &&
			node->parent->type == NODE_ITEM &&
			node->parent->first == node) {
			markdown_task(node);
		}
		markdown_inlines(tree, node);
		break;
	case NODE_HEADING:
		markdown_inlines(tree, node);
		break;
	case NODE_DOCUMENT:
	case NODE_QUOTE:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_CODE_BLOCK:
	case NODE_HTML_BLOCK:
	case NODE_RULE:
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_FOOTNOTE:
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

/*
 * Without recursion: libcmark's tree may be as deep as the text is long. A
 * container's user data is the node its children go to.
 */
void markdown_tree_fill(struct markdown_tree *tree, void *root)
{
	cmark_node *from = cmark_node_first_child(root);
	struct node *to = tree->root;

	cmark_node_set_user_data(root, to);
	while (from) {
		struct node *inner = enter(tree, to, from);
		cmark_node *child = inner ? cmark_node_first_child(from) : NULL;

		if (child) {
			cmark_node_set_user_data(from, inner);
			to = inner;
			from = child;
			continue;
		}
		if (inner && inner != to) {
			leave(tree, inner);
		}
		while (from && !cmark_node_next(from)) {
			struct node *done = to;

			from = cmark_node_parent(from);
			if (from == root) {
				from = NULL;
				break;
			}
			to = cmark_node_get_user_data(cmark_node_parent(from));
			if (done != to) {
				leave(tree, done);
			}
		}
		from = from ? cmark_node_next(from) : NULL;
	}
	if (tree->lines->note_count > 0) {
		markdown_notes_number(tree);
	}
}
