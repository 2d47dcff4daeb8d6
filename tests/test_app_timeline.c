/* The timeline: which months a date lies in, as exactly as it is known. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

#include "app/export_agenda.h"
#include "app/timeline.h"
#include "base/buf.h"

/* "note type date[..end][?]" a line; today is 23 November 2026. */
static void make_agenda(struct agenda *agenda, const char *text)
{
	struct str rest = str_from(text), line, word;

	memset(agenda, 0, sizeof(*agenda));
	agenda->today = (struct date){2026, 11, 23};
	agenda->from = agenda->today;
	while (str_cut(&rest, ';', &line)) {
		struct agenda_entry entry = {0};
		struct agenda_entry *items;

		str_cut(&line, ' ', &word);
		entry.note = entry.id = entry.title = entry.path = word;
		str_cut(&line, ' ', &word);
		entry.type = str_is(word, "event") ? AGENDA_EVENT
			: str_is(word, "review")   ? AGENDA_REVIEW
			: str_is(word, "end")	   ? AGENDA_END
						   : AGENDA_DEADLINE;
		entry.expected = line.data[line.len - 1] == '?';
		line.len -= entry.expected;
		str_cut(&line, '>', &word);
		assert_true(date_parse(word, &entry.date));
		if (line.len)
			assert_true(date_parse(line, &entry.end));
		entry.days = date_days(entry.date) - date_days(agenda->today);
		items = realloc(agenda->items,
			(agenda->count + 1) * sizeof(*agenda->items));
		assert_non_null(items);
		agenda->items = items;
		agenda->items[agenda->count++] = entry;
	}
}

/* "note:signs;" of each row. */
static void assert_rows(const char *text, int months, const char *wanted)
{
	struct agenda agenda;
	struct timeline timeline;
	struct buf got = {0};

	make_agenda(&agenda, text);
	timeline_make(&timeline, &agenda, months);
	for (size_t i = 0; i < timeline.count; i++) {
		const struct timeline_row *row = &timeline.rows[i];

		buf_printf(&got, "%.*s:", STR_ARG(row->title));
		for (int n = 0; n < months; n++)
			buf_byte(&got, timeline_sign(&timeline, row, n));
		buf_byte(&got, ';');
	}
	assert_string_equal(buf_text(&got), wanted);
	buf_clear(&got);
	timeline_clear(&timeline);
	agenda_clear(&agenda);
}

static void dates_lie_in_their_months(void **state)
{
	(void)state;
	assert_rows("a deadline 2026-11-30", 3, "a:!..;");
	assert_rows("a deadline 2026-12-01", 3, "a:.!.;");
	assert_rows("a event 2027-01-31;a end 2026-11-23", 3, "a:e.*;");
	assert_rows("a deadline 2027-12-31", 14, "a:.............!;");
	assert_rows("", 3, "");
}

static void a_month_and_a_year_are_no_days(void **state)
{
	(void)state;
	assert_rows("a deadline 2026-12", 3, "a:.m.;");
	assert_rows("a deadline 2026-12?", 3, "a:.?.;");
	assert_rows("a deadline 2027", 5, "a:..---;");
	assert_rows(
		"a deadline 2026;b deadline 2027-01-05", 4, "a:--..;b:..!.;");
	/* An exact date stands on the year, whatever came first. */
	assert_rows("a deadline 2027;a deadline 2027-02-01", 5, "a:..-!-;");
}

static void spans_and_several(void **state)
{
	(void)state;
	assert_rows("a event 2026-11-28>2027-01-02", 4, "a:***.;");
	assert_rows("a deadline 2026-11-28;a deadline 2026-11-29?", 2, "a:+.;");
}

static void what_is_outside(void **state)
{
	struct agenda agenda;
	struct timeline timeline;

	(void)state;
	assert_rows("a deadline 2027-02-01;b deadline 2027-01-31", 3, "b:..!;");
	assert_rows("a review 2024-01-01", 2, "a:r.;");
	make_agenda(&agenda, "a review 2024-01-01;a deadline 2026");
	timeline_make(&timeline, &agenda, 2);
	assert_true(timeline.marks[0].before);
	assert_false(timeline.marks[1].before);
	assert_int_equal(timeline.marks[1].exact, TIMELINE_YEAR);
	timeline_clear(&timeline);
	agenda_clear(&agenda);
}

static void rows_are_notes_in_order(void **state)
{
	(void)state;
	assert_rows("b deadline 2026-11-24;a deadline 2026-12-24;b end "
		    "2027-01-01;c review 2027-01-02",
		3, "b:!.e;a:.!.;c:..r;");
}

static void where_a_date_was(void **state)
{
	struct agenda agenda;
	struct timeline timeline;
	struct buf text = {0};
	struct move move = {.from = {2026, 12, 2},
		.to = {2027, 2, 2},
		.update_title = STR("Omnibus")};

	(void)state;
	make_agenda(&agenda, "a deadline 2027-02-02");
	agenda.items[0].moves = malloc(sizeof(move));
	assert_non_null(agenda.items[0].moves);
	agenda.items[0].moves[0] = move;
	agenda.items[0].move_count = 1;
	timeline_make(&timeline, &agenda, 5);
	assert_int_equal(timeline_sign(&timeline, timeline.rows, 1), 'o');
	assert_int_equal(timeline_sign(&timeline, timeline.rows, 3), '!');
	timeline_tell(&text, &timeline.marks[0]);
	assert_string_equal(buf_text(&text),
		"Deadline, 2 Feb 2027, in 71 days; moved: 2 Dec 2026 -> 2 Feb "
		"2027 (Omnibus)");
	buf_clear(&text);
	timeline_clear(&timeline);
	agenda_clear(&agenda);
}

static void as_lines(void **state)
{
	struct export_options options = {.format = FORMAT_ONELINE};
	struct agenda agenda;
	struct timeline timeline;
	struct buf out = {0};

	(void)state;
	make_agenda(&agenda, "one deadline 2026-12-24;two\033 deadline 2027");
	timeline_make(&timeline, &agenda, 15);
	export_timeline(&out, &timeline, &options);
	out.data[str_find_text(buf_slice(&out), "! due")] = '\0';
	assert_string_equal(buf_text(&out),
		"        2027         2028\n"
		"     ND JFMAMJJASOND J\n"
		"one  .! ............ .\n"
		"two  .. ------------ .\n");
	buf_clear(&out);
	timeline_clear(&timeline);
	agenda_clear(&agenda);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_lie_in_their_months),
		cmocka_unit_test(a_month_and_a_year_are_no_days),
		cmocka_unit_test(spans_and_several),
		cmocka_unit_test(what_is_outside),
		cmocka_unit_test(rows_are_notes_in_order),
		cmocka_unit_test(where_a_date_was),
		cmocka_unit_test(as_lines),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
