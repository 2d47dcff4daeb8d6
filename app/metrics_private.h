#ifndef FYR_APP_METRICS_PRIVATE_H
#define FYR_APP_METRICS_PRIVATE_H

/* What app/metrics.c, metrics_history.c and metrics_inbox.c count. */

#include "app/inbox.h"
#include "app/metrics.h"
#include "sync/snapshot.h"

enum {
	LEVELS_MAX = 20,
	LISTED_MAX = 40, /* sources, reasons */
	ROWS_MAX = LEVELS_MAX + 2 * LISTED_MAX + 30
};

struct share {
	size_t part, of;
};

struct days_list {
	int *items;
	size_t count, cap;
};

struct counting {
	struct app *app;
	struct date from, to;
	struct snapshot *snapshot; /* NULL: a folder without a history */
	bool cut; /* the history begins later than the period */
	bool failed; /* a commit could not be read */
	char head[SOURCE_ID], old[SOURCE_ID], tip[SOURCE_ID];
	struct error *err;

	/* of the state at the end */
	size_t updates, levels[LEVELS_MAX];
	const struct schema_field *alert; /* of the first kind that has one */
	struct share sourced, confirmed, overdue, done, in_time;
	/* of the history */
	struct share late, prioritised;
	struct days_list assessed;
	/* of the inbox, which is this computer's */
	struct inbox inbox;
	struct days_list spread; /* from a source's date to our update */
};

/* Read what the commits of the period did. */
bool metrics_history(struct counting *c);

/* Parse the front matter, or all, of a version; false when it cannot be read.
 */
struct version {
	struct doc doc;
	const struct kind *kind;
	struct values values;
	bool open; /* for readers */
};
bool version_read(struct counting *c, const char *path, const char *id,
	bool body, struct version *version);
void version_clear(struct version *version);

void days_add(struct days_list *list, int days);

/* --- building the table --- */

struct building {
	struct metrics *metrics;
	struct counting *c;
	const char *step; /* to be translated */
};

struct metric *metrics_add(struct building *b, const char *key,
	const char *label, const char *definition);
void metrics_share(struct metric *one, struct share share);
void metrics_median(struct metric *one, struct days_list *list);

/* A published change whose source was seen in the inbox (metrics_inbox.c). */
void metrics_spread(struct counting *c, const struct version *update);
void metrics_scanned(struct building *b);
void metrics_filtered(struct building *b);
void metrics_spread_row(struct building *b);

/* Of a kind that is watched. */
bool metrics_is_watched(const struct kind *kind);

/* Task items of a document. */
void metrics_tasks(const struct doc *doc, struct share *tasks);

#endif
