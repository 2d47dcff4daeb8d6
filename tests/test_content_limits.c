/*
 * No text takes long or much: families that make Markdown programs slow, at
 * 60 KB and 1 MB, and what a text looks like that passed a limit.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "content/doc.h"
#include "content/markdown.h"

#if defined(__SANITIZE_ADDRESS__)
#define SLOW 8
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOW 8
#endif
#endif
#ifndef SLOW
#define SLOW 1
#endif

enum {
	MS_MOST = 1000 * SLOW, /* of processor time */
	KB_MOST = 200 * 1024
};

static const char *const units[] = {"![[]()", "<!--", "[", "]", "[[", "[^1]",
	"_", "*", "**a ", "*a_", "`", "``a`", "<", "<a ", "&", "\\", "~",
	"~~a ", "~a~~", "> ", "- ", "1. ", "* a\n", "- - - -\n", "|",
	"| a | b |\n", "a\n", "[a](", "[a]: b\n", "[^1]: x\n",
	"[^a]: [^b]: ", "[^a]: b[^a]\n", "@", "a@b.", "a@b.cc ", "http://",
	"http://a.b/(c.", "www.", "www.a.b ", "http://a_", "www.a&b;",
	"[[a|b]]", "[[a]", "[x]: <", "<!\n", "<![CDATA[", "<?", "\t", "- \t",
	"\xC2\xA0", "\xF0\x90\xA9\x90[\\~", "a*a*", "\\[[a\\]]", "# a\n",
	"a\n=\n", "```\n", "&#126;", "~~*", "*~~", "&a;", "\xFF", "![",
	" |-|\n|", "|a\n|-\n", "a|b\n-|-\n", "\n", "\xCC\x81", "\xE2\x80\xAE\n",
	"\xE2\x80\xAE", "- [ ] a\n", "word "};

static int64_t processor_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void measure(const char *name, const struct buf *text)
{
	int64_t begin = processor_ms();
	struct buf plain = {0};
	struct rusage usage;
	struct doc doc;
	int64_t ms;

	doc_parse(&doc, buf_slice(text));
	doc_index_text(&plain, &doc, true);
	ms = processor_ms() - begin;
	getrusage(RUSAGE_SELF, &usage);
	if (ms > MS_MOST || (SLOW == 1 && usage.ru_maxrss > KB_MOST)) {
		print_message("%.20s x %zu: %d ms, %ld KB\n", name, text->len,
			(int)ms, usage.ru_maxrss);
	}
	assert_true(ms <= MS_MOST);
	assert_true(SLOW > 1 || usage.ru_maxrss <= KB_MOST);
	assert_non_null(doc.root);
	buf_clear(&plain);
	doc_clear(&doc);
}

static void repeat(const char *unit, size_t size)
{
	struct buf text = {0};

	while (text.len < size) {
		buf_put(&text, unit);
	}
	measure(unit, &text);
	buf_clear(&text);
}

static void test_units_small(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		repeat(units[i], 60000);
	}
}

static void test_units_large(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		repeat(units[i], 1000000);
	}
}

static void deep_lists(struct buf *text, size_t size)
{
	for (size_t i = 0; text->len < size; i++) {
		buf_fill(text, ' ', i % 2000);
		buf_put(text, "- a\n");
	}
}

static void deep_quotes(struct buf *text, size_t size)
{
	for (size_t i = 0; text->len < size; i++) {
		buf_fill(text, '>', i % 1000);
		buf_put(text, "a\n");
	}
}

static void quotes_emphasis(struct buf *text, size_t size)
{
	buf_fill(text, '>', size / 2);
	while (text->len < size) {
		buf_put(text, "a*a*");
	}
}

static void long_table(struct buf *text, size_t size)
{
	buf_put(text, "|a|b|c|d|e|\n|-|-|-|-|-|\n");
	for (int i = 0; i < 10000 || text->len < size; i++) {
		buf_put(text, "| 1 | *two* | `three` | [f](g) | five |\n");
	}
}

static void filled_table(struct buf *text, size_t size)
{
	for (int i = 0; i < 900; i++) {
		buf_put(text, "a|");
	}
	buf_byte(text, '\n');
	for (int i = 0; i < 900; i++) {
		buf_put(text, "-|");
	}
	while (text->len < size) {
		buf_put(text, "\na");
	}
}

