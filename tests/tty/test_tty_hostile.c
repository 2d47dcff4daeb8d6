/* Notes, names and tags that try to take the terminal over. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

#define MARKS                                                                  \
	"\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a"         \
	"\u030b\u030c\u030d\u030e\u030f\u0310\u0311\u0312\u0313\u0314"
#define TAG_CHARACTERS "\U000e0041\U000e0042\U000e0043"

/* A sequence for the title, the clipboard, the screen, and what else moves. */
#define EVIL                                                                   \
	"\033]0;owned\a\033]52;c;b3duZWQ=\a\033[2J\033[H\033[?1049l"           \
	"\033P1$r\033\\\xc2\x9b"                                               \
	"2J\xc2\x9d"                                                           \
	"0;owned\xc2\x9c\rowned\b\b\v\f"                                       \
	"\u202eowned\u202c\u2066\u2069\u200b\ufeff" TAG_CHARACTERS "e" MARKS

/* YAML takes no control characters as they are, but by number. */
#define EVIL_YAML                                                              \
	"\\e]0;owned\\a\\e]52;c;b3duZWQ=\\a\\e[2J\\e[H\\e[?1049l"              \
	"\\x9b2J\\x9d0;owned\\x9c\\rowned\\b\\b\\v\\f\\n\\u202eowned\\u202c"   \
	"\\u2066\\u2069\\u200b\\ufeff\\U000e0041\\U000e0042e" MARKS

static const char evil_note[] =
	"---\n"
	"title: \"Evil " EVIL_YAML "\"\n"
	"status: published\n"
	"owner: \"" EVIL_YAML "\"\n"
	"summary: \"" EVIL_YAML "\"\n"
	"tags: [\"" EVIL_YAML "\", plain]\n"
	"---\n\n"
	"# Heading " EVIL "\n\n"
	"Body " EVIL " and &#27;]0;owned&#7; and &#x9b;2J and &#13;owned.\n\n"
	"## Second " EVIL "\n\n"
	"- [link " EVIL "](https://evil.example.org/" EVIL ")\n"
	"- ![image " EVIL "](evil\033]0;owned\a.png)\n"
	"- `code " EVIL "`\n\n"
	"| a " EVIL " | b |\n|---|---|\n| " EVIL " | &#27;[2J |\n\n"
	"    block " EVIL "\n\n"
	"<b>" EVIL "</b>\n\n"
	"Last words.\n";

struct hubs {
	struct hub evil, plain;
};

static int make(void **state)
{
	struct hubs *hubs = calloc(1, sizeof(*hubs));
	struct str note = {evil_note, sizeof(evil_note) - 1};

	hub_config("escape_ms: 10\n");
	hub_small(&hubs->plain, "plain/hub");
	hub_small(&hubs->evil, "evil/hub");
	hub_put(&hubs->evil, "guides/m.md", note, 0);
	hub_note(&hubs->plain, "guides/m.md", "Evil", "Nothing.");
	*state = hubs;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(const struct hub *hub, int rows, int cols)
{
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {.rows = rows, .cols = cols, .args = args};

	return tty_start(&options);
}

/* Nothing got out, and the screen is what the program thinks it is. */
static void assert_safe(struct tty *tty)
{
	size_t len;
	const char *data = tty_output(tty, &len);

	output_assert_oscs(tty);
	assert_int_equal(output_bells(tty), 0);
	if (output_find(data, data + len, "\u202e") ||
		output_find(data, data + len, "\xc2\x9b") ||
		output_find(data, data + len, "\xc2\x9d") ||
		output_find(data, data + len, TAG_CHARACTERS) ||
		output_find(data, data + len, "\u0305\u0306") ||
		output_find(data, data + len, "\033P"))
		tty_fail(tty, "what the gate should stop was written");
	if (strstr(tty_title(tty), "owned") == tty_title(tty))
		tty_fail(tty, "the title is not the program's");
	screen_frame(tty);
	screen_repaint(tty);
}

/* Two hubs that differ in one title differ on the screen in one row. */
static void lists_differ(struct hubs *hubs, int rows, int cols)
{
	struct tty *evil = start(&hubs->evil, rows, cols);
	struct tty *plain = start(&hubs->plain, rows, cols);
	int found = 0;
	int row;

	tty_keys(evil, "2");
	tty_keys(plain, "2");
	assert_safe(evil);
	for (row = 0; row < rows; row++) {
		char *text = screen_row(plain, row);

		if (strstr(text, "Evil"))
			found++;
		else if (strcmp(text, tty_row(evil, row)) != 0)
			tty_fail(evil, "another row is changed");
		free(text);
	}
	assert_int_equal(found, 1);
	assert_int_equal(tty_find(evil, "Evil"), tty_find(plain, "Evil"));
	output_quit(evil);
	output_quit(plain);
}

static void test_list(void **state)
{
	lists_differ(*state, 24, 79);
	lists_differ(*state, 12, 40);
	lists_differ(*state, 24, 80);
	lists_differ(*state, 40, 120);
}

/* Every screen that shows a part of the note. */
static void test_screens(void **state)
{
	static const char *const places[] = {"2<Down>", "<Enter>", "<Right>",
		"<Enter>", "o", "<PgDn>", "<End>", "t", "<Down>", "<Esc>i",
		"<End>", "<Esc>r", "<Esc>flast<Enter>", "<Esc>/owned", "<Down>",
		"<Enter>", "n", "<Esc><Esc><Esc>u", "<Down>"};
	static const int sizes[][2] = {{24, 80}, {12, 40}, {40, 120}};
	struct hubs *hubs = *state;
	size_t i;
	size_t n;

	for (n = 0; n < 3; n++) {
		struct tty *tty = start(&hubs->evil, sizes[n][0], sizes[n][1]);

		for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
			tty_keys(tty, places[i]);
			assert_safe(tty);
		}
		tty_keys(tty, "<Esc><Esc><Esc>");
		output_quit(tty);
	}
}

