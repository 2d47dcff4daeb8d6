#include <string.h>

#include "content/merge_private.h"

enum {
	ITEMS_MAX = 1000 /* of one list */
};

#define NONE UINT32_MAX

struct item {
	struct str text; /* "a" of [a, b]; or its lines from the dash on */
	const struct yaml *value;
	bool flow;
	size_t indent; /* of the dash */
};

/* A list as it is written. */
struct list {
	struct str head; /* "tags: [", or "tags:" and its line end */
	struct str tail; /* "]" and what follows */
	struct item *items;
	size_t count;
	bool flow;
	size_t indent;
};

/* The end of the entry at the start of `text`: its comma or bracket. */
static size_t flow_end(struct str text)
{
	char quote = '\0';
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (quote) {
			if (c == '\\' && quote == '"')
				i++;
			else if (c == quote)
				quote = '\0';
		} else if ((c == '"' || c == '\'') &&
			!str_trim(str_sub(text, 0, i)).len) {
			quote = c;
		} else if (strchr("[{}\n", c) && c) {
			return text.len;
		} else if (c == ',' || c == ']') {
			return i;
		}
	}
	return text.len;
}

static bool read_flow(
	struct list *list, const struct merge_part *part, size_t open)
{
	struct str rest = str_sub(part->text, open + 1, part->text.len);
	const struct yaml *value = part->value->first;
	size_t end;

	list->flow = true;
	list->head = str_sub(part->text, 0, open + 1);
	for (;; rest = str_sub(rest, end + 1, rest.len)) {
		struct str token;

		end = flow_end(rest);
		if (end == rest.len)
			return false;
		token = str_trim(str_sub(rest, 0, end));
		if (token.len) {
			if (!value || value->type != YAML_SCALAR ||
				list->count == ITEMS_MAX)
				return false;
			list->items[list->count++] = (struct item){
				.text = token, .value = value, .flow = true};
			value = value->next;
		}
		if (rest.data[end] == ']')
			break;
	}
	list->tail = str_sub(rest, end, rest.len);
	return !value;
}

static size_t indent_of(struct str line)
{
	size_t at = 0;

	while (at < line.len && line.data[at] == ' ')
		at++;
	return at;
}

static bool is_dash(struct str line, size_t indent)
{
	struct str rest = str_sub(merge_bare(line), indent, line.len);

	return indent_of(line) == indent &&
		(str_is(rest, "-") || str_starts(rest, "- "));
}

static bool read_block(struct list *list, const struct merge_part *part)
{
	struct str rest = part->text, line;
	const struct yaml *value = part->value->first;

	merge_line(&rest, &line);
	list->head = line;
	list->indent = indent_of(rest);
	while (merge_line(&rest, &line)) {
		struct item *item = &list->items[list->count];

		if (is_dash(line, list->indent)) {
			if (!value || list->count == ITEMS_MAX)
				return false;
			item->text = line;
			item->value = value;
			item->indent = list->indent;
			value = value->next;
			list->count++;
		} else if (list->count) {
			item[-1].text.len += line.len;
		} else if (str_trim(line).len) {
			return false;
		}
	}
	return !value && list->count;
}

/* What stands behind the colon on the first line. */
static struct str behind_key(const struct merge_part *part, size_t *at)
{
	struct str rest = part->text, line;

	merge_line(&rest, &line);
	*at = str_find(str_sub(line, part->key.len, line.len), ':') +
		part->key.len + 1;
	line = str_sub(line, *at, line.len);
	*at += indent_of(line);
	return str_trim(line);
}

/* False: it is no list, or one that lines cannot be taken out of. */
static bool read_list(
	struct list *list, const struct merge_part *part, struct arena *arena)
{
	size_t at;
	struct str text;

