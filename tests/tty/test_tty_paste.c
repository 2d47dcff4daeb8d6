/* Pasted text is text: never keys. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

#define BEGIN "\033[200~"
#define END "\033[201~"

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "paste");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(void **state)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {.rows = 24, .cols = 80, .args = args};

	return tty_start(&options);
}

static void paste(struct tty *tty, const char *text)
{
	struct buf bytes = {0};

	buf_printf(&bytes, "%s%s%s", BEGIN, text, END);
	tty_send(tty, bytes.data, bytes.len);
	buf_clear(&bytes);
}

/* All but the row of messages is as it was. */
static void ignored(struct tty *tty)
{
	struct buf before = {0};
	struct buf after = {0};
	int row;

	for (row = 0; row < tty_rows(tty) - 2; row++)
		buf_printf(&before, "%s\n", tty_row(tty, row));
	paste(tty, "dq\nD2\r/\033[21~");
	for (row = 0; row < tty_rows(tty) - 2; row++)
		buf_printf(&after, "%s\n", tty_row(tty, row));
	assert_string_equal(buf_text(&before), buf_text(&after));
	tty_assert_has(tty,
		"Pasted text is ignored here. Press / and paste to search");
	buf_clear(&before);
	buf_clear(&after);
}

static void test_ignored(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "<Home>");
	ignored(tty);
	tty_keys(tty, "2");
	ignored(tty);
	screen_focus(tty);
	tty_keys(tty, "<Enter>");
	ignored(tty);
	tty_keys(tty, "<Right>");
	ignored(tty);
	output_quit(tty);
}

static void test_search(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "/");
	paste(tty, "quick\nsilver q");
	screen_field(tty, "Search: quick silver q");
	screen_frame(tty);
	tty_keys(tty, "<C-u>");
	paste(tty, "quicksilver");
	tty_assert_has(tty, "1 hit");
	tty_keys(tty, "<Down>");
	screen_focus(tty);
	/* What could move the cursor or hide is not typed. */
	tty_keys(tty, "<Tab><C-u>");
	paste(tty, "a\033]0;owned\a\u202eb\r\nc");
	screen_repaint(tty);
	output_assert_oscs(tty);
	assert_true(strstr(tty_row(tty, 1), "Search: a") != NULL);
	tty_keys(tty, "<Esc>");
	output_quit(tty);
}

static void test_other_fields(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "2<Enter>f");
	paste(tty, "each\nmonth");
	screen_field(tty, "Find in note: each month");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "1 place");
	tty_keys(tty, "?");
	paste(tty, "search\n");
	screen_field(tty, "search ");
	screen_frame(tty);
	tty_keys(tty, "<Esc>");
	output_quit(tty);
}

/* A long one, in pieces, is whole; one that never ends is let go. */
static void test_long(void **state)
{
	struct tty *tty = start(state);
	struct buf text = {0};
	int i;

	for (i = 0; i < 2000; i++)
		buf_put(&text, "q2/?: ");
	tty_keys(tty, "2<Down>");
	paste(tty, buf_text(&text));
	tty_assert_has(tty, "> Reading results");
	tty_assert_has(tty, "Pasted text is ignored here.");
	tty_send(tty, BEGIN "qqq", sizeof(BEGIN) + 2);
	tty_assert_has(tty, "> Reading results");
	tty_keys(tty, "<Up>");
	tty_assert_has(tty, "> Buying a tool");
	buf_clear(&text);
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ignored),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_other_fields),
		cmocka_unit_test(test_long),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
