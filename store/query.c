#include "store/query.h"

#include <string.h>

#include "base/utf8.h"

struct parser {
	struct query *query;
	const struct query_fields *fields;
	struct str text;
	size_t at;
	size_t leaves;
};

static struct query_node *parse_list(struct parser *p, int depth);

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
		c == '\v';
}

static char peek(const struct parser *p, size_t ahead)
{
	return p->at + ahead < p->text.len ? p->text.data[p->at + ahead] : '\0';
}

static bool at_end(const struct parser *p)
{
	return p->at >= p->text.len;
}

static void skip_blanks(struct parser *p)
{
	while (!at_end(p) && is_blank(p->text.data[p->at]))
		p->at++;
}

/* Where a run of plain characters ends: at a blank, quote, bracket or bar. */
static size_t run_end(const struct parser *p, size_t at)
{
	while (at < p->text.len && !is_blank(p->text.data[at]) &&
		!strchr("\"()|", p->text.data[at]))
		at++;
	return at;
}

/* The text up to the closing quote; false if there is none. */
static bool take_quoted(struct parser *p, struct str *text)
{
	struct str rest = str_sub(p->text, p->at + 1, p->text.len);
	size_t len = str_find(rest, '"');

	if (peek(p, 0) != '"' || len == rest.len)
		return false;
	*text = str_sub(rest, 0, len);
	p->at += len + 2;
	return true;
}

static struct query_node *new_node(struct parser *p, enum query_type type)
{
	struct query_node *node = arena_alloc(&p->query->arena, sizeof(*node));

	node->type = type;
	return node;
}

static struct query_node *new_leaf(
	struct parser *p, enum query_type type, struct str text)
{
	struct query_node *node;

	if (p->leaves >= QUERY_LEAVES) {
		p->query->cut = true;
		return NULL;
	}
	p->leaves++;
	node = new_node(p, type);
	node->text = text;
	return node;
}

/* --- filters --- */

/* The key before a colon at the current place; empty if there is none. */
static struct str see_key(const struct parser *p)
{
	size_t end = run_end(p, p->at);
	struct str run = str_sub(p->text, p->at, end);
	size_t colon = str_find(run, ':');
	size_t i;

	run.len = colon < run.len ? colon : 0;
	for (i = 0; i < run.len; i++) {
		unsigned char c = (unsigned char)run.data[i];
		bool letter = c >= 0x80 || (c >= 'a' && c <= 'z') ||
			(c >= 'A' && c <= 'Z');
		bool inner = (c >= '0' && c <= '9') || c == '_' || c == '-' ||
			c == '.';

		if (!letter && !(inner && i > 0))
			run.len = 0;
	}
	return run;
}

static enum query_op take_op(struct parser *p)
{
	static const struct {
		const char *text;
		enum query_op op;
	} ops[] = {{"<=", OP_LESS_IS}, {">=", OP_MORE_IS}, {"<", OP_LESS},
		{">", OP_MORE}, {"=", OP_IS}};
	struct str rest = str_sub(p->text, p->at, p->text.len);
	size_t i;

	for (i = 0; i < sizeof(ops) / sizeof(*ops); i++) {
		if (str_starts(rest, ops[i].text)) {
			p->at += strlen(ops[i].text);
			return ops[i].op;
		}
	}
	return OP_IS;
}

static bool take_value(struct parser *p, struct str *value)
{
	size_t end = p->at;

	if (peek(p, 0) == '"')
		return take_quoted(p, value);
	while (end < p->text.len && !is_blank(p->text.data[end]) &&
		!strchr(",\"()|", p->text.data[end]))
		end++;
	*value = str_sub(p->text, p->at, end);
	p->at = end;
	return true;
}

static void take_values(struct parser *p, struct query_node *node)
{
	struct str value;

	do {
		if (peek(p, 0) == ',')
			p->at++;
		if (!take_value(p, &value))
			break;
		if (value.len && node->value_count < QUERY_VALUES)
			node->values[node->value_count++] = value;
	} while (peek(p, 0) == ',');
}

