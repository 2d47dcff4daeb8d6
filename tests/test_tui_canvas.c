/* The grid of cells: clipping, wide clusters, nothing but clean text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tui/canvas.h"

static void assert_row(
	const struct canvas *canvas, int row, const char *expected)
{
	struct buf text = {0};

	canvas_row(canvas, row, &text);
	assert_string_equal(buf_text(&text), expected);
	buf_clear(&text);
}

static void text_is_clipped_to_its_span(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 2, 10, false);
	assert_int_equal(
		canvas_text(&c, (struct span){0, 2, 4}, 0, "abcdefgh"), 4);
	assert_row(&c, 0, "  abcd");
	assert_int_equal(
		canvas_text(&c, (struct span){1, 8, 50}, 0, "abcdef"), 2);
	assert_row(&c, 1, "        ab");
	assert_row(&c, 0, "  abcd");
	canvas_clear(&c);
}

static void outside_is_nothing(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 3, false);
	assert_int_equal(canvas_text(&c, (struct span){-1, 0, 3}, 0, "abc"), 0);
	assert_int_equal(canvas_text(&c, (struct span){1, 0, 3}, 0, "abc"), 0);
	assert_int_equal(canvas_text(&c, (struct span){0, 3, 3}, 0, "abc"), 0);
	assert_int_equal(canvas_text(&c, (struct span){0, 0, 0}, 0, "abc"), 0);
	assert_null(canvas_cell(&c, 0, 3));
	assert_row(&c, 0, "");
	canvas_cursor(&c, 9, 9);
	assert_int_equal(c.cursor_row, 0);
	assert_int_equal(c.cursor_col, 2);
	canvas_clear(&c);
}

static void no_cells_at_all(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 0, 0, false);
	canvas_wipe(&c);
	canvas_text(&c, (struct span){0, 0, 5}, 0, "abc");
	canvas_fill(&c, (struct span){0, 0, 5}, 0, '-');
	canvas_clear(&c);
	canvas_clear(NULL);
}

static void a_wide_cluster_is_whole_or_absent(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 6, false);
	assert_int_equal(canvas_text(&c, (struct span){0, 0, 3}, 0, "漢字"), 2);
	assert_row(&c, 0, "漢");
	assert_int_equal(canvas_cell(&c, 0, 0)->width, 2);
	assert_int_equal(canvas_cell(&c, 0, 1)->width, 0);
	assert_int_equal(canvas_cell(&c, 0, 2)->width, 1);
	canvas_clear(&c);
}

static void painting_half_of_a_wide_cluster_blanks_the_other(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 4, false);
	canvas_text(&c, (struct span){0, 0, 4}, 0, "漢字");
	canvas_text(&c, (struct span){0, 1, 1}, 0, "x");
	assert_row(&c, 0, " x字");
	canvas_text(&c, (struct span){0, 1, 2}, 0, "漢");
	assert_row(&c, 0, " 漢");
	assert_int_equal(canvas_cell(&c, 0, 3)->width, 1);
	canvas_clear(&c);
}

static void combining_marks_share_their_cell(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 4, false);
	assert_int_equal(
		canvas_text(&c, (struct span){0, 0, 4}, 0, "e\xcc\x81x"), 2);
	assert_int_equal(canvas_cell(&c, 0, 0)->len, 3);
	canvas_clear(&c);
}

static void control_characters_never_reach_a_cell(void **state)
{
	struct canvas c;
	int col;

	(void)state;
	canvas_init(&c, 1, 40, false);
	canvas_text(
		&c, (struct span){0, 0, 40}, 0, "a\x1b[31mb\rc\n\xe2\x80\xae!");
	for (col = 0; col < 40; col++) {
		const struct cell *cell = canvas_cell(&c, 0, col);

		if (cell->len)
			assert_true((unsigned char)cell->text[0] >= ' ');
	}
	canvas_clear(&c);
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 2, 6, false);
	canvas_fit(&c, (struct span){0, 0, 6}, 0, STR("abcdefgh"));
	assert_row(&c, 0, "abcde…");
	canvas_fit(&c, (struct span){1, 0, 6}, 0, STR("abcdef"));
	assert_row(&c, 1, "abcdef");
	canvas_clear(&c);
}

static void ascii_shows_base_letters(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 20, true);
	canvas_text(&c, (struct span){0, 0, 20}, 0, "ÅäÖ é – “x” 漢…");
	assert_row(&c, 0, "AaO e - \"x\" ?~");
	canvas_clear(&c);
}

static void right_means_right(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 8, false);
	assert_int_equal(
		canvas_right(&c, (struct span){0, 0, 8}, 0, STR("abc")), 3);
	assert_row(&c, 0, "     abc");
	canvas_clear(&c);
}

static void marks_keep_attributes_and_replace_roles(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 4, false);
	canvas_text(&c, (struct span){0, 0, 4}, INK_REVERSE | INK_OK, "ab");
	canvas_mark(&c, (struct span){0, 0, 1}, INK_BOLD);
	canvas_mark(&c, (struct span){0, 1, 1}, INK_ERROR);
	assert_int_equal(
		canvas_cell(&c, 0, 0)->ink, INK_REVERSE | INK_OK | INK_BOLD);
	assert_int_equal(canvas_cell(&c, 0, 1)->ink, INK_REVERSE | INK_ERROR);
	canvas_clear(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_clipped_to_its_span),
		cmocka_unit_test(outside_is_nothing),
		cmocka_unit_test(no_cells_at_all),
		cmocka_unit_test(a_wide_cluster_is_whole_or_absent),
		cmocka_unit_test(
			painting_half_of_a_wide_cluster_blanks_the_other),
		cmocka_unit_test(combining_marks_share_their_cell),
		cmocka_unit_test(control_characters_never_reach_a_cell),
		cmocka_unit_test(what_does_not_fit_ends_in_an_ellipsis),
		cmocka_unit_test(ascii_shows_base_letters),
		cmocka_unit_test(right_means_right),
		cmocka_unit_test(marks_keep_attributes_and_replace_roles),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
