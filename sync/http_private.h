#ifndef FYR_SYNC_HTTP_PRIVATE_H
#define FYR_SYNC_HTTP_PRIVATE_H

/* What http.c (the exchange) and http_setup.c (settings, errors) share. */

#include <curl/curl.h>

#include "sync/http.h"

struct http {
	struct transport *t;
	CURLM *multi;
	CURL *easy;
	struct curl_slist *headers;
	struct buf body;
	size_t taken; /* of body */
	curl_off_t moved;
	long offered; /* ways to prove who we are, of the last 401 */
	bool basic; /* .netrc has a password that was taken: send it at once */
	char *redirect;
	bool active, headed, done;
	CURLcode code;
	char text[CURL_ERROR_SIZE];
};

/* Certificates and proxies, from the environment and git's configuration. */
void http_configure(struct http *http, const char *url);

/* Set t->err from http->code. */
void http_explain(struct http *http);

#endif