/* The reader is told, and what was hidden is told apart. */
static void test_told(void **state)
{
	struct hubs *hubs = *state;
	struct tty *tty = start(&hubs->evil, 40, 120);

	tty_keys(tty, "2<Down><Enter>");
	tty_assert_has(tty, "hidden character");
	tty_assert_has(tty, "<U+001B>]0;owned");
	tty_assert_has(tty, "<U+202E>");
	assert_safe(tty);
	output_quit(tty);
}

/* A search for the characters themselves. */
static void test_typed(void **state)
{
	struct hubs *hubs = *state;
	struct tty *tty = start(&hubs->evil, 24, 80);

	tty_keys(tty, "/a");
	tty_send(tty, "\u202e", 3);
	tty_send(tty, "\ufeff", 3);
	tty_keys(tty, "b");
	assert_safe(tty);
	tty_keys(tty, "<Esc>");
	output_quit(tty);
}

/* Names with control characters are no notes; others are made safe. An
 * author and a subject say the same. */
static void test_names(void **state)
{
	static const char refused[] = "guides/bad\033]0;owned\a\rname.md";
	static const char bidi[] = "guides/bad\xc2\x9b"
				   "2J\u202e" TAG_CHARACTERS "name.md";
	static const char bytes[] = "guides/bad\xff\x9b"
				    "bytes.md";
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "names");
	hub_note(&hub, refused, "A Refused", "Look at my name.");
	hub_note(&hub, bidi, "A Bidi", "Look at my name.");
	hub_note(&hub, bytes, "A Bytes", "Look at my name.");
	hub_put(&hub,
		"guides/a\u202e\xc2\x9b"
		"2J.md",
		str_from("No title here, only a path.\n"), 0);
	hub_git(&hub, "init", "-q", NULL);
	hub_git(&hub, "add", "-A", NULL);
	hub_git(&hub, "commit", "-q", "--author",
		"\u202e\033]0;owned\a <a@example.org>", "-m",
		"Subject \033]0;owned\a\u202e", NULL);
	tty = start(&hub, 24, 80);
	assert_safe(tty);
	tty_keys(tty, "2");
	tty_assert_has(tty, "A Bidi");
	tty_assert_has(tty, "A Bytes");
	tty_assert_hasnt(tty, "A Refused");
	tty_keys(tty, "/look<Down>");
	assert_safe(tty);
	tty_keys(tty, "<Enter>i");
	tty_assert_has(tty, "guides/");
	assert_safe(tty);
	tty_keys(tty, "<Esc><Esc><Down><Enter>i");
	assert_safe(tty);
	tty_keys(tty, "<Esc><Esc><Esc>/title<Down><Enter>i");
	assert_safe(tty);
	output_quit(tty);
}

/* An address that git complains about, with its own text. */
static void test_remote(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	hub_small(&hub, "remote");
	hub_commit(&hub, "First");
	hub_git(&hub, "remote", "add", "origin",
		"/nowhere/\033]0;owned\a\u202erepository", NULL);
	tty = start(&hub, 24, 80);
	tty_keys(tty, "<F5>");
	tty_quiet(tty);
	assert_safe(tty);
	screen_focus(tty);
	output_quit(tty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_screens),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_remote),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
