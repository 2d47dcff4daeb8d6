#ifndef FYR_CONTENT_CSV_H
#define FYR_CONTENT_CSV_H

/*
 * Reading tables of comma-separated values as RFC 4180 has them, strictly: a
 * row that is not as it should be is told with its line and reason, and the
 * rows after it are still read. Fields may be quoted, then hold line ends,
 * separators and doubled quotes. The separator is a comma, a semicolon or a
 * tab, whichever the first row has most of outside quotes. The text is UTF-8
 * (the caller's to check), perhaps with a byte order mark.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum {
	CSV_COLUMNS = 200,
	CSV_FIELD_MAX = 100000 /* bytes */
};

struct csv {
	struct str rest;
	char separator;
	int line; /* of what comes next, from 1 */
};

void csv_open(struct csv *csv, struct str text);

struct csv_row {
	int line; /* where it begins */
	struct str fields[CSV_COLUMNS]; /* in the arena given; ends are LF */
	size_t count;
	const char *bad; /* why it cannot be used, translated; NULL: fine */
};

/* The next row that is not empty; false at the end. */
bool csv_next(struct csv *csv, struct arena *arena, struct csv_row *row);

#endif
