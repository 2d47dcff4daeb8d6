#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "content/terms.h"

/* "a|b|c" a group; "a>b|c" a one-way one; a line each. */
static void put_groups(struct buf *out, const struct terms *terms)
{
	size_t i, n;

	for (i = 0; i < terms->count; i++) {
		const struct term_group *group = &terms->groups[i];

		for (n = 0; n < group->count; n++)
			buf_printf(out, "%s%.*s",
				!n			   ? ""
					: n == group->from ? ">"
							   : "|",
				STR_ARG(group->terms[n]));
		buf_byte(out, '\n');
	}
}

static void reads(const char *text, const char *groups, const char *rules)
{
	struct terms terms;
	struct buf out = {0};
	size_t i;

	terms_parse(&terms, str_from(text));
	put_groups(&out, &terms);
	assert_string_equal(buf_text(&out), groups);
	buf_cut(&out, 0);
	for (i = 0; i < terms.problems.count; i++)
		buf_printf(&out, "%d:%s ", terms.problems.items[i].line,
			terms.problems.items[i].rule);
	assert_string_equal(buf_text(&out), rules);
	buf_clear(&out);
	terms_clear(&terms);
}

static void forms_are_read(void **state)
{
	(void)state;
	reads("", "", "");
	reads("# nothing\n", "", "");
	reads("groups:\noneway:\n", "", "");
	reads("groups:\n  - [a, \"b c\", a]\n  - d = e=f\n", "a|b c\nd|e|f\n",
		"");
	reads("- a = b\n- [c, d]\n- {from: e, to: [f, g]}\n",
		"a|b\nc|d\ne>f|g\n", "");
	reads("groups:\n  MR: [magnet, kamera]\n", "MR|magnet|kamera\n", "");
	reads("oneway:\n - {from: x, to: y}\n - [a, b, c]\n - p > q = r\n"
	      " - s -> t\n - u: [v]\n",
		"x>y\na>b|c\np>q|r\ns>t\nu>v\n", "");
	reads("groups: a = b\n", "a|b\n", "");
	reads("groups:\n  - - a\n    - b\n  - [åäö, ÅÄÖ 2]\n",
		"a|b\nåäö|ÅÄÖ 2\n", "");
}

static void bad_entries_are_told(void **state)
{
	struct buf text = {0};
	int i;

	(void)state;
	reads("groups:\n - [a]\n - [b, c]\n - lonely\n - [d, [e, f], g]\n",
		"b|c\nd|g\n", "2:small-group 4:small-group 5:bad-term ");
	reads("groups:\n - [a, '---', b]\nother: 1\n", "a|b\n",
		"3:unknown-key 2:bad-term ");
	reads("oneway:\n - {to: [a, b]}\n - {from: a}\n - {from: a, to: b, x: "
	      "y}\n",
		"a>b\n", "2:small-group 3:small-group 4:unknown-key ");
	reads("just text\n", "", "1:small-group ");
	reads("groups: [a, b\n", "", "1:yaml ");
	reads("groups:\n - [*a, b]\n", "",
		"2:yaml-anchor 2:bad-term 2:small-group ");
	buf_put(&text, "- [");
	for (i = 0; i < 100; i++)
		buf_printf(&text, "w%d, ", i);
	buf_put(&text, "z]\n- [");
	buf_fill(&text, 'x', 201);
	buf_put(&text, ", a, b]\n");
	{
		struct terms terms;

		terms_parse(&terms, buf_slice(&text));
		assert_int_equal(terms.count, 2);
		assert_int_equal(terms.groups[0].count, TERMS_IN_GROUP);
		assert_int_equal(terms.groups[1].count, 2);
		assert_true(terms.problems.count > 0);
		terms_clear(&terms);
	}
	buf_clear(&text);
}

static void size_is_bounded(void **state)
{
	struct buf text = {0};
	struct terms terms;
	int i;

	(void)state;
	for (i = 0; i < 30000; i++)
		buf_printf(&text, "- a%d = b\n", i);
	terms_parse(&terms, buf_slice(&text));
	assert_int_equal(terms.count, TERMS_GROUPS);
	assert_int_equal(terms.problems.count, 1);
	terms_clear(&terms);
	buf_fill(&text, '\n', TERMS_FILE_MAX);
	terms_parse(&terms, buf_slice(&text));
	assert_int_equal(terms.count, 0);
	assert_true(terms.problems.count > 0);
	terms_clear(&terms);
	buf_cut(&text, 0);
	buf_fill(&text, '[', 100000);
	terms_parse(&terms, buf_slice(&text));
	assert_int_equal(terms.count, 0);
	assert_true(terms.problems.count > 0);
	terms_clear(&terms);
	buf_clear(&text);
}

