/* Tables and tasks; lines, depth and walking of a tree. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/test_content_tree.h"

static void test_tables(void **state)
{
	static const struct sample samples[] = {
		{"| name | unit |\n| ---- | ---- |\n| ab | cd |\n",
			"(doc (table (tr (td \"name\") (td \"unit\")) (tr (td "
			"\"ab\") (td \"cd\"))))"},
		{"a | b | c | d\n:- | :-: | -: | -\n1 | 2 | 3 | 4\n",
			"(doc (table (tr (td< \"a\") (td= \"b\") (td> \"c\") "
			"(td \"d\")) (tr (td< \"1\") (td= \"2\") (td> \"3\") "
			"(td \"4\"))))"},
		{"| a | b |\n| --- |\n| c |\n",
			"(doc (p \"| a | b |\" (soft) \"| --- |\" (soft) \"| c "
			"|\"))"},
		{"| a |\n| --- | --- |\n",
			"(doc (p \"| a |\" (soft) \"| --- | --- |\"))"},
		{"| `x\\|y` | *z \\| w* |\n|--|--|\n| \\\\| 1 | 2\n",
			"(doc (table (tr (td (code 'x|y')) (td (em \"z | "
			"w\"))) (tr (td \"| 1\") (td \"2\"))))"},
		{"| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\nbare\n\nafter\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td)) (tr (td \"1\") (td \"2\")) (tr (td \"bare\") "
			"(td))) (p \"after\"))"},
		{"|a|b|\n|-|-|\n|1|2|\n> quote\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\"))) (quote (p \"quote\")))"},
		{"|a|b|\n|-|-|\n|1|2|\n# head\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\"))) (h \"head\"))"},
		{"|a|b|\n|-|-|\n|1|2|\n---\nx\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\"))) (hr) (p \"x\"))"},
		{"|a|b|\n|-|-|\n|1|2|\n===\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\")) (tr (td \"===\") (td))))"},
		{"|a|b|\n|-|-|\n- item\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (ul (li (p "
			"\"item\"))))"},
		{"|a|b|\n|-|-|\n2. item\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (ol (li (p "
			"\"item\"))))"},
		{"|a|b|\n|-|-|\n```\n|c|d|\n```\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (pre "
			"'|c|d|\n'))"},
		{"|a|b|\n|-|-|\n<div>\n|c|d|\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (block "
			"'<div>\n|c|d|\n'))"},
		{"|a|b|\n|-|-|\n    code\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (pre "
			"'code\n'))"},
		{"text\nmore\n|a|b|\n|-|-|\n",
			"(doc (p \"text\" (soft) \"more\") (table (tr (td "
			"\"a\") (td \"b\"))))"},
		{"> |a|b|\n> |-|-|\n> |1|2|\nlazy | not\n",
			"(doc (quote (table (tr (td \"a\") (td \"b\")) (tr (td "
			"\"1\") (td \"2\")))) (p \"lazy | not\"))"},
		{"- x\n\n  |a|b|\n  |-|-|\n  |1|2|\n- |c|\n  |-|\n  |3|\n",
			"(doc (ul/loose (li (p \"x\") (table (tr (td \"a\") "
			"(td "
			"\"b\")) (tr (td \"1\") (td \"2\")))) (li (table (tr "
			"(td \"c\")) (tr (td \"3\"))))))"},
		{"1. > |a|\n   > |-|\n   > |1|\n",
			"(doc (ol (li (quote (table (tr (td \"a\")) (tr (td "
			"\"1\")))))))"},
		{"    |a|\n    |-|\n", "(doc (pre '|a|\n|-|\n'))"},
		{"```\n|a|\n|-|\n```\n", "(doc (pre '|a|\n|-|\n'))"},
		{"|a|\n    |-|\n", "(doc (p \"|a|\" (soft) \"|-|\"))"},
		{"| [r] | ![i](u) | <http://x.y> |\n|-|-|-|\n\n[r]: /url\n",
			"(doc (table (tr (td (a /url \"r\")) (td (img u "
			"\"i\")) (td (a http://x.y \"http://x.y\")))))"},
		{"| # a # | - b | > c | 1. d |\n|-|-|-|-|\n",
			"(doc (table (tr (td \"# a #\") (td \"- b\") (td \"> "
			"c\") (td \"1. d\"))))"},
		{"||\n|-|\n||\n|\n",
			"(doc (table (tr (td)) (tr (td))) (p \"|\"))"},
		{"a\n:-:\nb\n",
			"(doc (table (tr (td= \"a\")) (tr (td= \"b\"))))"},
		{"| a |\n|:--:|\n| http://x.y/z | w |\n| ~~s~~ |\n",
			"(doc (table (tr (td= \"a\")) (tr (td= (a/bare "
			"http://x.y/z \"http://x.y/z\"))) (tr (td= (del "
			"\"s\")))))"},
		{"|a|b|\n|-|-|\nc|d\n|-|-|\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"c\") "
			"(td \"d\")) (tr (td \"-\") (td \"-\"))))"},
		{"> text\nlazy | x\n--|--\n",
			"(doc (quote (p \"text\" (soft) \"lazy | x\" (soft) "
			"\"--|--\")))"},
		{"~~~ a`\n|a|\n|-|\n~~~\n", "(doc (pre '|a|\n|-|\n'))"},
		{"``` a`\n|a|\n|-|\n",
			"(doc (p \"``` a`\") (table (tr (td \"a\"))))"},
		{"*a | b*\n- | -\n--|--\n",
			"(doc (p (em \"a | b\")) (ul (li (p \"| -\" (soft) "
			"\"--|--\"))))"},
		{"| a\t|\tb |\n|\t-|-\t|\n",
			"(doc (table (tr (td \"a\") (td \"b\"))))"},
		{"|a|\n|-|\n\n|b|\n|-|\n",
			"(doc (table (tr (td \"a\"))) (table (tr (td "
			"\"b\"))))"},
		{"| **a | b** |\n|--|--|\n| `c | d` |\n",
			"(doc (table (tr (td \"**a\") (td \"b**\")) (tr (td "
			"\"`c\") (td \"d`\"))))"},
	};

	(void)state;
	CHECK(samples);
}

static void test_tasks(void **state)
{
	static const struct sample samples[] = {
		{"- [ ] open\n- [x] done\n* [X] *big*\n",
			"(doc (ul (li[ ] (p \"open\")) (li[x] (p \"done\"))) "
			"(ul (li[x] (p (em \"big\")))))"},
		{"1. [ ] one\n   - [x] two\n",
			"(doc (ol (li[ ] (p \"one\") (ul (li[x] (p "
			"\"two\"))))))"},
		{"- [ ]\n- [x]\n  text\n- [y] no\n- [x]no\n- [  ] no\n",
			"(doc (ul (li (p \"[ ]\")) (li (p \"[x]\" (soft) "
			"\"text\")) (li (p \"[y] no\")) (li (p \"[x]no\")) (li "
			"(p \"[  ] no\"))))"},
		{"- \\[ ] no\n- `[ ]` no\n- [ ](u) x\n",
			"(doc (ul (li (p \"[ ] no\")) (li (p (code '[ ]') \" "
			"no\")) (li (p (a u \" \") \" x\"))))"},
		{"- a\n\n  [ ] second\n- # [ ] head\n\n[ ] text\n",
			"(doc (ul/loose (li (p \"a\") (p \"[ ] second\")) (li "
			"(h \"[ "
			"] head\"))) (p \"[ ] text\"))"},
		{"- [x] link\n\n[x]: /u\n", "(doc (ul (li[x] (p \"link\"))))"},
		{"- [ ]   [[a]]\n", "(doc (ul (li[ ] (p (a/wiki a \"a\")))))"},
	};

	(void)state;
	CHECK(samples);
}

static const struct node *find(const struct node *root, enum node_type type)
{
	const struct node *node = root;

	while (node && node->type != type) {
		node = node_next(root, node);
	}
	return node;
}

/* Lines count from the text's first line in the file, rewritten or not. */
static void test_lines(void **state)
{
	struct markdown_input input = {
		.text = STR(
			"a\n\n- b\n\n  |x|\n  |-|\n  |y|\n  |z|\n\n[^1]: n\n\n"
			"    m\n\n# h [^1]\n```\nc\n```\n"),
		.line = 10};
	struct arena arena = {0};
	bool bounded;
	const struct node *root = markdown_parse(&input, &arena, &bounded);
	const struct node *table = find(root, NODE_TABLE);
	const struct node *note = find(root, NODE_FOOTNOTE);

	(void)state;
	assert_int_equal(root->line, 10);
	assert_int_equal(root->first->line, 10);
	assert_int_equal(find(root, NODE_ITEM)->line, 12);
	assert_int_equal(table->line, 14);
	assert_int_equal(table->first->line, 14);
	assert_int_equal(table->first->next->line, 16);
	assert_int_equal(table->last->line, 17);
	assert_int_equal(table->last->first->line, 17);
	assert_int_equal(note->line, 19);
	assert_int_equal(note->first->line, 19);
	assert_int_equal(note->last->line, 21);
	assert_int_equal(find(root, NODE_HEADING)->line, 23);
	assert_int_equal(find(root, NODE_CODE_BLOCK)->line, 24);
	arena_clear(&arena);
}

