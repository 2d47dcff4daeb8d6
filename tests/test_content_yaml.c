/* YAML as a tree, and what is said about YAML that is none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "content/yaml.h"
#include "tests/yaml_tree.h"

static void expect(const char *text, const char *tree)
{
	struct parsed p;

	parse(&p, text);
	expect_tree(&p, tree);
	assert_int_equal(p.problems.count, 0);
	clear(&p);
}

/* The first problem: rule and place. */
static void expect_problem(
	const char *text, const char *rule, int line, int column)
{
	struct parsed p;
	const struct problem *first;

	parse(&p, text);
	assert_true(p.problems.count > 0);
	first = &p.problems.items[0];
	if (strcmp(first->rule, rule) != 0 || first->line != line ||
		first->column != column) {
		fail_msg("%s: %s at %d:%d: %s", text, first->rule, first->line,
			first->column, first->text);
	}
	/* A sentence, with what to do in a second one. */
	assert_non_null(strstr(first->text, ". "));
	clear(&p);
}

static void expect_broken(const char *text, int line, int column)
{
	struct parsed p;

	expect_problem(text, "yaml", line, column);
	parse(&p, text);
	assert_null(p.root);
	assert_int_equal(p.problems.items[0].severity, SEVERITY_ERROR);
	clear(&p);
}

static void test_scalars(void **state)
{
	(void)state;
	expect("a: b\nc: 'd ''e'\nf: \"g\\th\"\n",
		"{a=b c=\"d 'e\" f=\"g\th\"}");
	expect("a:\nb: \"\"\n", "{a= b=\"\"}");
	expect("a: sfs:2025:1506\n", "{a=sfs:2025:1506}");
	expect("a: 2026-02-30\nb: no\nc: 0x1F\n", "{a=2026-02-30 b=no c=0x1F}");
	expect("a: one\n  two\nb: |\n  x\n  y\nc: >\n  x\n  y\n",
		"{a=one two b=\"x\ny\n\" c=\"x y\n\"}");
	expect("å: é 😀\n", "{å=é 😀}");
	expect("just text", "just text");
}

static void test_collections(void **state)
{
	(void)state;
	expect("a: [b, 'c']\nd:\n  - e\n  - f: g\n    h: [i]\n",
		"{a=[b \"c\"] d=[e {f=g h=[i]}]}");
	expect("{a: {b: c}, d: []}", "{a={b=c} d=[]}");
	expect("- a\n- - b\n  - c\n", "[a [b c]]");
	expect("a: []\nb: {}\n", "{a=[] b={}}");
}

static void test_nothing(void **state)
{
	static const char *const texts[] = {"", "\n\n", "# only\n", "   "};
	struct parsed p;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		parse(&p, texts[i]);
		assert_null(p.root);
		assert_int_equal(p.problems.count, 0);
		clear(&p);
	}
	parse_with(&p, (struct str){0}, NULL);
	assert_null(p.root);
	clear(&p);
}

static void test_places(void **state)
{
	struct yaml_input input = {
		STR("å: b\nlist:\n  - x\n  - {k: v}\n"), 7, &yaml_limits_front};
	struct parsed p = {0};
	const struct yaml *list;
	const struct yaml *map;

	(void)state;
	p.root = yaml_parse(&input, &p.arena, &p.problems);
	assert_int_equal(p.root->line, 7);
	assert_int_equal(p.root->first->line, 7);
	assert_int_equal(p.root->first->column, 4);
	assert_int_equal(p.root->first->key_line, 7);
	assert_int_equal(p.root->first->key_column, 1);
	list = yaml_get(p.root, "list");
	assert_int_equal(list->key_line, 8);
	assert_int_equal(list->line, 9);
	assert_int_equal(list->column, 3);
	assert_int_equal(list->first->line, 9);
	assert_int_equal(list->first->column, 5);
	map = list->first->next;
	assert_int_equal(map->first->key_line, 10);
	assert_int_equal(map->first->key_column, 6);
	assert_int_equal(map->first->column, 9);
	clear(&p);
}

/* U+2028 ends a line for libyaml, but not in an editor. */
static void test_places_odd_breaks(void **state)
{
	struct parsed p;
	const struct yaml *node;

	(void)state;
	parse(&p, "a: 'x\xE2\x80\xA8 y\xC2\x85 z'\nb: c\n");
	node = yaml_get(p.root, "b");
	assert_non_null(node);
	assert_int_equal(node->key_line, 2);
	assert_int_equal(node->key_column, 1);
	assert_int_equal(node->line, 2);
	assert_int_equal(node->column, 4);
	clear(&p);
}

