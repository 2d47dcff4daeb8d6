#include "sync/web.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/str.h"
#include "sync/git.h"
#include "sync/http_private.h"

#ifndef FYR_VERSION
#define FYR_VERSION "0"
#endif

enum {
	REDIRECTS = 3,
	HEADER_MAX = 1000
};

struct getting {
	const struct web_request *request;
	struct web_answer *answer;
	struct http http;
	struct transport t;
	bool large;
};

static size_t on_body(char *data, size_t size, size_t count, void *arg)
{
	struct getting *g = arg;

	if (g->answer->body.len + size * count > g->request->max) {
		g->large = true;
		return 0;
	}
	buf_add(&g->answer->body, data, size * count);
	return size * count;
}

static void take(struct buf *out, struct str line, const char *name)
{
	size_t colon = str_find(line, ':');
	struct str value = str_trim(str_sub(line, colon + 1, line.len));

	if (!str_eq_nocase(str_sub(line, 0, colon), str_from(name)) ||
		value.len > HEADER_MAX)
		return;
	buf_cut(out, 0);
	buf_str(out, value);
}

static size_t on_head(char *data, size_t size, size_t count, void *arg)
{
	struct getting *g = arg;
	struct str line = {data, size * count};

	take(&g->answer->etag, line, "etag");
	take(&g->answer->modified, line, "last-modified");
	return size * count;
}

static bool is_web(struct str url)
{
	return str_starts(url, "https://") || str_starts(url, "http://");
}

static struct curl_slist *headers_of(const struct web_request *request)
{
	struct curl_slist *list = curl_slist_append(NULL,
		"Accept: application/atom+xml, application/rss+xml, "
		"application/xml, text/xml;q=0.9, */*;q=0.1");
	struct buf line = {0};

	if (*request->etag) {
		buf_printf(&line, "If-None-Match: %s", request->etag);
		list = curl_slist_append(list, buf_text(&line));
	}
	if (*request->modified) {
		buf_cut(&line, 0);
		buf_printf(&line, "If-Modified-Since: %s", request->modified);
		list = curl_slist_append(list, buf_text(&line));
	}
	buf_clear(&line);
	return list;
}

static void set_options(struct getting *g, const char *url)
{
	CURL *easy = g->http.easy;

	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, g->request->ms);
	curl_easy_setopt(
		easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)g->request->max);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "fyr/" FYR_VERSION);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, g);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_head);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, g);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, g->http.text);
	http_configure(&g->http, url);
}

static bool too_large(struct error *err)
{
	return error_set(err, ERROR_NETWORK,
		_("The answer is larger than 2 MB, so it was not read."));
}

/* One exchange; *status is what the server says. */
static bool once(
	struct getting *g, const char *url, long *status, struct error *err)
{
	struct curl_slist *headers = headers_of(g->request);

	buf_cut(&g->answer->body, 0);
	set_options(g, url);
	curl_easy_setopt(g->http.easy, CURLOPT_HTTPHEADER, headers);
	g->http.code = curl_easy_perform(g->http.easy);
	curl_easy_setopt(g->http.easy, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(headers);
	curl_easy_getinfo(g->http.easy, CURLINFO_RESPONSE_CODE, status);
	if (g->http.code == CURLE_OK)
		return true;
	if (g->large || g->http.code == CURLE_FILESIZE_EXCEEDED)
		return too_large(err);
	if (g->http.code == CURLE_OPERATION_TIMEDOUT && *status)
		return error_set(err, ERROR_NETWORK,
			_("The answer did not end in time."));
	http_explain(&g->http);
	if (err)
		*err = g->t.err;
	return false;
}

/* Where it leads to; false when it may not go there. */
static bool follow(struct getting *g, struct buf *url, struct error *err)
{
	const char *next = NULL;
	struct str to;
	bool safe = str_starts(buf_slice(url), "https://");

	curl_easy_getinfo(g->http.easy, CURLINFO_REDIRECT_URL, &next);
	to = str_from(next);
	if (++g->answer->redirects > REDIRECTS)
		return error_set(err, ERROR_NETWORK,
			_("The address leads on and on: more than %d "
			  "redirects."),
			REDIRECTS);
	if (!is_web(to))
		return error_set(err, ERROR_NETWORK,
			_("The address leads to something that is not on the "
			  "web, which is not followed."));
	if (safe && !str_starts(to, "https://"))
		return error_set(err, ERROR_NETWORK,
			_("The address leads from https to http, which is not "
			  "followed."));
	buf_cut(url, 0);
	buf_str(url, to);
	return true;
}

/* For what is said when it fails; feeds by http are public, and so allowed. */
static bool set_host(struct getting *g, const char *url, struct error *err)
{
	struct buf text = {0};
	bool ok;

	if (str_starts(str_from(url), "http://"))
		buf_printf(&text, "https://%s", url + strlen("http://"));
	else
		buf_put(&text, url);
	address_clear(&g->t.address);
	g->t.address = (struct address){0};
	ok = address_parse(&g->t.address, buf_text(&text), err);
	buf_clear(&text);
	return ok;
}

static bool get(struct getting *g, struct error *err)
{
	struct buf *url = &g->answer->url;
	long status = 0;

	for (;;) {
		if (!set_host(g, buf_text(url), err) ||
			!once(g, buf_text(url), &status, err))
			return false;
		if (status != 301 && status != 302 && status != 303 &&
			status != 307 && status != 308)
			break;
		if (!follow(g, url, err))
			return false;
	}
	g->answer->same = status == 304;
	if (status == 200 || status == 304)
		return true;
	return error_set(err, ERROR_NETWORK,
		_("The server answers with the number %ld instead of the "
		  "feed."),
		status);
}

bool web_get(const struct web_request *request, struct web_answer *answer,
	struct error *err)
{
	struct getting g = {.request = request, .answer = answer};
	bool ok;

	*answer = (struct web_answer){0};
	if (!is_web(str_from(request->url)))
		return error_set(err, ERROR_INPUT,
			_("The address of a feed begins with https:// or "
			  "http://."));
	g.http.t = &g.t;
	g.http.easy = curl_easy_init();
	if (!g.http.easy)
		return error_set(
			err, ERROR_NETWORK, _("libcurl does not start."));
	if (git_libgit2_init() > 0)
		git_config_open_default(&g.t.config);
	buf_put(&answer->url, request->url);
	ok = get(&g, err);
	address_clear(&g.t.address);
	git_config_free(g.t.config);
	git_libgit2_shutdown();
	curl_easy_cleanup(g.http.easy);
	return ok;
}

void web_clear(struct web_answer *answer)
{
	buf_clear(&answer->body);
	buf_clear(&answer->etag);
	buf_clear(&answer->modified);
	buf_clear(&answer->url);
	*answer = (struct web_answer){0};
}
