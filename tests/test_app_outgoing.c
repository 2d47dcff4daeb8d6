/* The gates of what leaves the hub, and the names it has outside. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/calendar.h"
#include "app/content_line.h"
#include "app/feed.h"
#include "app/records.h"
#include "base/utf8.h"

static void line_is(const char *value, enum content_value type, const char *is)
{
	struct buf out = {0};

	content_line(&out, "X", str_from(value), type);
	assert_string_equal(buf_text(&out), is);
	buf_clear(&out);
}

static void test_lines(void **state)
{
	(void)state;
	line_is("a;b,c\\d", CONTENT_TEXT, "X:a\\;b\\,c\\\\d\r\n");
	line_is("a\r\nEND:VCALENDAR", CONTENT_TEXT, "X:a\\nEND:VCALENDAR\r\n");
	line_is("a\rBEGIN:VEVENT\n", CONTENT_TEXT, "X:a\\nBEGIN:VEVENT\r\n");
	line_is("\xFF", CONTENT_TEXT, "X:\xEF\xBF\xBD\r\n");
	line_is("", CONTENT_TEXT, "");
	line_is("\n", CONTENT_TEXT, "");
	line_is("https://x/a b\r\nY:1", CONTENT_ADDRESS,
		"X:https://x/a%20bY:1\r\n");
	line_is("javascript:alert(1)", CONTENT_ADDRESS, "");
	line_is(" JavaScript:alert(1)", CONTENT_ADDRESS, "");
	line_is("https:", CONTENT_ADDRESS, "");
}

/* Any length, characters of two to four bytes, at every offset. */
static void test_fold(void **state)
{
	static const char *const letters[] = {"a", "å", "€", "𝄞"};
	size_t i;
	size_t j;

	(void)state;
	for (i = 0; i < 400; i++) {
		struct buf text = {0};
		struct buf out = {0};
		struct buf plain = {0};
		struct str rest;
		struct str line;

		buf_fill(&text, 'x', i % 7);
		for (j = 0; j < i; j++)
			buf_put(&text, letters[(j + i) % 4]);
		content_line(&out, "X", buf_slice(&text), CONTENT_TEXT);
		rest = buf_slice(&out);
		while (str_cut(&rest, '\n', &line)) {
			assert_true(line.len <= 76); /* with its CR */
			assert_true(str_ends(line, "\r"));
			line.len--;
			assert_true(utf8_valid(line));
			buf_str(&plain,
				plain.len ? str_sub(line, 1, line.len) : line);
		}
		if (text.len)
			assert_true(
				str_eq(str_sub(buf_slice(&plain), 2, plain.len),
					buf_slice(&text)));
		buf_clear(&plain);
		buf_clear(&text);
		buf_clear(&out);
	}
}

static void test_list(void **state)
{
	const struct str items[] = {STR("a,b"), STR(""), STR("\r\n"), STR("c")};
	const struct content_list list = {items, 4};
	struct buf out = {0};

	(void)state;
	content_list(&out, "CATEGORIES", &list);
	assert_string_equal(buf_text(&out), "CATEGORIES:a\\,b,c\r\n");
	buf_clear(&out);
}

static void moment_is(const char *text, const struct moment *is)
{
	struct moment moment;

	assert_true(moment_parse(str_from(text), &moment));
	assert_memory_equal(&moment.date, &is->date, sizeof(is->date));
	assert_int_equal(moment.timed, is->timed);
	assert_int_equal(moment.hour, is->hour);
	assert_int_equal(moment.minute, is->minute);
	assert_int_equal(moment.second, is->second);
	assert_int_equal(moment.zone, is->zone);
	assert_int_equal(moment.offset, is->offset);
}

static void test_moments(void **state)
{
	struct moment no;

	(void)state;
	moment_is("2026-11-26T16:05:09+01:00",
		&(struct moment){
			{2026, 11, 26}, true, 16, 5, 9, ZONE_OFFSET, 60});
	moment_is("2026-06-26 16:00-0330",
		&(struct moment){
			{2026, 6, 26}, true, 16, 0, 0, ZONE_OFFSET, -210});
	moment_is("2026-06-26T16:00Z",
		&(struct moment){{2026, 6, 26}, true, 16, 0, 0, ZONE_UTC, 0});
	moment_is("2026-06-26T16:00+00:00",
		&(struct moment){{2026, 6, 26}, true, 16, 0, 0, ZONE_UTC, 0});
	moment_is("2026-06-26T16:00",
		&(struct moment){{2026, 6, 26}, true, 16, 0, 0, ZONE_NONE, 0});
	moment_is("2024-02-29", &(struct moment){.date = {2024, 2, 29}});
	/* No such time or zone: the day only. */
	moment_is("2026-06-26T25:00", &(struct moment){.date = {2026, 6, 26}});
	moment_is(
		"2026-06-26T16:00+1", &(struct moment){.date = {2026, 6, 26}});
	moment_is("2026-06-26T16:00 CET",
		&(struct moment){.date = {2026, 6, 26}});
	assert_false(moment_parse(STR("2026-12"), &no));
	assert_false(moment_parse(STR("2026"), &no));
	assert_false(moment_parse(STR("2026-02-30"), &no));
	assert_false(moment_parse(STR(""), &no));
}

