/* YAML as a tree, what is saved of broken YAML, and lists of problems. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "content/problem.h"
#include "content/yaml.h"

struct parsed {
	struct arena arena;
	struct problems problems;
	struct yaml *root;
};

static void parse_with(
	struct parsed *p, struct str text, const struct yaml_limits *limits)
{
	struct yaml_input input = {text, 1, limits};

	*p = (struct parsed){0};
	p->root = yaml_parse(&input, &p->arena, &p->problems);
}

static void parse(struct parsed *p, const char *text)
{
	parse_with(p, str_from(text), &yaml_limits_front);
}

static void clear(struct parsed *p)
{
	arena_clear(&p->arena);
}

static void salvage(struct parsed *p, const char *text)
{
	struct yaml_input input = {str_from(text), 1, &yaml_limits_front};

	*p = (struct parsed){0};
	p->root = yaml_salvage(&input, &p->arena);
}

/* The tree as text: key=scalar, [list], {map}; quoted scalars in "". */
static void dump(struct buf *out, const struct yaml *node)
{
	const char *gap = "";

	if (!node) {
		buf_put(out, "NULL");
		return;
	}
	if (node->type == YAML_SCALAR) {
		buf_printf(out, node->plain ? "%.*s" : "\"%.*s\"",
			STR_ARG(node->text));
		return;
	}
	buf_put(out, node->type == YAML_LIST ? "[" : "{");
	for (const struct yaml *at = node->first; at; at = at->next) {
		buf_put(out, gap);
		gap = " ";
		if (node->type == YAML_MAP) {
			buf_printf(out, "%.*s=", STR_ARG(at->key));
		}
		dump(out, at);
	}
	buf_put(out, node->type == YAML_LIST ? "]" : "}");
}

static void expect_tree(const struct parsed *p, const char *tree)
{
	struct buf out = {0};

	dump(&out, p->root);
	assert_string_equal(buf_text(&out), tree);
	buf_clear(&out);
}

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

static void nest(struct buf *text, int depth, const char *open, char close)
{
	buf_cut(text, 0);
	for (int i = 0; i < depth; i++) {
		buf_put(text, open);
	}
	buf_put(text, "x");
	buf_fill(text, close, (size_t)depth);
}

static void test_depth(void **state)
{
	struct buf text = {0};
	struct parsed p;

	(void)state;
	nest(&text, 16, "[", ']');
	expect(buf_text(&text), "[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]");
	nest(&text, 17, "[", ']');
	expect_problem(buf_text(&text), "yaml-depth", 1, 17);
	parse(&p, buf_text(&text));
	assert_null(p.root);
	clear(&p);
	nest(&text, 16, "{a: ", '}');
	parse(&p, buf_text(&text));
	assert_non_null(p.root);
	clear(&p);
	nest(&text, 17, "{a: ", '}');
	expect_problem(buf_text(&text), "yaml-depth", 1, 65);
	nest(&text, 17, "- ", '\n');
	expect_problem(buf_text(&text), "yaml-depth", 1, 33);
	buf_clear(&text);
}

static void test_events(void **state)
{
	const struct yaml_limits limits = {1000, 16, 12};
	struct parsed p;

	(void)state;
	/* Stream, document, list, 6 items and three ends. */
	parse_with(&p, STR("[1,2,3,4,5,6]"), &limits);
	assert_non_null(p.root);
	assert_int_equal(p.problems.count, 0);
	clear(&p);
	parse_with(&p, STR("[1,2,3,4,5,6,7]"), &limits);
	assert_null(p.root);
	assert_string_equal(p.problems.items[0].rule, "yaml-size");
	clear(&p);
}

static void test_bytes(void **state)
{
	struct buf text = {0};
	struct parsed p;
	const size_t most = yaml_limits_front.bytes;

	(void)state;
	buf_put(&text, "a: ");
	buf_fill(&text, 'x', most - 3);
	parse(&p, buf_text(&text));
	assert_int_equal(p.root->first->text.len, most - 3);
	clear(&p);
	buf_byte(&text, 'x');
	expect_problem(buf_text(&text), "yaml-size", 1, 0);
	parse(&p, buf_text(&text));
	assert_null(p.root);
	clear(&p);
	buf_clear(&text);
}

/* The longest front matter in use: a statute with its 400 amendments. */
static void test_long_list(void **state)
{
	struct buf text = {0};
	struct parsed p;
	const struct yaml *at;
	size_t count = 0;

	(void)state;
	buf_put(&text, "changes:\n");
	while (text.len < 81 * 1024) {
		buf_printf(&text,
			"  - number: \"2009:%zu\"\n    title: \"Act (2009:%zu) "
			"on changes in the act on public access to information "
			"and secrecy\"\n    in_force: 2009-07-01\n",
			count, count);
		count++;
	}
	parse(&p, buf_text(&text));
	assert_int_equal(p.problems.count, 0);
	at = yaml_get(p.root, "changes")->first;
	for (; at; at = at->next) {
		assert_true(yaml_text(at, "title").len > 60);
		count--;
	}
	assert_int_equal(count, 0);
	clear(&p);
	buf_clear(&text);
}

