#ifndef FYR_CONTENT_ICS_READ_H
#define FYR_CONTENT_ICS_READ_H

/*
 * Reading the events of a calendar (iCalendar, RFC 5545), strictly: an event
 * that is not as it should be is told with its line and reason, and those after
 * it are still read. One note is one occurrence, so an event that recurs is
 * refused; so are cancelled ones, and times in a zone that is not known. The
 * text is UTF-8 (the caller's to check).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum {
	ICS_EVENTS = 5000
};

struct ics_event {
	int line; /* of its BEGIN */
	const char *bad; /* why it cannot be used, translated; NULL: fine */
	struct str uid, title, place, url, text;
	struct str start, end; /* "2026-11-26" or with time and zone; a day
				  as `end` is the last one */
};

struct ics {
	struct arena arena;
	struct ics_event *items; /* in the file's order */
	size_t count, cap;
};

/* ERROR_INPUT when it is no calendar. ics_clear frees, always. */
bool ics_read(struct str text, struct ics *ics, struct error *err);
void ics_clear(struct ics *ics);

#endif
