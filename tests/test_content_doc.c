/* Front matter, headings, links, plain text, problems. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "content/doc.h"

static struct doc parse(const char *text)
{
	struct doc doc;

	doc_parse(&doc, str_from(text));
	assert_non_null(doc.root);
	return doc;
}

static void assert_text(struct str got, const char *wanted)
{
	if (!str_is(got, wanted)) {
		print_message(
			"got <%.*s>, wanted <%s>\n", STR_ARG(got), wanted);
	}
	assert_true(str_is(got, wanted));
}

static const struct problem *find_rule(const struct doc *doc, const char *rule)
{
	for (size_t i = 0; i < doc->problems.count; i++) {
		if (strcmp(doc->problems.items[i].rule, rule) == 0) {
			return &doc->problems.items[i];
		}
	}
	return NULL;
}

static void test_front(void **state)
{
	struct doc doc =
		parse("---\ntitle: A note\ntags: [a, b]\n---\n\n# Head\n");

	(void)state;
	assert_non_null(doc.front);
	assert_false(doc.front_broken);
	assert_text(doc_field(&doc, "title"), "A note");
	assert_text(doc_field(&doc, "tags"), "");
	assert_text(doc_field(&doc, "none"), "");
	assert_int_equal(yaml_get(doc.front, "title")->line, 2);
	assert_int_equal(doc.body_line, 5);
	assert_text(doc.body, "\n# Head\n");
	assert_int_equal(doc.headings[0].line, 6);
	assert_int_equal(doc.problems.count, 0);
	doc_clear(&doc);
	doc_clear(&doc);
	doc_clear(NULL);
}

struct split {
	const char *file, *body;
	bool front, broken;
	int line; /* of the body */
};

static void test_split(void **state)
{
	static const struct split splits[] = {{"", "", false, false, 1},
		{"\n", "\n", false, false, 1},
		{"text", "text", false, false, 1},
		{"---", "---", false, false, 1},
		{"---\n---", "", true, false, 1},
		{"---\n---\n", "", true, false, 1},
		{"---\na: b\n---", "", true, false, 1},
		{"---\na: b\n...\nx", "x", true, false, 4},
		{"--- \na: b\n---\t\nx", "x", true, false, 4},
		{"\xEF\xBB\xBF---\r\na: b\r\n---\r\nx", "x", true, false, 4},
		{"---\n# note\n---\nx", "x", true, false, 4},
		/* rules, not front matter */
		{"---\n\ntext\n", "---\n\ntext\n", false, false, 1},
		{"---\ntext\n---\nx", "---\ntext\n---\nx", false, false, 1},
		{"----\na: b\n---\n", "----\na: b\n---\n", false, false, 1},
		{" ---\na: b\n---\n", " ---\na: b\n---\n", false, false, 1},
		{"x\n---\na: b\n---\n", "x\n---\na: b\n---\n", false, false, 1},
		/* does not parse */
		{"---\na: [\nb: c\n---\nx", "x", true, true, 5},
		{"---\na: b: c\n---\nx", "x", true, true, 4},
		/* not closed: the text is not lost */
		{"---\na: b\nc: d", "", true, false, 1},
		{"---\na: b\n\ntext\n", "\ntext\n", true, false, 3},
		{"---\na: b\n# Head\ntext\n", "# Head\ntext\n", true, false,
			3}};

	(void)state;
	for (size_t i = 0; i < sizeof(splits) / sizeof(splits[0]); i++) {
		struct doc doc = parse(splits[i].file);

		assert_text(doc.body, splits[i].body);
		assert_int_equal(doc.front != NULL, splits[i].front);
		assert_int_equal(doc.front_broken, splits[i].broken);
		assert_int_equal(doc.body_line, splits[i].line);
		if (doc.front) {
			assert_int_equal(doc.front->type, YAML_MAP);
		}
		assert_int_equal(find_rule(&doc, "front-matter-open") != NULL,
			splits[i].front && i > 17);
		doc_clear(&doc);
	}
}

static void test_salvage(void **state)
{
	struct doc doc = parse("---\ntitle: Saved\nbad: [1\n---\n# H\n");

	(void)state;
	assert_true(doc.front_broken);
	assert_text(doc_field(&doc, "title"), "Saved");
	assert_int_equal(doc.heading_count, 1);
	assert_true(doc.problems.count > 0);
	doc_clear(&doc);
}

