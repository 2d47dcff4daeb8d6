#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

enum {
	CODES = 0x110000
};

static bool is_surrogate(uint32_t code)
{
	return code >= 0xD800 && code <= 0xDFFF;
}

/* Each slice is copied to its own block, so that ASan sees a read past it. */
static void check_codes(struct str text, const uint32_t *codes, size_t count)
{
	char *copy = malloc(text.len);
	struct str rest = {copy, text.len};

	memcpy(copy, text.data, text.len);
	for (size_t i = 0; i < count; i++) {
		assert_true(rest.len > 0);
		assert_int_equal(utf8_next(&rest), codes[i]);
	}
	assert_int_equal(rest.len, 0);
	assert_false(utf8_valid((struct str){copy, text.len}));
	free(copy);
}

#define CHECK(text, ...)                                                       \
	do {                                                                   \
		const uint32_t codes[] = {__VA_ARGS__};                        \
		check_codes(                                                   \
			STR(text), codes, sizeof(codes) / sizeof(codes[0]));   \
	} while (0)

/* Unicode Standard, section 3.9, and the cases of Markus Kuhn's test file. */
static void replaces_maximal_subparts(void **state)
{
	enum {
		R = UTF8_REPLACEMENT
	};

	(void)state;
	CHECK("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", 'a', R, R,
		R, 'b', R, 'c', R, R, 'd');
	CHECK("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", R, R, R, R, R, R, R, R,
		'A');
	CHECK("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", R, R, R, R, R, R, R, R,
		'A');
	CHECK("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", R, R, R, R, R, 'A', R, R,
		'B');
	CHECK("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", R, R, R, R, 'A');
	CHECK("\x80", R);
	CHECK("\xBF", R);
	CHECK("\xC3", R);
	CHECK("\xE2\x82", R);
	CHECK("\xF0\x9F\x98", R);
	CHECK("\xFE\xFE\xFF\xFF", R, R, R, R);
	CHECK("\xF8\x88\x80\x80\x80", R, R, R, R, R);
	CHECK("\xF5\x80", R, R);
	CHECK("\xE0\x9F\xBF", R, R, R);
	CHECK("\xF0\x8F\xBF\xBF", R, R, R, R);
}

static void every_byte_alone(void **state)
{
	(void)state;
	for (int b = 0; b < 256; b++) {
		char byte = (char)b;
		struct str rest = {&byte, 1};
		uint32_t code = utf8_next(&rest);

		assert_int_equal(code, b < 0x80 ? b : UTF8_REPLACEMENT);
		assert_int_equal(rest.len, 0);
		assert_int_equal(utf8_valid((struct str){&byte, 1}), b < 0x80);
	}
}

static void every_code_point_comes_back(void **state)
{
	struct buf buf = {0};

	(void)state;
	for (uint32_t code = 0; code < CODES; code++) {
		uint32_t want = is_surrogate(code) ? UTF8_REPLACEMENT : code;
		struct str rest;

		buf_cut(&buf, 0);
		utf8_put(&buf, code);
		rest = buf_slice(&buf);
		if (!utf8_valid(rest) || utf8_length(rest) != 1 ||
			utf8_next(&rest) != want || rest.len != 0) {
			fail_msg("U+%04X does not come back", code);
		}
	}
	buf_cut(&buf, 0);
	utf8_put(&buf, CODES);
	utf8_put(&buf, UINT32_MAX);
	assert_string_equal(buf_text(&buf), "\xEF\xBF\xBD\xEF\xBF\xBD");
	buf_clear(&buf);
}

static void valid_looks_at_every_place(void **state)
{
	char text[40];

	(void)state;
	assert_true(utf8_valid((struct str){0}));
	for (size_t i = 0; i < sizeof(text); i++) {
		memset(text, 'a', sizeof(text));
		assert_true(utf8_valid((struct str){text, sizeof(text)}));
		text[i] = '\x80';
		assert_false(utf8_valid((struct str){text, sizeof(text)}));
		text[i] = '\xC3';
		if (i + 1 < sizeof(text)) {
			text[i + 1] = '\xA5';
		}
		assert_int_equal(utf8_valid((struct str){text, sizeof(text)}),
			i + 1 < sizeof(text));
	}
}

