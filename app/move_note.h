#ifndef FYR_APP_MOVE_NOTE_H
#define FYR_APP_MOVE_NOTE_H

/*
 * Giving a note another id or another folder, and with that perhaps another
 * kind: its file in every language goes there, the links to it in all other
 * notes are rewritten (Markdown links, [[wiki]] links, link fields) and its own
 * links to what stays, and the old id is kept in `old_ids`, so that links from
 * elsewhere still find it; translations that were up to date get today's date,
 * so that a new link is no reason to translate again. One commit, or nothing.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/arena.h"
#include "sync/save.h"

struct move_request {
	struct str ref; /* the note */
	struct str
		id; /* its new id, "folder/" or "folder/id": content/name.h */
	bool dry; /* only find out */
};

struct moved_file {
	const char *path;
	const char *to; /* its new path; NULL: only its links change */
	struct str old, text; /* what it held, what it holds now */
	size_t links; /* changed in it */
};

struct moved {
	struct arena arena;
	struct moved_file *files; /* the note's own first */
	size_t count, cap;
	size_t own; /* so many are the note's own */
	size_t links; /* changed in all */
	size_t missed; /* links that could not be rewritten for certain */
	struct buf missed_in; /* the notes they are in, ", " between */
	struct buf message;
	struct save_result save; /* unless dry */
};

/*
 * Do it. ERROR_INPUT for an id or folder that cannot be one; ERROR_REFUSED
 * when it is taken, and where the note would be of no kind, of one it does not
 * fit, or of one that a field leading to it does not take. `moved` is
 * overwritten; moved_clear frees, also after a failure.
 */
bool app_move(struct app *app, const struct move_request *request,
	struct moved *moved, struct error *err);
void moved_clear(struct moved *moved);

#endif
