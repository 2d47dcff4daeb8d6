#include "content/doc.h"

#include <string.h>

#include "base/utf8.h"
#include "content/doc_private.h"
#include "content/markdown.h"

/* The file can be kept as it is; what is before `odd` is known to be fine. */
static bool is_sound(struct str file, size_t odd)
{
	struct str rest = str_sub(file, odd, file.len);

	return !str_starts(file, "\xEF\xBB\xBF") &&
		str_find(rest, '\r') == rest.len &&
		str_find(rest, '\0') == rest.len && utf8_valid(rest);
}

/* Returns doc_find_odd of the source. */
static size_t read_source(struct doc *doc, struct str file)
{
	size_t odd = doc_find_odd(file, 0);
	struct buf text = {0};

	if (file.len == 0) {
		doc->source = STR("");
		return 0;
	}
	if (odd == file.len || is_sound(file, odd)) {
		doc->source = arena_str(&doc->arena, file);
		return odd;
	}
	doc->replaced = utf8_repair(&text, file);
	doc->source = arena_str(&doc->arena, buf_slice(&text));
	buf_clear(&text);
	return doc_find_odd(doc->source, 0);
}

/* A line of exactly that text, perhaps with blanks after it. */
static bool is_fence(struct str line, const char *fence)
{
	struct str rest = str_sub(line, strlen(fence), line.len);

	return str_starts(line, fence) && str_trim(rest).len == 0;
}

static bool looks_like_key(struct str line)
{
	size_t colon = str_find(line, ':');

	return colon > 0 && colon < line.len && line.data[0] != '#' &&
		(colon + 1 == line.len || line.data[colon + 1] == ' ' ||
			line.data[colon + 1] == '\t');
}

/* Where the front matter ends when no line closes it. */
static size_t open_end(struct str source, size_t from)
{
	struct str rest = str_sub(source, from, source.len);
	struct str line;

	while (str_cut(&rest, '\n', &line)) {
		if (str_trim(line).len == 0 || str_starts(line, "# ")) {
			return (size_t)(line.data - source.data);
		}
	}
	return source.len;
}

static int count_lines(struct str text)
{
	int count = 0;
	size_t at;

	while ((at = str_find(text, '\n')) < text.len) {
		count++;
		text = str_sub(text, at + 1, text.len);
	}
	return count;
}

/* Parts the source; false when it has no front matter. */
static bool split(struct doc *doc, struct str *front, bool *open)
{
	struct str rest = doc->source;
	struct str first;
	struct str line;
	size_t from;
	bool keys = false;
	bool empty = true;

	if (!str_cut(&rest, '\n', &first) || !is_fence(first, "---")) {
		return false;
	}
	from = doc->source.len - rest.len;
	while (str_cut(&rest, '\n', &line)) {
		if (is_fence(line, "---") || is_fence(line, "...")) {
			/* Text between two rules is no front matter. */
			if (!keys && !empty) {
				return false;
			}
			*front = str_sub(doc->source, from,
				(size_t)(line.data - doc->source.data));
			doc->body = rest;
			*open = false;
			return true;
		}
		keys = keys || looks_like_key(line);
		line = str_trim(line);
		empty = empty && (line.len == 0 || line.data[0] == '#');
	}
	rest = str_sub(doc->source, from, doc->source.len);
	if (!str_cut(&rest, '\n', &line) || !looks_like_key(line)) {
		return false;
	}
	from = open_end(doc->source, (size_t)(line.data - doc->source.data));
	*front = str_sub(
		doc->source, (size_t)(line.data - doc->source.data), from);
	doc->body = str_sub(doc->source, from, doc->source.len);
	*open = true;
	return true;
}

static void read_front(struct doc *doc)
{
	struct yaml_input input = {.line = 2, .limits = &yaml_limits_front};
	size_t count;
	bool open;

	doc->body = doc->source;
	doc->body_line = 1;
	if (!split(doc, &input.text, &open)) {
		return;
	}
	if (doc->body.len > 0) {
		doc->body_line = 1 +
			count_lines(str_sub(doc->source, 0,
				(size_t)(doc->body.data - doc->source.data)));
	}
	if (open) {
		doc_warn_open(doc);
	}
	count = doc->problems.count;
	doc->front = yaml_parse(&input, &doc->arena, &doc->problems);
	doc->front_broken = doc->problems.count > count && !doc->front;
	if (doc->front && doc->front->type != YAML_MAP) {
		doc_warn_shape(doc, doc->front->line);
		doc->front_broken = true;
	}
	if (!doc->front || doc->front_broken) {
		doc->front = yaml_salvage(&input, &doc->arena);
	}
}

static struct node *empty_root(struct doc *doc)
{
	struct node *root = arena_alloc(&doc->arena, sizeof(*root));

	root->type = NODE_DOCUMENT;
	root->line = doc->body_line;
	root->index = -1;
	return root;
}

void doc_parse_front(struct doc *doc, struct str file)
{
	*doc = (struct doc){0};
	read_source(doc, file);
	read_front(doc);
	doc->root = empty_root(doc);
}

void doc_parse(struct doc *doc, struct str file)
{
	struct markdown_input input = {0};
	size_t odd;

	*doc = (struct doc){0};
	odd = read_source(doc, file);
	read_front(doc);
	if (str_trim(doc->body).len == 0) {
		doc->root = empty_root(doc);
	} else {
		input.text = doc->body;
		input.line = doc->body_line;
		input.deep_line = &doc->deep_line;
		doc->root = markdown_parse(&input, &doc->arena, &doc->bounded);
	}
	doc_collect(doc);
	doc_check(doc, file, odd);
}

void doc_clear(struct doc *doc)
{
	if (doc) {
		arena_clear(&doc->arena);
		*doc = (struct doc){0};
	}
}

struct str doc_field(const struct doc *doc, const char *key)
{
	return doc->front ? yaml_text(doc->front, key) : (struct str){0};
}
