/* A note's front matter as a list of values. */

#include <string.h>

#include "base/buf.h"
#include "content/schema.h"
#include "content/schema_private.h"

enum {
	NAMES = 16, /* joined keys remembered */
	KEY_MOST = 512 /* of a joined key, bytes */
};

/* "changes" and "title" joined to "changes.title": the same for each item. */
struct name {
	const char *prefix; /* data of the key in front */
	struct str key;
	struct str joined;
};

struct lister {
	const struct kind *kind;
	struct doc *doc;
	bool judge;
	struct values *values;
	struct name names[NAMES];
	size_t next_name;
	bool *has; /* by number of the kind's field */
	struct str status; /* first value of that role */
	size_t status_at; /* its number + 1 */
	struct str key; /* of the entry that is being listed */
	const struct yaml *draft; /* "draft: true", or NULL */
};

static struct value *add(struct lister *l)
{
	struct values *list = l->values;

	if (list->count == list->cap) {
		size_t cap = 2 * list->cap;
		struct value *items =
			arena_alloc(&l->doc->arena, cap * sizeof(*items));

		memcpy(items, list->items, list->count * sizeof(*items));
		list->items = items;
		list->cap = cap;
	}
	return &list->items[list->count++];
}

static struct str join(struct lister *l, struct str prefix, struct str key)
{
	struct buf out = {0};
	struct name *name;

	/* A huge key must not be copied for each of a thousand parts. */
	if (prefix.len + 1 + key.len > KEY_MOST) {
		return prefix;
	}
	for (size_t i = 0; i < NAMES; i++) {
		name = &l->names[i];
		if (name->prefix == prefix.data && str_eq(name->key, key)) {
			return name->joined;
		}
	}
	name = &l->names[l->next_name++ % NAMES];
	buf_str(&out, prefix);
	buf_byte(&out, '.');
	buf_str(&out, key);
	name->prefix = prefix.data;
	name->key = key;
	name->joined = arena_str(&l->doc->arena, buf_slice(&out));
	buf_clear(&out);
	return name->joined;
}

/*
 * All scalars at and below `node`, depth first. The tree is at most 16 deep
 * (content/yaml.h), so this may call itself.
 */
static void add_plain(
	struct lister *l, struct str key, const struct yaml *node, int item)
{
	struct value *value;
	int number = 0;

	switch (node->type) {
	case YAML_SCALAR:
		if (schema_is_empty(node)) {
			return;
		}
		value = add(l);
		*value = (struct value){.key = key,
			.text = node->text,
			.type = TYPE_STRING,
			.item = item,
			.line = node->line};
		return;
	case YAML_LIST:
		for (const struct yaml *at = node->first; at; at = at->next) {
			add_plain(l, key, at, number++);
		}
		return;
	case YAML_MAP:
		for (const struct yaml *at = node->first; at; at = at->next) {
			add_plain(l, join(l, key, at->key), at, item);
		}
		return;
	}
}

/* "[[id|text]]" as people write links in texts: the id. */
static struct str link_id(struct lister *l, struct str text)
{
	if (!str_starts(text, "[[") || !str_ends(text, "]]")) {
		return text;
	}
	text = str_sub(text, 2, text.len - 2);
	text = str_trim(str_sub(text, 0, str_find(text, '|')));
	return arena_str(&l->doc->arena, text);
}

/* What goes with a value besides its text. */
static void fill(struct lister *l, const struct schema_field *field,
	const struct yaml *node, struct value *value)
{
	switch (field->type) {
	case TYPE_DATE:
	case TYPE_DATETIME:
		date_parse_prefix(value->text, &value->date);
		break;
	case TYPE_DATED:
		date_parse_prefix(value->text, &value->date);
		value->event = yaml_text(node, "event");
		value->scope = yaml_text(node, "scope");
		value->source = yaml_text(node, "source");
		value->expected =
			str_is(yaml_text(node, "certainty"), "expected");
		break;
	case TYPE_LINK:
		value->text = link_id(l, value->text);
		break;
	case TYPE_STRING:
	case TYPE_TEXT:
	case TYPE_ENUM:
	case TYPE_URL:
	case TYPE_EMAIL:
	case TYPE_IDENTIFIER:
	case TYPE_INT:
	case TYPE_BOOL:
	case TYPE_CONTACT:
		break;
	}
}

/* The text of a mapping that is one value: a date, or whom to ask. */
static struct str main_text(
	const struct schema_field *field, const struct yaml *node)
{
	static const char *const contact[] = {"name", "role", "email", "phone"};
	struct str text = {0};

	if (node->type == YAML_SCALAR) {
		return node->text;
	}
	if (field->type == TYPE_DATED) {
		return yaml_text(node, "date");
	}
	for (size_t i = 0; i < 4 && text.len == 0; i++) {
		text = yaml_text(node, contact[i]);
	}
	return text;
}

