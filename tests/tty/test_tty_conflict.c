/* Two clones changed the same: both versions on one screen, and deciding by
 * keys alone. */
#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	(void)state;
	hub_config("escape_ms: 10\n");
	return 0;
}

static const char *const paths[] = {
	"guides/one.md", "guides/two.md", "guides/three.md"};

/* Mine, after a round that left `count` conflicts. */
static void clash(struct pair_of_hubs *pair, const char *name, int count)
{
	int i;

	hub_pair(pair, name);
	for (i = 0; i < count; i++)
		hub_change(&pair->theirs, paths[i], "One guide",
			"All begin with the same words.", true);
	hub_git(&pair->mine, "pull", "-q", "origin", "main", NULL);
	for (i = 0; i < count; i++) {
		hub_change(&pair->theirs, paths[i], "One guide",
			"All begin with the published words.", true);
		hub_change(&pair->mine, paths[i], "One guide",
			"All begin with the hidden words.", false);
	}
}

/* `editor`: FYR_EDITOR=...; commits are of one second, so that screens are. */
static struct tty *start(const struct hub *hub, int rows, int cols,
	const char *lang, const char *editor)
{
	const char *env[] = {"GIT_AUTHOR_DATE=1795000000 +0100",
		"GIT_COMMITTER_DATE=1795000000 +0100", editor, NULL};
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {.rows = rows,
		.cols = cols,
		.lang = lang,
		.env = env,
		.args = args};
	struct tty *tty = tty_start(&options);

	tty_quiet(tty);
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	return tty;
}

/* The text on screen below the head: the cursor is at its start. */
static void assert_sheet(struct tty *tty)
{
	screen_frame(tty);
	screen_reading(tty);
	screen_repaint(tty);
}

static void expect(struct tty *tty, const char *text)
{
	if (tty_find(tty, text) >= 0)
		return;
	fprintf(stderr, "# wanted: %s\n", text);
	tty_fail(tty, "it is not on the screen");
}

static void assert_style(
	struct tty *tty, const char *word, bool bold, bool underline)
{
	int row = tty_find(tty, word);
	const char *at = row < 0 ? NULL : strstr(tty_row(tty, row), word);
	struct tty_cell cell;

	if (!at)
		tty_fail(tty, "the word is not there");
	cell = tty_cell(tty, row, (int)(at - tty_row(tty, row)));
	if (cell.bold != bold || cell.underline != underline)
		tty_fail(tty, "the word is not marked");
}

static void assert_holds(const struct hub *hub, int n, const char *text)
{
	struct buf spec = {0}, out = {0};

	buf_printf(&spec, "main:%s", paths[n]);
	hub_ask_git(hub, "show", buf_text(&spec), "--", &out);
	if (!strstr(buf_text(&out), text))
		fail_msg("%s holds: %s", paths[n], buf_text(&out));
	buf_clear(&spec);
	buf_clear(&out);
}

/* Wide: beside; else below. All keys work alike. */
static void decide(const char *name, int rows, int cols, const char *lang)
{
	bool sv = strcmp(lang, "sv") == 0;
	struct pair_of_hubs pair;
	struct tty *tty;

	clash(&pair, name, 3);
	tty = start(&pair.mine, rows, cols, lang, NULL);
	if (tty_find(tty, sv ? "3 konflikter" : "3 conflicts") != 0)
		tty_fail(tty, "the title does not count");
	tty_keys(tty, "<F8>");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "waiting", lang);
	tty_keys(tty, "<Enter>");
	assert_sheet(tty);
	screen_kept(tty, "conflict", lang);
	if (cols >= 100) {
		tty_assert_has(tty, "[-published-]");
		tty_assert_has(tty, "{+hidden+}");
		assert_int_equal(tty_find(tty, "[-published-]"),
			tty_find(tty, "{+hidden+}"));
	} else {
		tty_keys(tty, "<End>");
		tty_assert_has(tty, "{+hidden+}");
		assert_style(tty, "hidden+}", true, true);
		tty_keys(tty, "<Home>");
	}
	expect(tty, sv ? "Konflikt 1 av 3" : "Conflict 1 of 3");
	tty_keys(tty, "n");
	expect(tty, sv ? "Konflikt 2 av 3" : "Conflict 2 of 3");
	/* Enter decides nothing. */
	tty_keys(tty, "<Enter>N");
	expect(tty, sv ? "Konflikt 1 av 3" : "Conflict 1 of 3");
	tty_keys(tty, "m");
	tty_quiet(tty);
	expect(tty, sv ? "2 konflikter" : "2 conflicts");
	tty_keys(tty, "t");
	tty_quiet(tty);
	expect(tty, sv ? "Konflikt 1 av 1" : "Conflict 1 of 1");
	assert_sheet(tty);
	/* The last one decided: what it became is on the screen. */
	tty_keys(tty, "m");
	tty_quiet(tty);
	screen_reading(tty);
	expect(tty, "One guide");
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	tty_keys(tty, "<F8>");
	expect(tty, sv ? "Inget väntar" : "Nothing waits");
	output_quit(tty);
}

