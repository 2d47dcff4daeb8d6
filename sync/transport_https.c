#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/credential.h"
#include "sync/http.h"
#include "sync/transport.h"

enum {
	REDIRECTS_MAX = 5,
	STATUS_OK = 200,
	STATUS_UNAUTHORIZED = 401,
	STATUS_FORBIDDEN = 403,
	STATUS_GONE = 410,
	STATUS_NOT_FOUND = 404,
	STATUS_PROXY = 407,
	STATUS_SERVER = 500
};

/*
 * git's stateless protocol: one GET for the list of refs, then a POST for each
 * step. What is written is one request; the first read sends it.
 */
struct https {
	git_smart_subtransport parent;
	git_smart_subtransport_stream stream;
	struct transport *t;
	struct http *http;
	struct buf base; /* https://host/path, where redirects led */
	struct buf request;
	struct credential credential;
	const char *service;
	bool list; /* the stream is the list of refs */
	bool sent; /* the head of the answer is there */
	bool with_secret; /* the credential goes with requests */
	bool approved;
};

static struct https *https_of(git_smart_subtransport_stream *stream)
{
	return (struct https *)stream->subtransport;
}

/* "https://host:8443/team/hub.git" in parts for `git credential`. */
static void set_question(struct https *h)
{
	struct str rest = buf_slice(&h->base);
	size_t scheme = str_find_text(rest, "://");
	struct credential *c = &h->credential;
	size_t slash, at;

	credential_clear(c);
	buf_str(&c->protocol, str_sub(rest, 0, scheme));
	rest = str_sub(rest, scheme + 3, rest.len);
	slash = str_find(rest, '/');
	at = str_find(str_sub(rest, 0, slash), '@');
	if (at < slash) {
		buf_put(&c->username, h->t->address.user);
		rest = str_sub(rest, at + 1, rest.len);
		slash = str_find(rest, '/');
	}
	buf_str(&c->host, str_sub(rest, 0, slash));
	buf_str(&c->path, str_sub(rest, slash + 1, rest.len));
}

/* Without user@: libcurl would take it for a name with an empty password. */
static void put_address(const struct https *h, struct buf *out)
{
	struct str rest = buf_slice(&h->base);
	size_t start = str_find_text(rest, "://") + 3;
	struct str host = str_sub(rest, start, rest.len);
	size_t at = str_find(str_sub(host, 0, str_find(host, '/')), '@');

	buf_str(out, str_sub(rest, 0, start));
	if (at < str_find(host, '/'))
		host = str_sub(host, at + 1, host.len);
	buf_str(out, host);
}

static bool ask_credential(struct https *h)
{
	struct transport *t = h->t;

	if (h->with_secret) {
		credential_reject(&h->credential, t);
		return error_set(&t->err, ERROR_NETWORK,
			_("%s refuses the name and password. Ask for new ones, "
			  "or check that you may read this hub."),
			gate_name(t->address.host).text);
	}
	set_question(h);
	if (credential_fill(&h->credential, t)) {
		h->with_secret = true;
		return true;
	}
	if (t->err.kind)
		return false;
	return error_set(&t->err, ERROR_NETWORK,
		_("%s asks for a name and password. Let git's credential "
		  "helper keep them (git config credential.helper), or use "
		  "'git ls-remote' with the address once, then try again."),
		gate_name(t->address.host).text);
}

/* Only from the first request, and never to what is less safe. */
static bool follow(struct https *h, const char *to)
{
	static const char tail[] = "/info/refs?service=";
	struct address address = {0};
	struct str url = str_from(to);
	size_t end = str_find_text(url, tail);
	bool ok = false;

	if (end == url.len || !address_parse(&address, to, NULL) ||
		address.type != ADDRESS_HTTPS || address.user ||
		(strcmp(address.scheme, "http") == 0 &&
			strcmp(h->t->address.scheme, "https") == 0)) {
		error_set(&h->t->err, ERROR_REFUSED,
			_("%s sends us on to another address that is not "
			  "followed. Open the address in a browser to find the "
			  "new one."),
			gate_name(h->t->address.host).text);
		goto out;
	}
	/* Another host gets no secret it was not asked for by name. */
	if (h->with_secret) {
		credential_clear(&h->credential);
		h->with_secret = false;
	}
	buf_cut(&h->base, 0);
	buf_str(&h->base, str_sub(url, 0, end));
	ok = true;
out:
	address_clear(&address);
	return ok;
}

static bool explain_status(struct https *h, const struct http_answer *answer)
{
	const char *host = h->t->address.host;
	struct error *err = &h->t->err;

	if (answer->status == STATUS_NOT_FOUND || answer->status == STATUS_GONE)
		return error_set(err, ERROR_NETWORK,
			_("%s has no repository at this address, or you may "
			  "not read it. Check the address."),
			gate_name(host).text);
	if (answer->status == STATUS_FORBIDDEN ||
		answer->status == STATUS_UNAUTHORIZED)
		return error_set(err, ERROR_NETWORK,
			_("%s does not let you in here. Ask those who run it "
			  "for access."),
			gate_name(host).text);
	if (answer->status == STATUS_PROXY)
		return error_set(err, ERROR_NETWORK,
			_("The proxy asks for a name and password. Set "
			  "http.proxy with git config."));
	if (answer->status >= STATUS_SERVER)
		return error_set(err, ERROR_NETWORK,
			_("%s has a fault (%ld). Try again later, or tell "
			  "those who run it."),
			gate_name(host).text, answer->status);
	return error_set(err, ERROR_NETWORK,
		_("%s does not answer as a git server (%ld). Check the "
		  "address."),
		gate_name(host).text, answer->status);
}

