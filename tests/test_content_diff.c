/* The difference between two texts: words marked, nothing lost or made up. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "content/diff.h"

static void expect(const char *old, const char *new, const char *wanted)
{
	struct buf out = {0};

	diff_text(&out, str_from(old), str_from(new), false, NULL);
	assert_string_equal(buf_text(&out), wanted);
	buf_clear(&out);
}

static void test_words(void **state)
{
	struct diff_counts counts;
	struct buf out = {0};

	(void)state;
	expect("", "", "");
	expect("a\n", "a\n", "");
	expect("one two three\n", "one 2 three\n",
		"@@ line 1 @@\none [-two-]{+2+} three\n");
	expect("stage: proposal\n", "stage: adopted\n",
		"@@ line 1 @@\nstage: [-proposal-]{+adopted+}\n");
	expect("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nf\ng h\n",
		"@@ line 5 @@\ne\nf\n{+g h+}\n");
	expect("a\nb\nc\n", "a\nc\n", "@@ line 1 @@\na\n[-b-]\nc\n");
	expect("a\nb\n", "a\n\nb\n", "@@ line 1 @@\na\n{++}\nb\n");
	expect("no end", "no end\n", "");
	expect("red green blue\n", "rot grön blau\n",
		"@@ line 1 @@\n[-red green blue-]{+rot grön blau+}\n");
	diff_text(&out, STR("x y\n"), STR("x z q\n"), true, &counts);
	assert_string_equal(buf_text(&out),
		"@@ line 1 @@\nx \033[31m[-y-]\033[0m\033[32m{+z q+}\033[0m\n");
	assert_int_equal(counts.gone, 1);
	assert_int_equal(counts.new, 2);
	buf_clear(&out);
}

static void put_change(const struct diff_change *change, void *arg)
{
	buf_printf(arg, "%zu+%zu %zu+%zu;", change->old_line, change->old_count,
		change->new_line, change->new_count);
}

static void test_changes(void **state)
{
	struct buf out = {0};

	(void)state;
	diff_changes(
		STR("a\nb\nc\nd\n"), STR("a\nB\nc\nd\n\n"), put_change, &out);
	assert_string_equal(buf_text(&out), "2+1 2+1;5+0 5+1;");
	buf_cut(&out, 0);
	diff_changes(STR("a\nb\n"), STR("b\n"), put_change, &out);
	assert_string_equal(buf_text(&out), "1+1 1+0;");
	buf_cut(&out, 0);
	diff_changes(STR("a\n"), STR("a"), put_change, &out);
	assert_string_equal(buf_text(&out), "");
	buf_clear(&out);
}

static void test_far_apart(void **state)
{
	(void)state;
	expect("1\n2\n3\n4\n5\n6\n7\n8\n9\n",
		"one\n2\n3\n4\n5\n6\n7\n8\nnine\n",
		"@@ line 1 @@\n[-1-]{+one+}\n2\n3\n@@ line 7 @@\n7\n8\n"
		"[-9-]{+nine+}\n");
	expect("1\n2\n3\n4\n5\n6\n", "one\n2\n3\n4\n5\nsix\n",
		"@@ line 1 @@\n[-1-]{+one+}\n2\n3\n4\n5\n[-6-]{+six+}\n");
}

/* Without what is marked as new it is the old text, and the other way. */
static void strip(struct buf *out, const char *text, char open, char close)
{
	char sign = open == '[' ? '-' : '+';
	bool in = false;

	for (; *text; text++) {
		if (!in && text[0] == open && text[1] == sign) {
			in = true;
			text++;
		} else if (in && text[0] == sign && text[1] == close) {
			in = false;
			text++;
		} else if (!in) {
			buf_byte(out, *text);
		}
	}
}

static void bare(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (!strchr("[]{}-+ \n", *text))
			buf_byte(out, *text);
	}
}

static void random_text(struct buf *out, unsigned *seed)
{
	static const char *const words[] = {"a", "bb", " ", "\n", "c", " "};
	unsigned n = (unsigned)rand_r(seed) % 40;

	while (n--)
		buf_put(out, words[(unsigned)rand_r(seed) % 6]);
}

static void test_random(void **state)
{
	unsigned seed = 7;
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		struct buf old = {0}, new = {0}, out = {0};
		struct buf got[4] = {{0}};
		const char *body;

		random_text(&old, &seed);
		random_text(&new, &seed);
		/* One line around everything, so that all of it is shown. */
		diff_text(&out, buf_slice(&old), buf_slice(&new), false, NULL);
		body = strchr(buf_text(&out), '\n');
		if (body && old.len < 20 && !strstr(body, "@@")) {
			strip(&got[0], body, '{', '}');
			strip(&got[1], body, '[', ']');
			bare(&got[2], buf_text(&got[0]));
			bare(&got[3], buf_text(&got[1]));
			buf_cut(&got[0], 0);
			buf_cut(&got[1], 0);
			bare(&got[0], buf_text(&old));
			bare(&got[1], buf_text(&new));
			/* The start may be left out. */
			assert_true(str_ends(buf_slice(&got[0]),
					    buf_text(&got[2])) ||
				strstr(buf_text(&got[0]), buf_text(&got[2])));
			assert_non_null(
				strstr(buf_text(&got[1]), buf_text(&got[3])));
		}
		buf_clear(&got[0]);
		buf_clear(&got[1]);
		buf_clear(&got[2]);
		buf_clear(&got[3]);
		buf_clear(&old);
		buf_clear(&new);
		buf_clear(&out);
	}
}

static void test_bounded(void **state)
{
	struct buf old = {0}, new = {0}, out = {0};
	int i;

	(void)state;
	for (i = 0; i < 60000; i++) {
		buf_printf(&old, "old %d\n", i);
		buf_printf(&new, "%d new\n", i * 7);
	}
	diff_text(&out, buf_slice(&old), buf_slice(&new), false, NULL);
	assert_true(out.len > old.len);
	buf_clear(&old);
	buf_clear(&new);
	buf_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_far_apart),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_bounded),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("content/diff", tests, NULL, NULL);
}
