/* Filters with counts, searches that are kept, and why notes are related. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "facets");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static const char *const no_colour[] = {"NO_COLOR=1", NULL};

static struct tty *start(void **state, int rows, int cols, const char *lang)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {.rows = rows,
		.cols = cols,
		.lang = lang,
		.args = args,
		.env = cols == 120 ? no_colour : NULL};

	return tty_start(&options);
}

static void go_to(struct tty *tty, const char *text)
{
	int i;

	for (i = 0; i < 30; i++) {
		if (strstr(tty_row(tty, screen_focus(tty)), text))
			return;
		tty_keys(tty, "<Down>");
	}
	fprintf(stderr, "# wanted in the list: %s\n", text);
	tty_fail(tty, "it is not there");
}

static void assert_told(struct tty *tty, const char *text)
{
	if (!strstr(tty_row(tty, tty_rows(tty) - 2), text)) {
		fprintf(stderr, "# wanted in the message row: %s\n", text);
		tty_fail(tty, "another message");
	}
}

/* The row in focus begins with the box, and ends with the count. */
static void assert_box(struct tty *tty, const char *box, const char *count)
{
	const char *row = tty_row(tty, screen_focus(tty));
	const char *end = strstr(row, " |");
	size_t len = end ? (size_t)(end - row) : strlen(row);

	if (strncmp(row, "> ", 2) != 0 || !strstr(row, box) ||
		len < strlen(count) ||
		strncmp(row + len - strlen(count), count, strlen(count)) != 0) {
		fprintf(stderr, "# wanted: %s … %s\n", box, count);
		tty_fail(tty, "another box or count");
	}
}

/* Choosing changes the query, its hits and the counts; choosing again takes
 * it back. */
static void choose(void **state, int rows, int cols)
{
	struct tty *tty = start(state, rows, cols, "en");

	tty_keys(tty, "/tool<F4>");
	screen_frame(tty);
	screen_focus(tty);
	go_to(tty, "Guide");
	assert_box(tty, "[ ] Guide", "2");
	assert_told(tty, "Kind: Guide, 2 notes");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Search: tool kind:guide");
	tty_assert_has(tty, "2 hits");
	assert_box(tty, "[x] Guide", "2");
	assert_told(tty, "Kind: Guide, 2 notes, chosen");
	/* Another of the same key adds to what is found. */
	go_to(tty, "Update");
	tty_keys(tty, " ");
	tty_assert_has(tty, "Search: tool kind:guide,update");
	tty_assert_has(tty, "3 hits");
	assert_box(tty, "[x] Update", "1");
	tty_keys(tty, " ");
	tty_assert_has(tty, "2 hits");
	assert_box(tty, "[ ] Update", "1");
	/* Beside it where there is room, or behind it. */
	if (cols >= 100)
		tty_assert_has(tty, "Watching a tool in use");
	else
		tty_assert_hasnt(tty, "Watching a tool in use");
	tty_keys(tty, "<Esc>");
	screen_field(tty, "Search: tool kind:guide ");
	tty_assert_has(tty, "Watching a tool in use");
	tty_assert_hasnt(tty, "A list of tools");
	output_quit(tty);
}

static void test_choose(void **state)
{
	choose(state, 24, 80);
	choose(state, 40, 120);
	choose(state, 12, 40);
}

/* From a list it begins with what the list shows; letters are commands. */
static void test_from_a_list(void **state)
{
	struct tty *tty = start(state, 24, 80, "sv");

	tty_keys(tty, "3F");
	tty_assert_has(tty, "Sök: kind:update");
	go_to(tty, "Nyhet");
	assert_box(tty, "[x] Nyhet", "2");
	tty_keys(tty, "x");
	tty_assert_has(tty, "x används inte här. ? visar tangenterna.");
	tty_keys(tty, "?");
	tty_assert_has(tty, "Hjälp");
	tty_keys(tty, "<Esc>F");
	screen_field(tty, "kind:update ");
	tty_keys(tty, "<Esc><Esc>F");
	tty_assert_has(tty, "Vägledning");
	output_quit(tty);
}

