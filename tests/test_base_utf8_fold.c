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

static void check_lower(struct str text, const char *want)
{
	struct buf buf = {0};

	buf_put(&buf, "=");
	utf8_lower_text(&buf, text);
	assert_string_equal(buf_text(&buf) + 1, want);
	buf_clear(&buf);
}

static void lowers(void **state)
{
	(void)state;
	check_lower((struct str){0}, "");
	check_lower(STR("ABC xyz 1!"), "abc xyz 1!");
	check_lower(STR("ÅR ÄÖ É"), "år äö é");
	/* Decomposed, also where the mark follows upper case, in two orders. */
	check_lower(STR("A\xCC\x8Ar"), "år");
	check_lower(STR("e\xCC\xA3\xCC\x82"), "\xE1\xBB\x87");
	check_lower(STR("e\xCC\x82\xCC\xA3"), "\xE1\xBB\x87");
	check_lower(STR("\xCE\x91\xCE\xA9"), "\xCE\xB1\xCF\x89");
	check_lower(STR("\xE6\x97\xA5"), "\xE6\x97\xA5");
	check_lower(STR("A\xFF\xCC\x8A"
			"B"),
		"a\xEF\xBF\xBD\xCC\x8A"
		"b");
	check_lower(STR("A\xE5"), "a\xEF\xBF\xBD");
}

static void check_fold(struct str text, const char *want)
{
	struct buf buf = {0};

	buf_put(&buf, "=");
	utf8_fold(&buf, text);
	assert_string_equal(buf_text(&buf) + 1, want);
	buf_clear(&buf);
}

static void folds(void **state)
{
	(void)state;
	check_fold((struct str){0}, "");
	check_fold(STR("A"), "a");
	check_fold(STR("KOMMUN 12:3"), "kommun 12:3");
	check_fold(STR("Åäö ÅÄÖ é É"), "aao aao e e");
	check_fold(STR("A\xCC\x8A\xCC\x81"), "a");
	check_fold(STR("Straße STRASSE \xE1\xBA\x9E"), "strasse strasse ss");
	check_fold(STR("æ Æ ø Ø đ Đ þ Þ ł Ł"), "ae ae o o d d th th l l");
	check_fold(STR("\xC7\xBD \xC7\xBE"), "ae o");
	check_fold(STR("be\xC2\xADslut"), "beslut");
	check_fold(STR("Č š Ž ő Ĳ Œ ð"), "c s z o \xC4\xB3 \xC5\x93 ð");
	check_fold(STR("ΑΣς"), "ασσ");
	check_fold(STR("\xEF\xAC\x81"), "fi");
	check_fold(STR("€ – …"), "€ – …");
	check_fold(STR("\xE6\x97\xA5"), "\xE6\x97\xA5");
	check_fold(STR("a\xFF"
		       "B\xE5"),
		"a\xEF\xBF\xBD"
		"b\xEF\xBF\xBD");
}

/* What is folded stays so, and no case, mark or soft hyphen is left. */
static void folding_is_final(void **state)
{
	struct buf one = {0};
	struct buf two = {0};

	(void)state;
	for (uint32_t code = 0; code < CODES; code++) {
		struct str rest;

		buf_cut(&one, 0);
		buf_cut(&two, 0);
		utf8_put(&two, code);
		utf8_fold(&one, buf_slice(&two));
		buf_cut(&two, 0);
		utf8_fold(&two, buf_slice(&one));
		if (!str_eq(buf_slice(&one), buf_slice(&two))) {
			fail_msg("U+%04X folds twice", code);
		}
		rest = buf_slice(&one);
		while (rest.len > 0) {
			uint32_t part = utf8_next(&rest);

			if (part == 0xAD || (part >= 0x300 && part < 0x370) ||
				(part < 0x250 && utf8_lower(part) != part)) {
				fail_msg("U+%04X keeps U+%04X", code, part);
			}
		}
	}
	buf_clear(&one);
	buf_clear(&two);
}

static int order(const char *a, const char *b)
{
	struct buf one = {0};
	struct buf two = {0};
	int result;

	utf8_sort_key(&one, str_from(a));
	utf8_sort_key(&two, str_from(b));
	result = str_cmp(buf_slice(&one), buf_slice(&two));
	buf_clear(&one);
	buf_clear(&two);
	return result;
}

static void check_sorted(const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			int got = order(names[i], names[j]);

			if ((got > 0) - (got < 0) != (i > j) - (i < j)) {
				fail_msg("%s and %s", names[i], names[j]);
			}
		}
	}
}

static void sorts_in_swedish(void **state)
{
	static const char *const names[] = {"", "1 kap", "2 kap", "10 kap",
		"apa", "Bil", "bild", "Bo Ek", "Bo Öst", "bok", "Dag", "Ek",
		"Éka", "Etik", "Test", "Vala", "Vild", "Wille", "Xena", "Yr",
		"Zebra", "Åland", "Äpple", "Östersund", "Ωmega", "Дом"};

	(void)state;
	check_sorted(names, sizeof(names) / sizeof(names[0]));
}

static void sorts_digits_by_value(void **state)
{
	static const char *const names[] = {"FS 1", "FS 2", "FS 10", "FS 10 a",
		"FS 99999999999999999999", "FS 100000000000000000000", "FS a"};
	char long_one[600];
	char long_two[600];

	(void)state;
	check_sorted(names, sizeof(names) / sizeof(names[0]));
	for (size_t len = 250; len < 520; len++) {
		memset(long_one, '9', len);
		long_one[len] = '\0';
		memset(long_two, '1', len + 1);
		long_two[len + 1] = '\0';
		assert_true(order(long_one, long_two) < 0);
	}
	assert_int_equal(order("a007", "a7"), 0);
	assert_int_equal(order("0", "000"), 0);
}

static void some_things_sort_alike(void **state)
{
	static const char *const same[][2] = {{"ÅSA", "åsa"},
		{"Åsa", "A\xCC\x8Asa"}, {"idé", "IDE"}, {"e-post", "epost"},
		{"\"Bo\" Ek", "bo ek"}, {" a - b ", "a b"}, {"a\tb", "a  b"},
		{"Ærø", "Äro\xCC\x88"}, {"Müller", "Myller"}, {"ß", "ss"},
		{"(!)", ""}};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		if (order(same[i][0], same[i][1]) != 0) {
			fail_msg("%s and %s", same[i][0], same[i][1]);
		}
	}
	assert_true(order("a b", "ab") < 0);
	assert_true(order("a", "a b") < 0);
}

static void a_key_is_appended(void **state)
{
	struct buf buf = {0};
	struct buf alone = {0};

	(void)state;
	utf8_sort_key(&alone, STR("b"));
	buf_put(&buf, "a");
	utf8_sort_key(&buf, STR("  b"));
	assert_int_equal(buf.len, 1 + alone.len);
	assert_memory_equal(buf.data + 1, alone.data, alone.len);
	utf8_sort_key(&buf, (struct str){0});
	utf8_sort_key(&buf, STR("\xFF\xFE"));
	assert_int_equal(buf.len, 1 + alone.len);
	buf_clear(&buf);
	buf_clear(&alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lowers),
		cmocka_unit_test(folds),
		cmocka_unit_test(folding_is_final),
		cmocka_unit_test(sorts_in_swedish),
		cmocka_unit_test(sorts_digits_by_value),
		cmocka_unit_test(some_things_sort_alike),
		cmocka_unit_test(a_key_is_appended),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
