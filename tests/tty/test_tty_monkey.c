/*
 * A monkey at the keyboard: random keys, bytes, pastes and window sizes. It
 * must live, keep the cursor in sight, show what it thinks it shows, and end
 * when asked. FYR_MONKEY_KEYS and FYR_MONKEY_SEEDS make it longer:
 * tests/run.sh FYR_MONKEY_KEYS=20000 FYR_MONKEY_SEEDS=5 PROGRAM.
 */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

enum {
	KEYS = 3000,
	SEEDS = 3,
	BURST = 12, /* keys at once */
	LOOK = 25, /* bursts between looks */
	ANSWER_MS = 10,
	ESCAPE_MS = 100,
	TRIES = 40
};

struct monkey {
	const struct hub *hub;
	struct tty *tty;
	unsigned random;
	struct buf typed; /* since the last look, to be told on failure */
};

static const char *const keys[] = {"\r", "\r", "\r", "\033OA", "\033OB",
	"\033OB", "\033OC", "\033OC", "\033OD", "\033[5~", "\033[6~", "\033OH",
	"\033OF", "\t", "\033[Z", "\177", "\033[3~", "\033", "\033", "j", "k",
	"h", "l", " ", "b", "g", "G", "/", "f", "n", "N", "c", "t", "r", "i",
	"u", "d", "<", ">", ",", ".", "?", ":", "1", "2", "3", "4", "5", "9",
	"a", "e", "o", "m", "s", "\303\245", "\303\244", "\303\266", "Z",
	"\001", "\004", "\006", "\014", "\020", "\022", "\025", "\013", "\027",
	"\033OP", "\033[19~", "\033[20~", "\033[2~", "z", "v", "Title\r",
	"\033OQ", "\033OR", "\033OS", "\033[17~", "\033[18~", "F", "s", "ki\t",
	"yes\r", "qqq", "\033[15~", "\033[1;3D", "\033[1;2C", "\033b",
	"\033[200~in q\nout\033[201~", "\033[999~", "\303", "\200",
	"kind:guide", "\"", "-", "\302\233", "\033]0;x\a", "\342\200\256"};

enum {
	KEY_COUNT = sizeof(keys) / sizeof(keys[0])
};

/* Adds a line, or fails, or is killed; asks nothing. */
static void make_editor(void)
{
	struct error err = {0};
	char path[512];

	snprintf(path, sizeof(path), "%s/editor", hub_variable("FYR_SANDBOX"));
	assert_true(file_write(path,
		str_from("#!/bin/sh\necho \"line $$\" >>\"$1\"\n"
			 "case $$ in *3) exit 3 ;; *7) kill -9 $$ ;; esac\n"),
		0755, &err));
}

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "monkey");
	hub_fill(hub, 40);
	hub_commit(hub, "First");
	make_editor();
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static int number(const char *name, int otherwise)
{
	const char *text = getenv(name);

	return text && *text ? (int)strtol(text, NULL, 10) : otherwise;
}

static int any(struct monkey *monkey, int below)
{
	monkey->random = monkey->random * 1664525u + 1013904223u;
	return (int)((monkey->random >> 8) % (unsigned)below);
}

static int type_burst(struct monkey *monkey)
{
	struct buf bytes = {0};
	int count = 1 + any(monkey, BURST);
	int i;

	for (i = 0; i < count; i++)
		buf_put(&bytes, keys[any(monkey, KEY_COUNT)]);
	buf_str(&monkey->typed, buf_slice(&bytes));
	tty_send_raw(monkey->tty, bytes.data, bytes.len);
	buf_clear(&bytes);
	return count;
}

static void change_size(struct monkey *monkey)
{
	static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}, {1, 1},
		{5, 20}, {4, 19}, {60, 200}, {7, 33}};
	int n = any(monkey, 12);
	int rows = n < 8 ? sizes[n][0] : 1 + any(monkey, 50);
	int cols = n < 8 ? sizes[n][1] : 1 + any(monkey, 150);

	buf_printf(&monkey->typed, "{%dx%d}", cols, rows);
	tty_resize_raw(monkey->tty, rows, cols);
}

static void tell(struct monkey *monkey)
{
	size_t i;

	fprintf(stderr, "# typed:");
	for (i = 0; i < monkey->typed.len; i++)
		fprintf(stderr,
			monkey->typed.data[i] > ' ' &&
					monkey->typed.data[i] < 127
				? "%c"
				: "\\%03o",
			(unsigned char)monkey->typed.data[i]);
	fprintf(stderr, "\n");
}

