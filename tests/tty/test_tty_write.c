/* a and e: the terminal is the editor's for a while; nothing is committed
 * before it has been seen, and nothing is lost. */
#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	(void)state;
	hub_config("escape_ms: 10\n");
	return 0;
}

/* An editor that is a script; `out`: the variable that names it. */
static void write_editor(const char *name, const char *text, char out[600])
{
	struct error err = {0};
	struct buf script = {0};
	char path[512];

	snprintf(
		path, sizeof(path), "%s/%s", hub_variable("FYR_SANDBOX"), name);
	/* Another one may be written at the same place: not while it runs. */
	buf_printf(&script, "#!/bin/sh\nPATH=/usr/bin:/bin\n%s", text);
	assert_true(file_write(path, buf_slice(&script), 0755, &err));
	snprintf(out, 600, "FYR_EDITOR=%s", path);
	buf_clear(&script);
}

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
	return tty;
}

static void assert_holds(
	const struct hub *hub, const char *path, const char *text)
{
	struct buf spec = {0}, out = {0};

	buf_printf(&spec, "main:%s", path);
	hub_ask_git(hub, "show", buf_text(&spec), "--", &out);
	if (!strstr(buf_text(&out), text))
		fail_msg("%s holds: %s", path, buf_text(&out));
	buf_clear(&spec);
	buf_clear(&out);
}

static void assert_commits(const struct hub *hub, const char *count)
{
	struct buf out = {0};

	hub_ask_git(hub, "rev-list", "--count", "main", &out);
	if (!str_is(str_trim(buf_slice(&out)), count))
		fail_msg("%s commits, not %s", buf_text(&out), count);
	buf_clear(&out);
}

/* Kind, title, editor, what would be committed, and only Enter commits. */
static void add(const char *name, int rows, int cols, const char *lang)
{
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	write_editor("adder",
		"stty -a </dev/tty | grep -q ' icanon' || exit 3\n"
		"printf 'Words of my own.\\n' >>\"$1\"\n",
		editor);
	hub_pair(&pair, name);
	tty = start(&pair.bare, rows, cols, lang, editor);
	tty_keys(tty, "a");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "kinds", lang);
	tty_keys(tty, "<Enter>Ny text");
	screen_field(tty, "Ny text");
	screen_frame(tty);
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	output_assert_taken(tty);
	screen_frame(tty);
	screen_reading(tty);
	screen_repaint(tty);
	screen_kept(tty, "proposal", lang);
	assert_commits(&pair.bare, "1");
	tty_keys(tty, "<End>");
	tty_assert_has(tty, "Words of my own.");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	assert_commits(&pair.bare, "2");
	/* In the language that the person reads in. */
	assert_holds(&pair.bare,
		strcmp(lang, "sv") == 0 ? "guides/ny-text.sv.md"
					: "guides/ny-text.en.md",
		"Words of my own.");
	/* It is on the screen, and the list below has it in focus. */
	screen_reading(tty);
	screen_frame(tty);
	screen_repaint(tty);
	screen_kept(tty, "added", lang);
	tty_keys(tty, "<Esc>");
	screen_focus(tty);
	if (!strstr(tty_row(tty, screen_cursor_row(tty)), "Ny text"))
		tty_fail(tty, "the new note is not in focus");
	tty_keys(tty, "/words own");
	tty_assert_has(tty, "Ny text");
	output_quit(tty);
}

static void test_add(void **state)
{
	(void)state;
	add("add-80", 24, 80, "en");
	add("add-120", 40, 120, "en");
	add("add-40", 12, 40, "en");
	add("add-80-sv", 24, 80, "sv");
	add("add-120-sv", 40, 120, "sv");
	add("add-40-sv", 12, 40, "sv");
}

