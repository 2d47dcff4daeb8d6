#ifndef FYR_CLI_LISTING_H
#define FYR_CLI_LISTING_H

/*
 * What search and list share with what surrounds a search (explain, facets,
 * completion, kept searches): the request of a command line.
 */

#include "app/export.h"
#include "cli/verb.h"

struct listing {
	struct store_request request;
	struct export_options options;
	struct buf query; /* request.query is a slice of it */
};

/* The words and options of the call; false with *err. Clear `query`. */
bool listing_take(
	const struct call *call, struct listing *listing, struct error *err);

/*
 * Whether the kind and the order asked for by options are ones there are; else
 * ERROR_INPUT, naming those.
 */
bool listing_check(struct app *app, const struct store_request *request,
	struct error *err);

/* Whether the call asks for something else than a list of notes. */
bool listing_is_more(const struct call *call);

/* That, in cli/verb_search_more.c; gives the exit status. */
int listing_more(const struct call *call);

#endif
