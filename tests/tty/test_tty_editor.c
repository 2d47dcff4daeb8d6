/* The editors' lists: reviews and signals, and what their keys change. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static const char feed[] =
	"cat >../feed.xml <<'END'\n"
	"<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title>"
	"<id>urn:g</id><updated>2026-11-20T09:00:00Z</updated>\n"
	"<entry><id>urn:g:1</id><title>A tool is withdrawn</title>"
	"<link href='https://example.org/withdrawn'/>"
	"<updated>2026-11-20T09:00:00Z</updated>"
	"<summary>It broke.</summary></entry>\n"
	"<entry><id>urn:g:2</id><title>Weather</title>"
	"<link href='https://example.org/weather'/>"
	"<updated>2026-11-19T09:00:00Z</updated></entry>\n"
	"</feed>\nEND\n"
	"\"$FYR_PROGRAM\" --hub . inbox fetch --file ../feed.xml >/dev/null\n";

static int make(void **state)
{
	(void)state;
	hub_config("escape_ms: 10\n");
	return 0;
}

static void write_editor(char out[600])
{
	struct error err = {0};
	char path[512];

	snprintf(path, sizeof(path), "%s/editor", hub_variable("FYR_SANDBOX"));
	assert_true(file_write(path,
		str_from("#!/bin/sh\n/bin/sed -i -e 's/^about: .*/about: "
			 "[tool-act]/' \"$1\"\necho 'We look into it.' "
			 ">>\"$1\"\n"),
		0755, &err));
	snprintf(out, 600, "FYR_EDITOR=%s", path);
}

static void lists(const char *name, int rows, int cols, const char *lang)
{
	struct hub hub;
	struct tty *tty;

	hub_bare(&hub, "tests/tty/desk", name);
	hub_run(&hub, feed);
	tty = screen_start(hub.path, rows, cols, lang, NULL);
	tty_quiet(tty);
	tty_keys(tty, "R");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "reviews", lang);
	tty_keys(tty, "I");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "inbox", lang);
	tty_keys(tty, "-dubbel");
	screen_frame(tty);
	screen_field(tty, "dubbel");
	screen_kept(tty, "dismiss", lang);
	output_quit(tty);
}

static void test_lists(void **state)
{
	(void)state;
	lists("lists-80", 24, 80, "en");
	lists("lists-120", 40, 120, "en");
	lists("lists-40", 12, 40, "en");
	lists("lists-80-sv", 24, 80, "sv");
	lists("lists-120-sv", 40, 120, "sv");
	lists("lists-40-sv", 12, 40, "sv");
}

/* + shows the dates, Enter commits them, the row goes, z brings it back; also
 * from the note. */
static void test_reviewed(void **state)
{
	static const char count[] = "git rev-list --count main";
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_bare(&hub, "tests/tty/desk", "reviewed");
	tty = screen_start(hub.path, 24, 80, "en", NULL);
	tty_quiet(tty);
	tty_keys(tty, "R");
	tty_assert_has(tty, " clinic");
	tty_assert_has(tty, " legal desk");
	tty_assert_has(tty, " nobody");
	tty_keys(tty, "fusing tool<Enter>");
	tty_assert_has(tty, "> OVERDUE 3 days");
	tty_keys(tty, "+");
	tty_assert_has(tty, "Nothing is committed yet.");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	hub_says(&hub, count, "2\n");
	hub_says(&hub, "git log -1 --format=%s",
		"guide: review \"Using a tool\", no change\n");
	hub_says(&hub, "git show main:guides/using-tools.md | grep ^reviewed",
		"reviewed: 2026-11-23\n");
	tty_assert_has(tty, "Nothing has these words.");
	tty_keys(tty, "+");
	tty_assert_has(tty, "Choose a note first.");
	tty_keys(tty, "zyes<Enter>");
	tty_quiet(tty);
	hub_says(&hub, count, "1\n");
	tty_assert_has(tty, "> OVERDUE 3 days");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Read what it can do.");
	tty_keys(tty, "+<Enter>");
	tty_quiet(tty);
	hub_says(&hub, count, "2\n");
	tty_keys(tty, "+");
	tty_assert_has(tty, "reviewed today already");
	tty_quiet(tty);
	hub_says(&hub, count, "2\n");
	output_quit(tty);
}

