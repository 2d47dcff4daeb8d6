/* From screen to screen: lists, the reader, links, finding, search, help. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "walk");
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

static void assert_start(struct tty *tty)
{
	if (!strstr(tty_row(tty, 0), "The test hub"))
		tty_fail(tty, "this is not the start screen");
	screen_frame(tty);
	screen_focus(tty);
}

static void assert_title(struct tty *tty, const char *title)
{
	if (!strstr(tty_row(tty, 0), title)) {
		fprintf(stderr, "# wanted in the title: %s\n", title);
		tty_fail(tty, "another screen");
	}
	screen_frame(tty);
}

static void assert_focus_on(struct tty *tty, const char *text)
{
	if (!strstr(tty_row(tty, screen_focus(tty)), text)) {
		fprintf(stderr, "# wanted in focus: %s\n", text);
		tty_fail(tty, "the focus is elsewhere");
	}
}

/* The note is in the list, opens, and closing it leads back to its row. */
static void test_list(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "2");
	assert_title(tty, "Guides");
	assert_focus_on(tty, "Buying a tool");
	tty_keys(tty, "j");
	assert_focus_on(tty, "Reading results");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "Reading results");
	screen_reading(tty);
	tty_assert_has(tty, "Wide bounds mean");
	tty_keys(tty, "<Esc>");
	assert_focus_on(tty, "Reading results");
	tty_keys(tty, "3");
	assert_title(tty, "Updates");
	assert_focus_on(tty, "The law changed");
	tty_keys(tty, "1");
	assert_start(tty);
	output_quit(tty);
}

static void test_start_opens(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "<Home>");
	assert_focus_on(tty, "The law changed");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "The law changed");
	tty_assert_has(tty, "From January the seller");
	tty_keys(tty, "<Esc>");
	assert_start(tty);
	assert_focus_on(tty, "The law changed");
	/* The last row is a kind: it opens its list. */
	tty_keys(tty, "<End>");
	assert_focus_on(tty, "Events");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "Events");
	output_quit(tty);
}

/* What the start screen calls new is what u shows, in its order. */
static void test_news(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "<Home>");
	assert_focus_on(tty, "The law changed");
	tty_keys(tty, "<Down>");
	assert_focus_on(tty, "A list of tools");
	tty_keys(tty, "u");
	assert_title(tty, "What is new");
	assert_focus_on(tty, "The law changed");
	tty_keys(tty, "<Down>");
	assert_focus_on(tty, "A list of tools");
	output_quit(tty);
}

static void test_contents(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "2<Enter>");
	assert_title(tty, "Buying a tool");
	tty_assert_hasnt(tty, "The first year");
	tty_keys(tty, "t");
	assert_title(tty, "Contents");
	assert_focus_on(tty, "Buying a tool");
	tty_keys(tty, "<Down><Down><Down>");
	assert_focus_on(tty, "After the meeting");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "Buying a tool");
	screen_reading(tty);
	tty_assert_has(tty, "After the meeting");
	tty_assert_hasnt(tty, "Before the meeting");
	/* The list begins where one reads; typing narrows it. */
	tty_keys(tty, "t");
	assert_focus_on(tty, "After the meeting");
	tty_keys(tty, "year");
	screen_field(tty, "year");
	tty_assert_hasnt(tty, "The contract");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Look at the numbers each month");
	output_quit(tty);
}

static void test_links(void **state)
{
	struct tty *tty = start(state);
	int row;
	int col;
	int row_back;
	int col_back;
	bool visible;

	tty_keys(tty, "2<Enter><Right>");
	tty_assert_has(tty, "Link 1 of 4: Reading results");
	tty_keys(tty, "<Right>");
	tty_assert_has(tty, "Link 2 of 4: law.example.org");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "https://law.example.org/act/7");
	tty_keys(tty, "<Right>");
	tty_assert_has(tty, "Link 3 of 4: Watching a tool in use");
	tty_cursor(tty, &row, &col, &visible);
	if (!tty_cell(tty, row, col).reverse)
		tty_fail(tty, "the cursor is not on the link in focus");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "Watching a tool in use");
	screen_reading(tty);
	tty_keys(tty, "<lt>");
	assert_title(tty, "Buying a tool");
	tty_assert_has(tty, "Link 3 of 4: Watching a tool in use");
	tty_cursor(tty, &row_back, &col_back, &visible);
	assert_int_equal(row_back, row);
	assert_int_equal(col_back, col);
	tty_keys(tty, ">");
	assert_title(tty, "Watching a tool in use");
	tty_keys(tty, "<BS><Left>");
	tty_assert_has(tty, "Link 2 of 4: law.example.org");
	tty_keys(tty, "<Esc>");
	assert_focus_on(tty, "Buying a tool");
	output_quit(tty);
}