static void check_repair(struct str text, const char *want, size_t count)
{
	struct buf buf = {0};

	assert_int_equal(utf8_repair(&buf, text), count);
	assert_string_equal(buf_text(&buf), want);
	buf_clear(&buf);
}

static void repairs(void **state)
{
	(void)state;
	check_repair((struct str){0}, "", 0);
	check_repair(STR("abc"), "abc", 0);
	check_repair(STR("\xEF\xBB\xBF"
			 "abc"),
		"abc", 0);
	check_repair(STR("\xEF\xBB\xBF"), "", 0);
	check_repair(STR("a\xEF\xBB\xBF"), "a\xEF\xBB\xBF", 0);
	check_repair(STR("\xEF\xBB"), "\xEF\xBF\xBD", 1);
	check_repair(STR("a\r\nb\rc\nd\r"), "a\nb\nc\nd\n", 0);
	check_repair(STR("\r\r\n"), "\n\n", 0);
	check_repair(STR("a\0b"),
		"a\xEF\xBF\xBD"
		"b",
		1);
	check_repair(STR("r\xE5"
			 "d\xF6"),
		"r\xEF\xBF\xBD"
		"d\xEF\xBF\xBD",
		2);
	check_repair(STR("\xEF\xBF\xBD"), "\xEF\xBF\xBD", 0);
}

/* Clusters of a text with | between them. */
static void check_clusters(const char *text, const char *want, size_t cells)
{
	struct str rest = str_from(text);
	struct buf buf = {0};
	size_t sum = 0;

	while (rest.len > 0) {
		int wide = -1;

		buf_str(&buf, utf8_cluster(&rest, &wide));
		buf_byte(&buf, '|');
		assert_in_range(wide, 0, 2);
		sum += (size_t)wide;
	}
	assert_string_equal(buf_text(&buf), want);
	assert_int_equal(sum, cells);
	assert_int_equal(utf8_cells(str_from(text)), cells);
	buf_clear(&buf);
}

static void cuts_clusters(void **state)
{
	int cells = 7;
	struct str rest = {0};

	(void)state;
	assert_int_equal(utf8_cluster(&rest, &cells).len, 0);
	assert_int_equal(cells, 0);
	check_clusters("", "", 0);
	check_clusters("a", "a|", 1);
	check_clusters("Åb", "Å|b|", 2);
	check_clusters("a\r\nb\n", "a|\r\n|b|\n|", 2);
	check_clusters("\r", "\r|", 0);
	check_clusters("a\xCC\x8A\xCC\x81z", "a\xCC\x8A\xCC\x81|z|", 2);
	check_clusters("\xC3\xA5\xCC\x81z", "\xC3\xA5\xCC\x81|z|", 2);
	check_clusters("\xCC\x8A", "\xCC\x8A|", 0);
	check_clusters(
		"\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5|\xE6\x9C\xAC|", 4);
	check_clusters("\xF0\x9F\x98\x80x", "\xF0\x9F\x98\x80|x|", 3);
	/* Two flags, a family, a hand with a skin tone, conjoining Hangul. */
	check_clusters("\xF0\x9F\x87\xB8\xF0\x9F\x87\xAA"
		       "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB4",
		"\xF0\x9F\x87\xB8\xF0\x9F\x87\xAA|"
		"\xF0\x9F\x87\xB3\xF0\x9F\x87\xB4|",
		4);
	check_clusters("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9.",
		"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9|.|", 3);
	check_clusters("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
		"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD|", 2);
	check_clusters("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB",
		"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB|", 2);
	/* A heart that text style keeps one cell wide. */
	check_clusters(
		"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F|", 1);
	check_clusters("a\xFF", "a|\xFF|", 2);
}