/* What the name before a colon means; of a front-matter key also which. */
static enum query_key known_key(
	struct parser *p, struct str name, struct str *field)
{
	const struct query_name *own = query_name_of(name);
	const struct query_fields *fields = p->fields;

	if (own &&
		(!own->second || !fields ||
			!fields->find(name, true, field, fields->arg)))
		return own->key;
	if (!own && (!fields || !fields->find(name, false, field, fields->arg)))
		return KEY_NONE;
	/* A label of what is no ordinary field: "Status", "Språk". */
	own = query_name_of(*field);
	return own && !own->second ? own->key : KEY_FIELD;
}

/* A text key takes one value and is a word or phrase with a place. */
static struct query_node *text_leaf(
	struct parser *p, enum query_key key, size_t from)
{
	bool quoted = peek(p, 0) == '"';
	struct query_node *node;
	struct str value = {0};

	if (!quoted) {
		size_t end = run_end(p, p->at);

		value = str_sub(p->text, p->at, end);
		p->at = end;
	}
	if ((quoted && !take_quoted(p, &value)) || !value.len) {
		p->at = from;
		return NULL;
	}
	node = new_leaf(p, quoted ? QUERY_PHRASE : QUERY_WORD, value);
	if (!node)
		return NULL;
	node->key = key;
	node->last = !quoted && at_end(p);
	if (!quoted && value.len > 1 && str_ends(value, "*")) {
		node->prefix = true;
		node->text.len--;
	}
	return node;
}

/* key:value at the current place, or NULL when it is plain text. */
static struct query_node *take_filter(struct parser *p)
{
	struct str name = see_key(p);
	size_t from = p->at;
	struct str field = {0};
	struct query_node *node;
	enum query_key key;
	char after;

	after = peek(p, name.len + 1);
	if (!name.len || !after || is_blank(after))
		return NULL;
	key = known_key(p, name, &field);
	if (key == KEY_NONE) {
		p->query->unknown = name;
		return NULL;
	}
	p->at += name.len + 1;
	if (key <= KEY_BODY)
		return text_leaf(p, key, from);
	node = new_leaf(p, QUERY_FILTER, (struct str){0});
	if (!node)
		return NULL;
	node->key = key;
	node->name = name;
	node->field = arena_str(&p->query->arena, field);
	node->op = take_op(p);
	take_values(p, node);
	if (query_settle_values(node))
		return node;
	p->leaves--;
	p->query->senseless = str_sub(p->text, from, p->at);
	p->at = from;
	return NULL;
}

/* --- words, groups, operators --- */

static struct query_node *take_word(struct parser *p)
{
	size_t end = run_end(p, p->at);
	struct query_node *node;
	struct str text = str_sub(p->text, p->at, end);
	bool exact = false;

	if (end == p->at) {
		p->at++; /* a lone quote or bar: a blank */
		return NULL;
	}
	p->at = end;
	if (text.data[0] == '=' && text.len > 1) {
		exact = true;
		text = str_sub(text, 1, text.len);
	}
	node = new_leaf(p, QUERY_WORD, text);
	if (!node)
		return NULL;
	node->exact = exact;
	node->last = at_end(p);
	if (text.len > 1 && str_ends(text, "*")) {
		node->prefix = true;
		node->text.len--;
	}
	return node;
}

/* Takes the operator word if it stands here alone. */
static bool take_operator(struct parser *p, const char *word)
{
	size_t len = strlen(word);

	skip_blanks(p);
	if (!str_starts(str_sub(p->text, p->at, p->text.len), word))
		return false;
	if (word[0] != '|' && run_end(p, p->at) != p->at + len)
		return false;
	p->at += len;
	return true;
}

static struct query_node *take_one(struct parser *p, int depth)
{
	struct query_node *node;
	struct str text;

	if (peek(p, 0) == '(') {
		p->at++;
		if (depth >= QUERY_DEPTH)
			return NULL;
		node = parse_list(p, depth + 1);
		if (peek(p, 0) == ')')
			p->at++;
		return node;
	}
	if (take_quoted(p, &text))
		return text.len ? new_leaf(p, QUERY_PHRASE, text) : NULL;
	node = take_filter(p);
	if (node && node->type == QUERY_FILTER && node->key == KEY_SORT) {
		p->query->sort = node->values[0];
		return NULL;
	}
	return node ? node : take_word(p);
}

