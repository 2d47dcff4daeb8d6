#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/address.h"
#include "sync/http_private.h"
#include "sync/say.h"

/* The best "http.<address>.<key>" so far. */
struct match {
	struct str url;
	struct str suffix; /* ".sslcainfo" */
	size_t len;
	char *value;
};

/* True when `prefix` is the start of `url`, up to the end of a part of it. */
static bool covers(struct str prefix, struct str url)
{
	while (prefix.len > 0 && prefix.data[prefix.len - 1] == '/')
		prefix.len--;
	if (prefix.len == 0 || prefix.len > url.len ||
		!str_eq_nocase(prefix, str_sub(url, 0, prefix.len)))
		return false;
	return prefix.len == url.len || url.data[prefix.len] == '/' ||
		url.data[prefix.len] == '?';
}

static int consider(const git_config_entry *entry, void *arg)
{
	struct match *match = arg;
	struct str name = str_from(entry->name), part;

	if (!str_starts(name, "http.") || name.len < 5 + match->suffix.len)
		return 0;
	part = str_sub(name, 5, name.len - match->suffix.len);
	if (!str_eq_nocase(
		    str_sub(name, name.len - match->suffix.len, name.len),
		    match->suffix) ||
		part.len < match->len || !covers(part, match->url))
		return 0;
	match->len = part.len;
	free(match->value);
	match->value = mem_text(entry->value);
	return 0;
}

/* http.<address>.<key> for the longest address that fits, else http.<key>. */
static char *setting(struct http *http, const char *url, const char *key)
{
	struct match match = {.url = str_from(url)};
	struct buf name = {0}, suffix = {0};

	buf_printf(&suffix, ".%s", key);
	match.suffix = buf_slice(&suffix);
	if (http->t->config)
		git_config_foreach(http->t->config, consider, &match);
	if (!match.value) {
		buf_printf(&name, "http.%s", key);
		match.value = transport_config(http->t, buf_text(&name));
	}
	buf_clear(&name);
	buf_clear(&suffix);
	return match.value;
}

/* git's own variable, then git's setting, then OpenSSL's variable. */
static void set_file(struct http *http, const char *url, CURLoption option,
	const char *const names[3])
{
	const char *env = getenv(names[0]);
	char *value = NULL;
	struct buf path = {0};

	if (env && *env)
		value = mem_text(env);
	else
		value = setting(http, url, names[1]);
	if ((!value || !*value) && names[2]) {
		free(value);
		value = mem_text(getenv(names[2]));
	}
	if (value && str_starts(str_from(value), "~/") && getenv("HOME"))
		buf_printf(&path, "%s%s", getenv("HOME"), value + 1);
	else if (value)
		buf_put(&path, value);
	if (path.len > 0)
		curl_easy_setopt(http->easy, option, buf_text(&path));
	free(value);
	buf_clear(&path);
}

void http_configure(struct http *http, const char *url)
{
	char *proxy = setting(http, url, "proxy");

	set_file(http, url, CURLOPT_CAINFO,
		(const char *const[]){
			"GIT_SSL_CAINFO", "sslcainfo", "SSL_CERT_FILE"});
	set_file(http, url, CURLOPT_CAPATH,
		(const char *const[]){
			"GIT_SSL_CAPATH", "sslcapath", "SSL_CERT_DIR"});
	set_file(http, url, CURLOPT_SSLCERT,
		(const char *const[]){"GIT_SSL_CERT", "sslcert", NULL});
	set_file(http, url, CURLOPT_SSLKEY,
		(const char *const[]){"GIT_SSL_KEY", "sslkey", NULL});
	/* Without it libcurl looks at https_proxy, all_proxy and no_proxy. */
	if (proxy)
		curl_easy_setopt(http->easy, CURLOPT_PROXY, proxy);
	free(proxy);
}

/* %s is the host. */
struct meaning {
	CURLcode code;
	const char *said; /* part of libcurl's text; NULL: any */
	const char *meaning;
};

