/* Finding words in laid-out lines. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/find.h"

static struct run run_of(const char *text)
{
	return (struct run){str_from(text), 0, -1};
}

static size_t look(struct find *find, const char *text, const char *words)
{
	struct run run = run_of(text);
	struct line line = {.runs = &run, .run_count = 1};

	buf_cut(&find->words, 0);
	buf_put(&find->words, words);
	find_run(find, &line, 1);
	return find->count;
}

static void case_and_accents_do_not_count_but_a_ring_does(void **state)
{
	struct find find = {0};

	(void)state;
	assert_int_equal(
		look(&find, "Läkemedel och LÄKEMEDEL", "läkemedel"), 2);
	assert_int_equal(look(&find, "läkemedel", "lakemedel"), 0);
	assert_int_equal(look(&find, "Café", "cafe"), 1);
	assert_int_equal(look(&find, "", "x"), 0);
	assert_int_equal(look(&find, "xyz", ""), 0);
	find_clear(&find);
}

static void places_are_in_cells(void **state)
{
	struct find find = {0};

	(void)state;
	assert_int_equal(look(&find, "漢字 åäö här", "här"), 1);
	assert_int_equal(find.items[0].col, 9);
	assert_int_equal(find.items[0].cells, 3);
	find_clear(&find);
}

static void words_of_a_search_begin_words(void **state)
{
	struct find find = {.starts = true};

	(void)state;
	assert_int_equal(look(&find, "validera lokalvalidering", "vali\n"), 1);
	assert_int_equal(look(&find, "AI and data", "ai\ndata\n"), 2);
	find_clear(&find);
}

static void the_next_match_below_has_the_focus(void **state)
{
	struct run runs[3] = {run_of("a x"), run_of("b"), run_of("x x")};
	struct line lines[3] = {{.runs = &runs[0], .run_count = 1},
		{.runs = &runs[1], .run_count = 1},
		{.runs = &runs[2], .run_count = 1}};
	struct find find = {0};

	(void)state;
	buf_put(&find.words, "x");
	find_run(&find, lines, 3);
	assert_int_equal(find.count, 3);
	find_from(&find, 1);
	assert_int_equal(find.at, 1);
	find_from(&find, 99);
	assert_int_equal(find.at, 0);
	find_clear(&find);
}

/* Next and previous go from place to place, round the end, not by its parts. */
static void a_place_in_two_lines_is_one(void **state)
{
	struct find find = {0};

	(void)state;
	find_add(&find, (struct match){.line = 1});
	find_add(&find, (struct match){.line = 3});
	find_add(&find, (struct match){.line = 4, .rest = true});
	assert_int_equal(find.places, 2);
	assert_false(find_step(&find, true));
	assert_int_equal(find.items[find.at].number, 2);
	assert_true(find_step(&find, true));
	assert_int_equal(find.at, 0);
	assert_true(find_step(&find, false));
	assert_int_equal(find.at, 1);
	assert_false(find_step(&find, false));
	assert_int_equal(find.at, 0);
	find_from(&find, 4);
	assert_int_equal(find.at, 0);
	find_clear(&find);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_and_accents_do_not_count_but_a_ring_does),
		cmocka_unit_test(places_are_in_cells),
		cmocka_unit_test(words_of_a_search_begin_words),
		cmocka_unit_test(the_next_match_below_has_the_focus),
		cmocka_unit_test(a_place_in_two_lines_is_one),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
