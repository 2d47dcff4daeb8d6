#ifndef FYR_APP_METRICS_PRIVATE_H
#define FYR_APP_METRICS_PRIVATE_H

/* What app/metrics.c and app/metrics_history.c count. */

#include "app/metrics.h"
#include "sync/snapshot.h"

enum {
	LEVELS_MAX = 20
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
	char head[SOURCE_ID], old[SOURCE_ID], tip[SOURCE_ID];
	struct error *err;

	/* of the state at the end */
	size_t updates, levels[LEVELS_MAX];
	const struct schema_field *alert; /* of the first kind that has one */
	struct share sourced, confirmed, overdue, done, in_time;
	/* of the history */
	struct share late, prioritised;
	struct days_list assessed;
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

/* Of a kind that is watched. */
bool metrics_is_watched(const struct kind *kind);

/* Task items of a document. */
void metrics_tasks(const struct doc *doc, struct share *tasks);

#endif
