#include "content/front.h"

#include <string.h>

#include "base/utf8.h"
#include "content/doc.h"

/* Bytes [from, to) of the file replaced by `text`. */
static void splice(struct buf *file, size_t from, size_t to, struct str text)
{
	struct str all = buf_slice(file);
	struct buf out = {0};

	buf_str(&out, str_sub(all, 0, from));
	buf_str(&out, text);
	buf_str(&out, str_sub(all, to, all.len));
	buf_clear(file);
	*file = out;
}

static bool is_word_of_yaml(struct str value)
{
	static const char *const words[] = {
		"true", "false", "null", "yes", "no", "on", "off", "~"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_eq_nocase(value, str_from(words[i])))
			return true;
	}
	return false;
}

/* Needs no quotes, neither by itself nor in a list on one line. */
static bool is_plain(struct str value)
{
	size_t i;

	if (!value.len || is_word_of_yaml(value) ||
		strchr("-?:,[]{}#&*!|>'\"%@` \t=", value.data[0]) ||
		value.data[value.len - 1] == ' ' ||
		value.data[value.len - 1] == ':')
		return false;
	for (i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.data[i];

		if (c < 0x20 || c == 0x7f || strchr(",?[]{}\"\\", c))
			return false;
		if (c == '#' && value.data[i - 1] == ' ')
			return false;
		if (c == ':' && value.data[i + 1] == ' ')
			return false;
	}
	return utf8_valid(value);
}

void front_escape(struct buf *out, struct str value)
{
	while (value.len) {
		uint32_t code = utf8_next(&value);

		if (code < 0x20 || (code >= 0x7f && code < 0xa0) ||
			code == 0x2028 || code == 0x2029 || code == 0xfeff) {
			buf_byte(out, ' ');
			continue;
		}
		if (code == '"' || code == '\\')
			buf_byte(out, '\\');
		utf8_put(out, code);
	}
}

void front_scalar(struct buf *out, struct str value)
{
	if (is_plain(value)) {
		buf_str(out, value);
		return;
	}
	buf_byte(out, '"');
	front_escape(out, value);
	buf_byte(out, '"');
}

/* Offset of line `line` (from 1) in the text; its length if there are fewer. */
static size_t line_start(struct str text, int line)
{
	size_t at = 0;

	while (line > 1 && at < text.len) {
		at += str_find(str_sub(text, at, text.len), '\n') + 1;
		line--;
	}
	return at < text.len ? at : text.len;
}

static size_t line_end(struct str text, size_t at)
{
	at += str_find(str_sub(text, at, text.len), '\n') + 1;
	return at < text.len ? at : text.len;
}

/* What front matter is in a text: where, and its tree. */
struct front {
	struct doc doc;
	size_t end; /* where its closing line begins */
	bool missing;
};

/* Counts as a line end in the tree, and not here. */
static bool has_lone_cr(struct str text)
{
	size_t at = 0;

	while ((at += str_find(str_sub(text, at, text.len), '\r')) < text.len) {
		if (++at == text.len || text.data[at] != '\n')
			return true;
	}
	return false;
}

/* Where the body begins, in the text as it is. */
static size_t body_start(const struct doc *doc, struct str text)
{
	if (doc->body.len == doc->source.len)
		return 0;
	return doc->body.len ? line_start(text, doc->body_line) : text.len;
}

size_t front_end(struct str text)
{
	struct doc doc = {0};
	size_t end;

	doc_parse_front(&doc, text);
	end = body_start(&doc, text);
	doc_clear(&doc);
	return end;
}

/* The tree's lines are those of the text only if nothing was repaired. */
static bool open_front(struct front *front, const struct buf *file)
{
	struct str text = buf_slice(file);

	*front = (struct front){0};
	doc_parse_front(&front->doc, text);
	if (front->doc.front_broken || front->doc.problems.count ||
		front->doc.replaced || has_lone_cr(text))
		return false;
	/* The closing line is the last one before the body. */
	front->end = body_start(&front->doc, text);
	front->missing = front->end == 0;
	if (front->missing)
		return !str_starts(text, "\xEF\xBB\xBF");
	while (front->end && strchr("\r\n", text.data[front->end - 1]))
		front->end--;
	while (front->end && text.data[front->end - 1] != '\n')
		front->end--;
	return front->end > 0;
}

/*
 * Lines of the entry: from its key to the next key, but without the comments
 * and empty lines that belong to what follows.
 */
