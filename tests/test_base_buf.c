#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static void empty_is_valid(void **state)
{
	struct buf buf = {0};
	char *taken;

	(void)state;
	assert_string_equal(buf_text(&buf), "");
	assert_int_equal(buf_slice(&buf).len, 0);
	buf_add(&buf, NULL, 0);
	buf_put(&buf, "");
	buf_put(&buf, NULL);
	buf_fill(&buf, 'x', 0);
	buf_printf(&buf, "%s", "");
	buf_cut(&buf, 0);
	assert_null(buf.data);
	taken = buf_take(&buf);
	assert_string_equal(taken, "");
	free(taken);
	buf_clear(&buf);
	buf_clear(NULL);
}

static void appends(void **state)
{
	struct buf buf = {0};

	(void)state;
	buf_put(&buf, "ab");
	buf_byte(&buf, 'c');
	buf_str(&buf, STR("de"));
	buf_fill(&buf, '.', 3);
	buf_printf(&buf, "%d%%", 50);
	buf_add(&buf, "x\0y", 3);
	assert_int_equal(buf.len, 14);
	assert_memory_equal(buf.data, "abcde...50%x\0y", 15);
	buf_clear(&buf);
	assert_null(buf.data);
}

static void a_nul_follows_always(void **state)
{
	struct buf buf = {0};

	(void)state;
	for (int i = 0; i < 1000; i++) {
		buf_byte(&buf, 'x');
		assert_int_equal(strlen(buf.data), i + 1);
	}
	for (size_t len = 1000; len-- > 0;) {
		buf_cut(&buf, len);
		assert_int_equal(strlen(buf.data), len);
	}
	buf_cut(&buf, 5);
	assert_int_equal(buf.len, 0);
	buf_clear(&buf);
}

static void room_partly_used_ends_with_nul(void **state)
{
	struct buf buf = {0};
	char *to;

	(void)state;
	buf_fill(&buf, 'x', 500);
	buf_cut(&buf, 2);
	to = buf_room(&buf, 100);
	to[0] = 'y';
	to[1] = 'z';
	buf.len += 2;
	assert_string_equal(buf_text(&buf), "xxyz");
	buf_clear(&buf);
}

static void prints_long_texts(void **state)
{
	struct buf buf = {0};

	(void)state;
	buf_put(&buf, "a");
	buf_printf(&buf, "%5000d", 7);
	assert_int_equal(buf.len, 5001);
	assert_int_equal(buf.data[5000], '7');
	assert_int_equal(buf.data[5001], '\0');
	buf_clear(&buf);
}

/* Where such a locale is installed; elsewhere the C locale is tested. */
static void numbers_have_points(void **state)
{
	struct buf buf = {0};

	(void)state;
	if (!setlocale(LC_NUMERIC, "sv_SE.UTF-8")) {
		setlocale(LC_NUMERIC, "de_DE.UTF-8");
	}
	buf_printf(&buf, "%.2f", 1.5);
	assert_string_equal(buf_text(&buf), "1.50");
	setlocale(LC_NUMERIC, "C");
	buf_clear(&buf);
}

static void take_hands_over(void **state)
{
	struct buf buf = {0};
	char *text;

	(void)state;
	buf_put(&buf, "mine");
	text = buf_take(&buf);
	assert_string_equal(text, "mine");
	assert_null(buf.data);
	assert_int_equal(buf.cap, 0);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_is_valid),
		cmocka_unit_test(appends),
		cmocka_unit_test(a_nul_follows_always),
		cmocka_unit_test(room_partly_used_ends_with_nul),
		cmocka_unit_test(prints_long_texts),
		cmocka_unit_test(numbers_have_points),
		cmocka_unit_test(take_hands_over),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