/* e: the difference; Esc keeps a draft, F8 goes on with it, in any order. */
static void test_edit(void **state)
{
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	(void)state;
	write_editor("changer", "echo 'One line more.' >>\"$1\"\n", editor);
	hub_pair(&pair, "edit");
	tty = start(&pair.bare, 24, 80, "en", editor);
	tty_keys(tty, "2<Enter>");
	tty_assert_has(tty, "Buying a tool");
	tty_keys(tty, "e");
	tty_quiet(tty);
	tty_assert_has(tty, "{+One line more.+}");
	tty_assert_has(tty, "Enter commits, e edits again");
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "kept as a draft: F8");
	tty_quiet(tty);
	if (tty_find(tty, "1 draft") != 0)
		tty_fail(tty, "the title does not count");
	assert_commits(&pair.bare, "1");
	tty_keys(tty, "<F8>");
	screen_focus(tty);
	tty_assert_has(tty, "DRAFT");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	/* The second time the editor added the line once more. */
	tty_keys(tty, "e");
	tty_quiet(tty);
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	tty_assert_has(tty, "Committed:");
	tty_assert_hasnt(tty, "1 draft");
	assert_commits(&pair.bare, "2");
	tty_keys(tty, "<Esc><Esc><Esc>2<Enter><End>");
	tty_assert_has(tty, "One line more.");
	output_quit(tty);
}

/* In a work clone the editor has the note itself; F5 sends the commit. */
static void test_in_place(void **state)
{
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	(void)state;
	write_editor("placer", "echo 'One line more.' >>\"$1\"\n", editor);
	hub_pair(&pair, "place");
	tty = start(&pair.mine, 24, 80, "en", editor);
	tty_keys(tty, "2e");
	tty_quiet(tty);
	tty_assert_has(tty, "{+One line more.+}");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	tty_assert_has(tty, "1 unsent");
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	tty_assert_has(tty, "Your commits are sent.");
	tty_assert_hasnt(tty, "1 unsent");
	assert_commits(&pair.bare, "2");
	output_quit(tty);
}

/* Resized meanwhile, failing, killed, leaving nonsense or nothing new. */
static void test_trouble(void **state)
{
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	(void)state;
	write_editor(
		"trouble", "echo 'Kept words.' >>\"$1\"; kill -9 $$\n", editor);
	hub_pair(&pair, "trouble");
	tty = start(&pair.bare, 24, 80, "en", editor);
	tty_keys(tty, "2e");
	tty_quiet(tty);
	tty_assert_has(tty, "was ended by signal 9");
	tty_assert_has(tty, "Enter goes on with one.");
	output_assert_taken(tty);
	screen_focus(tty);
	write_editor("trouble",
		"stty rows 40 cols 120 </dev/tty; echo half >>\"$1\"; exit 7\n",
		editor);
	tty_keys(tty, "<F8><Enter>");
	tty_quiet(tty);
	tty_assert_has(tty, "ended with status 7");
	tty_resize(tty, 24, 80);
	write_editor("trouble", "printf 'a\\000b' >>\"$1\"\n", editor);
	tty_keys(tty, "<F8><Enter>");
	tty_quiet(tty);
	tty_assert_has(tty, "This cannot be committed");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "cannot be committed as it is");
	screen_reading(tty);
	write_editor("trouble",
		"tr -d '\\000' <\"$1\" >\"$1.x\" && mv \"$1.x\" \"$1\"\n",
		editor);
	tty_keys(tty, "e");
	tty_quiet(tty);
	tty_assert_has(tty, "{+Kept words.+}");
	assert_commits(&pair.bare, "1");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	assert_commits(&pair.bare, "2");
	write_editor("trouble", "true\n", editor);
	tty_keys(tty, "<Esc><Esc>2<Down>e");
	tty_quiet(tty);
	tty_assert_has(tty, "Nothing was changed, so nothing was committed.");
	assert_commits(&pair.bare, "2");
	output_quit(tty);
}

