/* Links led elsewhere in the text itself: exactly they, and nothing else. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "content/relink.h"

/* "old" becomes "new", "d/old.md" "d/new.md". */
static bool rename_old(const struct link *link, struct buf *out, void *arg)
{
	(void)arg;
	if (link->wiki && str_is(link->target, "old"))
		buf_put(out, "new");
	else if (!link->wiki && str_is(link->target, "d/old.md"))
		buf_put(out, "d/new.md");
	else
		return false;
	return true;
}

static void expect(const char *text, const char *wanted, size_t missed)
{
	const struct relink how = {rename_old, NULL};
	struct relinked result;
	struct buf file = {0};

	buf_put(&file, text);
	relink(&file, &how, &result);
	assert_string_equal(buf_text(&file), wanted);
	assert_int_equal(result.missed, missed);
	buf_clear(&file);
}

static void test_forms(void **state)
{
	(void)state;
	expect("", "", 0);
	expect("[[old]] old [[old|old]] [[old#old]] [[older]]",
		"[[new]] old [[new|old]] [[new#old]] [[older]]", 0);
	expect("[old](d/old.md) ![x](d/old.md) <d/old.md>",
		"[old](d/new.md) ![x](d/new.md) <d/old.md>", 0);
	expect("[d/old.md](<d/old.md> 'd/old.md')",
		"[d/old.md](<d/new.md> 'd/old.md')", 0);
	expect("[a][r] and [b][r]\n\n[r]: d/old.md#x\n",
		"[a][r] and [b][r]\n\n[r]: d/new.md#x\n", 0);
	expect("`[[old]]` [[old]]\n\n    [[old]]\n\n```\n[[old]]\n```\n",
		"`[[old]]` [[new]]\n\n    [[old]]\n\n```\n[[old]]\n```\n", 0);
	expect("---\ntitle: \"[[old]]\"\n---\n| a |\n|---|\n| [[old]] |\n",
		"---\ntitle: \"[[old]]\"\n---\n| a |\n|---|\n| [[new]] |\n", 0);
	expect("\\[[old]] [x](https://e.org/d/old.md)\n",
		"\\[[old]] [x](https://e.org/d/old.md)\n", 0);
	expect("- [ ] x [[old]].[^1]\n\n[^1]: See [[old]].\n",
		"- [ ] x [[new]].[^1]\n\n[^1]: See [[new]].\n", 0);
}

/* An escaped target is not found in the text: told, and left alone. */
static void test_missed(void **state)
{
	(void)state;
	expect("[a](d/o&#108;d.md) [[old]]", "[a](d/o&#108;d.md) [[new]]", 1);
}

static void test_random(void **state)
{
	static const char *const parts[] = {"[[old]]", "`", "\n", "\n\n",
		"    ", "[a](d/old.md)", "[r]", "[r]: d/old.md\n", "old", "*",
		"> ", "```\n", "[[", "]]", "(", ")", "\\", "<!-- ", " -->",
		"- "};
	unsigned seed = 11;
	int i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		const struct relink how = {rename_old, NULL};
		struct buf file = {0}, back = {0};
		struct relinked result;
		struct doc before = {0}, after = {0};
		unsigned n = (unsigned)rand_r(&seed) % 14;
		size_t k;

		while (n--)
			buf_put(&file, parts[(unsigned)rand_r(&seed) % 20]);
		doc_parse(&before, buf_slice(&file));
		relink(&file, &how, &result);
		doc_parse(&after, buf_slice(&file));
		assert_int_equal(before.link_count, after.link_count);
		assert_int_equal(before.source.len, after.source.len);
		for (k = 0; k < after.link_count && !result.missed; k++)
			assert_false(rename_old(&after.links[k], &back, NULL));
		doc_clear(&before);
		doc_clear(&after);
		buf_clear(&back);
		buf_clear(&file);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_missed),
		cmocka_unit_test(test_random),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("content/relink", tests, NULL, NULL);
}
