/*
 * A monkey at the keyboard: random keys, bytes, pastes and window sizes. It
 * must live, keep the cursor in sight, show what it thinks it shows, and end
 * when asked. Others meanwhile write to the same notes at the remote, so that
 * syncs, conflicts, edits and undoing run for real: no word that an editor
 * saved may be lost, and git finds nothing damaged. FYR_MONKEY_KEYS and
 * FYR_MONKEY_SEEDS make it longer, FYR_MONKEY_FIRST begins with another seed:
 * tests/run.sh FYR_MONKEY_KEYS=20000 FYR_MONKEY_SEEDS=5 PROGRAM.
 */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

enum {
	KEYS = 3000,
	SEEDS = 2, /* one of each kind of clone */
	BURST = 12, /* keys at once */
	LOOK = 25, /* bursts between looks */
	ANSWER_MS = 10,
	ESCAPE_MS = 100,
	REST_MS = 60,
	TRIES = 40,
	SCRIPT_MS = 60 * 1000,
	SAID_MAX = 1 << 16
};

/* What all write to; a work clone and a managed one of it; the others'. */
struct place {
	struct hub bare, hub[2], others;
};

struct monkey {
	const struct place *place;
	const struct hub *hub;
	struct tty *tty;
	unsigned random;
	struct buf typed; /* since the last look, to be told on failure */
};

static const char *const keys[] = {"\r", "\r", "\r", "\033OA", "\033OB",
	"\033OB", "\033OC", "\033OC", "\033OD", "\033[5~", "\033[6~", "\033OH",
	"\033OF", "\t", "\033[Z", "\177", "\033[3~", "\033", "\033", "j", "k",
	"h", "l", " ", "b", "g", "G", "/", "f", "n", "N", "c", "t", "r", "i",
	"u", "d", "T", "E", "p", "P", "+", "I", "R", "<", ">", ",", ".", "?",
	":", "1", "2", "3", "4", "5", "9", "a", "e", "o", "m", "s", "\303\245",
	"\303\244", "\303\266", "Z", "\001", "\004", "\006", "\014", "\020",
	"\022", "\025", "\013", "\027", "\033OP", "\033[19~", "\033[20~",
	"\033[2~", "z", "v", "Title\r", "\033OQ", "\033OR", "\033OS",
	"\033[17~", "\033[18~", "F", "s", "ki\t", "yes\r", "qqq", "\033[15~",
	"\033[15~", "\033[19~", "\033[19~\r", "e", "e", "m", "t", "z",
	"\033[1;3D", "\033[1;2C", "\033b", "\033[200~in q\nout\033[201~",
	"\033[999~", "\303", "\200", "kind:guide", "\"", "-", "\302\233",
	"\033]0;x\a", "\342\200\256"};

enum {
	KEY_COUNT = sizeof(keys) / sizeof(keys[0])
};

/* Adds a word and tells it, takes some markers away, or fails, or is killed
 * once it has saved. */
static const char editor_script[] =
	"#!/bin/sh\n"
	"case $$ in *[02468]) sed -i '/^[<|=>]\\{7\\}/d' \"$1\" ;; esac\n"
	"word=word$$.$(date +%s%N).\n"
	"echo $word >>\"$1\" && echo $word >>$FYR_SANDBOX/saved\n"
	"case $$ in *3) exit 3 ;; *7) kill -9 $$ ;; esac\n";

/* A line at the end of each guide, where editors here add theirs. */
static const char others_write[] =
	"git fetch -q && git reset -q --hard origin/main || exit 1\n"
	"for note in guides/*.md; do echo \"others $1\" >>$note; done\n"
	"git add -A; git commit -q -m \"Others $1\"; git push -q; true\n";

/* Nothing is printed when all is well. */
static const char judge[] =
	"exec 2>&1\n"
	"hub=$1 bare=$2\n"
	"for try in 1 2 3; do\n"
	"	\"$FYR_PROGRAM\" --hub $hub sync --yes >said; status=$?\n"
	"done\n"
	"[ $status = 0 ] || { echo \"sync ends with $status:\"; cat said; }\n"
	"[ $(git -C $hub rev-parse HEAD) = $(git -C $bare rev-parse main) ] "
	"||\n"
	"	echo heads differ: $(cat said)\n"
	"for one in $hub $bare; do\n"
	"	git -C $one fsck --full --no-dangling 2>&1 | grep -v ^notice\n"
	"	find $one -name '*.lock'\n"
	"	git -C $one cat-file --batch-all-objects --batch\n"
	"done >all\n"
	"grep -a -e '^[a-z ]*: ' -e '\\.lock$' all | grep -a -e ^error -e "
	"^missing\n"
	"git -C $bare grep -l -e '^<<<<<<<' main\n"
	"find $hub $HOME -name '*.md' -exec cat {} + >>all\n"
	"touch saved; while read word; do\n"
	"	grep -aqF $word all || echo lost: $word\n"
	"done <saved\n"
	"echo $(wc -l <saved) words, $(git -C $bare grep -h '^word' main | wc "
	"-l)"
	" published, $(git -C $bare log --format=%B main | grep -c ^Fyr-C)"
	" conflicts >sum\n"
	"rm saved\n";

