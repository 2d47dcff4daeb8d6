/* A note's values judged. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "content/doc.h"
#include "content/schema.h"
#include "tests/schema_note.h"

static void list(struct note *note, const char *front)
{
	list_kind(note, front, "rule", false);
}

/* Values that are known to be required, so that only `front` is judged. */
static void expect_problem(
	const char *front, const char *rule, int line, int column)
{
	struct buf text = {0};
	struct note note;
	const struct problem *first;

	buf_printf(&text, "title: T\nstage: signal\n%s\n", front);
	list_kind(&note, buf_text(&text), "rule", true);
	first = note.doc.problems.items;
	if (!rule) {
		if (first) {
			fail_msg("%s: %s: %s", front, first->rule, first->text);
		}
	} else if (!first || strcmp(first->rule, rule) != 0 ||
		first->line != line + 3 || first->column != column ||
		note.doc.problems.count != 1) {
		fail_msg("%s: %s at %d:%d", front, first ? first->rule : "-",
			first ? first->line : 0, first ? first->column : 0);
	}
	clear(&note);
	buf_clear(&text);
}

static void expect_fine(const char *front)
{
	expect_problem(front, NULL, 0, 0);
}

/* Without a fyr.yaml a status may be any word. */
static void test_judge_built_in(void **state)
{
	struct note note;

	(void)state;
	list(&note, "status: done\ndate: 2026-11-26 10:00\ntagz: x\n");
	schema_clear(&note.schema);
	schema_init_built_in(&note.schema);
	schema_values(note.schema.kinds, &note.doc, true, &note.values);
	assert_int_equal(note.doc.problems.count, 1);
	assert_string_equal(note.doc.problems.items[0].rule, "misspelled-key");
	assert_int_equal(note.values.count, 3);
	clear(&note);
}

static void test_judge_dates(void **state)
{
	(void)state;
	expect_fine("day: 2026-02");
	expect_fine("day: 2028-02-29");
	expect_problem("day: 2026-02-29", "bad-date", 1, 6);
	expect_problem("day: 26 Nov 2026", "bad-date", 1, 6);
	expect_problem("day: 2026-11-26T13:00Z", "bad-date", 1, 6);
	expect_fine("start: 2026-11-26");
	expect_fine("start: 2026-11-26T13:00+01:00");
	expect_fine("start: \"2026-06-26 13:00:59.25 +0200\"");
	expect_fine("start: 2026-11-26t13:00:00Z");
	expect_problem("start: 2026-11-26T13:00", "bad-date", 1, 8);
	expect_problem("start: 2026-11-26T24:00Z", "bad-date", 1, 8);
	expect_problem("start: 2026-11-26T12:60Z", "bad-date", 1, 8);
	expect_problem("start: 2026-11-26T1:00Z", "bad-date", 1, 8);
	expect_problem("start: 2026-11-26T", "bad-date", 1, 8);
	expect_problem("start: 2026-11-31T13:00Z", "bad-date", 1, 8);
	expect_problem("start: 2026-11-26T13:00+15:00", "bad-date", 1, 8);
	expect_problem("start: 2026-11-26T13:00 CET", "bad-date", 1, 8);
	expect_fine("date: 2026-11-26 13:00");
	expect_problem("date: yesterday", "bad-date", 1, 7);
}

static void test_judge_dated(void **state)
{
	(void)state;
	expect_fine("dates: [{date: 2026-12, event: due, certainty: binding}]");
	expect_fine("dates: 2026-12");
	expect_problem("dates: [{event: due}]", "bad-date", 1, 9);
	expect_problem("dates: [{date: [2026]}]", "bad-date", 1, 9);
	expect_problem("dates:\n- {date: x}", "bad-date", 2, 10);
	expect_problem(
		"dates: [{date: 2026, event: dew}]", "unknown-value", 1, 29);
	expect_problem("dates: [{date: 2026, certainty: sure}]",
		"unknown-value", 1, 33);
	expect_problem("dates: soon", "bad-date", 1, 8);
}

static void test_judge_words(void **state)
{
	struct note note;

	(void)state;
	expect_fine("area: [signal, in-force]");
	expect_fine("area: signal");
	expect_problem("area: [signal, inforce]", "unknown-value", 1, 16);
	expect_problem("status: done", "unknown-value", 1, 9);
	list_kind(&note, "title: T\nstage: propsal\n", "rule", true);
	assert_non_null(
		strstr(note.doc.problems.items[0].text, "\"proposal\"?"));
	clear(&note);
	list_kind(&note, "title: T\nstage: IN-FORCE\n", "rule", true);
	assert_non_null(
		strstr(note.doc.problems.items[0].text, "\"in-force\"?"));
	clear(&note);
	list_kind(&note, "title: T\nstage: 19121212-1212\n", "rule", true);
	assert_non_null(strstr(
		note.doc.problems.items[0].text, "signal, proposal, in-force"));
	/* What does not belong there is not repeated in a log. */
	assert_null(strstr(note.doc.problems.items[0].text, "1912"));
	clear(&note);
}

