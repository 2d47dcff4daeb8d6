#include "sync/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/http_private.h"

#ifndef FYR_VERSION
#define FYR_VERSION "0"
#endif

/* Servers tell git's smart protocol by this start. */
static const char agent[] = "git/2.39 (fyr " FYR_VERSION ")";

struct http *http_new(struct transport *t)
{
	struct http *http = mem_alloc(sizeof(*http));

	http->t = t;
	http->multi = curl_multi_init();
	http->easy = curl_easy_init();
	if (http->multi && http->easy)
		return http;
	error_set(&t->err, ERROR_NETWORK, _("libcurl does not start."));
	return http;
}

void http_end(struct http *http)
{
	if (http->active)
		curl_multi_remove_handle(http->multi, http->easy);
	http->active = false;
	curl_slist_free_all(http->headers);
	http->headers = NULL;
	buf_clear(&http->body);
	http->taken = 0;
}

void http_free(struct http *http)
{
	if (!http)
		return;
	http_end(http);
	curl_easy_cleanup(http->easy);
	curl_multi_cleanup(http->multi);
	free(http->redirect);
	free(http);
}

/* libcurl itself may answer these, so they count only when it is done. */
static bool is_challenge(struct http *http)
{
	long status = 0;

	curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &status);
	return status == 401 || status == 407;
}

static size_t on_body(char *data, size_t size, size_t count, void *arg)
{
	struct http *http = arg;

	if (!is_challenge(http)) {
		buf_add(&http->body, data, size * count);
		http->headed = true;
	}
	return transport_count(http->t, size * count) ? size * count : 0;
}

/* Only looked at for the end of the last head: 100 and proxies have their own.
 */
static size_t on_head(char *data, size_t size, size_t count, void *arg)
{
	struct http *http = arg;
	struct str line = str_trim((struct str){data, size * count});
	long status = 0;

	http->t->alive = date_ticks_ms();
	curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &status);
	if (line.len == 0 && status >= 200 && !is_challenge(http))
		http->headed = true;
	return size * count;
}

static int on_move(void *arg, curl_off_t down_all, curl_off_t down,
	curl_off_t up_all, curl_off_t up)
{
	struct http *http = arg;

	(void)down_all;
	(void)up_all;
	if (down + up != http->moved)
		http->t->alive = date_ticks_ms();
	http->moved = down + up;
	return http->t->err.kind ? 1 : 0;
}

static void set_request(struct http *http, const struct http_request *request)
{
	CURL *easy = http->easy;
	struct buf line = {0};

	curl_easy_setopt(easy, CURLOPT_URL, request->url);
	buf_printf(&line, "Accept: %s", request->accept);
	http->headers = curl_slist_append(NULL, buf_text(&line));
	http->headers = curl_slist_append(http->headers, "Expect:");
	if (request->type) {
		buf_cut(&line, 0);
		buf_printf(&line, "Content-Type: %s", request->type);
		http->headers =
			curl_slist_append(http->headers, buf_text(&line));
		curl_easy_setopt(easy, CURLOPT_POST, 1L);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
			(curl_off_t)request->body.len);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS,
			request->body.data ? request->body.data : "");
	}
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, http->headers);
	if (request->password) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH,
			http->offered & (long)CURLAUTH_BASIC
				? (long)CURLAUTH_BASIC
				: (long)CURLAUTH_DIGEST);
		curl_easy_setopt(easy, CURLOPT_USERNAME,
			request->user ? request->user : "");
		curl_easy_setopt(easy, CURLOPT_PASSWORD, request->password);
	} else {
		curl_easy_setopt(easy, CURLOPT_NETRC, CURL_NETRC_OPTIONAL);
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH,
			http->basic
				? (long)CURLAUTH_BASIC
				: (long)CURLAUTH_ANY & ~(long)CURLAUTH_NTLM);
	}
	buf_clear(&line);
}

static void set_common(struct http *http)
{
	CURL *easy = http->easy;

	curl_easy_reset(easy);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, http->text);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https,http");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, agent);
	/* A 401 to a body that is still being sent ends a stream of HTTP/2. */
	curl_easy_setopt(
		easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
		(long)http->t->limits.connect_ms);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, http);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_head);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, http);
	curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_move);
	curl_easy_setopt(easy, CURLOPT_XFERINFODATA, http);
	curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

static void take_end(struct http *http)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(http->multi, &left))) {
		if (message->msg != CURLMSG_DONE)
			continue;
		http->done = true;
		http->code = message->data.result;
	}
}

/* Let it work for a while. False: see t->err. */
static bool step(struct http *http)
{
	int running = 0;

	if (curl_multi_perform(http->multi, &running) != CURLM_OK)
		return error_set(
			&http->t->err, ERROR_NETWORK, _("libcurl failed."));
	take_end(http);
	if (http->t->err.kind)
		return false;
	if (http->done && http->code != CURLE_OK) {
		http_explain(http);
		return false;
	}
	if (!http->done && http->body.len == http->taken)
		curl_multi_poll(http->multi, NULL, 0, TRANSPORT_WAIT_MS, NULL);
	return transport_tick(http->t) && transport_idle(http->t);
}

bool http_begin(struct http *http, const struct http_request *request,
	struct http_answer *answer)
{
	char *type = NULL, *redirect = NULL;
	long offered = 0;

	http_end(http);
	if (http->t->err.kind)
		return false;
	http->headed = http->done = false;
	http->code = CURLE_OK;
	http->moved = 0;
	http->text[0] = '\0';
	http->t->alive = date_ticks_ms();
	set_common(http);
	http_configure(http, request->url);
	set_request(http, request);
	if (curl_multi_add_handle(http->multi, http->easy) != CURLM_OK)
		return error_set(
			&http->t->err, ERROR_NETWORK, _("libcurl failed."));
	http->active = true;
	while (!http->headed && !http->done) {
		if (!step(http))
			return false;
	}
	*answer = (struct http_answer){.type = ""};
	curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &answer->status);
	curl_easy_getinfo(http->easy, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(http->easy, CURLINFO_REDIRECT_URL, &redirect);
	curl_easy_getinfo(http->easy, CURLINFO_HTTPAUTH_AVAIL, &offered);
	if (answer->status == 401)
		http->offered = offered;
	else if (answer->status == 200 && (offered & (long)CURLAUTH_BASIC))
		http->basic = true;
	answer->type = type ? type : "";
	free(http->redirect);
	answer->redirect = http->redirect = mem_text(redirect);
	answer->basic =
		(http->offered & (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST)) != 0;
	trace_event("sync.http", "status=%ld post=%d", answer->status,
		request->type != NULL);
	return true;
}

bool http_read(struct http *http, char *data, size_t size, size_t *got)
{
	*got = 0;
	while (http->taken == http->body.len && !http->done) {
		buf_cut(&http->body, 0);
		http->taken = 0;
		if (!step(http))
			return false;
	}
	*got = http->body.len - http->taken;
	if (*got > size)
		*got = size;
	if (*got > 0)
		memcpy(data, http->body.data + http->taken, *got);
	http->taken += *got;
	return true;
}
