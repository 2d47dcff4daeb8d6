#ifndef FYR_APP_TOUCHES_PRIVATE_H
#define FYR_APP_TOUCHES_PRIVATE_H

/* The parts of app/touches.c. */

#include "app/private.h"
#include "app/touches.h"
#include "store/wordmap.h"

struct spread_node {
	struct str id, path, title, status;
	const struct kind *kind;
	struct str field; /* that led here; empty: the text */
	size_t from; /* number of the node before */
	bool back;
	int distance;
	struct str update, update_title; /* the newest about it */
	int32_t update_day; /* 0: none */
};

/* When a note was reviewed, or what date it is of. */
struct dated_path {
	struct str path, owner;
	struct date date;
	int32_t day;
};

struct spreading {
	struct app *app;
	struct touches *touches;
	struct spread_node *nodes; /* the first is the one asked about */
	size_t count, cap;
	struct wordmap known; /* id -> number + 1 */
	struct dated_path *dated; /* by path */
	size_t dated_count, dated_cap;
};

/* Kinds that follow a change: not those that tell of others, are history, or
 * are people. */
bool touches_kind(const struct kind *kind);

/* Whether what a field leads to carries its change to the note. */
bool touches_field(const struct schema_field *field);

/* Fields that lead to what follows the note: what a rule amends becomes another
 * rule by it, and what a project runs on has to follow the project. By role, or
 * by the names of hubs from before there were such roles. */
bool touches_amends(const struct schema_field *field);
bool touches_uses(const struct schema_field *field);

/* Read the dates of updates and of reviews of the whole hub, at once. */
bool spread_read_dates(struct spreading *spreading, struct error *err);
const struct dated_path *spread_dated(
	const struct spreading *spreading, struct str path);

/* Nodes to results, in order, in the user's language. */
bool spread_finish(struct spreading *spreading, struct error *err);

#endif
