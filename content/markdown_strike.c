#include "content/markdown_private.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

/*
 * ~x~ and ~~x~~ among the children of one node, after libcmark has found its
 * emphasis. A run of tildes opens or closes by CommonMark's flanking rules; a
 * closing run meets the nearest open one, and is nothing when that is not as
 * long.
 */

struct tildes {
	struct node *node; /* a text of its own */

	bool opens, closes;
};

struct runs {
	struct tildes *items;
	size_t count, cap;
};

static uint32_t last_code(struct str text)
{
	size_t at = text.len - 1;
	struct str rest;

	while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
		at--;
	}
	rest = str_sub(text, at, text.len);
	return utf8_next(&rest);
}

/* The character of the source before a text, as far as it matters. */
static uint32_t code_before(const struct node *parent, const struct node *last)
{
	if (!last) {
		return parent->type == NODE_PARAGRAPH ||
				parent->type == NODE_HEADING ||
				parent->type == NODE_CELL
			? '\n'
			: '*';
	}
	if (last->type == NODE_SOFTBREAK || last->type == NODE_LINEBREAK) {
		return '\n';
	}
	if ((last->type == NODE_TEXT || (last->bare && last->first)) &&
		(last->type == NODE_TEXT || last->first->text.len > 0)) {
		return last_code(last->bare ? last->first->text : last->text);
	}
	return '*';
}

static uint32_t code_after(const struct node *parent, const struct node *next)
{
	struct str text;

	if (!next) {
		return code_before(parent, NULL);
	}
	if (next->type == NODE_SOFTBREAK || next->type == NODE_LINEBREAK) {
		return '\n';
	}
	if (next->type != NODE_TEXT && !(next->bare && next->first)) {
		return '*';
	}
	text = next->bare ? next->first->text : next->text;
	return text.len > 0 ? utf8_next(&text) : '*';
}

static bool is_white(uint32_t code)
{
	return code == '\n' || code == '\t' || utf8_is_space(code);
}

static void classify(struct tildes *run, uint32_t before, uint32_t after)
{
	bool white_before = is_white(before);
	bool white_after = is_white(after);
	bool punct_before = utf8_is_punct(before);
	bool punct_after = utf8_is_punct(after);

	run->opens =
		!white_after && (!punct_after || white_before || punct_before);
	run->closes =
		!white_before && (!punct_before || white_after || punct_after);
}

static struct node *append_text(
	struct markdown_tree *tree, struct node *parent, struct str text)
{
	struct node *node = markdown_node(tree, NODE_TEXT);

	node->text = text;
	markdown_append(parent, node);
	return node;
}

/* Append a text, runs of one and two tildes as nodes of their own. */
static void cut_text(struct markdown_tree *tree, struct node *parent,
	const struct node *node, struct runs *runs)
{
	struct str text = node->text;

	while (text.len > 0) {
		size_t at = str_find(text, '~');
		size_t end = at;
		struct tildes run = {0};

		while (end < text.len && text.data[end] == '~') {
			end++;
		}
		if (tree->made >= MARKDOWN_MADE_MOST) {
			append_text(tree, parent, text);
			break;
		}
		if (end - at > 2 || end == at) {
			append_text(tree, parent, str_sub(text, 0, end));
			text = str_sub(text, end, text.len);
			continue;
		}
		if (at > 0) {
			append_text(tree, parent, str_sub(text, 0, at));
		}
		classify(&run, code_before(parent, parent->last),
			end < text.len
				? code_after(parent,
					  &(struct node){.type = NODE_TEXT,
						  .text = str_sub(
							  text, end, text.len)})
				: code_after(parent, node->next));
		run.node = append_text(tree, parent, str_sub(text, at, end));
		text = str_sub(text, end, text.len);
		tree->made++;
		if (run.opens || run.closes) {
			runs->items = mem_grow(runs->items, &runs->cap,
				runs->count + 1, sizeof(*runs->items));
			runs->items[runs->count++] = run;
		}
	}
}

/* Levels of strikethrough from the children of `parent` before `end`. */
static int height_of(const struct node *first, const struct node *end)
{
	int height = 0;

	for (; first != end; first = first->next) {
		if (first->type == NODE_STRIKE && first->number > height) {
			height = first->number;
		}
	}
	return height;
}

/* The node of `open` takes all up to that of `close`, which goes. */
static void wrap(struct node *parent, const struct tildes *open,
	const struct tildes *close, int height)
{
	struct node *strike = open->node;
	struct node *end = close->node;

	strike->type = NODE_STRIKE;
	strike->text = (struct str){0};
	strike->number = height;
	strike->first = strike->next;
	strike->last = strike->first;
	for (struct node *child = strike->first; child != end;
		child = child->next) {
		child->parent = strike;
		strike->last = child;
	}
	strike->last->next = NULL;
	strike->next = end->next;
	if (parent->last == end) {
		parent->last = strike;
	}
}

static void match(struct node *parent, struct runs *runs, int left)
{
	size_t *open = mem_array(runs->count, sizeof(*open));
	size_t depth = 0;

	for (size_t i = 0; i < runs->count; i++) {
		struct tildes *run = &runs->items[i];
		struct tildes *other;
		int height;

		if (run->closes && depth > 0) {
			other = &runs->items[open[depth - 1]];
			height = 1 + height_of(other->node->next, run->node);
			if (other->node->text.len == run->node->text.len &&
				other->node->next != run->node &&
				height <= left) {
				wrap(parent, other, run, height);
				depth--;
				continue;
			}
		}
		if (run->opens) {
			open[depth++] = i;
		}
	}
	free(open);
}

static void strike_all(
	struct markdown_tree *tree, struct node *parent, int left);

/* A link whose text is not Markdown. */
static bool is_literal(const struct node *node)
{
	return node->bare || node->wiki ||
		(node->type == NODE_LINK && node->number == LINK_ADDRESS);
}

/* Below what was matched: lists of their own in emphasis and links. */
static void descend(struct markdown_tree *tree, struct node *parent, int left)
{
	for (struct node *node = parent->first; node; node = node->next) {
		if (node->type == NODE_STRIKE) {
			descend(tree, node, left - 1);
		} else if (node->first && !is_literal(node)) {
			strike_all(tree, node, left);
		}
	}
}

/* Texts side by side become one again. */
static void join(struct markdown_tree *tree, struct node *parent)
{
	struct node *node = parent->first;

	parent->first = NULL;
	parent->last = NULL;
	while (node) {
		struct node *next = node->next;

		if (node->type == NODE_TEXT && parent->last &&
			parent->last->type == NODE_TEXT) {
			markdown_piece(tree, parent, node->text);
		} else {
			markdown_append(parent, node);
			if (node->type == NODE_STRIKE) {
				node->number = 0;
				join(tree, node);
			}
		}
		node = next;
	}
}

static void strike_all(
	struct markdown_tree *tree, struct node *parent, int left)
{
	struct runs runs = {0};
	struct node *node = parent->first;
	bool cut = false;

	parent->first = NULL;
	parent->last = NULL;
	while (node) {
		struct node *next = node->next;

		if (node->type == NODE_TEXT &&
			str_find(node->text, '~') < node->text.len) {
			cut_text(tree, parent, node, &runs);
			cut = true;
		} else {
			markdown_append(parent, node);
		}
		node = next;
	}
	if (runs.count > 1) {
		match(parent, &runs, left);
	}
	descend(tree, parent, left);
	if (cut) {
		join(tree, parent);
	}
	free(runs.items);
}

void markdown_strike(struct markdown_tree *tree, struct node *parent, int left)
{
	strike_all(tree, parent, left);
}
