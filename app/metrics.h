#ifndef FYR_APP_METRICS_H
#define FYR_APP_METRICS_H

/*
 * How good the watch of a period was, in figures that git and the front matter
 * hold, and the inbox of this computer; each comes with its definition.
 * Nobody's reading is counted. What needs an inbox that was never read says so
 * and has no value. The state is that at the end of the period, from its
 * commit; days are those of UTC; so the same commits and the same inbox give
 * the same figures.
 *
 * A watched note is one of a kind with identifiers or deadlines (laws,
 * guidelines; not events, whose deadlines are days to register by); a published
 * change one of a kind with an alert level.
 */

#include "app/outgoing.h"

enum {
	METRICS_LATE = 30, /* days: a deadline found later than that */
	METRICS_READ = 7, /* days: a source is to be read that often */
	METRICS_PRIORITY = 7 /* days a new note has to get its priority */
};

enum metric_unit {
	UNIT_COUNT,
	UNIT_PERCENT,
	UNIT_DAYS
};

struct metric {
	struct str key; /* "updates.act": the same in every language */
	struct str step; /* of the watch: "Identify" */
	struct str label, definition;
	enum metric_unit unit;
	bool known;
	double value; /* one decimal at most */
	size_t of; /* what a percentage or median is of */
	struct str why; /* not known: what is missing */
};

struct metrics {
	struct arena arena;
	struct date from, to;
	struct metric *items; /* in the order of the steps */
	size_t count;
};

bool app_metrics(struct app *app, struct date from, struct date to,
	struct metrics *metrics, struct error *err);
void metrics_clear(struct metrics *metrics);

enum metrics_format {
	METRICS_TEXT,
	METRICS_CSV,
	METRICS_JSON
};
void export_metrics(struct buf *out, const struct metrics *metrics,
	enum metrics_format format);

#endif
