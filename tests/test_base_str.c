#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"

static const struct str nothing = {0};

static void null_is_the_empty_slice(void **state)
{
	struct str s = str_from(NULL);

	(void)state;
	assert_null(s.data);
	assert_int_equal(s.len, 0);
	assert_true(str_eq(s, STR("")));
	assert_true(str_is(s, ""));
	assert_true(str_starts(s, ""));
	assert_true(str_ends(s, ""));
	assert_int_equal(str_cmp(s, STR("")), 0);
	assert_int_equal(str_find(s, 'x'), 0);
	assert_int_equal(str_find_text(s, "x"), 0);
	assert_int_equal(str_trim(s).len, 0);
	assert_int_equal(str_sub(s, 3, 9).len, 0);
}

static void sub_is_clamped(void **state)
{
	struct str s = STR("abcdef");

	(void)state;
	assert_true(str_is(str_sub(s, 2, 4), "cd"));
	assert_true(str_is(str_sub(s, 0, 99), "abcdef"));
	assert_true(str_is(str_sub(s, 4, 2), ""));
	assert_true(str_is(str_sub(s, 99, 100), ""));
	assert_true(str_is(str_sub(s, 6, 6), ""));
}

static void compares(void **state)
{
	(void)state;
	assert_false(str_eq(STR("a"), STR("ab")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_true(str_eq_nocase(STR("AbZ"), STR("aBz")));
	assert_false(str_eq_nocase(STR("a@"), STR("a`")));
	assert_false(str_eq_nocase(STR("\xC3\x85"), STR("\xC3\xA5")));
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_true(str_cmp(STR("\xFF"), STR("a")) > 0);
	assert_true(str_cmp(nothing, STR("a")) < 0);
	assert_true(str_starts(STR("abc"), "ab"));
	assert_false(str_starts(STR("a"), "ab"));
	assert_true(str_ends(STR("abc"), "bc"));
	assert_false(str_ends(STR("c"), "bc"));
	assert_false(str_is(STR("a\0"), "a"));
}

static void finds(void **state)
{
	struct str s = STR("abab\0abc");

	(void)state;
	assert_int_equal(str_find(s, 'b'), 1);
	assert_int_equal(str_find(s, '\0'), 4);
	assert_int_equal(str_find(s, 'z'), s.len);
	assert_int_equal(str_find_text(s, "abc"), 5);
	assert_int_equal(str_find_text(s, ""), 0);
	assert_int_equal(str_find_text(s, "abcd"), s.len);
	assert_int_equal(str_find_text(STR("c"), "c"), 0);
	assert_int_equal(str_find_text(STR("aab"), "ab"), 1);
}

static void trims(void **state)
{
	(void)state;
	assert_true(str_is(str_trim(STR(" \t\r\na b\n ")), "a b"));
	assert_true(str_is(str_trim(STR(" \n ")), ""));
	assert_true(str_is(str_trim(STR("a")), "a"));
}

/* Join the parts of `text` with | to see where it was cut. */
static void check_cut(const char *text, const char *parts)
{
	struct str rest = str_from(text);
	struct str part;
	char seen[64];
	size_t len = 0;

	while (str_cut(&rest, ',', &part)) {
		for (size_t i = 0; i < part.len; i++) {
			seen[len++] = part.data[i];
		}
		seen[len++] = '|';
	}
	seen[len] = '\0';
	assert_string_equal(seen, parts);
}

static void cuts(void **state)
{
	(void)state;
	check_cut("", "");
	check_cut(",", "|");
	check_cut("a", "a|");
	check_cut("a,", "a|");
	check_cut("a,,b", "a||b|");
	check_cut(",a", "|a|");
}

static void numbers(void **state)
{
	long value = 7;

	(void)state;
	assert_true(str_number(STR("0"), 0, 9, &value));
	assert_int_equal(value, 0);
	assert_true(str_number(STR("007"), 0, 9, &value));
	assert_int_equal(value, 7);
	assert_true(str_number(STR("-12"), -12, 9, &value));
	assert_int_equal(value, -12);
	assert_true(
		str_number(STR("9223372036854775807"), 0, LONG_MAX, &value));
	assert_true(value == LONG_MAX);
	assert_true(
		str_number(STR("-9223372036854775808"), LONG_MIN, 0, &value));
	assert_true(value == LONG_MIN);
	value = 5;
	assert_false(str_number(
		STR("9223372036854775808"), LONG_MIN, LONG_MAX, &value));
	assert_false(str_number(
		STR("-9223372036854775809"), LONG_MIN, LONG_MAX, &value));
	assert_false(str_number(
		STR("99999999999999999999999"), LONG_MIN, LONG_MAX, &value));
	assert_false(str_number(STR("10"), 0, 9, &value));
	assert_false(str_number(STR("-1"), 0, 9, &value));
	assert_false(str_number(STR(""), 0, 9, &value));
	assert_false(str_number(STR("-"), -9, 9, &value));
	assert_false(str_number(STR("+1"), 0, 9, &value));
	assert_false(str_number(STR(" 1"), 0, 9, &value));
	assert_false(str_number(STR("1\0"), 0, 9, &value));
	assert_false(str_number(nothing, 0, 9, &value));
	assert_int_equal(value, 5);
}

static void copy_ends_with_nul(void **state)
{
	char *copy = str_copy(str_sub(STR("abcdef"), 0, 3));
	char *empty = str_copy(nothing);

	(void)state;
	assert_string_equal(copy, "abc");
	assert_string_equal(empty, "");
	free(copy);
	free(empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(null_is_the_empty_slice),
		cmocka_unit_test(sub_is_clamped),
		cmocka_unit_test(compares),
		cmocka_unit_test(finds),
		cmocka_unit_test(trims),
		cmocka_unit_test(cuts),
		cmocka_unit_test(numbers),
		cmocka_unit_test(copy_ends_with_nul),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