static void measures(void **state)
{
	(void)state;
	assert_int_equal(utf8_cells((struct str){0}), 0);
	assert_int_equal(utf8_cells(STR("\x1B[0m")), 3);
	assert_int_equal(utf8_cells(STR("\xC2\x85\xC2\xA0")), 1);
	assert_int_equal(utf8_cells(STR("Förvaltningsmöte")), 16);
	assert_int_equal(utf8_cells(STR("\xEF\xBC\xA1")), 2);
	assert_int_equal(utf8_cells(STR("\xE2\x80\x8B")), 0);
	assert_int_equal(utf8_cells(STR("\xE2\x80\xA6\xE2\x94\x80")), 2);
	assert_int_equal(utf8_cells(STR("\xEF\xBF\xBD")), 1);
	assert_int_equal(utf8_length(STR("a\xCC\x8A\xFF")), 3);
	assert_int_equal(utf8_length((struct str){0}), 0);
}

static void fits(void **state)
{
	struct str wide = STR("a\xE6\x97\xA5\xCC\x81z");

	(void)state;
	assert_int_equal(utf8_fit(wide, 0).len, 0);
	assert_int_equal(utf8_fit(wide, 1).len, 1);
	assert_int_equal(utf8_fit(wide, 2).len, 1);
	assert_int_equal(utf8_fit(wide, 3).len, 6);
	assert_int_equal(utf8_fit(wide, 4).len, 7);
	assert_int_equal(utf8_fit(wide, 99).len, 7);
	assert_int_equal(utf8_fit((struct str){0}, 9).len, 0);
}

static void knows_kinds(void **state)
{
	(void)state;
	assert_true(utf8_is_letter('a') && utf8_is_letter(0xE5) &&
		utf8_is_letter(0x30A) && utf8_is_letter(0x65E5));
	assert_false(utf8_is_letter('1') || utf8_is_letter('-') ||
		utf8_is_letter(' ') || utf8_is_letter(UINT32_MAX));
	assert_true(utf8_is_digit('0') && utf8_is_digit(0x0663));
	assert_false(utf8_is_digit('a') || utf8_is_digit(0xBD));
	assert_true(utf8_is_space(' ') && utf8_is_space('\v') &&
		utf8_is_space(0xA0) && utf8_is_space(0x3000));
	assert_false(utf8_is_space(0x200B) || utf8_is_space('a'));
	assert_true(utf8_is_punct('.') && utf8_is_punct('+') &&
		utf8_is_punct(0x2026) && utf8_is_punct(0x20AC));
	assert_false(utf8_is_punct('a') || utf8_is_punct(' '));
	assert_true(utf8_is_upper('A') && utf8_is_upper(0xC5));
	assert_false(utf8_is_upper('a') || utf8_is_upper(0xE5));
	assert_int_equal(utf8_lower(0xC5), 0xE5);
	assert_int_equal(utf8_upper(0xE5), 0xC5);
	assert_int_equal(utf8_lower('Z'), 'z');
	assert_int_equal(utf8_upper('z'), 'Z');
	assert_int_equal(utf8_lower('['), '[');
	assert_int_equal(utf8_upper('{'), '{');
}

static void finds_inside(void **state)
{
	(void)state;
	assert_true(utf8_contains(STR("hemkommun"), STR("kommun")));
	assert_true(utf8_contains(STR("aab"), STR("ab")));
	assert_true(utf8_contains(STR("ab"), STR("ab")));
	assert_true(utf8_contains(STR("ab"), (struct str){0}));
	assert_true(utf8_contains((struct str){0}, (struct str){0}));
	assert_false(utf8_contains(STR("kommu"), STR("kommun")));
	assert_false(utf8_contains((struct str){0}, STR("a")));
	assert_false(utf8_contains(STR("abab"), STR("abb")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaces_maximal_subparts),
		cmocka_unit_test(every_byte_alone),
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(valid_looks_at_every_place),
		cmocka_unit_test(repairs),
		cmocka_unit_test(cuts_clusters),
		cmocka_unit_test(measures),
		cmocka_unit_test(fits),
		cmocka_unit_test(knows_kinds),
		cmocka_unit_test(finds_inside),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
