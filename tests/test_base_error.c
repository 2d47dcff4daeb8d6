#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/utf8.h"

static void sets_kind_and_text(void **state)
{
	struct error err = {0};

	(void)state;
	assert_false(error_set(&err, ERROR_INPUT, "no %s %d", "day", 32));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_string_equal(err.text, "no day 32");
}

static void accepts_null(void **state)
{
	(void)state;
	assert_false(error_set(NULL, ERROR_IO, "x"));
	assert_false(error_errno(NULL, ERROR_IO, "x"));
	assert_false(error_prefix(NULL, "x"));
}

static void cuts_between_characters(void **state)
{
	/* The limit is met at each of the bytes of each character. */
	static const char *const letters[] = {
		"a", "\xC3\xA5", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		for (size_t shift = 0; shift < 4; shift++) {
			char text[2 * ERROR_TEXT] = "";
			size_t len = strlen(letters[i]);
			struct error err = {0};
			size_t at = shift;

			memset(text, 'x', shift);
			while (at + len < sizeof(text)) {
				memcpy(text + at, letters[i], len);
				at += len;
			}
			error_set(&err, ERROR_IO, "%s", text);
			at = strlen(err.text);
			assert_true(at < ERROR_TEXT);
			assert_true(at > ERROR_TEXT - 1 - len);
			assert_true(utf8_valid(str_from(err.text)));
			assert_memory_equal(err.text, text, at);
		}
	}
}

static void keeps_a_text_that_just_fits(void **state)
{
	char text[ERROR_TEXT];
	struct error err = {0};

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	error_set(&err, ERROR_IO, "%s", text);
	assert_string_equal(err.text, text);
}

static void says_errno_in_words(void **state)
{
	struct error err = {0};

	(void)state;
	errno = EACCES;
	assert_false(error_errno(&err, ERROR_IO, "Cannot read %s", "a.md"));
	assert_int_equal(err.kind, ERROR_IO);
	assert_string_equal(
		err.text, "Cannot read a.md: you do not have permission");
	assert_int_equal(errno, EACCES);
	errno = ERANGE;
	error_errno(&err, ERROR_IO, "Odd");
	assert_memory_equal(err.text, "Odd: ", 5);
	assert_true(strlen(err.text) > 5);
}

static void prefixes(void **state)
{
	struct error err = {0};

	(void)state;
	error_set(&err, ERROR_INDEX, "too old");
	assert_false(error_prefix(&err, "note %d", 7));
	assert_int_equal(err.kind, ERROR_INDEX);
	assert_string_equal(err.text, "note 7: too old");
}

static void prefix_of_a_long_text_is_cut(void **state)
{
	char text[ERROR_TEXT];
	struct error err = {0};

	(void)state;
	memset(text, 'y', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	error_set(&err, ERROR_IO, "%s", text);
	error_prefix(&err, "name");
	assert_memory_equal(err.text, "name: yyy", 9);
	assert_int_equal(strlen(err.text), ERROR_TEXT - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_kind_and_text),
		cmocka_unit_test(accepts_null),
		cmocka_unit_test(cuts_between_characters),
		cmocka_unit_test(keeps_a_text_that_just_fits),
		cmocka_unit_test(says_errno_in_words),
		cmocka_unit_test(prefixes),
		cmocka_unit_test(prefix_of_a_long_text_is_cut),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
