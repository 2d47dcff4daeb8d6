#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "store/query.h"

static void show_list(struct buf *out, const struct query_node *node);

static void show_filter(struct buf *out, const struct query_node *node)
{
	static const char *const ops[] = {"=", "<", "<=", ">", ">=", ".."};
	size_t i;

	buf_printf(out, "%d%s", (int)node->key, ops[node->op]);
	for (i = 0; i < node->value_count; i++)
		buf_printf(
			out, "%s%.*s", i ? "," : "", STR_ARG(node->values[i]));
}

static void show(struct buf *out, const struct query_node *node)
{
	if (node->negated)
		buf_byte(out, '-');
	switch (node->type) {
	case QUERY_WORD:
	case QUERY_PHRASE:
		if (node->key)
			buf_printf(out, "%d:", (int)node->key);
		buf_printf(out, node->type == QUERY_PHRASE ? "'%.*s'" : "%.*s",
			STR_ARG(node->text));
		buf_put(out, node->exact ? "!" : "");
		buf_put(out, node->prefix ? "*" : "");
		break;
	case QUERY_FILTER:
		show_filter(out, node);
		break;
	case QUERY_AND:
		buf_put(out, "(");
		show_list(out, node->first);
		buf_put(out, ")");
		break;
	case QUERY_OR:
		buf_put(out, "[");
		show_list(out, node->first);
		buf_put(out, "]");
		break;
	}
}

static void show_list(struct buf *out, const struct query_node *node)
{
	for (; node; node = node->next) {
		show(out, node);
		if (node->next)
			buf_byte(out, ' ');
	}
}

static bool find_field(struct str name, bool exact, struct str *key, void *arg)
{
	(void)arg;
	if (str_is(name, "stage") || (!exact && str_is(name, "skede")))
		*key = STR("stage");
	else if (str_is(name, "author"))
		*key = STR("author");
	else
		return false;
	return true;
}

static void is(const char *text, const char *want)
{
	const struct query_fields fields = {find_field, NULL};
	struct query query;
	struct buf got = {0};

	query_parse(&query, str_from(text), &fields);
	show_list(&got, query.root.first);
	if (strcmp(buf_text(&got), want) != 0)
		fail_msg("%s: %s, not %s", text, buf_text(&got), want);
	buf_clear(&got);
	query_clear(&query);
}

static void words_and_phrases(void **state)
{
	(void)state;
	is("", "");
	is("   ", "");
	is("patientdata lag", "patientdata lag");
	is("\"exact phrase\" x", "'exact phrase' x");
	is("bioba* =word", "bioba* word!");
	is("* = -", "* = -");
	is("\"open quote", "open quote");
	is("a\"b\"c", "a 'b' c");
}

static void operators(void **state)
{
	(void)state;
	is("a OR b c", "[a b] c");
	is("a | b", "[a b]");
	is("a OR b OR c", "[a b c]");
	is("(a OR b) c", "[a b] c");
	is("-a -\"b c\" NOT d", "-a -'b c' -d");
	is("-(a b)", "-(a b)");
	is("-(a OR b)", "-[a b]");
	is("NOT NOT a", "-NOT a");
	is("a AND b", "a b");
	is("or and not", "or and not");
	is("OR a", "a");
	is("a OR", "a");
	is("AND", "");
	is("NOT", "");
	is("( ( a", "a");
	is(") a ) b", "a b");
	is("(2009:400)", "2009:400");
	is("x - y", "x - y");
	is("()", "");
}

static void filters(void **state)
{
	(void)state;
	assert_int_equal(query_key_of(STR("slag")), KEY_KIND);
	assert_int_equal(query_key_of(STR("Språk")), KEY_LANG);
	assert_int_equal(query_key_of(STR("ÄNDRAD")), KEY_MODIFIED);
	assert_int_equal(query_key_of(STR("x")), KEY_NONE);
	is("kind:regulation,guidance", "4=regulation,guidance");
	is("tag:\"two words\"", "5=two words");
	is("-status:archived", "-6=archived");
	is("due:<2026-12-31", "12<2026-12-31");
	is("due:>=2026-01", "12>=2026-01");
	is("created:2025-01..2025-06", "13..2025-01,2025-06");
	is("frist:försenad", "12=försenad");
	is("modified:>-2w", "14>-2w");
	is("stage:in-force", "21=in-force");
	is("title:lag -titel:\"två ord\"", "1:lag -1:'två ord'");
	is("title:bio*", "1:bio*");
}

static void one_key_again_is_an_alternative(void **state)
{
	(void)state;
	is("kind:a kind:b", "4=a,b");
	is("slag:a kind:b x", "4=a,b x");
	is("stage:a skede:b", "21=a,b");
	is("due:>=2026-01 due:<2026-06", "12>=2026-01 12<2026-06");
	is("-tag:a -tag:b", "-5=a -5=b");
	is("tag:a -tag:b tag:c", "5=a,c -5=b");
	is("is:open is:overdue", "15=open 15=overdue");
	is("tag:a OR kind:b tag:c", "[5=a 4=b] 5=c");
	is("(tag:a tag:b) OR x", "[5=a,b x]");
}

