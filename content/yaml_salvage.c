/* What can be saved of a mapping that is no YAML: a scanner of lines. */

#include <string.h>

#include "base/buf.h"
#include "content/yaml.h"
#include "content/yaml_private.h"

enum {
	KEY_MOST = 128
}; /* bytes */

struct salvage {
	struct arena *arena;
	int left; /* nodes that may still be made */
	struct yaml *map;
	struct yaml *last; /* entry */
	size_t entries;
	struct yaml *item; /* last item of the last entry */
	struct yaml *open; /* scalar that the next line may continue */
	struct buf text; /* of it */
	bool block; /* its key was followed by "|" or ">" */
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static struct yaml *node_new(struct salvage *s, int line, int column)
{
	struct yaml *node;

	if (s->left <= 0) {
		return NULL;
	}
	s->left--;
	node = arena_alloc(s->arena, sizeof(*node));
	node->type = YAML_SCALAR;
	node->plain = true;
	node->line = line;
	node->column = column;
	return node;
}

static void add_item(struct salvage *s, struct yaml *list, struct yaml *item)
{
	list->type = YAML_LIST;
	if (s->item) {
		s->item->next = item;
	} else {
		list->first = item;
	}
	s->item = item;
}

static bool is_quoted(struct str text)
{
	return text.len >= 2 && (text.data[0] == '"' || text.data[0] == '\'') &&
		text.data[text.len - 1] == text.data[0];
}

/* A scalar's text without its quotes and the escapes of these. */
static void set_text(struct salvage *s, struct yaml *node, struct str raw)
{
	struct buf out = {0};
	struct str text = str_trim(raw);
	char quote;

	if (!is_quoted(text)) {
		node->text = arena_str(s->arena, text);
		return;
	}
	quote = text.data[0];
	text = str_sub(text, 1, text.len - 1);
	for (size_t i = 0; i < text.len; i++) {
		bool twice = i + 1 < text.len &&
			((quote == '\'' && text.data[i] == '\'' &&
				 text.data[i + 1] == '\'') ||
				(quote == '"' && text.data[i] == '\\'));

		i += twice;
		buf_byte(&out, text.data[i]);
	}
	node->plain = false;
	node->text = arena_str(s->arena, buf_slice(&out));
	buf_clear(&out);
}

/* "[a, b]" on one line. */
static void set_flow(struct salvage *s, struct yaml *list, struct str text)
{
	struct str rest = str_sub(text, 1, text.len - 1);
	struct str part;

	list->type = YAML_LIST;
	while (str_cut(&rest, ',', &part)) {
		struct yaml *item;

		part = str_trim(part);
		if (part.len == 0) {
			continue;
		}
		item = node_new(s, list->line, list->column);
		if (!item) {
			return;
		}
		set_text(s, item, part);
		add_item(s, list, item);
	}
}

/* The scalar that was open has all its lines. */
static void finish(struct salvage *s)
{
	struct str text = str_trim(buf_slice(&s->text));

	if (s->open && s->open == s->last && text.len >= 2 &&
		text.data[0] == '[' && text.data[text.len - 1] == ']') {
		set_flow(s, s->open, text);
	} else if (s->open) {
		set_text(s, s->open, text);
	}
	s->open = NULL;
	s->block = false;
	buf_cut(&s->text, 0);
}

/* Without a comment; one in quotes is text. */
static struct str without_comment(struct str text)
{
	if (text.len > 0 && (text.data[0] == '"' || text.data[0] == '\'')) {
		return text;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '#' &&
			(i == 0 || is_blank(text.data[i - 1]))) {
			return str_trim(str_sub(text, 0, i));
		}
	}
	return text;
}

static void continue_with(struct salvage *s, struct str text)
{
	if (!s->open) {
		return;
	}
	if (!s->block) {
		text = without_comment(text);
	}
	if (s->text.len > 0 && text.len > 0) {
		buf_byte(&s->text, ' ');
	}
	buf_str(&s->text, text);
}