	*list = (struct list){0};
	if (!part)
		return true;
	if (part->text.len == 0 || part->text.data[part->text.len - 1] != '\n')
		return false;
	text = behind_key(part, &at);
	if (part->value->type == YAML_SCALAR && part->value->plain &&
		!part->value->text.len) {
		list->head = part->text;
		return !text.len;
	}
	if (part->value->type != YAML_LIST)
		return false;
	list->items =
		arena_alloc(arena, (ITEMS_MAX + 1) * sizeof(*list->items));
	if (text.len && text.data[0] == '[')
		return read_flow(list, part, at);
	return (!text.len || text.data[0] == '#') && read_block(list, part);
}

/* Numbers for the different values of all three lists. */
struct values {
	const struct yaml **known;
	size_t count;
};

static uint32_t number(struct values *values, const struct yaml *value)
{
	uint32_t i;

	for (i = 0; i < values->count; i++)
		if (merge_same_value(values->known[i], value))
			return i;
	values->known[values->count++] = value;
	return i;
}

static bool has(const struct merge_order *side, uint32_t id)
{
	size_t i;

	for (i = 0; i < side->count; i++)
		if (side->ids[i] == id)
			return true;
	return false;
}

static void number_list(struct values *values, const struct list *list,
	struct merge_order *order, struct arena *arena)
{
	uint32_t *ids = arena_alloc(arena, (list->count + 1) * sizeof(*ids));
	size_t i;

	order->ids = ids;
	for (i = 0; i < list->count; i++) {
		uint32_t id = number(values, list->items[i].value);

		if (!has(order, id))
			ids[order->count++] = id;
	}
}

/* Whether the numbers that both have come in the same order. */
static bool same_order(const struct merge_order *a, const struct merge_order *b)
{
	size_t i, k = 0;

	for (i = 0; i < a->count; i++) {
		if (!has(b, a->ids[i]))
			continue;
		while (k < b->count && !has(a, b->ids[k]))
			k++;
		if (k == b->count || b->ids[k++] != a->ids[i])
			return false;
	}
	return true;
}

size_t merge_order(const struct merge_order sides[SIDES], uint32_t *out)
{
	bool moved = same_order(&sides[SIDE_BASE], &sides[SIDE_PUBLISHED]) &&
		!same_order(&sides[SIDE_BASE], &sides[SIDE_MINE]);
	const struct merge_order *first =
		&sides[moved ? SIDE_MINE : SIDE_PUBLISHED];
	const struct merge_order *other =
		&sides[moved ? SIDE_PUBLISHED : SIDE_MINE];
	size_t count = first->count, at = 0, i, k;

	if (count)
		memcpy(out, first->ids, count * sizeof(*out));
	for (i = 0; i < other->count; i++) {
		uint32_t id = other->ids[i];

		for (k = 0; k < count && out[k] != id; k++)
			;
		if (k == count) {
			/* The first one's additions there come first. */
			while (at < count && !has(other, out[at]) &&
				!has(&sides[SIDE_BASE], out[at]))
				at++;
			memmove(out + at + 1, out + at,
				(count - at) * sizeof(*out));
			out[at] = id;
			count++;
			k = at;
		}
		at = k + 1;
	}
	return count;
}

/* Both took out an entry with keys and put in another: was it the same one? */
static bool is_replaced_twice(
	const struct values *values, const struct merge_order sides[SIDES])
{
	const struct merge_order *base = &sides[SIDE_BASE];
	bool gone = false, published = false, mine = false;
	uint32_t i;

	for (i = 0; i < values->count; i++) {
		bool a = has(&sides[SIDE_PUBLISHED], i);
		bool b = has(&sides[SIDE_MINE], i);

		if (values->known[i]->type == YAML_SCALAR)
			continue;
		if (has(base, i))
			gone = gone || (!a && !b);
		else if (a != b) {
			published = published || a;
			mine = mine || b;
		}
	}
	return gone && published && mine;
}

static const struct item *find_item(
	const struct list *list, const struct yaml *value)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (merge_same_value(list->items[i].value, value))
			return &list->items[i];
	return NULL;
}