static void names_in_both_languages(void **state)
{
	const struct query_name *names = query_names();
	struct str typed[] = {STR("\xC3\xA4r"), STR("\xC3\xA5r"), STR("AR"),
		STR("\xC3\x84GARE")};
	enum query_key want[] = {KEY_IS, KEY_YEAR, KEY_IS, KEY_OWNER};
	size_t i;

	(void)state;
	for (i = 0; names[i].name; i++)
		assert_int_equal(
			query_key_of(str_from(names[i].name)), names[i].key);
	for (i = 0; i < 4; i++)
		assert_int_equal(query_key_of(typed[i]), want[i]);
	assert_string_equal(query_key_name(KEY_TAG), "tag");
	assert_int_equal(query_is_of(STR("\xC3\x96ppen")), IS_OPEN);
	assert_int_equal(query_is_of(STR("upphavd")), IS_SUPERSEDED);
	/* A field of the hub wins over a second name, not over a first. */
	is("author:x", "21=x");
	is("f\xC3\xB6rfattare:x", "11=x");
	is("skede:x", "21=x");
}

static void open_ranges_and_years(void **state)
{
	(void)state;
	is("due:2026..", "12>=2026");
	is("due:..2026", "12<=2026");
	is("year:2025..2026", "22..2025,2026");
	is("year:soon", "year:soon");
	is("due:..", "due:..");
}

static void what_makes_no_sense_is_told(void **state)
{
	struct query query;

	(void)state;
	query_parse(&query, STR("x due:<abc y"), NULL);
	assert_true(str_is(query.senseless, "due:<abc"));
	assert_int_equal(query.unknown.len, 0);
	query_clear(&query);
	query_parse(&query, STR("x due:<2026 y"), NULL);
	assert_int_equal(query.senseless.len, 0);
	query_clear(&query);
}

static void what_is_no_filter_is_text(void **state)
{
	struct query query;

	(void)state;
	is("sekretess: hälso", "sekretess: hälso");
	is("kind:", "kind:");
	is("foo:bar", "foo:bar");
	is("due:soonish", "due:soonish");
	is("is:nonsense", "is:nonsense");
	is("2008:355", "2008:355");
	is("https://x.example/y", "https://x.example/y");
	query_parse(&query, STR("foo:bar"), NULL);
	assert_true(str_is(query.unknown, "foo"));
	query_clear(&query);
}

static void sort_is_taken_out(void **state)
{
	struct query query;

	(void)state;
	query_parse(&query, STR("x sort:due- y"), NULL);
	assert_true(str_is(query.sort, "due-"));
	assert_true(str_is(query.root.first->text, "x"));
	assert_true(str_is(query.root.first->next->text, "y"));
	query_clear(&query);
}

static void days(void **state)
{
	static const struct date today = {2026, 11, 23};
	int32_t now = date_days(today);
	int32_t first = 0;
	int32_t last = 0;

	(void)state;
	assert_true(query_days(STR("today"), today, &first, &last));
	assert_int_equal(first, now);
	assert_true(query_days(STR("igår"), today, &first, &last));
	assert_int_equal(first, now - 1);
	assert_true(query_days(STR("30d"), today, &first, &last));
	assert_int_equal(last, now + 30);
	assert_true(query_days(STR("-2w"), today, &first, &last));
	assert_int_equal(first, now - 14);
	assert_true(query_days(STR("2026-02"), today, &first, &last));
	assert_int_equal(last - first, 27);
	assert_true(query_days(STR("2024"), today, &first, &last));
	assert_int_equal(last - first, 365);
	assert_false(query_days(STR("2026-02-30"), today, &first, &last));
	assert_false(query_days(STR("d"), today, &first, &last));
	assert_false(query_days(STR("99999d"), today, &first, &last));
	assert_false(query_days(STR(""), today, &first, &last));
}

static void limits_hold(void **state)
{
	struct query query;
	struct buf text = {0};
	const struct query_node *node;
	size_t count = 0;
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		buf_printf(&text, "w%d ", i);
	query_parse(&query, buf_slice(&text), NULL);
	for (node = query.root.first; node; node = node->next)
		count++;
	assert_int_equal(count, QUERY_LEAVES);
	assert_true(query.cut);
	query_clear(&query);
	buf_clear(&text);
	buf_fill(&text, '(', 3000);
	query_parse(&query, buf_slice(&text), NULL);
	query_clear(&query);
	buf_cut(&text, 0);
	for (i = 0; i < 700; i++)
		buf_put(&text, "å");
	query_parse(&query, buf_slice(&text), NULL);
	assert_int_equal(query.root.first->text.len, QUERY_BYTES);
	query_clear(&query);
	buf_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(words_and_phrases),
		cmocka_unit_test(operators), cmocka_unit_test(filters),
		cmocka_unit_test(one_key_again_is_an_alternative),
		cmocka_unit_test(names_in_both_languages),
		cmocka_unit_test(open_ranges_and_years),
		cmocka_unit_test(what_makes_no_sense_is_told),
		cmocka_unit_test(what_is_no_filter_is_text),
		cmocka_unit_test(sort_is_taken_out), cmocka_unit_test(days),
		cmocka_unit_test(limits_hold)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
