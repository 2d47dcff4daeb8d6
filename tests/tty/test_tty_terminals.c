/* Other terminals, other locales, no colours, no sight. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "terminals");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(void **state, const char *term, const char *const *env)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = 24, .cols = 80, .term = term, .env = env, .args = args};

	return tty_start(&options);
}

/* A walk that shows every kind of screen. */
static const char *const walk[] = {"2", "<Enter>", "<Right>", "t", "<Esc>i",
	"<Esc>r", "<Esc>fmonth<Enter>", "<Esc>/tool<Down>", "<Esc><Esc>?",
	"<Esc>:", "<Esc>Z"};

enum {
	WALK = sizeof(walk) / sizeof(walk[0])
};

/* --- TERM --- */

static void read_on(void **state, const char *term)
{
	/* ncurses loses memory when it looks for what it does not know. */
	static const char *const env[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};
	struct tty *tty = start(state, term, env);

	if (strcmp(term, "unknown-xyz") == 0)
		tty_assert_has(tty,
			"This terminal is unknown here and is used as "
			"xterm-256color.");
	tty_assert_has(tty, "The test hub");
	tty_assert_has(tty, "> NEW 18 Nov  The law changed");
	tty_keys(tty, "2<Down>");
	tty_assert_has(tty, "> Reading results");
	screen_focus(tty);
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Guide > Reading results");
	tty_assert_has(tty, "Wide bounds mean that little is known.");
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "> Reading results");
	tty_keys(tty, "/quicksilver");
	tty_assert_has(tty, "1 hit");
	tty_keys(tty, "<Esc><F1>");
	tty_assert_has(tty, "Everywhere");
	screen_focus(tty);
	output_assert_oscs(tty);
	tty_send_raw(tty, "\033[21~", 5);
	assert_int_equal(tty_wait(tty), 0);
	assert_true(tty_cooked(tty));
	assert_false(tty_alternate(tty));
	tty_close(tty);
}

static void test_linux(void **state)
{
	read_on(state, "linux");
}

static void test_xterm(void **state)
{
	read_on(state, "xterm");
}

static void test_screen(void **state)
{
	read_on(state, "screen");
}

static void test_tmux(void **state)
{
	read_on(state, "tmux-256color");
}

static void test_vt100(void **state)
{
	read_on(state, "vt100");
}

static void test_unknown(void **state)
{
	read_on(state, "unknown-xyz");
}

/* Nothing that paints can be done there: lines are written instead. */
static void test_dumb(void **state)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = 24, .cols = 80, .term = "dumb", .args = args};
	struct tty *tty = tty_start_raw(&options);

	assert_int_equal(tty_wait(tty), 0);
	tty_assert_has(tty, "The law changed");
	assert_false(output_has(tty, "\033"));
	tty_close(tty);
}

/* --- colours --- */

/* Stars in the cells that have a colour. */
static bool any_colour(struct tty *tty)
{
	int row;
	int col;

	for (row = 0; row < tty_rows(tty); row++) {
		for (col = 0; col < tty_cols(tty); col++) {
			if (tty_cell(tty, row, col).coloured)
				return true;
		}
	}
	return false;
}

static bool has_colours(void **state, const char *const *env)
{
	struct tty *tty = start(state, NULL, env);
	bool coloured = any_colour(tty);
	bool asked;
	size_t i;

	for (i = 0; i < WALK; i++)
		tty_keys(tty, walk[i]);
	asked = output_has_colour(tty);
	/* A word says what a colour says. */
	tty_keys(tty, "1");
	tty_assert_has(tty, "NEW");
	output_quit(tty);
	if (coloured && !asked)
		fail_msg("%s", "colours without asking for them");
	return asked;
}

static void test_no_color(void **state)
{
	static const char *const none[] = {
		"COLORFGBG=15;0", "NO_COLOR=1", NULL};
	static const char *const empty[] = {
		"COLORFGBG=15;0", "NO_COLOR=", NULL};
	static const char *const light[] = {"COLORFGBG=0;15", NULL};

	assert_false(has_colours(state, none));
	assert_true(has_colours(state, empty));
	assert_true(has_colours(state, light));
	/* Nobody says what the background is: no hues. */
	assert_false(has_colours(state, NULL));
}

/* --- the C locale --- */

