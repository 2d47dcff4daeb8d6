#ifndef FYR_APP_TIMELINE_H
#define FYR_APP_TIMELINE_H

/*
 * The agenda as a grid: a row for each note, a column for each month, from the
 * agenda's first day on, which is today unless asked otherwise. A mark is one
 * date in one row: known to the day or the month it lies in one month, known to
 * the year only in all months of that year; an event lies in the months of its
 * span. What is before the first month (a late review, an event under way) is
 * in the first column and says so. A date that moved also has the month in
 * which it was.
 *
 * Made from an agenda, whose texts and entries it borrows; pure. Rows are in
 * order of their first date, the marks of a row in order of time. The zero
 * value is empty; timeline_clear frees.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/agenda.h"

enum timeline_exact {
	TIMELINE_DAY,
	TIMELINE_MONTH,
	TIMELINE_YEAR
};

struct timeline_mark {
	const struct agenda_entry *entry;
	const struct move *moved; /* the last move of its date, or NULL */
	int first, last; /* columns; last can lie past the end */
	int was; /* column it had before `moved`; -1: none here */
	enum timeline_exact exact;
	bool before; /* it begins before the first column */
};

struct timeline_row {
	struct str path, title, kind, owner;
	size_t first, count; /* of the marks */
};

struct timeline {
	struct date start; /* the first column's month */
	int months; /* columns */
	struct timeline_row *rows;
	size_t count, cap;
	struct timeline_mark *marks;
	size_t mark_count, mark_cap;
};

/* Entries that begin after the last column are left out. */
void timeline_make(
	struct timeline *timeline, const struct agenda *agenda, int months);
void timeline_clear(struct timeline *timeline);

/* The mark of an entry alone, for timeline_tell. */
struct timeline_mark timeline_mark_of(
	const struct agenda *agenda, const struct agenda_entry *entry);

/* The month of a column: year and month, no day. */
struct date timeline_month(const struct timeline *timeline, int column);

/*
 * What stands in a cell: '.' nothing, '!' deadline, '*' event, 'r' review, 'e'
 * end; of these '?' expected, 'm' known to the month, '-' to the year only;
 * 'o' a date was here before it moved, '+' several things.
 */
char timeline_sign(const struct timeline *timeline,
	const struct timeline_row *row, int column);

/* Append a mark in words: "Deadline: Applies, 24 Dec 2026, in 31 days; moved:
 * 1 Dec 2026 -> 24 Dec 2026 (Update)". Not through the gate. */
void timeline_tell(struct buf *out, const struct timeline_mark *mark);

/* Append "; moved: 1 Dec 2026 -> 24 Dec 2026 (Update)", if it did. */
void timeline_tell_move(struct buf *out, const struct timeline_mark *mark);

/* Append what the signs mean, in one line. */
void timeline_legend(struct buf *out);

#endif
