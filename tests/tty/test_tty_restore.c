/* However it ends or pauses, the terminal is given back. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

enum {
	CLOSED_MS = 2000
};

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_small(hub, "restore");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(void **state, bool shell)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = 24, .cols = 80, .args = args, .shell = shell};
	struct tty *tty = tty_start(&options);

	output_assert_taken(tty);
	return tty;
}

static void test_quit(void **state)
{
	struct tty *tty = start(state, false);

	tty_keys(tty, "2<Enter>");
	tty_send_raw(tty, "q", 1);
	assert_int_equal(tty_wait(tty), 0);
	output_assert_restored(tty);
	tty_close(tty);
	tty = start(state, true);
	tty_keys(tty, "2<Enter>");
	output_quit(tty);
}

/* Asked to end it ends well; broken down it says which signal. */
static void ended_by(void **state, int number, int status)
{
	struct tty *tty = start(state, true);
	int seen;

	tty_keys(tty, "2<Enter>");
	tty_signal(tty, number);
	seen = tty_wait(tty);
	output_assert_restored(tty);
	if (seen != status) {
		fprintf(stderr, "# exit status %d, not %d\n", seen, status);
		fail();
	}
	tty_close(tty);
}

static void test_term(void **state)
{
	ended_by(state, SIGTERM, 0);
}

static void test_hup(void **state)
{
	ended_by(state, SIGHUP, 0);
}

static void test_abort(void **state)
{
	ended_by(state, SIGABRT, 128 + SIGABRT);
}

/* A sanitizer has its own way to end what breaks down. */
static void test_segv(void **state)
{
	if (strstr(hub_variable("FYR_PROGRAM"), "/san/"))
		return;
	ended_by(state, SIGSEGV, 128 + SIGSEGV);
}

/* Ctrl-C and its signal stop work, never the program. */
static void test_interrupt_key(void **state)
{
	struct tty *tty = start(state, true);

	tty_keys(tty, "<C-c>");
	tty_assert_has(tty, "Nothing is running. q quits.");
	tty_keys(tty, "2<C-c><C-c><Down>");
	tty_assert_has(tty, "Guides");
	screen_focus(tty);
	output_quit(tty);
}

static void test_interrupt_signal(void **state)
{
	struct tty *tty = start(state, true);

	tty_keys(tty, "2");
	tty_signal(tty, SIGINT);
	tty_until(tty, "Nothing is running. q quits.");
	tty_keys(tty, "<Down>");
	tty_assert_has(tty, "Guides");
	screen_focus(tty);
	output_assert_taken(tty);
	output_quit(tty);
}

/* Stopped: the terminal is the shell's; back again: all as it was. */
static void stopped_by(void **state, bool key)
{
	struct tty *tty = start(state, true);
	struct buf before = {0};
	struct buf after = {0};

	tty_keys(tty, "2<Down>");
	screen_text(tty, &before);
	if (key)
		tty_send_raw(tty, "\032", 1);
	else
		tty_signal(tty, SIGTSTP);
	tty_until(tty, "[stopped]");
	output_assert_restored(tty);
	tty_send_raw(tty, "\n", 1);
	tty_until(tty, "> Reading results");
	tty_quiet(tty);
	output_assert_taken(tty);
	screen_focus(tty);
	screen_text(tty, &after);
	assert_string_equal(buf_text(&before), buf_text(&after));
	tty_keys(tty, "<Up>");
	screen_repaint(tty);
	buf_clear(&before);
	buf_clear(&after);
	output_quit(tty);
}

static void test_stop_key(void **state)
{
	stopped_by(state, true);
}

static void test_stop_signal(void **state)
{
	stopped_by(state, false);
}

/* Stopped without a word, as by another program: it paints all anew. */
static void test_stop_hard(void **state)
{
	struct tty *tty = start(state, true);

	tty_keys(tty, "2");
	tty_signal(tty, SIGSTOP);
	tty_until(tty, "[stopped]");
	tty_send_raw(tty, "\n", 1);
	tty_idle(tty);
	tty_assert_hasnt(tty, "[stopped]");
	screen_frame(tty);
	screen_focus(tty);
	output_assert_taken(tty);
	output_quit(tty);
}

/* The window changed while it was stopped. */
static void test_stop_resize(void **state)
{
	struct tty *tty = start(state, true);

	tty_keys(tty, "2<C-l>");
	tty_send_raw(tty, "\032", 1);
	tty_until(tty, "[stopped]");
	tty_resize_raw(tty, 12, 40);
	tty_send_raw(tty, "\n", 1);
	tty_until(tty, "> Buying a tool");
	tty_quiet(tty);
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	output_quit(tty);
}

static void test_closed(void **state)
{
	struct tty *tty = start(state, false);

	tty_keys(tty, "2<Enter>");
	assert_true(tty_hang_up(tty, CLOSED_MS));
	tty_close(tty);
	/* Behind a shell, which may live on, it is told by a signal. */
	tty = start(state, true);
	assert_true(tty_hang_up(tty, CLOSED_MS));
	tty_close(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quit),
		cmocka_unit_test(test_term),
		cmocka_unit_test(test_hup),
		cmocka_unit_test(test_abort),
		cmocka_unit_test(test_segv),
		cmocka_unit_test(test_interrupt_key),
		cmocka_unit_test(test_interrupt_signal),
		cmocka_unit_test(test_stop_key),
		cmocka_unit_test(test_stop_signal),
		cmocka_unit_test(test_stop_hard),
		cmocka_unit_test(test_stop_resize),
		cmocka_unit_test(test_closed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