static void test_decide(void **state)
{
	(void)state;
	decide("decide-80", 24, 80, "en");
	decide("decide-120", 40, 120, "en");
	decide("decide-40", 12, 40, "en");
	decide("decide-80-sv", 24, 80, "sv");
	decide("decide-120-sv", 40, 120, "sv");
	decide("decide-40-sv", 12, 40, "sv");
}

/* Which words win, also in the other clone. */
static void test_outcome(void **state)
{
	struct pair_of_hubs pair;
	struct tty *tty;

	(void)state;
	clash(&pair, "outcome", 2);
	tty = start(&pair.mine, 24, 80, "en", NULL);
	assert_holds(&pair.bare, 0, "published words");
	tty_keys(tty, "<F8>");
	/* The newest first: they are named. */
	tty_keys(tty, "one.md<Enter>");
	tty_assert_has(tty, "guides/one.md");
	tty_keys(tty, "m");
	tty_quiet(tty);
	tty_assert_has(tty, "Decided: mine.");
	tty_keys(tty, "t");
	tty_quiet(tty);
	tty_assert_has(tty, "Decided: theirs. Nothing more waits.");
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	assert_holds(&pair.bare, 0, "hidden words");
	assert_holds(&pair.bare, 1, "published words");
	output_quit(tty);
}

static void write_editor(const char *name, const char *text, char out[600])
{
	struct error err = {0};
	char path[512];

	snprintf(
		path, sizeof(path), "%s/%s", hub_variable("FYR_SANDBOX"), name);
	assert_true(file_write(path, str_from(text), 0755, &err));
	snprintf(out, 600, "FYR_EDITOR=%s", path);
}

/* e: the terminal is the editor's, then ours again; a text of one's own. */
static void test_edit(void **state)
{
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	(void)state;
	write_editor("merge-editor",
		"#!/bin/sh\n"
		"stty -a </dev/tty | grep -q ' icanon' || exit 3\n"
		"sed -i -e '/^[<=>|]\\{7\\}/d' -e '/hidden/d' "
		"-e 's/published/third/' \"$1\"\n",
		editor);
	clash(&pair, "edit", 1);
	tty = start(&pair.mine, 24, 80, "en", editor);
	tty_keys(tty, "<F8><Enter>e");
	tty_quiet(tty);
	tty_assert_has(tty, "Decided: your text. Nothing more waits.");
	output_assert_taken(tty);
	screen_reading(tty);
	assert_holds(&pair.mine, 0, "third words");
	tty_keys(tty, "<F10>");
	output_quit(tty);
}

/* An editor that fails, or leaves the markers: nothing is decided or lost. */
static void test_edit_fails(void **state)
{
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	(void)state;
	write_editor("failing", "#!/bin/sh\necho more >>\"$1\"; kill -9 $$\n",
		editor);
	clash(&pair, "edit-fails", 1);
	tty = start(&pair.mine, 24, 80, "en", editor);
	tty_keys(tty, "<F8><Enter>e");
	tty_quiet(tty);
	tty_assert_has(tty, "The editor did not end well.");
	tty_assert_has(tty, "Your text is kept");
	tty_assert_has(tty, "Conflict 1 of 1");
	assert_sheet(tty);
	assert_holds(&pair.mine, 0, "published words");
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "1 conflict");
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decide),
		cmocka_unit_test(test_outcome),
		cmocka_unit_test(test_edit),
		cmocka_unit_test(test_edit_fails),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, NULL);
}