static void entry_span(const struct front *front, struct str text,
	const struct yaml *node, size_t *from, size_t *to)
{
	size_t at, next;

	*from = line_start(text, node->key_line);
	*to = node->next ? line_start(text, node->next->key_line) : front->end;
	at = line_end(text, *from);
	next = at;
	while (at < *to) {
		struct str line = str_sub(text, at, line_end(text, at));

		at += line.len;
		line = str_trim(line);
		if (line.len && line.data[0] != '#')
			next = at;
	}
	*to = next;
}

static const struct yaml *find_key(const struct front *front, struct str key)
{
	const struct yaml *node = front->doc.front;

	for (node = node ? node->first : NULL; node; node = node->next) {
		if (str_eq(node->key, key))
			return node;
	}
	return NULL;
}

static const char *newline_of(struct str text)
{
	size_t at = str_find(text, '\n');

	return at && at < text.len && text.data[at - 1] == '\r' ? "\r\n" : "\n";
}

/* " # why" behind a plain value on the line of its key. */
static struct str comment_behind(
	struct str text, size_t from, const struct yaml *node)
{
	struct str line = str_sub(text, from, line_end(text, from));
	size_t at;

	if (node->type != YAML_SCALAR || node->line != node->key_line ||
		!node->plain)
		return (struct str){0};
	while (line.len && strchr("\r\n", line.data[line.len - 1]))
		line.len--;
	at = str_find_text(line, " #");
	return str_sub(line, at, line.len);
}

bool front_set_raw(struct buf *file, struct str key, struct str yaml)
{
	struct front front;
	struct str text = buf_slice(file);
	const struct yaml *node;
	const char *end = newline_of(text);
	struct buf line = {0};
	size_t from, to;
	bool ok = open_front(&front, file);

	if (!ok)
		goto out;
	node = find_key(&front, key);
	from = to = front.missing ? 0 : front.end;
	if (node)
		entry_span(&front, text, node, &from, &to);
	if (front.missing)
		buf_printf(&line, "---%s", end);
	buf_printf(&line, "%.*s:%s%.*s", STR_ARG(key), yaml.len ? " " : "",
		STR_ARG(yaml));
	if (node)
		buf_str(&line, comment_behind(text, from, node));
	buf_put(&line, end);
	if (front.missing)
		buf_printf(&line, "---%s%s", end, text.len ? end : "");
	splice(file, from, to, buf_slice(&line));
out:
	buf_clear(&line);
	doc_clear(&front.doc);
	return ok;
}

bool front_set(struct buf *file, struct str key, struct str value)
{
	struct buf yaml = {0};
	bool ok;

	if (value.len)
		front_scalar(&yaml, value);
	ok = front_set_raw(file, key, buf_slice(&yaml));
	buf_clear(&yaml);
	return ok;
}

bool front_set_list(struct buf *file, struct str key, const struct str *values,
	size_t count)
{
	struct buf yaml = {0};
	bool ok;
	size_t i;

	buf_byte(&yaml, '[');
	for (i = 0; i < count; i++) {
		if (i)
			buf_put(&yaml, ", ");
		front_scalar(&yaml, values[i]);
	}
	buf_byte(&yaml, ']');
	ok = front_set_raw(file, key, buf_slice(&yaml));
	buf_clear(&yaml);
	return ok;
}

/* A list of scalars whose last item can get a neighbour. */
static const struct yaml *last_item(const struct yaml *list)
{
	const struct yaml *item = list->first;

	while (item && item->next)
		item = item->next;
	return item;
}

static bool has_value(const struct yaml *node, struct str value)
{
	const struct yaml *item;

	if (node->type == YAML_SCALAR)
		return str_eq(node->text, value);
	for (item = node->first; item; item = item->next) {
		if (item->type == YAML_SCALAR && str_eq(item->text, value))
			return true;
	}
	return false;
}

/* One line more in a list written with a dash a line. */
static bool add_dash(struct buf *file, const struct front *front,
	const struct yaml *node, struct str yaml)
{
	struct str text = buf_slice(file);
	size_t from, to, first;
	struct buf line = {0};
	size_t dash;

	entry_span(front, text, node, &from, &to);
	if (!node->first)
		return false;
	first = line_start(text, node->first->line);
	dash = str_find(str_sub(text, first, text.len), '-');
	if (node->first->line == node->key_line ||
		str_trim(str_sub(text, first, first + dash)).len)
		return false;
	buf_str(&line, str_sub(text, first, first + dash));
	buf_printf(&line, "- %.*s%s", STR_ARG(yaml), newline_of(text));
	splice(file, to, to, buf_slice(&line));
	buf_clear(&line);
	return true;
}