/* Kept under a name, listed with its count, run, and forgotten. */
static void keep(void **state, int rows, int cols)
{
	struct tty *tty = start(state, rows, cols, "en");

	tty_keys(tty, "/tool kind:guide<F6>");
	screen_field(tty, "Keep as: ");
	tty_assert_has(tty, "Enter Answer");
	tty_keys(tty, "<F1>");
	tty_assert_has(tty, "A name for the search");
	/* A name with a quote is refused, and can be mended. */
	tty_keys(tty, "a\"b<Enter>");
	tty_assert_has(tty, "without quotes");
	screen_field(tty, "a\"b");
	tty_keys(tty, "<BS><BS>bout tools<Enter>");
	tty_assert_has(tty, "Kept as \"about tools\".");
	screen_field(tty, "tool kind:guide");
	tty_keys(tty, "<C-u><F4><End>");
	go_to(tty, "about tools");
	assert_told(tty, "about tools: tool kind:guide");
	if (!strstr(tty_row(tty, screen_focus(tty)), " 2"))
		tty_fail(tty, "the kept search has no count");
	tty_keys(tty, "<Enter>");
	screen_field(tty, "Search: tool kind:guide");
	tty_assert_has(tty, "2 hits");
	/* The name stands for it. */
	tty_keys(tty, "<C-u>saved:\"about tools\"");
	tty_assert_has(tty, "2 hits");
	tty_keys(tty, "<F4><End><Del>");
	tty_assert_has(tty, "Forgotten: \"about tools\"");
	tty_assert_hasnt(tty, "Searches you keep");
	tty_keys(tty, "<Home><Del>");
	tty_assert_has(tty, "Only a search that is kept");
	output_quit(tty);
}

static void test_keep(void **state)
{
	keep(state, 24, 80);
	keep(state, 40, 120);
	keep(state, 12, 40);
}

/* Nothing to keep, and Esc leaves it be. */
static void test_keep_not(void **state)
{
	struct tty *tty = start(state, 24, 80, "en");

	tty_keys(tty, "/<F6>");
	tty_assert_has(tty, "There is no search to keep");
	tty_keys(tty, "law<F6>mine<Esc>");
	screen_field(tty, "Search: law");
	tty_keys(tty, "<F6><Enter>");
	tty_assert_has(tty, "Nothing was kept.");
	tty_keys(tty, "<F6>x<F4>");
	tty_assert_has(tty, "Enter answers, Esc leaves it be.");
	screen_field(tty, "Keep as: x");
	tty_keys(tty, "<Esc><F4>");
	tty_assert_hasnt(tty, "Searches you keep");
	output_quit(tty);
}

/* Each note once, with the reasons; those that link first. */
static void related(void **state, int rows, int cols)
{
	struct tty *tty = start(state, rows, cols, "en");
	int i;
	int seen = 0;

	tty_keys(tty, "2<Enter>r");
	tty_assert_has(tty, "Links here");
	screen_focus(tty);
	assert_told(tty, "links here, linked from here");
	for (i = 0; i < rows; i++)
		seen += strstr(tty_row(tty, i), "Watching a tool in use") !=
			NULL;
	assert_int_equal(seen, 1);
	tty_keys(tty, "<Down>");
	assert_told(tty, "links here");
	go_to(tty, "Reading results");
	assert_told(tty, "linked from here");
	tty_keys(tty, "<Enter>");
	if (!strstr(tty_row(tty, 0), "Reading results"))
		tty_fail(tty, "another note");
	output_quit(tty);
}

static void test_related(void **state)
{
	related(state, 24, 80);
	related(state, 40, 120);
	related(state, 12, 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choose),
		cmocka_unit_test(test_from_a_list),
		cmocka_unit_test(test_keep),
		cmocka_unit_test(test_keep_not),
		cmocka_unit_test(test_related),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