static void put_block(struct buf *out, const struct item *item, size_t indent)
{
	struct str rest = item->text, line;

	if (item->flow) {
		buf_fill(out, ' ', indent);
		buf_put(out, "- ");
		buf_str(out, item->text);
		buf_byte(out, '\n');
		return;
	}
	while (merge_line(&rest, &line)) {
		size_t cut = indent_of(line);

		cut = cut < item->indent ? cut : item->indent;
		if (str_trim(line).len)
			buf_fill(out, ' ', indent);
		buf_str(out, str_sub(line, cut, line.len));
	}
}

/* What is left of "tags: [" when its entries go below it. */
static void put_head(
	struct buf *out, const struct merge_part *part, const struct list *list)
{
	size_t at;

	if (!list->flow) {
		buf_str(out, list->head);
		return;
	}
	(void)behind_key(part, &at);
	buf_str(out, str_trim(str_sub(part->text, 0, at)));
	buf_str(out, str_sub(list->tail, 1, list->tail.len));
}

static void put_list(struct buf *out, const struct merge_part *part,
	const struct list *form, const struct item *const *items)
{
	bool flow = form->flow;
	size_t i;

	for (i = 0; items[i]; i++)
		flow = flow && items[i]->flow;
	if (flow) {
		buf_str(out, form->head);
		for (i = 0; items[i]; i++) {
			buf_put(out, i ? ", " : "");
			buf_str(out, items[i]->text);
		}
		buf_str(out, form->tail);
		return;
	}
	put_head(out, part, form);
	for (i = 0; items[i]; i++)
		put_block(out, items[i],
			form->flow || !form->count ? 2 : form->indent);
}

/* In the published one's form, or in mine when that is empty. */
static void write_union(const struct merge_part *const parts[SIDES],
	const struct list lists[SIDES], const struct item *const *items,
	struct buf *out)
{
	bool published =
		lists[SIDE_PUBLISHED].count || lists[SIDE_PUBLISHED].flow;
	enum merge_side side = published ? SIDE_PUBLISHED : SIDE_MINE;

	if (!items[0] && !lists[side].flow)
		buf_printf(out, "%.*s []\n",
			STR_ARG(str_sub(parts[side]->text, 0,
				str_find(parts[side]->text, ':') + 1)));
	else
		put_list(out, parts[side], &lists[side], items);
}

bool merge_list(const struct merge_part *const parts[SIDES], struct buf *out,
	struct arena *arena)
{
	struct list lists[SIDES];
	struct merge_order sides[SIDES] = {{0}};
	struct values values = {0};
	const struct item **items;
	uint32_t *ids;
	size_t count, total = 0, kept = 0, i;

	for (i = 0; i < SIDES; i++) {
		if (!read_list(&lists[i], parts[i], arena) ||
			(parts[i] &&
				!merge_same_comments(
					parts[SIDE_PUBLISHED], parts[i])))
			return false;
		total += lists[i].count;
	}
	values.known = arena_alloc(arena, (total + 1) * sizeof(*values.known));
	ids = arena_alloc(arena, (total + 1) * sizeof(*ids));
	items = arena_alloc(arena, (total + 1) * sizeof(struct item *));
	for (i = 0; i < SIDES; i++)
		number_list(&values, &lists[i], &sides[i], arena);
	if (is_replaced_twice(&values, sides))
		return false;
	count = merge_order(sides, ids);
	for (i = 0; i < count; i++) {
		bool published = has(&sides[SIDE_PUBLISHED], ids[i]);
		bool mine = has(&sides[SIDE_MINE], ids[i]);

		if (has(&sides[SIDE_BASE], ids[i]) && !(published && mine))
			continue;
		items[kept++] = find_item(
			&lists[published ? SIDE_PUBLISHED : SIDE_MINE],
			values.known[ids[i]]);
	}
	write_union(parts, lists, items, out);
	return true;
}
