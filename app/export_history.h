#ifndef FYR_APP_EXPORT_HISTORY_H
#define FYR_APP_EXPORT_HISTORY_H

/*
 * The history of a note as JSON, one object each: "fyr/log/1" with "versions",
 * newest first, "fyr/lines/1" with "lines" and who wrote them, "fyr/diff/1"
 * with "changes", whose "words" put together without the removed ones are the
 * new text and without the added ones the old. Times are seconds, dates
 * those of the person's clock.
 */

#include "app/app.h"
#include "app/history.h"
#include "app/signers.h"
#include "base/buf.h"

/* At most `limit` versions. `by` NULL: signatures are not asked for. */
void export_log(struct buf *out, const struct app *app,
	const struct versions *versions, size_t limit,
	const struct app_signed *by);
void export_lines(struct buf *out, const struct app *app,
	const struct versions *versions, const struct written *written);
void export_diff(struct buf *out, const struct app *app,
	const struct versions *versions, const struct comparison *comparison);

#endif