/* True when ^C is answered by nothing to stop; false: it stopped a fetch, or
 * did not come. */
static bool is_answered(struct tty *tty)
{
	int tries;

	for (tries = 0; tries < TRIES; tries++) {
		if (tty_comes(tty, "Nothing is running.", ANSWER_MS))
			return true;
		if (tty_find(tty, "Stopped.") >= 0)
			return false;
	}
	return false;
}

/* Wait until all that was typed is done: only ^C, which the monkey does not
 * know, has this answer. The first may stop a fetch. */
static bool settle(struct monkey *monkey)
{
	int tries;

	tty_resize_raw(monkey->tty, 24, 80);
	for (tries = 0; tries < TRIES && !tty_ended(monkey->tty); tries++) {
		/* Out of a field that takes the row of messages; alone, so
		   that it is no Alt. */
		if (tries % 4 == 3) {
			tty_send_raw(monkey->tty, "\033", 1);
			tty_comes(monkey->tty, "\033", ESCAPE_MS);
		}
		tty_send_raw(monkey->tty, "\014\003", 2);
		if (is_answered(monkey->tty)) {
			tty_keys(monkey->tty, "<C-l><C-l>");
			return true;
		}
	}
	if (!tty_ended(monkey->tty)) {
		tell(monkey);
		tty_fail(monkey->tty, "it does not answer");
	}
	return false;
}

/* At rest, and the screen is right; false when it has ended. */
static bool look(struct monkey *monkey)
{
	struct tty *tty = monkey->tty;
	struct buf before = {0};
	struct buf after = {0};

	if (!settle(monkey))
		return false;
	screen_text(tty, &before);
	screen_frame(tty);
	screen_cursor_row(tty);
	tty_signal(tty, SIGCONT);
	tty_idle(tty);
	screen_text(tty, &after);
	if (strcmp(buf_text(&before), buf_text(&after)) != 0) {
		tell(monkey);
		fprintf(stderr, "# it was:\n%s", buf_text(&before));
		tty_fail(tty, "painting anew changes the screen");
	}
	buf_clear(&before);
	buf_clear(&after);
	buf_cut(&monkey->typed, 0);
	return true;
}

static void start(struct monkey *monkey)
{
	char editor[600];
	const char *env[] = {editor, NULL};
	const char *args[] = {"--hub", monkey->hub->path, NULL};
	struct tty_options options = {
		.rows = 24, .cols = 80, .env = env, .args = args};

	snprintf(editor, sizeof(editor), "FYR_EDITOR=%s/editor",
		hub_variable("FYR_SANDBOX"));
	monkey->tty = tty_start(&options);
}

static void end(struct monkey *monkey)
{
	int status = tty_wait(monkey->tty);

	if (status) {
		tell(monkey);
		fail_msg("it ended with %d", status);
	}
	output_assert_restored(monkey->tty);
	output_assert_oscs(monkey->tty);
	assert_int_equal(output_bells(monkey->tty), 0);
	tty_close(monkey->tty);
}

static void play(struct monkey *monkey, int count)
{
	int typed = 0;
	int bursts;

	start(monkey);
	for (bursts = 1; typed < count; bursts++) {
		typed += type_burst(monkey);
		if (any(monkey, 10) == 0)
			change_size(monkey);
		/* The list of commands has one that quits. */
		if (bursts % LOOK == 0 && !look(monkey)) {
			end(monkey);
			start(monkey);
		}
	}
	if (look(monkey)) {
		tty_keys(monkey->tty, "<Esc><Esc><Esc><Esc><Esc>");
		screen_frame(monkey->tty);
		screen_focus(monkey->tty);
		/* Work that is only here is asked about once. */
		tty_send_raw(monkey->tty, "qq", 2);
	}
	end(monkey);
}

static void test_monkey(void **state)
{
	int seeds = number("FYR_MONKEY_SEEDS", SEEDS);
	int count = number("FYR_MONKEY_KEYS", KEYS);
	int seed;
	struct monkey monkey = {0};

	for (seed = 1; seed <= seeds; seed++) {
		fprintf(stderr, "# seed %d, %d keys\n", seed, count);
		monkey.hub = *state;
		monkey.random = (unsigned)seed;
		play(&monkey, count);
		buf_clear(&monkey.typed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_monkey),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
