/* Bounds of YAML, what is saved of broken YAML, and lists of problems. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "content/problem.h"
#include "content/yaml.h"
#include "tests/yaml_tree.h"

static void expect_refused(
	const char *text, const char *rule, int line, int column)
{
	struct parsed p;

	parse(&p, text);
	assert_null(p.root);
	assert_int_equal(p.problems.count, 1);
	assert_string_equal(p.problems.items[0].rule, rule);
	assert_int_equal(p.problems.items[0].line, line);
	assert_int_equal(p.problems.items[0].column, column);
	clear(&p);
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
	parse(&p, buf_text(&text));
	expect_tree(&p, "[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]");
	clear(&p);
	nest(&text, 17, "[", ']');
	expect_refused(buf_text(&text), "yaml-depth", 1, 17);
	parse(&p, buf_text(&text));
	assert_null(p.root);
	clear(&p);
	nest(&text, 16, "{a: ", '}');
	parse(&p, buf_text(&text));
	assert_non_null(p.root);
	clear(&p);
	nest(&text, 17, "{a: ", '}');
	expect_refused(buf_text(&text), "yaml-depth", 1, 65);
	nest(&text, 17, "- ", '\n');
	expect_refused(buf_text(&text), "yaml-depth", 1, 33);
	buf_clear(&text);
}

/* libyaml compares each "%" line with all others. */
static void test_directives(void **state)
{
	struct buf text = {0};
	struct parsed p;

	(void)state;
	for (int i = 0; i < 8; i++) {
		buf_printf(&text, "%%TAG !t%d! x\n", i);
	}
	buf_put(&text, "---\na: b\n");
	parse(&p, buf_text(&text));
	expect_tree(&p, "{a=b}");
	clear(&p);
	buf_cut(&text, 0);
	for (int i = 0; i < 9; i++) {
		buf_printf(&text, "\n# x\n%%TAG !t%d! x\n", i);
	}
	buf_put(&text, "---\na: b\n");
	expect_refused(buf_text(&text), "yaml", 1, 0);
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
	expect_refused(buf_text(&text), "yaml-size", 1, 0);
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
		clock_t start = clock();

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
		/* Of the processor; the rest is for slow machines. */
		assert_in_range(
			(clock() - start) / (CLOCKS_PER_SEC / 1000), 0, 500);
	}
	buf_clear(&text);
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
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_directives),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_long_list),
		cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_salvage_lines),
		cmocka_unit_test(test_salvage_lists),
		cmocka_unit_test(test_salvage_places_and_limit),
		cmocka_unit_test(test_problems_are_bounded),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
