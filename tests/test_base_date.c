#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"

static struct date of(const char *text)
{
	struct date date = {0};

	assert_true(date_parse(str_from(text), &date));
	return date;
}

static int32_t days(const char *text)
{
	return date_days(of(text));
}

static void parses(void **state)
{
	struct date date = of("2026-11-26");

	(void)state;
	assert_int_equal(date.year, 2026);
	assert_int_equal(date.month, 11);
	assert_int_equal(date.day, 26);
	date = of("2026-11");
	assert_int_equal(date.month, 11);
	assert_int_equal(date.day, 0);
	date = of("0001");
	assert_int_equal(date.year, 1);
	assert_int_equal(date.month, 0);
	of("9999-12-31");
}

static void refuses(void **state)
{
	static const char *const bad[] = {"", "2", "202", "20261", "2026-",
		"2026-1", "2026-13", "2026-00", "2026-11-", "2026-11-2",
		"2026-11-31", "2026-11-00", "2026-02-30", "2026-11-266", "0000",
		"0000-01-01", "2026/11/26", "20261126", " 2026", "2026-11 26",
		"-026", "2026-1a"};
	struct date date = {1, 2, 3};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(date_parse(str_from(bad[i]), &date));
	}
	assert_false(date_parse((struct str){0}, &date));
	assert_false(date_parse_prefix((struct str){0}, &date));
	assert_int_equal(date.year * 100 + date.month * 10 + date.day, 123);
}

static void knows_leap_days(void **state)
{
	struct date date;

	(void)state;
	of("2024-02-29");
	of("2000-02-29");
	of("0004-02-29");
	assert_false(date_parse(STR("2023-02-29"), &date));
	assert_false(date_parse(STR("1900-02-29"), &date));
	assert_false(date_parse(STR("2100-02-29"), &date));
	assert_int_equal(days("2024-03-01") - days("2024-02-28"), 2);
	assert_int_equal(days("2100-03-01") - days("2100-02-28"), 1);
}

static void parses_prefix(void **state)
{
	static const char *const good[] = {"2026-11-26", "2026-11-26T13:00",
		"2026-11-26T13:00+01:00", "2026-11-26 13:00:00",
		"2026-11-26t00"};
	static const char *const bad[] = {"2026-11-26x", "2026-11-26T",
		"2026-11-26 later", "2026-11-261", "2026-02-30T10:00",
		"2026-11T10", "x2026-11-26"};
	struct date date = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		date = (struct date){0};
		assert_true(date_parse_prefix(str_from(good[i]), &date));
		assert_int_equal(date_days(date), days("2026-11-26"));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(date_parse_prefix(str_from(bad[i]), &date));
	}
	assert_true(date_parse_prefix(STR("2026-11"), &date));
	assert_int_equal(date.day, 0);
}

static void check(struct buf *buf, const char *text)
{
	assert_string_equal(buf_text(buf), text);
	buf_cut(buf, 0);
}

static void writes_iso(void **state)
{
	static const char *const texts[] = {
		"2026-11-26", "2026-11", "2026", "0007-01-02"};
	struct buf buf = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		date_iso(&buf, of(texts[i]));
		check(&buf, texts[i]);
	}
	date_iso(&buf, (struct date){0});
	check(&buf, "");
	buf_clear(&buf);
}

static void writes_for_people(void **state)
{
	struct date today = {2026, 11, 23};
	struct buf buf = {0};

	(void)state;
	date_human(&buf, of("2026-11-26"), today);
	check(&buf, "26 Nov");
	date_human(&buf, of("2027-01-02"), today);
	check(&buf, "2 Jan 2027");
	date_human(&buf, of("2026-12"), today);
	check(&buf, "Dec");
	date_human(&buf, of("2025-05"), today);
	check(&buf, "May 2025");
	date_human(&buf, of("2026"), today);
	check(&buf, "2026");
	date_human(&buf, (struct date){0}, today);
	check(&buf, "");
	date_human(&buf, of("2026-11-26"), (struct date){0});
	check(&buf, "26 Nov 2026");
	date_heading(&buf, of("2026-11-23"));
	check(&buf, "Mon 23 Nov, week 48");
	date_heading(&buf, of("2027-01-03"));
	check(&buf, "Sun 3 Jan, week 53");
	date_heading(&buf, of("2026-11"));
	check(&buf, "Nov 2026");
	date_heading(&buf, (struct date){0});
	check(&buf, "");
	buf_clear(&buf);
}

static void counts_days(void **state)
{
	struct date none = {0};

	(void)state;
	assert_int_equal(days("1970-01-01"), 0);
	assert_int_equal(days("1969-12-31"), -1);
	assert_int_equal(days("2000-03-01"), 11017);
	assert_int_equal(days("0001-01-01"), -719162);
	assert_int_equal(days("9999-12-31"), 2932896);
	assert_int_equal(date_days(none), 0);
	assert_int_equal(date_from_days(-719163).year, 0);
	assert_int_equal(date_from_days(2932897).year, 0);
	assert_int_equal(date_from_days(INT32_MIN).year, 0);
	assert_int_equal(date_from_days(INT32_MAX).year, 0);
}

