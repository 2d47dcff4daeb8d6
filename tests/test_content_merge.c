/* Two people changed one note: content/merge.h. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/merge.h"

struct merged {
	struct buf text, clash;
	bool clean;
};

static void merged_clear(struct merged *merged)
{
	buf_clear(&merged->text);
	buf_clear(&merged->clash);
}

static struct merged merge_three(
	struct str base, struct str published, struct str mine)
{
	const struct merge_texts texts = {base, published, mine};
	struct merged merged = {.text = {0}};

	merged.clean = merge_note(
		&texts, MERGE_PUBLISHED, &merged.text, &merged.clash);
	return merged;
}

static void expect(
	const char *const sides[3], const char *text, const char *clash)
{
	struct merged merged = merge_three(
		str_from(sides[0]), str_from(sides[1]), str_from(sides[2]));

	assert_string_equal(buf_text(&merged.text), text);
	assert_string_equal(buf_text(&merged.clash), clash);
	assert_int_equal(merged.clean, *clash == '\0');
	merged_clear(&merged);
}

#define SIDES(b, p, m)                                                         \
	(const char *const[3])                                                 \
	{                                                                      \
		b, p, m                                                        \
	}

static void test_lines(void **state)
{
	(void)state;
	expect(SIDES("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), "A\nb\nC\n", "");
	expect(SIDES("a\nb\nc\n", "a\nx\nb\nc\n", "a\nb\nc\ny\n"),
		"a\nx\nb\nc\ny\n", "");
	expect(SIDES("a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n"), "a\nc\nd\n", "");
	expect(SIDES("a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n"), "a\nB\nc\n", "");
	expect(SIDES("a\nb\nc\n", "a\nB\nc\n", "a\nX\nc\n"), "a\nB\nc\n",
		"text");
	expect(SIDES("", "a\n", "b\n"), "a\n", "text");
	expect(SIDES("", "a\n", "a\n"), "a\n", "");
	/* One removes what the other changes. */
	expect(SIDES("a\nb\nc\n", "a\nc\n", "a\nB\nc\n"), "a\nc\n", "text");
}

static void test_line_ends(void **state)
{
	(void)state;
	/* One changes the ends of all lines, the other a word. */
	expect(SIDES("a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\nb\nC\n"),
		"a\r\nb\r\nC\r\n", "");
	expect(SIDES("a\nb\nc\n", "a\nb\nC\n", "a\r\nb\r\nc\r\n"),
		"a\r\nb\r\nC\r\n", "");
	expect(SIDES("a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\r\nb\r\nC\r\n"),
		"A\r\nb\r\nC\r\n", "");
	/* The last line has no end. */
	expect(SIDES("a\nb", "a\nb\n", "x\na\nb"), "x\na\nb\n", "");
	expect(SIDES("a\nb\nc", "A\nb\nc", "a\nb\nc\nd"), "A\nb\nc\nd", "");
}

static void test_keys(void **state)
{
	(void)state;
	expect(SIDES("---\ntitle: A\nstatus: draft\n---\nx\n",
		       "---\ntitle: B\nstatus: draft\n---\nx\n",
		       "---\ntitle: A\nstatus: review\n---\nx\n"),
		"---\ntitle: B\nstatus: review\n---\nx\n", "");
	/* Both add a key behind the same one; that clashes in lines. */
	expect(SIDES("---\ntitle: A\n---\nx\n",
		       "---\ntitle: A\nowner: x\n---\nx\n",
		       "---\ntitle: A\nlang: sv\n---\nx\n"),
		"---\ntitle: A\nowner: x\nlang: sv\n---\nx\n", "");
	expect(SIDES("---\ntitle: A\nstatus: draft\n---\nx\n",
		       "---\ntitle: A\nstatus: review\n---\nx\n",
		       "---\ntitle: A\nstatus: published\n---\ny\n"),
		"---\ntitle: A\nstatus: review\n---\ny\n", "status");
	/* Removed here, changed there. */
	expect(SIDES("---\na: 1\nb: 2\n---\n", "---\nb: 2\n---\n",
		       "---\na: 3\nb: 2\n---\n"),
		"---\nb: 2\n---\n", "a");
	/* The same value in other quotes is no change. */
	expect(SIDES("---\ntitle: A\nb: 1\n---\n",
		       "---\ntitle: \"A\"\nb: 1\n---\n",
		       "---\ntitle: B\nb: 2\n---\n"),
		"---\ntitle: B\nb: 2\n---\n", "");
	expect(SIDES("---\na: 1\nb: 1\n---\nt\n", "---\na: 2\nb: 1\n---\nu\n",
		       "---\na: 3\nb: 1\n---\nv\n"),
		"---\na: 2\nb: 1\n---\nu\n", "a, text");
	/* Only one has front matter at all. */
	expect(SIDES("x\n", "---\ntitle: A\n---\nx\n", "x\ny\n"),
		"---\ntitle: A\n---\nx\ny\n", "");
	/* New on both sides. */
	expect(SIDES("", "---\ntitle: A\ntags: [a]\n---\nx\n",
		       "---\ntitle: A\ntags: [b]\nlang: sv\n---\nx\n"),
		"---\ntitle: A\ntags: [a, b]\nlang: sv\n---\nx\n", "");
}