/* - asks why; + opens a draft with the source, which is a note in the end. */
static void test_signals(void **state)
{
	static const char left[] =
		"\"$FYR_PROGRAM\" --hub . inbox list --all | grep -v https";
	struct hub hub;
	struct tty *tty;
	char editor[600];

	(void)state;
	write_editor(editor);
	hub_bare(&hub, "tests/tty/desk", "signals");
	hub_run(&hub, feed);
	tty = screen_start(hub.path, 24, 80, "en", editor);
	tty_quiet(tty);
	tty_keys(tty, "I");
	tty_assert_has(tty, "A tool is withdrawn");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "It broke.");
	tty_keys(tty, "<Down>-<Enter>");
	tty_assert_has(tty, "Say why, in a word or two");
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "Weather");
	tty_keys(tty, "<Del>not ours<Enter>");
	tty_assert_has(tty, "Dismissed: not ours.");
	tty_assert_hasnt(tty, "Weather");
	hub_says(&hub, left,
		"1  2026-11-20  feed.xml  A tool is withdrawn\n"
		"2  2026-11-19  feed.xml  [dismissed: not ours] Weather\n");
	tty_keys(tty, "+");
	tty_quiet(tty);
	output_assert_taken(tty);
	tty_assert_has(tty, "Before it is committed");
	tty_assert_has(tty, "https://example.org/withdrawn");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	hub_says(&hub, left,
		"1  2026-11-20  feed.xml  [kept] A tool is withdrawn\n"
		"2  2026-11-19  feed.xml  [dismissed: not ours] Weather\n");
	hub_says(&hub, "git log -1 --format=%s",
		"update: add \"A tool is withdrawn\"\n");
	tty_assert_has(tty, "No signal waits.");
	tty_keys(tty, "+");
	tty_assert_has(tty, "That is for signals");
	output_quit(tty);
}

/* Esc keeps a draft: the signal is in it, and does not come back. */
static void test_put_away(void **state)
{
	struct hub hub;
	struct tty *tty;
	char editor[600];

	(void)state;
	write_editor(editor);
	hub_bare(&hub, "tests/tty/desk", "away");
	hub_run(&hub, feed);
	tty = screen_start(hub.path, 24, 80, "en", editor);
	tty_quiet(tty);
	tty_keys(tty, "I+");
	tty_quiet(tty);
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "kept as a draft");
	tty_assert_hasnt(tty, "A tool is withdrawn");
	tty_keys(tty, "<F8>");
	tty_assert_has(tty, "DRAFT");
	tty_close(tty);
}

/* With --read-only nothing is changed, and it is said. */
static void test_read_only(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_bare(&hub, "tests/tty/desk", "shut");
	hub_run(&hub, feed);
	{
		const char *args[] = {"--read-only", "--hub", hub.path, NULL};
		struct tty_options options = {
			.rows = 24, .cols = 80, .args = args};

		tty = tty_start(&options);
	}
	tty_quiet(tty);
	tty_keys(tty, "R");
	tty_assert_hasnt(tty, "+ Reviewed");
	tty_keys(tty, "+");
	tty_assert_has(tty, "read-only");
	tty_keys(tty, "I-");
	tty_assert_has(tty, "Nothing is changed with --read-only.");
	tty_keys(tty, "+");
	tty_assert_has(tty, "read-only");
	hub_says(&hub, "git rev-list --count main", "1\n");
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_reviewed),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_put_away),
		cmocka_unit_test(test_read_only),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, NULL);
}
