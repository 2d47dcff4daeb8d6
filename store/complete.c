#include "store/complete_private.h"

#include <string.h>

#include "base/utf8.h"
#include "store/facet_table.h"
#include "store/name.h"
#include "store/words.h"

enum {
	LIMIT = 10,
	LIMIT_MAX = 100,
	KEYS_FIRST = 3
};

bool complete_fits(const struct completer *c, struct str text)
{
	struct buf folded = {0};
	bool fits;

	name_norm(&folded, text);
	fits = folded.len >= c->folded.len &&
		memcmp(buf_text(&folded), buf_text(&c->folded),
			c->folded.len) == 0;
	buf_clear(&folded);
	return fits;
}

static bool has_insert(const struct completer *c, struct str insert)
{
	size_t i;

	for (i = 0; i < c->out->count; i++) {
		if (str_eq(c->out->items[i].insert, insert))
			return true;
	}
	return false;
}

struct store_completion *complete_offer(struct completer *c,
	enum store_completion_type type, struct str insert, const char *end)
{
	bool quote = type == COMPLETION_TITLE ||
		(type == COMPLETION_VALUE &&
			str_find(insert, ' ') < insert.len);
	struct store_completion *one;
	struct buf text = {0};

	if (c->out->count == c->limit || !insert.len ||
		str_find(insert, '"') < insert.len)
		return NULL;
	buf_put(&text, quote ? "\"" : "");
	buf_str(&text, insert);
	buf_put(&text, quote ? "\"" : "");
	buf_put(&text, end);
	if (has_insert(c, buf_slice(&text))) {
		buf_clear(&text);
		return NULL;
	}
	one = &c->out->items[c->out->count++];
	memset(one, 0, sizeof(*one));
	one->type = type;
	one->insert = arena_str(&c->out->arena, buf_slice(&text));
	one->from = c->from;
	one->to = c->to;
	buf_clear(&text);
	return one;
}

/* --- the text at the cursor --- */

struct place {
	size_t start; /* of the token at the cursor, after '-' */
	size_t plain; /* of the plain words before it, itself included */
	bool quoted; /* the token is in an open quote */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A token begins after a blank, bracket or bar outside quotes. */
static struct place find_place(struct str text, size_t cursor)
{
	struct place place = {0};
	bool special = false;
	size_t i;

	for (i = 0; i < cursor; i++) {
		char c = text.data[i];

		if (c == '"') {
			place.quoted = !place.quoted;
			special = true;
			/* The token of key:"… began at its key. */
			if (place.quoted &&
				(i == 0 || is_blank(text.data[i - 1])))
				place.start = i;
			continue;
		}
		special |= strchr(":()|", c) != NULL;
		if (place.quoted || !(is_blank(c) || strchr("()|", c)))
			continue;
		place.start = i + 1;
		if (special) {
			place.plain = i + 1;
			special = false;
		}
	}
	if (special)
		place.plain = place.start;
	if (place.start < cursor && text.data[place.start] == '-' &&
		!place.quoted)
		place.plain = ++place.start;
	return place;
}

static size_t token_end(struct str text, size_t cursor)
{
	while (cursor < text.len && !is_blank(text.data[cursor]) &&
		!strchr("()|\",", text.data[cursor]))
		cursor++;
	return cursor;
}

static void take_part(struct completer *c, size_t from, size_t cursor)
{
	struct str text = c->typed->text;

	c->from = from;
	c->part = str_sub(text, from, cursor);
	if (c->part.len && c->part.data[0] == '"') {
		c->quoted = true;
		c->part = str_sub(c->part, 1, c->part.len);
		while (c->to < text.len && text.data[c->to] != '"' &&
			!is_blank(text.data[c->to]))
			c->to++;
		if (c->to < text.len && text.data[c->to] == '"')
			c->to++;
	}
	buf_cut(&c->folded, 0);
	name_norm(&c->folded, c->part);
}

/* The value at the cursor: after the key, commas, an operator, two dots. */
static size_t value_start(struct str text, size_t from, size_t cursor)
{
	bool quoted = false;
	size_t start = from;
	size_t i;

	for (i = from; i < cursor; i++) {
		if (text.data[i] == '"')
			quoted = !quoted;
		else if (!quoted &&
			(text.data[i] == ',' ||
				(i > from && text.data[i] == '.' &&
					text.data[i - 1] == '.')))
			start = i + 1;
	}
	while (start < cursor && strchr("<>=", text.data[start]))
		start++;
	return start;
}

/* What stands before the colon as a key; KEY_NONE for none. */
static enum query_key key_at(
	struct completer *c, struct str name, struct str *field)
{
	const struct query_name *own = query_name_of(name);

