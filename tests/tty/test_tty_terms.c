/* After no good hit: a word that means the same, and only a typed yes commits
 * it. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	(void)state;
	hub_config("escape_ms: 10\n");
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

static void count_commits(const struct hub *hub, const char *expected)
{
	static const char *const argv[] = {
		"git", "rev-list", "--count", "HEAD", NULL};
	struct proc_run run = {argv, hub->path, NULL, {0}, 4096, 20000};
	struct error err = {0};
	struct buf out = {0};
	int status = -1;

	assert_true(proc_run(&run, &out, &status, &err));
	if (!str_is(str_trim(buf_slice(&out)), expected))
		fail_msg("%s commits, not %s", buf_text(&out), expected);
	buf_clear(&out);
}

static void assert_list(const struct hub *hub, const char *text)
{
	struct error err = {0};
	struct buf path = {0};
	struct buf list = {0};
	bool there;

	file_join(&path, hub->path, "synonyms.yaml");
	there = file_read(buf_text(&path), 1 << 16, &list, &err);
	if (there != (text != NULL) || (text && !strstr(buf_text(&list), text)))
		fail_msg("synonyms.yaml: %s", buf_text(&list));
	buf_clear(&path);
	buf_clear(&list);
}

/* Offered, shown, refused by anything but yes, and then made. */
static void add(int rows, int cols, const char *name)
{
	struct hub hub;
	struct tty *tty;

	hub_small(&hub, name);
	hub_commit(&hub, "First");
	tty = start(&hub, rows, cols, "en");
	tty_keys(tty, "/gizmotron");
	tty_assert_has(tty, "0 hits");
	tty_assert_has(tty, "F7: another word for gizmotron");
	tty_keys(tty, "<F7>");
	tty_assert_has(tty, "gizmotron means the same as:");
	tty_keys(tty, "quicksilver");
	screen_field(tty, cols > 40 ? "as: quicksilver" : "quicksilver");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Type yes to add it:");
	tty_assert_has(tty, "synonyms.yaml");
	tty_assert_has(tty, "gizmotron = quicksilver");
	screen_frame(tty);
	count_commits(&hub, "1");
	/* Enter alone, and y, change nothing. */
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Nothing was changed.");
	tty_keys(tty, "<F7>quicksilver<Enter>y<Enter>");
	tty_assert_has(tty, "Nothing was changed.");
	tty_keys(tty, "<F7>quicksilver<Enter>yes<Esc>");
	count_commits(&hub, "1");
	assert_list(&hub, NULL);
	tty_keys(tty, "<F7>quicksilver<Enter>yes<Enter>");
	tty_assert_has(tty, "Added: gizmotron = quicksilver.");
	count_commits(&hub, "2");
	assert_list(&hub, "quicksilver");
	/* The search is answered anew, and finds by the other word. */
	screen_field(tty, "Search: gizmotron");
	tty_assert_has(tty, "1 hit");
	tty_assert_has(tty, "Buying a tool");
	tty_keys(tty, "<C-u>buying<F7>");
	tty_assert_has(tty, "Only when hardly anything is found");
	output_quit(tty);
}

static void test_add(void **state)
{
	(void)state;
	add(24, 80, "terms-80");
	add(40, 120, "terms-120");
	add(12, 40, "terms-40");
}

static void test_swedish(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "terms-sv");
	hub_commit(&hub, "First");
	tty = start(&hub, 24, 80, "sv");
	tty_keys(tty, "/gizmotron<F7>");
	screen_field(tty, "gizmotron betyder samma sak som: ");
	tty_keys(tty, "quicksilver<Enter>yes<Enter>");
	tty_assert_has(tty, "Inget ändrades.");
	tty_keys(tty, "<F7>quicksilver<Enter>Ja<Enter>");
	tty_assert_has(tty, "Tillagt: gizmotron = quicksilver.");
	count_commits(&hub, "2");
	output_quit(tty);
}

/* Where nothing may be changed it is said, and nothing is. */
static void test_read_only(void **state)
{
	struct hub hub;
	const char *args[] = {"--hub", hub.path, "--read-only", NULL};
	struct tty_options options = {.rows = 24, .cols = 80, .args = args};
	struct tty *tty;

	(void)state;
	hub_small(&hub, "terms-ro");
	hub_commit(&hub, "First");
	tty = tty_start(&options);
	tty_keys(tty, "/gizmotron<F7>quicksilver<Enter>");
	tty_assert_has(tty, "Nothing is changed with --read-only.");
	tty_keys(tty, "<Esc>");
	screen_field(tty, "Search: gizmotron");
	count_commits(&hub, "1");
	assert_list(&hub, NULL);
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_swedish),
		cmocka_unit_test(test_read_only),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, NULL);
}
