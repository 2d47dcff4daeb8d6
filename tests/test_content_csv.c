/* Tables: separators, quotes, line ends, and rows that are not right. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "content/csv.h"

/* Every row as "line:a|b|c" or "line!", one a line. */
static void expect(const char *text, const char *wanted)
{
	struct arena arena = {0};
	struct csv_row *row = calloc(1, sizeof(*row));
	struct buf out = {0};
	struct csv csv;
	size_t i;

	csv_open(&csv, str_from(text));
	while (csv_next(&csv, &arena, row)) {
		buf_printf(&out, "%d%s", row->line, row->bad ? "!" : ":");
		for (i = 0; !row->bad && i < row->count; i++)
			buf_printf(&out, "%s%.*s", i ? "|" : "",
				STR_ARG(row->fields[i]));
		buf_byte(&out, '\n');
	}
	assert_string_equal(buf_text(&out), wanted);
	buf_clear(&out);
	free(row);
	arena_clear(&arena);
}

static void test_rows(void **state)
{
	(void)state;
	expect("", "");
	expect("a", "1:a\n");
	expect("a,b\n1,2\n", "1:a|b\n2:1|2\n");
	expect("\xEF\xBB\xBF"
	       "a;b,c;d\r\n1;2,3;\r\n",
		"1:a|b,c|d\n2:1|2,3|\n");
	expect("a\tb\n\"x\ty\"\tz\n", "1:a|b\n2:x\ty|z\n");
	expect("a,b\n\"1\r\n2\",\"say \"\"hi\"\"\"\n3,4",
		"1:a|b\n2:1\n2|say "
		"\"hi\"\n4:3|4\n");
	expect("a\n\"1\r\r\n2\"\n", "1:a\n2:1\n2\n");
	expect("\"a;b\",c\n", "1:a;b|c\n");
	expect("a,b\n\n,\n  ,\n1,2\n", "1:a|b\n5:1|2\n");
	expect(" a , b \n", "1:a|b\n");
	expect("a,\n", "1:a|\n");
}

static void test_bad(void **state)
{
	(void)state;
	expect("a,b\n\"x\"y,2\n3,4\n", "1:a|b\n2!\n3:3|4\n");
	expect("a,b\nx\"y,2\n3,4\n", "1:a|b\n2!\n3:3|4\n");
	expect("a,b\n\"open,2\n3,4\n", "1:a|b\n2!\n");
	expect("a\n\"", "1:a\n2!\n");
}

static void test_random(void **state)
{
	static const char bytes[] = "a,;\t\"\"\"\n\r x";
	unsigned seed = 5;
	int i;

	(void)state;
	for (i = 0; i < 50000; i++) {
		struct arena arena = {0};
		struct csv_row *row = malloc(sizeof(*row));
		char text[24];
		size_t len = (size_t)rand_r(&seed) % sizeof(text);
		size_t k, rows = 0;
		struct csv csv;
		int last = 0;

		assert_non_null(row);
		for (k = 0; k < len; k++)
			text[k] = bytes[(size_t)rand_r(&seed) %
				(sizeof(bytes) - 1)];
		csv_open(&csv, (struct str){text, len});
		while (csv_next(&csv, &arena, row)) {
			assert_true(row->line > last);
			last = row->line;
			assert_true(++rows <= len);
		}
		free(row);
		arena_clear(&arena);
	}
}

static void test_limits(void **state)
{
	struct buf text = {0};
	int i;

	(void)state;
	for (i = 0; i < 300; i++)
		buf_put(&text, "x,");
	buf_put(&text, "\na,b\n");
	expect(buf_text(&text), "1!\n2:a|b\n");
	buf_cut(&text, 0);
	buf_fill(&text, 'x', CSV_FIELD_MAX + 1);
	buf_put(&text, "\na\n");
	expect(buf_text(&text), "1!\n2:a\n");
	buf_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_limits),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("content/csv", tests, NULL, NULL);
}
