/* Rules of one note, personal numbers, and repairs on the bytes of a file. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "content/check.h"

static const char schema_text[] =
	"fyr: 1\n"
	"languages: [sv, en]\n"
	"vocabularies:\n"
	"  stage: [{id: signal, sv: Signal, en: Signal},\n"
	"    {id: in-force, sv: I kraft, en: In force}]\n"
	"  event: [{id: in-force, sv: I kraft, en: In force},\n"
	"    {id: due, sv: Klar, en: Due}]\n"
	"  alert: [{id: info, sv: Info, en: Info}, {id: act, sv: Nu, en: "
	"Act}]\n"
	"kinds:\n"
	"  rule:\n"
	"    folder: rules\n"
	"    review_days: 90\n"
	"    fields:\n"
	"      stage: {type: enum, vocabulary: stage, role: stage}\n"
	"      ids: {type: identifier, many: true, role: identifier}\n"
	"      dates: {type: dated, vocabulary: event, many: true, role: "
	"deadline}\n"
	"      people: {type: contact, many: true, role: contact}\n"
	"  news:\n"
	"    folder: news\n"
	"    fields:\n"
	"      alert: {type: enum, vocabulary: alert, role: alert}\n"
	"  meeting:\n"
	"    folder: meetings\n"
	"    fields:\n"
	"      start: {type: datetime, role: start}\n"
	"      end: {type: datetime, role: end}\n"
	"      register_by: {type: date}\n";

/* "line:column rule;" of each problem of a note. */
static void assert_found(const char *path, const char *text, const char *wanted)
{
	struct schema schema = {0};
	struct doc doc = {0};
	struct values values;
	struct buf got = {0};
	struct check_context context = {.schema = &schema,
		.values = &values,
		.path_lang = STR("sv"),
		.today = {2026, 11, 23}};

	schema_parse(&schema, STR(schema_text));
	assert_int_equal(schema.problems.count, 0);
	doc_parse(&doc, str_from(text));
	context.kind = schema_kind_of(&schema, str_from(path), &doc);
	schema_values(context.kind, &doc, true, &values);
	check_note(&doc, &context);
	for (size_t i = 0; i < doc.problems.count; i++)
		buf_printf(&got, "%d:%d %s;", doc.problems.items[i].line,
			doc.problems.items[i].column,
			doc.problems.items[i].rule);
	assert_string_equal(buf_text(&got), wanted);
	buf_clear(&got);
	doc_clear(&doc);
	schema_clear(&schema);
}

static bool is_number(const char *text)
{
	size_t len = 0;

	return check_is_personal_number(str_from(text), &len);
}

/* Numbers from Skatteverket's list of test numbers, and made-up sums. */
static void test_personal_number(void **state)
{
	size_t len = 0;

	(void)state;
	assert_true(is_number("19121212-1212"));
	assert_true(is_number("191212121212"));
	assert_true(is_number("121212-1212"));
	assert_true(is_number("121212+1212"));
	assert_true(is_number("1212121212"));
	assert_true(is_number("19121212\xE2\x80\x93"
			      "1212, and more"));
	/* coordination number: day + 60 */
	assert_true(is_number("701063-2391"));
	assert_false(is_number("701063-2392"));
	/* 29 February */
	assert_false(is_number("20230229-0000"));
	/* wrong sum, wrong month, wrong day, an organisation */
	assert_false(is_number("19121212-1213"));
	assert_false(is_number("19121312-1212"));
	assert_false(is_number("19121232-1212"));
	assert_false(is_number("556036-0793"));
	/* too long, too short, a word goes on, another century */
	assert_false(is_number("19121212-12123"));
	assert_false(is_number("1912121212123"));
	assert_false(is_number("121212-121"));
	assert_false(is_number("121212-1212A"));
	assert_false(is_number("15121212-1212"));
	assert_false(is_number(""));
	assert_true(check_is_personal_number(STR("121212-1212 x"), &len));
	assert_int_equal(len, 11);
}

static void test_numbers_in_text(void **state)
{
	(void)state;
	assert_found("rules/a.md",
		"---\ntitle: A\nverified: 2026-11-01\nids: [x:1]\nurl: u\n"
		"sources: [s]\n---\nÅsa 19121212-1212 och 121212-1212.\n",
		"8:5 personal-number;8:23 personal-number;");
	/* In an address, a DOI or a longer number it is another number. */
	assert_found("meetings/a.md",
		"---\ntitle: A\n---\nhttps://x/1212121212 10.1001/1212121212 "
		"a1212121212 4-1212121212 00121212-1212\n",
		"");
	/* In the front matter too. */
	assert_found("meetings/a.md", "---\ntitle: A 121212-1212\n---\n",
		"2:10 personal-number;");
}

static void test_addresses(void **state)
{
	(void)state;
	assert_found("rules/a.md",
		"---\ntitle: A\nstatus: draft\npeople:\n"
		"  - {role: r, email: anna.berg@example.org}\n---\n"
		"anna.berg@example.org horizon@example.org "
		"ai.info@example.org a@b\n",
		"7:1 personal-email;");
}

