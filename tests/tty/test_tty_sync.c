/* F5: one round with the remote, what is told of it, and what is not sent. */
#include "base/date.h"
#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	(void)state;
	hub_config("escape_ms: 10\n");
	return 0;
}

static struct tty *start(const struct hub *hub, int rows, int cols,
	const char *lang, const char *const *env)
{
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {.rows = rows,
		.cols = cols,
		.lang = lang,
		.env = env,
		.args = args};
	struct tty *tty = tty_start(&options);

	tty_quiet(tty);
	return tty;
}

static void assert_log(const struct hub *hub, const char *subject)
{
	struct buf out = {0};

	hub_ask_git(hub, "log", "--format=%s", "main", &out);
	if (!strstr(buf_text(&out), subject))
		fail_msg("not sent: %s", buf_text(&out));
	buf_clear(&out);
}

/* What came and what was sent; the numbers in the title follow. */
static void round_of(const char *name, int rows, int cols)
{
	struct pair_of_hubs pair;
	struct tty *tty;
	int row;

	hub_pair(&pair, name);
	hub_change(&pair.theirs, "guides/theirs.md", "Their guide", "x", true);
	hub_change(&pair.mine, "guides/mine.md", "My guide", "y", false);
	tty = start(&pair.mine, rows, cols, "en", NULL);
	tty_assert_has(tty, "1 unsent");
	if (tty_find(tty, "1 unsent") != 0)
		tty_fail(tty, "the title does not count");
	tty_keys(tty, "2<Down>");
	row = screen_focus(tty);
	tty_keys(tty, "<F5>");
	tty_until(tty, "merged with yours");
	tty_quiet(tty);
	tty_assert_has(tty, "Their guide");
	tty_assert_hasnt(tty, "1 unsent");
	assert_int_equal(screen_focus(tty), row);
	screen_frame(tty);
	screen_repaint(tty);
	assert_log(&pair.bare, "My guide");
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	tty_assert_has(tty, "Nothing new.");
	output_quit(tty);
}

static void test_round(void **state)
{
	(void)state;
	round_of("round-80", 24, 80);
	round_of("round-120", 40, 120);
	round_of("round-40", 12, 40);
}

/* q asks; another key stays; the second one leaves. */
static void test_quit(void **state)
{
	struct pair_of_hubs pair;
	struct tty *tty;

	(void)state;
	hub_pair(&pair, "quit");
	hub_change(&pair.mine, "guides/mine.md", "My guide", "y", false);
	tty = start(&pair.mine, 24, 80, "sv", NULL);
	tty_assert_has(tty, "1 osänd");
	tty_keys(tty, "q");
	tty_assert_has(tty, "Bara på den här datorn: 1 osänd");
	screen_focus(tty);
	tty_keys(tty, "<Enter>q");
	tty_assert_has(tty, "q en gång till");
	tty_keys(tty, "<Esc>q<Down><Esc>");
	tty_assert_hasnt(tty, "q en gång till");
	tty_keys(tty, "q");
	output_quit(tty);
}

/* A server that is silent: Esc, and Ctrl-C, end it at once. */
static void stop_with(const char *name, const char *key, size_t len)
{
	static const char *const env[] = {
		"GIT_SSH_COMMAND=sh -c 'sleep 30' x", NULL};
	struct pair_of_hubs pair;
	struct tty *tty;
	int64_t began;

	hub_pair(&pair, name);
	hub_git(&pair.mine, "remote", "set-url", "origin",
		"ssh://git.example.org/hub.git", NULL);
	tty = start(&pair.mine, 24, 80, "en", env);
	tty_send_raw(tty, "\033[15~", 5);
	tty_until(tty, "Esc or Ctrl-C stops it.");
	began = date_ticks_ms();
	tty_send_raw(tty, key, len);
	tty_until(tty, "Stopped.");
	/* Escape itself waits 10 ms for the rest of a key. */
	if (date_ticks_ms() - began > 5000)
		tty_fail(tty, "it took too long to stop");
	tty_quiet(tty);
	screen_focus(tty);
	output_quit(tty);
}

static void test_stop(void **state)
{
	(void)state;
	stop_with("stop-esc", "\033", 1);
	stop_with("stop-c", "\003", 1);
}

/* Where nothing can be sent it is said why. */
static void test_why_not(void **state)
{
	struct hub hub;
	const char *args[] = {"--hub", hub.path, "--read-only", NULL};
	struct tty_options options = {.rows = 24, .cols = 80, .args = args};
	struct tty *tty;

	(void)state;
	hub_small(&hub, "why-not");
	tty = start(&hub, 24, 80, "en", NULL);
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	tty_assert_has(tty, "This hub is a plain folder");
	hub_note(&hub, "guides/late.md", "A late guide", "x");
	tty_keys(tty, "2<F5>");
	tty_quiet(tty);
	tty_assert_has(tty, "A late guide");
	output_quit(tty);
	tty = tty_start(&options);
	tty_quiet(tty);
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	tty_assert_has(tty, "With --read-only nothing is fetched or sent.");
	output_quit(tty);
}

/* What is edited in a work clone and not committed waits too: it is counted
 * and listed, Enter goes on with it, and F5 commits and sends it. */
static void test_edited(void **state)
{
	static const char *const env[] = {"FYR_EDITOR=true", NULL};
	struct pair_of_hubs pair;
	struct tty *tty;

	(void)state;
	hub_pair(&pair, "edited");
	hub_run(&pair.mine,
		"set -- guides/*.md; echo 'More words.' >>$1; echo $1 >../one; "
		"git rm -q --cached $2 && rm $2; git reset -q");
	tty = start(&pair.mine, 24, 80, "en", env);
	tty_until(tty, "2 edited");
	tty_keys(tty, "<F8>");
	screen_frame(tty);
	screen_focus(tty);
	tty_assert_has(tty, "Edited, not committed: F5 commits and sends");
	tty_assert_has(tty, "EDITED");
	tty_assert_has(tty, "DELETED");
	tty_assert_has(tty, "Enter goes on with it.");
	tty_keys(tty, "<Enter>");
	tty_until(tty, "{+More words.+}");
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "The text stays in");
	tty_keys(tty, "<F5>");
	tty_until(tty, "2 edited notes are committed");
	tty_quiet(tty);
	tty_assert_hasnt(tty, "2 edited  ");
	hub_says(&pair.bare, "git grep -l 'More words' main | wc -l", "1\n");
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),
		cmocka_unit_test(test_quit),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_why_not),
		cmocka_unit_test(test_edited),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, NULL);
}
