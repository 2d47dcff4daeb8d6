/* The desk: what has a date, as a list and as a grid, at every size. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static const struct {
	const char *name, *keys;
} screens[] = {
	{"agenda", "d"},
	{"timeline", "<Tab>"},
	{"date", "<Right>"},
	{"dates-of", "<Tab>fact tools<Enter>"},
};

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_copy(hub, "tests/tty/desk", "desk");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static const char *path_of(void **state)
{
	const struct hub *hub = *state;

	return hub->path;
}

static void screens_of(
	const struct hub *hub, int rows, int cols, const char *lang)
{
	struct tty *tty = screen_start(hub->path, rows, cols, lang, NULL);
	size_t i;

	for (i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
		tty_keys(tty, screens[i].keys);
		screen_frame(tty);
		screen_focus(tty);
		screen_repaint(tty);
		screen_kept(tty, screens[i].name, lang);
	}
	output_quit(tty);
}

static void test_english(void **state)
{
	screens_of(*state, 24, 80, "en");
	screens_of(*state, 40, 120, "en");
	screens_of(*state, 12, 40, "en");
}

static void test_swedish(void **state)
{
	screens_of(*state, 24, 80, "sv");
	screens_of(*state, 40, 120, "sv");
	screens_of(*state, 12, 40, "sv");
}

/* Groups in order: late, begun, days, then what is known to the month and to
 * the year, each under its own heading. */
static void test_groups(void **state)
{
	static const char *const rows[] = {" Overdue", "> OVERDUE 20 days",
		"  OVERDUE 3 days", " Under way", "  under way", " Nov 2026",
		"  in 3 days       26 Nov 13:00", " Dec 2026", "  in 9 days",
		"  in 31 days", " Dec 2026, no day known", "  expected",
		" Feb 2027", "  in 79 days", "  in 97 days",
		" 2027, no month known", "  2027 "};
	struct tty *tty = screen_start(path_of(state), 40, 80, "en", NULL);
	size_t i;

	tty_keys(tty, "d");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *row = tty_row(tty, (int)i + 2);

		if (strncmp(row, rows[i], strlen(rows[i])) != 0)
			tty_fail(tty, rows[i]);
	}
	tty_keys(tty, "<End>");
	tty_assert_has(tty, "10 of 10");
	if (screen_focus(tty) != 18)
		tty_fail(tty, "the last row is not in focus");
	tty_keys(tty, "<Up>");
	if (screen_focus(tty) != 16)
		tty_fail(tty, "a heading has the focus");
	tty_keys(tty, "<Home>");
	if (screen_focus(tty) != 3 || tty_find(tty, "Overdue") != 2)
		tty_fail(tty, "not at the start");
	output_quit(tty);
}

/* Enter opens, Esc is back on the same row; Tab keeps the note. */
static void test_ways(void **state)
{
	struct tty *tty = screen_start(path_of(state), 24, 80, "en", NULL);

	tty_keys(tty, "d<Down><Enter>");
	tty_assert_has(tty, "Read what it can do.");
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "2 of 10");
	screen_focus(tty);
	tty_keys(tty, "<Down><Down><Tab>");
	tty_assert_has(tty, "Timeline");
	if (strncmp(tty_row(tty, screen_focus(tty)), "> Network meeting", 17))
		tty_fail(tty, "another note has the focus");
	tty_keys(tty, "<Right>");
	tty_assert_has(tty, "This is the last date of the note here.");
	tty_keys(tty, "<Down><Right>");
	tty_assert_has(tty, "2 of 3: Deadline: Applies, first part, Dec 2026");
	tty_keys(tty, "fnone such<Enter>");
	tty_assert_has(tty, "Nothing has these words.");
	tty_keys(tty, "<Tab>");
	tty_assert_has(tty, "Nothing has these words.");
	tty_keys(tty, "c");
	tty_assert_has(tty, "1 of 10");
	tty_keys(tty, "<Left>");
	tty_assert_has(tty, "Only the timeline goes sideways");
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "The desk hub");
	output_quit(tty);
}

/* Words carry all; a reader hears dates, not signs, and no heading counts. */
static void test_spoken(void **state)
{
	struct tty *tty =
		screen_start(path_of(state), 24, 80, "en", "FYR_A11Y=1");

	tty_keys(tty, "d<Down>");
	if (!strstr(tty_row(tty, screen_focus(tty)), "2 of 10"))
		tty_fail(tty, "the row does not say which it is");
	tty_keys(tty, "<Tab>");
	tty_assert_hasnt(tty, " . .");
	tty_assert_has(tty, "The Act on Tools: Deadline: Answer due, answers,");
	screen_focus(tty);
	output_quit(tty);
}

static void assert_colour(struct tty *tty, bool wanted)
{
	bool coloured = false;
	int row, col;

	for (row = 0; row < tty_rows(tty); row++) {
		for (col = 0; col < tty_cols(tty); col++)
			coloured |= tty_cell(tty, row, col).coloured;
	}
	if (coloured != wanted)
		tty_fail(tty, wanted ? "no colour" : "colour");
}

static void test_colour(void **state)
{
	struct tty *tty =
		screen_start(path_of(state), 24, 80, "en", "NO_COLOR=1");

	tty_keys(tty, "d<Down>");
	assert_colour(tty, false);
	if (!tty_cell(tty, 3, 2).bold)
		tty_fail(tty, "what is late is not bold");
	tty_keys(tty, "<Tab>");
	assert_colour(tty, false);
	output_quit(tty);
	tty = screen_start(path_of(state), 24, 80, "en", "COLORFGBG=15;0");
	tty_keys(tty, "d<Down>");
	assert_colour(tty, true);
	tty_keys(tty, "<Tab>");
	assert_colour(tty, true);
	output_quit(tty);
}

/* A date that moved since the visit: from, to, and by which update. */
static void test_moved(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_copy(&hub, "tests/tty/desk", "moved");
	hub_commit(&hub, "First");
	tty = screen_start(hub.path, 24, 80, "en", NULL);
	output_quit(tty);
	/* The last visit was between the two commits. */
	hub_run(&hub,
		"for d in \"$HOME\"/.cache/fyr/*/; do\n"
		"s=\"$HOME/.local/state/fyr/$(basename \"$d\")\"\n"
		"mkdir -p \"$s\"; echo 1795000010 >\"$s/visit\"; done\n"
		"sed -i s/2027-02-28/2027-05-01/ regulations/amending-act.md\n"
		"export GIT_AUTHOR_DATE='1795000060 +0100' "
		"GIT_COMMITTER_DATE='1795000060 +0100'\n"
		"git commit -qam 'Later than said'\n"
		"\"$FYR_PROGRAM\" --hub . list >/dev/null\n");
	tty = screen_start(hub.path, 24, 80, "en", NULL);
	tty_quiet(tty);
	tty_keys(tty, "d");
	tty_assert_has(tty, " Moved since your last visit");
	tty_assert_has(tty, "> MOVED ");
	tty_assert_has(tty, "28 Feb 2027 -> 1 May 2027  The Act that amends");
	tty_assert_has(tty, "Because of: Later than said");
	tty_assert_has(tty, "MOVED Deadline: The Act that amends");
	tty_keys(tty, "<Tab><End>");
	tty_assert_has(tty, "o . . !");
	tty_assert_has(tty, "moved: 28 Feb 2027 -> 1 May 2027");
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_english),
		cmocka_unit_test(test_swedish),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_spoken),
		cmocka_unit_test(test_colour),
		cmocka_unit_test(test_moved),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
