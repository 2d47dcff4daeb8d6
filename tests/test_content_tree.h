#ifndef FYR_TEST_CONTENT_TREE_H
#define FYR_TEST_CONTENT_TREE_H

/*
 * For tests of Markdown: a tree written as nested lists, texts quoted, and a
 * table of texts with the trees they give. Include after cmocka.h.
 */

#include "base/buf.h"
#include "content/markdown.h"

static const char *const names[] = {"doc", "quote", "ul", "li", "pre", "block",
	"p", "h", "hr", "table", "tr", "td", "note", "", "soft", "br", "code",
	"html", "em", "b", "del", "a", "img", "ref"};

static void put_attributes(struct buf *out, const struct node *node)
{
	if (node->type == NODE_ITEM && node->task != TASK_NONE) {
		buf_put(out, node->task == TASK_DONE ? "[x]" : "[ ]");
	}
	if (node->type == NODE_CELL && node->align != ALIGN_NONE) {
		buf_put(out,
			node->align == ALIGN_LEFT	     ? "<"
				: node->align == ALIGN_RIGHT ? ">"
							     : "=");
	}
	if (node->type == NODE_FOOTNOTE || node->type == NODE_FOOTNOTE_REF) {
		buf_printf(out, " %d", node->number);
	}
	if (node->type == NODE_LINK) {
		buf_put(out, node->wiki ? "/wiki" : node->bare ? "/bare" : "");
	}
	if (node->url.len > 0) {
		buf_byte(out, ' ');
		buf_str(out, node->url);
	}
}

static void put(struct buf *out, const struct node *node)
{
	if (node->type == NODE_TEXT) {
		buf_byte(out, '"');
		buf_str(out, node->text);
		buf_byte(out, '"');
		return;
	}
	buf_byte(out, '(');
	buf_put(out,
		node->type == NODE_LIST && node->ordered ? "ol"
							 : names[node->type]);
	if (node->type == NODE_LIST && !node->tight) {
		buf_put(out, "/loose");
	}
	put_attributes(out, node);
	if (node->text.len > 0) {
		buf_byte(out, ' ');
		buf_byte(out, '\'');
		buf_str(out, node->text);
		buf_byte(out, '\'');
	}
	for (const struct node *child = node->first; child;
		child = child->next) {
		assert_ptr_equal(child->parent, node);
		assert_int_equal(child->index, -1);
		if (!child->next) {
			assert_ptr_equal(child, node->last);
		}
		/* Neighbours are one text, and none is empty. */
		assert_false(child->type == NODE_TEXT &&
			(child->text.len == 0 ||
				(child->next &&
					child->next->type == NODE_TEXT)));
		buf_byte(out, ' ');
		put(out, child);
	}
	buf_byte(out, ')');
}

struct sample {
	const char *text;
	const char *tree;
};

static void check(const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct markdown_input input = {
			.text = str_from(samples[i].text), .line = 1};
		struct arena arena = {0};
		struct buf out = {0};
		bool bounded;

		put(&out, markdown_parse(&input, &arena, &bounded));
		assert_false(bounded);
		assert_string_equal(buf_text(&out), samples[i].tree);
		buf_clear(&out);
		arena_clear(&arena);
	}
}

#define CHECK(samples) check(samples, sizeof(samples) / sizeof((samples)[0]))

#endif
