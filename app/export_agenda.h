#ifndef FYR_APP_EXPORT_AGENDA_H
#define FYR_APP_EXPORT_AGENDA_H

/*
 * The agenda, changes and effects as lines and as data, in the formats of
 * listings (app/export.h). JSON schemas: "fyr/agenda/1", "fyr/changes/1",
 * "fyr/touches/1"; of JSON lines the singular of the last part's rows:
 * "fyr/agenda-entry/1", "fyr/change/1", "fyr/touched/1".
 */

#include "app/agenda.h"
#include "app/changes.h"
#include "app/export.h"
#include "app/timeline.h"
#include "app/touches.h"
#include "base/buf.h"

void export_agenda(struct buf *out, const struct app *app,
	const struct agenda *agenda, const struct export_options *options);

/* The grid, and what its signs mean; "full": each date in words instead. In
 * the other formats nothing. */
void export_timeline(struct buf *out, const struct timeline *timeline,
	const struct export_options *options);

void export_touches(struct buf *out, const struct app *app,
	const struct touches *touches, const struct export_options *options);

/* "Regulations" or "Part of > Guidelines on high-risk AI > Regulations": by
 * which fields a note is reached. */
void export_touched_way(struct buf *out, const struct app *app,
	const struct touches *touches, const struct touched *touched);

void export_changes(struct buf *out, const struct app *app,
	const struct changes *changes, const struct export_options *options);

/* "The AI Act: Starts to apply (scope)  2 Aug 2026 -> 2 Dec 2027  (Update)". */
void export_move(
	struct buf *out, const struct app *app, const struct move *move);

#endif