static void test_line_ends_and_mark(void **state)
{
	struct parsed p;

	(void)state;
	expect("\xEF\xBB\xBF"
	       "a: b\r\nc: d\r\n",
		"{a=b c=d}");
	parse(&p,
		"\xEF\xBB\xBF"
		"a: b\r\nc: d\r\n");
	assert_int_equal(p.root->first->key_column, 1);
	assert_int_equal(p.root->first->next->key_line, 2);
	assert_int_equal(p.root->first->next->column, 4);
	clear(&p);
	expect("a: b\rc: d\r", "{a=b c=d}");
}

static void test_nul_is_repaired(void **state)
{
	struct parsed p;
	const struct yaml *a;

	(void)state;
	parse(&p, "a: \"x\\0y\"\n\"k\\0\": v\n");
	a = yaml_get(p.root, "a");
	assert_true(str_is(a->text, "x\xEF\xBF\xBDy"));
	assert_true(utf8_valid(a->text));
	assert_true(str_is(a->next->key, "k\xEF\xBF\xBD"));
	/* Slices are NUL-terminated, so that C functions may read them. */
	assert_int_equal(a->text.data[a->text.len], '\0');
	clear(&p);
	expect_broken("a: x\x01y\n", 1, 5);
}

static void test_broken(void **state)
{
	(void)state;
	expect_broken("a: b\nc: Act: on b\n", 2, 7);
	expect_broken("a: b\nrest of it\nand more\n", 2, 1);
	expect_broken("a: 1\n\nb: 2\n  c: 3\n", 4, 4);
	expect_broken("a: \"b\nc: d\n", 1, 4);
	expect_broken("a: [b, c\nd: e\n", 1, 4);
	expect_broken("a: {b: c\n", 1, 4);
	expect_broken("a: @b\n", 1, 4);
	expect_broken("a: `b`\n", 1, 4);
	expect_broken("a:\n\t- b\n", 2, 1);
	expect_broken("a: \"C:\\new\\qx\"\n", 1, 11);
	expect_broken("a: \"b\" c\n", 1, 8);
	expect_broken("a: *\n", 1, 4);
	expect_broken("a: - b\n", 1, 4);
	expect_broken("a: |x\n  b\n", 1, 5);
	expect_broken("text\na: b\n", 2, 2);
	expect_broken("a: b\n%x\n", 2, 1);
	expect_broken("a: \xFF\n", 1, 4);
	expect_broken("a: ok\nb: \xE2\x80\xA8 \x7F\n", 2, 6);
}

static void expect_text(const char *yaml, const char *part)
{
	struct parsed p;

	parse(&p, yaml);
	assert_true(p.problems.count > 0);
	if (!strstr(p.problems.items[0].text, part)) {
		fail_msg("%s: %s", yaml, p.problems.items[0].text);
	}
	clear(&p);
}

/* The user reads what to do, in words that fit the mistake. */
static void test_broken_texts(void **state)
{
	(void)state;
	expect_text("a: b: c\n", "in quotes if it holds a colon");
	expect_text("a: b\nrest of it\nand\n", "begin it with two blanks");
	expect_text("a: \"b\n", "closing quote");
	expect_text("a: @b\n", "Put the value in quotes");
	expect_text("a:\n\t- b\n", "not with a tab");
	expect_text("a: [b\n", "comma is missing");
	expect_text("a: {b: c\n", "comma is missing");
	expect_text("a: \"\\q\"\n", "two backslashes");
	expect_text("a: b\x02\n", "cannot be seen");
	expect_text("a: \xFF\n", "Save the file as UTF-8");
}

static void test_anchor_alias_tag(void **state)
{
	struct parsed p;

	(void)state;
	expect_problem("a: &x b\n", "yaml-anchor", 1, 4);
	expect_problem("a: b\nc: *x\n", "yaml-anchor", 2, 4);
	expect_problem("a: !!str b\n", "yaml-tag", 1, 4);
	expect_problem("a: ! b\n", "yaml-tag", 1, 4);
	expect_problem("a: &x [b]\n", "yaml-anchor", 1, 4);
	expect_problem("a: !x {b: c}\n", "yaml-tag", 1, 4);
	parse(&p, "a: &x b\nc: *x\nd: !t e\n<<: *x\nl: &y [f]\n");
	expect_tree(&p, "{a=b c= d=e <<= l=[f]}");
	assert_int_equal(p.problems.count, 5);
	assert_int_equal(p.problems.items[0].severity, SEVERITY_ERROR);
	clear(&p);
	/* An alias is an empty text, also as a key, and never NULL. */
	parse(&p, "*x : *y\n");
	expect_tree(&p, "{=}");
	assert_non_null(p.root->first->key.data);
	assert_non_null(p.root->first->text.data);
	clear(&p);
}

