/*
 * The plain front matter that nearly all notes have, read without libyaml: see
 * content/yaml_private.h. Whatever is not surely of this kind is left to it.
 */

#include <string.h>

#include "content/yaml_private.h"

enum {
	DEPTH_MOST = 8,
	KEYS_MOST = 40, /* of one mapping; each is compared with all others */
	KEY_MOST = 100
};

struct plain {
	const struct yaml_input *input;
	struct arena *arena;
	struct str rest; /* of the text, after this line */
	struct str text; /* of this line, from the place we are at */
	int line;
	size_t column; /* of `text` in the line, from 0 */
	bool more; /* there is a line */
	bool failed;
	int depth, nodes;
};

/* Bytes of the character if it is beyond ASCII and libyaml takes it, else 0. */
static size_t far_length(struct str text)
{
	const unsigned char *p = (const unsigned char *)text.data;
	size_t len = p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xEF ? 3 : 0;
	size_t i;

	/* No controls, no line ends of its own, nothing but whole text. */
	if (!len || text.len < len || p[0] == 0xED ||
		(p[0] == 0xC2 && p[1] < 0xA0) || (p[0] == 0xE0 && p[1] < 0xA0))
		return 0;
	if (p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9))
		return 0;
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	return len;
}

static bool is_readable(struct str text)
{
	while (text.len) {
		unsigned char byte = (unsigned char)text.data[0];
		size_t len = byte >= 0x80 ? far_length(text)
					  : byte >= 0x20 && byte != 0x7F;

		if (!len)
			return false;
		text = str_sub(text, len, text.len);
	}
	return true;
}

static void fail(struct plain *p)
{
	p->failed = true;
	p->more = false;
}

/* To the next line, past its blanks. */
static void advance(struct plain *p)
{
	struct str line;

	p->more = str_cut(&p->rest, '\n', &line);
	if (!p->more)
		return;
	p->line++;
	p->column = 0;
	while (p->column < line.len && line.data[p->column] == ' ')
		p->column++;
	p->text = str_sub(line, p->column, line.len);
	if (!p->text.len || p->text.data[p->text.len - 1] == ' ' ||
		!is_readable(p->text))
		fail(p);
}