/* Run by sh in the sandbox, or in `dir`; what it says is appended. */
static int run(const char *dir, const char *script, const char *a,
	const char *b, struct buf *out)
{
	const char *const argv[] = {"sh", "-c", script, "sh", a, b, NULL};
	struct proc_run job = {argv, dir ? dir : hub_variable("FYR_SANDBOX"),
		NULL, {0}, SAID_MAX, SCRIPT_MS};
	struct error err = {0};
	int status = -1;

	if (!proc_run(&job, out, &status, &err))
		fail_msg("%s", err.text);
	return status;
}

static int make(void **state)
{
	struct place *place = calloc(1, sizeof(*place));
	struct hub seed;
	struct buf out = {0};
	struct error err = {0};

	hub_config("escape_ms: 10\n");
	hub_small(&seed, "seed");
	hub_fill(&seed, 40);
	hub_commit(&seed, "First");
	hub_name(&place->bare, "bare");
	hub_git(&seed, "clone", "-q", "--bare", seed.path, place->bare.path,
		NULL);
	hub_clone(&place->hub[0], &place->bare, "work");
	hub_clone(&place->others, &place->bare, "others");
	assert_int_equal(run(NULL,
				 "\"$FYR_PROGRAM\" clone $1 >&2 && "
				 "mv \"$HOME\"/.local/share/fyr/*.git $2",
				 place->bare.path, "managed.git", &out),
		0);
	hub_name(&place->hub[1], "managed.git");
	hub_name(&seed, "editor");
	assert_true(file_write(seed.path, str_from(editor_script), 0755, &err));
	buf_clear(&out);
	*state = place;
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

/* What it may be waiting for. */
static void tell_processes(struct monkey *monkey)
{
	struct buf out = {0};
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", (int)tty_pid(monkey->tty));
	run(NULL, "ps -o pid,stat,etimes,wchan:20,args --pid $1 --ppid $1", pid,
		"", &out);
	fprintf(stderr, "%s", buf_text(&out));
	buf_clear(&out);
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
			/* More than one ^C may have been waiting. */
			while (!tty_silent(monkey->tty, REST_MS))
				tty_quiet(monkey->tty);
			tty_keys(monkey->tty, "<C-l><C-l>");
			/* The mark may have been of something else, and the
			   painting be under way. */
			while (!tty_silent(monkey->tty, REST_MS))
				tty_quiet(monkey->tty);
			return true;
		}
	}
	if (!tty_ended(monkey->tty)) {
		tell(monkey);
		tell_processes(monkey);
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

/* A guide to the editor, and into a commit; what then is, is left to chance. */
static void edit_now(struct monkey *monkey)
{
	int downs = any(monkey, 30);

	tty_keys(monkey->tty, "<Esc><Esc><Esc><Esc>2<Home>");
	while (downs--)
		tty_send_raw(monkey->tty, "\033OB", 3);
	tty_keys(monkey->tty, "e<Enter>");
}

/* Others write, and a round runs to its end, whatever is on the screen. */
static void sync_now(struct monkey *monkey, int turn)
{
	char text[16];
	struct buf out = {0};

	snprintf(text, sizeof(text), "%u.%d", monkey->random, turn);
	if (run(monkey->place->others.path, others_write, text, "", &out))
		fail_msg("others cannot write: %s", buf_text(&out));
	buf_clear(&out);
	tty_keys(monkey->tty, "<F5>");
	tty_quiet(monkey->tty);
}

static void end(struct monkey *monkey)
{
	int status = tty_wait(monkey->tty);

	/* A ^C of ours that comes when the terminal was just given back kills,
	   and the kernel drops what it has not shown yet. */
	if (status == 128 + SIGINT) {
		tty_close(monkey->tty);
		return;
	}
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
		if (bursts % LOOK)
			continue;
		if (!look(monkey)) {
			end(monkey);
			start(monkey);
		}
		if (bursts % (LOOK * 3))
			continue;
		edit_now(monkey);
		sync_now(monkey, bursts);
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

/* Every word is somewhere, and the next round ends what was begun. */
static void assert_words(struct monkey *monkey)
{
	struct buf out = {0};

	run(NULL, judge, monkey->hub->path, monkey->place->bare.path, &out);
	if (out.len)
		fail_msg("%s", buf_text(&out));
	run(NULL, "cat sum", "", "", &out);
	fprintf(stderr, "# %s", buf_text(&out));
	if (str_starts(buf_slice(&out), "0 words") ||
		strstr(buf_text(&out), " 0 published") ||
		strstr(buf_text(&out), " 0 conflicts"))
		fail_msg("nothing was tried");
	buf_clear(&out);
}

static void test_monkey(void **state)
{
	int first = number("FYR_MONKEY_FIRST", 1);
	int seeds = number("FYR_MONKEY_SEEDS", SEEDS);
	int count = number("FYR_MONKEY_KEYS", KEYS);
	struct monkey monkey = {.place = *state};
	int seed;

	for (seed = first; seed < first + seeds; seed++) {
		fprintf(stderr, "# seed %d, %d keys\n", seed, count);
		monkey.hub = &monkey.place->hub[seed % 2];
		monkey.random = (unsigned)seed;
		play(&monkey, count);
		assert_words(&monkey);
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
