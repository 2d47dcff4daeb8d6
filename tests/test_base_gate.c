#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/gate.h"
#include "base/utf8.h"

enum {
	CODES = 0x110000
};

static void check_mode(
	struct str text, const char *want, size_t hidden, enum gate_mode mode)
{
	struct buf buf = {0};
	bool same;

	buf_put(&buf, "=");
	assert_int_equal(gate_text(&buf, text, mode), hidden);
	assert_string_equal(buf_text(&buf) + 1, want);
	same = str_is(text, want);
	assert_int_equal(gate_is_clean(text, mode), same);
	assert_true(gate_is_clean(str_from(want), mode));
	buf_clear(&buf);
}

static void check(struct str text, const char *want, size_t hidden)
{
	check_mode(text, want, hidden, GATE_LINE);
}

static void clean_text_passes(void **state)
{
	(void)state;
	check((struct str){0}, "", 0);
	check(STR("a"), "a", 0);
	check(STR("Åäö é ~ – … €"), "Åäö é ~ – … €", 0);
	check(STR("a\xCC\x8A\xCC\x81\xCC\x82\xCC\x83"),
		"a\xCC\x8A\xCC\x81\xCC\x82\xCC\x83", 0);
	check(STR("\xE6\x97\xA5\xF0\x9F\x98\x80"),
		"\xE6\x97\xA5\xF0\x9F\x98\x80", 0);
	check(STR("\xEF\xBF\xBD"), "\xEF\xBF\xBD", 0);
	check_mode(STR("a\nb\n"), "a\nb\n", 0, GATE_BODY);
}

static void controls_are_shown(void **state)
{
	(void)state;
	check(STR("\x1B[2J"), "<U+001B>[2J", 1);
	check(STR("a\0b"), "a<U+0000>b", 1);
	check(STR("\x07\x08\x7F"), "<U+0007><U+0008><U+007F>", 3);
	check(STR("\xC2\x9B"
		  "31m\xC2\x85"),
		"<U+009B>31m<U+0085>", 2);
	check(STR("a\xE2\x80\xAE"
		  "b"),
		"a<U+202E>b", 1);
	check(STR("\xD8\x9C\xE2\x81\xA6\xE2\x80\x8F"),
		"<U+061C><U+2066><U+200F>", 3);
	check(STR("\xE2\x80\xA8\xE2\x80\xA9"), "<U+2028><U+2029>", 2);
	/* The byte of a C1 control alone is no UTF-8. */
	check(STR("\x9B"
		  "31m"),
		"\xEF\xBF\xBD"
		"31m",
		0);
}

