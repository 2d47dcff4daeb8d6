#include "base/str.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"

static unsigned char lower(char byte)
{
	unsigned char b = (unsigned char)byte;

	return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

struct str str_from(const char *text)
{
	return text ? (struct str){text, strlen(text)} : (struct str){0};
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (!s.data) {
		return (struct str){0};
	}
	to = to < s.len ? to : s.len;
	from = from < to ? from : to;
	return (struct str){s.data + from, to - from};
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len &&
		(a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.len != b.len) {
		return false;
	}
	for (size_t i = 0; i < a.len; i++) {
		if (lower(a.data[i]) != lower(b.data[i])) {
			return false;
		}
	}
	return true;
}

bool str_is(struct str s, const char *text)
{
	return str_eq(s, str_from(text));
}

bool str_starts(struct str s, const char *prefix)
{
	struct str p = str_from(prefix);

	return s.len >= p.len && str_eq(str_sub(s, 0, p.len), p);
}

bool str_ends(struct str s, const char *suffix)
{
	struct str p = str_from(suffix);

	return s.len >= p.len && str_eq(str_sub(s, s.len - p.len, s.len), p);
}

int str_cmp(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len > 0 ? memcmp(a.data, b.data, len) : 0;

	if (order != 0) {
		return order;
	}
	return (a.len > b.len) - (a.len < b.len);
}

size_t str_find(struct str s, char byte)
{
	const char *at = s.len > 0 ? memchr(s.data, byte, s.len) : NULL;

	return at ? (size_t)(at - s.data) : s.len;
}

size_t str_find_text(struct str s, const char *needle)
{
	struct str what = str_from(needle);
	size_t from = 0;

	if (what.len == 0) {
		return 0;
	}
	while (s.len - from >= what.len) {
		struct str rest = str_sub(s, from, s.len - what.len + 1);
		size_t at = str_find(rest, what.data[0]);

		if (at == rest.len) {
			break;
		}
		from += at;
		if (memcmp(s.data + from, what.data, what.len) == 0) {
			return from;
		}
		from++;
	}
	return s.len;
}

struct str str_trim(struct str s)
{
	size_t from = 0;
	size_t to = s.len;

	while (from < to && is_blank(s.data[from])) {
		from++;
	}
	while (to > from && is_blank(s.data[to - 1])) {
		to--;
	}
	return str_sub(s, from, to);
}

bool str_cut(struct str *rest, char sep, struct str *part)
{
	size_t at;

	if (rest->len == 0) {
		return false;
	}
	at = str_find(*rest, sep);
	*part = str_sub(*rest, 0, at);
	*rest = str_sub(*rest, at + 1, rest->len);
	return true;
}

bool str_number(struct str s, long min, long max, long *value)
{
	bool negative = s.len > 0 && s.data[0] == '-';
	size_t i = negative ? 1 : 0;
	long number = 0;

	if (i == s.len) {
		return false;
	}
	/* Counted downwards: there is one negative number more. */
	for (; i < s.len; i++) {
		int digit = s.data[i] - '0';

		if (digit < 0 || digit > 9 ||
			number < (LONG_MIN + digit) / 10) {
			return false;
		}
		number = number * 10 - digit;
	}
	if (!negative && number == LONG_MIN) {
		return false;
	}
	number = negative ? number : -number;
	if (number < min || number > max) {
		return false;
	}
	*value = number;
	return true;
}

char *str_copy(struct str s)
{
	char *copy = mem_alloc(s.len + 1);

	if (s.len > 0) {
		memcpy(copy, s.data, s.len);
	}
	return copy;
}
