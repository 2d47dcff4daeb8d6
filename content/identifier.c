#include "content/identifier.h"

#include <string.h>

/* The text of `url` after `mark`, in any case; empty when it is not there. */
static struct str after(struct str url, const char *mark)
{
	size_t len = strlen(mark);
	size_t i;

	for (i = 0; i + len <= url.len; i++) {
		if (str_eq_nocase(str_sub(url, i, i + len), str_from(mark)))
			return str_sub(url, i + len, url.len);
	}
	return (struct str){0};
}

/* The run of letters and digits `s` begins with. */
static struct str head(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		char c = s.data[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
			!(c >= 'a' && c <= 'z'))
			break;
	}
	return str_sub(s, 0, i);
}

static bool is_year(struct str s, long *year)
{
	return s.len == 4 && str_number(s, 1500, 2999, year);
}

/* reg/2024/1689 is CELEX 32024R1689. */
static bool from_eli(struct str rest, struct buf *out)
{
	struct str type = {0};
	struct str year_text = {0};
	struct str number_text = {0};
	long year;
	long number;
	char letter;

	str_cut(&rest, '/', &type);
	str_cut(&rest, '/', &year_text);
	str_cut(&rest, '/', &number_text);
	if (!is_year(year_text, &year) ||
		!str_number(head(number_text), 1, 99999, &number))
		return false;
	if (str_is(type, "sfs")) {
		buf_printf(out, "%ld:%ld", year, number);
		return true;
	}
	if (str_starts(type, "reg"))
		letter = 'R';
	else if (str_starts(type, "dir"))
		letter = 'L';
	else if (str_starts(type, "dec"))
		letter = 'D';
	else
		return false;
	buf_printf(out, "3%ld%c%04ld", year, letter, number);
	return true;
}

/* 32016R0679, with the first digit and the letter where they belong. */
static bool from_celex(struct str rest, struct buf *out)
{
	struct str id = head(rest);
	long year;

	if (id.len < 9 || id.len > 14 || id.data[0] < '0' || id.data[0] > '9' ||
		!is_year(str_sub(id, 1, 5), &year))
		return false;
	buf_str(out, id);
	return true;
}

bool identifier_of_address(struct str url, struct buf *out)
{
	struct str rest = after(url, "/eli/");
	struct str doi = after(url, "://doi.org/");

	if (rest.len && from_eli(rest, out))
		return true;
	rest = after(url, "celex:");
	if (!rest.len)
		rest = after(url, "celex%3a");
	if (rest.len && from_celex(rest, out))
		return true;
	if (str_starts(doi, "10.")) {
		buf_str(out, doi);
		return true;
	}
	return false;
}
