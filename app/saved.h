#ifndef FYR_APP_SAVED_H
#define FYR_APP_SAVED_H

/*
 * Searches the user keeps under a name: one small file in the hub's state
 * folder ("searches": a line each, name, time of the last visit, query, tabs
 * between), written whole or not at all. Lines that make no sense are left as
 * they are and never overwritten silently: they are kept at the end of the
 * file. In any query saved:NAME, or sparad:NAME, stands for the query kept
 * under that name, as if it were in brackets.
 */

#include "app/app.h"

enum {
	SAVED_MAX = 200, /* searches of a hub */
	SAVED_NAME = 60, /* bytes of a name */
	SAVED_DEPTH = 4 /* saved searches that use saved searches */
};

struct saved {
	struct str name; /* one line, no quotes */
	struct str query;
	int64_t visited; /* seconds; when its notes were last looked at */
	size_t count; /* notes found; after app_saved_count */
	size_t new_count; /* of them changed since `visited` */
};

struct saved_list {
	struct arena arena;
	struct saved *items; /* in the order they were kept */
	size_t count;
	size_t damaged; /* lines that make no sense */
};

/*
 * Read the file. None is an empty list; one that cannot be read is ERROR_IO.
 * `list` is overwritten; saved_clear frees.
 */
bool app_saved(
	const struct app *app, struct saved_list *list, struct error *err);
void saved_clear(struct saved_list *list);

/* The one of that name, upper and lower case alike, or NULL. */
const struct saved *saved_find(const struct saved_list *list, struct str name);

/*
 * Keep a query under a name, replacing that of the same name. A name with
 * quotes or control characters, an empty query and too many are ERROR_INPUT.
 */
bool app_saved_keep(
	struct app *app, struct str name, struct str query, struct error *err);

/* ERROR_NOT_FOUND when there is none of that name. */
bool app_saved_forget(struct app *app, struct str name, struct error *err);

/* Remember that the user has now seen what it finds. */
bool app_saved_visit(struct app *app, struct str name, struct error *err);

/* Search for each: count and new_count. */
bool app_saved_count(
	struct app *app, struct saved_list *list, struct error *err);

/*
 * Append `text` with every saved:NAME that is known replaced by its query in
 * brackets; others stay as they are.
 */
void app_saved_expand(struct app *app, struct str text, struct buf *out);

#endif
