/* p: publishing from the screen, by editors only, after a typed word; and E:
 * what a change touches. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static int make(void **state)
{
	(void)state;
	hub_config("escape_ms: 10\n");
	return 0;
}

/* A hub that nobody else has. */
static void make_hub(struct hub *hub, const char *name)
{
	hub_bare(hub, "tests/tty/desk", name);
	hub_git(hub, "remote", "remove", "origin", NULL);
}

static struct tty *start(struct hub *hub, const char *name, const char *env)
{
	struct tty *tty;

	make_hub(hub, name);
	tty = screen_start(hub->path, 24, 80, "en", env);
	tty_quiet(tty);
	return tty;
}

static void assert_count(const struct hub *hub, const char *wanted)
{
	hub_says(hub, "git rev-list --count main", wanted);
}

/* A rule that is published: what is new is asked for, part by part. */
static void test_change(void **state)
{
	struct hub hub;
	struct tty *tty = start(&hub, "change", NULL);

	(void)state;
	tty_keys(tty, "/kind:regulation tools<Down><Enter>p");
	tty_assert_has(tty, "What changed, in a sentence:");
	screen_frame(tty);
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "This is needed.");
	tty_keys(tty, "The Act on Tools is law.<Enter>");
	tty_assert_has(tty, "One of: info, act.");
	tty_keys(tty, "nonsense<Enter>https://example.org/law<Enter>");
	tty_assert_has(tty, "One of: proposed, applies.");
	tty_keys(tty, "applies<Enter>");
	tty_assert_has(tty, "EVENT=DATE, several");
	tty_keys(tty, "due=2027-01-31<Enter>");
	/* What is wrong is told, and nothing has to be typed again. */
	tty_assert_has(tty, "error: updates/");
	tty_assert_has(tty, "Write one of: info, act.");
	tty_keys(tty, "p");
	tty_assert_has(tty, "mend what is wrong first");
	tty_keys(tty, "e<Enter>");
	screen_field(tty, "Alert level: nonsense");
	tty_keys(tty, "<BS><BS><BS><BS><BS><BS><BS><BS>info<Enter>");
	screen_field(tty, "https://example.org/law");
	tty_keys(tty, "<Enter><Enter>");
	screen_field(tty, "due=2027-01-31");
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Before it is published");
	screen_frame(tty);
	screen_reading(tty);
	screen_repaint(tty);
	tty_assert_has(tty, "~ regulations/tool-act.md");
	tty_assert_has(tty, "[-proposed-]{+applies+}");
	/* Enter alone, or another word, publishes nothing. */
	tty_keys(tty, "p<Enter>");
	tty_assert_has(tty, "Nothing was published.");
	tty_keys(tty, "pyes<Enter>");
	tty_assert_has(tty, "Nothing was published.");
	assert_count(&hub, "1\n");
	tty_keys(tty, "p");
	tty_assert_has(tty, "2 notes, for everyone to read.");
	tty_keys(tty, "publish<Enter>");
	tty_quiet(tty);
	tty_assert_has(tty, "nobody to send");
	assert_count(&hub, "2\n");
	hub_says(&hub, "git show main:regulations/tool-act.md | grep ^stage",
		"stage: applies\n");
	hub_says(&hub, "git diff --name-only main~1 main | wc -l", "2\n");
	tty_keys(tty, "zyes<Enter>");
	tty_quiet(tty);
	assert_count(&hub, "1\n");
	output_quit(tty);
}

/* A draft is published as it is; the queue lists what waits for a day. */
static void test_draft(void **state)
{
	struct hub hub;
	struct tty *tty;

	(void)state;
	make_hub(&hub, "draft");
	hub_run(&hub,
		"printf 'It moves.\\n' | \"$FYR_PROGRAM\" --hub . new update "
		"'A date moves' --field about=tool-act --field alert=info "
		"--field url=https://example.org/m --text - >/dev/null\n"
		"\"$FYR_PROGRAM\" --hub . publish tool-act --summary 'It "
		"starts later.' --alert info --source https://example.org/l "
		"--at 2026-12-01 --yes --no-send >/dev/null\n");
	tty = screen_start(hub.path, 24, 80, "en", NULL);
	tty_quiet(tty);
	tty_keys(tty, "P");
	screen_frame(tty);
	screen_focus(tty);
	tty_assert_has(tty, "> LATER");
	tty_assert_has(tty, "It starts later");
	tty_keys(tty, "p");
	tty_assert_has(tty, "It is to be published on 2026-12-01.");
	tty_keys(tty, "/date moves status:draft<Down><Enter>");
	tty_assert_has(tty, "It moves.");
	tty_keys(tty, "p");
	tty_assert_has(tty, "Before it is published");
	tty_assert_has(tty, "[-draft-]{+published+}");
	tty_keys(tty, "e");
	tty_assert_has(tty, "These words are the note's own");
	tty_keys(tty, "ppublish<Enter>");
	tty_quiet(tty);
	hub_says(&hub, "git log -1 --format=%s",
		"update: publish \"A date moves\"\n");
	output_quit(tty);
}