static void test_duplicate_keys(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\na: 4\n");
	expect_tree(&p, "{a=1 b=2 c={d=1}}");
	assert_int_equal(p.problems.count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(p.problems.items[i].rule, "duplicate-key");
		assert_int_equal(
			p.problems.items[i].severity, SEVERITY_WARNING);
	}
	assert_int_equal(p.problems.items[0].line, 4);
	assert_int_equal(p.problems.items[0].column, 11);
	assert_int_equal(p.problems.items[1].line, 3);
	assert_int_equal(p.problems.items[2].line, 5);
	clear(&p);
}

static void test_many_duplicate_keys(void **state)
{
	struct buf text = {0};
	struct parsed p;
	const struct yaml *at;
	int n = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		buf_printf(&text, "k%d: %d\n", i % 90, i);
	}
	parse(&p, buf_text(&text));
	assert_int_equal(p.problems.count, 10);
	assert_int_equal(p.problems.items[0].line, 91);
	for (at = p.root->first; at; at = at->next, n++) {
		char key[16];

		snprintf(key, sizeof(key), "k%d", n);
		assert_true(str_is(at->key, key));
		assert_true(str_is(at->text, key + 1));
	}
	assert_int_equal(n, 90);
	clear(&p);
	buf_clear(&text);
}

static void test_keys_that_are_none(void **state)
{
	struct parsed p;

	(void)state;
	expect_problem("a: b\n[c]: d\n", "yaml-key", 2, 1);
	parse(&p, "a: 1\n? [x, {y: z}]\n: {v: w}\nb: 2\n? {q: r}\n: 3\nc: 4\n");
	expect_tree(&p, "{a=1 b=2 c=4}");
	assert_int_equal(p.problems.count, 2);
	clear(&p);
}

static void test_second_document(void **state)
{
	struct parsed p;

	(void)state;
	expect_problem("a: b\n---\nc: d\n", "yaml-document", 2, 1);
	parse(&p, "a: b\n---\nc: d\n");
	expect_tree(&p, "{a=b}");
	clear(&p);
	expect("---\na: b\n...\n", "{a=b}");
}

static void test_get(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "a: b\nl: [x]\n\"\": e\n");
	assert_true(str_is(yaml_text(p.root, "a"), "b"));
	assert_int_equal(yaml_text(p.root, "l").len, 0);
	assert_int_equal(yaml_text(p.root, "z").len, 0);
	assert_null(yaml_get(p.root, "z"));
	assert_null(yaml_get(p.root->first, "a"));
	assert_null(yaml_get(NULL, "a"));
	assert_true(str_is(yaml_text(p.root, ""), "e"));
	clear(&p);
}

static void test_bool(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p,
		"a: yes\nb: TRUE\nc: On\nd: 1\ne: no\nf: False\ng: off\n"
		"h: 0\ni: maybe\nj: [yes]\nk:\n");
	for (char key[2] = "a"; key[0] <= 'd'; key[0]++) {
		assert_true(yaml_bool(p.root, key, false));
	}
	for (char key[2] = "e"; key[0] <= 'h'; key[0]++) {
		assert_false(yaml_bool(p.root, key, true));
	}
	for (char key[2] = "i"; key[0] <= 'l'; key[0]++) {
		assert_true(yaml_bool(p.root, key, true));
		assert_false(yaml_bool(p.root, key, false));
	}
	assert_true(yaml_bool(NULL, "a", true));
	clear(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scalars),
		cmocka_unit_test(test_collections),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_places_odd_breaks),
		cmocka_unit_test(test_line_ends_and_mark),
		cmocka_unit_test(test_nul_is_repaired),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_broken_texts),
		cmocka_unit_test(test_anchor_alias_tag),
		cmocka_unit_test(test_duplicate_keys),
		cmocka_unit_test(test_many_duplicate_keys),
		cmocka_unit_test(test_keys_that_are_none),
		cmocka_unit_test(test_second_document),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_bool),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