/* Whatever is repeated up to the limit ends soon, and says what is wrong. */
static void test_bombs(void **state)
{
	static const char *const parts[] = {"[", "[ ", "[\n", "{",
		"{a: ", "{a: [", "- ", "-\n", "? ", "? - ", ": ", "a: &x b\n",
		"- *a\n", "%TAG !a! x\n", "%FOO\n", "&a ", "*a ", "!a ",
		"---\n", "...\n", "- - - -\n", "]", "}", "@", "\"a\"\n", "a\n",
		"a: ", "{[", "\t", "a: b\n", "\xE2\x80\xA8-", "[]: ", "a,",
		"!<a", "'", "\"\\"};
	struct buf text = {0};
	struct parsed p;

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		int64_t start = date_ticks_ms();

		buf_cut(&text, 0);
		while (text.len + 16 < yaml_limits_front.bytes) {
			buf_put(&text, parts[i]);
		}
		parse(&p, buf_text(&text));
		assert_true(p.root || p.problems.count > 0);
		clear(&p);
		salvage(&p, buf_text(&text));
		assert_non_null(p.root);
		clear(&p);
		/* Some milliseconds; the rest is for slow machines. */
		assert_in_range(date_ticks_ms() - start, 0, 500);
	}
	buf_clear(&text);
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

static void expect_saved(const char *text, const char *tree)
{
	struct parsed p;

	salvage(&p, text);
	expect_tree(&p, tree);
	clear(&p);
}

static void test_salvage_lines(void **state)
{
	(void)state;
	/* As 46 statutes are written. */
	expect_saved("no: 1969:780\ntitle: Lag\n(1969:780)\nmed anledning av\n"
		     "kommunbeteckning, m.m.\n\ndate: 1969-01-01\n",
		"{no=1969:780 title=Lag (1969:780) med anledning av "
		"kommunbeteckning, m.m. date=1969-01-01}");
	expect_saved("a: b: c\n", "{a=b: c}");
	expect_saved("a:b\nc : d\n-e: f\n: g\nåäö: h\nk.l_m-n: o\r\n",
		"{åäö=h k.l_m-n=o}");
	expect_saved("# no: x\na: b # why\nc: d#e\n", "{a=b c=d#e}");
	expect_saved("a: \"b \\\"c\\\" # d\"\ne: 'f ''g'\n\"h i\": j\n",
		"{a=\"b \"c\" # d\" e=\"f 'g\" h i=j}");
	expect_saved("a: 1\na: 2\nb: 3\n", "{a=1 b=3}");
	expect_saved("a: |\n  b: c\n  # d\n\n  e\nf: >-\n  g\n",
		"{a=b: c # d e f=g}");
	expect_saved("---\na: b\n...\n", "{a=b}");
	expect_saved("\xEF\xBB\xBF"
		     "a: b\nc: \"open\n",
		"{a=b c=\"open}");
}

static void test_salvage_lists(void **state)
{
	(void)state;
	expect_saved("a:\n  - b\n  - \"c d\"\n-\n- e\n  f\nx: @\n",
		"{a=[b \"c d\"  e f] x=@}");
	expect_saved("tags: [a, 'b c', , d]\nbad: @\n",
		"{tags=[a \"b c\" d] bad=@}");
	expect_saved("l:\n  - n: 1\n    t: x\n  - n: 2\nz: `\n",
		"{l=[n: 1 t: x n: 2] z=`}");
	expect_saved("a: text\n- not an item\n", "{a=text - not an item}");
	expect_saved("- a\n- b\n", "{}");
	expect_saved("", "{}");
	expect_saved("text\n", "{}");
}

static void test_salvage_places_and_limit(void **state)
{
	const struct yaml_limits few = {1000, 16, 3};
	struct yaml_input input = {
		STR("a: 1\nb:\n  - x\n  - y\nc: 2\n"), 5, &few};
	struct parsed p = {0};

	(void)state;
	p.root = yaml_salvage(&input, &p.arena);
	expect_tree(&p, "{a=1 b=[x]}");
	assert_int_equal(p.root->first->next->key_line, 6);
	assert_int_equal(p.root->first->next->first->line, 7);
	assert_int_equal(p.root->first->next->first->column, 3);
	clear(&p);
}

static void test_problems_are_bounded(void **state)
{
	struct problem at = {
		.line = 3, .severity = SEVERITY_WARNING, .rule = "r"};
	struct problems list = {0};
	struct arena arena = {0};

	(void)state;
	for (int i = 0; i < PROBLEMS_MAX; i++) {
		at.column = i;
		problem_add(&list, &arena, &at, "number %d", i);
	}
	assert_int_equal(list.count, PROBLEMS_MAX);
	assert_int_equal(list.more, 0);
	assert_string_equal(list.items[199].text, "number 199");
	assert_string_equal(list.items[0].text, "number 0");
	assert_int_equal(list.items[7].column, 7);
	problem_add(&list, &arena, &at, "one more");
	assert_int_equal(list.count, PROBLEMS_MAX + 1);
	assert_string_equal(list.items[PROBLEMS_MAX].rule, "more-problems");
	assert_int_equal(list.items[PROBLEMS_MAX].severity, SEVERITY_WARNING);
	at.severity = SEVERITY_ERROR;
	problem_add(&list, &arena, &at, "and an error");
	assert_int_equal(list.count, PROBLEMS_MAX + 1);
	assert_int_equal(list.more, 2);
	assert_int_equal(list.items[PROBLEMS_MAX].severity, SEVERITY_ERROR);
	arena_clear(&arena);
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
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_long_list),
		cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_bool),
		cmocka_unit_test(test_salvage_lines),
		cmocka_unit_test(test_salvage_lists),
		cmocka_unit_test(test_salvage_places_and_limit),
		cmocka_unit_test(test_problems_are_bounded),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