static void test_ascii(void **state)
{
	static const char *const env[] = {"LC_ALL=C", "LANGUAGE=sv", NULL};
	struct tty *tty = start(state, NULL, env);
	size_t i;

	screen_frame(tty);
	screen_focus(tty);
	for (i = 0; i < WALK; i++) {
		tty_keys(tty, walk[i]);
		screen_cursor_row(tty);
	}
	tty_keys(tty, "/lakemedel");
	screen_repaint(tty);
	if (!output_is_ascii(tty))
		tty_fail(tty, "more than ASCII is written");
	output_quit(tty);
}

/* --- screen readers --- */

static bool is_drawn(const char *text)
{
	for (; *text; text++) {
		const unsigned char *at = (const unsigned char *)text;

		/* U+2500-259F, U+2800-28FF */
		if (at[0] == 0xe2 &&
			((at[1] >= 0x94 && at[1] <= 0x96) ||
				(at[1] >= 0xa0 && at[1] <= 0xa3)))
			return true;
	}
	return false;
}

static void assert_no_lines(struct tty *tty)
{
	int row;

	for (row = 0; row < tty_rows(tty); row++) {
		if (strchr(tty_row(tty, row), '|') ||
			is_drawn(tty_row(tty, row)))
			tty_fail(tty, "a line is drawn");
	}
}

static void test_spoken(void **state)
{
	static const char *const env[] = {"FYR_A11Y=1", NULL};
	struct tty *tty = start(state, NULL, env);
	size_t i;

	tty_resize(tty, 40, 120);
	tty_keys(tty, "<Home>");
	tty_assert_has(tty, "1 of 8");
	tty_keys(tty, "<Down>");
	if (!strstr(tty_row(tty, screen_focus(tty)), "2 of 8"))
		tty_fail(tty, "the focus does not say which of how many");
	tty_assert_has(tty, "Message: ");
	tty_assert_hasnt(tty, "week 48");
	for (i = 0; i < WALK; i++) {
		tty_keys(tty, walk[i]);
		assert_no_lines(tty);
		screen_cursor_row(tty);
	}
	tty_assert_has(tty, "Message: Z is not used here.");
	tty_keys(tty, "2<Down>");
	if (!strstr(tty_row(tty, screen_focus(tty)), "2 of 3"))
		tty_fail(tty, "the focus does not say which of how many");
	output_quit(tty);
}

/* It says that it is on, and why. */
static void test_spoken_says_so(void **state)
{
	static const char *const env[] = {"FYR_A11Y=1", NULL};
	struct tty *tty = start(state, NULL, env);

	tty_assert_has(tty, "Screen-reader mode is on");
	tty_assert_has(tty, "FYR_A11Y=1");
	output_quit(tty);
}

/* --- letters --- */

/* Someone who speaks to a computer types letters by accident: they can be
 * off, and all can be done without them. */
static void test_letters_off(void **state)
{
	struct tty *tty;
	char letter;

	hub_config("escape_ms: 10\nkeys: {single: off}\n");
	tty = start(state, NULL, NULL);
	for (letter = 'a'; letter <= 'z'; letter++) {
		tty_send(tty, &letter, 1);
		tty_assert_has(tty, "The test hub");
		tty_assert_has(tty, "Letter keys are off.");
		screen_focus(tty);
	}
	tty_keys(tty, "<F2>guides<Enter>");
	tty_assert_has(tty, "> Buying a tool");
	tty_keys(tty, "q<Enter><Right>");
	tty_assert_has(tty, "Link 1 of 4");
	tty_keys(tty, "<F2>contents<Enter>");
	tty_assert_has(tty, "The first year");
	tty_keys(tty, "<Esc><C-f>month<Enter>");
	tty_assert_has(tty, "1 place");
	tty_keys(tty, "<F3>quicksilver<Down><Enter>");
	tty_assert_has(tty, "Guide > Buying a tool");
	tty_keys(tty, "<BS><Esc><Esc>");
	hub_config("escape_ms: 10\n");
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linux),
		cmocka_unit_test(test_xterm),
		cmocka_unit_test(test_screen),
		cmocka_unit_test(test_tmux),
		cmocka_unit_test(test_vt100),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_dumb),
		cmocka_unit_test(test_no_color),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_spoken_says_so),
		cmocka_unit_test(test_spoken),
		cmocka_unit_test(test_letters_off),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