static void test_dates(void **state)
{
	(void)state;
	expect(SIDES("---\nreviewed: 2026-01-01\n---\n",
		       "---\nreviewed: 2026-03-01\n---\n",
		       "---\nreviewed: 2026-02-01\n---\n"),
		"---\nreviewed: 2026-03-01\n---\n", "");
	expect(SIDES("---\nreviewed: 2026-01-01\nreview_by: 2026-06-01\n---\n",
		       "---\nreviewed: 2026-02-01\nreview_by: "
		       "2027-06-01\n---\n",
		       "---\nreviewed: 2026-03-01\nreview_by: "
		       "2026-09-01\n---\n"),
		"---\nreviewed: 2026-03-01\nreview_by: 2026-09-01\n---\n", "");
	expect(SIDES("---\nreview_by: 2026-06-01\n---\n",
		       "---\nreview_by: 2027-06-01\n---\n",
		       "---\nreview_by: 2026-09-01\n---\n"),
		"---\nreview_by: 2027-06-01\n---\n", "review_by");
	expect(SIDES("---\nreviewed: 2026-01-01\n---\n",
		       "---\nreviewed: soon\n---\n",
		       "---\nreviewed: 2026-02-01\n---\n"),
		"---\nreviewed: soon\n---\n", "reviewed");
}

static void test_lists(void **state)
{
	(void)state;
	expect(SIDES("---\ntags: [a, b]\n---\n", "---\ntags: [a, b, c]\n---\n",
		       "---\ntags: [a, d, b]\n---\n"),
		"---\ntags: [a, d, b, c]\n---\n", "");
	expect(SIDES("---\ntags: [a, b, c]\n---\n", "---\ntags: [b, c]\n---\n",
		       "---\ntags: [a, b, x]\n---\n"),
		"---\ntags: [b, x]\n---\n", "");
	/* Block lists keep their form, and take entries of the other one. */
	expect(SIDES("---\ntags:\n  - a\n---\n",
		       "---\ntags:\n  - a\n  - b\n---\n",
		       "---\ntags: [a, c]\n---\n"),
		"---\ntags:\n  - a\n  - b\n  - c\n---\n", "");
	expect(SIDES("---\ntags: []\n---\n", "---\ntags: [a]\n---\n",
		       "---\ntags:\n- b\n---\n"),
		"---\ntags:\n  - a\n  - b\n---\n", "");
	expect(SIDES("---\ntags: [a, b]\n---\n", "---\ntags: [a]\n---\n",
		       "---\ntags: [b]\n---\n"),
		"---\ntags: []\n---\n", "");
	/* Only mine was put in another order. */
	expect(SIDES("---\ntags: [a, b, c]\n---\n",
		       "---\ntags: [a, b, c, d]\n---\n",
		       "---\ntags: [c, b, a]\n---\n"),
		"---\ntags: [c, d, b, a]\n---\n", "");
	expect(SIDES("---\ntags: [\"x, y\", b]\n---\n",
		       "---\ntags: [\"x, y\", b, c]\n---\n",
		       "---\ntags: [b, 'q']\n---\n"),
		"---\ntags: [b, c, 'q']\n---\n", "");
}

#define DATES                                                                  \
	"dates:\n"                                                             \
	"  - date: 2026-08-02\n"                                               \
	"    event: applies\n"
static void test_mappings(void **state)
{
	(void)state;
	expect(SIDES("---\n" DATES "---\n",
		       "---\n" DATES "  - date: 2027\n    event: x\n---\n",
		       "---\n" DATES "  - date: 2028\n    event: y\n---\n"),
		"---\n" DATES "  - date: 2027\n    event: x\n"
		"  - date: 2028\n    event: y\n---\n",
		"");
	/* Both changed the same entry. */
	expect(SIDES("---\n" DATES "---\n",
		       "---\ndates:\n  - date: 2027-08-02\n    event: applies\n"
		       "---\n",
		       "---\ndates:\n  - date: 2026-08-02\n    event: "
		       "in-force\n"
		       "---\n"),
		"---\ndates:\n  - date: 2027-08-02\n    event: applies\n---\n",
		"dates");
}

