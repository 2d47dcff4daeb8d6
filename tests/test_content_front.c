/* Changing single keys of a front matter: all the rest stays byte for byte. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "content/doc.h"
#include "content/front.h"
#include "content/name.h"
#include "content/template.h"

static struct buf file;

static void begin(const char *text)
{
	buf_clear(&file);
	buf_put(&file, text);
}

static void is(const char *wanted)
{
	assert_string_equal(buf_text(&file), wanted);
}

static void test_set(void **state)
{
	(void)state;
	begin("---\n# top\ntitle: A # why\n\n# about b\nb: 'x'\n---\nBody\n");
	assert_true(front_set(&file, STR("title"), STR("B: c")));
	is("---\n# top\ntitle: \"B: c\" # why\n\n# about b\nb: "
	   "'x'\n---\nBody\n");
	assert_true(front_set(&file, STR("b"), STR("")));
	assert_true(front_set(&file, STR("new"), STR("2026-11-23")));
	is("---\n# top\ntitle: \"B: c\" # why\n\n# about b\nb:\nnew: "
	   "2026-11-23\n---\nBody\n");
	assert_true(front_remove(&file, STR("b")));
	assert_true(front_remove(&file, STR("none")));
	is("---\n# top\ntitle: \"B: c\" # why\n\n# about b\nnew: "
	   "2026-11-23\n---\nBody\n");
	begin("---\r\na: |\r\n  long\r\n  text\r\nb: 1\r\n---\r\nx\r\n");
	assert_true(front_set(&file, STR("a"), STR("short")));
	is("---\r\na: short\r\nb: 1\r\n---\r\nx\r\n");
	begin("Only a body.\n");
	assert_true(front_set(&file, STR("title"), STR("T")));
	is("---\ntitle: T\n---\n\nOnly a body.\n");
	begin("");
	assert_true(front_set(&file, STR("title"), STR("T")));
	is("---\ntitle: T\n---\n");
	begin("---\na: &x 1\n---\n");
	assert_false(front_set(&file, STR("a"), STR("2")));
	begin("---\na: 1\na: 2\n---\n");
	assert_false(front_set(&file, STR("b"), STR("2")));
	is("---\na: 1\na: 2\n---\n");
}

static void test_lists(void **state)
{
	const struct str two[] = {STR("a, b"), STR("c")};

	(void)state;
	begin("---\nx: [a, b]\ny:\n  - one\n  - two\n# z\nz: s\n---\n");
	assert_true(front_add(&file, STR("x"), STR("c d")));
	assert_true(front_add(&file, STR("x"), STR("a")));
	assert_true(front_add(&file, STR("y"), STR("three")));
	assert_true(front_add(&file, STR("z"), STR("t")));
	assert_true(front_add(&file, STR("w"), STR("new")));
	is("---\nx: [a, b, c d]\ny:\n  - one\n  - two\n  - three\n# z\nz: [s, "
	   "t]\nw: [new]\n---\n");
	assert_true(front_set_list(&file, STR("y"), two, 2));
	is("---\nx: [a, b, c d]\ny: [\"a, b\", c]\n# z\nz: [s, t]\nw: "
	   "[new]\n---\n");
}

/* Whatever is set reads back the same. */
static void test_round(void **state)
{
	static const char bytes[] = "ab :#-'\"[]{},&*!|>%@`\\?=~å.0\t";
	unsigned seed = 3;
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		char value[12];
		size_t len = (size_t)rand_r(&seed) % (sizeof(value) - 1);
		struct doc doc = {0};
		size_t k;

		for (k = 0; k < len; k++)
			value[k] = bytes[(size_t)rand_r(&seed) %
				(sizeof(bytes) - 1)];
		value[len] = '\0';
		for (k = 0; k < len; k++) {
			if (value[k] == '\t' || (unsigned char)value[k] > 127)
				value[k] = 'x';
		}
		begin("---\na: 1\nb: 2 # c\n---\nx\n");
		assert_true(front_set(&file, STR("a"), str_from(value)));
		assert_true(front_add(&file, STR("l"), str_from(value)));
		doc_parse_front(&doc, buf_slice(&file));
		if (!str_eq(doc_field(&doc, "a"), str_from(value)) ||
			!str_is(doc_field(&doc, "b"), "2") ||
			doc.problems.count)
			fail_msg("<%s> in %s", value, buf_text(&file));
		assert_true(str_eq(yaml_get(doc.front, "l")->first->text,
			str_from(value)));
		doc_clear(&doc);
	}
}

