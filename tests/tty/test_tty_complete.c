/* Completing the query: a list below the field, for eyes and for ears. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "complete");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(void **state, int rows, int cols, const char *lang)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = rows, .cols = cols, .lang = lang, .args = args};

	return tty_start(&options);
}

/* The row in focus is that of `text`, and the message row tells it too. */
static void assert_choice(struct tty *tty, const char *text)
{
	int row = screen_focus(tty);
	const char *message = tty_row(tty, tty_rows(tty) - 2);

	if (!strstr(tty_row(tty, row), text) || !strstr(message, text)) {
		fprintf(stderr, "# wanted in focus and told: %s\n", text);
		tty_fail(tty, "another choice");
	}
}

/* The row in focus, moving down until it is that of `text`. */
static void go_to(struct tty *tty, const char *text)
{
	int i;

	for (i = 0; i < 20; i++) {
		if (strstr(tty_row(tty, screen_focus(tty)), text))
			return;
		tty_keys(tty, "<Down>");
	}
	fprintf(stderr, "# wanted among the choices: %s\n", text);
	tty_fail(tty, "it is not offered");
}

static void complete(void **state, int rows, int cols)
{
	struct tty *tty = start(state, rows, cols, "en");

	tty_keys(tty, "/ki");
	screen_field(tty, "Search: ki");
	tty_keys(tty, "<Tab>");
	assert_choice(tty, "kind:");
	tty_assert_has(tty, "Enter Take");
	tty_assert_has(tty, "1 of ");
	/* A key is followed by its values at once. */
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Search: kind:");
	go_to(tty, "update");
	assert_choice(tty, "update");
	if (!strstr(tty_row(tty, screen_focus(tty)), "2"))
		tty_fail(tty, "the value has no count");
	tty_assert_has(tty, "2 notes");
	tty_keys(tty, "<Enter>");
	screen_field(tty, "Search: kind:update ");
	tty_assert_has(tty, "2 hits");
	tty_assert_has(tty, "The law changed");
	output_quit(tty);
}

static void test_complete(void **state)
{
	complete(state, 24, 80);
	complete(state, 40, 120);
	complete(state, 12, 40);
}

/* Typing goes on, the list follows; Up and Esc lead back to the field. */
static void test_typing_goes_on(void **state)
{
	struct tty *tty = start(state, 24, 80, "en");

	tty_keys(tty, "/kind:<Tab>");
	go_to(tty, "guide");
	tty_keys(tty, "up");
	screen_field(tty, "Search: kind:up");
	tty_assert_has(tty, "Down or Tab goes to what may be put in.");
	tty_assert_has(tty, "update");
	tty_assert_hasnt(tty, " event ");
	tty_keys(tty, "<Down>");
	assert_choice(tty, "update");
	tty_keys(tty, "<Up>");
	screen_field(tty, "Search: kind:up");
	tty_keys(tty, "<Tab><Esc>");
	screen_field(tty, "Search: kind:up");
	tty_assert_hasnt(tty, "may be put in");
	/* A second Esc closes the search. */
	tty_keys(tty, "<Esc>");
	tty_assert_hasnt(tty, "Search:");
	tty_keys(tty, "/kind:xyzzy<Tab>");
	tty_assert_has(tty, "There is nothing to complete here.");
	screen_field(tty, "kind:xyzzy");
	/* In the middle of the line. */
	tty_keys(tty, "<C-u>ta tool<C-a><Right><Right><Tab>");
	go_to(tty, "tag:");
	tty_keys(tty, "<Enter><Esc>");
	screen_field(tty, "Search: tag:");
	tty_assert_has(tty, "Search: tag: tool");
	output_quit(tty);
}

/* Both languages name the same things; Tab and Shift-Tab go round. */
static void test_swedish(void **state)
{
	struct tty *tty = start(state, 24, 80, "sv");
	int row;

	tty_keys(tty, "/sl<Tab>");
	go_to(tty, "slag:");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Sök: slag:");
	row = screen_focus(tty);
	tty_keys(tty, "<Tab>");
	assert_int_equal(screen_focus(tty), row + 1);
	tty_keys(tty, "<S-Tab>");
	assert_int_equal(screen_focus(tty), row);
	go_to(tty, "Nyhet");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "2 träffar");
	output_quit(tty);
}

/* Nothing lies where it does not belong when the window changes. */
static void test_sizes(void **state)
{
	static const int sizes[][2] = {
		{40, 120}, {12, 40}, {6, 20}, {5, 20}, {24, 80}};
	struct tty *tty = start(state, 24, 80, "en");
	size_t i;

	tty_keys(tty, "/<Tab>");
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		tty_resize(tty, sizes[i][0], sizes[i][1]);
		screen_frame(tty);
		screen_cursor_row(tty);
		screen_repaint(tty);
	}
	screen_focus(tty);
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_typing_goes_on),
		cmocka_unit_test(test_swedish),
		cmocka_unit_test(test_sizes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
