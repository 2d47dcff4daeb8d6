#include <string.h>

#include "content/merge_private.h"

static bool is_fence(struct str line, const char *fence)
{
	return str_starts(line, fence) &&
		str_trim(str_sub(line, strlen(fence), line.len)).len == 0;
}

/* A line that begins an entry of a mapping at the left margin. */
static bool begins_key(struct str line)
{
	char first = line.len ? line.data[0] : '\0';

	return first && !strchr(" \t\r\n#-]}", first) &&
		str_find(line, ':') < line.len;
}

/*
 * Neither value nor key: it goes with what comes after it. Indented comments
 * may be lines of a text, so they stay with what is before them.
 */
static bool is_between(struct str line)
{
	return !str_trim(line).len || line.data[0] == '#';
}

static struct str span(const char *from, const char *to)
{
	return (struct str){from, (size_t)(to - from)};
}

/* The lines between two "---", without judging them. */
static bool split(struct merge_front *front, struct str file)
{
	struct str rest = file, line;
	const char *inside;

	if (str_starts(file, "\xEF\xBB\xBF"))
		rest = str_sub(file, 3, file.len);
	if (!merge_line(&rest, &line) || !is_fence(line, "---"))
		return false;
	front->open = span(file.data, rest.data);
	inside = rest.data;
	while (merge_line(&rest, &line)) {
		if (!is_fence(line, "---") && !is_fence(line, "..."))
			continue;
		front->inside = span(inside, line.data);
		front->close = line;
		front->body = rest;
		return true;
	}
	return false;
}

/* The end of the entry that begins with the first line of `rest`. */
static struct str take_entry(struct str *rest)
{
	const char *start = rest->data, *end;
	struct str line, ahead;

	merge_line(rest, &line);
	end = rest->data;
	ahead = *rest;
	/* Comments and empty lines belong to it only if it goes on below. */
	while (merge_line(&ahead, &line) && !begins_key(line)) {
		if (!is_between(line))
			end = line.data + line.len;
	}
	*rest = span(end, rest->data + rest->len);
	return span(start, end);
}

static size_t count_keys(struct str inside)
{
	size_t count = 0;
	struct str line;

	while (merge_line(&inside, &line))
		count += begins_key(line);
	return count;
}

/* The parts by their lines; the keys come from the parser. */
static bool read_parts(
	struct merge_front *front, const struct yaml *map, struct arena *arena)
{
	struct str rest = front->inside, line, ahead;
	const struct yaml *entry = map ? map->first : NULL;
	const char *lead = rest.data;
	size_t room = count_keys(front->inside);

	front->parts = arena_alloc(arena, (room + 1) * sizeof(*front->parts));
	while (rest.len) {
		struct merge_part *part = &front->parts[front->count];

		ahead = rest;
		merge_line(&ahead, &line);
		if (is_between(line)) {
			rest = ahead;
			continue;
		}
		if (!begins_key(line) || !entry || !entry->key.len ||
			front->count >= room)
			return false;
		part->lead = span(lead, line.data);
		part->text = take_entry(&rest);
		part->key = entry->key;
		part->value = entry;
		/* What the parser calls the key must be what is written. */
		if (str_find_text(part->text, entry->key.data) > 1)
			return false;
		entry = entry->next;
		front->count++;
		lead = rest.data;
	}
	front->tail = span(lead, rest.data);
	return !entry;
}

bool merge_front_read(
	struct merge_front *front, struct str file, struct arena *arena)
{
	struct yaml_input input = {.line = 2, .limits = &yaml_limits_front};
	struct problems problems = {0};
	const struct yaml *map;
	bool ok = false;

	*front = (struct merge_front){.body = file};
	if (!split(front, file))
		return false;
	input.text = front->inside;
	map = yaml_parse(&input, arena, &problems);
	if (!problems.count && (!map || map->type == YAML_MAP))
		ok = read_parts(front, map, arena);
	return ok;
}

const struct merge_part *merge_front_find(
	const struct merge_front *front, struct str key)
{
	size_t i;

	for (i = 0; i < front->count; i++)
		if (str_eq(front->parts[i].key, key))
			return &front->parts[i];
	return NULL;
}

bool merge_same_lines(struct str a, struct str b)
{
	struct str x, y;

	while (a.len && b.len) {
		merge_line(&a, &x);
		merge_line(&b, &y);
		if (!str_eq(merge_bare(x), merge_bare(y)))
			return false;
	}
	return !a.len && !b.len;
}

/* Of what may be a comment; text in quotes that looks like one counts too. */
static void put_comments(struct buf *out, struct str text)
{
	struct str line;

	while (merge_line(&text, &line)) {
		size_t at = str_find_text(line, " #");

		if (line.data[0] == '#')
			at = 0;
		line = merge_bare(str_sub(line, at, line.len));
		if (line.len) {
			buf_str(out, line);
			buf_byte(out, '\n');
		}
	}
}

bool merge_same_comments(const struct merge_part *a, const struct merge_part *b)
{
	struct buf x = {0}, y = {0};
	bool same;

	put_comments(&x, a->text);
	put_comments(&y, b->text);
	same = str_eq(buf_slice(&x), buf_slice(&y));
	buf_clear(&x);
	buf_clear(&y);
	return same;
}

static const struct yaml *find_entry(const struct yaml *map, struct str key)
{
	const struct yaml *entry;

	for (entry = map->first; entry; entry = entry->next)
		if (str_eq(entry->key, key))
			return entry;
	return NULL;
}

/* Without quotes these are no value at all. */
static bool is_nothing(struct str text)
{
	return !text.len || str_is(text, "~") ||
		str_eq_nocase(text, STR("null"));
}

bool merge_same_value(const struct yaml *a, const struct yaml *b)
{
	const struct yaml *x, *y;
	size_t count = 0;

	if (!a || !b || a->type != b->type)
		return a == b;
	if (a->type == YAML_SCALAR)
		return str_eq(a->text, b->text) &&
			(a->plain == b->plain || !is_nothing(a->text));
	if (a->type == YAML_MAP) {
		for (x = a->first; x; x = x->next, count++) {
			y = find_entry(b, x->key);
			if (!y || !merge_same_value(x, y))
				return false;
		}
		for (y = b->first; y; y = y->next)
			count--;
		return !count;
	}
	for (x = a->first, y = b->first; x && y; x = x->next, y = y->next)
		if (!merge_same_value(x, y))
			return false;
	return !x && !y;
}