static void add_value(struct lister *l, const struct schema_field *field,
	const struct yaml *node, int item)
{
	struct value *value = add(l);

	*value = (struct value){.key = l->key,
		.text = main_text(field, node),
		.role = field->role,
		.type = field->type,
		.item = item,
		.line = node->line};
	fill(l, field, node, value);
	if (field->role == ROLE_STATUS && l->status_at == 0) {
		l->status = value->text;
		l->status_at = l->values->count;
	}
	if (l->judge) {
		schema_judge_value(l->doc, field, node);
	}
}

/* "tags: a, b" is what many people write for [a, b]. */
static void add_words(struct lister *l, const struct schema_field *field,
	const struct yaml *node, int *item)
{
	struct str rest = node->text;
	struct str word;

	while (str_cut(&rest, ',', &word)) {
		struct yaml one = *node;

		one.text = arena_str(&l->doc->arena, str_trim(word));
		if (one.text.len > 0) {
			add_value(l, field, &one, (*item)++);
		}
	}
}

/* A mapping that is a value, and its parts. */
static void add_mapping(struct lister *l, const struct schema_field *field,
	const struct yaml *node, int item)
{
	bool whole = field->type == TYPE_DATED || field->type == TYPE_CONTACT;

	if (whole && main_text(field, node).len > 0) {
		add_value(l, field, node, item);
	} else if (l->judge) {
		schema_judge_value(l->doc, field, node);
	}
	for (const struct yaml *at = node->first; at; at = at->next) {
		if (field->type != TYPE_DATED || !str_is(at->key, "date")) {
			add_plain(l, join(l, l->key, at->key), at, item);
		}
	}
}

static void add_field(struct lister *l, const struct schema_field *field,
	const struct yaml *node, int *item)
{
	switch (node->type) {
	case YAML_SCALAR:
		if (schema_is_empty(node)) {
			return;
		}
		if (field->role == ROLE_TAGS && field->many &&
			node->key.len > 0 &&
			str_find(node->text, ',') < node->text.len) {
			add_words(l, field, node, item);
		} else {
			add_value(l, field, node, (*item)++);
		}
		return;
	case YAML_LIST:
		/* [[id]] without quotes is a list in a list. */
		for (const struct yaml *at = node->first; at; at = at->next) {
			add_field(l, field, at, item);
		}
		return;
	case YAML_MAP:
		add_mapping(l, field, node, (*item)++);
		return;
	}
}

/*
 * "draft: true" is the status draft, whatever the status says: nobody is
 * surprised by a draft that stays one, but by one that is published.
 */
static void add_draft(struct lister *l)
{
	const struct schema_field *field = kind_role(l->kind, ROLE_STATUS);
	struct value *before = NULL;
	struct value *value;
	struct str key = field ? field->key : STR("status");

	if (!l->draft || str_is(l->status, "draft")) {
		return;
	}
	if (l->status_at > 0) {
		before = &l->values->items[l->status_at - 1];
		before->role = ROLE_NONE;
		if (l->judge) {
			schema_judge_draft(l->doc, l->draft);
		}
	}
	key = before ? before->key : arena_str(&l->doc->arena, key);
	value = add(l);
	*value = (struct value){.key = key,
		.text = STR("draft"),
		.role = ROLE_STATUS,
		.type = field ? field->type : TYPE_STRING,
		.line = l->draft->line};
	l->status = value->text;
	if (field) {
		l->has[field - l->kind->fields] = true;
	}
}

static void list_all(struct lister *l, const struct yaml *front)
{
	for (const struct yaml *at = front->first; at; at = at->next) {
		const struct schema_field *field = kind_field(l->kind, at->key);
		int item = 0;

		if (!field) {
			add_plain(l, at->key, at, 0);
			continue;
		}
		l->key = at->key;
		add_field(l, field, at, &item);
		l->has[field - l->kind->fields] = item > 0;
		if (l->judge && !field->many && item > 1) {
			schema_judge_many(l->doc, field, at);
		}
		if (str_is(at->key, "draft") &&
			yaml_bool(front, "draft", false)) {
			l->draft = at;
		}
	}
	add_draft(l);
}

/* As many values as there can be, but for words split at commas. */
static size_t count_nodes(const struct yaml *node)
{
	size_t count = 1;

	for (const struct yaml *at = node->first; at; at = at->next) {
		count += at->first ? count_nodes(at) : 1;
	}
	return count;
}

void schema_values(const struct kind *kind, struct doc *doc, bool judge,
	struct values *values)
{
	struct schema_field fields[SCHEMA_COMMON];
	struct kind everybody = {.fields = fields};
	bool known = kind != NULL;
	struct lister l = {.doc = doc, .judge = judge, .values = values};

	*values = (struct values){0};
	if (!known) {
		everybody.field_count =
			schema_common_fields(NULL, false, fields);
		kind = &everybody;
	}
	l.kind = kind;
	l.has = arena_alloc(&doc->arena, kind->field_count + 1);
	if (doc->front && doc->front->type == YAML_MAP) {
		values->cap = count_nodes(doc->front) + 1;
		values->items = arena_alloc(
			&doc->arena, values->cap * sizeof(*values->items));
		list_all(&l, doc->front);
	}
	if (judge) {
		schema_judge_note(known ? kind : NULL, doc, l.has, l.status);
	}
}