static bool take_minus(struct parser *p)
{
	char next = peek(p, 1);

	if (take_operator(p, "NOT")) {
		skip_blanks(p);
		return true;
	}
	if (peek(p, 0) != '-' || !next || is_blank(next) || next == '-' ||
		next == ')')
		return false;
	p->at++;
	return true;
}

/* NULL when nothing usable stands here; something has been skipped then. */
static struct query_node *parse_one(struct parser *p, int depth)
{
	struct query_node *node;
	bool negated;

	skip_blanks(p);
	while (take_operator(p, "AND") || take_operator(p, "OR") ||
		take_operator(p, "|"))
		skip_blanks(p);
	negated = take_minus(p);
	if (at_end(p) || peek(p, 0) == ')')
		return NULL;
	node = take_one(p, depth);
	if (node && negated)
		node->negated = !node->negated;
	return node;
}

static struct query_node *parse_either(struct parser *p, int depth)
{
	struct query_node *first = parse_one(p, depth);
	struct query_node *group = NULL;
	struct query_node *last = first;

	while (first && (take_operator(p, "OR") || take_operator(p, "|"))) {
		struct query_node *next = parse_one(p, depth);

		if (!next)
			continue;
		if (!group) {
			group = new_node(p, QUERY_OR);
			group->first = first;
		}
		last->next = next;
		last = next;
	}
	return group ? group : first;
}

/* Whether a filter gives values of which a note need only have one. */
static bool is_choice(const struct query_node *node)
{
	switch (node->key) {
	case KEY_IS:
	case KEY_HAS:
	case KEY_NO:
	case KEY_LINKS:
	case KEY_LINKED:
		return false;
	default:
		return node->type == QUERY_FILTER && !node->negated &&
			node->op == OP_IS;
	}
}

/* Add the values to those of an earlier filter with the same key. */
static bool merge_filter(struct query_node *list, const struct query_node *node)
{
	struct query_node *one;

	for (one = list; one && is_choice(node); one = one->next) {
		size_t i;

		if (!is_choice(one) || one->key != node->key ||
			!str_eq(one->field, node->field) ||
			one->value_count + node->value_count > QUERY_VALUES)
			continue;
		for (i = 0; i < node->value_count; i++)
			one->values[one->value_count++] = node->values[i];
		return true;
	}
	return false;
}

static struct query_node *parse_list(struct parser *p, int depth)
{
	struct query_node *list = new_node(p, QUERY_AND);
	struct query_node **tail = &list->first;

	for (skip_blanks(p); !at_end(p); skip_blanks(p)) {
		struct query_node *node;

		if (peek(p, 0) == ')') {
			if (depth > 0)
				break;
			p->at++;
			continue;
		}
		node = parse_either(p, depth);
		if (!node || merge_filter(list->first, node))
			continue;
		/* A group that is a plain list is no group. */
		*tail = node->type == QUERY_AND && !node->negated ? node->first
								  : node;
		while (*tail)
			tail = &(*tail)->next;
	}
	if (!list->first)
		return NULL;
	return depth > 0 && !list->first->next ? list->first : list;
}

static struct str cut_text(struct query *query, struct str text)
{
	size_t len = QUERY_BYTES;

	if (text.len <= QUERY_BYTES)
		return text;
	query->cut = true;
	while (len > 0 && ((unsigned char)text.data[len] & 0xC0) == 0x80)
		len--;
	return str_sub(text, 0, len);
}

void query_parse(
	struct query *query, struct str text, const struct query_fields *fields)
{
	struct parser p = {0};
	struct query_node *list;

	memset(query, 0, sizeof(*query));
	query->root.type = QUERY_AND;
	p.query = query;
	p.fields = fields;
	p.text = arena_str(&query->arena, cut_text(query, text));
	list = parse_list(&p, 0);
	if (list)
		query->root.first = list->first;
}

void query_clear(struct query *query)
{
	arena_clear(&query->arena);
	memset(query, 0, sizeof(*query));
}
