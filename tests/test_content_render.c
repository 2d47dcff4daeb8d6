/* Documents as lines: content/render.h. */

#include "tests/render_text.h"

/* The first run that holds `text`. */
static const struct run *find_run(const struct render *render, const char *text)
{
	for (size_t i = 0; i < render->line_count; i++) {
		const struct line *line = &render->lines[i];

		for (int r = 0; r < line->run_count; r++) {
			struct str run = line->runs[r].text;

			if (str_find_text(run, text) < run.len) {
				return &line->runs[r];
			}
		}
	}
	fail_msg("no run holds \"%s\"", text);
	return NULL;
}

static void test_paragraph(void **state)
{
	(void)state;
	expect("", "");
	expect("One.", "One.\n");
	expect("One two three four five six seven eight nine ten.\n\nNext\n"
	       "line.",
		"One two three four five six seven eight\n"
		"nine ten.\n\nNext line.\n");
	expect("Hard  \nbreak and\\\nanother.", "Hard\nbreak and\nanother.\n");
	expect("exactly-forty-cells-wide-exactly-forty-c x",
		"exactly-forty-cells-wide-exactly-forty-c\nx\n");
	expect("See xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx now.",
		"See\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
		"xxxxxx now.\n");
}

static void test_wide(void **state)
{
	const struct render_options ten = {.width = 10};

	(void)state;
	/* two cells each: five on a line, no blank needed to break */
	expect_as("漢字漢字漢字漢字", &ten, "漢字漢字漢\n字漢字\n");
	/* no line begins with a full stop */
	expect_as("漢字漢字漢。字", &ten, "漢字漢字\n漢。字\n");
	expect_as("a漢字漢字漢字", &ten, "a漢字漢字\n漢字\n");
	/* marks take no cell and stay with their letter */
	expect_as("e\xCC\x81"
		  "e\xCC\x81"
		  "eeeeeeee\xCC\x81"
		  "xy",
		&ten,
		"e\xCC\x81"
		"e\xCC\x81"
		"eeeeeeee\xCC\x81\nxy\n");
	expect_as("ååååå ööööö äääää", &ten, "ååååå\nööööö\näääää\n");
	expect_as("😀😀😀😀😀😀", &ten, "😀😀😀😀😀\n😀\n");
}

static void test_headings(void **state)
{
	struct render_options styled = plain40;
	struct shown shown;

	(void)state;
	expect("# One\nText.\n## Two *x*\n### Three\n###### Six",
		"One\n===\n\nText.\n\nTwo x\n-----\n\n### Three\n\n"
		"###### Six\n");
	styled.plain = false;
	expect_as("# One\n## Two\n### Three", &styled,
		"One\n===\n\nTwo\n\nThree\n");
	expect("# 漢字", "漢字\n====\n");
	show(&shown, "Text.\n\n# One two\n\n- a\n\n## Two", &plain40);
	assert_int_equal(render_heading_line(&shown.render, 0), 2);
	assert_int_equal(render_heading_line(&shown.render, 1), 7);
	assert_int_equal(render_heading_line(&shown.render, 2), 8);
	assert_int_equal(find_run(&shown.render, "One")->style,
		STYLE_BOLD | STYLE_HEADING);
	clear(&shown);
}

static void test_lists(void **state)
{
	(void)state;
	expect("- one\n- two words that do not fit on a single line\n- three",
		"- one\n- two words that do not fit on a single\n  line\n"
		"- three\n");
	expect("- one\n\n- two", "- one\n\n- two\n");
	expect("9. nine\n10. ten\n    - below\n    - again\n11. x",
		"9.  nine\n10. ten\n    - below\n    - again\n11. x\n");
	expect("1) one\n2) two", "1) one\n2) two\n");
	expect("- [ ] open\n- [x] done", "- [ ] open\n- [x] done\n");
	expect("- [x] a task with so many words that it wraps\n  - below",
		"- [x] a task with so many words that it\n      wraps\n"
		"  - below\n");
	expect("- [ ] a\n\n  b", "- [ ] a\n\n  b\n");
	expect("-\n- x", "-\n- x\n");
	expect("- one\n\n  two\n\n  > three", "- one\n\n  two\n\n  > three\n");
	expect("- - - deep", "- - - deep\n");
	expect("- one\n  # Head\n  text", "- one\n\n  Head\n  ====\n  text\n");
}