static int depth_of(const struct node *node)
{
	int depth = 0;

	while (node->parent) {
		node = node->parent;
		depth++;
	}
	return depth;
}

static void check_depth(const struct buf *text, const char *word)
{
	struct markdown_input input = {.text = buf_slice(text), .line = 1};
	struct arena arena = {0};
	bool bounded;
	bool found = false;
	const struct node *root = markdown_parse(&input, &arena, &bounded);

	assert_false(bounded);
	for (const struct node *node = root; node;
		node = node_next(root, node)) {
		assert_true(depth_of(node) <= NODE_DEPTH);
		if (node->type == NODE_ITEM) {
			assert_int_equal(node->parent->type, NODE_LIST);
		} else if (node->parent) {
			assert_int_not_equal(node->parent->type, NODE_LIST);
		}
		found = found ||
			(node->type == NODE_TEXT &&
				str_find_text(node->text, word) <
					node->text.len);
	}
	assert_true(found);
	arena_clear(&arena);
}

static void test_depth(void **state)
{
	static const char *const openers[] = {"> ", "- ", "1. > ", "- > * "};
	struct buf text = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(openers) / sizeof(openers[0]); i++) {
		buf_cut(&text, 0);
		for (int n = 0; n < 300; n++) {
			buf_put(&text, openers[i]);
		}
		buf_put(&text, "needle [[a]] ~~b~~\n");
		check_depth(&text, "needle");
	}
	buf_cut(&text, 0);
	for (int n = 0; n < 300; n++) {
		buf_put(&text, n % 2 ? "~a *" : "~~b _");
	}
	buf_put(&text, "needle");
	for (int n = 300; n-- > 0;) {
		buf_put(&text, n % 2 ? "* c~" : "_ d~~");
	}
	check_depth(&text, "needle");
	buf_cut(&text, 0);
	for (int n = 0; n < 200; n++) {
		buf_put(&text, "*a **b ");
	}
	buf_put(&text, "needle");
	for (int n = 0; n < 200; n++) {
		buf_put(&text, "** c*");
	}
	check_depth(&text, "needle");
	buf_clear(&text);
}

static void test_walk(void **state)
{
	struct markdown_input input = {
		.text = STR("a *b* c\n\n- d\n"), .line = 1};
	struct arena arena = {0};
	bool bounded;
	const struct node *root = markdown_parse(&input, &arena, &bounded);
	const struct node *paragraph = node_next(root, root);
	const struct node *emph = find(root, NODE_EMPH);
	int count = 0;

	(void)state;
	for (const struct node *node = root; node;
		node = node_next(root, node)) {
		count++;
	}
	assert_int_equal(count, 10);
	assert_int_equal(node_skip(root, paragraph)->type, NODE_LIST);
	assert_ptr_equal(node_next(emph, emph->first), NULL);
	assert_ptr_equal(node_skip(root, emph), emph->next);
	assert_ptr_equal(node_skip(root, root), NULL);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_tables),
		cmocka_unit_test(test_tasks), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_depth), cmocka_unit_test(test_walk)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
