#ifndef FYR_SYNC_WEB_H
#define FYR_SYNC_WEB_H

/*
 * Getting one file from the web, with everything bounded: http and https only,
 * certificates verified as for git, at most three redirects and none from
 * https to http, a limit of bytes and of time. Nothing is sent but the request.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

struct web_request {
	const char *url;
	const char *etag, *modified; /* of the copy that is here, or "" */
	size_t max; /* bytes */
	long ms; /* in all */
};

struct web_answer {
	struct buf body;
	struct buf etag, modified; /* for the next time */
	struct buf url; /* where it was found */
	int redirects;
	bool same; /* nothing new: there is no body */
};

/* ERROR_NETWORK with the reason. `answer` is overwritten; web_clear frees. */
bool web_get(const struct web_request *request, struct web_answer *answer,
	struct error *err);
void web_clear(struct web_answer *answer);

#endif
