/* Texts, dates and links of feeds, as they are kept. */

#include <string.h>

#include "base/utf8.h"
#include "content/feed_private.h"

/* What feeds escape twice. */
static const struct {
	const char *name;
	char text;
} names[] = {
	{"&amp;", '&'},
	{"&lt;", '<'},
	{"&gt;", '>'},
	{"&quot;", '"'},
	{"&#39;", '\''},
	{"&apos;", '\''},
	{"&nbsp;", ' '},
	{"&#160;", ' '},
};

static uint32_t take_code(struct str *text)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_starts(*text, names[i].name)) {
			*text = str_sub(
				*text, strlen(names[i].name), text->len);
			return (unsigned char)names[i].text;
		}
	}
	return utf8_next(text);
}

/* A tag, "<p class=x>" or "</p>" or a comment, is skipped. */
static bool skip_tag(struct str *text)
{
	size_t end = str_find(*text, '>');
	char next = text->len > 1 ? text->data[1] : ' ';

	if (text->data[0] != '<' || end == text->len ||
		!(next == '/' || next == '!' || (next >= 'a' && next <= 'z') ||
			(next >= 'A' && next <= 'Z')))
		return false;
	*text = str_sub(*text, end + 1, text->len);
	return true;
}

static bool is_blank(uint32_t code)
{
	return code <= ' ' || (code >= 0x7f && code <= 0xa0) ||
		code == 0x2028 || code == 0x2029;
}

void feed_clean(struct buf *out, struct str text)
{
	size_t start = out->len;
	bool blank = false;

	while (text.len && out->len - start < FEED_TEXT) {
		uint32_t code;

		if (skip_tag(&text)) {
			blank = true;
			continue;
		}
		code = take_code(&text);
		if (is_blank(code)) {
			blank = true;
			continue;
		}
		if (blank && out->len > start)
			buf_byte(out, ' ');
		blank = false;
		utf8_put(out, code);
	}
}

/* From 1; 0: the word names none. */
static size_t month_of(struct str word)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	size_t i;

	for (i = 0; i < 12; i++) {
		if (str_eq_nocase(str_sub(word, 0, 3),
			    (struct str){months + i * 3, 3}))
			return i + 1;
	}
	return 0;
}

bool feed_date(struct str text, struct date *date)
{
	struct str rest = str_trim(text), word;
	struct buf iso = {0};
	long day = 0, year = 0;
	size_t month = 0;
	bool ok;

	if (date_parse_prefix(rest, date))
		return true;
	while (!year && str_cut(&rest, ' ', &word)) {
		if (!day)
			str_number(word, 1, 31, &day);
		else if (!month)
			month = month_of(word);
		else
			str_number(word, 1, 9999, &year);
	}
	if (year && year < 100)
		year += year < 70 ? 2000 : 1900;
	buf_printf(&iso, "%04ld-%02zu-%02ld", year, month, day);
	ok = year && date_parse(buf_slice(&iso), date);
	buf_clear(&iso);
	return ok;
}

static void put_query(struct buf *out, struct str query)
{
	struct str part;
	char before = '?';

	while (str_cut(&query, '&', &part)) {
		if (!part.len || str_starts(part, "utm_") ||
			str_starts(part, "fbclid="))
			continue;
		buf_byte(out, before);
		buf_str(out, part);
		before = '&';
	}
}

void feed_link_key(struct buf *out, struct str link)
{
	size_t at = str_find_text(link, "://");
	struct str host, path, query;
	size_t i;

	link = str_sub(link, at < link.len ? at + 3 : 0, link.len);
	link = str_sub(link, 0, str_find(link, '#'));
	query = str_sub(link, str_find(link, '?'), link.len);
	path = str_sub(link, 0, link.len - query.len);
	host = str_sub(path, 0, str_find(path, '/'));
	path = str_sub(path, host.len, path.len);
	if (str_starts(host, "www."))
		host = str_sub(host, 4, host.len);
	for (i = 0; i < host.len; i++) {
		char c = host.data[i];

		buf_byte(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
	}
	while (path.len && path.data[path.len - 1] == '/')
		path.len--;
	buf_str(out, path);
	put_query(out, str_sub(query, 1, query.len));
}