static void test_shape(void **state)
{
	struct doc doc = parse("---\n- a: b\n- c: d\n---\nx\n");

	(void)state;
	assert_true(doc.front_broken);
	assert_int_equal(doc.front->type, YAML_MAP);
	assert_non_null(find_rule(&doc, "yaml"));
	assert_int_equal(find_rule(&doc, "yaml")->line, 2);
	assert_text(doc.body, "x\n");
	doc_clear(&doc);
}

static void test_front_only(void **state)
{
	struct doc doc;

	(void)state;
	doc_parse_front(&doc, STR("---\na: b\n---\n# H [x](y)\n"));
	assert_text(doc_field(&doc, "a"), "b");
	assert_int_equal(doc.root->type, NODE_DOCUMENT);
	assert_null(doc.root->first);
	assert_int_equal(doc.heading_count, 0);
	assert_int_equal(doc.link_count, 0);
	assert_text(doc.body, "# H [x](y)\n");
	doc_clear(&doc);
}

static void test_headings(void **state)
{
	struct doc doc = parse("# \xC3\x85tg\xC3\xA4rd *no 1*: `a_b` [l](u)\n\n"
			       "Same\n====\n\n> ## Same\n\n### Same-1\n"
			       "# \xC2\xA7 \xE2\x80\x93 \xF0\x9F\x98\x80\n#\n");
	static const char *const anchors[] = {"\xC3\xA5tg\xC3\xA4rd-no-1-a_b-l",
		"same", "same-1", "same-1-1", "--", ""};
	static const int levels[] = {1, 1, 2, 3, 1, 1};
	static const int lines[] = {1, 3, 6, 8, 9, 10};

	(void)state;
	assert_int_equal(doc.heading_count, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_text(doc.headings[i].anchor, anchors[i]);
		assert_int_equal(doc.headings[i].level, levels[i]);
		assert_int_equal(doc.headings[i].line, lines[i]);
		assert_int_equal(doc.headings[i].node->index, (int)i);
	}
	assert_text(doc.headings[0].text, "\xC3\x85tg\xC3\xA4rd no 1: a_b l");
	assert_int_equal(doc_find_heading(&doc, STR("same-1")), 2);
	assert_int_equal(doc_find_heading(&doc, STR("SAME")), 1);
	assert_int_equal(doc_find_heading(&doc, STR("atgard no 1: A_B L")), 0);
	assert_int_equal(doc_find_heading(&doc, STR("none")), -1);
	doc_clear(&doc);
}

static void check_slug(const char *text, const char *slug)
{
	struct buf out = {0};

	doc_slug(&out, str_from(text));
	assert_text(buf_slice(&out), slug);
	buf_clear(&out);
}

static void test_slug(void **state)
{
	(void)state;
	check_slug("Hello, World!", "hello-world");
	check_slug("  a  b\tc ", "a--b-c");
	check_slug(
		"\xC3\x84 \xC3\x97 \xC3\xB7 \xC3\x9F", "\xC3\xA4---\xC3\x9F");
	check_slug("\xCE\xA9 2\xC2\xB2 a_b-c", "\xCF\x89-2-a_b-c");
	check_slug("\xC3\x80\xC3\x96\xC3\x9E\xC3\xBF",
		"\xC3\xA0\xC3\xB6\xC3\xBE\xC3\xBF");
	check_slug("A\xCC\x8A", "\xC3\xA5");
	check_slug("", "");
	check_slug("\xE2\x80\x94", "");
}

struct expected {
	const char *url, *text, *target, *anchor;
	bool wiki, image, external;
	int line;
};

static void test_links(void **state)
{
	static const struct expected links[] = {
		{"../a/b.md#c%C3%A5%zz", "x y", "../a/b.md", "c\xC3\xA5%zz",
			false, false, false, 3},
		{"i.png", "alt text", "i.png", "", false, true, false, 3},
		{"id#h", "id", "id", "h", true, false, false, 5},
		{"#top", "z", "", "top", false, false, false, 5},
		{"https://a.se/#q", "https://a.se/#q", "https://a.se/", "q",
			false, false, true, 7},
		{"mailto:a@b.se", "a@b.se", "mailto:a@b.se", "", false, false,
			true, 8},
		{"//host/x", "p", "//host/x", "", false, false, true, 8},
		{"c:x", "q", "c:x", "", false, false, false, 8},
		{"s", "", "s", "", false, true, false, 10}};
	struct doc doc = parse("---\n---\n[x *y*](../a/b.md#c%C3%A5%zz) "
			       "![alt *text*](i.png)\n\n- [[id#h]] "
			       "[z](#top)\n\nhttps://a.se/#q\n"
			       "# a@b.se [p](//host/x) [q](c:x)\n\n![](s)\n");

	(void)state;
	assert_int_equal(doc.link_count, 9);
	for (size_t i = 0; i < 9; i++) {
		const struct link *link = &doc.links[i];

		assert_text(link->url, links[i].url);
		assert_text(link->text, links[i].text);
		assert_text(link->target, links[i].target);
		assert_text(link->anchor, links[i].anchor);
		assert_int_equal(link->wiki, links[i].wiki);
		assert_int_equal(link->image, links[i].image);
		assert_int_equal(link->external, links[i].external);
		assert_int_equal(link->line, links[i].line);
		assert_int_equal(link->node->index, (int)i);
	}
	doc_clear(&doc);
}

