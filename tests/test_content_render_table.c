/* Tables as columns and cards: content/render.h. */

#include "tests/render_text.h"

static const char table[] =
	"| Product | Supplier | Risk class | Evidence | Comment |\n"
	"|---|:-:|--:|---|---|\n"
	"| LungScan | Exempelbolaget AB | IIa | RCT | Validated at two "
	"hospitals in 2025 |\n"
	"| BoneAge | Test GmbH | IIb | Retrospective | Not [validated](x) |\n";

static void test_table_columns(void **state)
{
	struct render_options options = {.width = 100, .numbers = true};

	(void)state;
	expect_as("|a|b|\n|-|-:|\n|one|2|\n||30|", &options,
		"a     b\n---  --\none   2\n     30\n");
	expect_as(table, &options,
		"Product       Supplier       Risk class  Evidence       "
		"Comment\n"
		"--------  -----------------  ----------  -------------  "
		"----------------------------------\n"
		"LungScan  Exempelbolaget AB         IIa  RCT            "
		"Validated at two hospitals in 2025\n"
		"BoneAge       Test GmbH             IIb  Retrospective  "
		"Not validated [1]\n");
	options.width = 72;
	expect_as(table, &options,
		"Product       Supplier       Risk class  Evidence       "
		"Comment\n"
		"--------  -----------------  ----------  -------------  "
		"----------------\n"
		"LungScan  Exempelbolaget AB         IIa  RCT            "
		"Validated at two\n"
		"                                                        "
		"hospitals in\n"
		"                                                        "
		"2025\n"
		"BoneAge       Test GmbH             IIb  Retrospective  "
		"Not\n"
		"                                                        "
		"validated [1]\n");
	expect_as("|漢字|b|\n|-|-|\n|x|y|", &options,
		"漢字  b\n----  -\nx     y\n");
	expect_as("|a|b|\n|-|-|\n", &options, "a  b\n-  -\n");
}

static void test_table_cards(void **state)
{
	struct render_options options = {.width = 50, .numbers = true};

	(void)state;
	expect_as(table, &options,
		"Product: LungScan  (table row 1 of 2)\n"
		"  Supplier:   Exempelbolaget AB\n"
		"  Risk class: IIa\n"
		"  Evidence:   RCT\n"
		"  Comment:    Validated at two hospitals in 2025\n"
		"Product: BoneAge  (table row 2 of 2)\n"
		"  Supplier:   Test GmbH\n"
		"  Risk class: IIb\n"
		"  Evidence:   Retrospective\n"
		"  Comment:    Not validated [1]\n");
	options.width = 200;
	options.cards = true;
	expect_as("|a|bb|ccc|\n|-|-|-|\n|1|2||", &options,
		"a: 1  (table row 1 of 1)\n  bb: 2\n  ccc:\n");
	expect_as("|a|b|\n|-|-|\n", &options, "a:\nb:\n");
	options.width = 20;
	expect_as("|a|b|\n|-|-|\n|1|two three four five|", &options,
		"a: 1  (table row 1\n  of 1)\n  b: two three\n"
		"    four five\n");
}

static void test_table_keeps_all(void **state)
{
	static const char *const before[] = {"", "> ", "- ", "> - > "};

	(void)state;
	for (int width = 1; width <= 200; width++) {
		struct render_options options = {
			.width = width, .numbers = true};
		struct buf out = {0};
		struct shown shown;

		show(&shown, table, &options);
		all_text(&out, &shown.render);
		check_lines(&shown.render);
		if (width >= 20) {
			assert_words(buf_text(&out),
				"Product Supplier Risk class Evidence Comment "
				"LungScan BoneAge Exempelbolaget AB Test GmbH "
				"IIa IIb RCT Retrospective Validated at two "
				"hospitals in 2025 Not validated [1]",
				width);
		}
		clear(&shown);
		for (size_t i = 0; i < 4; i++) {
			buf_cut(&out, 0);
			buf_printf(&out, "%s|aa|bb|\n", before[i]);
			for (int r = 0; r < 3; r++) {
				buf_fill(&out, ' ', i == 2 ? 2 : 0);
				buf_put(&out, i == 1 ? "> " : "");
				buf_put(&out, i == 3 ? ">   > " : "");
				buf_put(&out,
					r == 0 ? "|-|-|\n"
					       : "|ccc ddd|eee fff|\n");
			}
			show(&shown, buf_text(&out), &options);
			check_lines(&shown.render);
			buf_cut(&out, 0);
			all_text(&out, &shown.render);
			assert_words(
				buf_text(&out), "aa bb ccc ddd eee fff", width);
			clear(&shown);
		}
		buf_clear(&out);
	}
}

/* A header of great length is whole once, not on every card. */
static void test_table_long_header(void **state)
{
	struct render_options options = {.width = 72, .cards = true};
	struct buf out = {0};
	struct shown shown;

	(void)state;
	buf_put(&out, "|a|");
	for (int i = 0; i < 1000; i++) {
		buf_printf(&out, "w%d ", i);
	}
	buf_put(&out, "|\n|-|-|\n");
	for (int i = 0; i < 1000; i++) {
		buf_put(&out, "|b|c|\n");
	}
	show(&shown, buf_text(&out), &options);
	buf_cut(&out, 0);
	all_text(&out, &shown.render);
	assert_words(buf_text(&out), "w0 w999 (table", 72);
	assert_in_range(out.len, 100000, 300000);
	buf_clear(&out);
	clear(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_columns),
		cmocka_unit_test(test_table_cards),
		cmocka_unit_test(test_table_keeps_all),
		cmocka_unit_test(test_table_long_header),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