/* With somebody to send to it is sent at once, as the verb does. */
static void test_sent(void **state)
{
	struct hub bare, work;
	struct tty *tty;

	(void)state;
	hub_bare(&bare, "tests/tty/desk", "sent");
	hub_clone(&work, &bare, "sent-work");
	tty = screen_start(work.path, 24, 80, "en", NULL);
	tty_quiet(tty);
	tty_keys(tty, "/kind:regulation tools<Down><Enter>pLaw.<Enter>info");
	tty_keys(tty, "<Enter>https://example.org/l<Enter><Enter><Enter>");
	tty_assert_has(tty, "publishes and sends it");
	tty_keys(tty, "ppublish<Enter>");
	tty_until(tty, "Published.");
	tty_quiet(tty);
	screen_frame(tty);
	assert_count(&bare, "2\n");
	tty_assert_hasnt(tty, "unsent");
	/* What cannot be sent stays here, and it is said how to go on. */
	hub_run(&bare, "mv hooks hooks-off; mv refs refs-off");
	tty_keys(tty, "pSoon.<Enter>info<Enter>https://example.org/s<Enter>");
	tty_keys(tty, "<Enter><Enter>ppublish<Enter>");
	tty_until(tty, "committed here but not sent");
	tty_until(tty, "1 unsent");
	tty_quiet(tty);
	hub_run(&bare, "mv refs-off refs");
	tty_keys(tty, "<F5>");
	tty_until(tty, "ent");
	tty_quiet(tty);
	assert_count(&bare, "3\n");
	output_quit(tty);
}

static void test_no_editor(void **state)
{
	struct hub hub;
	struct tty *tty =
		start(&hub, "nobody", "GIT_COMMITTER_EMAIL=guest@example.org");

	(void)state;
	tty_keys(tty, "p");
	tty_keys(tty, "d<Down>p");
	tty_assert_has(tty, "Only editors of this hub may publish, and");
	tty_assert_has(tty, "guest@example.org");
	tty_keys(tty, "I");
	tty_keys(tty, "p");
	tty_assert_has(tty, "Choose a note first.");
	assert_count(&hub, "1\n");
	output_quit(tty);
}

static void touches(const char *name, int rows, int cols, const char *lang)
{
	struct hub hub;
	struct tty *tty;

	hub_bare(&hub, "tests/tty/desk", name);
	tty = screen_start(hub.path, rows, cols, lang, NULL);
	tty_quiet(tty);
	tty_keys(tty, "d<Enter>E");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "touches", lang);
	tty_keys(tty, "<Enter>");
	tty_assert_has(tty, "Read what it can do.");
	output_quit(tty);
}

/* The question, what would be published, the word, the queue. */
static void screens(const char *name, int rows, int cols, const char *lang)
{
	struct hub hub;
	struct tty *tty;

	hub_bare(&hub, "tests/tty/desk", name);
	hub_run(&hub,
		"\"$FYR_PROGRAM\" --hub . publish tool-act --summary 'It "
		"starts later.' --alert info --source https://example.org/l "
		"--at 2026-12-01 --lang en --yes --no-send >/dev/null\n");
	tty = screen_start(hub.path, rows, cols, lang, NULL);
	tty_quiet(tty);
	tty_keys(tty, "P");
	screen_frame(tty);
	screen_focus(tty);
	screen_repaint(tty);
	screen_kept(tty, "queue", lang);
	tty_keys(tty, "d<Enter>p");
	screen_frame(tty);
	screen_kept(tty, "change", lang);
	tty_keys(
		tty, "Law.<Enter>info<Enter>https://a.se<Enter><Enter><Enter>");
	screen_frame(tty);
	screen_reading(tty);
	screen_repaint(tty);
	screen_kept(tty, "publication", lang);
	tty_keys(tty, "pno");
	screen_frame(tty);
	screen_field(tty, "no");
	screen_kept(tty, "publish-word", lang);
	output_quit(tty);
}

static void test_screens(void **state)
{
	(void)state;
	screens("screens-80", 24, 80, "en");
	screens("screens-120", 40, 120, "en");
	screens("screens-40", 12, 40, "en");
	screens("screens-80-sv", 24, 80, "sv");
	screens("screens-120-sv", 40, 120, "sv");
	screens("screens-40-sv", 12, 40, "sv");
}

static void test_touches(void **state)
{
	(void)state;
	touches("touches-80", 24, 80, "en");
	touches("touches-120", 40, 120, "sv");
	touches("touches-40", 12, 40, "sv");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_sent),
		cmocka_unit_test(test_no_editor),
		cmocka_unit_test(test_touches),
		cmocka_unit_test(test_screens),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, NULL);
}
