#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "store/field_pack.h"
#include "store/link_pack.h"

/* All values of a list, one a line: "key text day". */
static void tell_fields(struct buf *out, struct str list)
{
	struct field_walk walk;

	field_walk_init(&walk, list);
	while (field_walk_key(&walk)) {
		while (field_walk_value(&walk)) {
			buf_printf(out, "%d %.*s", (int)walk.value.key,
				STR_ARG(walk.value.text));
			if (walk.value.dated)
				buf_printf(out, " %d", (int)walk.value.day);
			buf_byte(out, '\n');
		}
	}
	field_walk_clear(&walk);
}

static void fields_are_sorted_and_once(void **state)
{
	struct field_value values[] = {{7, STR("b"), false, 0},
		{2, STR("2026-01-02"), true, 20455},
		{2, STR("2026-01-01"), true, 20454}, {7, STR("b"), false, 0},
		{7, STR("bar"), false, 0}, {7, STR(""), false, 0},
		{7, STR("b"), true, -3}, {300, STR("x"), false, 0}};
	struct buf list = {0};
	struct buf got = {0};

	(void)state;
	field_pack(&list, values, sizeof(values) / sizeof(*values));
	tell_fields(&got, buf_slice(&list));
	assert_string_equal(buf_text(&got),
		"2 2026-01-01 20454\n2 2026-01-02 20455\n"
		"7 \n7 b\n7 b -3\n7 bar\n300 x\n");
	buf_clear(&list);
	buf_clear(&got);
}

#define TEXT(text)                                                             \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}

static const struct link_row rows[] = {
	{TEXT("a/b.md"), {0}, {0}, TEXT("top"), TEXT("B"), {0}, 3},
	{{0}, TEXT("2008:355"), TEXT("https://x.example/2008/355"), {0},
		TEXT("2008:355"), {0}, 300},
	{TEXT("a/b.md"), {0}, {0}, {0}, TEXT("B"), TEXT("basis"), 0},
	{{0}, {0}, {0}, {0}, {0}, {0}, 70000}};

enum {
	ROWS = sizeof(rows) / sizeof(*rows)
};

static void links_come_back(void **state)
{
	struct buf packed = {0};
	struct link_list list;
	struct link_row row;
	size_t i;

	(void)state;
	link_pack(&packed, rows, ROWS);
	assert_true(link_list_open(&list, buf_slice(&packed)));
	for (i = 0; i < ROWS; i++) {
		assert_true(link_list_next(&list, &row));
		assert_true(str_eq(row.path, rows[i].path));
		assert_true(str_eq(row.name, rows[i].name));
		assert_true(str_eq(row.url, rows[i].url));
		assert_true(str_eq(row.anchor, rows[i].anchor));
		assert_true(str_eq(row.text, rows[i].text));
		assert_true(str_eq(row.field, rows[i].field));
		assert_int_equal(row.line, rows[i].line);
	}
	assert_false(link_list_next(&list, &row));
	assert_int_equal(list.left, 0);
	link_list_clear(&list);
	buf_clear(&packed);
}

/* Cut off anywhere, and with any byte changed: an end, never a way out. */
static void damage_is_an_end(void **state)
{
	struct field_value values[] = {{1, STR("alpha"), false, 0},
		{1, STR("alphabet"), true, 9}, {2, STR("z"), false, 0}};
	struct buf parts[2] = {{0}};
	size_t n, i;

	(void)state;
	field_pack(&parts[0], values, 3);
	link_pack(&parts[1], rows, ROWS);
	for (n = 0; n < 2; n++) {
		for (i = 0; i < 2 * parts[n].len; i++) {
			size_t len = i < parts[n].len ? i : parts[n].len;
			char *bytes = mem_copy(parts[n].data, len);
			struct str cut = {bytes, len};
			struct link_list list;
			struct link_row row;
			struct buf out = {0};

			if (i >= parts[n].len)
				bytes[i - parts[n].len] ^= (char)0xFF;
			tell_fields(&out, cut);
			if (link_list_open(&list, cut)) {
				while (link_list_next(&list, &row))
					buf_str(&out, row.text);
			}
			link_list_clear(&list);
			buf_clear(&out);
			free(bytes);
		}
		buf_clear(&parts[n]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_sorted_and_once),
		cmocka_unit_test(links_come_back),
		cmocka_unit_test(damage_is_an_end)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