static void test_image_link(void **state)
{
	struct doc doc = parse("[![alt](s)](t)\n");

	(void)state;
	assert_int_equal(doc.link_count, 2);
	assert_text(doc.links[0].url, "t");
	assert_text(doc.links[0].text, "alt");
	assert_text(doc.links[1].url, "s");
	doc_clear(&doc);
}

static void test_plain(void **state)
{
	static const char text[] =
		"# Head *x*\n\ntext [l](u) `c`\nnext <b>bold</b>  \nbreak "
		"https://a.se m@a.se <http://b.se>\n\n```sh info\ncode\n```\n\n"
		"- [ ] task\n- two\n\n|a|b|\n|-|-|\n|1|2|\n\n> q[^n] "
		"![i](s)\n\n[^n]: used\n[^o]: unused\n";
	struct doc doc = parse(text);
	struct buf out = {0};

	(void)state;
	doc_plain(&out, doc.root);
	assert_string_equal(buf_text(&out),
		"Head x\ntext l c next <b>bold</b> break https://a.se m@a.se "
		"http://b.se\ncode\ntask\ntwo\na b\n1 2\nq i\nused\nunused\n");
	buf_cut(&out, 0);
	doc_index_text(&out, &doc, true);
	assert_string_equal(buf_text(&out),
		"Head x\ntext l c next bold break  m@a.se \ncode\ntask\ntwo\n"
		"a b\n1 2\nq i\nused\nunused\n");
	buf_cut(&out, 0);
	doc_index_text(&out, &doc, false);
	assert_true(str_starts(buf_slice(&out), "text l"));
	buf_cut(&out, 0);
	doc_plain(&out, doc.headings[0].node);
	assert_string_equal(buf_text(&out), "Head x\n");
	buf_clear(&out);
	doc_clear(&doc);
}

struct warning {
	const char *text, *rule;
	int line, column;
};

