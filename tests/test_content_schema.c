/* fyr.yaml read: kinds, fields, vocabularies, roles, and what is wrong. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "content/doc.h"
#include "content/schema.h"

static void parse(struct schema *schema, const char *text)
{
	schema_parse(schema, str_from(text));
}

/* Exactly one problem, of that rule and at that place. */
static void expect_problem(
	const char *text, const char *rule, int line, int column)
{
	struct schema schema;
	const struct problem *first;

	parse(&schema, text);
	if (schema.problems.count == 0) {
		fail_msg("no problem in: %s", text);
	}
	first = schema.problems.items;
	if (strcmp(first->rule, rule) != 0 || first->line != line ||
		first->column != column) {
		fail_msg("%s: %s at %d:%d: %s", text, first->rule, first->line,
			first->column, first->text);
	}
	assert_int_equal(schema.problems.count, 1);
	assert_true(strchr(first->text, '.') || strchr(first->text, '?'));
	schema_clear(&schema);
}

static void expect_str(struct str text, const char *expected)
{
	struct buf out = {0};

	buf_str(&out, text);
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static const char sample[] =
	"fyr: 1\n"
	"name: {sv: Kompetenscentrum AI, en: AI Competence Centre}\n"
	"id: \"ai.example.org,2026\"\n"
	"languages: [sv, en]\n"
	"synonyms: synonyms.yaml\n"
	"feeds: lists/feeds.yaml\n"
	"editors: [horizon@example.org, x@example.org]\n"
	"vocabularies:\n"
	"  stage:\n"
	"    - {id: signal, sv: Signal, en: Signal}\n"
	"    - {id: proposal, sv: Förslag, en: Proposal}\n"
	"    - {id: in-force, sv: I kraft}\n"
	"    - plain\n"
	"  event: [applies, due]\n"
	"fields:\n"
	"  title: {type: string, role: title, required: published}\n"
	"  status: {type: enum, vocabulary: status, sv: Läge, en: State}\n"
	"  lang: {type: string}\n"
	"  owner: {type: string, role: none}\n"
	"kinds:\n"
	"  regulation:\n"
	"    folder: /regulations/\n"
	"    label: {sv: Regel, en: Regulation}\n"
	"    plural: {sv: Regler, en: Regulations}\n"
	"    review_days: 90\n"
	"    row: [stage, title, next-date]\n"
	"    fields:\n"
	"      stage: {type: enum, vocabulary: stage, role: stage,\n"
	"        required: published, sv: Skede, en: Stage}\n"
	"      identifiers: {type: identifier, many: true, role: identifier}\n"
	"      dates: {type: dated, vocabulary: event, many: yes,\n"
	"        role: deadline}\n"
	"      authority: {type: link, kind: partner}\n"
	"      date: {type: date}\n"
	"      title: {type: text, role: title}\n"
	"      checked: bool\n"
	"  partner:\n"
	"    folder: partners\n"
	"    label: Partner\n"
	"  deep: {folder: regulations/eu}\n"
	"  page:\n";

static void test_head(void **state)
{
	struct schema s;

	(void)state;
	parse(&s, sample);
	assert_int_equal(s.problems.count, 0);
	assert_false(s.built_in);
	expect_str(label_text(&s.name, "sv"), "Kompetenscentrum AI");
	expect_str(label_text(&s.name, "en"), "AI Competence Centre");
	expect_str(s.id, "ai.example.org,2026");
	assert_int_equal(s.language_count, 2);
	expect_str(s.languages[0], "sv");
	expect_str(s.synonyms, "synonyms.yaml");
	expect_str(s.feeds, "lists/feeds.yaml");
	assert_int_equal(s.editor_count, 2);
	expect_str(s.editors[1], "x@example.org");
	schema_clear(&s);
	schema_clear(&s);
	schema_clear(NULL);
}

static void test_kind(void **state)
{
	struct schema s;
	const struct kind *kind;

	(void)state;
	parse(&s, sample);
	assert_int_equal(s.kind_count, 4);
	kind = schema_kind(&s, STR("regulation"));
	expect_str(kind->folder, "regulations");
	expect_str(label_text(&kind->label, "sv"), "Regel");
	expect_str(label_text(&kind->plural, "en"), "Regulations");
	assert_int_equal(kind->review_days, 90);
	assert_int_equal(kind->row_count, 3);
	expect_str(kind->row[2], "next-date");
	kind = schema_kind(&s, STR("partner"));
	expect_str(label_text(&kind->label, "sv"), "Partner");
	expect_str(label_text(&kind->plural, "en"), "Partner");
	assert_int_equal(kind->review_days, 0);
	kind = schema_kind(&s, STR("page"));
	expect_str(label_text(&kind->label, "sv"), "page");
	assert_int_equal(kind->folder.len, 0);
	assert_null(schema_kind(&s, STR("nothing")));
	schema_clear(&s);
}

static void test_fields(void **state)
{
	struct schema s;
	const struct kind *kind;
	const struct schema_field *field;

	(void)state;
	parse(&s, sample);
	kind = schema_kind(&s, STR("regulation"));
	expect_str(kind->fields[0].key, "stage");
	field = kind_field(kind, STR("stage"));
	assert_int_equal(field->type, TYPE_ENUM);
	assert_int_equal(field->role, ROLE_STAGE);
	assert_true(field->required);
	assert_false(field->many);
	expect_str(field->vocabulary->id, "stage");
	expect_str(label_text(&field->label, "sv"), "Skede");
	field = kind_field(kind, STR("identifiers"));
	assert_true(field->many);
	assert_false(field->required);
	expect_str(label_text(&field->label, "sv"), "identifiers");
	field = kind_field(kind, STR("dates"));
	assert_int_equal(field->type, TYPE_DATED);
	expect_str(field->vocabulary->id, "event");
	expect_str(kind_field(kind, STR("authority"))->kind, "partner");
	assert_int_equal(kind_field(kind, STR("checked"))->type, TYPE_BOOL);
	assert_null(kind_field(kind, STR("nothing")));
	assert_null(kind_field(NULL, STR("stage")));
	assert_null(kind_role(NULL, ROLE_STAGE));
	assert_null(kind_role(kind, ROLE_ALERT));
	schema_clear(&s);
}

/* Own fields win over common ones, common ones over those everybody has. */
static void test_common_fields(void **state)
{
	struct schema s;
	const struct kind *kind;
	size_t titles = 0;

	(void)state;
	parse(&s, sample);
	kind = schema_kind(&s, STR("regulation"));
	assert_int_equal(kind_field(kind, STR("title"))->type, TYPE_TEXT);
	assert_false(kind_field(kind, STR("title"))->required);
	for (size_t i = 0; i < kind->field_count; i++) {
		titles += str_is(kind->fields[i].key, "title");
	}
	assert_int_equal(titles, 1);
	/* A role by its key when fyr.yaml says none. */
	assert_int_equal(kind_field(kind, STR("status"))->role, ROLE_STATUS);
	expect_str(label_text(&kind_field(kind, STR("status"))->label, "en"),
		"State");
	assert_int_equal(kind_field(kind, STR("lang"))->role, ROLE_LANG);
	assert_int_equal(kind_field(kind, STR("date"))->role, ROLE_DATE);
	assert_int_equal(kind_field(kind, STR("date"))->type, TYPE_DATE);
	assert_int_equal(kind_field(kind, STR("owner"))->role, ROLE_NONE);
	assert_null(kind_role(kind, ROLE_OWNER));
	/* Not mentioned at all. */
	assert_int_equal(kind_field(kind, STR("tags"))->role, ROLE_TAGS);
	assert_true(kind_field(kind, STR("tags"))->many);
	assert_int_equal(
		kind_field(kind, STR("review_by"))->role, ROLE_REVIEW_BY);
	assert_int_equal(kind_field(kind, STR("related"))->type, TYPE_LINK);
	kind = schema_kind(&s, STR("page"));
	assert_true(kind_field(kind, STR("title"))->required);
	schema_clear(&s);
}

static void test_vocabulary(void **state)
{
	struct schema s;
	const struct schema_field *stage;
	const struct schema_field *title;

	(void)state;
	parse(&s, sample);
	stage = kind_role(&s.kinds[0], ROLE_STAGE);
	title = kind_role(&s.kinds[0], ROLE_TITLE);
	assert_int_equal(field_value_order(stage, STR("signal")), 0);
	assert_int_equal(field_value_order(stage, STR("plain")), 3);
	assert_int_equal(field_value_order(stage, STR("Signal")), -1);
	assert_int_equal(field_value_order(title, STR("signal")), -1);
	expect_str(field_value_label(stage, STR("proposal"), "sv"), "Förslag");
	expect_str(field_value_label(stage, STR("in-force"), "en"), "I kraft");
	expect_str(field_value_label(stage, STR("plain"), "sv"), "plain");
	expect_str(field_value_label(stage, STR("other"), "sv"), "other");
	expect_str(field_value_label(title, STR("x"), "sv"), "x");
	expect_str(field_value_label(stage, STR("proposal"), NULL), "Proposal");
	schema_clear(&s);
}

static void test_roles(void **state)
{
	(void)state;
	for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
		const char *name = schema_role_name((enum role)role);

		assert_non_null(name);
		assert_int_equal(schema_role(str_from(name)), role);
	}
	assert_string_equal(
		schema_role_name(ROLE_DATE_IN_FORCE), "date-in-force");
	assert_string_equal(schema_role_name(ROLE_REVIEW_BY), "review-by");
	assert_int_equal(schema_role(STR("none")), ROLE_NONE);
	assert_int_equal(schema_role(STR("Title")), ROLE_NONE);
	assert_int_equal(schema_role(STR("")), ROLE_NONE);
}

