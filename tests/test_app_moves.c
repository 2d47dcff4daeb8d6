/* Which dates moved between two texts of a note, from what to what. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/moves.h"
#include "base/buf.h"

static const char schema_text[] =
	"fyr: 1\n"
	"vocabularies:\n"
	"  event: [{id: applies}, {id: due}]\n"
	"kinds:\n"
	"  rule:\n"
	"    folder: rules\n"
	"    fields:\n"
	"      dates: {type: dated, vocabulary: event, many: true, role: "
	"deadline}\n"
	"  meeting:\n"
	"    folder: meetings\n"
	"    fields:\n"
	"      start: {type: datetime, role: start}\n";

/* "event/scope from>to;" of each move. */
static void assert_moves(
	const char *path, const char *old, const char *text, const char *wanted)
{
	struct schema schema = {0};
	struct arena arena = {0};
	struct moves moves = {0};
	struct buf got = {0};
	const struct moves_reading reading = {
		.schema = &schema, .arena = &arena};

	schema_parse(&schema, STR(schema_text));
	moves_between(&reading, str_from(path), str_from(old), str_from(text),
		&moves);
	for (size_t i = 0; i < moves.count; i++) {
		const struct move *move = &moves.items[i];

		buf_printf(&got, "%.*s/%.*s %.*s%s>%.*s%s;",
			STR_ARG(move->event), STR_ARG(move->scope),
			STR_ARG(move->from_text),
			move->from_expected ? "?" : "", STR_ARG(move->to_text),
			move->to_expected ? "?" : "");
	}
	assert_string_equal(buf_text(&got), wanted);
	buf_clear(&got);
	moves_clear(&moves);
	arena_clear(&arena);
	schema_clear(&schema);
}

#define RULE(entries) "---\ntitle: A\ndates: [" entries "]\n---\n"

static void test_moved(void **state)
{
	(void)state;
	assert_moves("rules/a.md", RULE("{date: 2026, event: due}"),
		RULE("{date: 2026, event: due}"), "");
	assert_moves("rules/a.md", RULE("{date: 2026-12, event: due}"),
		RULE("{date: 2027-01-15, event: due}"),
		"due/ 2026-12>2027-01-15;");
	/* one of several, by its scope; their order does not matter */
	assert_moves("rules/a.md",
		RULE("{date: 2026, event: due, scope: x}, {date: 2026, event: "
		     "due, scope: y}"),
		RULE("{date: 2027, event: due, scope: y}, {date: 2026, event: "
		     "due, scope: x}"),
		"due/y 2026>2027;");
	/* the same date, but decided now */
	assert_moves("rules/a.md",
		RULE("{date: 2026, event: due, certainty: expected}"),
		RULE("{date: 2026, event: due, certainty: binding}"),
		"due/ 2026?>2026;");
}

static void test_renamed(void **state)
{
	(void)state;
	/* scope and date changed together: it is the only one left */
	assert_moves("rules/a.md", RULE("{date: 2026, event: due, scope: x}"),
		RULE("{date: 2027, event: due, scope: z}"), "due/z 2026>2027;");
	/* a choice is not made: both were removed */
	assert_moves("rules/a.md",
		RULE("{date: 2026, event: due, scope: x}, {date: 2027, event: "
		     "due, scope: y}"),
		RULE("{date: 2028, event: due, scope: z}"),
		"due/x 2026>;due/y 2027>;");
	/* another event is another entry; a new one did not move */
	assert_moves("rules/a.md", RULE("{date: 2026, event: due}"),
		RULE("{date: 2026, event: due}, {date: 2027, event: applies}"),
		"");
	assert_moves("rules/a.md", RULE("{date: 2026, event: due}"), RULE(""),
		"due/ 2026>;");
}

static void test_event(void **state)
{
	(void)state;
	assert_moves("meetings/a.md",
		"---\ntitle: A\nstart: 2026-11-26T13:00+01:00\n---\n",
		"---\ntitle: A\nstart: 2026-11-26T15:00+01:00\n---\n",
		"/ 2026-11-26T13:00+01:00>2026-11-26T15:00+01:00;");
	assert_moves("meetings/a.md", "", "\xFF---\n---", "");
	assert_moves("meetings/a.md", "---\nstart: 2026-02-30\n---\n",
		"---\nstart: 2026-03-01\n---\n", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moved),
		cmocka_unit_test(test_renamed),
		cmocka_unit_test(test_event),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
