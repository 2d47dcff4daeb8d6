#include "base/date.h"

#include <stdlib.h>

#include "base/i18n.h"

enum {
	DAY_SECONDS = 86400,
	YEAR_MOST = 9999
};

static const char *month_name(int month)
{
	static const char *const names[12] = {N_("Jan"), N_("Feb"), N_("Mar"),
		N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
		N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};

	return _(names[month - 1]);
}

static const char *day_name(int weekday)
{
	static const char *const names[7] = {N_("Mon"), N_("Tue"), N_("Wed"),
		N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};

	return _(names[weekday - 1]);
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Exactly `count` digits at `from`; -1 when there is anything else. */
static int digits(struct str text, size_t from, size_t count)
{
	int value = 0;

	for (size_t i = from; i < from + count; i++) {
		if (i >= text.len || text.data[i] < '0' || text.data[i] > '9') {
			return -1;
		}
		value = value * 10 + (text.data[i] - '0');
	}
	return value;
}

bool date_parse(struct str text, struct date *date)
{
	int year = digits(text, 0, 4);
	int month = 0;
	int day = 0;

	if (year < 1 || (text.len != 4 && text.len != 7 && text.len != 10)) {
		return false;
	}
	if (text.len >= 7) {
		month = digits(text, 5, 2);
		if (text.data[4] != '-' || month < 1 || month > 12) {
			return false;
		}
	}
	if (text.len == 10) {
		day = digits(text, 8, 2);
		if (text.data[7] != '-' || day < 1 ||
			day > month_days(year, month)) {
			return false;
		}
	}
	*date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
	return true;
}

bool date_parse_prefix(struct str text, struct date *date)
{
	char mark;

	if (text.len <= 10) {
		return date_parse(text, date);
	}
	mark = text.data[10];
	if ((mark != 'T' && mark != 't' && mark != ' ') ||
		digits(text, 11, 2) < 0) {
		return false;
	}
	return date_parse(str_sub(text, 0, 10), date);
}

void date_iso(struct buf *out, struct date date)
{
	if (date.year > 0) {
		buf_printf(out, "%04d", date.year);
	}
	if (date.year > 0 && date.month > 0) {
		buf_printf(out, "-%02d", date.month);
	}
	if (date.year > 0 && date.month > 0 && date.day > 0) {
		buf_printf(out, "-%02d", date.day);
	}
}

void date_human(struct buf *out, struct date date, struct date today)
{
	bool this_year = date.year == today.year;

	if (date.year == 0) {
		return;
	}
	if (date.month == 0) {
		buf_printf(out, "%d", date.year);
	} else if (date.day == 0 && this_year) {
		buf_put(out, month_name(date.month));
	} else if (date.day == 0) {
		/* TRANSLATORS: month and year, "Nov 2026" */
		buf_printf(out, _("%s %d"), month_name(date.month), date.year);
	} else if (this_year) {
		/* TRANSLATORS: day and month, "26 Nov" */
		buf_printf(out, _("%d %s"), date.day, month_name(date.month));
	} else {
		/* TRANSLATORS: day, month and year, "26 Nov 2026" */
		buf_printf(out, _("%d %s %d"), date.day, month_name(date.month),
			date.year);
	}
}

void date_heading(struct buf *out, struct date date)
{
	int32_t days = date_days(date);

	if (date.year == 0 || date.month == 0 || date.day == 0) {
		date_human(out, date, (struct date){0});
		return;
	}
	/* TRANSLATORS: "Mon 23 Nov, week 48" */
	buf_printf(out, _("%s %d %s, week %d"), day_name(date_weekday(days)),
		date.day, month_name(date.month), date_week(days, NULL));
}

/*
 * Years are counted from March, so that the leap day is the last of its year,
 * in eras of 400 years (146097 days).
 */
static int32_t days_of(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int year_of_era = y - era * 400;
	int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 -
		year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

int32_t date_days(struct date date)
{
	int month = (unsigned char)date.month;
	int day = (unsigned char)date.day;

	if (date.year == 0) {
		return 0;
	}
	if (month == 0) {
		month = 12;
		day = 0;
	}
	if (day == 0) {
		day = month_days(date.year, month);
	}
	return days_of(date.year, month, day);
}

struct date date_from_days(int32_t days)
{
	int64_t z = (int64_t)days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;
	int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0);

	if (year < 1 || year > YEAR_MOST) {
		return (struct date){0};
	}
	return (struct date){(int16_t)year, (int8_t)month,
		(int8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

int date_weekday(int32_t days)
{
	/* 1970-01-01 was a Thursday. */
	int from_monday = (int)(((int64_t)days + 3) % 7);

	return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int date_week(int32_t days, int *week_year)
{
	/* A week belongs to the year of its Thursday. */
	int32_t thursday = days - date_weekday(days) + 4;
	int year = date_from_days(thursday).year;

	if (week_year) {
		*week_year = year;
	}
	return (thursday - days_of(year, 1, 1)) / 7 + 1;
}

struct date date_local(int64_t seconds)
{
	time_t instant = (time_t)seconds;
	struct tm tm;

	tzset();
	if (!localtime_r(&instant, &tm) || tm.tm_year + 1900 < 1 ||
		tm.tm_year > YEAR_MOST - 1900) {
		return (struct date){0};
	}
	return (struct date){(int16_t)(tm.tm_year + 1900),
		(int8_t)(tm.tm_mon + 1), (int8_t)tm.tm_mday};
}

/* What FYR_NOW says, as a whole day. */
static bool pinned(struct date *date)
{
	struct date now;

	if (!date_parse_prefix(str_from(getenv("FYR_NOW")), &now)) {
		return false;
	}
	*date = date_from_days(date_days(now));
	return true;
}

struct date date_today(void)
{
	struct date date;

	return pinned(&date) ? date : date_local((int64_t)time(NULL));
}

int64_t date_now(void)
{
	struct date date;

	if (pinned(&date)) {
		return (int64_t)date_days(date) * DAY_SECONDS + DAY_SECONDS / 2;
	}
	return (int64_t)time(NULL);
}

int64_t date_ticks_ms(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