static void test_comments(void **state)
{
	(void)state;
	expect(SIDES("---\n# top\ntitle: A\n# about b\nb: 1\n---\n",
		       "---\n# top\ntitle: B\n# about b\nb: 1\n---\n",
		       "---\n# top\ntitle: A\n# about b, really\nb: 2 # two\n"
		       "# end\n---\n"),
		"---\n# top\ntitle: B\n# about b, really\nb: 2 # two\n# end\n"
		"---\n",
		"");
	/* A comment is not lost with the key it stands above. */
	expect(SIDES("---\na: 1\nb: 1\n---\n", "---\nb: 1\n---\n",
		       "---\n# why\na: 1\nb: 2\n---\n"),
		"---\nb: 2\n---\n", "a");
	/* Nor with a value that the other side writes. */
	expect(SIDES("---\na: 1\nb: 1\n---\n", "---\na: 2\nb: 1\n---\n",
		       "---\na: 1 # why\nb: 2\n---\n"),
		"---\na: 2\nb: 2\n---\n", "a");
	expect(SIDES("---\r\na: 1\r\nb: 1\r\n---\r\nx\r\n",
		       "---\r\na: 2\r\nb: 1\r\n---\r\nx\r\n",
		       "---\r\na: 1\r\nb: 2\r\n---\r\nx\r\n"),
		"---\r\na: 2\r\nb: 2\r\n---\r\nx\r\n", "");
}

static void test_odd(void **state)
{
	(void)state;
	/* A text over several lines, with what looks like a comment in it. */
	expect(SIDES("---\ns: |\n  one\n  # two\nb: 1\n---\n",
		       "---\ns: |\n  one\n  # two\nc: 1\nb: 1\n---\n",
		       "---\ns: |\n  one\n  # three\nb: 2\n---\n"),
		"---\ns: |\n  one\n  # three\nc: 1\nb: 2\n---\n", "");
	/* Broken front matter is merged by lines. */
	expect(SIDES("---\na: [1\nb: 1\nc: 1\n---\n",
		       "---\na: [2\nb: 1\nc: 1\n---\n",
		       "---\na: [1\nb: 1\nc: 2\n---\n"),
		"---\na: [2\nb: 1\nc: 2\n---\n", "");
	/* Two equal keys. */
	expect(SIDES("---\na: 1\na: 2\nb: 1\nc: 1\n---\n",
		       "---\na: 3\na: 2\nb: 1\nc: 1\n---\n",
		       "---\na: 1\na: 2\nb: 1\nc: 3\n---\n"),
		"---\na: 3\na: 2\nb: 1\nc: 3\n---\n", "");
}

static void test_prefer(void **state)
{
	const struct merge_texts texts = {STR("---\na: 1\n---\nx\n\nz\n"),
		STR("---\na: 2\n---\ny\n\nz\n"),
		STR("---\na: 3\n---\nw\n\nz\nmore\n")};
	struct buf out = {0}, clash = {0};

	(void)state;
	assert_false(merge_note(&texts, MERGE_MINE, &out, &clash));
	assert_string_equal(buf_text(&out), "---\na: 3\n---\nw\n\nz\nmore\n");
	buf_cut(&out, 0);
	assert_false(merge_note(&texts, MERGE_BASE, &out, &clash));
	assert_string_equal(buf_text(&out), "---\na: 1\n---\nx\n\nz\nmore\n");
	buf_cut(&out, 0);
	assert_false(merge_note(&texts, MERGE_PUBLISHED, &out, &clash));
	assert_string_equal(buf_text(&out), "---\na: 2\n---\ny\n\nz\nmore\n");
	buf_clear(&out);
	buf_clear(&clash);
}

/* ---- what must hold of whatever two people do ---- */

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(*seed >> 33);
}

/* A note as a person may have it; `words` numbers what is new in it. */
struct model {
	char *lines[64]; /* of the front matter, without the fences */
	char *body[64];
	int keys, count;
};

__attribute__((format(printf, 1, 2))) static char *text_of(
	const char *format, ...)
{
	char room[64];
	va_list args;

	va_start(args, format);
	vsnprintf(room, sizeof(room), format, args);
	va_end(args);
	return strdup(room);
}

