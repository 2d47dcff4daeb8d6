/* The table of keys: one meaning each, none that people cannot type. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/keys.h"

/* The one exception: a conflict is answered with m and t for mine and theirs,
 * as in `resolve`, and t is the contents in the reader, never in both. */
static bool is_answer(const struct command_row *a, const struct command_row *b)
{
	return a->command == COMMAND_CONTENTS && b->command == COMMAND_THEIRS &&
		!(a->where & b->where);
}

static void no_key_has_two_meanings(void **state)
{
	const struct command_row *a;
	const struct command_row *b;
	size_t n;
	size_t m;
	int i;
	int k;

	(void)state;
	for (n = 0; (a = keys_row(n)); n++) {
		for (m = n + 1; (b = keys_row(m)); m++) {
			assert_int_not_equal(a->command, b->command);
			for (i = 0; i < KEYS_EACH && a->keys[i].press; i++)
				for (k = 0; k < KEYS_EACH && b->keys[k].press;
					k++)
					assert_true(is_answer(a, b) ||
						!key_eq(a->keys[i],
							b->keys[k]));
		}
	}
}

static void forbidden_keys_are_not_used(void **state)
{
	static const char altgr[] = "@${}[]\\~|^`";
	static const char control[] = "SQHIJM";
	const struct command_row *row;
	size_t n;
	int i;

	(void)state;
	for (n = 0; (row = keys_row(n)); n++) {
		for (i = 0; i < KEYS_EACH && row->keys[i].press; i++) {
			struct key key = row->keys[i];

			assert_int_not_equal(key.press, PRESS_ALT);
			if (key.press == PRESS_TEXT)
				assert_null(strchr(altgr, (int)key.code));
			if (key.press == PRESS_TEXT)
				assert_true(key.code < 0x80);
			if (key.press == PRESS_CTRL)
				assert_null(strchr(control, (int)key.code));
		}
	}
}

static void every_command_has_a_row_a_name_and_a_place(void **state)
{
	int command;

	(void)state;
	for (command = COMMAND_UP; command < COMMAND_COUNT; command++) {
		const struct command_row *row = keys_of((enum command)command);

		assert_non_null(row);
		assert_non_null(row->name);
		assert_true(row->name[0]);
		assert_true(row->where);
		assert_true(row->keys[0].press);
	}
}

static void every_key_does_what_its_row_says(void **state)
{
	const struct command_row *row;
	size_t n;
	int view;
	int i;

	(void)state;
	for (n = 0; (row = keys_row(n)); n++) {
		for (view = 0; view < VIEW_COUNT; view++) {
			enum command expected = row->where & 1u << view
				? row->command
				: COMMAND_NONE;

			if (view == VIEW_SHEET &&
				row->command == COMMAND_CONTENTS)
				expected = COMMAND_THEIRS;
			if (view == VIEW_READER &&
				row->command == COMMAND_THEIRS)
				expected = COMMAND_CONTENTS;

			for (i = 0; i < KEYS_EACH && row->keys[i].press; i++) {
				bool known;

				assert_int_equal(keys_find((enum view)view,
							 row->keys[i], &known),
					expected);
				assert_true(known);
			}
		}
	}
}

static void the_row_of_keys_works_where_it_is_shown(void **state)
{
	int bar;

	(void)state;
	for (bar = 0; bar < BAR_COUNT; bar++) {
		const struct bar_item *item = keys_bar((enum bar)bar);
		enum view view = keys_bar_view((enum bar)bar);

		for (; item->command != COMMAND_NONE; item++) {
			const struct command_row *row = keys_of(item->command);

			assert_true(row->where & 1u << view);
			assert_true(item->brief || row->brief);
		}
	}
}

static void without_letters_the_palette_remains(void **state)
{
	static const enum command needed[] = {COMMAND_UP, COMMAND_DOWN,
		COMMAND_OPEN, COMMAND_CLOSE, COMMAND_SEARCH, COMMAND_HELP,
		COMMAND_PALETTE, COMMAND_QUIT, COMMAND_SYNC, COMMAND_RIGHT};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		assert_non_null(keys_shown(keys_of(needed[i]), false));
	assert_null(keys_shown(keys_of(COMMAND_NEXT), false));
}

static void unknown_keys_are_unknown(void **state)
{
	struct key key = {PRESS_TEXT, 0xE5, {0}};
	bool known = true;

	(void)state;
	assert_int_equal(keys_find(VIEW_START, key, &known), COMMAND_NONE);
	assert_false(known);
	key.code = 't';
	assert_int_equal(keys_find(VIEW_START, key, &known), COMMAND_NONE);
	assert_true(known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_key_has_two_meanings),
		cmocka_unit_test(forbidden_keys_are_not_used),
		cmocka_unit_test(every_command_has_a_row_a_name_and_a_place),
		cmocka_unit_test(every_key_does_what_its_row_says),
		cmocka_unit_test(the_row_of_keys_works_where_it_is_shown),
		cmocka_unit_test(without_letters_the_palette_remains),
		cmocka_unit_test(unknown_keys_are_unknown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
