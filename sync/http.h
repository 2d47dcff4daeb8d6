#ifndef FYR_SYNC_HTTP_H
#define FYR_SYNC_HTTP_H

/*
 * One https exchange after another with the same server, by libcurl: what
 * transport_https.c needs and nothing of git. Always verified; proxies,
 * certificates and .netrc as git and curl know them. The only file that knows
 * libcurl (with http_setup.c). Private to sync/.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "sync/transport.h"

struct http;

/* `t` is borrowed: limits, progress, configuration, error. */
struct http *http_new(struct transport *t);
void http_free(struct http *http);

struct http_request {
	const char *url;
	const char *type; /* of the body; NULL: GET */
	const char *accept; /* type of the answer */
	struct str body; /* kept by the caller until http_end */
	const char *user, *password; /* NULL: none */
};

struct http_answer {
	long status;
	const char *type; /* borrowed until the next request; "" unknown */
	const char *redirect; /* whole address, or NULL; as type */
	bool basic; /* 401 and a name and password may help */
};

/* Send, and wait for the answer's head. False: see t->err. */
bool http_begin(struct http *http, const struct http_request *request,
	struct http_answer *answer);

/* Up to `size` bytes of the body; 0 at its end. False: see t->err. */
bool http_read(struct http *http, char *data, size_t size, size_t *got);

/* Be done with it, read or not. */
void http_end(struct http *http);

#endif
