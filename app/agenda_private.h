#ifndef FYR_APP_AGENDA_PRIVATE_H
#define FYR_APP_AGENDA_PRIVATE_H

/* The parts of app/agenda.c. */

#include "app/agenda.h"
#include "store/store.h"

struct gathering {
	struct app *app;
	const struct agenda_request *request;
	struct agenda *agenda;
	size_t cap;
	int32_t from, to, now; /* day numbers */
};

/* One dated field of a note, if it is of the agenda: whatever span it is in.
 * Ends are kept for their events. */
void gather_dated(struct gathering *g, const struct store_dated *dated);

/* From a commit instead of the index (app/agenda_past.c). */
bool gather_past(struct gathering *g, struct error *err);

/* Leave only what the request asks for by kind, owner and words
 * (app/agenda_filter.c). */
void agenda_filter(struct app *app, const struct agenda_request *request,
	struct agenda *agenda);

/* What happened to the dates of the entries (app/agenda_moves.c). */
bool agenda_history(struct app *app, struct agenda *agenda, struct error *err);

#endif