static bool is_type(const char *type, const char *want)
{
	struct str have = str_from(type);

	return str_eq_nocase(str_trim(str_sub(have, 0, str_find(have, ';'))),
		str_from(want));
}

static bool exchange(struct https *h, struct http_answer *answer)
{
	struct buf url = {0}, type = {0}, accept = {0};
	struct http_request request = {0};
	bool ok;

	put_address(h, &url);
	if (h->list) {
		buf_printf(&url, "/info/refs?service=%s", h->service);
		buf_put(&accept, "*/*");
	} else {
		buf_printf(&url, "/%s", h->service);
		buf_printf(&type, "application/x-%s-request", h->service);
		buf_printf(&accept, "application/x-%s-result", h->service);
		request.type = buf_text(&type);
		request.body = buf_slice(&h->request);
	}
	request.url = buf_text(&url);
	request.accept = buf_text(&accept);
	if (h->with_secret) {
		request.user = buf_text(&h->credential.username);
		request.password = buf_text(&h->credential.password);
	}
	ok = http_begin(h->http, &request, answer);
	buf_clear(&url);
	buf_clear(&type);
	buf_clear(&accept);
	return ok;
}

static bool accept_answer(struct https *h, const struct http_answer *answer)
{
	struct buf want = {0};
	bool ok;

	if (answer->status != STATUS_OK)
		return explain_status(h, answer);
	buf_printf(&want, "application/x-%s-%s", h->service,
		h->list ? "advertisement" : "result");
	ok = is_type(answer->type, buf_text(&want));
	buf_clear(&want);
	if (!ok)
		return error_set(&h->t->err, ERROR_NETWORK,
			_("%s answers, but not as a git server. Check the "
			  "address."),
			gate_name(h->t->address.host).text);
	if (h->with_secret && !h->approved) {
		h->approved = true;
		credential_approve(&h->credential, h->t);
	}
	return true;
}

/* Send; again after a redirect, or with a name and password. */
static bool send_request(struct https *h)
{
	struct http_answer answer;

	for (int i = 0; i < REDIRECTS_MAX; i++) {
		if (!exchange(h, &answer))
			return false;
		if (answer.redirect && h->list) {
			if (!follow(h, answer.redirect))
				return false;
		} else if (answer.status == STATUS_UNAUTHORIZED &&
			answer.basic) {
			if (!ask_credential(h))
				return false;
		} else {
			return accept_answer(h, &answer);
		}
	}
	return error_set(&h->t->err, ERROR_NETWORK,
		_("%s sends us on too often. Check the address."),
		gate_name(h->t->address.host).text);
}

static int https_read(git_smart_subtransport_stream *stream, char *buffer,
	size_t size, size_t *got)
{
	struct https *h = https_of(stream);

	*got = 0;
	if (!h->sent) {
		if (!send_request(h))
			return transport_stop(h->t);
		h->sent = true;
	}
	return http_read(h->http, buffer, size, got) ? 0 : transport_stop(h->t);
}

static int https_write(
	git_smart_subtransport_stream *stream, const char *data, size_t len)
{
	struct https *h = https_of(stream);

	buf_add(&h->request, data, len);
	return transport_tick(h->t) ? 0 : transport_stop(h->t);
}

static void https_free_stream(git_smart_subtransport_stream *stream)
{
	if (!stream)
		return;
	http_end(https_of(stream)->http);
	buf_clear(&https_of(stream)->request);
}

static int https_action(git_smart_subtransport_stream **out,
	git_smart_subtransport *sub, const char *url,
	git_smart_service_t service)
{
	struct https *h = (struct https *)sub;

	(void)url; /* the transport was opened with it */
	h->list = transport_is_list(service);
	h->service = transport_service(service);
	h->sent = false;
	buf_cut(&h->request, 0);
	if (!h->list)
		h->t->asked = true;
	else if (!transport_phase(h->t, PULL_CONNECT))
		return transport_stop(h->t);
	if (h->t->err.kind)
		return transport_stop(h->t);
	*out = &h->stream;
	return 0;
}

static int https_close(git_smart_subtransport *sub)
{
	http_end(((struct https *)sub)->http);
	return 0;
}

static void https_free(git_smart_subtransport *sub)
{
	struct https *h = (struct https *)sub;

	http_free(h->http);
	buf_clear(&h->base);
	buf_clear(&h->request);
	credential_clear(&h->credential);
	free(h);
}

git_smart_subtransport *transport_https(struct transport *t)
{
	struct https *h = mem_alloc(sizeof(*h));
	struct str url = str_from(t->address.url);

	while (url.len > 0 && url.data[url.len - 1] == '/')
		url.len--;
	buf_str(&h->base, url);
	h->parent.action = https_action;
	h->parent.close = https_close;
	h->parent.free = https_free;
	h->stream.subtransport = &h->parent;
	h->stream.read = https_read;
	h->stream.write = https_write;
	h->stream.free = https_free_stream;
	h->t = t;
	h->http = http_new(t);
	return &h->parent;
}