static bool is_key_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		(byte >= '0' && byte <= '9') || (byte & 0x80) || byte == '_' ||
		byte == '-' || byte == '.';
}

/* "key: value", "key:" or either with the key in quotes, at the margin. */
static bool is_entry(struct str line, struct str *key, struct str *value)
{
	char quote =
		line.len > 0 && (line.data[0] == '"' || line.data[0] == '\'')
		? line.data[0]
		: '\0';
	size_t from = quote ? 1 : 0;
	size_t to = from;
	size_t colon;

	while (to < line.len && to < KEY_MOST &&
		(quote ? line.data[to] != quote : is_key_byte(line.data[to]))) {
		to++;
	}
	colon = quote ? to + 1 : to;
	if (to == from || line.data[from] == '-' || colon >= line.len ||
		line.data[colon] != ':' ||
		(colon + 1 < line.len && !is_blank(line.data[colon + 1]))) {
		return false;
	}
	*key = str_sub(line, from, to);
	*value = str_trim(str_sub(line, colon + 1, line.len));
	return true;
}

static bool is_block_mark(struct str value)
{
	return value.len > 0 && value.len <= 3 &&
		(value.data[0] == '|' || value.data[0] == '>');
}

static void begin_entry(
	struct salvage *s, struct str key, struct str value, int line)
{
	struct yaml *entry;

	finish(s);
	entry = node_new(s, line, 1);
	if (!entry) {
		return;
	}
	entry->key = arena_str(s->arena, key);
	entry->key_line = line;
	entry->key_column = 1;
	if (s->last) {
		s->last->next = entry;
	} else {
		s->map->first = entry;
	}
	s->last = entry;
	s->item = NULL;
	s->open = entry;
	s->entries++;
	if (is_block_mark(value)) {
		s->block = true;
	} else {
		continue_with(s, value);
	}
}

/* "- item" below a key without a value of its own. */
static bool begin_item(struct salvage *s, struct str text, int line, int column)
{
	struct yaml *item;

	if (!s->last || s->block || text.len == 0 || text.data[0] != '-' ||
		(text.len > 1 && !is_blank(text.data[1])) ||
		(s->open == s->last && s->text.len > 0)) {
		return false;
	}
	if (s->open == s->last) {
		s->open = NULL; /* it is a list */
	}
	finish(s);
	item = node_new(s, line, column);
	if (item) {
		add_item(s, s->last, item);
		s->open = item;
		continue_with(s, str_trim(str_sub(text, 1, text.len)));
	}
	return true;
}

static void scan(struct salvage *s, struct str line, int number)
{
	struct str text = str_trim(line);
	struct str key;
	struct str value;

	if (text.len == 0 || str_is(line, "---") || str_is(line, "...")) {
		return;
	}
	if (text.data[0] == '#' && !s->block) {
		return;
	}
	if (is_entry(line, &key, &value)) {
		begin_entry(s, key, value, number);
	} else if (!begin_item(
			   s, text, number, 1 + (int)(text.data - line.data))) {
		continue_with(s, text);
	}
}

struct yaml *yaml_salvage(const struct yaml_input *input, struct arena *arena)
{
	const struct yaml_limits *limits =
		input->limits ? input->limits : &yaml_limits_front;
	struct salvage s = {.arena = arena, .left = limits->events};
	struct str rest = input->text;
	struct str line;
	int number = input->line;

	s.map = arena_alloc(arena, sizeof(*s.map));
	s.map->type = YAML_MAP;
	s.map->line = input->line;
	s.map->column = 1;
	if (str_starts(rest, "\xEF\xBB\xBF")) {
		rest = str_sub(rest, 3, rest.len);
	}
	while (str_cut(&rest, '\n', &line)) {
		if (line.len > 0 && line.data[line.len - 1] == '\r') {
			line.len--;
		}
		scan(&s, line, number++);
	}
	finish(&s);
	yaml_drop_twins(s.map, s.entries, arena, NULL);
	buf_clear(&s.text);
	return s.map;
}