static const struct meaning meanings[] = {
	{CURLE_COULDNT_RESOLVE_HOST, NULL,
		N_("The host %s is not known. Check its name, and that this "
		   "computer has a network.")},
	{CURLE_COULDNT_RESOLVE_PROXY, NULL,
		N_("The proxy for %s is not known. Check http.proxy and "
		   "https_proxy.")},
	{CURLE_OPERATION_TIMEDOUT, NULL,
		N_("The host %s does not answer. Check the network, or try "
		   "again later.")},
	{CURLE_COULDNT_CONNECT, "refused",
		N_("The host %s refuses the connection: nothing listens there. "
		   "Check the name and the port.")},
	{CURLE_COULDNT_CONNECT, "timed out",
		N_("The host %s does not answer. Check the network, or try "
		   "again later.")},
	{CURLE_COULDNT_CONNECT, NULL,
		N_("There is no way to the host %s from this network.")},
	{CURLE_PEER_FAILED_VERIFICATION, "expired",
		N_("The certificate of %s has expired, or this computer's "
		   "clock is wrong. Nothing was sent. Ask those who run it.")},
	{CURLE_PEER_FAILED_VERIFICATION, "not yet valid",
		N_("The certificate of %s is not valid yet, or this computer's "
		   "clock is wrong. Nothing was sent.")},
	{CURLE_PEER_FAILED_VERIFICATION, "subject name",
		N_("The certificate shown for %s belongs to another name. "
		   "Nothing was sent. Check the address.")},
	{CURLE_PEER_FAILED_VERIFICATION, "revoked",
		N_("The certificate of %s was revoked. Nothing was sent.")},
	{CURLE_PEER_FAILED_VERIFICATION, NULL,
		N_("The certificate of %s is signed by nobody this computer "
		   "trusts. Nothing was sent. If your organisation has its "
		   "own authority: git config --global http.sslCAInfo FILE")},
	{CURLE_SSL_CACERT_BADFILE, NULL,
		N_("The file with trusted certificates for %s cannot be read. "
		   "Check http.sslCAInfo, GIT_SSL_CAINFO and SSL_CERT_FILE.")},
	{CURLE_GOT_NOTHING, NULL,
		N_("The connection to %s broke off. Try again.")},
	{CURLE_RECV_ERROR, NULL,
		N_("The connection to %s broke off. Try again.")},
	{CURLE_PARTIAL_FILE, NULL,
		N_("The connection to %s broke off. Try again.")},
	{CURLE_SEND_ERROR, NULL,
		N_("The connection to %s broke off. Try again.")},
	{CURLE_HTTP2, NULL, N_("The connection to %s broke off. Try again.")},
	{CURLE_HTTP2_STREAM, NULL,
		N_("The connection to %s broke off. Try again.")},
	{CURLE_SSL_CONNECT_ERROR, "reset by peer",
		N_("The connection to %s broke off. Try again.")},
	{CURLE_SSL_CONNECT_ERROR, "SYSCALL",
		N_("The connection to %s broke off. Try again.")},
	{CURLE_SSL_CONNECT_ERROR, "unexpected eof",
		N_("The connection to %s broke off. Try again.")},
	{CURLE_SSL_CONNECT_ERROR, "received TLS packet",
		N_("The connection to %s broke off. Try again.")},
	{CURLE_SSL_CONNECT_ERROR, "in the pull function",
		N_("The connection to %s broke off. Try again.")},
};

/* libcurl's text names the cause of a failed connection only by number. */
static struct str text_of(struct http *http)
{
	long cause = 0;

	curl_easy_getinfo(http->easy, CURLINFO_OS_ERRNO, &cause);
	if (http->code == CURLE_COULDNT_CONNECT && cause == ECONNREFUSED)
		return STR("refused");
	if (http->code == CURLE_COULDNT_CONNECT && cause == ETIMEDOUT)
		return STR("timed out");
	return str_from(http->text);
}

void http_explain(struct http *http)
{
	struct str text = text_of(http);
	struct buf said = {0}, host = {0}, raw = {0};

	gate_remote(&host, str_from(http->t->address.host));
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		if (said.len > 0 || meanings[i].code != http->code ||
			(meanings[i].said &&
				str_find_text(text, meanings[i].said) ==
					text.len))
			continue;
		say_with(&said, _(meanings[i].meaning), buf_text(&host));
	}
	if (said.len > 0) {
		error_set(&http->t->err, ERROR_NETWORK, "%s", buf_text(&said));
	} else {
		gate_remote(&raw,
			text.len > 0
				? text
				: str_from(curl_easy_strerror(http->code)));
		error_set(&http->t->err, ERROR_NETWORK,
			_("Talking to %s failed: %s"), buf_text(&host),
			buf_text(&raw));
	}
	buf_clear(&said);
	buf_clear(&host);
	buf_clear(&raw);
}
