/* Selection and scrolling through none, one and many rows. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/list.h"

static void none(void **state)
{
	struct list list = {0};
	int move;

	(void)state;
	list_fit(&list, 5);
	for (move = LIST_UP; move <= LIST_LAST; move++)
		assert_false(list_step(&list, (enum list_move)move));
	assert_int_equal(list.focus, 0);
	assert_int_equal(list.top, 0);
}

static void one(void **state)
{
	struct list list = {0};
	int move;

	(void)state;
	list_fit(&list, 5);
	list_set(&list, 1);
	for (move = LIST_UP; move <= LIST_LAST; move++)
		assert_false(list_step(&list, (enum list_move)move));
	assert_int_equal(list.focus, 0);
}

static void many(void **state)
{
	struct list list = {0};
	int i;

	(void)state;
	list_fit(&list, 10);
	list_set(&list, 100);
	for (i = 0; i < 9; i++)
		assert_true(list_step(&list, LIST_DOWN));
	assert_int_equal(list.top, 0);
	list_step(&list, LIST_DOWN);
	assert_int_equal(list.focus, 10);
	assert_int_equal(list.top, 1);
	list_step(&list, LIST_LAST);
	assert_int_equal(list.focus, 99);
	assert_int_equal(list.top, 90);
	assert_false(list_step(&list, LIST_DOWN));
	list_step(&list, LIST_PAGE_UP);
	assert_int_equal(list.focus, 90);
	list_step(&list, LIST_HALF_UP);
	assert_int_equal(list.focus, 85);
	assert_int_equal(list.top, 85);
	list_step(&list, LIST_FIRST);
	assert_int_equal(list.focus, 0);
	list_step(&list, LIST_PAGE_DOWN);
	assert_int_equal(list.focus, 9);
}

static void the_focus_is_always_seen(void **state)
{
	struct list list = {0};
	unsigned seed = 1;
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		seed = seed * 1103515245u + 12345u;
		switch (seed >> 16 & 3) {
		case 0:
			list_set(&list, seed >> 20 & 63);
			break;
		case 1:
			list_fit(&list, seed >> 20 & 15);
			break;
		default:
			list_step(&list, (enum list_move)(seed >> 20 & 7));
		}
		if (!list.count) {
			assert_int_equal(list.focus, 0);
			continue;
		}
		assert_true(list.focus < list.count);
		if (list.rows) {
			assert_true(list.focus >= list.top);
			assert_true(list.focus < list.top + list.rows);
		}
	}
}

static void fewer_rows_keep_the_focus_seen(void **state)
{
	struct list list = {0};

	(void)state;
	list_fit(&list, 30);
	list_set(&list, 100);
	list_focus(&list, 25);
	list_fit(&list, 5);
	assert_int_equal(list.focus, 25);
	assert_int_equal(list.top, 21);
	list_fit(&list, 30);
	assert_int_equal(list.focus, 25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(none),
		cmocka_unit_test(one),
		cmocka_unit_test(many),
		cmocka_unit_test(the_focus_is_always_seen),
		cmocka_unit_test(fewer_rows_keep_the_focus_seen),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
