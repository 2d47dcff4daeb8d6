/* A note's values listed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "content/doc.h"
#include "content/schema.h"
#include "tests/schema_note.h"

static void list(struct note *note, const char *front)
{
	list_kind(note, front, "rule", false);
}

/* All values as "key[item]=text/role", a line each. */
static void expect_kind(
	const char *front, const char *kind, const char *expected)
{
	struct buf out = {0};
	struct note note;

	list_kind(&note, front, kind, false);
	for (size_t i = 0; i < note.values.count; i++) {
		const struct value *v = &note.values.items[i];

		buf_printf(&out, "%.*s[%d]=%.*s", STR_ARG(v->key), v->item,
			STR_ARG(v->text));
		if (v->role != ROLE_NONE) {
			buf_printf(&out, "/%s", schema_role_name(v->role));
		}
		buf_byte(&out, '\n');
		assert_int_equal(v->text.data[v->text.len], '\0');
		assert_int_equal(v->key.data[v->key.len], '\0');
	}
	assert_string_equal(buf_text(&out), expected);
	assert_int_equal(note.doc.problems.count, 0);
	clear(&note);
	buf_clear(&out);
}

static void expect(const char *front, const char *expected)
{
	expect_kind(front, "rule", expected);
}

static void test_plain(void **state)
{
	(void)state;
	expect("title: T\nstage: odd\ntags: [a, b]\naliases: one\nother: x\n",
		"title[0]=T/title\nstage[0]=odd/stage\ntags[0]=a/tags\n"
		"tags[1]=b/tags\naliases[0]=one/aliases\nother[0]=x\n");
	expect("a: {b: c, d: {e: f}}\ng: [h, [i], {j: k}]\n",
		"a.b[0]=c\na.d.e[0]=f\ng[0]=h\ng[0]=i\ng.j[2]=k\n");
	expect("tags: a, b c,,d\nkeywords: \"x, y\"\naliases: p, q\n",
		"tags[0]=a/tags\ntags[1]=b c/tags\ntags[2]=d/tags\n"
		"keywords[0]=x/tags\nkeywords[1]=y/tags\n"
		"aliases[0]=p, q/aliases\n");
	/* Not so in a list whose items somebody took care to quote. */
	expect("tags: ['a, b', c]\n", "tags[0]=a, b/tags\ntags[1]=c/tags\n");
}

static void test_nothing(void **state)
{
	struct note note;

	(void)state;
	expect("", "");
	expect("title:\nstage: ~\ntags: []\nx: null\ny: NULL\nz: ''\n", "");
	expect("x: 'null'\ny: \"~\"\n", "x[0]=null\ny[0]=~\n");
	list(&note, "- a\n");
	assert_int_equal(note.values.count, 0);
	clear(&note);
}

static void test_lines(void **state)
{
	struct note note;

	(void)state;
	list(&note, "title: T\ntags:\n  - a\n  - b\n");
	assert_int_equal(note.values.items[0].line, 2);
	assert_int_equal(note.values.items[1].line, 4);
	assert_int_equal(note.values.items[2].line, 5);
	clear(&note);
}

static void test_dated(void **state)
{
	struct note note;
	const struct value *v;

	(void)state;
	expect("dates:\n  - {date: 2026-08-02, event: due, scope: S}\n"
	       "  - 2027-01\n  - {event: applies}\neffective: {date: 2026}\n",
		"dates[0]=2026-08-02/deadline\ndates.event[0]=due\n"
		"dates.scope[0]=S\ndates[1]=2027-01/deadline\n"
		"dates.event[2]=applies\neffective[0]=2026\n");
	list(&note,
		"dates:\n"
		"  - {date: 2026-08-02, event: due, scope: S, source: U,"
		" certainty: expected}\n"
		"  - {date: 2026-12, certainty: binding}\n"
		"  - {date: soon}\n");
	v = note.values.items;
	assert_int_equal(v->type, TYPE_DATED);
	assert_int_equal(v->date.year, 2026);
	assert_int_equal(v->date.day, 2);
	assert_true(v->expected);
	assert_true(str_is(v->event, "due"));
	assert_true(str_is(v->scope, "S"));
	assert_true(str_is(v->source, "U"));
	v = &note.values.items[5];
	assert_true(str_is(v->key, "dates"));
	assert_int_equal(v->date.month, 12);
	assert_int_equal(v->date.day, 0);
	assert_false(v->expected);
	assert_int_equal(v->event.len, 0);
	assert_int_equal(v->item, 1);
	v = &note.values.items[7];
	assert_true(str_is(v->text, "soon"));
	assert_int_equal(v->date.year, 0);
	clear(&note);
}

static void test_dates(void **state)
{
	struct note note;

	(void)state;
	list(&note,
		"day: 2028-02-29\nstart: 2026-11-26T13:00+01:00\n"
		"date: 2026-11-26 10:00\nreviewed: 2027-02-29\n");
	assert_int_equal(note.values.items[0].date.day, 29);
	assert_int_equal(note.values.items[0].role, ROLE_DATE_IN_FORCE);
	assert_int_equal(note.values.items[1].date.day, 26);
	assert_int_equal(note.values.items[1].type, TYPE_DATETIME);
	assert_int_equal(note.values.items[2].role, ROLE_DATE);
	assert_int_equal(note.values.items[2].date.month, 11);
	assert_int_equal(note.values.items[3].date.year, 0);
	assert_true(str_is(note.values.items[3].text, "2027-02-29"));
	clear(&note);
}