static const char *kind_of(
	const struct schema *schema, const char *path, const char *front)
{
	struct doc doc = {0};
	struct yaml_input input = {str_from(front), 2, &yaml_limits_front};
	const struct kind *kind;

	doc.front = yaml_parse(&input, &doc.arena, &doc.problems);
	kind = schema_kind_of(schema, str_from(path), &doc);
	arena_clear(&doc.arena);
	return kind ? kind->id.data : "-";
}

static void test_kind_of(void **state)
{
	struct schema s;

	(void)state;
	parse(&s, sample);
	assert_string_equal(kind_of(&s, "regulations/a.md", ""), "regulation");
	assert_string_equal(kind_of(&s, "regulations/eu/a.md", ""), "deep");
	assert_string_equal(
		kind_of(&s, "regulations/eux/a.md", ""), "regulation");
	assert_string_equal(kind_of(&s, "regulations.md", ""), "page");
	assert_string_equal(kind_of(&s, "README.md", ""), "page");
	assert_string_equal(
		kind_of(&s, "partners/a.md", "kind: regulation"), "regulation");
	assert_string_equal(kind_of(&s, "partners/a.md", "kind: x"), "-");
	assert_string_equal(kind_of(&s, "partners/a.md", "kind:"), "partner");
	assert_ptr_equal(schema_kind_of(&s, STR("partners/a.md"), NULL),
		schema_kind(&s, STR("partner")));
	schema_clear(&s);
	parse(&s, "fyr: 1\nkinds: {a: {folder: a}}\n");
	assert_string_equal(kind_of(&s, "b/a.md", ""), "-");
	schema_clear(&s);
	schema_init_built_in(&s);
	assert_string_equal(kind_of(&s, "b/a.md", "kind: post"), "note");
	schema_clear(&s);
}