/* Every day of the calendar follows the one before by its own rules. */
static void all_days_are_in_order(void **state)
{
	static const int lengths[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = 1;
	int month = 1;
	int day = 1;

	(void)state;
	for (int32_t n = -719162; n <= 2932896; n++) {
		struct date date = date_from_days(n);
		bool leap =
			year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
		int len = lengths[month - 1] + (month == 2 && leap ? 1 : 0);

		if (date.year != year || date.month != month ||
			date.day != day || date_days(date) != n) {
			fail_msg("day %d is wrong", (int)n);
		}
		if (++day > len) {
			day = 1;
			month = month % 12 + 1;
			year += month == 1;
		}
	}
	assert_int_equal(year, 10000);
}

static void months_sort_at_their_end(void **state)
{
	(void)state;
	assert_int_equal(days("2026-11"), days("2026-11-30"));
	assert_int_equal(days("2024-02"), days("2024-02-29"));
	assert_int_equal(days("2026"), days("2026-12-31"));
	assert_true(days("2026-11-29") < days("2026-11"));
	assert_true(days("2026-11") < days("2026-12-01"));
	assert_int_equal(days("2026-12"), days("2026"));
}

static void knows_weekdays(void **state)
{
	(void)state;
	assert_int_equal(date_weekday(0), 4);
	assert_int_equal(date_weekday(days("2026-11-23")), 1);
	assert_int_equal(date_weekday(days("2026-11-29")), 7);
	assert_int_equal(date_weekday(days("0001-01-01")), 1);
	assert_int_equal(date_weekday(days("1969-12-28")), 7);
}

static void check_week(const char *text, int week, int year)
{
	int week_year = 0;

	assert_int_equal(date_week(days(text), &week_year), week);
	assert_int_equal(week_year, year);
	assert_int_equal(date_week(days(text), NULL), week);
}

static void knows_weeks_around_new_year(void **state)
{
	(void)state;
	check_week("2020-12-31", 53, 2020);
	check_week("2021-01-03", 53, 2020);
	check_week("2021-01-04", 1, 2021);
	check_week("2024-12-29", 52, 2024);
	check_week("2024-12-30", 1, 2025);
	check_week("2026-01-01", 1, 2026);
	check_week("2026-12-31", 53, 2026);
	check_week("2027-01-03", 53, 2026);
	check_week("2027-01-04", 1, 2027);
	check_week("2022-01-02", 52, 2021);
	check_week("2028-12-31", 52, 2028);
	check_week("1969-12-29", 1, 1970);
	check_week("0001-01-01", 1, 1);
}

static void local_day_depends_on_the_zone(void **state)
{
	int64_t late = (int64_t)days("2026-11-23") * 86400 + 23 * 3600 + 1800;

	(void)state;
	setenv("TZ", "UTC0", 1);
	assert_int_equal(date_days(date_local(late)), days("2026-11-23"));
	assert_int_equal(date_days(date_local(-1)), -1);
	setenv("TZ", "CET-1", 1);
	assert_int_equal(date_days(date_local(late)), days("2026-11-24"));
	setenv("TZ", "EST5", 1);
	assert_int_equal(date_days(date_local(0)), -1);
	unsetenv("TZ");
	assert_int_equal(date_local(INT64_MAX).year, 0);
	assert_int_equal(date_local(INT64_C(1) << 40).year, 0);
}

static void the_clock_can_be_set(void **state)
{
	int64_t noon = (int64_t)days("2026-11-23") * 86400 + 43200;

	(void)state;
	setenv("FYR_NOW", "2026-11-23", 1);
	assert_int_equal(date_days(date_today()), days("2026-11-23"));
	assert_true(date_now() == noon);
	setenv("FYR_NOW", "2026-11-23T23:59+01:00", 1);
	assert_int_equal(date_days(date_today()), days("2026-11-23"));
	assert_true(date_now() == noon);
	setenv("FYR_NOW", "2026-11", 1);
	assert_int_equal(date_today().day, 30);
	setenv("FYR_NOW", "nonsense", 1);
	assert_true(date_now() > noon - (int64_t)86400 * 3650);
	unsetenv("FYR_NOW");
	assert_true(date_today().year >= 2020);
}

static void ticks_go_forward(void **state)
{
	int64_t before = date_ticks_ms();

	(void)state;
	assert_true(before > 0);
	assert_true(date_ticks_ms() >= before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses),
		cmocka_unit_test(refuses),
		cmocka_unit_test(knows_leap_days),
		cmocka_unit_test(parses_prefix),
		cmocka_unit_test(writes_iso),
		cmocka_unit_test(writes_for_people),
		cmocka_unit_test(counts_days),
		cmocka_unit_test(all_days_are_in_order),
		cmocka_unit_test(months_sort_at_their_end),
		cmocka_unit_test(knows_weekdays),
		cmocka_unit_test(knows_weeks_around_new_year),
		cmocka_unit_test(local_day_depends_on_the_zone),
		cmocka_unit_test(the_clock_can_be_set),
		cmocka_unit_test(ticks_go_forward),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