static void assert_cursor_on(struct tty *tty, const char *text)
{
	if (!strstr(tty_row(tty, screen_cursor_row(tty)), text)) {
		fprintf(stderr, "# wanted under the cursor: %s\n", text);
		tty_fail(tty, "the cursor is elsewhere");
	}
}

static void test_find(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "2<Enter>f");
	screen_field(tty, "Find in note: ");
	tty_keys(tty, "month");
	screen_field(tty, "Find in note: month");
	tty_keys(tty, "<Enter>");
	screen_reading(tty);
	tty_assert_has(tty, "n and N move between them");
	tty_assert_has(tty, "numbers each month");
	tty_keys(tty, "gfmeeting<Enter>");
	tty_assert_has(tty, "4 places");
	tty_keys(tty, "n");
	tty_assert_has(tty, "Place 2 of 4");
	tty_keys(tty, "n");
	tty_assert_has(tty, "Place 3 of 4");
	assert_cursor_on(tty, "At the meeting");
	tty_keys(tty, "nn");
	tty_assert_has(tty, "Place 1 of 4");
	assert_cursor_on(tty, "the first meeting");
	tty_keys(tty, "NN");
	tty_assert_has(tty, "Place 3 of 4");
	assert_cursor_on(tty, "At the meeting");
	tty_keys(tty, "fnowhere<Enter>");
	tty_assert_has(tty, "\"nowhere\" is not in this note.");
	tty_keys(tty, "c");
	output_quit(tty);
}

/* Every letter is answered; the note opens where the words are. */
static void test_search(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "2<Down>/");
	assert_title(tty, "Search everything");
	screen_field(tty, "Search: ");
	tty_keys(tty, "w");
	screen_field(tty, "Search: w");
	tty_assert_has(tty, "Watching a tool in use");
	tty_assert_has(tty, " hits");
	tty_keys(tty, "atchi");
	tty_assert_has(tty, "Watching a tool in use");
	tty_assert_hasnt(tty, "Lunch for buyers");
	tty_keys(tty, "q");
	tty_assert_has(tty, "0 hits");
	tty_assert_has(tty, "No note matches.");
	tty_keys(tty, "<BS>");
	tty_assert_has(tty, "Watching a tool in use");
	tty_keys(tty, "<C-u>quicksil");
	tty_assert_has(tty, "1 hit");
	tty_keys(tty, "<Down>");
	assert_focus_on(tty, "Buying a tool");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "Buying a tool");
	tty_assert_has(tty, "quicksilver");
	tty_keys(tty, "<Esc>");
	assert_title(tty, "Search everything");
	tty_assert_has(tty, "quicksil");
	assert_focus_on(tty, "Buying a tool");
	/* Typing leads back to the field, Esc to where one was. */
	tty_keys(tty, "v");
	screen_field(tty, "quicksilv");
	tty_keys(tty, "<Esc>");
	assert_title(tty, "Guides");
	assert_focus_on(tty, "Reading results");
	output_quit(tty);
}

/* Swedish letters are letters of their own; capitals are not. */
static void test_search_letters(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "/LÄKEMEDEL");
	screen_field(tty, "LÄKEMEDEL");
	tty_assert_has(tty, "Ögonbilder och läkemedel");
	tty_keys(tty, "<BS><BS><BS><BS><BS><BS><BS><BS>");
	screen_field(tty, "Search: L");
	/* Written without its dots it is another word, which is offered. */
	tty_keys(tty, "<C-u>lakemedel");
	tty_assert_has(tty, "läkemedel");
	tty_keys(tty, "<C-u>OGONBILDER");
	tty_assert_has(tty, "Ögonbilder och läkemedel");
	tty_keys(tty, "<C-u>kind:update ");
	tty_assert_has(tty, "2 hits");
	tty_assert_has(tty, "The law changed");
	tty_keys(tty, "list");
	tty_assert_has(tty, "A list of tools");
	tty_assert_hasnt(tty, "The law changed");
	tty_keys(tty, "<Esc>");
	output_quit(tty);
}