static void test_built_in(void **state)
{
	static const struct {
		const char *key;
		enum role role;
	} keys[] = {{"title", ROLE_TITLE}, {"date", ROLE_DATE},
		{"tags", ROLE_TAGS}, {"keywords", ROLE_TAGS},
		{"aliases", ROLE_ALIASES}, {"lang", ROLE_LANG},
		{"description", ROLE_SUMMARY}, {"summary", ROLE_SUMMARY},
		{"draft", ROLE_NONE}, {"status", ROLE_STATUS},
		{"owner", ROLE_OWNER}};
	struct schema s;

	(void)state;
	schema_init_built_in(&s);
	assert_true(s.built_in);
	assert_int_equal(s.problems.count, 0);
	assert_int_equal(s.kind_count, 1);
	expect_str(s.kinds[0].id, "note");
	expect_str(label_text(&s.kinds[0].plural, "sv"), "Anteckningar");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct schema_field *field =
			kind_field(&s.kinds[0], str_from(keys[i].key));

		assert_non_null(field);
		assert_int_equal(field->role, keys[i].role);
	}
	assert_int_equal(s.kinds[0].field_count, 32);
	expect_str(field_value_label(kind_role(&s.kinds[0], ROLE_STATUS),
			   STR("draft"), "sv"),
		"Utkast");
	schema_clear(&s);
}

