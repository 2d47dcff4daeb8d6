#ifndef FYR_APP_MOVE_PRIVATE_H
#define FYR_APP_MOVE_PRIVATE_H

/* A note on its way to another name, for app/move_*.c. */

#include "app/move_note.h"
#include "app/private.h"

struct move {
	struct app *app;
	const struct move_request *request;
	struct moved *moved;
	/* Of the note, in moved->arena. A folder is "." for the hub itself. */
	struct str folder, id;
	struct str new_folder, new_id;
	const struct kind *kind, *new_kind; /* NULL: none */
	bool foreign;
	/* while one note is read */
	struct str path;
	struct error err;
	bool failed;
};

/* Whether a path is one of the note's own files; what it will be. */
bool move_is_own(const struct move *m, struct str path);
void move_path(const struct move *m, struct str path, struct buf *out);

/* What the person wrote as the new name: "id", "folder/" or "folder/id". */
bool move_take(struct move *m, struct error *err);

/* Whether a note can be at its new `path` at all. */
bool move_judge(struct move *m, struct str path, struct error *err);

struct move_links {
	size_t changed, missed;
};

/* Change the links in the text of the note at m->path; those to the note, and
 * in the note itself all that are relative to a folder it leaves. */
struct move_links move_relink(struct move *m, struct buf *text);

/* The link field of the text that takes the note as it is and not as the kind
 * it would become; empty: none. In `arena`. */
struct str move_refuses(
	const struct move *m, struct str text, struct arena *arena);

#endif
