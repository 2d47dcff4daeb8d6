#ifndef FYR_APP_MOVES_H
#define FYR_APP_MOVES_H

/*
 * The history of dates, read from git: in which commit a dated entry (a
 * deadline, a date in force, the start or end of an event) got another date,
 * from what to what, and which published change says so. An entry is known by
 * its field, its event and its scope; if one of these changed together with
 * the date, the only entry left over on both sides with the same event is it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"
#include "content/schema.h"
#include "sync/snapshot.h"

struct move {
	struct str path, id, title; /* of the note */
	struct str kind;
	struct str key, event, scope; /* of the entry, as it is now */
	struct date from, to; /* to.year 0: the entry was removed */
	struct str from_text, to_text; /* as written: times too */
	bool from_expected, to_expected;
	struct str commit, author, subject;
	int64_t time; /* committed, seconds */
	struct str update, update_title; /* path of the note that says so, and
					    its title; or empty */
};

struct moves {
	struct move *items; /* oldest first */
	size_t count, cap;
};

struct moves_reading {
	struct snapshot *snapshot;
	const struct schema *schema;
	bool foreign;
	struct arena *arena; /* of what is found */
};

/*
 * Append the moves of one commit; of `path` only, unless it is empty. An update
 * (a note of a kind with an alert) of the same commit that is about the note
 * says why.
 */
bool moves_of_commit(const struct moves_reading *reading,
	const struct snapshot_info *info, struct str path, struct moves *moves,
	struct error *err);

void moves_clear(struct moves *moves); /* not what is in the arena */

/* --- pure, for tests --- */

/* Append the moves between two texts of a note; commit and update are empty. */
void moves_between(const struct moves_reading *reading, struct str path,
	struct str old, struct str text, struct moves *moves);

#endif