static void test_no_mapping(void **state)
{
	static const char *const texts[] = {
		"", "# nothing\n", "- a\n", "text", "a: b: c\n", "a: \"open\n"};
	struct schema s;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		parse(&s, texts[i]);
		assert_true(s.built_in);
		assert_int_equal(s.kind_count, 1);
		assert_int_equal(s.problems.count, 1);
		assert_int_equal(s.problems.items[0].severity, SEVERITY_ERROR);
		schema_clear(&s);
	}
	expect_problem("a: b: c\n", "yaml", 1, 5);
	expect_problem("- a\n", "no-schema", 0, 0);
}

static void test_without_kinds(void **state)
{
	struct schema s;

	(void)state;
	parse(&s, "fyr: 1\nfields: {nr: {type: int}}\n");
	assert_int_equal(s.problems.count, 0);
	assert_false(s.built_in);
	expect_str(s.kinds[0].id, "note");
	assert_int_equal(kind_field(&s.kinds[0], STR("nr"))->type, TYPE_INT);
	assert_non_null(kind_role(&s.kinds[0], ROLE_TITLE));
	schema_clear(&s);
}

static void test_head_problems(void **state)
{
	(void)state;
	expect_problem("name: x\n", "format-version", 1, 1);
	expect_problem("fyr: 2\n", "format-version", 1, 6);
	expect_problem("fyr: one\n", "format-version", 1, 6);
	expect_problem("fyr: [1]\n", "format-version", 1, 6);
	expect_problem("fyr: 0\n", "format-version", 1, 6);
	expect_problem("fyr: 1\nfeeds: ../f.yaml\n", "bad-path", 2, 8);
	expect_problem("fyr: 1\nfeeds: a/../../f\n", "bad-path", 2, 8);
	expect_problem("fyr: 1\nsynonyms: /etc/x\n", "bad-path", 2, 11);
	expect_problem("fyr: 1\nlanguages: [a, b, c, d, e, f, g, h, i]\n",
		"bad-list", 2, 37);
	expect_problem("fyr: 1\neditors: {a: b}\n", "bad-list", 2, 10);
	expect_problem("fyr: 1\nfeilds: {}\n", "misspelled-key", 2, 1);
	expect_problem("fyr: 1\nvocabularies: x\n", "vocabulary", 2, 15);
	expect_problem("fyr: 1\nvocabularies: {a: []}\n", "vocabulary", 2, 16);
	expect_problem(
		"fyr: 1\nvocabularies: {a: [x, x]}\n", "vocabulary", 2, 23);
	expect_problem(
		"fyr: 1\nvocabularies: {a: [{sv: x}]}\n", "vocabulary", 2, 20);
	expect_problem("fyr: 1\nfyr: 1\n", "duplicate-key", 2, 1);
	expect_problem("fyr: 1\nkinds: []\n", "bad-kind", 2, 8);
	expect_problem("fyr: 1\nkinds: {a: [b]}\n", "bad-kind", 2, 12);
	expect_problem(
		"fyr: 1\nkinds: {a: {folder: ../x}}\n", "bad-path", 2, 21);
	expect_problem("fyr: 1\nkinds: {a: {review_days: soon}}\n",
		"bad-number", 2, 26);
	expect_problem("fyr: 1\nkinds: {a: {row: title}}\n", "bad-list", 2, 18);
	expect_problem("fyr: 1\nkinds: {a: {row: [titel]}}\n", "misspelled-key",
		2, 19);
	expect_problem(
		"fyr: 1\nkinds: {a: {foldre: x}}\n", "misspelled-key", 2, 13);
}

