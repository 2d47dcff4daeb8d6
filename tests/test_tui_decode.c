/* Bytes to keys: Alt, pasted text, answers, sequences nobody knows. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/background.h"
#include "tui/decode.h"
#include "tui/links.h"

struct tape {
	const char *at;
};

/* '{' and '}' stand for the start and the end of pasted text. */
static struct raw read_tape(void *arg, int64_t ms)
{
	struct tape *tape = arg;
	struct raw raw = {RAW_CHARACTER, PRESS_NONE, 0};
	int c = (unsigned char)*tape->at;

	(void)ms;
	if (!c)
		return (struct raw){RAW_NONE, PRESS_NONE, 0};
	tape->at++;
	raw.code = (uint32_t)c;
	if (c == '{')
		raw.type = RAW_PASTE;
	if (c == '}')
		raw.type = RAW_PASTED;
	return raw;
}

/* The presses a tape gives, each as a letter of the expected string. */
static void assert_keys(const char *bytes, const enum press *expected)
{
	struct tape tape = {bytes};
	struct decoder decoder = {.read = read_tape, .arg = &tape};
	struct key key;

	while (decode_key(&decoder, &key))
		assert_int_equal(key.press, *expected++);
	assert_int_equal(*expected, PRESS_NONE);
	buf_clear(&decoder.paste);
}

#define KEYS(...) ((const enum press[]){__VA_ARGS__, PRESS_NONE})

static void plain_and_control_keys(void **state)
{
	(void)state;
	assert_keys("a\r\n\t\b\x7f",
		KEYS(PRESS_TEXT, PRESS_ENTER, PRESS_ENTER, PRESS_TAB,
			PRESS_BACKSPACE, PRESS_BACKSPACE));
	assert_keys("\x03\x1a", KEYS(PRESS_CTRL, PRESS_CTRL));
}

static void escape_alone_and_before_a_letter(void **state)
{
	(void)state;
	assert_keys("\x1b", KEYS(PRESS_ESCAPE));
	assert_keys("\x1b\x1b", KEYS(PRESS_ESCAPE, PRESS_ESCAPE));
	assert_keys("\x1bq", KEYS(PRESS_ALT));
}

static void unknown_sequences_are_swallowed_whole(void **state)
{
	(void)state;
	assert_keys("\x1b[24;5~a", KEYS(PRESS_OTHER, PRESS_TEXT));
	assert_keys("\x1bOqa", KEYS(PRESS_OTHER, PRESS_TEXT));
}

static void answers_are_no_keys(void **state)
{
	struct tape tape = {"\x1b]11;rgb:0/0/0\x1b\\\x1b[?64;1ca"};
	struct decoder decoder = {.read = read_tape, .arg = &tape};
	struct key key;

	(void)state;
	assert_true(decode_key(&decoder, &key));
	assert_int_equal(key.press, PRESS_NONE);
	assert_true(decode_key(&decoder, &key));
	assert_int_equal(key.press, PRESS_NONE);
	assert_true(decode_key(&decoder, &key));
	assert_int_equal(key.press, PRESS_TEXT);
	assert_false(decode_key(&decoder, &key));
}

static void pasted_text_is_one_key(void **state)
{
	struct tape tape = {"{dq\nD}x"};
	struct decoder decoder = {.read = read_tape, .arg = &tape};
	struct key key;

	(void)state;
	assert_true(decode_key(&decoder, &key));
	assert_int_equal(key.press, PRESS_PASTE);
	assert_true(str_is(key.text, "dq\nD"));
	assert_true(decode_key(&decoder, &key));
	assert_int_equal(key.press, PRESS_TEXT);
	buf_clear(&decoder.paste);
}

/* What is no UTF-8 is one unknown key, and takes nothing else with it. */
static void bytes_that_are_no_characters(void **state)
{
	struct tape tape = {"\xC3\xA5"};
	struct decoder decoder = {.read = read_tape, .arg = &tape};
	struct key key;

	(void)state;
	assert_true(decode_key(&decoder, &key));
	assert_int_equal(key.press, PRESS_TEXT);
	assert_int_equal(key.code, 0xE5);
	assert_keys(
		"\xE2\x82\xAC\xF0\x9F\x98\x80", KEYS(PRESS_TEXT, PRESS_TEXT));
	assert_keys("\xC3q", KEYS(PRESS_OTHER, PRESS_TEXT));
	assert_keys("\xE2\x82q", KEYS(PRESS_OTHER, PRESS_TEXT));
	assert_keys("\xC3\r", KEYS(PRESS_OTHER, PRESS_ENTER));
	assert_keys("\xC3\x1b", KEYS(PRESS_OTHER, PRESS_ESCAPE));
	assert_keys("\xC3\xC3\xA5", KEYS(PRESS_OTHER, PRESS_TEXT));
	assert_keys("\x80\xFFq", KEYS(PRESS_OTHER, PRESS_OTHER, PRESS_TEXT));
	assert_keys("\xF0\x9F", KEYS(PRESS_OTHER));
	assert_keys("{\xC3}q", KEYS(PRESS_PASTE, PRESS_TEXT));
}

static void the_background_is_found(void **state)
{
	(void)state;
	assert_int_equal(
		background_answer(STR("\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\")),
		BACKGROUND_DARK);
	assert_int_equal(background_answer(STR("x\x1b]11;rgb:ff/ff/dd\a")),
		BACKGROUND_LIGHT);
	assert_int_equal(background_answer(STR("\x1b]11;rgb:zz/ff")),
		BACKGROUND_UNKNOWN);
	assert_int_equal(background_answer(STR("")), BACKGROUND_UNKNOWN);
	assert_int_equal(background_variable("15;0"), BACKGROUND_DARK);
	assert_int_equal(background_variable("0;default;15"), BACKGROUND_LIGHT);
	assert_int_equal(background_variable("x"), BACKGROUND_UNKNOWN);
}

static void addresses(void **state)
{
	(void)state;
	assert_true(str_is(link_host(STR("https://a.se/x?y#z")), "a.se"));
	assert_true(str_is(link_host(STR("https://b.se@a.se:8/")), "a.se:8"));
	assert_true(str_is(link_host(STR("mailto:x@a.se")), "x@a.se"));
	assert_true(link_may_open(STR("https://a.se")));
	assert_true(link_may_open(STR("MAILTO:a@b.se")));
	assert_false(link_may_open(STR("javascript:alert(1)")));
	assert_false(link_may_open(STR("file:///etc/passwd")));
	assert_false(link_may_open(STR("data:text/html,x")));
	assert_false(link_may_open(STR("-x")));
	assert_false(link_may_open(STR("https://")));
	assert_true(link_is_odd(STR("www.bank.se"), STR("https://evil.se/")));
	assert_false(link_is_odd(STR("bank.se"), STR("https://bank.se/x")));
	assert_false(link_is_odd(STR("the bank"), STR("https://bank.se/x")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_and_control_keys),
		cmocka_unit_test(escape_alone_and_before_a_letter),
		cmocka_unit_test(unknown_sequences_are_swallowed_whole),
		cmocka_unit_test(answers_are_no_keys),
		cmocka_unit_test(pasted_text_is_one_key),
		cmocka_unit_test(bytes_that_are_no_characters),
		cmocka_unit_test(the_background_is_found),
		cmocka_unit_test(addresses),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
