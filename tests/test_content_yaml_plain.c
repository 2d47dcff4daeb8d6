/* Front matter read without libyaml: the same tree, or none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "content/yaml_private.h"
#include "tests/yaml_tree.h"

static void expect_equal(
	const char *text, const struct yaml *a, const struct yaml *b)
{
	for (; a && b; a = a->next, b = b->next) {
		if (a->type != b->type || a->plain != b->plain ||
			a->line != b->line || a->column != b->column ||
			a->key_line != b->key_line ||
			a->key_column != b->key_column ||
			!str_eq(a->key, b->key) || !str_eq(a->text, b->text))
			fail_msg("%s\nat %d:%d and %d:%d", text, a->line,
				a->column, b->line, b->column);
		expect_equal(text, a->first, b->first);
	}
	if (a || b)
		fail_msg("%s\none has more", text);
}

/* Whether it was read; then it is as libyaml reads it, without a problem. */
static bool is_plain(const char *text)
{
	struct yaml_input input = {str_from(text), 2, &yaml_limits_front};
	struct parsed p = {0};
	const struct yaml *plain = yaml_plain(&input, &p.arena);

	if (plain) {
		expect_equal(text, plain,
			yaml_events(&input, &p.arena, &p.problems));
		assert_int_equal(p.problems.count, 0);
	}
	clear(&p);
	return plain != NULL;
}

static void test_plain(void **state)
{
	static const char *const texts[] = {"a: b", "title: Årsredovisning § 3",
		"a: \"b: c\"\nd: 'e # f'\n", "tags:\n- a\n- b\nc: d\n",
		"tags:\n  - a\n  - b c\n", "url: https://a.se/b?c=d#e\n",
		"a:\n  b: c\n  d:\n    - e: f\n      g:   h\n    - i\nj: k\n",
		"a:\n- b: c\n  d: e\n- f: g\n", "d: 2020-01-01 10:00\n"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (!is_plain(texts[i]))
			fail_msg("%s", texts[i]);
	}
}

static void test_not_plain(void **state)
{
	static const char *const texts[] = {"", "\n", "a", "a:", "a: b\n\nc: d",
		"# c\na: b", "a: b # c", "a: b: c", "a: b:", "a: [b]", "a: {b}",
		"a: &b c", "a: *b", "a: !b c", "a: |\n  b", "a: >\n  b",
		"a: b\n  c", "a: b\na: c", "a:\n  b: c\n d: e", "a: \"b\\n\"",
		"a: 'b''c'", "a: \"b\" c", "a: b\t", "\ta: b", " a: b",
		"a: b\r\n", "a: b \n", "- a", "a: - b", "a:\n- - b", "? a",
		"---\na: b", "a: b\n---\n", "a: b\n...\n", "%a: b",
		"a: b\xC2\x85"
		"c",
		"a: \xE2\x80\xA8", "a: \xEF\xBB\xBF", "a: \xFF", "a: \x7F",
		"a: 'b", "a b: c", "a:b"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (is_plain(texts[i]))
			fail_msg("%s", texts[i]);
	}
}

/* Texts put together at random: many are plain, and none is read otherwise. */
static void test_random(void **state)
{
	static const char *const pieces[] = {"a: ", "b:", "c: d", "\n", "\n",
		"\n", "\n  ", "\n- ", "\n  - ", "\n    ", "- ", "  ", "x",
		"\"y", "\"y z\"", "'q'", "å§", ":", "#", " #", "\t", "1",
		"k: 'v: w'", "e:\n  f: g", "h:\n- i: j\n  l: m", "---", "[",
		"\\"};
	unsigned seed = 7;
	int read = 0;
	int round, i;

	(void)state;
	for (round = 0; round < 60000; round++) {
		struct buf text = {0};

		buf_put(&text, round % 2 ? "a: b\n" : "n:\n  - o: p\n    ");
		for (i = 0; i < 1 + round % 7; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_put(&text,
				pieces[(seed >> 16) %
					(sizeof(pieces) / sizeof(*pieces))]);
		}
		read += is_plain(buf_text(&text));
		buf_clear(&text);
	}
	assert_true(read > 1000);
}

static void test_limits(void **state)
{
	const struct yaml_limits low = {1024, 1, 40};
	struct yaml_input input = {STR("a: b\nc:\n- d"), 1, &low};
	struct arena arena = {0};
	struct buf many = {0};
	int i;

	(void)state;
	assert_null(yaml_plain(&input, &arena));
	for (i = 0; i < 12; i++)
		buf_printf(&many, "k%d: v\n", i);
	input.text = buf_slice(&many);
	assert_null(yaml_plain(&input, &arena));
	input.limits = NULL;
	assert_non_null(yaml_plain(&input, &arena));
	buf_clear(&many);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain),
		cmocka_unit_test(test_not_plain), cmocka_unit_test(test_random),
		cmocka_unit_test(test_limits)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