	if (own &&
		(!own->second || !front_find(c->store, name, field) ||
			!str_eq(*field, name)))
		return own->key;
	if (!own && !label_key(c->store, name, field))
		return KEY_NONE;
	own = query_name_of(label_meant(&c->store->labels, *field));
	return own && !own->second ? own->key : KEY_FIELD;
}

/* Whole words that are no syntax: titles begin with them. */
static bool plain_titles(
	struct completer *c, const struct place *place, size_t cursor)
{
	struct str text = str_sub(c->typed->text, place->plain, cursor);

	if (place->quoted || str_trim(text).len < 2)
		return true;
	return complete_titles(c, text, place->plain, c->limit);
}

/* The last word of a phrase that is not closed yet. */
static void take_in_quotes(struct completer *c, size_t from, size_t cursor)
{
	size_t at = cursor;

	while (at > from && !is_blank(c->typed->text.data[at - 1]) &&
		c->typed->text.data[at - 1] != '"')
		at--;
	take_part(c, at, cursor);
	c->quoted = true;
}

static bool complete_plain(
	struct completer *c, const struct place *place, size_t cursor)
{
	size_t room = c->limit;
	size_t limit = c->limit;
	bool ok;

	if (place->quoted)
		take_in_quotes(c, place->start, cursor);
	else
		take_part(c, place->start, cursor);
	if (!c->part.len) {
		if (!c->quoted)
			complete_keys(c, room);
		return true;
	}
	if (!c->quoted)
		complete_keys(c, KEYS_FIRST);
	/* Room for titles, if there are any. */
	c->limit = limit > 4 ? limit - limit / 3 : limit;
	ok = complete_words(c, c->limit);
	c->limit = limit;
	ok = ok && plain_titles(c, place, cursor);
	if (ok && !c->quoted)
		complete_keys(c, room);
	return ok;
}

static bool complete(struct completer *c)
{
	struct str text = c->typed->text;
	size_t cursor =
		c->typed->cursor < text.len ? c->typed->cursor : text.len;
	struct place place = find_place(text, cursor);
	struct str token = str_sub(text, place.start, cursor);
	size_t colon = str_find(token, ':');
	struct str field = {0};
	enum query_key key = KEY_NONE;

	c->to = token_end(text, cursor);
	if (token.len && token.data[0] != '"' && colon < token.len)
		key = key_at(c, str_sub(token, 0, colon), &field);
	if (key == KEY_NONE)
		return complete_plain(c, &place, cursor);
	take_part(
		c, value_start(text, place.start + colon + 1, cursor), cursor);
	if (key <= KEY_BODY)
		return complete_words(c, c->limit);
	return complete_values(c, key, field);
}

bool store_complete(struct store *store, const struct store_typed *typed,
	struct store_completions *completions, struct error *err)
{
	struct completer c = {0};
	bool own;
	bool ok;

	memset(completions, 0, sizeof(*completions));
	if (!db_read_begin(store, &own, err))
		return false;
	c.store = store;
	c.typed = typed;
	c.out = completions;
	c.err = err;
	c.limit = typed->limit ? typed->limit : LIMIT;
	if (c.limit > LIMIT_MAX)
		c.limit = LIMIT_MAX;
	completions->items = arena_alloc(
		&completions->arena, c.limit * sizeof(*completions->items));
	ok = words_warm(store, err) && front_read(store, err) &&
		(typed->text.len > QUERY_BYTES || complete(&c));
	db_read_end(store, own);
	buf_clear(&c.folded);
	if (!ok)
		store_completions_clear(completions);
	return ok;
}

void store_completions_clear(struct store_completions *completions)
{
	arena_clear(&completions->arena);
	memset(completions, 0, sizeof(*completions));
}
