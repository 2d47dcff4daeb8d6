/* Filters put into the text of a query and taken out again. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/facet_text.h"

static const struct facet_choice guide = {
	{"kind", 4}, {"Type", 4}, {"guide", 5}, {"Vägledning", 11}};
static const struct facet_choice owner = {
	{"owner", 5}, {"Ägare", 6}, {"Unit A", 6}, {"Unit A", 6}};
static const struct facet_choice stage = {
	{"stage", 5}, {"Skede", 5}, {"proposal", 8}, {"Förslag", 8}};

static void assert_add(const char *query, const struct facet_choice *choice,
	const char *expected)
{
	struct buf out = {0};

	facet_add(&out, str_from(query), choice);
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void assert_remove(const char *query, const struct facet_choice *choice,
	const char *expected)
{
	struct buf out = {0};

	assert_int_equal(
		facet_remove(&out, str_from(query), choice), expected != NULL);
	if (expected)
		assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void a_filter_is_added_behind_the_words(void **state)
{
	(void)state;
	assert_add("", &guide, "kind:guide ");
	assert_add("pump avtal ", &guide, "pump avtal kind:guide ");
	assert_add("x", &owner, "x owner:\"Unit A\" ");
	assert_add("-kind:guide", &guide, "-kind:guide kind:guide ");
	assert_add(
		"\"kind:update x\"", &guide, "\"kind:update x\" kind:guide ");
}

static void a_second_value_is_an_alternative(void **state)
{
	(void)state;
	assert_add("kind:update x", &guide, "kind:update,guide x");
	assert_add("typ:nyhet", &guide, "typ:nyhet,guide");
	assert_add("skede:antagen x", &stage, "skede:antagen,proposal x");
	assert_add("owner:\"b c\"", &owner, "owner:\"b c\",\"Unit A\"");
	assert_add("stage:>a", &stage, "stage:>a stage:proposal ");
}

static void what_was_added_is_taken_out(void **state)
{
	(void)state;
	assert_remove("kind:guide ", &guide, "");
	assert_remove("pump kind:guide avtal", &guide, "pump avtal");
	assert_remove("kind:update,guide x", &guide, "kind:update x");
	assert_remove("kind:guide,update x", &guide, "kind:update x");
	assert_remove("typ:VÄGLEDNING", &guide, "");
	assert_remove("skede:förslag x", &stage, "x");
	assert_remove(
		"a owner:\"b c\",\"unit a\" d", &owner, "a owner:\"b c\" d");
	assert_remove("kind:guides", &guide, NULL);
	assert_remove("-kind:guide", &guide, NULL);
	assert_remove("guide", &guide, NULL);
	assert_remove("", &guide, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filter_is_added_behind_the_words),
		cmocka_unit_test(a_second_value_is_an_alternative),
		cmocka_unit_test(what_was_added_is_taken_out),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
