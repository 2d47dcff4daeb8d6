#include "sync/address.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

void address_clear(struct address *address)
{
	if (!address)
		return;
	free(address->scheme);
	free(address->user);
	free(address->host);
	free(address->port);
	free(address->path);
	free(address->url);
	*address = (struct address){0};
}

bool address_is_loopback(const char *host)
{
	struct str rest = str_from(host), part;
	long value;
	int parts = 0;

	if (str_eq_nocase(rest, STR("localhost")) || str_is(rest, "::1"))
		return true;
	if (!str_starts(rest, "127."))
		return false;
	while (str_cut(&rest, '.', &part)) {
		if (!str_number(part, 0, 255, &value))
			return false;
		parts++;
	}
	return parts == 4;
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.data[i] < 0x20 || s.data[i] == 0x7f)
			return true;
	}
	return false;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* %41 as A, as git does in addresses with a scheme. */
static char *decode(struct str s)
{
	struct buf out = {0};

	for (size_t i = 0; i < s.len; i++) {
		int high = -1, low = -1;

		if (s.data[i] == '%' && i + 2 < s.len) {
			high = hex_value(s.data[i + 1]);
			low = hex_value(s.data[i + 2]);
		}
		if (high >= 0 && low >= 0 && high + low > 0) {
			buf_byte(&out, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_byte(&out, s.data[i]);
		}
	}
	return buf_take(&out);
}

static bool refuse_password(struct error *err)
{
	return error_set(err, ERROR_REFUSED,
		_("The address holds a password. Leave it out: git's "
		  "credential helper asks for it and keeps it safe."));
}

/* user@ before the host; the rest is left in *host. */
static bool take_user(struct address *a, struct str *host, struct error *err)
{
	size_t at = host->len;

	while (at > 0 && host->data[at - 1] != '@')
		at--;
	if (at == 0)
		return true;
	struct str user = str_sub(*host, 0, at - 1);

	if (str_find(user, ':') < user.len)
		return refuse_password(err);
	*host = str_sub(*host, at, host->len);
	a->user = decode(user);
	return true;
}

/* host, host:port, [::1], [::1]:port */
static bool take_host(struct address *a, struct str host, struct error *err)
{
	struct str port = {0};
	size_t end;
	long value;

	if (host.len > 0 && host.data[0] == '[') {
		end = str_find(host, ']');
		port = str_sub(host, end + 1, host.len);
		host = str_sub(host, 1, end);
	} else {
		end = str_find(host, ':');
		port = str_sub(host, end, host.len);
		host = str_sub(host, 0, end);
	}
	if (port.len > 1) {
		port = str_sub(port, 1, port.len);
		if (!str_number(port, 1, 65535, &value))
			return error_set(err, ERROR_INPUT,
				_("The port in the address is no number "
				  "between 1 and 65535."));
		a->port = str_copy(port);
	}
	if (host.len == 0)
		return error_set(
			err, ERROR_INPUT, _("The address names no host."));
	a->host = decode(host);
	return true;
}

/* What ssh or its remote shell would take for an option or a command. */
static bool check_ssh(struct address *a, struct error *err)
{
	if (a->path[0] == '/' && a->path[1] == '~')
		memmove(a->path, a->path + 1, strlen(a->path));
	assert(a->host && a->path);
	if (a->host[0] == '-' || (a->user && a->user[0] == '-') ||
		a->path[0] == '-')
		return error_set(err, ERROR_REFUSED,
			_("The host, user or path in the address begins with "
			  "a dash; that is refused, because ssh could take it "
			  "for an option."));
	if (a->path[0] == '\0')
		return error_set(err, ERROR_INPUT,
			_("The address names no repository on the host."));
	return true;
}

static bool check_https(struct address *a, struct error *err)
{
	if (strcmp(a->scheme, "http") == 0 && !address_is_loopback(a->host))
		return error_set(err, ERROR_REFUSED,
			_("http:// is neither private nor verified and is "
			  "refused. Use https:// or ssh."));
	return true;
}

static bool choose(struct address *a, struct error *err)
{
	static const struct {
		const char *scheme, *name;
		enum address_type type;
	} known[] = {
		{"https", "https", ADDRESS_HTTPS},
		{"http", "http", ADDRESS_HTTPS},
		{"ssh", "ssh", ADDRESS_SSH},
		{"git+ssh", "ssh", ADDRESS_SSH},
		{"ssh+git", "ssh", ADDRESS_SSH},
		{"file", "file", ADDRESS_LOCAL},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (!str_eq_nocase(
			    str_from(a->scheme), str_from(known[i].scheme)))
			continue;
		free(a->scheme);
		a->scheme = mem_text(known[i].name);
		a->type = known[i].type;
		return true;
	}
	if (strcmp(a->scheme, "git") == 0)
		return error_set(err, ERROR_REFUSED,
			_("git:// is neither private nor verified and is "
			  "refused. Use https:// or ssh."));
	return error_set(err, ERROR_INPUT,
		_("This kind of address is not known: %s://. Use https://, "
		  "ssh://, user@host:path or a path."),
		gate_name(a->scheme).text);
}

static bool parse_url(
	struct address *a, struct str url, size_t colon, struct error *err)
{
	struct str host, rest = str_sub(url, colon + 3, url.len);
	size_t slash = str_find(rest, '/');

	a->scheme = str_copy(str_sub(url, 0, colon));
	if (has_control(str_from(a->scheme)) || !choose(a, err))
		return false;
	host = str_sub(rest, 0, slash);
	a->path = decode(str_sub(rest, slash, rest.len));
	if (a->type == ADDRESS_LOCAL) {
		if (host.len == 0 || str_is(host, "localhost"))
			return true;
		return error_set(err, ERROR_INPUT,
			_("file:// cannot name another host."));
	}
	if (!take_user(a, &host, err) || !take_host(a, host, err))
		return false;
	return a->type == ADDRESS_SSH ? check_ssh(a, err) : check_https(a, err);
}

/* [user@]host:path or [user@][host:port]:path */
static bool parse_scp(struct address *a, struct str url, struct error *err)
{
	size_t open = str_find(url, '['), close = str_find(url, ']');
	size_t colon = str_find(url, ':');
	struct str host, inner;

	if (open < colon && close < url.len)
		colon = close + 1;
	if (colon >= url.len || url.data[colon] != ':')
		return error_set(
			err, ERROR_INPUT, _("The address is not understood."));
	a->scheme = mem_text("ssh");
	a->type = ADDRESS_SSH;
	a->path = str_copy(str_sub(url, colon + 1, url.len));
	host = str_sub(url, 0, colon);
	if (!take_user(a, &host, err))
		return false;
	inner = str_sub(host, 1, host.len > 1 ? host.len - 1 : 1);
	if (host.len > 0 && host.data[0] == '[' &&
		str_find(inner, ':') < inner.len) {
		struct str tail =
			str_sub(inner, str_find(inner, ':') + 1, inner.len);

		/* One colon is a port, two or more an IPv6 address. */
		if (str_find(tail, ':') == tail.len)
			host = inner;
	}
	return take_host(a, host, err) && check_ssh(a, err);
}

static bool parse(struct address *a, struct str url, struct error *err)
{
	size_t scheme = str_find_text(url, "://");
	size_t colon = str_find(url, ':'), slash = str_find(url, '/');

	if (url.len == 0)
		return error_set(err, ERROR_INPUT, _("The address is empty."));
	if (has_control(url))
		return error_set(err, ERROR_REFUSED,
			_("The address holds control characters."));
	if (scheme == colon && scheme < url.len)
		return parse_url(a, url, scheme, err);
	if (str_find_text(url, "::") < slash && colon < slash &&
		str_find(url, '[') > colon)
		return error_set(err, ERROR_REFUSED,
			_("Addresses that start a program (name::address) are "
			  "refused."));
	if (colon < slash)
		return parse_scp(a, url, err);
	a->type = ADDRESS_LOCAL;
	a->scheme = mem_text("file");
	a->path = str_copy(url);
	return true;
}

static bool check_parts(const struct address *a, struct error *err)
{
	if (has_control(str_from(a->user)) || has_control(str_from(a->host)) ||
		has_control(str_from(a->path)))
		return error_set(err, ERROR_REFUSED,
			_("The address holds control characters."));
	return true;
}

bool address_parse(struct address *address, const char *url, struct error *err)
{
	struct address a = {.url = mem_text(url ? url : "")};

	if (!parse(&a, str_from(url), err) || !check_parts(&a, err)) {
		address_clear(&a);
		return false;
	}
	*address = a;
	return true;
}

void address_name(const struct address *address, struct buf *out)
{
	struct str path = str_from(address->path);
	size_t start;

	while (path.len > 0 && path.data[path.len - 1] == '/')
		path.len--;
	if (str_ends(path, "/.git"))
		path.len -= 5;
	start = path.len;
	while (start > 0 && path.data[start - 1] != '/' &&
		path.data[start - 1] != ':')
		start--;
	path = str_sub(path, start, path.len);
	if (str_ends(path, ".git"))
		path.len -= 4;
	else if (str_ends(path, ".bundle"))
		path.len -= 7;
	buf_str(out, path);
}
