/* The reading position, also when the text is laid out anew. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/pager.h"

enum {
	MOST = 400
};

/* Ten paragraphs of 300 cells at a width. */
static size_t lay_out(struct line *lines, int width)
{
	size_t n = 0;
	int paragraph;
	int left;

	for (paragraph = 1; paragraph <= 10; paragraph++) {
		for (left = 300; left > 0; left -= width) {
			lines[n] = (struct line){0};
			lines[n].source = paragraph * 2;
			lines[n++].cells = left < width ? left : width - 1;
		}
	}
	return n;
}

static void nothing_to_read(void **state)
{
	struct pager pager = {0};
	int move;

	(void)state;
	pager_fit(&pager, 10);
	for (move = LIST_UP; move <= LIST_LAST; move++)
		assert_false(pager_step(&pager, (enum list_move)move));
	assert_int_equal(pager_percent(&pager), 100);
	pager_show(&pager, 5);
	assert_int_equal(pager.top, 0);
}

static void the_end_is_the_last_page(void **state)
{
	struct line lines[MOST];
	struct pager pager = {0};
	size_t count = lay_out(lines, 60);

	(void)state;
	pager_lines(&pager, lines, count);
	pager_fit(&pager, 10);
	assert_true(pager_step(&pager, LIST_LAST));
	assert_int_equal(pager.top, count - 10);
	assert_false(pager_step(&pager, LIST_DOWN));
	assert_int_equal(pager_percent(&pager), 100);
	assert_true(pager_step(&pager, LIST_FIRST));
	assert_int_equal(pager.top, 0);
}

static void another_width_and_back(void **state)
{
	struct line wide[MOST];
	struct line narrow[MOST];
	struct pager pager = {0};
	size_t wide_count = lay_out(wide, 100);
	size_t narrow_count = lay_out(narrow, 38);
	size_t top;

	(void)state;
	pager_lines(&pager, wide, wide_count);
	pager_fit(&pager, 5);
	for (top = 0; top + 5 <= wide_count; top++) {
		pager_go(&pager, top);
		pager_lines(&pager, narrow, narrow_count);
		assert_int_equal(narrow[pager.top].source, wide[top].source);
		pager_lines(&pager, wide, wide_count);
		assert_int_equal(pager.top, top);
	}
}

static void showing_a_line_moves_only_if_needed(void **state)
{
	struct line lines[MOST];
	struct pager pager = {0};

	(void)state;
	pager_lines(&pager, lines, lay_out(lines, 60));
	pager_fit(&pager, 10);
	pager_show(&pager, 9);
	assert_int_equal(pager.top, 0);
	pager_show(&pager, 10);
	assert_int_equal(pager.top, 8);
	assert_true(pager_sees(&pager, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_read),
		cmocka_unit_test(the_end_is_the_last_page),
		cmocka_unit_test(another_width_and_back),
		cmocka_unit_test(showing_a_line_moves_only_if_needed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
