/* Keys that come broken, and more of them than can be answered. */

#include <signal.h>

#include "base/date.h"
#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

enum {
	FLOOD_MS = 15000,
	MOVE_BYTES = 400
};

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "input");
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

/* Half a character is an unknown key; the next key does what it does. */
static void test_half_characters(void **state)
{
	static const char *const broken[] = {
		"\303", "\342\202", "\360\237\230", "\200", "\377"};
	struct tty *tty = start(state, 24, 80, "en");
	size_t i;

	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		tty_send(tty, broken[i], strlen(broken[i]));
		tty_assert_has(tty, "is not used here.");
		tty_keys(tty, "2");
		tty_assert_has(tty, "Buying a tool");
		tty_keys(tty, "1");
		/* And both at once. */
		tty_send_raw(tty, broken[i], strlen(broken[i]));
		tty_send_raw(tty, "3", 1);
		tty_until(tty, "From January the seller");
		tty_quiet(tty);
		tty_keys(tty, "1");
	}
	tty_send_raw(tty, "/\303q\303\245", 5);
	tty_until(tty, "Search: qå");
	output_quit(tty);
}

/* Until it ends; false when it does not hear. */
static bool flood(struct tty *tty, const char *keys)
{
	int64_t end = date_ticks_ms() + FLOOD_MS;

	while (!tty_ended(tty) && date_ticks_ms() < end)
		tty_send_raw(tty, keys, strlen(keys));
	return tty_ended(tty);
}

/* Keys without end keep no signal waiting, in a list or in the search. */
static void test_flood(void **state)
{
	static const char *const places[] = {"2", "/a"};
	static const char *const keys[] = {"jkjkjkjkjkjkjkjk",
		"a\177o\177t\177a\177o\177t\177a\177o\177t\177"};
	int i;

	for (i = 0; i < 2; i++) {
		struct tty *tty = start(state, 24, 80, "en");

		tty_keys(tty, places[i]);
		tty_signal(tty, SIGTERM);
		if (!flood(tty, keys[i]))
			tty_fail(tty, "the signal waits behind the keys");
		tty_wait(tty);
		output_assert_restored(tty);
		tty_close(tty);
	}
}

/* What ^C answers is seen while something is looked for in a note, and the row
 * of keys is of the field. */
static void test_find_field(void **state)
{
	struct tty *tty = start(state, 24, 80, "en");
	const char *keys;

	tty_keys(tty, "2<Enter>fmonth");
	screen_field(tty, "Find in note: month");
	keys = tty_row(tty, 23);
	if (!strstr(keys, "Enter Done") || !strstr(keys, "Esc Close") ||
		!strstr(keys, "F1 Help") || strstr(keys, "Link"))
		tty_fail(tty, "the row of keys is not of the field");
	tty_keys(tty, "<C-c>");
	tty_assert_has(tty, "Nothing is running.");
	screen_field(tty, "Find in note: month");
	tty_keys(tty, "<BS>");
	tty_assert_has(tty, "Place 1 of");
	tty_keys(tty, "xx");
	tty_assert_has(tty, "is not in this note.");
	tty_keys(tty, "<Esc>");
	screen_reading(tty);
	output_quit(tty);
}

/* In the smallest window that is meant to be used: open, close, help, end. */
static void test_narrow_keys(void **state)
{
	static const char *const langs[] = {"en", "sv"};
	static const char *const places[] = {"", "2", "<Enter>", "f",
		"<Esc><Esc>/a", "<Down>", "<Esc>:", "<Esc>?"};
	size_t lang;
	size_t i;

	for (lang = 0; lang < 2; lang++) {
		struct tty *tty = start(state, 12, 40, langs[lang]);

		for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
			const char *keys;

			tty_keys(tty, places[i]);
			screen_frame(tty);
			keys = tty_row(tty, 11);
			if (i != 0 && !strstr(keys, "Esc "))
				tty_fail(tty, "no way back in the row of keys");
			if (i != 2 && !strstr(keys, "Enter "))
				tty_fail(tty, "Enter is not in the keys");
		}
		output_quit(tty);
	}
}

/* A move sends the two rows; the note beside them comes when it rests. */
static void move_bytes(void **state, int rows, int cols)
{
	struct tty *tty = start(state, rows, cols, "en");
	size_t before;
	size_t len;
	const char *out;
	const char *note;

	tty_keys(tty, "2");
	tty_assert_has(tty, "Ask what the tool was tested on");
	tty_output(tty, &before);
	tty_keys(tty, "<Down>");
	tty_assert_has(tty, "Wide bounds mean");
	out = tty_output(tty, &len);
	note = output_find(out + before, out + len, "Wide bounds");
	if (!note || note - out - (long)before > MOVE_BYTES)
		tty_fail(tty, "a move sends too much");
	if (!output_find(out + before, note, "Reading results"))
		tty_fail(tty, "the row comes after the note beside it");
	output_quit(tty);
}

static void test_move(void **state)
{
	move_bytes(state, 24, 80);
	move_bytes(state, 40, 120);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_half_characters),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_find_field),
		cmocka_unit_test(test_narrow_keys),
		cmocka_unit_test(test_move),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