static void model_clear(struct model *model)
{
	while (model->keys)
		free(model->lines[--model->keys]);
	while (model->count)
		free(model->body[--model->count]);
}

static void model_copy(struct model *to, const struct model *from)
{
	*to = (struct model){.keys = from->keys, .count = from->count};
	for (int i = 0; i < from->keys; i++)
		to->lines[i] = strdup(from->lines[i]);
	for (int i = 0; i < from->count; i++)
		to->body[i] = strdup(from->body[i]);
}

static void model_make(struct model *model, uint64_t *seed)
{
	*model = (struct model){.keys = 0};
	while (model->keys < (int)(next_random(seed) % 6)) {
		model->lines[model->keys] = text_of("key%d: 0", model->keys);
		model->keys++;
	}
	if (next_random(seed) % 2 && model->keys)
		model->lines[model->keys++] = text_of("tags: [t1, t2]");
	while (model->count < (int)(next_random(seed) % 12))
		/* Few different lines, so that many are alike. */
		model->body[model->count++] =
			text_of("line %d", (int)(next_random(seed) % 4));
}

static void change_key(struct model *model, int word, uint64_t *seed)
{
	int at = (int)(next_random(seed) % (uint32_t)model->keys);
	bool list = model->lines[at][0] == 't';

	if (model->lines[at][0] == '#')
		return;
	if (next_random(seed) % 5 == 0 && model->keys < 60) {
		free(model->lines[model->keys]);
		model->lines[model->keys++] = text_of("new%d: w%d", word, word);
		return;
	}
	if (!list && next_random(seed) % 4 == 0) {
		free(model->lines[at]);
		memmove(&model->lines[at], &model->lines[at + 1],
			sizeof(char *) * (size_t)(model->keys - at - 1));
		model->lines[--model->keys] = NULL;
		return;
	}
	if (list) {
		struct buf longer = {0};

		buf_put(&longer, model->lines[at]);
		buf_cut(&longer, longer.len - 1);
		buf_printf(&longer, ", w%d]", word);
		free(model->lines[at]);
		model->lines[at] = buf_take(&longer);
	} else {
		long key = strtol(model->lines[at] + 3, NULL, 10);

		free(model->lines[at]);
		model->lines[at] = text_of("key%ld: w%d", key, word);
	}
}

static void change_body(struct model *model, int word, uint64_t *seed)
{
	int at = (int)(next_random(seed) % ((uint32_t)model->count + 1));
	bool remove = next_random(seed) % 3 == 0 && at < model->count;

	if (remove) {
		free(model->body[at]);
		memmove(&model->body[at], &model->body[at + 1],
			sizeof(char *) * (size_t)(model->count - at - 1));
		model->count--;
	} else if (model->count < 60) {
		memmove(&model->body[at + 1], &model->body[at],
			sizeof(char *) * (size_t)(model->count - at));
		model->body[at] = text_of("text w%d", word);
		model->count++;
	}
}

static void model_edit(struct model *model, int *word, uint64_t *seed)
{
	int edits = (int)(next_random(seed) % 4);

	while (edits--) {
		if (next_random(seed) % 2 && model->keys)
			change_key(model, (*word)++, seed);
		else
			change_body(model, (*word)++, seed);
	}
}

static void model_text(const struct model *model, struct buf *out)
{
	if (model->keys) {
		buf_put(out, "---\n");
		for (int i = 0; i < model->keys; i++)
			buf_printf(out, "%s\n", model->lines[i]);
		buf_put(out, "---\n");
	}
	for (int i = 0; i < model->count; i++)
		buf_printf(out, "%s\n", model->body[i]);
}

static bool has_word(const struct buf *text, int word)
{
	char room[32];
	const char *at = buf_text(text);
	size_t len = (size_t)snprintf(room, sizeof(room), "w%d", word);

	while ((at = strstr(at, room))) {
		if (at[len] < '0' || at[len] > '9')
			return true;
		at += len;
	}
	return false;
}

/* Sorted characters: what does not depend on the order of things. */
static void count_bytes(const struct buf *text, size_t counts[256])
{
	memset(counts, 0, 256 * sizeof(*counts));
	for (size_t i = 0; i < text->len; i++)
		counts[(unsigned char)text->data[i]]++;
}

static void check_words(const struct buf texts[3], const struct merged *merged,
	int words, unsigned long seed)
{
	for (int word = 0; word < words; word++) {
		bool was =
			has_word(&texts[1], word) || has_word(&texts[2], word);

		if (was && merged->clean && !has_word(&merged->text, word))
			fail_msg("seed %lu: w%d is lost in\n%s", seed, word,
				buf_text(&merged->text));
	}
	/* Nobody's text comes from nowhere, and no marker is written. */
	assert_null(strstr(buf_text(&merged->text), "<<<<"));
	assert_null(strstr(buf_text(&merged->text), ">>>>"));
}