static void test_problems(void **state)
{
	static const struct warning warnings[] = {
		{"# a\n\n### b\n", "heading-jump", 3, 0},
		{"a\n\n![](b)\n", "image-text", 3, 0},
		{"a\nb\xFFz\n", "invalid-utf8", 2, 0},
		{"a\n\xC3\xA5 x\xE2\x80\xAEy\n", "hidden-characters", 2, 4},
		{"---\na: \"\xE2\x80\x8B\"\n---\n", "hidden-characters", 2, 5},
		{"a\x1B[2J\n", "hidden-characters", 1, 2},
		{"\xC2\xAD\n", "hidden-characters", 1, 1},
		{"eight before \x1F and after\n", "hidden-characters", 1, 14},
		{"eight before \x7F and after\n", "hidden-characters", 1, 14},
		{"eight before \xC2\x85 and after\n", "hidden-characters", 1,
			14},
		{"a\n<<<<<<< HEAD\n", "conflict-marker", 2, 0},
		{">>>>>>> x\n", "conflict-marker", 1, 0},
		{"---\na: b\n", "front-matter-open", 1, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(warnings) / sizeof(warnings[0]); i++) {
		struct doc doc = parse(warnings[i].text);
		const struct problem *problem =
			find_rule(&doc, warnings[i].rule);

		assert_non_null(problem);
		assert_int_equal(doc.problems.count, 1);
		assert_int_equal(problem->line, warnings[i].line);
		assert_int_equal(problem->column, warnings[i].column);
		assert_int_equal(problem->severity, SEVERITY_WARNING);
		assert_true(strlen(problem->text) > 20);
		doc_clear(&doc);
	}
}

static void test_no_problems(void **state)
{
	static const char *const texts[] = {"## a\n### b\n# c\n## d\n",
		"[![a](b)](c)\n", "<<<<<<<x\n>>>>>> y\n a <<<<<<< b\n=======\n",
		"\xC3\xA5\xC3\xA4\xC3\xB6 \xE2\x80\x93 "
		"\xE2\x80\x9Dq\xE2\x80\x9D "
		"\xE2\x80\xA6\xC2\xA0x \xC5\x93 \xCE\xA9 \t tab\n",
		"e\xCC\x81 \xE4\xB8\xAD \xF0\x9F\x98\x80\n", "a\r\nb\rc\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct doc doc = parse(texts[i]);

		if (doc.problems.count > 0) {
			print_message(
				"%zu: %s\n", i, doc.problems.items[0].text);
		}
		assert_int_equal(doc.problems.count, 0);
		doc_clear(&doc);
	}
}

static void test_large(void **state)
{
	struct buf text = {0};
	struct doc doc;
	const struct problem *problem;

	(void)state;
	buf_put(&text, "one\n");
	buf_fill(&text, 'a', 65537);
	doc_parse(&doc, buf_slice(&text));
	problem = find_rule(&doc, "too-large");
	assert_non_null(problem);
	assert_int_equal(problem->line, 2);
	assert_int_equal(doc.problems.count, 1);
	doc_clear(&doc);
	buf_cut(&text, 0);
	while (text.len <= 1024 * 1024) {
		buf_put(&text, "A line of text.\n\n");
	}
	doc_parse(&doc, buf_slice(&text));
	problem = find_rule(&doc, "too-large");
	assert_non_null(problem);
	assert_int_equal(problem->line, 0);
	assert_false(doc.bounded);
	doc_clear(&doc);
	buf_cut(&text, 0);
	buf_fill(&text, 'b', 5 * 1024 * 1024);
	doc_parse(&doc, buf_slice(&text));
	assert_int_equal(doc.problems.count, 2);
	assert_false(doc.bounded);
	assert_int_equal(doc.root->first->first->text.len, text.len);
	doc_clear(&doc);
	buf_clear(&text);
}

static void test_bytes(void **state)
{
	static const char bytes[] = "a\0b\n\n# \xFE\xFF\n\n\xC3";
	struct doc doc;

	(void)state;
	doc_parse(&doc, (struct str){bytes, sizeof(bytes) - 1});
	assert_text(doc.source,
		"a\xEF\xBF\xBD"
		"b\n\n# \xEF\xBF\xBD\xEF\xBF\xBD\n\n\xEF\xBF\xBD");
	assert_true(doc.replaced >= 3);
	assert_int_equal(doc.heading_count, 1);
	doc_clear(&doc);
	/* The document keeps nothing of what it was given. */
	{
		char file[] = "---\nt: x\n---\n# Head [a](b)\n";

		doc_parse(&doc, str_from(file));
		memset(file, 'z', sizeof(file));
		assert_text(doc_field(&doc, "t"), "x");
		assert_text(doc.headings[0].text, "Head a");
		assert_text(doc.links[0].url, "b");
		assert_text(doc.body, "# Head [a](b)\n");
		doc_clear(&doc);
	}
}

/* Any bytes at all: every start and every cut of a text full of everything. */
static void test_cuts(void **state)
{
	static const char text[] =
		"---\na: [b\n---\n# H \xC3\xA5\n|a|b|\n|-|-|\n|[[c|d]]|\n"
		"> - [ ] [^1] ~~x~~ www.a.se\n[^1]: n\n    ```\n";
	struct buf out = {0};

	(void)state;
	for (size_t from = 0; from < sizeof(text) - 1; from++) {
		for (size_t len = 0; from + len < sizeof(text); len += 3) {
			struct doc doc;

			doc_parse(&doc, (struct str){text + from, len});
			assert_non_null(doc.root);
			buf_cut(&out, 0);
			doc_index_text(&out, &doc, true);
			doc_clear(&doc);
		}
	}
	buf_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_front),
		cmocka_unit_test(test_split), cmocka_unit_test(test_salvage),
		cmocka_unit_test(test_shape), cmocka_unit_test(test_front_only),
		cmocka_unit_test(test_headings), cmocka_unit_test(test_slug),
		cmocka_unit_test(test_links), cmocka_unit_test(test_image_link),
		cmocka_unit_test(test_plain), cmocka_unit_test(test_problems),
		cmocka_unit_test(test_no_problems),
		cmocka_unit_test(test_large), cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_cuts)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
