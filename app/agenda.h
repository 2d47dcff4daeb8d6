#ifndef FYR_APP_AGENDA_H
#define FYR_APP_AGENDA_H

/*
 * All that has a date, as one list: deadlines binding and expected, dates in
 * force, events with their span, ends of what runs (a pilot), reviews. Each
 * with the history of its date from git. Shared by fyr agenda, the day's page
 * and the terminal application.
 *
 * A date known to the month or year counts at its last day and is never shown
 * as a day. What is only expected says so and stands apart. A review that is
 * late is listed however late it is, unless a first day is asked for.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/app.h"
#include "app/moves.h"

enum agenda_type {
	AGENDA_DEADLINE,
	AGENDA_END, /* of something that has no start here: a pilot */
	AGENDA_EVENT,
	AGENDA_REVIEW
};

struct agenda_entry {
	enum agenda_type type;
	struct str path, title; /* in the user's language */
	struct str note; /* path of the note that holds the date */
	struct str id;
	struct str kind, owner, status;
	struct str key, event, event_label, scope, source;
	struct date date;
	struct str time; /* as written, when it has a time of day */
	struct date end; /* of an event, when it is another day */
	struct str end_time; /* as written */
	int32_t days; /* from today; negative: past */
	bool expected;
	struct str affected, affected_title; /* app_reviews: the update that
						may have made it wrong */
	struct date affected_date;
	struct move *moves; /* its date before, oldest first */
	size_t move_count;
};

struct agenda_request {
	struct date from, to; /* zero: today; as `days` says */
	int days; /* after today, or after `from`; without `to` */
	bool deadlines, events, reviews; /* none: all */
	struct str kind, owner; /* only of this kind (id), this owner; or all */
	struct str words; /* only what has all of them in its type, kind, owner,
			     title, event or scope; case aside */
	bool all; /* of drafts, superseded and archived notes too */
	bool history; /* read `moves` of each entry */
	size_t history_most; /* the same, if there are at most so many */
	struct date as_of; /* what the hub said that day; zero: now */
};

struct agenda {
	struct arena arena;
	struct agenda_entry *items; /* by date, expected after binding */
	size_t count;
	struct moves moved; /* since the last visit, whatever their dates */
	struct date from, to, today;
	char commit[SOURCE_ID]; /* as_of: of that day; else "" */
	int64_t until; /* as_of: the end of that day, seconds */
};

/*
 * Needs an index that is up to date, but for `as_of`, which reads the commit
 * that was the branch's tip at the end of that day. ERROR_NOT_FOUND when the
 * history begins later, ERROR_INPUT without a history.
 */
bool app_agenda(struct app *app, const struct agenda_request *request,
	struct agenda *agenda, struct error *err);
void agenda_clear(struct agenda *agenda);

/* Moves since the last visit, oldest first, in `arena`; none on a first visit
 * and without a history. With titles in the user's language. */
bool app_moves(struct app *app, struct arena *arena, struct moves *moves,
	struct error *err);

/* Put the entries in order of owner, longest overdue first under each. */
void agenda_by_owner(struct agenda *agenda);

/* "Deadline", "Event" … in the user's language. */
const char *agenda_type_label(enum agenda_type type);

/* Append "26 Nov 2026 13:00–15:00", as precisely as it is known. */
void agenda_when(
	struct buf *out, const struct agenda_entry *entry, struct date today);

/* "in 9 days", "OVERDUE 3 days", "tomorrow"; a month or a year: its name. */
void agenda_state(struct buf *out, const struct agenda_entry *entry);

/* "2 Dec 2026 -> 2 Dec 2027", "expected" where it is. */
void agenda_move(struct buf *out, const struct move *move);

#endif
