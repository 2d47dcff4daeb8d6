/* The inbox: F5 fetches the feeds in a child, and says what came. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	(void)state;
	hub_config("escape_ms: 10\n");
	return 0;
}

/* A hub whose feeds are those of a server on loopback. */
static void serve(struct hub *hub, const char *name, const char *feeds)
{
	struct buf script = {0};

	hub_copy(hub, "tests/tty/desk", name);
	buf_printf(&script,
		"perl \"$FYR_ROOT/tests/net/feeds.pl\" ../log >../port "
		"2>/dev/null </dev/null &\n"
		"echo $! >../server\n"
		"until test -s ../port; do sleep 0.02; done\n"
		"echo 'feeds: feeds.yaml' >>fyr.yaml\n"
		"echo feeds: >feeds.yaml\n"
		"for feed in %s; do echo \"  - {id: $feed, title: The $feed, "
		"url: 'http://127.0.0.1:$(cat ../port)/$feed'}\"; done "
		">>feeds.yaml\n",
		feeds);
	hub_run(hub, buf_text(&script));
	buf_clear(&script);
}

static void end(const struct hub *hub, struct tty *tty)
{
	output_quit(tty);
	hub_run(hub, "kill $(cat ../server); rm ../port ../server");
}

static void fetch(const char *name, int rows, int cols, const char *lang)
{
	struct hub hub;
	struct tty *tty;

	serve(&hub, name, "rss2 gone");
	tty = screen_start(hub.path, rows, cols, lang, NULL);
	tty_quiet(tty);
	tty_keys(tty, "I");
	screen_frame(tty);
	screen_kept(tty, "feeds-none", lang);
	tty_keys(tty, "<F5>");
	tty_until(tty, "Item 2");
	tty_quiet(tty);
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "feeds", lang);
	/* A second time there is nothing new, and what is there stays. */
	tty_keys(tty, "<Down><F5>");
	tty_quiet(tty);
	screen_focus(tty);
	tty_assert_has(tty, "> ");
	end(&hub, tty);
}

static void test_fetch(void **state)
{
	(void)state;
	fetch("fetch-80", 24, 80, "en");
	fetch("fetch-120", 40, 120, "en");
	fetch("fetch-40", 12, 40, "en");
	fetch("fetch-80-sv", 24, 80, "sv");
	fetch("fetch-120-sv", 40, 120, "sv");
	fetch("fetch-40-sv", 12, 40, "sv");
}

/* A server that never ends: others read meanwhile, nothing is decided. */
static void test_cancel(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	serve(&hub, "cancel", "atom endless");
	tty = screen_start(hub.path, 24, 80, "en", NULL);
	tty_quiet(tty);
	tty_keys(tty, "I");
	tty_send_raw(tty, "\033[15~", 5);
	tty_until(tty, "Reading feeds: 2 of 2");
	tty_send_raw(tty, "\033[15~", 5);
	tty_until(tty, "This is still running.");
	/* That stays until the next key, whatever goes on. */
	assert_true(tty_silent(tty, 1500));
	tty_assert_has(tty, "This is still running.");
	tty_send_raw(tty, "\003", 1);
	tty_until(tty, "Stopped.");
	tty_quiet(tty);
	/* What was read before is there, and can be decided about. */
	tty_assert_has(tty, "Atom one");
	tty_send_raw(tty, "\033[15~", 5);
	tty_until(tty, "Reading feeds: 2 of 2");
	tty_send_raw(tty, "-", 1);
	tty_until(tty, "This is still running.");
	tty_send_raw(tty, "\033", 1);
	tty_until(tty, "Stopped.");
	tty_quiet(tty);
	tty_keys(tty, "-not ours<Enter>");
	tty_assert_has(tty, "Dismissed: not ours.");
	end(&hub, tty);
}

/* What is seen on the command line and on the screen is the same. */
static void test_none(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	serve(&hub, "none", "gone");
	tty = screen_start(hub.path, 24, 80, "en", NULL);
	tty_quiet(tty);
	tty_keys(tty, "I<F5>");
	tty_until(tty, "No feed could be read: ");
	tty_quiet(tty);
	tty_assert_has(tty, "the number 410");
	tty_assert_hasnt(tty, "offline");
	end(&hub, tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fetch),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_none),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, NULL);
}
