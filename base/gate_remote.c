/* The part of base/gate.h that masks secrets in what remotes say. */
#include "base/gate.h"

#include <stdbool.h>

enum {
	REMOTE_MOST = 500,
	TOKEN_LEAST = 10
};

static const char MASK[] = "***";

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		(c >= 'a' && c <= 'z');
}

static bool is_token(char c)
{
	return is_alnum(c) || c == '_' || c == '-' || c == '.';
}

/* What ends an address or a value; not <, as in a <U+001B> of the gate. */
static bool is_end(char c)
{
	return c == ' ' || c == '\n' || c == '"' || c == '\'' || c == '`';
}

static bool starts_nocase(struct str text, const char *prefix)
{
	struct str p = str_from(prefix);

	return str_eq_nocase(str_sub(text, 0, p.len), p);
}

/* Length of the start of `text` without any byte of `stops` or word end. */
static size_t span(struct str text, const char *stops)
{
	size_t len = 0;

	while (len < text.len && !is_end(text.data[len]) &&
		str_find(str_from(stops), text.data[len]) ==
			str_from(stops).len) {
		len++;
	}
	return len;
}

/* Offset after the last `byte`; 0 without one. */
static size_t after_last(struct str text, char byte)
{
	size_t at = text.len;

	while (at > 0 && text.data[at - 1] != byte) {
		at--;
	}
	return at;
}

/* A port, or nothing: what stands after the colon of a host. */
static bool is_port(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] < '0' || text.data[i] > '9') {
			return false;
		}
	}
	return true;
}

/*
 * Length of the user information, with its @, at the start of the text, which
 * follows "://". A password that holds a slash or so leaves "user:pass" where
 * host and port should be: then the last @ of the word ends it.
 */
static size_t user_length(struct str text)
{
	struct str word = str_sub(text, 0, span(text, ""));
	struct str host = str_sub(word, 0, span(word, "/?#"));
	size_t at = after_last(host, '@');
	size_t colon = str_find(host, ':');

	if (at == 0 && colon < host.len && host.data[0] != '[' &&
		!is_port(str_sub(host, colon + 1, host.len))) {
		at = after_last(word, '@');
	}
	return at;
}

/* Length of a header with a secret up to its value; 0 when there is none. */
static size_t header_length(struct str text)
{
	static const char *const names[] = {
		"authorization:", "authorization=", "private-token:",
		"job-token:", "cookie:", "x-auth-token:", "x-api-key:"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (starts_nocase(text, names[i])) {
			return str_from(names[i]).len;
		}
	}
	return 0;
}

/* Length of "name=" of a secret parameter. */
static size_t parameter_length(struct str text)
{
	static const char *const names[] = {"password=", "passwd=", "token=",
		"secret=", "api_key=", "apikey=", "access_key="};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (starts_nocase(text, names[i])) {
			return str_from(names[i]).len;
		}
	}
	return 0;
}

/* Length of a token of a known shape; 0 when there is none. */
static size_t token_length(struct str text)
{
	static const char *const shapes[] = {"ghp_", "gho_", "ghu_", "ghs_",
		"ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glcbt-",
		"glptt-", "xoxb-", "xoxp-", "xoxa-", "xoxs-", "AKIA", "ASIA",
		"ATBB", "ATATT", "ATCTT", "npm_", "pypi-", "hf_", "dop_v1_",
		"sk-", "eyJ"};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		size_t len = str_from(shapes[i]).len;

		if (!str_starts(text, shapes[i])) {
			continue;
		}
		while (len < text.len && is_token(text.data[len])) {
			len++;
		}
		return len >= str_from(shapes[i]).len + TOKEN_LEAST ? len : 0;
	}
	return 0;
}

/*
 * Move what starts `text` to `out`, masked when it is a secret. `before` is the
 * byte before it.
 */
static struct str mask_one(struct buf *out, struct str text, char before)
{
	size_t keep = 0;
	size_t len = 0;

	if (str_starts(text, "://")) {
		keep = 3;
		len = user_length(str_sub(text, keep, text.len));
		if (len > 0) {
			len--; /* the @ stays */
		}
	} else if ((keep = header_length(text)) > 0) {
		len = str_find(str_sub(text, keep, text.len), '\n');
	} else if ((keep = parameter_length(text)) > 0) {
		len = span(str_sub(text, keep, text.len), "&;,");
	} else if (str_starts(text, "-----BEGIN")) {
		len = text.len;
	} else if (!is_alnum(before)) {
		len = token_length(text);
	}
	if (len == 0 && keep == 0) {
		keep = 1;
	}
	buf_str(out, str_sub(text, 0, keep));
	if (len > 0) {
		buf_put(out, keep > 0 && text.data[keep - 1] == ':' ? " " : "");
		buf_put(out, MASK);
	}
	return str_sub(text, keep + len, text.len);
}

/* Lines are told apart until headers are masked, which end with theirs. */
static void mask(struct buf *out, struct str text)
{
	char before = ' ';

	while (text.len > 0) {
		struct str rest = mask_one(out, text, before);

		before = text.data[text.len - rest.len - 1];
		text = rest;
	}
}

void gate_remote(struct buf *out, struct str text)
{
	struct buf clean = {0};
	struct buf masked = {0};
	struct str done;
	size_t len;

	gate_text(&clean, text, GATE_BODY);
	mask(&masked, buf_slice(&clean));
	done = buf_slice(&masked);
	len = done.len < REMOTE_MOST ? done.len : REMOTE_MOST;
	while (len > 0 && len < done.len &&
		((unsigned char)done.data[len] & 0xC0) == 0x80) {
		len--;
	}
	for (size_t i = 0; i < len; i++) {
		buf_byte(out, done.data[i] == '\n' ? ' ' : done.data[i]);
	}
	buf_clear(&masked);
	buf_clear(&clean);
}