static void replaces_what_has_no_shape(void **state)
{
	(void)state;
	check(STR("\xFF\xC3"), "\xEF\xBF\xBD\xEF\xBF\xBD", 0);
	check(STR("\xEE\x80\x80"), "\xEF\xBF\xBD", 0);
	check(STR("\xF4\x8F\xBF\xBD"), "\xEF\xBF\xBD", 0);
	check(STR("\xCD\xB8"), "\xEF\xBF\xBD", 0);
	check(STR("\xEF\xBF\xBE"), "\xEF\xBF\xBD", 0);
	check(STR("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 0);
}

static void drops_what_hides(void **state)
{
	(void)state;
	check(STR("a\xE2\x80\x8B"
		  "b"),
		"ab", 1);
	check(STR("\xEF\xBB\xBF"
		  "a\xE2\x81\xA0"),
		"a", 2);
	check(STR("be\xC2\xADslut"), "beslut", 1);
	check(STR("a\xE2\x80\x8C\xE2\x80\x8D"
		  "b"),
		"ab", 2);
	check(STR("a\xEF\xB8\x8F\xF3\xA0\x84\x80\xF3\xA0\x81\x81"), "a", 3);
	check(STR("a\xE1\xA0\x8E\xEF\xBF\xB9\xE2\x81\xA3"), "a", 3);
	check(STR("a\xE3\x85\xA4"
		  "b"),
		"ab", 1);
}

static void marks_are_few(void **state)
{
	struct buf text = {0};
	struct buf want = {0};

	(void)state;
	buf_put(&text, "z");
	buf_put(&want, "z");
	for (int i = 0; i < 1000; i++) {
		buf_put(&text, "\xCC\x81");
		buf_put(&want, i < 4 ? "\xCC\x81" : "");
	}
	buf_put(&text, "e\xCC\x81");
	buf_put(&want, "e\xCC\x81");
	check(buf_slice(&text), buf_text(&want), 996);
	buf_clear(&text);
	buf_clear(&want);
	/* What is dropped does not begin a new letter. */
	check(STR("a\xCC\x81\xCC\x81\xE2\x80\x8B\xCC\x81\xCC\x81\xCC\x81"),
		"a\xCC\x81\xCC\x81\xCC\x81\xCC\x81", 2);
}

static void emoji_sequences_keep_the_first(void **state)
{
	(void)state;
	/* A family of three, then a letter. */
	check(STR("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D"
		  "\xF0\x9F\x91\xA7x"),
		"\xF0\x9F\x91\xA8x", 4);
	/* A heart with a variation selector; two emoji side by side. */
	check(STR("\xE2\x9D\xA4\xEF\xB8\x8F"), "\xE2\x9D\xA4", 1);
	check(STR("\xF0\x9F\x91\xA8\xF0\x9F\x91\xA9"),
		"\xF0\x9F\x91\xA8\xF0\x9F\x91\xA9", 0);
	/* A joiner between an emoji and a letter takes nothing along. */
	check(STR("\xF0\x9F\x91\xA8\xE2\x80\x8D"
		  "a\xF0\x9F\x91\xA9"),
		"\xF0\x9F\x91\xA8"
		"a\xF0\x9F\x91\xA9",
		1);
	check(STR("a\xE2\x80\x8D\xF0\x9F\x91\xA9"), "a\xF0\x9F\x91\xA9", 1);
	/* A skin tone, on a hand and alone. */
	check(STR("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"), "\xF0\x9F\x91\x8D", 1);
	check(STR("a\xF0\x9F\x8F\xBD"), "a\xF0\x9F\x8F\xBD", 0);
	/* A flag. */
	check(STR("\xF0\x9F\x87\xB8\xF0\x9F\x87\xAA"), "SE", 0);
}

static void tabs_and_lines(void **state)
{
	(void)state;
	check(STR("\t|"), "        |", 0);
	check(STR("a\tb"), "a       b", 0);
	check(STR("1234567\t|"), "1234567 |", 0);
	check(STR("12345678\t|"), "12345678        |", 0);
	check(STR("åäö\t|\t|"), "åäö     |       |", 0);
	check(STR("\xE6\x97\xA5\t|"), "\xE6\x97\xA5      |", 0);
	check(STR("a\nb\rc\r\nd\n\re"), "a b c d  e", 0);
	check_mode(STR("a\nb\rc\r\nd\n\re"), "a\nb\nc\nd\n\ne", 0, GATE_BODY);
	check_mode(STR("abc\n\t|"), "abc\n        |", 0, GATE_BODY);
	check(STR("abc\n\t|"), "abc     |", 0);
	check_mode(STR("\r"), "\n", 0, GATE_BODY);
}

static bool is_forbidden(uint32_t c, enum gate_mode mode)
{
	if (c < 0x20) {
		return mode != GATE_BODY || c != '\n';
	}
	return (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C ||
		c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
		(c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
		c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
		(c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000 ||
		(c >= 0xE000 && c <= 0xF8FF) || (c >= 0x1F1E6 && c <= 0x1F1FF);
}

static void check_code(struct buf *in, struct buf *out, enum gate_mode mode)
{
	bool clean = gate_is_clean(buf_slice(in), mode);
	struct str rest;

	buf_cut(out, 0);
	gate_text(out, buf_slice(in), mode);
	assert_true(utf8_valid(buf_slice(out)));
	assert_int_equal(clean, str_eq(buf_slice(in), buf_slice(out)));
	assert_true(gate_is_clean(buf_slice(out), mode));
	rest = buf_slice(out);
	while (rest.len > 0) {
		uint32_t code = utf8_next(&rest);

		if (is_forbidden(code, mode)) {
			fail_msg("U+%04X is let through", code);
		}
	}
}

/* Surrogates and beyond as the bytes that would spell them. */
static void put_raw(struct buf *out, uint32_t code)
{
	if (code >= 0xD800 && code <= 0xDFFF) {
		buf_byte(out, (char)0xED);
		buf_byte(out, (char)(0x80 | (code >> 6 & 0x3F)));
		buf_byte(out, (char)(0x80 | (code & 0x3F)));
	} else {
		utf8_put(out, code);
	}
}

static void every_code_point_is_safe(void **state)
{
	struct buf in = {0};
	struct buf out = {0};

	(void)state;
	for (uint32_t code = 0; code < CODES; code++) {
		buf_cut(&in, 0);
		buf_byte(&in, 'a');
		put_raw(&in, code);
		check_code(&in, &out, GATE_LINE);
		check_code(&in, &out, GATE_BODY);
	}
	buf_clear(&in);
	buf_clear(&out);
}

/* Every pair of bytes, each in its own block, so that ASan sees a slip. */
static void every_pair_of_bytes_is_safe(void **state)
{
	struct buf out = {0};

	(void)state;
	for (int pair = 0; pair < 65536; pair++) {
		struct buf in = {0};

		buf_byte(&in, (char)(pair >> 8));
		buf_byte(&in, (char)pair);
		check_code(&in, &out, GATE_LINE);
		buf_clear(&in);
	}
	buf_clear(&out);
}

static void names_are_cleaned(void **state)
{
	struct buf path = {0};
	struct gate_name name;

	(void)state;
	errno = EBUSY;
	assert_string_equal(gate_name("a\x1B\n.md").text, "a<U+001B> .md");
	assert_int_equal(errno, EBUSY);
	assert_string_equal(gate_name("").text, "");
	assert_string_equal(gate_name(NULL).text, "");
	for (int shift = 0; shift < 2; shift++) {
		buf_cut(&path, 0);
		buf_put(&path, shift > 0 ? "x" : "");
		for (int i = 0; i < 500; i++) {
			buf_put(&path, "\xC3\xA5");
		}
		buf_put(&path, ".../end");
		name = gate_name(buf_text(&path));
		assert_true(strlen(name.text) < GATE_NAME);
		assert_true(strlen(name.text) > GATE_NAME - 5);
		assert_true(str_starts(str_from(name.text), "\xE2\x80\xA6"));
		assert_true(str_ends(str_from(name.text), ".../end"));
		assert_true(utf8_valid(str_from(name.text)));
	}
	buf_clear(&path);
}

static void check_remote(const char *text, const char *want)
{
	struct buf buf = {0};

	gate_remote(&buf, str_from(text));
	assert_string_equal(buf_text(&buf), want);
	buf_clear(&buf);
}

static void remote_secrets_are_masked(void **state)
{
	(void)state;
	check_remote("", "");
	check_remote("no host git.example.org", "no host git.example.org");
	check_remote("https://u:word@host/a: no", "https://***@host/a: no");
	check_remote("https://word@host", "https://***@host");
	check_remote("x https://u:p@a y http://q:r@b",
		"x https://***@a y http://***@b");
	check_remote("https://u:a/b@host/x", "https://***@host/x");
	check_remote("https://u:a@b@host", "https://***@host");
	check_remote("https://host:8080/a@b", "https://host:8080/a@b");
	check_remote("https://host/@user", "https://host/@user");
	check_remote("git@host:path.git", "git@host:path.git");
	check_remote(
		"Authorization: Basic dTpw\nnext", "Authorization: *** next");
	check_remote("> authorization: bearer abc\r\nHost: a",
		"> authorization: *** Host: a");
	check_remote("a ghp_0123456789abcdefghij b", "a *** b");
	check_remote("(glpat-0123456789_-abcdefgh)", "(***)");
	check_remote("ghp_ is a prefix", "ghp_ is a prefix");
	check_remote("?access_token=s3cret&x=1", "?access_token=***&x=1");
	check_remote("ghp_01234\xE2\x80\x8B"
		     "56789abcdef",
		"***");
	check_remote("https://u:p\x1B@host", "https://***@host");
	check_remote("a\x1B[2J", "a<U+001B>[2J");
}

static void remote_text_is_short(void **state)
{
	static const char *const letters[] = {"x", "å", "€"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct buf text = {0};
		struct buf out = {0};

		for (int n = 0; n < 600; n++) {
			buf_put(&text, letters[i]);
		}
		gate_remote(&out, buf_slice(&text));
		assert_true(out.len <= 500 && out.len > 497);
		assert_true(utf8_valid(buf_slice(&out)));
		buf_clear(&text);
		buf_clear(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean_text_passes),
		cmocka_unit_test(controls_are_shown),
		cmocka_unit_test(replaces_what_has_no_shape),
		cmocka_unit_test(drops_what_hides),
		cmocka_unit_test(marks_are_few),
		cmocka_unit_test(emoji_sequences_keep_the_first),
		cmocka_unit_test(tabs_and_lines),
		cmocka_unit_test(every_code_point_is_safe),
		cmocka_unit_test(every_pair_of_bytes_is_safe),
		cmocka_unit_test(names_are_cleaned),
		cmocka_unit_test(remote_secrets_are_masked),
		cmocka_unit_test(remote_text_is_short),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