static void test_judge_addresses(void **state)
{
	(void)state;
	expect_fine("url: https://example.org/a?b#c");
	expect_fine("url: HTTP://example.org");
	expect_fine("url: mailto:a@example.org?subject=x");
	expect_problem("url: ftp://example.org", "bad-url", 1, 6);
	expect_problem("url: example.org", "bad-url", 1, 6);
	expect_problem("url: https:example.org", "bad-url", 1, 6);
	expect_problem("url: https://", "bad-url", 1, 6);
	expect_problem("url: https:///x", "bad-url", 1, 6);
	expect_problem("url: https://a b", "bad-url", 1, 6);
	expect_problem("url: javascript:alert(1)", "bad-url", 1, 6);
	expect_problem("url: mailto:nobody", "bad-url", 1, 6);
	expect_problem("url: \"https://a\\e[0m\"", "bad-url", 1, 6);
	expect_fine("email: a.b+c@x.example.org");
	expect_problem("email: a@b", "bad-email", 1, 8);
	expect_problem("email: '@example.org'", "bad-email", 1, 8);
	expect_problem("email: a@@example.org", "bad-email", 1, 8);
	expect_problem("email: A <a@example.org>", "bad-email", 1, 8);
	expect_problem("email: a@example.", "bad-email", 1, 8);
	expect_problem("contacts: [{email: a}]", "bad-email", 1, 20);
	expect_problem("contacts: [{checked: x}]", "bad-date", 1, 22);
	expect_problem("contacts: [{}]", "bad-contact", 1, 12);
}

static void test_judge_others(void **state)
{
	(void)state;
	expect_fine("identifiers: [sfs:2025:1506, 'oj:L, 2024/1689']");
	expect_fine("identifiers: hslf-fs:2021:52");
	expect_problem("identifiers: 32024R1689", "bad-identifier", 1, 14);
	expect_problem("identifiers: ':x'", "bad-identifier", 1, 14);
	expect_problem("identifiers: 'ds:'", "bad-identifier", 1, 14);
	expect_problem("identifiers: [a_b:c]", "bad-identifier", 1, 15);
	expect_fine("count: -12");
	expect_problem("count: 1.5", "bad-number", 1, 8);
	expect_problem("count: 99999999999999999999", "bad-number", 1, 8);
	expect_fine("open: No");
	expect_problem("open: maybe", "bad-bool", 1, 7);
	expect_problem("url: [https://a.b, https://c.d]", "one-value", 1, 6);
	expect_fine("url: [https://a.b]");
	expect_problem("count: {a: b}", "bad-value", 1, 8);
	expect_fine("authority: nobody-knows");
	expect_fine("url:\nday: ~\ncount: ''");
}

static size_t missing(const char *front)
{
	struct note note;
	size_t count = 0;

	list_kind(&note, front, "rule", true);
	for (size_t i = 0; i < note.doc.problems.count; i++) {
		count += strcmp(note.doc.problems.items[i].rule,
				 "missing-field") == 0;
	}
	clear(&note);
	return count;
}

static void test_required(void **state)
{
	struct note note;

	(void)state;
	assert_int_equal(missing("status: published\n"), 2);
	assert_int_equal(missing("x: y\n"), 2);
	assert_int_equal(missing(""), 2);
	assert_int_equal(missing("title: T\nstage:\n"), 1);
	assert_int_equal(missing("title: T\nstage: wrong\n"), 0);
	assert_int_equal(missing("status: draft\n"), 0);
	assert_int_equal(missing("status: archived\n"), 0);
	assert_int_equal(missing("draft: true\n"), 0);
	assert_int_equal(missing("translated: 2026-01-01\n"), 1);
	assert_int_equal(missing("translated: 2026-01-01\ntitle: T\n"), 0);
	/* The first heading is a title as well. */
	list(&note, "stage: signal\n");
	note.doc.heading_count = 1;
	schema_values(note.kind, &note.doc, true, &note.values);
	assert_int_equal(note.doc.problems.count, 0);
	clear(&note);
}

static void test_misspelled(void **state)
{
	struct note note;

	(void)state;
	expect_problem("identifers: a:b", "misspelled-key", 1, 1);
	expect_problem("idetnifeirs: a:b", "misspelled-key", 1, 1);
	expect_problem("x: y\ndats: 2026", "misspelled-key", 2, 1);
	expect_problem("ulr: x\nauthoritty: y", "misspelled-key", 2, 1);
	expect_problem("titel: x", "misspelled-key", 1, 1);
	expect_fine("permalink: x\nlayout: y\nuri: z\nStart-of-all: n");
	list_kind(
		&note, "title: T\nstage: signal\nalises: [x]\n", "rule", true);
	assert_int_equal(note.doc.problems.items[0].severity, SEVERITY_WARNING);
	assert_non_null(
		strstr(note.doc.problems.items[0].text, "\"aliases\"?"));
	clear(&note);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_judge_built_in),
		cmocka_unit_test(test_judge_dates),
		cmocka_unit_test(test_judge_dated),
		cmocka_unit_test(test_judge_words),
		cmocka_unit_test(test_judge_addresses),
		cmocka_unit_test(test_judge_others),
		cmocka_unit_test(test_required),
		cmocka_unit_test(test_misspelled),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
