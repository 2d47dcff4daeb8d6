#include "content/markdown_private.h"

#include <string.h>

#include "base/utf8.h"

/*
 * Addresses written bare, as the "Autolinks (extension)" section of the GitHub
 * Flavored Markdown specification has them: http, https, www. and mail.
 */

static bool is_alnum(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		(byte >= '0' && byte <= '9');
}

static bool is_local(char byte)
{
	return is_alnum(byte) || (byte != '\0' && strchr(".-_+", byte));
}

static bool is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Text before it lets an address begin: a blank or * _ ~ ( */
static bool may_precede(struct str text, size_t at)
{
	return at == 0 || is_space(text.data[at - 1]) ||
		strchr("*_~(", text.data[at - 1]);
}

/*
 * End of the domain that begins at `at`; `at` when it is none. The last two
 * of its parts hold no underscore; `dots` is how many there must be.
 */
static size_t domain_end(struct str text, size_t at, int dots)
{
	struct str rest = str_sub(text, at, text.len);
	size_t end = at;
	bool last = false; /* underscore in this part */
	bool before_last = false; /* and in the one before */
	bool letters = false;
	int count = 0;

	while (rest.len > 0) {
		uint32_t code = utf8_next(&rest);

		if (code == '_') {
			last = true;
		} else if (code == '.') {
			if (!letters) {
				break;
			}
			before_last = last;
			last = false;
			letters = false;
			count++;
		} else if (code != '-' &&
			(utf8_is_space(code) || utf8_is_punct(code) ||
				code < ' ')) {
			break;
		}
		letters = letters || code != '.';
		end = text.len - rest.len;
	}
	if (!letters && count > 0) {
		count--; /* a dot that ends it */
	}
	return last || before_last || count < dots ? at : end;
}

/* The entity-like end "&name;" begins here; `end` is after the semicolon. */
static size_t entity_start(struct str text, size_t from, size_t end)
{
	size_t i = end - 1;

	while (i > from && is_alnum(text.data[i - 1])) {
		i--;
	}
	return i > from && i < end - 1 && text.data[i - 1] == '&' ? i - 1
								  : end - 1;
}

/* Up to a blank or "<", without what rather belongs to the sentence. */
static size_t address_end(struct str text, size_t from, size_t to)
{
	size_t opened = 0;
	size_t closed = 0;

	while (to < text.len && !is_space(text.data[to]) &&
		text.data[to] != '<') {
		to++;
	}
	for (size_t i = from; i < to; i++) {
		opened += text.data[i] == '(';
		closed += text.data[i] == ')';
	}
	while (to > from) {
		char byte = text.data[to - 1];

		if (byte == ')' && closed > opened) {
			closed--;
			to--;
		} else if (byte == ';') {
			to = entity_start(text, from, to);
		} else if (byte != '\0' && strchr("?!.,:*_~'\"", byte)) {
			to--;
		} else {
			break;
		}
	}
	return to;
}

static bool find_web(struct str text, size_t at, struct markdown_address *found)
{
	struct str rest = str_sub(text, at, text.len);
	bool www = str_starts(rest, "www.");
	size_t skip = 0;
	size_t end;

	if (!www) {
		if (str_eq_nocase(str_sub(rest, 0, 7), STR("http://"))) {
			skip = 7;
		} else if (str_eq_nocase(
				   str_sub(rest, 0, 8), STR("https://"))) {
			skip = 8;
		} else {
			return false;
		}
	}
	if (!may_precede(text, at)) {
		return false;
	}
	end = domain_end(text, at + skip, www ? 1 : 0);
	if (end == at + skip) {
		return false;
	}
	found->from = at;
	found->to = address_end(text, at, end);
	found->before = www ? "http://" : "";
	return found->to > at + (www ? 4 : skip);
}

/* text[at] is "@"; nothing before `from` may be used. */
static bool find_mail(
	struct str text, size_t at, size_t from, struct markdown_address *found)
{
	size_t begin = at;
	size_t end = at + 1;
	bool dot = false;

	while (begin > from && is_local(text.data[begin - 1])) {
		begin--;
	}
	while (end < text.len &&
		(is_alnum(text.data[end]) || strchr("-_.", text.data[end])) &&
		text.data[end] != '\0') {
		if (text.data[end] == '.' &&
			(end + 1 == text.len ||
				!is_alnum(text.data[end + 1]))) {
			break;
		}
		dot = dot || text.data[end] == '.';
		end++;
	}
	found->before = "mailto:";
	if (begin >= from + 7 &&
		str_eq(str_sub(text, begin - 7, begin), STR("mailto:"))) {
		begin -= 7;
		found->before = "";
	}
	found->from = begin;
	found->to = end;
	return dot && text.data[at - 1] != ':' &&
		is_alnum(text.data[end - 1]) &&
		(end == text.len || text.data[end] != '@') &&
		may_precede(text, begin);
}

bool markdown_has_address(unsigned wants, struct str text)
{
	return (wants & WANT_WEB && str_find_text(text, "://") < text.len) ||
		(wants & WANT_WWW && str_find_text(text, "www.") < text.len) ||
		(wants & WANT_MAIL && str_find(text, '@') < text.len);
}

bool markdown_address(
	struct str text, size_t at, size_t from, struct markdown_address *found)
{
	switch (text.data[at]) {
	case 'h':
	case 'H':
	case 'w':
		return find_web(text, at, found);
	case '@':
		return at > from && is_local(text.data[at - 1]) &&
			find_mail(text, at, from, found);
	default:
		return false;
	}
}
