#ifndef FYR_BASE_DATE_H
#define FYR_BASE_DATE_H

/*
 * Civil dates of the proleptic Gregorian calendar: years 1 to 9999, never
 * instants, no zone. A date may be known to the day, the month or the year
 * only; a month sorts and counts at its last day, a year at 31 December.
 * The zero value is "no date".
 */

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/str.h"

struct date {
	int16_t year; /* 0: no date */
	int8_t month; /* 0: the year only */
	int8_t day; /* 0: the month only */
};

/*
 * The whole of `text` as YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601 calendar
 * date). 30 February is no date.
 */
bool date_parse(struct str text, struct date *date);

/* The date a date or a date and time (2026-11-26T13:00+01:00) starts with. */
bool date_parse_prefix(struct str text, struct date *date);

/* Append as ISO 8601, as precisely as it is known. */
void date_iso(struct buf *out, struct date date);

/*
 * Append for a reader in the user's language: "26 Nov 2026", "nov 2026",
 * "2026"; the year is left out when it is that of `today`.
 */
void date_human(struct buf *out, struct date date, struct date today);

/* "Mon 23 Nov, week 48" / "mån 23 nov, vecka 48". */
void date_heading(struct buf *out, struct date date);

/*
 * Civil day number: days since 1970-01-01 of the day, or of the last day of
 * the month or year. 0 for no date (which is also 1970-01-01: test year).
 */
int32_t date_days(struct date date);

/* The day of a civil day number. */
struct date date_from_days(int32_t days);

/* 1 (Monday) to 7 (Sunday) of a day number. */
int date_weekday(int32_t days);

/* ISO 8601 week 1-53 of a day number, and the year that week belongs to. */
int date_week(int32_t days, int *week_year);

/* The local civil day of an instant (seconds since the epoch, UTC). */
struct date date_local(int64_t seconds);

/*
 * Today, local. FYR_NOW (a date, or a date and time) replaces the clock, so
 * that tests and `--as-of` are repeatable.
 */
struct date date_today(void);

/* Seconds since the epoch now, or noon UTC of FYR_NOW. */
int64_t date_now(void);

/* Milliseconds of a clock that only goes forward, for limits and traces. */
int64_t date_ticks_ms(void);

#endif