static bool add_flow(struct buf *file, const struct yaml *node, struct str key,
	struct str value)
{
	struct str values[256];
	const struct yaml *item;
	size_t count = 0;

	for (item = node->type == YAML_LIST ? node->first : node; item;
		item = node->type == YAML_LIST ? item->next : NULL) {
		if (item->type != YAML_SCALAR || count == 255)
			return false;
		if (item->text.len)
			values[count++] = item->text;
	}
	values[count++] = value;
	return front_set_list(file, key, values, count);
}

bool front_add(struct buf *file, struct str key, struct str value)
{
	struct front front;
	const struct yaml *node;
	struct buf yaml = {0};
	bool ok = open_front(&front, file);

	front_scalar(&yaml, value);
	if (!ok)
		goto out;
	node = find_key(&front, key);
	if (!node)
		ok = front_set_list(file, key, &value, 1);
	else if (has_value(node, value))
		ok = true;
	else if (node->type == YAML_MAP)
		ok = false;
	else if (node->type != YAML_LIST || !last_item(node) ||
		!add_dash(file, &front, node, buf_slice(&yaml)))
		ok = add_flow(file, node, key, value);
out:
	buf_clear(&yaml);
	doc_clear(&front.doc);
	return ok;
}

/* One more before the bracket that ends a list on one line. */
static bool add_bracket(struct buf *file, const struct front *front,
	const struct yaml *node, struct str yaml)
{
	struct buf item = {0};
	size_t from, to;

	entry_span(front, buf_slice(file), node, &from, &to);
	while (to > from && strchr(" \r\n", file->data[to - 1]))
		to--;
	if (to == from || file->data[to - 1] != ']')
		return false;
	buf_printf(&item, ", %.*s", STR_ARG(yaml));
	splice(file, to - 1, to - 1, buf_slice(&item));
	buf_clear(&item);
	return true;
}

bool front_add_raw(struct buf *file, struct str key, struct str yaml)
{
	struct front front;
	const struct yaml *node;
	struct buf list = {0};
	bool ok = open_front(&front, file);

	node = ok ? find_key(&front, key) : NULL;
	buf_printf(&list, "[%.*s]", STR_ARG(yaml));
	if (ok && (!node || (!node->first && !node->text.len)))
		ok = front_set_raw(file, key, buf_slice(&list));
	else if (ok)
		ok = node->type == YAML_LIST &&
			(add_dash(file, &front, node, yaml) ||
				add_bracket(file, &front, node, yaml));
	buf_clear(&list);
	doc_clear(&front.doc);
	return ok;
}

bool front_remove(struct buf *file, struct str key)
{
	struct front front;
	const struct yaml *node;
	size_t from, to;
	bool ok = open_front(&front, file);

	node = ok ? find_key(&front, key) : NULL;
	if (node) {
		entry_span(&front, buf_slice(file), node, &from, &to);
		splice(file, from, to, (struct str){0});
	}
	doc_clear(&front.doc);
	return ok;
}

/* Where the node's value begins: columns are code points. */
static size_t node_start(struct str text, const struct yaml *node)
{
	size_t at = line_start(text, node->line);
	struct str rest = str_sub(text, at, text.len);
	int column;

	for (column = 1; column < node->column && rest.len; column++)
		utf8_next(&rest);
	return text.len - rest.len;
}

bool front_replace(struct buf *file, const struct yaml *node, struct str value)
{
	struct str text = buf_slice(file);
	size_t at = node_start(text, node);
	struct str rest = str_sub(text, at, text.len);
	struct buf out = {0};
	char quote = rest.len ? rest.data[0] : '\0';
	size_t skip = !node->plain && (quote == '"' || quote == '\'');
	bool ok = node->type == YAML_SCALAR && node->text.len > 0 &&
		str_eq(str_sub(rest, skip, skip + node->text.len),
			node->text) &&
		(!skip ||
			(rest.len > node->text.len + 1 &&
				rest.data[node->text.len + 1] == quote));

	if (!ok)
		return false;
	if (quote == '"' && skip) {
		buf_byte(&out, '"');
		front_escape(&out, value);
		buf_byte(&out, '"');
	} else {
		front_scalar(&out, value);
	}
	splice(file, at, at + node->text.len + 2 * skip, buf_slice(&out));
	buf_clear(&out);
	return true;
}