static void test_dates(void **state)
{
	(void)state;
	assert_found("rules/a.md",
		"---\ntitle: A\nstage: in-force\nids: [x:1]\nsources: [s]\n"
		"verified: 2026-08-01\nreview_by: 2026-11-01\n"
		"dates: [{date: 2027, event: in-force}]\n---\n",
		"7:0 review-overdue;6:0 verified-old;3:0 stage-dates;");
	assert_found("rules/a.md",
		"---\ntitle: A\nstage: in-force\nids: [x:1]\n"
		"dates: [{date: 2026, event: in-force}, {date: 2020}]\n---\n",
		"2:0 no-source;2:0 not-verified;");
	assert_found("rules/a.md",
		"---\ntitle: A\nstatus: draft\nreview_by: 2020-01-01\n---\n",
		"");
	assert_found("meetings/a.md",
		"---\ntitle: A\nstart: 2026-12-01T10:00+01:00\n"
		"end: 2026-11-30T10:00+01:00\nregister_by: 2026-12-02\n---\n",
		"4:0 end-before-start;5:0 registration-after-event;");
	assert_found("meetings/a.md",
		"---\ntitle: A\nstart: 2026-12-01T10:00+01:00\n"
		"end: 2026-12-01T12:00+01:00\nregister_by: 2026-12-01\n---\n",
		"");
}

static void test_alert(void **state)
{
	(void)state;
	assert_found("news/a.md", "---\ntitle: A\nalert: act\n---\nx\n",
		"3:0 act-without-action;");
	assert_found(
		"news/a.md", "---\ntitle: A\nalert: act\n---\n- [ ] x\n", "");
	assert_found("news/a.md", "---\ntitle: A\nalert: info\n---\n", "");
}

static void test_language(void **state)
{
	char text[700];

	(void)state;
	assert_found("news/a.sv.md", "---\ntitle: A\nlang: en\n---\n",
		"3:0 lang-mismatch;");
	assert_found("rules/a.sv.md",
		"---\ntitle: A\nlang: sv\ntranslated: 2026-01-01\n"
		"stage: signal\nids: [a:1, a:2]\n---\n",
		"5:0 translation-fields;6:0 translation-fields;");
	snprintf(
		text, sizeof(text), "---\ntitle: A\nsummary: %0300d\n---\n", 0);
	assert_found("news/a.md", text, "");
	snprintf(
		text, sizeof(text), "---\ntitle: A\nsummary: %0301d\n---\n", 0);
	assert_found("news/a.md", text, "3:0 long-summary;");
}

/* What is repaired, or NULL when the file must be left alone. */
static void assert_repaired(
	const char *path, const char *text, size_t len, const char *wanted)
{
	struct schema schema = {0};
	struct arena arena = {0};
	struct buf out = {0};
	struct check_repairs repairs = {0};
	const struct check_repairing how = {&schema, str_from(path), &arena};
	bool done;

	schema_parse(&schema, STR(schema_text));
	done = check_repair(&how, (struct str){text, len}, &out, &repairs);
	assert_int_equal(done, wanted != NULL);
	if (wanted) {
		assert_string_equal(buf_text(&out), wanted);
		assert_true(repairs.count > 0);
	} else {
		assert_int_equal(out.len, 0);
	}
	buf_clear(&out);
	arena_clear(&arena);
	schema_clear(&schema);
}

#define REPAIRED(path, text, wanted)                                           \
	assert_repaired(path, text, sizeof(text) - 1, wanted)

static void test_repair(void **state)
{
	(void)state;
	/* comments, quotes, order, CRLF and a byte order mark stay */
	REPAIRED("rules/a.md",
		"\xEF\xBB\xBF---\r\n# kept\r\nstage: \"I kraft\"  # why\r\n"
		"title:   'Åäö'\r\ndates:\r\n- {date: 2026/3/7, event: DUE}\r\n"
		"---\r\ntext\r\n",
		"\xEF\xBB\xBF---\r\n# kept\r\nstage: \"in-force\"  # why\r\n"
		"title:   'Åäö'\r\ndates:\r\n- {date: 2026-03-07, event: due}"
		"\r\n---\r\ntext\r\n");
	REPAIRED("meetings/a.md", "---\ntitle: A\nregister_by: 20260105\n---\n",
		"---\ntitle: A\nregister_by: 2026-01-05\n---\n");
	REPAIRED("meetings/a.md",
		"---\ntitle: A\n---\na\xE2\x80\x8B"
		"b\xE2\x80\xAE\x07\n",
		"---\ntitle: A\n---\nab\n");
	/* no doubt is settled by guessing */
	REPAIRED("rules/a.md", "---\ntitle: A\nstage: signl\n---\n", NULL);
	REPAIRED("meetings/a.md",
		"---\ntitle: A\nregister_by: 05/01/2026\n---\n", NULL);
	REPAIRED("meetings/a.md",
		"---\ntitle: A\nregister_by: 2026-02-30\n---\n", NULL);
	REPAIRED("meetings/a.md",
		"---\ntitle: A\nregister_by: 2026-2-30\n---\n", NULL);
	/* nothing to do; broken front matter; lone CR; bad bytes */
	REPAIRED("rules/a.md", "---\ntitle: A\n---\n", NULL);
	REPAIRED("rules/a.md", "---\nstage: Signal\nx\n---\n", NULL);
	REPAIRED("rules/a.md", "---\nstage: Signal\r---\n", NULL);
	REPAIRED("rules/a.md", "---\nstage: Signal\n---\n\xFF\n", NULL);
	REPAIRED("rules/a.md", "", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_personal_number),
		cmocka_unit_test(test_numbers_in_text),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_alert),
		cmocka_unit_test(test_language),
		cmocka_unit_test(test_repair),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
