#include "content/markdown_private.h"

#include <string.h>

/*
 * Which line begins which block, as CommonMark has it. `rest` is what is left
 * of a line from its first character that is not blank.
 */

enum {
	TAB = 4,
	FENCE = 3,
	DIGITS = 9, /* most of a list number */
	HTML_NAMED = 6,
	HTML_TAG = 7
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* The byte there, LF after the end. */
static char at(struct str s, size_t i)
{
	return i < s.len ? s.data[i] : '\n';
}

static size_t run(struct str s, size_t from, char byte)
{
	size_t to = from;

	while (to < s.len && s.data[to] == byte) {
		to++;
	}
	return to - from;
}

static size_t skip_blanks(struct str s, size_t i)
{
	while (i < s.len && is_blank(s.data[i])) {
		i++;
	}
	return i;
}

void markdown_find(struct markdown_place *place)
{
	size_t i = place->offset;
	int column = place->column;

	for (; i < place->line.len; i++) {
		if (place->line.data[i] == ' ') {
			column++;
		} else if (place->line.data[i] == '\t') {
			column += TAB - column % TAB;
		} else {
			break;
		}
	}
	place->next = i;
	place->next_column = column;
	place->indent = column - place->column;
	place->blank = i == place->line.len;
}

void markdown_advance(struct markdown_place *place, int columns)
{
	while (columns > 0 && place->offset < place->line.len) {
		if (place->line.data[place->offset] == '\t') {
			int width = TAB - place->column % TAB;

			place->in_tab = width > columns;
			width = width < columns ? width : columns;
			place->column += width;
			place->offset += place->in_tab ? 0 : 1;
			columns -= width;
		} else {
			place->in_tab = false;
			place->column++;
			place->offset++;
			columns--;
		}
	}
}

bool markdown_is_atx(struct str rest)
{
	size_t level = run(rest, 0, '#');

	return level >= 1 && level <= 6 &&
		(is_blank(at(rest, level)) || level == rest.len);
}

bool markdown_is_rule(struct str rest)
{
	char mark = at(rest, 0);
	int count = 0;

	if (mark != '*' && mark != '-' && mark != '_') {
		return false;
	}
	for (size_t i = 0; i < rest.len; i++) {
		if (rest.data[i] == mark) {
			count++;
		} else if (!is_blank(rest.data[i])) {
			return false;
		}
	}
	return count >= 3;
}

bool markdown_is_setext(struct str rest)
{
	size_t len = 0;

	if (at(rest, 0) == '=' || at(rest, 0) == '-') {
		len = run(rest, 0, rest.data[0]);
	}
	return len > 0 && skip_blanks(rest, len) == rest.len;
}

size_t markdown_fence(struct str rest)
{
	char mark = at(rest, 0);
	size_t len = 0;

	if (mark == '`' || mark == '~') {
		len = run(rest, 0, mark);
	}
	if (len < FENCE ||
		(mark == '`' &&
			str_find(str_sub(rest, len, rest.len), '`') <
				rest.len - len)) {
		return 0;
	}
	return len;
}

static const char raw_names[][9] = {"script", "pre", "style", "textarea"};

static const char block_names[][11] = {"address", "article", "aside", "base",
	"basefont", "blockquote", "body", "caption", "center", "col",
	"colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt",
	"fieldset", "figcaption", "figure", "footer", "form", "frame",
	"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
	"html", "iframe", "legend", "li", "link", "main", "menu", "menuitem",
	"nav", "noframes", "ol", "optgroup", "option", "p", "param", "section",
	"source", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
	"title", "tr", "track", "ul"};

static bool is_raw_name(struct str name)
{
	for (size_t i = 0; i < sizeof(raw_names) / sizeof(raw_names[0]); i++) {
		if (str_eq_nocase(name, str_from(raw_names[i]))) {
			return true;
		}
	}
	return false;
}

static bool is_block_name(struct str name)
{
	for (size_t i = 0; i < sizeof(block_names) / sizeof(block_names[0]);
		i++) {
		if (str_eq_nocase(name, str_from(block_names[i]))) {
			return true;
		}
	}
	return false;
}

static size_t name_length(struct str s, size_t from)
{
	size_t to = from;

	if (!is_letter(at(s, from))) {
		return 0;
	}
	while (to < s.len &&
		(is_letter(s.data[to]) || is_digit(s.data[to]) ||
			s.data[to] == '-')) {
		to++;
	}
	return to - from;
}

/* Past an attribute's value at `i`, which is after its "="; 0 if none. */
static size_t skip_value(struct str s, size_t i)
{
	char quote = at(s, i);
	size_t from = i;

	if (quote == '"' || quote == '\'') {
		i++;
		while (i < s.len && s.data[i] != quote) {
			i++;
		}
		return i < s.len ? i + 1 : 0;
	}
	while (i < s.len && !is_blank(s.data[i]) &&
		!strchr("\"'=<>`", s.data[i])) {
		i++;
	}
	return i > from ? i : 0;
}

/* Past the attributes and blanks at `i`; 0 when they are none. */
static size_t skip_attributes(struct str s, size_t i)
{
	for (;;) {
		size_t next = skip_blanks(s, i);
		size_t value;

		if (next == i ||
			!(is_letter(at(s, next)) || at(s, next) == '_' ||
				at(s, next) == ':')) {
			return next;
		}
		while (is_letter(at(s, next)) || is_digit(at(s, next)) ||
			(next < s.len && strchr("_.:-", s.data[next]))) {
			next++;
		}
		i = next;
		value = skip_blanks(s, i);
		if (at(s, value) == '=') {
			i = skip_value(s, skip_blanks(s, value + 1));
			if (i == 0) {
				return 0;
			}
		}
	}
}

/* One whole tag and nothing after it. */
static bool is_lone_tag(struct str rest)
{
	bool closing = at(rest, 1) == '/';
	size_t name = closing ? 2 : 1;
	size_t i = name + name_length(rest, name);

	if (i == name) {
		return false;
	}
	i = closing ? skip_blanks(rest, i) : skip_attributes(rest, i);
	if (i == 0) {
		return false;
	}
	if (!closing && at(rest, i) == '/') {
		i++;
	}
	return at(rest, i) == '>' && skip_blanks(rest, i + 1) == rest.len;
}

int markdown_html_start(struct str rest, bool in_paragraph)
{
	size_t from = at(rest, 1) == '/' ? 2 : 1;
	struct str name;
	char after;

	if (at(rest, 0) != '<') {
		return 0;
	}
	if (str_starts(rest, "<!--")) {
		return 2;
	}
	if (at(rest, 1) == '?') {
		return 3;
	}
	if (str_starts(rest, "<![CDATA[")) {
		return 5;
	}
	if (at(rest, 1) == '!') {
		return is_letter(at(rest, 2)) ? 4 : 0;
	}
	name = str_sub(rest, from, from + name_length(rest, from));
	after = at(rest, from + name.len);
	if (from == 1 && is_raw_name(name) &&
		(is_blank(after) || after == '\n' || after == '>')) {
		return 1;
	}
	if (is_block_name(name) &&
		(is_blank(after) || after == '\n' || after == '>' ||
			(after == '/' &&
				at(rest, from + name.len + 1) == '>'))) {
		return HTML_NAMED;
	}
	if (!in_paragraph && is_lone_tag(rest)) {
		return HTML_TAG;
	}
	return 0;
}

bool markdown_html_end(int type, struct str rest)
{
	static const char *const ends[] = {"-->", "?>", ">", "]]>"};
	struct str line = rest;

	if (type >= 2 && type <= 5) {
		return str_find_text(rest, ends[type - 2]) < rest.len;
	}
	while (type == 1 && line.len > 0) {
		size_t i = str_find_text(line, "</");
		size_t end = i + 2 + name_length(line, i + 2);

		if (i < line.len && at(line, end) == '>' &&
			is_raw_name(str_sub(line, i + 2, end))) {
			return true;
		}
		line = str_sub(line, i + 2, line.len);
	}
	return false;
}

size_t markdown_list_marker(struct str rest, bool in_paragraph)
{
	size_t len = 0;
	bool one = true;

	if (at(rest, 0) == '*' || at(rest, 0) == '-' || at(rest, 0) == '+') {
		len = 1;
	} else {
		while (len < DIGITS && is_digit(at(rest, len))) {
			len++;
		}
		if (len == 0 ||
			(at(rest, len) != '.' && at(rest, len) != ')')) {
			return 0;
		}
		if (in_paragraph) {
			long number = 0;

			one = str_number(str_sub(rest, 0, len), 1, 1, &number);
		}
		len++;
	}
	if (len < rest.len && !is_blank(rest.data[len])) {
		return 0;
	}
	if (in_paragraph && (!one || skip_blanks(rest, len) == rest.len)) {
		return 0;
	}
	return len;
}

size_t markdown_note_start(struct str rest, struct str *label)
{
	size_t to = 2;

	if (at(rest, 0) != '[' || at(rest, 1) != '^') {
		return 0;
	}
	while (to < rest.len && !is_blank(rest.data[to]) &&
		rest.data[to] != '[' && rest.data[to] != ']') {
		to++;
	}
	if (to == 2 || at(rest, to) != ']' || at(rest, to + 1) != ':') {
		return 0;
	}
	*label = str_sub(rest, 2, to);
	return skip_blanks(rest, to + 2);
}