static void test_bibtex(void **state)
{
	struct buf out = {0};

	(void)state;
	bibtex_value(&out, STR("a}\n@misc{x, \\input{/etc} 50% #1 _ $ ^ ~ \""),
		false);
	assert_string_equal(buf_text(&out),
		"a\\textbraceright{} \\char64{}misc\\textbraceleft{}x, "
		"\\textbackslash{}input\\textbraceleft{}/etc"
		"\\textbraceright{} 50\\% \\#1 \\_ \\$ \\textasciicircum{} "
		"\\textasciitilde{} "
		"''");
	buf_cut(&out, 0);
	bibtex_value(&out, STR("10.1/a}b{c\\d e\n@"), true);
	assert_string_equal(buf_text(&out), "10.1/a%7Db%7Bc%5Cd%20e%20%40");
	buf_clear(&out);
}

/* "]]>", markup, bytes XML cannot hold: the text stays text. */
static void test_atom(void **state)
{
	struct feed_entry entry = {.id = STR("tag:x,2026:a"),
		.title =
			STR("]]></title><script>&\x01\xFF\x1b[31m\xEF\xBF\xBE"),
		.html = STR("<p>x &amp; ]]></p>"),
		.url = STR("https://e.example/?a=1&b=\"2\""),
		.tags = STR("a\"b, <c>")};
	struct feed feed = {.title = STR("T"),
		.id = STR("tag:x,2026:feed"),
		.lang = STR("sv"),
		.author = STR("T"),
		.items = &entry,
		.count = 1};
	struct buf out = {0};

	(void)state;
	export_atom(&out, &feed);
	assert_non_null(strstr(buf_text(&out),
		"<title>]]&gt;&lt;/title&gt;&lt;script&gt;&amp;"));
	assert_null(strstr(buf_text(&out), "]]>"));
	assert_null(strchr(buf_text(&out), '\x01'));
	assert_null(strchr(buf_text(&out), '\x1b'));
	assert_non_null(strstr(buf_text(&out),
		"href=\"https://e.example/?a=1&amp;b=&quot;2&quot;\""));
	assert_non_null(strstr(buf_text(&out), "term=\"a&quot;b\""));
	assert_non_null(strstr(buf_text(&out), "term=\"&lt;c&gt;\""));
	assert_non_null(strstr(buf_text(&out),
		"<content type=\"html\">&lt;p&gt;x &amp;amp; "
		"]]&gt;&lt;/p&gt;"));
	assert_true(utf8_valid(buf_slice(&out)));
	buf_clear(&out);
}

static void file_name_is(const char *text, const char *is)
{
	struct buf out = {0};

	outgoing_file_name(&out, str_from(text));
	assert_string_equal(buf_text(&out), is);
	buf_clear(&out);
}

static void test_names(void **state)
{
	struct buf one = {0};
	struct buf other = {0};

	(void)state;
	file_name_is("sepsis", "sepsis");
	file_name_is("hälsodata", "hälsodata");
	outgoing_file_name(&one, STR("../../etc"));
	assert_null(strchr(buf_text(&one), '/'));
	buf_cut(&one, 0);
	outgoing_file_name(&one, STR("C"));
	outgoing_file_name(&other, STR("c++"));
	assert_string_not_equal(buf_text(&one), buf_text(&other));
	buf_cut(&one, 0);
	outgoing_file_name(&one, STR("///"));
	assert_int_equal(one.len, 8);
	buf_cut(&one, 0);
	outgoing_escape_path(&one, STR("a b/å\"<"));
	assert_string_equal(buf_text(&one), "a%20b/%C3%A5%22%3C");
	buf_clear(&one);
	buf_clear(&other);
}

static void instant_is(int64_t seconds, const char *is)
{
	struct buf out = {0};

	outgoing_instant(&out, seconds, false);
	assert_string_equal(buf_text(&out), is);
	buf_clear(&out);
}

static void test_instants(void **state)
{
	(void)state;
	instant_is(0, "1970-01-01T00:00:00Z");
	instant_is(1795435200, "2026-11-23T12:00:00Z");
	instant_is(-5, "1970-01-01T00:00:00Z");
	instant_is(INT64_MAX, "9999-12-31T23:59:59Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_bibtex),
		cmocka_unit_test(test_atom),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_instants),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