static void test_replace(void **state)
{
	struct doc doc = {0};
	const struct yaml *list;

	(void)state;
	begin("---\nå: [ö, mdr, 'mdr', \"mdr\"]\n---\n");
	doc_parse_front(&doc, buf_slice(&file));
	list = yaml_get(doc.front, "å");
	assert_true(front_replace(
		&file, list->first->next->next->next, STR("x: y")));
	assert_true(front_replace(&file, list->first->next->next, STR("m")));
	assert_true(front_replace(&file, list->first->next, STR("new-mdr")));
	is("---\nå: [ö, new-mdr, m, \"x: y\"]\n---\n");
	/* The text is no longer the one that was parsed. */
	assert_false(front_replace(&file, list->first->next, STR("z")));
	doc_clear(&doc);
}

static void named(const char *title, const char *wanted)
{
	struct buf out = {0};

	name_of_title(&out, str_from(title), "note");
	assert_string_equal(buf_text(&out), wanted);
	assert_null(name_unfit(buf_slice(&out)));
	buf_clear(&out);
}

static void test_names(void **state)
{
	(void)state;
	named("Før du køber – AI & mål", "for-du-kober-ai-mal");
	named("../../etc/passwd", "etc-passwd");
	named("-rf *", "rf");
	named("日本", "note");
	named("", "note");
	named("CON", "con-note");
	named("lpt1", "lpt1-note");
	named("It's", "its");
	named("one two three four five six seven eight nine ten eleven twelve "
	      "thirteen",
		"one-two-three-four-five-six-seven-eight-nine-ten-eleven");
	named("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	      "aaa"
	      "aaa",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	assert_non_null(name_unfit(STR("")));
	assert_non_null(name_unfit(STR("A")));
	assert_non_null(name_unfit(STR("-a")));
	assert_non_null(name_unfit(STR("a..b")));
	assert_non_null(name_unfit(STR(".a")));
	assert_non_null(name_unfit(STR("a/b")));
	assert_non_null(name_unfit(STR("nul.x")));
	assert_null(name_unfit(STR("2026-11-23-a.b")));
}

static void test_template(void **state)
{
	struct schema schema = {0};
	struct template t = {.schema = &schema,
		.title = STR("A \"b\" {date}"),
		.lang = STR("en"),
		.today = {2026, 11, 23}};
	struct buf out = {0};

	(void)state;
	schema_parse(&schema,
		STR("fyr: 1\nvocabularies:\n  s: [{id: a, en: Ay}, {id: b}]\n"
		    "kinds:\n  k:\n    folder: ks\n    review_days: 30\n    "
		    "fields:\n      s: {type: enum, vocabulary: s, required: "
		    "published}\n"));
	t.kind = &schema.kinds[0];
	t.text = STR("---\r\ntitle: \"{title}\"\r\nalso: {title}\nwhen: "
		     "{date}T1\ns:\n---\n# {title} {other}\n");
	template_make(&out, &t);
	assert_string_equal(buf_text(&out),
		"---\ntitle: \"A \\\"b\\\" {date}\"\nalso: \"A \\\"b\\\" "
		"{date}\"\nwhen: 2026-11-23T1\ns:\nlang: en\nreviewed: "
		"2026-11-23\nreview_by: 2026-12-23\n---\n# A \"b\" {date} "
		"{other}\n");
	buf_cut(&out, 0);
	t.text = STR("");
	t.help = true;
	template_make(&out, &t);
	assert_non_null(strstr(buf_text(&out), "a (Ay), b\ns:\n"));
	assert_non_null(strstr(buf_text(&out), "\n#:"));
	template_strip(&out);
	assert_null(strstr(buf_text(&out), "#:"));
	assert_non_null(strstr(buf_text(&out), "# A \"b\" {date}\n"));
	buf_cut(&out, 0);
	buf_put(&out, "text\n---\n#: stays\nend");
	template_strip(&out);
	assert_string_equal(buf_text(&out), "text\n---\n#: stays\nend");
	buf_clear(&out);
	schema_clear(&schema);
}

static int teardown(void **state)
{
	(void)state;
	buf_clear(&file);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_round),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_template),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name(
		"content/front", tests, NULL, teardown);
}
