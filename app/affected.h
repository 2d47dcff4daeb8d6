#ifndef FYR_APP_AFFECTED_H
#define FYR_APP_AFFECTED_H

/*
 * Notes that a published change may have made wrong, of the whole hub at once:
 * what app_touches says of every note that an update is about, where the update
 * is newer than the touched note's last review. A note leaves the set when it
 * is reviewed (fyr review). Found out by app_refresh whenever something changed
 * and kept in the index, so that listings can say it at no cost.
 */

#include <stdbool.h>

#include "app/app.h"

struct affected {
	struct str id; /* of the note, and of its translations */
	struct str update, title; /* the newest such update: path and title of
				     its primary */
	struct date date; /* of that update */
};

/* NULL: nothing may have made it wrong, or it cannot be told. Borrowed until
 * the index changes. */
const struct affected *app_affected(struct app *app, struct str id);

/* All of them, by id. */
const struct affected *app_affected_all(struct app *app, size_t *count);

/* Note it in the published notes of a listing (store_hit.affected …), with the
 * title in the user's language. */
void app_mark_affected(struct app *app, struct store_results *results);

#endif
