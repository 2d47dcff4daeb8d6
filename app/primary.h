#ifndef FYR_APP_PRIMARY_H
#define FYR_APP_PRIMARY_H

/*
 * The file of a note that holds its fields, whatever language was found: the
 * one without "translated". Private to app/.
 */

#include "app/app.h"

struct primary {
	struct app *app;
	struct str folder, id; /* borrowed from the index while it is found */
	struct buf path, text;
};

/*
 * Find it for what `ref` means, with its text as it is in the source now.
 * ERROR_REFUSED when every file says that it is a translation. `p` is
 * overwritten; primary_clear frees after success.
 */
bool primary_find(
	struct app *app, struct str ref, struct primary *p, struct error *err);
void primary_clear(struct primary *p);

#endif
