#ifndef FYR_APP_EXPORT_DATES_H
#define FYR_APP_EXPORT_DATES_H

/* The machine formats of the agenda, for app/export_agenda.c. */

#include "app/agenda.h"
#include "app/export.h"

/* Append in JSON, JSON lines, TSV or CSV; false for the other formats. */
bool export_agenda_data(struct buf *out, const struct app *app,
	const struct agenda *agenda, enum format format);

#endif
