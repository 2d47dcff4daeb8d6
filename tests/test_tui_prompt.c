/* The line editor: clusters, paste, limits. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/prompt.h"

static enum prompt_did press(struct prompt *prompt, enum press press)
{
	return prompt_key(prompt, (struct key){press, 0, {0}});
}

static void letter(struct prompt *prompt, uint32_t code)
{
	prompt_key(prompt, (struct key){PRESS_TEXT, code, {0}});
}

static void assert_text(const struct prompt *prompt, const char *text)
{
	assert_string_equal(buf_text(&prompt->text), text);
}

static void nothing_typed(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	assert_int_equal(press(&prompt, PRESS_BACKSPACE), PROMPT_MOVED);
	assert_int_equal(press(&prompt, PRESS_DELETE), PROMPT_MOVED);
	assert_int_equal(press(&prompt, PRESS_LEFT), PROMPT_MOVED);
	assert_int_equal(press(&prompt, PRESS_RIGHT), PROMPT_MOVED);
	assert_int_equal(press(&prompt, PRESS_ENTER), PROMPT_UNUSED);
	assert_text(&prompt, "");
	prompt_clear(&prompt);
}

static void letters_go_in_where_the_cursor_is(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	letter(&prompt, 'b');
	press(&prompt, PRESS_HOME);
	letter(&prompt, 0xE5);
	letter(&prompt, 'x');
	assert_text(&prompt, "åxb");
	press(&prompt, PRESS_BACKSPACE);
	press(&prompt, PRESS_BACKSPACE);
	press(&prompt, PRESS_BACKSPACE);
	assert_text(&prompt, "b");
	press(&prompt, PRESS_DELETE);
	assert_text(&prompt, "");
	prompt_clear(&prompt);
}

static void a_cluster_is_one_step(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	letter(&prompt, 'a');
	letter(&prompt, 'e');
	letter(&prompt, 0x301);
	letter(&prompt, 'z');
	press(&prompt, PRESS_LEFT);
	press(&prompt, PRESS_BACKSPACE);
	assert_text(&prompt, "az");
	prompt_clear(&prompt);
}

static void pasted_text_is_one_clean_line(void **state)
{
	struct prompt prompt = {0};
	struct key key = {PRESS_PASTE, 0, STR("dq\nD\x1b[2J")};

	(void)state;
	assert_int_equal(prompt_key(&prompt, key), PROMPT_CHANGED);
	assert_text(&prompt, "dq D<U+001B>[2J");
	prompt_clear(&prompt);
}

static void too_much_is_not_taken(void **state)
{
	struct prompt prompt = {0};
	char many[5000];
	struct key key = {PRESS_PASTE, 0, {many, sizeof(many)}};
	int i;

	(void)state;
	memset(many, 'x', sizeof(many));
	for (i = 0; i < 10; i++)
		prompt_key(&prompt, key);
	assert_true(prompt.text.len <= PROMPT_BYTES);
	prompt_clear(&prompt);
}

static void control_keys_cut(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	prompt_set(&prompt, STR("one two three"));
	prompt_key(&prompt, (struct key){PRESS_CTRL, 'W', {0}});
	assert_text(&prompt, "one two ");
	prompt_key(&prompt, (struct key){PRESS_CTRL, 'U', {0}});
	assert_text(&prompt, "");
	prompt_clear(&prompt);
}

static void a_long_line_shows_the_cursor(void **state)
{
	struct prompt prompt = {0};
	struct canvas canvas;
	struct buf row = {0};

	(void)state;
	canvas_init(&canvas, 1, 10, false);
	prompt_set(&prompt, STR("0123456789abcdef"));
	prompt_draw(&prompt, &canvas, (struct span){0, 2, 8}, true);
	assert_int_equal(canvas.cursor_col, 9);
	canvas_row(&canvas, 0, &row);
	assert_string_equal(buf_text(&row), "  9abcdef");
	buf_clear(&row);
	canvas_clear(&canvas);
	prompt_clear(&prompt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_typed),
		cmocka_unit_test(letters_go_in_where_the_cursor_is),
		cmocka_unit_test(a_cluster_is_one_step),
		cmocka_unit_test(pasted_text_is_one_clean_line),
		cmocka_unit_test(too_much_is_not_taken),
		cmocka_unit_test(control_keys_cut),
		cmocka_unit_test(a_long_line_shows_the_cursor),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