/* v: what each version changed, and its text; z: only a typed yes. */
static void versions(const char *name, int rows, int cols, const char *lang)
{
	bool sv = strcmp(lang, "sv") == 0;
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	write_editor("changer", "echo 'One line more.' >>\"$1\"\n", editor);
	hub_pair(&pair, name);
	tty = start(&pair.mine, rows, cols, lang, editor);
	tty_keys(tty, "2<Enter>e");
	tty_quiet(tty);
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	assert_commits(&pair.mine, "2");
	tty_keys(tty, "v");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "versions", lang);
	tty_keys(tty, "<Enter>");
	screen_frame(tty);
	screen_reading(tty);
	screen_repaint(tty);
	screen_kept(tty, "version", lang);
	tty_keys(tty, "<End>");
	tty_assert_has(tty, "{+One line more.+}");
	tty_keys(tty, "<Enter><End>");
	tty_assert_has(tty, "One line more.");
	tty_assert_hasnt(tty, "{+One");
	tty_keys(tty, "n<End>");
	tty_assert_hasnt(tty, "One line more.");
	tty_keys(tty, "e<Esc>");
	screen_focus(tty);
	tty_keys(tty, "<Esc><Esc>z");
	screen_field(tty,
		cols <= 40   ? ""
			: sv ? "tillbaka den: "
			     : "take it back: ");
	screen_frame(tty);
	tty_keys(tty, "<Enter>zy<Enter>zyes<Esc>");
	assert_commits(&pair.mine, "2");
	tty_keys(tty, sv ? "zja<Enter>" : "zyes<Enter>");
	tty_quiet(tty);
	assert_commits(&pair.mine, "1");
	screen_focus(tty);
	/* The commit before is everybody's. */
	tty_keys(tty, "z");
	if (!*tty_row(tty, tty_rows(tty) - 2))
		tty_fail(tty, "not a word about why not");
	output_quit(tty);
}

static void test_versions(void **state)
{
	(void)state;
	versions("versions-80", 24, 80, "en");
	versions("versions-120", 40, 120, "en");
	versions("versions-40", 12, 40, "en");
	versions("versions-80-sv", 24, 80, "sv");
	versions("versions-120-sv", 40, 120, "sv");
	versions("versions-40-sv", 12, 40, "sv");
}

/* T: into the other language, beside the first; a second time on with it. */
static void translate(const char *name, int rows, int cols, const char *lang)
{
	bool sv = strcmp(lang, "sv") == 0;
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	write_editor("translator",
		"sed -i 's/^title: .*/title: Bought in Swedish/' \"$1\"\n",
		editor);
	hub_pair(&pair, name);
	tty = start(&pair.bare, rows, cols, lang, editor);
	tty_keys(tty, "2<Enter>");
	tty_quiet(tty);
	tty_keys(tty, "T");
	tty_quiet(tty);
	screen_frame(tty);
	screen_reading(tty);
	tty_assert_has(tty, "translate \"Bought in Swedish\"");
	assert_commits(&pair.bare, "1");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	assert_commits(&pair.bare, "2");
	tty_assert_has(tty, "Bought in Swedish");
	screen_reading(tty);
	screen_repaint(tty);
	write_editor("translator", "true\n", editor);
	tty_keys(tty, "T");
	tty_quiet(tty);
	tty_until(tty, sv ? "Inget ändrades" : "Nothing was changed");
	assert_commits(&pair.bare, "2");
	output_quit(tty);
}

static void test_translate(void **state)
{
	(void)state;
	translate("translate-80", 24, 80, "en");
	translate("translate-40", 12, 40, "en");
	translate("translate-80-sv", 24, 80, "sv");
	translate("translate-40-sv", 12, 40, "sv");
}

