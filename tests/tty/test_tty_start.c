/* The start screen at three sizes and in two languages; what a step costs. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

enum {
	MOVE_BYTES = 400,
	PAINT_BYTES = 6144,
	STEPS_MAX = 60
};

static const struct {
	int rows, cols;
} sizes[] = {{24, 80}, {40, 120}, {12, 40}};

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_small(hub, "start");
	hub_fill(hub, 25);
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(
	const struct hub *hub, int rows, int cols, const char *lang)
{
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = rows, .cols = cols, .lang = lang, .args = args};

	return tty_start(&options);
}

/* Down to the last row and back up; every step has its focus on the screen.
 * Returns the number of rows that had it. */
static int walk(struct tty *tty, const char *key)
{
	int steps = 1;

	for (; steps < STEPS_MAX; steps++) {
		struct buf before = {0};
		struct buf after = {0};
		bool same;

		screen_text(tty, &before);
		tty_keys(tty, key);
		screen_focus(tty);
		screen_text(tty, &after);
		same = strcmp(buf_text(&before), buf_text(&after)) == 0;
		buf_clear(&before);
		buf_clear(&after);
		if (same)
			return steps;
	}
	tty_fail(tty, "the list has no end");
	return 0;
}

static void screens_of(const struct hub *hub, const char *lang)
{
	int rows = 0;
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct tty *tty =
			start(hub, sizes[i].rows, sizes[i].cols, lang);
		int found;

		tty_keys(tty, "<Home>");
		screen_frame(tty);
		screen_focus(tty);
		screen_repaint(tty);
		screen_kept(tty, "start", lang);
		found = walk(tty, "<Down>");
		if (walk(tty, "<Up>") != found)
			tty_fail(tty, "not as many rows up as down");
		/* A small window shows them all, in turn. */
		if (rows && found != rows)
			tty_fail(tty, "rows are missing at this size");
		rows = found;
		screen_repaint(tty);
		output_quit(tty);
	}
}

static void test_english(void **state)
{
	screens_of(*state, "en");
}

static void test_swedish(void **state)
{
	screens_of(*state, "sv");
}

/* Under 20 rows the views have no row, and all else is there. */
static void test_nothing_hidden(void **state)
{
	struct tty *tty = start(*state, 24, 80, "en");

	tty_assert_has(tty, "2 Guides");
	tty_resize(tty, 19, 80);
	tty_assert_hasnt(tty, "2 Guides");
	screen_frame(tty);
	screen_focus(tty);
	if (!*tty_row(tty, tty_rows(tty) - 2))
		tty_fail(tty, "the row of messages is empty");
	tty_resize(tty, 24, 80);
	tty_assert_has(tty, "2 Guides");
	tty_close(tty);
}

/* --- what a step costs --- */

static void assert_few_rows(struct tty *tty, char **before, int from, int to)
{
	int row;

	for (row = 0; row < tty_rows(tty); row++) {
		bool may = row == 0 || row == from || row == to ||
			row == tty_rows(tty) - 2;

		if (!may && strcmp(before[row], tty_row(tty, row)) != 0) {
			fprintf(stderr, "# row %d was: %s\n", row, before[row]);
			tty_fail(tty, "a row changed that had no reason to");
		}
	}
}

static void step_down(struct tty *tty)
{
	int rows = tty_rows(tty);
	char **before = calloc((size_t)rows, sizeof(*before));
	size_t bytes;
	int from;
	int row;

	for (row = 0; row < rows; row++)
		before[row] = screen_row(tty, row);
	from = screen_focus(tty);
	tty_quiet(tty);
	tty_bytes(tty);
	tty_keys(tty, "<Down>");
	bytes = tty_bytes(tty);
	row = screen_focus(tty);
	if (row == from)
		tty_fail(tty, "Down does not move");
	assert_few_rows(tty, before, from, row);
	if (bytes == 0 || bytes > MOVE_BYTES) {
		fprintf(stderr, "# %zu bytes\n", bytes);
		tty_fail(tty, "a step costs too much");
	}
	for (row = 0; row < rows; row++)
		free(before[row]);
	free(before);
}

static void steps_of(const struct hub *hub, const char *lang)
{
	struct tty *tty = start(hub, 24, 80, lang);
	int i;

	tty_keys(tty, "<Home>");
	for (i = 0; i < 3; i++)
		step_down(tty);
	tty_keys(tty, "?");
	step_down(tty);
	tty_keys(tty, "<Esc>/filler<Down>");
	step_down(tty);
	tty_keys(tty, "<Esc>");
	tty_resize(tty, 24, 79); /* no preview here */
	tty_keys(tty, "2");
	for (i = 0; i < 3; i++)
		step_down(tty);
	tty_resize(tty, 12, 40);
	for (i = 0; i < 3; i++)
		step_down(tty);
	tty_close(tty);
}

static void test_step(void **state)
{
	steps_of(*state, "en");
	steps_of(*state, "sv");
}

static void test_idle(void **state)
{
	static const char *const places[] = {"", "2", "<Enter>", "/alfa", "?"};
	struct tty *tty = start(*state, 40, 120, "en");
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		tty_keys(tty, places[i]);
		tty_quiet(tty);
		tty_bytes(tty);
		if (!tty_silent(tty, 300))
			tty_fail(tty, "something is written at rest");
		assert_int_equal(tty_bytes(tty), 0);
	}
	tty_close(tty);
}

static void test_full_paint(void **state)
{
	struct tty *tty = start(*state, 24, 80, "en");
	size_t bytes;

	tty_keys(tty, "2");
	tty_bytes(tty);
	tty_keys(tty, "<C-l>");
	bytes = tty_bytes(tty);
	if (bytes < 500 || bytes > PAINT_BYTES) {
		fprintf(stderr, "# %zu bytes\n", bytes);
		tty_fail(tty, "a full paint has not the size it should");
	}
	tty_close(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_english),
		cmocka_unit_test(test_swedish),
		cmocka_unit_test(test_nothing_hidden),
		cmocka_unit_test(test_step),
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_full_paint),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
