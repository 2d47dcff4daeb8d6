#include "content/terms_private.h"

#include <string.h>

#include "base/utf8.h"

size_t place_line(struct str text, size_t at)
{
	while (at > 0 && text.data[at - 1] != '\n')
		at--;
	return at;
}

size_t place_next_line(struct str text, size_t at)
{
	while (at < text.len && text.data[at] != '\n')
		at++;
	return at < text.len ? at + 1 : at;
}

size_t place_of(struct str text, const struct yaml *node)
{
	struct str rest = text;
	int i;

	for (i = 1; i < node->line; i++) {
		size_t next = place_next_line(rest, 0);

		rest = str_sub(rest, next, rest.len);
	}
	if (node->line == 1 && str_starts(rest, "\xEF\xBB\xBF"))
		rest = str_sub(rest, 3, rest.len);
	for (i = 1; i < node->column && rest.len && rest.data[0] != '\n'; i++)
		utf8_next(&rest);
	return text.len - rest.len;
}

bool place_is_flow(struct str text, const struct yaml *node)
{
	size_t at = place_of(text, node);

	return node->type != YAML_SCALAR && at < text.len &&
		(text.data[at] == '[' || text.data[at] == '{');
}

/* After the quote that closes the one at `at`. */
static size_t quoted_end(struct str text, size_t at)
{
	char quote = text.data[at++];

	for (; at < text.len; at++) {
		if (quote == '"' && text.data[at] == '\\') {
			at++;
		} else if (text.data[at] == quote) {
			if (quote == '"' || at + 1 >= text.len ||
				text.data[at + 1] != quote)
				return at + 1;
			at++;
		}
	}
	return text.len;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_comment(struct str text, size_t at)
{
	return text.data[at] == '#' && (at == 0 || is_blank(text.data[at - 1]));
}

static size_t scalar_end(struct str text, size_t at, bool flow)
{
	size_t start = at;

	if (at < text.len && (text.data[at] == '"' || text.data[at] == '\''))
		return quoted_end(text, at);
	for (; at < text.len && text.data[at] != '\n'; at++) {
		if (is_comment(text, at) ||
			(flow && strchr(",[]{}", text.data[at])))
			break;
	}
	while (at > start &&
		(is_blank(text.data[at - 1]) || text.data[at - 1] == '\r'))
		at--;
	return at;
}

/* After the bracket that closes the one at `at`. */
static size_t flow_end(struct str text, size_t at)
{
	size_t deep = 0;
	bool fresh = true; /* a value may begin here */

	while (at < text.len) {
		char c = text.data[at];

		if (fresh && (c == '"' || c == '\'')) {
			at = quoted_end(text, at);
			fresh = false;
			continue;
		}
		if (is_comment(text, at)) {
			at = place_next_line(text, at);
			continue;
		}
		if (c == '[' || c == '{')
			deep++;
		else if (c == ']' || c == '}')
			deep--;
		at++;
		if (!deep)
			return at;
		if (strchr("[{,:", c))
			fresh = true;
		else if (!is_blank(c) && c != '\n')
			fresh = false;
	}
	return at;
}

size_t place_end(struct str text, const struct yaml *node, bool flow)
{
	const struct yaml *last = node->first;

	if (node->type == YAML_SCALAR)
		return scalar_end(text, place_of(text, node), flow);
	if (place_is_flow(text, node))
		return flow_end(text, place_of(text, node));
	if (!last)
		return place_of(text, node);
	while (last->next)
		last = last->next;
	/* As deep as the tree, which is bounded. */
	return place_end(text, last, false);
}

bool place_dash(struct str text, size_t at, bool first, size_t *dash)
{
	bool found = false;
	size_t i;

	for (i = place_line(text, at); i < at; i++) {
		if (text.data[i] == '-' && i + 1 < text.len &&
			is_blank(text.data[i + 1])) {
			if (!found || !first)
				*dash = i;
			found = true;
		} else if (!is_blank(text.data[i])) {
			return false;
		}
	}
	return found;
}
