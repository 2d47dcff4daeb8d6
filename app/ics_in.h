#ifndef FYR_APP_ICS_IN_H
#define FYR_APP_ICS_IN_H

/*
 * A calendar's events as a table that app/import.h reads: the columns are the
 * fields of a kind by their roles, the key is the UID, and each event stands on
 * the line it has in the calendar.
 */

#include "app/app.h"
#include "content/ics_read.h"

/*
 * Append the table of those events that are fine. *kind gets the first kind
 * with a start (the hub's events). ERROR_INPUT when the hub has none.
 */
bool app_ics_table(const struct app *app, const struct ics *ics,
	struct buf *table, struct str *kind, struct error *err);

#endif
