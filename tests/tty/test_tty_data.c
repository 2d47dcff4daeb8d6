/* Data that is not there yet, that arrives, and that cannot be kept. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

enum {
	MANY = 3000,
	SOME = 1000
};

static struct tty *start(const struct hub *hub, const char *const *env)
{
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = 24, .cols = 80, .env = env, .args = args};

	return tty_start_raw(&options);
}

static void assert_focus_on(struct tty *tty, const char *text)
{
	if (!strstr(tty_row(tty, screen_focus(tty)), text)) {
		fprintf(stderr, "# wanted in focus: %s\n", text);
		tty_fail(tty, "the focus is elsewhere");
	}
}

/* A first start: it says what it does, and the keys work meanwhile. */
static void test_cold(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "cold");
	hub_fill(&hub, MANY);
	tty = start(&hub, NULL);
	tty_until(tty, "q Quit");
	if (tty_find(tty, "uilding the index") < 0 &&
		tty_find(tty, "3003 notes") < 0)
		tty_fail(tty, "neither the notes nor a word about them");
	tty_send_raw(tty, "?", 1);
	tty_until(tty, "Everywhere");
	tty_send_raw(tty, "\033", 1);
	tty_until(tty, "> ");
	tty_quiet(tty);
	tty_assert_has(tty, "3003 notes");
	tty_keys(tty, "<Home>");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	tty_keys(tty, "2<End><Up>");
	tty_assert_has(tty, "Filler 3000");
	output_quit(tty);
	/* The second start has it all at once. */
	tty = start(&hub, NULL);
	tty_quiet(tty);
	tty_assert_has(tty, "3003 notes");
	tty_assert_hasnt(tty, "uilding the index");
	output_quit(tty);
}

/* A published change is newer than the review of a guide that leads to its
 * rule: the list and the note say so in words, until the guide is reviewed. */
static void test_affected(void **state)
{
	const char *schema =
		"fyr: 1\nlanguages: [en]\nvocabularies:\n"
		"  alert: [{id: act, en: Act}]\nkinds:\n"
		"  guide: {folder: guides, label: {en: Guide}, fields: {\n"
		"    rules: {type: link, kind: rule, many: true}}}\n"
		"  rule: {folder: rules, label: {en: Rule}, fields: {}}\n"
		"  update: {folder: updates, label: {en: Update}, fields: {\n"
		"    alert: {type: enum, vocabulary: alert, role: alert},\n"
		"    date: {type: date},\n"
		"    about: {type: link, many: true, role: about}}}\n";
	const char *args[] = {"--hub", NULL, NULL};
	struct tty_options options = {.rows = 24, .cols = 120, .args = args};
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "affected");
	args[1] = hub.path;
	hub_put(&hub, "fyr.yaml", str_from(schema), 0);
	hub_note(&hub, "rules/law.md", "The law", "Text.");
	hub_put(&hub, "guides/following.md",
		STR("---\ntitle: Follows the law\nstatus: published\n"
		    "rules: [law]\nreviewed: 2026-11-01\n---\nText.\n"),
		0);
	hub_put(&hub, "updates/amended.md",
		STR("---\ntitle: It is amended\nstatus: published\n"
		    "alert: act\ndate: 2026-11-10\nabout: [law]\n---\nx\n"),
		0);
	tty = tty_start_raw(&options);
	tty_until(tty, "q Quit");
	tty_quiet(tty);
	tty_keys(tty, "R");
	tty_until(tty, "MAY BE AFFECTED");
	tty_assert_has(tty, "Follows the law");
	tty_keys(tty, "<Esc>");
	tty_quiet(tty);
	tty_keys(tty, "/Follows<Enter>");
	tty_until(tty, "Follows the law");
	tty_quiet(tty);
	tty_assert_has(tty, "! MAY BE AFFECTED");
	tty_keys(tty, "<Enter>");
	tty_quiet(tty);
	tty_assert_has(tty, "! MAY BE AFFECTED, not reviewed since:");
	tty_assert_has(tty, "It is amended");
	output_quit(tty);
	hub_put(&hub, "guides/following.md",
		STR("---\ntitle: Follows the law\nstatus: published\n"
		    "rules: [law]\nreviewed: 2026-11-12\n---\nText.\n"),
		5);
	tty = tty_start_raw(&options);
	tty_until(tty, "q Quit");
	tty_quiet(tty);
	tty_keys(tty, "/Follows<Enter>");
	tty_until(tty, "Follows the law");
	tty_quiet(tty);
	tty_assert_hasnt(tty, "AFFECTED");
	output_quit(tty);
}

/* Ctrl-C stops the building; the program stays, and F5 begins anew. */
static void test_cold_stopped(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "stopped");
	hub_fill(&hub, SOME);
	tty = start(&hub, NULL);
	tty_until(tty, "q Quit");
	tty_send_raw(tty, "\003", 1);
	tty_quiet(tty);
	if (tty_find(tty, "Stopped.") < 0 && tty_find(tty, "1003 notes") < 0)
		tty_fail(tty, "not stopped, and not done");
	screen_frame(tty);
	screen_cursor_row(tty);
	output_quit(tty);
	/* What was begun is no index; the next start builds it. */
	tty = start(&hub, NULL);
	tty_until(tty, "1003 notes");
	tty_quiet(tty);
	output_quit(tty);
}

/* Ended in the middle of it: nothing is left running, the next start works. */
static void test_cold_killed(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "killed");
	hub_fill(&hub, SOME);
	tty = start(&hub, NULL);
	tty_until(tty, "q Quit");
	tty_send_raw(tty, "q", 1);
	assert_int_equal(tty_wait(tty), 0);
	output_assert_restored(tty);
	tty_close(tty);
	tty = start(&hub, NULL);
	tty_until(tty, "1003 notes");
	tty_quiet(tty);
	screen_focus(tty);
	output_quit(tty);
}

