#ifndef FYR_APP_IMPORT_H
#define FYR_APP_IMPORT_H

/*
 * Drafts from the answers of a survey: each row of a table becomes a note of
 * one kind, all of them in one commit. A column whose heading is a field's key
 * or label sets that field; values of a vocabulary may be its ids or labels;
 * every other column becomes a part of the text under its heading, so that no
 * answer is lost. A row that is not right is told and left out.
 *
 * One column is the key: its value is kept in the note as `import_key`, and a
 * row whose key is in the hub already is left alone, so that importing the same
 * table again, with more rows, makes no duplicates.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/arena.h"
#include "sync/save.h"

enum {
	IMPORT_MAX = 16 * 1024 * 1024, /* bytes of the table */
	IMPORT_ROWS = 5000
};

struct import_request {
	struct str kind; /* id or label */
	struct str text; /* the table */
	struct str name; /* of the file, for the message of the commit */
	struct str
		key; /* heading of the key; empty: id, key, nr, or the title */
	struct str lang; /* of the notes; empty: the hub's first */
	bool dry; /* only find out */
};

struct import_row {
	int line; /* in the table */
	const char *path; /* of the note; of one that is there too */
	const char *title;
	const char *bad; /* why not; NULL: fine */
	bool there; /* it is in the hub already */
};

struct imported {
	struct arena arena;
	struct import_row *rows; /* in the order of the table */
	size_t count, cap;
	size_t made, there, bad;
	struct str key; /* heading that was the key */
	struct buf texts; /* headings that went into the text, ", " between */
	struct buf message;
	struct save_result save; /* unless dry, or nothing was made */
};

/* `imported` is overwritten; imported_clear frees, also after a failure. */
bool app_import(struct app *app, const struct import_request *request,
	struct imported *imported, struct error *err);
void imported_clear(struct imported *imported);

#endif