static void lists_are_known(void **state)
{
	(void)state;
	assert_true(terms_is_list(STR("# x\ngroups:\n")));
	assert_true(terms_is_list(STR("\n- a = b\n")));
	assert_true(terms_is_list(STR("\xEF\xBB\xBFoneway:\n")));
	assert_false(terms_is_list(STR("fyr: 1\nname: x\nkinds:\n  - a\n")));
	assert_false(terms_is_list(STR("")));
}

/* Apply "add a = b", "oneway a = b" or "remove a"; the result or the error. */
static void changed(
	const char *text, const char *how, struct buf *out, struct error *err)
{
	struct str terms[8];
	struct terms_change change = {terms, 0, false};
	struct str rest = str_from(how);
	struct str verb;
	bool ok;

	str_cut(&rest, ' ', &verb);
	while (change.count < 8 && str_cut(&rest, '=', &terms[change.count]))
		change.count++;
	change.oneway = str_is(verb, "oneway");
	ok = str_is(verb, "remove")
		? terms_remove(str_from(text), &change, out, err)
		: terms_add(str_from(text), &change, out, err);
	if (!ok)
		buf_printf(out, "error %d", (int)err->kind);
}

static void becomes(const char *text, const char *how, const char *expected)
{
	struct buf out = {0};
	struct error err = {0};

	changed(text, how, &out, &err);
	if (strcmp(buf_text(&out), expected) != 0)
		fail_msg("%s:\n%s--- not ---\n%s(%s)", how, buf_text(&out),
			expected, err.text);
	buf_clear(&out);
}

static const char sample[] = "# Mine.\ngroups:   # all ways\n"
			     "  - [a b, c]   # first\n\n"
			     "  - \"d = e\"\n"
			     "  # block\n"
			     "  -   - f\n      - g # last\n"
			     "# two\noneway:\n  - {from: h, to: [i]}\n";

static void layout_stays(void **state)
{
	(void)state;
	becomes(sample, "add A B = x, y",
		"# Mine.\ngroups:   # all ways\n"
		"  - [a b, c, \"x, y\"]   # first\n\n"
		"  - \"d = e\"\n"
		"  # block\n"
		"  -   - f\n      - g # last\n"
		"# two\noneway:\n  - {from: h, to: [i]}\n");
	becomes(sample, "add e = y = z",
		"# Mine.\ngroups:   # all ways\n"
		"  - [a b, c]   # first\n\n"
		"  - \"d = e = y = z\"\n"
		"  # block\n"
		"  -   - f\n      - g # last\n"
		"# two\noneway:\n  - {from: h, to: [i]}\n");
	becomes(sample, "add g = å",
		"# Mine.\ngroups:   # all ways\n"
		"  - [a b, c]   # first\n\n"
		"  - \"d = e\"\n"
		"  # block\n"
		"  -   - f\n      - g # last\n      - å\n"
		"# two\noneway:\n  - {from: h, to: [i]}\n");
	becomes(sample, "add n = m",
		"# Mine.\ngroups:   # all ways\n"
		"  - [a b, c]   # first\n\n"
		"  - \"d = e\"\n"
		"  # block\n"
		"  -   - f\n      - g # last\n  - [n, m]\n"
		"# two\noneway:\n  - {from: h, to: [i]}\n");
	becomes(sample, "oneway H = j",
		"# Mine.\ngroups:   # all ways\n"
		"  - [a b, c]   # first\n\n"
		"  - \"d = e\"\n"
		"  # block\n"
		"  -   - f\n      - g # last\n"
		"# two\noneway:\n  - {from: h, to: [i, j]}\n");
	becomes(sample, "add c = a b", sample);
}

static void files_of_all_kinds(void **state)
{
	(void)state;
	becomes("groups:\n", "add a = b", "groups:\n  - [a, b]\n");
	becomes("groups: []\n", "add a = b", "groups: [[a, b]]\n");
	becomes("groups: [[c, d]]", "add a = b", "groups: [[c, d], [a, b]]");
	becomes("- c = d", "add a = b", "- c = d\n- [a, b]\n");
	becomes("- c = d\r\n- e = f\r\n", "add a = b",
		"- c = d\r\n- e = f\r\n- [a, b]\r\n");
	becomes("- c = d\n", "oneway a = b", "- c = d\n- {from: a, to: [b]}\n");
	becomes("groups:\n- [c, d]\noneway:\n", "oneway a = b",
		"groups:\n- [c, d]\noneway:\n  - {from: a, to: [b]}\n");
	becomes("# only words", "add yes = 5.5",
		"# only words\ngroups:\n  - [\"yes\", \"5.5\"]\n");
	becomes("groups:\n - [a,\n    b, # why\n   ]\n", "add a = c",
		"groups:\n - [a,\n    b, c, # why\n   ]\n");
}