/* Past some bytes of the line and the blanks after them. */
static void pass(struct plain *p, size_t bytes)
{
	while (bytes < p->text.len && p->text.data[bytes] == ' ')
		bytes++;
	p->column += bytes;
	p->text = str_sub(p->text, bytes, p->text.len);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the key that the text begins with, its colon left out; else 0. */
static size_t key_length(struct str text)
{
	size_t len = 0;

	if (!text.len || !is_letter(text.data[0]))
		return 0;
	while (len < text.len && len < KEY_MOST &&
		(is_letter(text.data[len]) || is_digit(text.data[len]) ||
			text.data[len] == '_' || text.data[len] == '-'))
		len++;
	if (len >= text.len || text.data[len] != ':' ||
		(len + 1 < text.len && text.data[len + 1] != ' '))
		return 0;
	return len;
}

static bool is_item(struct str text)
{
	return text.len > 2 && text.data[0] == '-' && text.data[1] == ' ';
}

/* A value without quotes that means itself. */
static bool is_bare(struct str text)
{
	unsigned char first = (unsigned char)text.data[0];
	size_t i;

	if (first < 0x80 && !is_letter((char)first) && !is_digit((char)first) &&
		first != '/' && first != '(')
		return false;
	for (i = 1; i < text.len; i++) {
		if (text.data[i - 1] == ':' && text.data[i] == ' ')
			return false;
		if (text.data[i - 1] == ' ' && text.data[i] == '#')
			return false;
	}
	return text.data[text.len - 1] != ':';
}

/* A value that fills the line in quotes, with nothing to be replaced in it. */
static bool is_quoted(struct str text)
{
	char quote = text.data[0];
	struct str inner = str_sub(text, 1, text.len - 1);

	if ((quote != '"' && quote != '\'') || text.len < 2 ||
		text.data[text.len - 1] != quote)
		return false;
	return str_find(inner, quote) == inner.len &&
		str_find(inner, '\\') == inner.len;
}

static struct yaml *new_node(struct plain *p, enum yaml_type type)
{
	struct yaml *node = arena_alloc(p->arena, sizeof(*node));

	node->type = type;
	node->line = p->line;
	node->column = 1 + (int)p->column;
	/* A node is three events at most: key, start and end. */
	if (++p->nodes > (p->input->limits ? p->input->limits->events
					   : yaml_limits_front.events) /
			4)
		fail(p);
	return node;
}

static struct yaml *read_scalar(struct plain *p)
{
	struct yaml *node = new_node(p, YAML_SCALAR);
	struct str text = p->text;

	if (is_quoted(text)) {
		text = str_sub(text, 1, text.len - 1);
	} else if (is_bare(text)) {
		node->plain = true;
	} else {
		fail(p);
		return node;
	}
	node->text = arena_str(p->arena, text);
	advance(p);
	return node;
}

static struct yaml *read_map(struct plain *p);

static struct yaml *read_item(struct plain *p)
{
	pass(p, 2);
	if (is_item(p->text)) {
		fail(p);
		return NULL;
	}
	return key_length(p->text) ? read_map(p) : read_scalar(p);
}

static bool enter(struct plain *p)
{
	int most = p->input->limits ? p->input->limits->depth
				    : yaml_limits_front.depth;

	if (p->depth >= DEPTH_MOST || p->depth >= most)
		fail(p);
	else
		p->depth++;
	return !p->failed;
}

static struct yaml *read_list(struct plain *p)
{
	struct yaml *list = new_node(p, YAML_LIST);
	struct yaml **next = &list->first;
	size_t column = p->column;

	if (!enter(p))
		return list;
	while (p->more && p->column == column && is_item(p->text)) {
		*next = read_item(p);
		if (p->failed)
			return list;
		next = &(*next)->next;
	}
	p->depth--;
	return list;
}

/* What stands after a key: on its line, or below. */
static struct yaml *read_value(struct plain *p, size_t column)
{
	if (p->text.len)
		return read_scalar(p);
	advance(p);
	if (p->more && p->column >= column && is_item(p->text))
		return read_list(p);
	if (p->more && p->column > column && key_length(p->text))
		return read_map(p);
	fail(p);
	return NULL;
}

static bool has_key(const struct yaml *map, struct str key)
{
	const struct yaml *at;
	int count = 0;

	for (at = map->first; at; at = at->next) {
		if (++count >= KEYS_MOST || str_eq(at->key, key))
			return true;
	}
	return false;
}

static struct yaml *read_map(struct plain *p)
{
	struct yaml *map = new_node(p, YAML_MAP);
	struct yaml **next = &map->first;
	size_t column = p->column;
	size_t len;

	if (!enter(p))
		return map;
	while (p->more && p->column == column &&
		(len = key_length(p->text)) > 0) {
		struct str key = str_sub(p->text, 0, len);
		int line = p->line;
		struct yaml *value;

		if (has_key(map, key))
			fail(p);
		pass(p, len + 1);
		value = p->failed ? NULL : read_value(p, column);
		if (p->failed)
			return map;
		value->key = arena_str(p->arena, key);
		value->key_line = line;
		value->key_column = 1 + (int)column;
		*next = value;
		next = &value->next;
	}
	p->depth--;
	return map;
}

struct yaml *yaml_plain(const struct yaml_input *input, struct arena *arena)
{
	struct plain p = {.input = input, .arena = arena, .rest = input->text};
	struct yaml *root;

	p.line = input->line - 1;
	advance(&p);
	if (!p.more || p.column || !key_length(p.text))
		return NULL;
	root = read_map(&p);
	return p.failed || p.more ? NULL : root;
}