static void test_quotes(void **state)
{
	struct shown shown;

	(void)state;
	expect("> one\n>\n> > two words that do not fit on one line\n\nAfter",
		"> one\n>\n> > two words that do not fit on one\n> > line\n\n"
		"After\n");
	expect("> - item with many words so that it wraps",
		"> - item with many words so that it\n>   wraps\n");
	show(&shown, "> *cited*", &plain40);
	assert_int_equal(find_run(&shown.render, "cited")->style,
		STYLE_QUOTE | STYLE_ITALIC);
	clear(&shown);
}

static void test_code(void **state)
{
	struct shown shown;

	(void)state;
	expect("```c\nint a;\n\n\tint long_line = 1234567890 + 1234567890;\n"
	       "```",
		"    int a;\n\n"
		"            int long_line = 1234567890 + 1234567890;\n");
	show(&shown, "Text\n\n```\n1\n2\n```\n`in  line`", &plain40);
	assert_true(shown.render.lines[2].code);
	assert_false(shown.render.lines[0].code);
	assert_int_equal(
		find_run(&shown.render, "in  line")->style, STYLE_CODE);
	clear(&shown);
}

static void test_rule_and_html(void **state)
{
	struct render_options styled = {.width = 12};

	(void)state;
	expect("a\n\n***\n\nb", "a\n\n---\n\nb\n");
	expect_as("***", &styled, "------------\n");
	expect("<div>\n  <b>x</b>\n</div>\n\n<i>y</i> &lt;",
		"<div>\n  <b>x</b>\n</div>\n\n<i>y</i> <\n");
}

static void test_links(void **state)
{
	struct render_options bare = {.width = 40};
	struct shown shown;

	(void)state;
	expect("[AI Act](https://example.org/act) and [[gdpr]] and "
	       "[[gdpr|the rule]].",
		"AI Act [1] and gdpr [2] and the\nrule [3].\n");
	expect("https://example.org", "https://example.org [1]\n");
	expect("[](x.md)", "x.md [1]\n");
	expect_as("[a](b) c", &bare, "a c\n");
	expect("![Plan](../img/plan.png?x=1) ![](b.png)",
		"[image: Plan, plan.png] [image: b.png]\n");
	expect("![Plan](data:image/png;base64,AAAA)", "[image: Plan, data]\n");
	show(&shown, "x [a](b) [**c** d](e)", &plain40);
	assert_int_equal(find_run(&shown.render, "x ")->link, -1);
	assert_int_equal(find_run(&shown.render, "a")->link, 0);
	assert_int_equal(find_run(&shown.render, "[1]")->link, 0);
	assert_int_equal(find_run(&shown.render, "c")->link, 1);
	assert_int_equal(find_run(&shown.render, "c")->style,
		STYLE_LINK | STYLE_UNDERLINE | STYLE_BOLD);
	assert_int_equal(find_run(&shown.render, "[2]")->style, STYLE_LINK);
	clear(&shown);
}

/* The number never begins a line: it stays with the last word. */
static void test_number_stays(void **state)
{
	struct render_options options = {.width = 12, .numbers = true};

	(void)state;
	expect_as("aaaa [bbb cccc](x)", &options, "aaaa bbb\ncccc [1]\n");
}

static void test_emphasis(void **state)
{
	struct render_options styled = {.width = 40};

	(void)state;
	expect("*a* **b** `c` ~~gone~~", "a b c ~~gone~~\n");
	expect_as("*a* **b** `c` ~~gone~~", &styled, "a b c gone\n");
}

static void test_footnotes(void **state)
{
	(void)state;
	expect("A[^x] b[^y] c[^x].\n\n[^y]: Second\n[^x]: First, with so many "
	       "words that it wraps\n",
		"A[^1] b[^2] c[^1].\n\n"
		"[^1] First, with so many words that it\n     wraps\n"
		"[^2] Second\n");
}

