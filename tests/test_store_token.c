#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/token.h"

/* The words of a text; a whole identifier in brackets. */
static void tokens_are(const char *text, const char *want)
{
	struct token_table *table = token_table_new();
	struct token_scan scan;
	struct token token;
	struct buf got = {0};

	token_scan_init(&scan, table, str_from(text));
	while (token_next(&scan, &token)) {
		if (got.len)
			buf_byte(&got, ' ');
		if (token.whole)
			buf_byte(&got, '[');
		buf_str(&got, token.text);
		if (token.whole)
			buf_byte(&got, ']');
		assert_true(token.from < token.to);
		assert_true(token.to <= strlen(text));
	}
	assert_string_equal(buf_text(&got), want);
	buf_clear(&got);
	token_scan_clear(&scan);
	token_table_free(table);
}

static void words_are_folded(void **state)
{
	(void)state;
	tokens_are("", "");
	tokens_are(" \t-.,!", "");
	tokens_are("Patientdatalagen", "patientdatalagen");
	tokens_are("ÅÄÖ åäö Éé straße", "aao aao ee strasse");
	tokens_are("a\xCC\x8Angest", "angest");
	tokens_are("e-post 24/7 it's", "e post 24 7 it s");
	tokens_are("Σίσυφος Привет", "σισυφοσ привет");
	tokens_are("hyph\xC2\xAD"
		   "en\xC2\xAD",
		"hyphen");
	tokens_are("\xC2\xADx", "x");
	/* The first letters past those that are looked up, same first byte. */
	tokens_are("\xC9\x8F\xC9\x90 \xC9\xA9\xC9\xBF \xCA\x80",
		"\xC9\x8F\xC9\x90 \xC9\xA9\xC9\xBF \xCA\x80");
}

static void identifiers_are_whole_too(void **state)
{
	(void)state;
	tokens_are("2008:355", "2008 [2008:355] 355");
	tokens_are("2007/08:126", "2007 [2007/08:126] 08 126");
	tokens_are("(EU) 2016/679.", "eu 2016 [2016/679] 679");
	tokens_are("sfs:2008:355", "sfs 2008 [2008:355] 355");
	tokens_are("1:2", "1 2");
	tokens_are("12:30", "12 [12:30] 30");
	tokens_are("2008:", "2008");
	tokens_are("32016R0679", "32016r0679");
	tokens_are("1/2/3/4", "1 [1/2/3/4] 2 3 4");
}

static void broken_text_is_harmless(void **state)
{
	(void)state;
	tokens_are("\xC3", "");
	tokens_are("a\xC3 b\xFF"
		   "c",
		"a b c");
	tokens_are("\xF0\x9F\x98\x80x", "x");
	tokens_are("\x01\x02", "");
}

static void long_words_are_cut(void **state)
{
	char text[400];
	struct token_table *table = token_table_new();
	struct token_scan scan;
	struct token token;

	(void)state;
	memset(text, 'x', sizeof(text));
	token_scan_init(&scan, table, (struct str){text, sizeof(text)});
	assert_true(token_next(&scan, &token));
	assert_int_equal(token.text.len, TOKEN_MAX);
	assert_int_equal(token.to, sizeof(text));
	assert_false(token_next(&scan, &token));
	token_scan_clear(&scan);
	token_table_free(table);
}

static void positions_count_words(void **state)
{
	struct token_table *table = token_table_new();
	struct token_scan scan;
	struct token token;
	size_t i;
	static const size_t want[] = {0, 1, 1, 2, 3};

	(void)state;
	token_scan_init(&scan, table, STR("lag 2008:355 x"));
	for (i = 0; token_next(&scan, &token); i++)
		assert_int_equal(token.position, want[i]);
	assert_int_equal(i, 5);
	token_scan_clear(&scan);
	token_table_free(table);
}

static void join_leaves_whole_ones_out(void **state)
{
	struct token_table *table = token_table_new();
	struct buf out = {0};

	(void)state;
	token_join(&out, table, STR("Lag (2008:355), m.m."));
	assert_string_equal(buf_text(&out), "lag 2008 355 m m");
	buf_clear(&out);
	token_table_free(table);
}

/* The words of `text` that begin as `word`, when others are passed over. */
static void passed_over(
	const struct token_table *table, struct str text, struct str word)
{
	struct token_begins begins = {{false}, {false}};
	struct token_scan all, few;
	struct token one, other;

	token_begins_add(&begins, word, false);
	token_scan_init(&all, table, text);
	token_scan_init(&few, table, text);
	while (token_next(&all, &one)) {
		size_t len = word.len < 2 ? word.len : 2;

		if (!str_eq(str_sub(one.text, 0, len), str_sub(word, 0, len)) ||
			(word.len == 1 && one.text.len > 1))
			continue;
		do {
			assert_true(token_next_of(&few, &begins, &other));
		} while (other.from < one.from || other.whole != one.whole);
		assert_int_equal(other.from, one.from);
		assert_int_equal(other.to, one.to);
		assert_int_equal(other.position, one.position);
		assert_true(str_eq(other.text, one.text));
	}
	token_scan_clear(&all);
	token_scan_clear(&few);
}

static void words_passed_over_count(void **state)
{
	static const char *const pieces[] = {"a", "b", "ab", "B", " ", " ",
		"\xC3\xA5", "a\xCC\x8A", "\xC2\xAD", "\xE1\xBA\xB9",
		"\xEF\xAC\x81", "2016/679", "12", ":", "\xFF", "-", ".",
		"\xE2\x80\x9D", "\xD0\xB6", "f\xC3"};
	static const char *const words[] = {
		"a", "ab", "b", "ba", "fi", "f", "1", "12", "20", "aba"};
	struct token_table *table = token_table_new();
	unsigned seed = 1;
	int round;

	(void)state;
	for (round = 0; round < 3000; round++) {
		struct buf text = {0};
		size_t i;

		for (i = 0; i < 40; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_put(&text, pieces[(seed >> 16) % 20]);
		}
		for (i = 0; i < sizeof(words) / sizeof(*words); i++)
			passed_over(
				table, buf_slice(&text), str_from(words[i]));
		buf_clear(&text);
	}
	token_table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(words_are_folded),
		cmocka_unit_test(identifiers_are_whole_too),
		cmocka_unit_test(broken_text_is_harmless),
		cmocka_unit_test(long_words_are_cut),
		cmocka_unit_test(positions_count_words),
		cmocka_unit_test(join_leaves_whole_ones_out),
		cmocka_unit_test(words_passed_over_count)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