/* Help and palette list the keys, narrow by typing, and run what is chosen. */
static void test_help(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "?");
	assert_title(tty, "Help");
	screen_focus(tty);
	tty_assert_has(tty, "Here");
	tty_assert_has(tty, "Everywhere");
	tty_keys(tty, "search every");
	tty_assert_has(tty, "Search everything");
	tty_keys(tty, "<Esc>");
	assert_start(tty);
	tty_keys(tty, ":");
	assert_title(tty, "Commands");
	screen_focus(tty);
	tty_assert_has(tty, "not on this screen");
	tty_keys(tty, "search");
	screen_field(tty, "search");
	tty_assert_hasnt(tty, "Fetch what others wrote, send what you wrote");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "Search everything");
	tty_keys(tty, "<F2>");
	assert_title(tty, "Commands");
	tty_keys(tty, "<Esc><F1>");
	assert_title(tty, "Help");
	tty_keys(tty, "<Esc><Esc>");
	assert_start(tty);
	tty_keys(tty, ":guides<Enter>");
	assert_title(tty, "Guides");
	tty_keys(tty, ":contents<Enter>");
	tty_assert_has(tty, "does not work on this screen");
	tty_keys(tty, "<Esc>:xyzzy");
	tty_assert_has(tty, "Nothing here has these letters.");
	tty_keys(tty, "<Esc>");
	output_quit(tty);
}

static void test_related(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "2<Enter>r");
	assert_title(tty, "Related");
	tty_assert_has(tty, "Links here");
	assert_focus_on(tty, "Watching a tool in use");
	tty_keys(tty, "<Down>");
	assert_focus_on(tty, "The law changed");
	tty_keys(tty, "<Enter>");
	assert_title(tty, "The law changed");
	tty_keys(tty, "<lt>");
	assert_title(tty, "Buying a tool");
	tty_keys(tty, "i");
	assert_title(tty, "Details");
	tty_assert_has(tty, "guides/buying.md");
	tty_assert_has(tty, "buyer");
	tty_keys(tty, "<Esc><Esc>");
	output_quit(tty);
}

static void test_unknown_key(void **state)
{
	struct tty *tty = start(state);

	tty_keys(tty, "Z");
	tty_assert_has(tty, "Z is not used here. ? shows the keys.");
	tty_keys(tty, "x");
	tty_assert_has(tty, "x is not used here.");
	tty_send(tty, "\033[24~", 5);
	tty_assert_has(tty, "is not used here.");
	tty_keys(tty, "<Down>");
	tty_assert_hasnt(tty, "is not used here.");
	output_quit(tty);
}

/* From anywhere home in five steps, and never further. */
static void test_escape(void **state)
{
	static const char *const places[] = {"", "2", "2<Enter>", "2<Enter>t",
		"2<Enter>r<Enter>i", "2<Enter><Right><Enter><Right><Enter>r",
		"2<Enter>fmonth", "/law", "/law<Down><Enter>t", "?", ":",
		"2f/law<Down><Enter>?", "u<Enter>t", "/law<F2>", "<F5>",
		"/k<Tab>", "/law<F6>x", "2<Enter>/law<F4><F2>", "2F<F6>x",
		"2<Enter>fmonth<F3>law<F4>:", "/qqq<F7>x"};
	struct tty *tty = start(state);
	size_t i;
	int n;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		tty_keys(tty, places[i]);
		for (n = 0; n < 5; n++)
			tty_keys(tty, "<Esc>");
		assert_start(tty);
		for (n = 0; n < 5; n++)
			tty_keys(tty, "<Esc>");
		assert_start(tty);
	}
	tty_assert_has(tty, "This is the start screen. q quits.");
	output_quit(tty);
}

/* Of all keys only q and F10 end it. */
static void test_quit(void **state)
{
	struct tty *tty = start(state);
	int key;

	for (key = 1; key < 128; key++) {
		char byte = (char)key;

		/* ^Z asks to be stopped, which no parent does here. */
		if (key == 'q' || key == 26)
			continue;
		tty_send(tty, &byte, 1);
		tty_keys(tty, "<Esc><Esc><Esc>");
	}
	tty_keys(tty, "åäöÅÄÖé");
	for (key = 11; key < 35; key++) {
		char bytes[16];

		snprintf(bytes, sizeof(bytes), "\033[%d~", key);
		if (key != 21)
			tty_send(tty, bytes, strlen(bytes));
	}
	tty_keys(tty, "<Esc><Esc><Esc>");
	assert_start(tty);
	tty_keys(tty, "2<Enter>");
	tty_send_raw(tty, "\033[21~", 5);
	assert_int_equal(tty_wait(tty), 0);
	output_assert_restored(tty);
	tty_close(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_start_opens),
		cmocka_unit_test(test_news),
		cmocka_unit_test(test_contents),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_search_letters),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_related),
		cmocka_unit_test(test_unknown_key),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_quit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