static void removing(void **state)
{
	(void)state;
	becomes("- [a, b, c]\n", "remove A", "- [b, c]\n");
	becomes("- [a, b, c]\n", "remove b", "- [a, c]\n");
	becomes("- [a, b, c]\n", "remove c", "- [a, b]\n");
	becomes("- a = b = c\n- [d, e]\n", "remove b", "- a = c\n- [d, e]\n");
	becomes("groups:\n- [a, b] # x\n# stays\n- [d, e]\n", "remove a",
		"groups:\n# stays\n- [d, e]\n");
	becomes("- - a\n  - b\n  - c\n", "remove a", "- - b\n  - c\n");
	becomes("- - a\n  - b\n  - c\n", "remove b", "- - a\n  - c\n");
	becomes("oneway:\n- {from: x, to: [a, b]}\n- {from: a, to: [c]}\n",
		"remove a", "oneway:\n- {from: x, to: [b]}\n");
	becomes("- [a, b]\n- [c, b]\n- [d, e]\n", "remove b", "- [d, e]\n");
	becomes("- [a, b]\n", "remove c", "error 1");
}

static void refused(void **state)
{
	(void)state;
	becomes("", "add a", "error 2");
	becomes("", "add a = A", "error 2");
	becomes("", "add a = --", "error 2");
	becomes("", "add a = b\nc", "error 2");
	becomes("groups: [a, b\n", "add a = b", "error 3");
	becomes("groups: {a: [b]}\n", "add c = d", "error 3");
	becomes("- [a b\n   c, d]\n", "add x = a b c", "- [a b\n   c, d, x]\n");
	becomes("- [d, a b\n   c]\n", "add x = a b c", "error 3");
}

/* Any changes in any order: what was added is found, and what was removed not.
 */
static void random_changes(void **state)
{
	static const char *const starts[] = {"", sample, "groups: []\n",
		"- a = b\n", "groups:\n  - [a, b]\noneway:\n"};
	static const char *const words[] = {"a", "b", "c d", "E-f", "å ö", "5",
		"x: y", "q # r", "it's", "\"s\"", "[t]", "null", "- u", "{v"};
	unsigned seed = 7;
	int round, i;

	(void)state;
	for (round = 0; round < 400; round++) {
		struct buf text = {0};

		buf_put(&text, starts[round % 5]);
		for (i = 0; i < 12; i++) {
			struct str terms[3];
			struct terms_change change = {terms, 3, false};
			struct buf out = {0};
			struct error err = {0};
			size_t n;
			bool ok;

			for (n = 0; n < 3; n++) {
				seed = seed * 1103515245u + 12345;
				terms[n] = str_from(words[(seed >> 16) % 14]);
			}
			change.oneway = (seed >> 8) % 4 == 0;
			if ((seed >> 10) % 3 == 0) {
				change.count = 1;
				ok = terms_remove(
					buf_slice(&text), &change, &out, &err);
			} else {
				ok = terms_add(
					buf_slice(&text), &change, &out, &err);
			}
			if (ok) {
				buf_cut(&text, 0);
				buf_str(&text, buf_slice(&out));
			} else if (err.kind == ERROR_CONFIG) {
				fail_msg("%s\n%s", err.text, buf_text(&text));
			}
			buf_clear(&out);
		}
		buf_clear(&text);
	}
}

static void the_starter_is_sound(void **state)
{
	const char *root = getenv("FYR_ROOT");
	struct buf path = {0}, text = {0}, out = {0};
	struct terms terms;

	(void)state;
	file_join(&path, root ? root : ".", "starter/synonyms.yaml");
	assert_true(file_read(buf_text(&path), TERMS_FILE_MAX, &text, NULL));
	terms_parse(&terms, buf_slice(&text));
	assert_true(terms.count > 60);
	assert_int_equal(terms.problems.count, 0);
	terms_clear(&terms);
	buf_clear(&out);
	buf_clear(&text);
	buf_clear(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(forms_are_read),
		cmocka_unit_test(bad_entries_are_told),
		cmocka_unit_test(size_is_bounded),
		cmocka_unit_test(lists_are_known),
		cmocka_unit_test(layout_stays),
		cmocka_unit_test(files_of_all_kinds),
		cmocka_unit_test(removing), cmocka_unit_test(refused),
		cmocka_unit_test(random_changes),
		cmocka_unit_test(the_starter_is_sound)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