static void many_notes(struct buf *text, size_t size)
{
	for (int i = 0; text->len < size; i++) {
		buf_printf(text, "[^%d]: n [^%d]\n\n", i, i + 1);
	}
}

static void long_front(struct buf *text, size_t size)
{
	buf_put(text, "---\n");
	while (text->len < size) {
		buf_put(text, "a: [b, c]\n");
	}
	buf_put(text, "---\n");
}

static void deep_front(struct buf *text, size_t size)
{
	buf_put(text, "---\na: ");
	buf_fill(text, '[', size);
	buf_put(text, "\n---\n");
}

static void test_shapes(void **state)
{
	static void (*const shapes[])(struct buf * text, size_t size) = {
		deep_lists, deep_quotes, quotes_emphasis, long_table,
		filled_table, many_notes, long_front, deep_front};
	struct buf text = {0};
	char name[16];

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		snprintf(name, sizeof(name), "shape %zu", i);
		buf_cut(&text, 0);
		shapes[i](&text, 60000);
		measure(name, &text);
		buf_cut(&text, 0);
		shapes[i](&text, 1000000);
		measure(name, &text);
	}
	buf_clear(&text);
}

static struct node *parse(struct arena *arena, const char *text,
	const struct markdown_limits *limits, bool *bounded)
{
	struct markdown_input input = {
		.text = str_from(text), .line = 3, .limits = limits};

	return markdown_parse(&input, arena, bounded);
}

static void check_plain(const struct node *root)
{
	const struct node *second = root->first->next;

	assert_int_equal(root->first->type, NODE_PARAGRAPH);
	assert_int_equal(root->first->line, 3);
	assert_true(str_is(root->first->first->text, "# *a*"));
	assert_int_equal(second->type, NODE_PARAGRAPH);
	assert_int_equal(second->line, 5);
	assert_int_equal(second->first->type, NODE_TEXT);
	assert_true(str_is(second->first->text, "|b|"));
	assert_int_equal(root->last->line, 6);
	assert_ptr_equal(second->next, root->last);
}

static void test_bounds(void **state)
{
	static const char text[] = "# *a*\n\n|b|\n|-|\n";
	struct markdown_limits limits = markdown_limits_default;
	struct arena arena = {0};
	bool bounded = false;

	(void)state;
	limits.bytes = 5;
	check_plain(parse(&arena, text, &limits, &bounded));
	assert_true(bounded);
	limits = markdown_limits_default;
	limits.memory = 1000;
	check_plain(parse(&arena, text, &limits, &bounded));
	assert_true(bounded);
	/* Nothing of the parse that was left stays behind. */
	assert_int_equal(
		parse(&arena, text, NULL, &bounded)->first->type, NODE_HEADING);
	assert_false(bounded);
	arena_clear(&arena);
}

static void test_deadline(void **state)
{
	struct markdown_limits limits = markdown_limits_default;
	struct markdown_input input = {.line = 1, .limits = &limits};
	struct arena arena = {0};
	struct buf text = {0};
	bool bounded = false;

	(void)state;
	limits.ms = 0;
	while (text.len < 10000) {
		buf_put(&text, "*a* b\n");
	}
	input.text = buf_slice(&text);
	markdown_parse(&input, &arena, &bounded);
	assert_true(bounded);
	buf_put(&text, "\n|a|\n|-|\n");
	input.text = buf_slice(&text);
	markdown_parse(&input, &arena, &bounded);
	assert_true(bounded);
	input.limits = NULL;
	markdown_parse(&input, &arena, &bounded);
	assert_false(bounded);
	arena_clear(&arena);
	buf_clear(&text);
}

/* What is made of many links stays text: all of it is still there. */
static void test_many_links(void **state)
{
	struct buf text = {0};
	struct buf plain = {0};
	struct doc doc;

	(void)state;
	while (text.len < 1200000) {
		buf_put(&text, "a@b.cc ");
	}
	doc_parse(&doc, buf_slice(&text));
	assert_false(doc.bounded);
	assert_int_equal(doc.link_count, 100000);
	doc_plain(&plain, doc.root);
	assert_int_equal(plain.len, text.len);
	doc_clear(&doc);
	buf_clear(&plain);
	buf_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_deadline),
		cmocka_unit_test(test_many_links),
		cmocka_unit_test(test_units_small),
		cmocka_unit_test(test_units_large),
		cmocka_unit_test(test_shapes)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