static void check_symmetry(
	const struct buf texts[3], const struct merged *merged)
{
	struct merged other = merge_three(buf_slice(&texts[0]),
		buf_slice(&texts[2]), buf_slice(&texts[1]));
	size_t a[256], b[256];

	assert_int_equal(merged->clean, other.clean);
	if (merged->clean) {
		count_bytes(&merged->text, a);
		count_bytes(&other.text, b);
		assert_memory_equal(a, b, sizeof(a));
	}
	merged_clear(&other);
}

static void check_alone(const struct buf *base, const struct buf *text)
{
	struct str b = buf_slice(base), x = buf_slice(text);
	struct str sides[3][3] = {{b, x, x}, {b, b, x}, {b, x, b}};

	for (int i = 0; i < 3; i++) {
		struct merged m =
			merge_three(sides[i][0], sides[i][1], sides[i][2]);

		assert_true(m.clean);
		assert_true(str_eq(buf_slice(&m.text), x));
		merged_clear(&m);
	}
}

static size_t run_model(unsigned long number)
{
	uint64_t seed = number * 2654435761u + 1;
	struct model models[3];
	struct buf texts[3] = {{0}};
	struct merged merged;
	int words = 0;
	bool clean;

	model_make(&models[0], &seed);
	for (int i = 1; i < 3; i++) {
		model_copy(&models[i], &models[0]);
		model_edit(&models[i], &words, &seed);
	}
	for (int i = 0; i < 3; i++)
		model_text(&models[i], &texts[i]);
	merged = merge_three(buf_slice(&texts[0]), buf_slice(&texts[1]),
		buf_slice(&texts[2]));
	clean = merged.clean;
	check_words(texts, &merged, words, number);
	check_symmetry(texts, &merged);
	check_alone(&texts[0], &texts[1]);
	check_alone(&texts[0], &texts[2]);
	merged_clear(&merged);
	for (int i = 0; i < 3; i++) {
		buf_clear(&texts[i]);
		model_clear(&models[i]);
	}
	return clean;
}

static void test_models(void **state)
{
	const unsigned long runs = 20000;
	size_t clean = 0;

	(void)state;
	for (unsigned long i = 0; i < runs; i++)
		clean += run_model(i);
	/* Neither everything nor nothing clashes. */
	assert_in_range(clean, runs / 2, runs * 9 / 10);
}

/* Edits far enough apart always go together. */
static void test_disjoint(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int run = 0; run < 500; run++) {
		struct buf base = {0}, a = {0}, b = {0};
		uint32_t lines = 6 + next_random(&seed) % 40;
		uint32_t first = next_random(&seed) % (lines / 2 - 1);
		uint32_t second = lines / 2 + next_random(&seed) % (lines / 2);
		struct merged m;

		for (uint32_t i = 0; i < lines; i++) {
			buf_printf(&base, "line %u\n", i);
			buf_printf(&a, i == first ? "A%u\n" : "line %u\n", i);
			buf_printf(&b, i == second ? "B%u\n" : "line %u\n", i);
		}
		m = merge_three(buf_slice(&base), buf_slice(&a), buf_slice(&b));
		assert_true(m.clean);
		assert_non_null(strstr(buf_text(&m.text), "A"));
		assert_non_null(strstr(buf_text(&m.text), "B"));
		merged_clear(&m);
		buf_clear(&base);
		buf_clear(&a);
		buf_clear(&b);
	}
}

/* Long texts that have nothing in common end, and clash. */
static void test_large(void **state)
{
	struct buf texts[3] = {{0}};
	struct merged m;

	(void)state;
	for (int side = 0; side < 3; side++)
		for (int i = 0; i < 30000; i++)
			buf_printf(&texts[side], "%d of %d\n", i, side);
	m = merge_three(buf_slice(&texts[0]), buf_slice(&texts[1]),
		buf_slice(&texts[2]));
	assert_false(m.clean);
	assert_true(str_eq(buf_slice(&m.text), buf_slice(&texts[1])));
	merged_clear(&m);
	for (int side = 0; side < 3; side++)
		buf_clear(&texts[side]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_mappings),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_odd),
		cmocka_unit_test(test_prefer),
		cmocka_unit_test(test_models),
		cmocka_unit_test(test_disjoint),
		cmocka_unit_test(test_large),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
