#ifndef FYR_APP_TOUCHES_H
#define FYR_APP_TOUCHES_H

/*
 * What a change of a note touches: the notes that follow from it, by the
 * hub's own links, with their owners and why.
 *
 * A note follows from the one a field of it leads to (regulations, methods,
 * part_of, implements, reporting, resources …), with these exceptions: "amends"
 * works the other way (what amends a rule changes that rule), and fields that
 * tell of a note, or of an organisation, or only of kinship do not carry a
 * change (roles about and organisation; related, supersedes, superseded_by,
 * corrects, and links that may lead to any kind). A way goes on through notes
 * of the kind asked about (a regulation, its guidance, what implements it) and
 * ends at the first note of another kind, which may also speak of it in its
 * text; of a project it goes one step on, to the resources it uses. Published
 * changes, events and partners (kinds with an alert, a start,
 * contacts) are told of, not touched.
 *
 * A note is reached once, by the shortest way; rings end. In order: how far
 * away, the kind's place in fyr.yaml, title. Nothing here is written: a note
 * "may be affected" while an update about something on its way is newer than
 * its last review.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"

struct touched_step {
	struct str id, title; /* of the note before */
	struct str field; /* the link's key: "regulations"; empty: the text */
	bool back; /* "amends": from the one before to this one */
};

struct touched {
	struct str path, id, title; /* in the user's language */
	struct str kind, status, owner;
	struct date reviewed;
	int distance; /* 1: directly */
	struct touched_step *steps; /* from the note asked about, `distance` */
	bool affected; /* an update is newer than its review */
	struct str update, update_title; /* that one, the newest */
	struct date update_date;
};

struct touches {
	struct arena arena;
	struct touched *items;
	size_t count;
	struct str path, id, title, kind; /* of the note asked about */
};

/* Of the note `ref` means (store_find). */
bool app_touches(struct app *app, struct str ref, struct touches *touches,
	struct error *err);
void touches_clear(struct touches *touches);

#endif
