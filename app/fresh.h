#ifndef FYR_APP_FRESH_H
#define FYR_APP_FRESH_H

/*
 * Translations that were up to date stay so when their primary changes in a
 * way that is none of the translator's business: a link to a note with another
 * id, a review that found nothing to change. Private to app/.
 */

#include "app/app.h"
#include "base/arena.h"

struct fresh_file {
	const char *path;
	struct str old, text; /* `text` has "translated" of today */
};

struct fresh {
	struct arena arena; /* of all below */
	struct fresh_file *items;
	size_t count, cap;
};

/*
 * Add the translations of the note whose first file is `primary` that are not
 * behind it now. Nothing for a file that is a translation itself, and none that
 * somebody is editing. Zero-initialise; fresh_clear frees, also after a
 * failure.
 */
bool fresh_translations(struct app *app, struct str primary,
	struct fresh *fresh, struct error *err);
void fresh_clear(struct fresh *fresh);

#endif