/* +: the two dates are seen first; Esc leaves them, z takes them back. */
static void review(const char *name, int rows, int cols, const char *lang)
{
	bool sv = strcmp(lang, "sv") == 0;
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600];

	write_editor("unused", "exit 9\n", editor);
	hub_pair(&pair, name);
	tty = start(&pair.bare, rows, cols, lang, editor);
	tty_keys(tty, "2<Enter>");
	tty_quiet(tty);
	tty_keys(tty, "+");
	screen_frame(tty);
	screen_reading(tty);
	screen_repaint(tty);
	screen_kept(tty, "review", lang);
	tty_keys(tty, "<Esc>");
	assert_commits(&pair.bare, "1");
	tty_keys(tty, "+<Enter>");
	tty_quiet(tty);
	assert_commits(&pair.bare, "2");
	assert_holds(&pair.bare, "guides/buying.md", "reviewed: 2026-11-23");
	screen_reading(tty);
	tty_keys(tty, "+");
	tty_until(tty, sv ? "redan idag" : "today already");
	tty_keys(tty, "<Esc>z");
	tty_keys(tty, sv ? "ja<Enter>" : "yes<Enter>");
	tty_quiet(tty);
	assert_commits(&pair.bare, "1");
	output_quit(tty);
}

static void test_review(void **state)
{
	(void)state;
	review("review-80", 24, 80, "en");
	review("review-120", 40, 120, "en");
	review("review-40", 12, 40, "en");
	review("review-80-sv", 24, 80, "sv");
	review("review-120-sv", 40, 120, "sv");
	review("review-40-sv", 12, 40, "sv");
}

/* Delete in the list of what waits: a draft goes only by the whole word. */
static void drop(const char *name, int rows, int cols, const char *lang)
{
	const char *yes = strcmp(lang, "sv") == 0 ? "ja" : "yes";
	struct pair_of_hubs pair;
	struct tty *tty;
	char editor[600], keys[64];

	write_editor("changer", "echo 'One line more.' >>\"$1\"\n", editor);
	hub_pair(&pair, name);
	tty = start(&pair.bare, rows, cols, lang, editor);
	tty_keys(tty, "2<Enter>");
	tty_quiet(tty);
	tty_keys(tty, "e");
	tty_quiet(tty);
	tty_keys(tty, "<Esc><F8>");
	screen_frame(tty);
	screen_focus(tty);
	screen_kept(tty, "drafts", lang);
	tty_keys(tty, "<Del>");
	screen_frame(tty);
	screen_repaint(tty);
	screen_kept(tty, "drop", lang);
	tty_keys(tty, "<Enter>");
	screen_focus(tty);
	tty_keys(tty, "<Del>y<Enter><Del><Esc>");
	tty_assert_has(tty, "buying");
	screen_focus(tty);
	snprintf(keys, sizeof(keys), "<Del>%s<Enter>", yes);
	tty_keys(tty, keys);
	tty_quiet(tty);
	assert_commits(&pair.bare, "1");
	screen_reading(tty);
	tty_keys(tty, "<F8>");
	screen_reading(tty);
	tty_assert_hasnt(tty, "DRAFT");
	output_quit(tty);
}

static void test_drop(void **state)
{
	(void)state;
	drop("drop-80", 24, 80, "en");
	drop("drop-40", 12, 40, "en");
	drop("drop-80-sv", 24, 80, "sv");
	drop("drop-40-sv", 12, 40, "sv");
}

/* Where nothing can be written the keys are not shown, and say why. */
static void test_read_only(void **state)
{
	struct pair_of_hubs pair;
	const char *args[] = {"--read-only", "--hub", pair.bare.path, NULL};
	struct tty_options options = {.rows = 24, .cols = 80, .args = args};
	struct tty *tty;

	(void)state;
	hub_pair(&pair, "shut");
	tty = tty_start(&options);
	tty_quiet(tty);
	tty_keys(tty, "2");
	tty_assert_hasnt(tty, "e Edit");
	tty_keys(tty, "e");
	tty_assert_has(tty, "Nothing is changed with --read-only.");
	tty_keys(tty, "a<Enter>x<Enter>");
	tty_assert_has(tty, "Nothing is changed with --read-only.");
	screen_focus(tty);
	tty_keys(tty, ":add a note");
	tty_assert_has(tty, "read-only here");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Nothing is changed with --read-only.");
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_edit),
		cmocka_unit_test(test_in_place),
		cmocka_unit_test(test_trouble),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_translate),
		cmocka_unit_test(test_review),
		cmocka_unit_test(test_drop),
		cmocka_unit_test(test_read_only),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, NULL);
}
