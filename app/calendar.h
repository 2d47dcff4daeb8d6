#ifndef FYR_APP_CALENDAR_H
#define FYR_APP_CALENDAR_H

/*
 * A calendar for others to subscribe to (RFC 5545): events of the hub, and
 * deadlines as all-day entries that block no time (clients ignore to-dos in
 * subscriptions). An entry keeps its UID as long as its note, and of a deadline
 * its event and scope (and which time it is of several, as the note lists
 * them), so a date that moves moves in the reader's calendar:
 * SEQUENCE counts the commits that changed the note, DTSTAMP is the last one's
 * time. What is known to the month or year only is no day and therefore no
 * entry: it stands as text in the calendar's description. Times keep the offset
 * they are written with, in a VTIMEZONE of that offset.
 */

#include "app/outgoing.h"

struct calendar_request {
	struct str query; /* empty: all notes */
	struct str base; /* as in a feed */
	struct date from, to; /* zero: from a year before the commit, no end */
	bool all;
};

struct calendar_result {
	size_t entries; /* VEVENTs */
	size_t without_day; /* told as text */
};

bool app_calendar(struct app *app, const struct calendar_request *request,
	struct buf *out, struct calendar_result *result, struct error *err);

/* --- pure, for tests --- */

struct moment {
	struct date date; /* to the day, else the zero value */
	bool timed;
	int hour, minute, second;
	enum {
		ZONE_NONE, /* the time of whoever reads: floating */
		ZONE_UTC,
		ZONE_OFFSET
	} zone;
	int offset; /* minutes east of UTC */
};

/* A date, or a date and time as notes write it; false if it is no day. */
bool moment_parse(struct str text, struct moment *moment);

#endif