static void test_contacts(void **state)
{
	(void)state;
	expect("contacts:\n  - {role: Registrar, email: r@example.org}\n"
	       "  - {name: N, role: R}\n  - {phone: '1'}\n  - text\n",
		"contacts[0]=Registrar/contact\ncontacts.role[0]=Registrar\n"
		"contacts.email[0]=r@example.org\ncontacts[1]=N/contact\n"
		"contacts.name[1]=N\ncontacts.role[1]=R\n"
		"contacts[2]=1/contact\ncontacts.phone[2]=1\n"
		"contacts[3]=text/contact\n");
}

static void test_links(void **state)
{
	struct note note;

	(void)state;
	expect("authority: [[imy]]\nrelated: [a, '[[b]]', \"[[ c | C ]]\"]\n",
		"authority[0]=imy/organisation\nrelated[0]=a\nrelated[1]=b\n"
		"related[2]=c\n");
	list(&note, "related: a\n");
	assert_int_equal(note.values.items[0].type, TYPE_LINK);
	clear(&note);
}

static void test_draft(void **state)
{
	struct note note;

	(void)state;
	expect("draft: true\n", "draft[0]=true\nstatus[0]=draft/status\n");
	expect("draft: yes\nstatus: published\n",
		"draft[0]=yes\nstatus[0]=published\nstatus[0]=draft/status\n");
	expect("status: draft\ndraft: true\n",
		"status[0]=draft/status\ndraft[0]=true\n");
	expect("draft: false\nstatus: published\n",
		"draft[0]=false\nstatus[0]=published/status\n");
	expect_kind("draft: true\n", NULL,
		"draft[0]=true\nstatus[0]=draft/status\n");
	list_kind(&note, "draft: true\nstatus: published\n", "rule", true);
	assert_int_equal(note.doc.problems.count, 1);
	assert_string_equal(note.doc.problems.items[0].rule, "draft-status");
	clear(&note);
}

static void test_without_kind(void **state)
{
	struct note note;

	(void)state;
	expect_kind("title: T\nkeywords: [k]\ndescription: D\nstatus: odd\n"
		    "date: 2026\nstage: s\nreviewed: 2026\n",
		NULL,
		"title[0]=T/title\nkeywords[0]=k/tags\n"
		"description[0]=D/summary\nstatus[0]=odd/status\n"
		"date[0]=2026/date\nstage[0]=s\nreviewed[0]=2026\n");
	list_kind(&note, "kind: nothing\nstatus: odd\nsatge: x\n", NULL, true);
	assert_int_equal(note.doc.problems.count, 1);
	assert_string_equal(note.doc.problems.items[0].rule, "unknown-kind");
	assert_int_equal(note.doc.problems.items[0].line, 2);
	assert_int_equal(note.doc.problems.items[0].column, 7);
	clear(&note);
}

/* Values of a note outlive the schema: fyr.yaml may change meanwhile. */
static void test_values_outlive_schema(void **state)
{
	struct note note;

	(void)state;
	list(&note,
		"draft: true\nstage: s\ndates: [{date: 2026, event: due}]\n");
	schema_clear(&note.schema);
	assert_int_equal(note.values.count, 5);
	for (size_t i = 0; i < note.values.count; i++) {
		assert_true(strlen(note.values.items[i].key.data) ==
			note.values.items[i].key.len);
	}
	arena_clear(&note.doc.arena);
	list_kind(&note, "draft: true\n", "task", false);
	schema_clear(&note.schema);
	assert_string_equal(note.values.items[1].key.data, "state");
	arena_clear(&note.doc.arena);
}

/* Thousands of unknown keys, and a list of 81 KB, are no trap. */
static void test_large(void **state)
{
	struct buf text = {0};
	struct note note;
	clock_t start;
	int items = 0;

	(void)state;
	for (int i = 0; i < 2400; i++) {
		buf_printf(&text, "identifierx%d: %d\n", i, i);
	}
	list_kind(&note, buf_text(&text), "rule", false);
	assert_int_equal(note.values.count, 2400);
	start = clock();
	schema_values(note.kind, &note.doc, true, &note.values);
	assert_in_range((clock() - start) / (CLOCKS_PER_SEC / 1000), 0, 300);
	assert_true(note.doc.problems.count <= PROBLEMS_MAX + 1);
	clear(&note);
	buf_cut(&text, 0);
	buf_put(&text, "changes:\n");
	for (; text.len < 81 * 1024; items++) {
		buf_printf(&text,
			"  - number: \"2009:%d\"\n    title: \"Act on changes "
			"in the act on public access to information\"\n"
			"    in_force: 2009-07-01\n",
			items);
	}
	list(&note, buf_text(&text));
	assert_int_equal(note.values.count, 3 * items);
	assert_true(str_is(
		note.values.items[3 * items - 1].key, "changes.in_force"));
	/* The same key is kept once. */
	assert_ptr_equal(note.values.items[3 * items - 1].key.data,
		note.values.items[2].key.data);
	assert_int_equal(note.values.items[3 * items - 1].item, items - 1);
	clear(&note);
	/* A huge key with many parts does not fill the memory. */
	buf_cut(&text, 0);
	buf_put(&text, "? ");
	buf_fill(&text, 'k', 60000);
	buf_put(&text, "\n: {a: 0");
	for (int i = 1; i < 2000; i++) {
		buf_printf(&text, ", a%d: %d", i, i);
	}
	buf_put(&text, "}\n");
	list(&note, buf_text(&text));
	assert_int_equal(note.values.count, 2000);
	assert_int_equal(note.values.items[1999].key.len, 60000);
	assert_true(note.doc.arena.bytes < 2 * 1024 * 1024);
	clear(&note);
	buf_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_dated),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_contacts),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_without_kind),
		cmocka_unit_test(test_values_outlive_schema),
		cmocka_unit_test(test_large),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
