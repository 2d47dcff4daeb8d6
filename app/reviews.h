#ifndef FYR_APP_REVIEWS_H
#define FYR_APP_REVIEWS_H

/*
 * What is to be reviewed: a note past its day, a note that a published change
 * may have made wrong, and the day to propose for the next review. All of it
 * is computed from the index; nothing is written.
 */

#include <stdbool.h>

#include "app/agenda.h"
#include "base/arena.h"

struct review_state {
	struct arena arena;
	int32_t late; /* days past review_by; 0: not late */
	struct date by; /* the day it was due */
	bool affected; /* a published change is newer than its review */
	struct str update, update_title; /* that one: path and title */
	struct date update_date;
};

/*
 * Of an opened note; changes as app/affected.h says. Never fails: what cannot
 * be read counts as nothing. review_state_clear frees.
 */
void app_review_state(
	struct app *app, const struct note *note, struct review_state *state);
void review_state_clear(struct review_state *state);

/*
 * The queue: app_agenda's reviews, and after them the notes that a published
 * change may have made wrong and that are not in it: those have no `key`, the
 * event "affected" and the date of that change. `affected` is set in both.
 */
bool app_reviews(struct app *app, const struct agenda_request *request,
	struct agenda *agenda, struct error *err);

/*
 * The day for the next review, `days` from today or up to a tenth of them
 * earlier: the latest weekday among those on which the fewest notes are due,
 * so that reviews do not come all at once.
 */
struct date app_review_next(struct app *app, int days);

#endif
