/* The window grows, shrinks, and nearly vanishes. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

enum {
	STORM = 100
};

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "size");
	hub_fill(hub, 60);
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(void **state, int rows, int cols)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {.rows = rows, .cols = cols, .args = args};

	return tty_start(&options);
}

static void assert_focus_on(struct tty *tty, const char *text)
{
	if (!strstr(tty_row(tty, screen_focus(tty)), text)) {
		fprintf(stderr, "# wanted in focus: %s\n", text);
		tty_fail(tty, "the focus is elsewhere");
	}
	screen_frame(tty);
}

static void test_list(void **state)
{
	struct tty *tty = start(state, 40, 120);
	int i;

	tty_keys(tty, "2<Down>");
	for (i = 0; i < 30; i++)
		tty_keys(tty, "j");
	assert_focus_on(tty, "Filler 0031");
	tty_resize(tty, 12, 40);
	assert_focus_on(tty, "Filler 0031");
	screen_repaint(tty);
	tty_resize(tty, 40, 120);
	assert_focus_on(tty, "Filler 0031");
	screen_repaint(tty);
	output_quit(tty);
}

static void test_start(void **state)
{
	struct tty *tty = start(state, 40, 120);

	tty_keys(tty, "<End><Up>");
	assert_focus_on(tty, "Updates");
	tty_resize(tty, 12, 40);
	assert_focus_on(tty, "Updates");
	tty_resize(tty, 40, 120);
	assert_focus_on(tty, "Updates");
	output_quit(tty);
}

/* First words of the first row of text that is not empty. */
static void first_words(struct tty *tty, char *words, size_t size)
{
	int row = 1;

	while (row < tty_rows(tty) - 2 && !*tty_row(tty, row))
		row++;
	snprintf(words, size, "%.12s",
		tty_row(tty, row) + strspn(tty_row(tty, row), " -"));
}

/* The paragraph that was first is first again, link and all. */
static void test_reader(void **state)
{
	struct tty *tty = start(state, 16, 120);
	char before[16];
	char small[16];
	char after[16];

	tty_keys(tty, "2<Enter>t");
	tty_keys(tty, "contract<Enter>");
	tty_assert_has(tty, "The contract says who watches");
	first_words(tty, before, sizeof(before));
	tty_resize(tty, 12, 40);
	first_words(tty, small, sizeof(small));
	screen_reading(tty);
	screen_repaint(tty);
	tty_resize(tty, 16, 120);
	first_words(tty, after, sizeof(after));
	assert_string_equal(before, "The contract");
	assert_string_equal(small, before);
	assert_string_equal(after, before);
	tty_keys(tty, "<Home><Right>");
	tty_assert_has(tty, "Link 1 of 4");
	tty_resize(tty, 12, 40);
	tty_assert_has(tty, "Link 1 of 4");
	tty_resize(tty, 16, 120);
	tty_assert_has(tty, "Link 1 of 4");
	output_quit(tty);
}

static void test_search(void **state)
{
	struct tty *tty = start(state, 40, 120);

	tty_keys(tty, "/filler<Down><Down><Down>");
	assert_focus_on(tty, "Filler 0003");
	tty_resize(tty, 12, 40);
	assert_focus_on(tty, "Filler 0003");
	tty_keys(tty, "<Tab>");
	screen_field(tty, "filler");
	tty_resize(tty, 24, 80);
	screen_field(tty, "filler");
	output_quit(tty);
}

/* Nothing fits; the keys still work, and nothing is lost. */
static void test_tiny(void **state)
{
	static const struct {
		int rows, cols;
		const char *text;
	} sizes[] = {{1, 1, ""}, {5, 2, ""}, {4, 19, "Window too small"},
		{4, 80, "Window too small (80x4)"}, {40, 19, "Window too s"},
		{2, 1, ""}};
	struct tty *tty = start(state, 40, 120);
	struct buf before = {0};
	struct buf after = {0};
	size_t i;

	tty_keys(tty, "2<Down><Down><Down><Down>");
	screen_text(tty, &before);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		tty_resize(tty, sizes[i].rows, sizes[i].cols);
		if (!strstr(tty_row(tty, 0), sizes[i].text))
			tty_fail(tty, "no word about the size");
		tty_keys(tty, "<Down>");
		tty_keys(tty, "<Up>");
		tty_resize(tty, 40, 120);
		buf_cut(&after, 0);
		screen_text(tty, &after);
		assert_string_equal(buf_text(&before), buf_text(&after));
		screen_focus(tty);
	}
	/* The least that is a window: a list of one row. */
	tty_resize(tty, 5, 20);
	screen_focus(tty);
	tty_resize(tty, 40, 120);
	assert_focus_on(tty, "Filler 0004");
	tty_resize(tty, 1, 1);
	buf_clear(&before);
	buf_clear(&after);
	output_quit(tty);
}

/* Every screen lives through every tiny size. */
static void test_tiny_everywhere(void **state)
{
	static const char *const places[] = {"", "<Enter>", "<Esc>2", "<Enter>",
		"t", "<Esc>fmonth", "<Esc>r", "<Esc>i", "<Esc>/filler", "<F1>",
		"<Esc><F2>"};
	static const int rows[] = {1, 2, 3, 4, 5, 6};
	static const int cols[] = {1, 2, 7, 19, 20, 21};
	struct tty *tty = start(state, 24, 80);
	size_t i;
	size_t n;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		tty_keys(tty, places[i]);
		for (n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
			tty_resize(tty, rows[n], cols[(n + i) % 6]);
			screen_cursor_row(tty);
			tty_resize(tty, 24, cols[n]);
		}
		tty_resize(tty, 24, 80);
		screen_frame(tty);
		screen_repaint(tty);
	}
	tty_keys(tty, "<Esc><Esc><Esc><Esc><Esc>");
	output_quit(tty);
}

static void test_start_tiny(void **state)
{
	struct tty *tty = start(state, 1, 1);

	tty_resize(tty, 24, 80);
	screen_frame(tty);
	screen_focus(tty);
	output_quit(tty);
}

static void test_storm(void **state)
{
	struct tty *tty = start(state, 40, 120);
	unsigned random = 1;
	int i;

	tty_keys(tty, "2<Down>");
	for (i = 0; i < STORM; i++) {
		random = random * 1103515245u + 12345u;
		tty_resize_raw(tty, 1 + (int)(random >> 16) % 60,
			1 + (int)(random >> 8) % 160);
	}
	tty_resize_raw(tty, 24, 80);
	screen_settle(tty);
	assert_focus_on(tty, "Filler 0001");
	screen_repaint(tty);
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_reader),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_tiny),
		cmocka_unit_test(test_tiny_everywhere),
		cmocka_unit_test(test_start_tiny),
		cmocka_unit_test(test_storm),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