static void test_deep(void **state)
{
	struct buf out = {0};

	(void)state;
	for (int i = 0; i < 60; i++) {
		buf_put(&out, i % 3 == 0 ? "> " : i % 3 == 1 ? "- " : "7. ");
	}
	buf_put(&out, "[the](x) innermost words");
	for (int width = 1; width < 90; width++) {
		struct render_options options = {
			.width = width, .numbers = true};
		struct buf text = {0};
		struct shown shown;

		show(&shown, buf_text(&out), &options);
		check_lines(&shown.render);
		all_text(&text, &shown.render);
		assert_words(buf_text(&text), "the [1] innermost words", width);
		buf_clear(&text);
		clear(&shown);
	}
	buf_clear(&out);
}

static void test_gate(void **state)
{
	struct shown shown;
	struct buf out = {0};

	(void)state;
	expect("a &#27;[2J b", "a <U+001B>[2J b\n");
	expect("`x\xE2\x80\xAEy`", "x<U+202E>y\n");
	expect("![a&#10;b&#13;c](d&#7;e)", "[image: a b c, d<U+0007>e]\n");
	show(&shown, "a\xE2\x80\x8B\xE2\x80\x8B\n\n    c\xE2\x80\xAE\n\n&#27;",
		&plain40);
	assert_int_equal(shown.render.hidden, 4);
	clear(&shown);
	/* emphasis around marks does not pile them up on one letter */
	show(&shown, "a\xCC\x81\xCC\x81\xCC\x81**\xCC\x81\xCC\x81\xCC\x81x** b",
		&plain40);
	all_text(&out, &shown.render);
	if (!strstr(buf_text(&out), "**")) {
		assert_int_equal(shown.render.hidden, 2);
	}
	buf_clear(&out);
	clear(&shown);
}

static void test_sources(void **state)
{
	const struct render_options ten = {.width = 10};
	struct shown shown;

	(void)state;
	show(&shown,
		"---\ntitle: x\n---\none\ntwo three four five\nsix\n\nlast",
		&ten);
	assert_int_equal(shown.render.line_count, 5);
	assert_int_equal(shown.render.lines[0].source, 4);
	assert_int_equal(shown.render.lines[1].source, 5);
	assert_int_equal(shown.render.lines[4].source, 8);
	assert_int_equal(render_source_line(&shown.render, 1), 0);
	assert_int_equal(render_source_line(&shown.render, 5), 1);
	assert_int_equal(render_source_line(&shown.render, 8), 4);
	assert_int_equal(render_source_line(&shown.render, 99), 4);
	assert_int_equal(render_heading_line(&shown.render, -1), 4);
	clear(&shown);
}

static void test_clear(void **state)
{
	struct render render = {0};
	struct doc doc = {0};

	(void)state;
	render_clear(NULL);
	render_clear(&render);
	render_doc(&render, &doc, &plain40);
	assert_int_equal(render.line_count, 0);
	assert_int_equal(render_source_line(&render, 1), 0);
	render_clear(&render);
	render_clear(&render);
}

/* A text given up by the parser: paragraphs, one a line. */
static void test_bounded(void **state)
{
	struct node root = {.type = NODE_DOCUMENT, .index = -1};
	struct node blocks[3], texts[3];
	struct doc doc = {.bounded = true, .root = &root};
	struct render render;
	struct buf out = {0};

	(void)state;
	for (int i = 0; i < 3; i++) {
		blocks[i] = (struct node){.type = NODE_PARAGRAPH,
			.line = i < 2 ? i + 1 : 5,
			.first = &texts[i],
			.next = i < 2 ? &blocks[i + 1] : NULL};
		texts[i] = (struct node){
			.type = NODE_TEXT, .text = STR("text"), .index = -1};
	}
	root.first = blocks;
	render_doc(&render, &doc, &plain40);
	all_text(&out, &render);
	assert_string_equal(buf_text(&out), "text\ntext\n\ntext\n");
	buf_clear(&out);
	render_clear(&render);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paragraph),
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_rule_and_html),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_number_stays),
		cmocka_unit_test(test_emphasis),
		cmocka_unit_test(test_footnotes),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_gate),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_clear),
		cmocka_unit_test(test_bounded),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