static void expect_field_problem(
	const char *field, const char *rule, int column)
{
	struct buf text = {0};
	struct schema s;

	buf_printf(&text, "fyr: 1\nfields:\n  f: %s\n", field);
	expect_problem(buf_text(&text), rule, 3, column);
	/* Whatever is wrong, the field can be used. */
	schema_parse(&s, buf_slice(&text));
	assert_non_null(kind_field(&s.kinds[0], STR("f")));
	assert_int_equal(kind_field(&s.kinds[0], STR("f"))->type, TYPE_STRING);
	assert_int_equal(kind_field(&s.kinds[0], STR("f"))->role, ROLE_NONE);
	schema_clear(&s);
	buf_clear(&text);
}

static void test_field_problems(void **state)
{
	(void)state;
	expect_field_problem("{type: strnig}", "unknown-type", 13);
	expect_field_problem("{role: boss}", "unknown-role", 13);
	expect_field_problem(
		"{type: enum, vocabulary: v}", "unknown-vocabulary", 31);
	expect_field_problem("{type: enum}", "no-vocabulary", 6);
	expect_field_problem("enum", "no-vocabulary", 6);
	expect_field_problem("{kind: nobody}", "unknown-kind", 13);
	expect_field_problem("{many: perhaps}", "bad-bool", 13);
	expect_field_problem("{required: always}", "bad-required", 17);
	expect_field_problem("[a]", "bad-field", 6);
	expect_field_problem("{tyep: string}", "misspelled-key", 7);
	expect_problem("fyr: 1\nfields: [a]\n", "bad-field", 2, 9);
}

static void test_many_kinds_and_fields(void **state)
{
	struct buf text = {0};
	struct schema s;

	(void)state;
	buf_put(&text, "fyr: 1\nfields:\n");
	for (int i = 0; i < 201; i++) {
		buf_printf(&text, "  f%d: string\n", i);
	}
	buf_put(&text, "kinds:\n");
	for (int i = 0; i < 201; i++) {
		buf_printf(&text, "  k%d:\n", i);
	}
	schema_parse(&s, buf_slice(&text));
	assert_int_equal(s.problems.count, 2);
	assert_string_equal(s.problems.items[0].rule, "bad-kind");
	assert_string_equal(s.problems.items[1].rule, "bad-field");
	assert_int_equal(s.kind_count, 200);
	assert_non_null(kind_field(&s.kinds[199], STR("f199")));
	assert_null(kind_field(&s.kinds[199], STR("f200")));
	schema_clear(&s);
	buf_clear(&text);
}

/* The hub that comes with the program has nothing to complain about. */
static void test_starter(void **state)
{
	struct buf text = {0};
	struct schema s;

	(void)state;
	if (!file_read("starter/fyr.yaml", 1 << 20, &text, NULL)) {
		return; /* cannot be shown here */
	}
	schema_parse(&s, buf_slice(&text));
	for (size_t i = 0; i < s.problems.count; i++) {
		print_message("# fyr.yaml:%d: %s\n", s.problems.items[i].line,
			s.problems.items[i].text);
	}
	assert_int_equal(s.problems.count, 0);
	assert_true(s.kind_count >= 8);
	schema_clear(&s);
	buf_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_kind),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_common_fields),
		cmocka_unit_test(test_vocabulary),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_kind_of),
		cmocka_unit_test(test_built_in),
		cmocka_unit_test(test_no_mapping),
		cmocka_unit_test(test_without_kinds),
		cmocka_unit_test(test_head_problems),
		cmocka_unit_test(test_field_problems),
		cmocka_unit_test(test_many_kinds_and_fields),
		cmocka_unit_test(test_starter),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