/* --- fetching --- */

struct pair {
	struct hub upstream, clone;
};

static void make_pair(struct pair *pair, const char *name)
{
	char clone[64];

	snprintf(clone, sizeof(clone), "%s-clone", name);
	hub_small(&pair->upstream, name);
	hub_commit(&pair->upstream, "First");
	hub_clone(&pair->clone, &pair->upstream, clone);
}

static void add_upstream(struct pair *pair, const char *title)
{
	hub_note(&pair->upstream, "guides/another.md", title, "It is new.");
	hub_git(&pair->upstream, "add", "-A", NULL);
	hub_git(&pair->upstream, "commit", "-q", "-m", "Another", NULL);
}

/* The new note is in the list, above the focus, which stays on its note. */
static void test_fetch(void **state)
{
	struct pair pair;
	struct tty *tty;

	(void)state;
	make_pair(&pair, "fetch");
	tty = start(&pair.clone, NULL);
	tty_quiet(tty);
	tty_keys(tty, "2<Down>");
	assert_focus_on(tty, "Reading results");
	add_upstream(&pair, "Another guide");
	tty_send_raw(tty, "\033[15~", 5);
	tty_until(tty, "Another guide");
	tty_quiet(tty);
	assert_focus_on(tty, "Reading results");
	if (!*tty_row(tty, tty_rows(tty) - 2))
		tty_fail(tty, "not a word about what came");
	screen_repaint(tty);
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	assert_focus_on(tty, "Reading results");
	tty_keys(tty, "1");
	tty_assert_has(tty, "4 notes");
	output_quit(tty);
}

/* While one reads, nothing moves: the same rows, the same link. */
static void test_fetch_reading(void **state)
{
	struct pair pair;
	struct tty *tty;
	struct buf before = {0};
	struct buf after = {0};
	int row;

	(void)state;
	make_pair(&pair, "reading");
	tty = start(&pair.clone, NULL);
	tty_quiet(tty);
	tty_keys(tty, "2<Enter><Down><Down><Right><Right>");
	tty_assert_has(tty, "Link 2 of 4");
	for (row = 0; row < tty_rows(tty) - 2; row++)
		buf_printf(&before, "%s\n", tty_row(tty, row));
	add_upstream(&pair, "Another guide");
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	for (row = 0; row < tty_rows(tty) - 2; row++)
		buf_printf(&after, "%s\n", tty_row(tty, row));
	assert_string_equal(buf_text(&before), buf_text(&after));
	buf_clear(&before);
	buf_clear(&after);
	tty_keys(tty, "<Esc>");
	tty_assert_has(tty, "Another guide");
	assert_focus_on(tty, "Buying a tool");
	output_quit(tty);
}

/* The upstream is gone: it says so, and all that was there is there. */
static void test_fetch_fails(void **state)
{
	struct pair pair;
	struct tty *tty;
	struct error err = {0};

	(void)state;
	make_pair(&pair, "gone");
	tty = start(&pair.clone, NULL);
	tty_quiet(tty);
	tty_keys(tty, "2<Down>");
	assert_true(file_remove_tree(pair.upstream.path, &err));
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	if (!*tty_row(tty, tty_rows(tty) - 2) ||
		tty_find(tty, "Fetching and sending") >= 0)
		tty_fail(tty, "not a word about what went wrong");
	assert_focus_on(tty, "Reading results");
	screen_frame(tty);
	output_quit(tty);
}

/* A folder has no others. */
static void test_fetch_folder(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "folder");
	tty = start(&hub, NULL);
	tty_quiet(tty);
	tty_keys(tty, "<Down><F5>");
	tty_quiet(tty);
	if (!*tty_row(tty, tty_rows(tty) - 2) ||
		tty_find(tty, "Fetching and sending") >= 0)
		tty_fail(tty, "not a word about why");
	screen_focus(tty);
	output_quit(tty);
}

/* --- no place for the index --- */

static void test_no_cache(void **state)
{
	static const char *const env[] = {"FYR_CACHE=/proc/x", NULL};
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "uncached");
	tty = start(&hub, env);
	tty_until(tty, "The cache folder cannot be written.");
	tty_quiet(tty);
	tty_assert_has(tty, "3 notes");
	screen_focus(tty);
	tty_keys(tty, "2<Down><Enter>");
	tty_assert_has(tty, "Wide bounds mean");
	tty_keys(tty, "/quicksilver");
	tty_assert_has(tty, "1 hit");
	tty_keys(tty, "<Esc>");
	output_quit(tty);
}

static void test_read_only(void **state)
{
	struct hub hub;
	struct tty *tty;
	const char *args[] = {"--read-only", "--hub", hub.path, NULL};
	struct tty_options options = {.rows = 24, .cols = 80, .args = args};

	(void)state;
	hub_small(&hub, "readonly");
	tty = tty_start(&options);
	tty_assert_has(tty, "3 notes");
	tty_keys(tty, "2<Enter>");
	tty_assert_has(tty, "Ask what the tool was tested on");
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	if (!*tty_row(tty, tty_rows(tty) - 2))
		tty_fail(tty, "not a word about why nothing is fetched");
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cold),
		cmocka_unit_test(test_affected),
		cmocka_unit_test(test_cold_stopped),
		cmocka_unit_test(test_cold_killed),
		cmocka_unit_test(test_fetch),
		cmocka_unit_test(test_fetch_reading),
		cmocka_unit_test(test_fetch_fails),
		cmocka_unit_test(test_fetch_folder),
		cmocka_unit_test(test_no_cache),
		cmocka_unit_test(test_read_only),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
