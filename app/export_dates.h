#ifndef FYR_APP_EXPORT_DATES_H
#define FYR_APP_EXPORT_DATES_H

/* The machine formats of the agenda, for app/export_agenda.c. */

#include "app/agenda.h"
#include "app/export.h"

/* Append in JSON, JSON lines, TSV or CSV; false for the other formats. */
bool export_agenda_data(struct buf *out, const struct app *app,
	const struct agenda *agenda, enum format format);

/* "Deadline", "Event", in the user's language. */
const char *agenda_type_label(enum agenda_type type);

#endif
