/* fyr.yaml: kinds and fields. */

#include <limits.h>

#include "base/i18n.h"
#include "content/schema.h"
#include "content/schema_private.h"

enum {
	KINDS = 200,
	FIELDS = 200, /* of a kind, and common ones */
	COLUMNS = 20
};

static const char *const type_names[] = {
	[TYPE_STRING] = "string",
	[TYPE_TEXT] = "text",
	[TYPE_ENUM] = "enum",
	[TYPE_DATE] = "date",
	[TYPE_DATETIME] = "datetime",
	[TYPE_DATED] = "dated",
	[TYPE_LINK] = "link",
	[TYPE_URL] = "url",
	[TYPE_EMAIL] = "email",
	[TYPE_IDENTIFIER] = "identifier",
	[TYPE_INT] = "int",
	[TYPE_BOOL] = "bool",
	[TYPE_CONTACT] = "contact",
};

static void read_type(struct schema *schema, const struct yaml *node,
	struct schema_field *field)
{
	size_t count = sizeof(type_names) / sizeof(type_names[0]);
	struct problem at;

	if (!node || schema_is_empty(node)) {
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (str_is(node->text, type_names[i])) {
			field->type = (enum field_type)i;
			return;
		}
	}
	at = schema_at(node, "unknown-type");
	problem_add(&schema->problems, &schema->arena, &at,
		_("There is no such type; the field is read as text. Write "
		  "string, text, enum, date, datetime, dated, link, url, "
		  "email, identifier, int, bool or contact."));
}

static void read_role(struct schema *schema, const struct yaml *node,
	struct schema_field *field)
{
	struct problem at;

	if (!node || schema_is_empty(node)) {
		return;
	}
	field->role = schema_role(node->text);
	if (field->role != ROLE_NONE || str_is(node->text, "none")) {
		return;
	}
	at = schema_at(node, "unknown-role");
	problem_add(&schema->problems, &schema->arena, &at,
		_("There is no such role; the field has none. Write one of "
		  "title, summary, tags, aliases, identifier, status, lang, "
		  "stage, priority, alert, deadline, start, end, place, "
		  "online, audience, owner, about, url, email, contact, "
		  "organisation, date-in-force, reviewed, review-by, date, "
		  "amends, uses."));
}

static void read_required(struct schema *schema, const struct yaml *map,
	struct schema_field *field)
{
	const struct yaml *node = yaml_get(map, "required");
	struct problem at;

	if (!node || schema_is_empty(node)) {
		return;
	}
	field->required = str_is(node->text, "published") ||
		yaml_bool(map, "required", false);
	if (!field->required && yaml_bool(map, "required", true)) {
		at = schema_at(node, "bad-required");
		problem_add(&schema->problems, &schema->arena, &at,
			_("A field is required when published or never. Write "
			  "\"required: published\", or leave it out."));
	}
}

static void read_vocabulary_name(struct schema *schema, const struct yaml *map,
	struct schema_field *field)
{
	const struct yaml *node = yaml_get(map, "vocabulary");
	struct problem at = schema_at(node ? node : map, "unknown-vocabulary");

	if (node) {
		field->vocabulary = schema_vocabulary(schema, node->text);
	}
	if (node && !field->vocabulary) {
		problem_add(&schema->problems, &schema->arena, &at,
			_("There is no vocabulary of this name; the field is "
			  "read as text. Add it under \"vocabularies\"."));
	} else if (!node && field->type == TYPE_ENUM) {
		at.rule = "no-vocabulary";
		problem_add(&schema->problems, &schema->arena, &at,
			_("An enum needs a vocabulary; the field is read as "
			  "text. Write \"vocabulary: name\"."));
	}
	if (field->type == TYPE_ENUM && !field->vocabulary) {
		field->type = TYPE_STRING;
	}
}

static void read_link_kind(struct schema *schema, const struct yaml *map,
	struct schema_field *field)
{
	const struct yaml *node = yaml_get(map, "kind");
	struct problem at;

	if (!node || schema_is_empty(node)) {
		return;
	}
	if (schema_kind(schema, node->text)) {
		field->kind = node->text;
		return;
	}
	at = schema_at(node, "unknown-kind");
	problem_add(&schema->problems, &schema->arena, &at,
		_("There is no kind of this name; the link may lead anywhere. "
		  "Add it under \"kinds\", or leave \"kind\" out."));
}

static void read_many(struct schema *schema, const struct yaml *map,
	struct schema_field *field)
{
	const struct yaml *node = yaml_get(map, "many");
	struct problem at;

	field->many = yaml_bool(map, "many", false);
	if (node && !field->many && yaml_bool(map, "many", true)) {
		at = schema_at(node, "bad-bool");
		problem_add(&schema->problems, &schema->arena, &at,
			_("A field holds many values or one. Write \"many: "
			  "true\", or leave it out."));
	}
}

static void read_field(struct schema *schema, const struct yaml *node,
	struct schema_field *field)
{
	static const char *const known[] = {"type", "vocabulary", "kind",
		"many", "role", "required", "sv", "en", NULL};
	struct problem at;

	*field = (struct schema_field){.key = node->key};
	field->label.id = node->key;
	field->role = schema_common_role(field->key);
	if (node->type == YAML_SCALAR) {
		read_type(schema, node, field); /* key: type */
		read_vocabulary_name(schema, node, field);
		return;
	}
	if (node->type == YAML_LIST) {
		at = schema_at(node, "bad-field");
		problem_add(&schema->problems, &schema->arena, &at,
			_("A field is a mapping; this one is read as text. "
			  "Write {type: string, sv: …, en: …}."));
		return;
	}
	read_type(schema, yaml_get(node, "type"), field);
	read_role(schema, yaml_get(node, "role"), field);
	read_many(schema, node, field);
	read_required(schema, node, field);
	read_vocabulary_name(schema, node, field);
	read_link_kind(schema, node, field);
	schema_read_label(&field->label, node);
	schema_check_keys(schema, node, known);
}

static bool has_field(
	const struct schema_field *fields, size_t count, struct str key)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(fields[i].key, key)) {
			return true;
		}
	}
	return false;
}

struct field_list {
	struct schema_field *items;
	size_t count;
};

/* Entries of a "fields:" mapping, but FIELDS at most. */
static struct field_list read_fields(
	struct schema *schema, const struct yaml *map)
{
	struct field_list list = {0};
	struct problem at;
	size_t count = 0;

	if (!map || schema_is_empty(map)) {
		return list;
	}
	at = schema_at(map, "bad-field");
	for (const struct yaml *f = map->first; f; f = f->next) {
		count++;
	}
	if (map->type != YAML_MAP || count > FIELDS) {
		problem_add(&schema->problems, &schema->arena, &at,
			_("\"fields\" holds at most %d fields. Write \"key: "
			  "{type: …}\" lines below it."),
			FIELDS);
	}
	if (map->type != YAML_MAP) {
		return list;
	}
	list.items = arena_alloc(&schema->arena, count * sizeof(*list.items));
	for (const struct yaml *f = map->first; f && list.count < FIELDS;
		f = f->next) {
		read_field(schema, f, &list.items[list.count++]);
	}
	return list;
}

static size_t add_missing(struct schema_field *to, size_t count,
	const struct schema_field *from, size_t more)
{
	for (size_t i = 0; i < more; i++) {
		if (!has_field(to, count, from[i].key)) {
			to[count++] = from[i];
		}
	}
	return count;
}

/* Own fields, then the hub's common ones, then those everybody has. */
static void join_fields(struct schema *schema, struct kind *kind,
	const struct field_list *own, const struct field_list *common)
{
	struct schema_field known[SCHEMA_COMMON];
	size_t known_count = schema_common_fields(schema, true, known);
	size_t most = own->count + common->count + known_count;
	struct schema_field *fields =
		arena_alloc(&schema->arena, most * sizeof(*fields));
	size_t count = add_missing(fields, 0, own->items, own->count);

	count = add_missing(fields, count, common->items, common->count);
	kind->field_count = add_missing(fields, count, known, known_count);
	kind->fields = fields;
}

static struct str read_folder(struct schema *schema, const struct yaml *node)
{
	struct problem at;
	struct str folder;
	struct str rest;
	struct str part;

	if (!node || schema_is_empty(node)) {
		return (struct str){0};
	}
	folder = node->text;
	while (str_starts(folder, "./") || str_starts(folder, "/")) {
		folder = str_sub(
			folder, folder.data[0] == '.' ? 2 : 1, folder.len);
	}
	while (str_ends(folder, "/")) {
		folder.len--;
	}
	rest = folder;
	while (str_cut(&rest, '/', &part)) {
		if (str_is(part, "..")) {
			at = schema_at(node, "bad-path");
			problem_add(&schema->problems, &schema->arena, &at,
				_("The folder of a kind is in the hub. Write "
				  "its path from the root of the hub, without "
				  "\"..\"."));
			return (struct str){0};
		}
	}
	return str_is(folder, ".") ? (struct str){0}
				   : arena_str(&schema->arena, folder);
}

static void read_review(
	struct schema *schema, const struct yaml *node, struct kind *kind)
{
	enum {
		DAYS = 36500
	};
	struct problem at;
	long days = 0;

	if (!node || schema_is_empty(node)) {
		return;
	}
	if (node->type == YAML_SCALAR &&
		str_number(node->text, 0, DAYS, &days)) {
		kind->review_days = (int)days;
		return;
	}
	at = schema_at(node, "bad-number");
	problem_add(&schema->problems, &schema->arena, &at,
		_("This is no number of days; no review is asked for. Write a "
		  "number from 0 to %d."),
		DAYS);
}

/* Columns may be more than fields ("next-date"), but not slips of one. */
static void check_column(
	struct schema *schema, const struct kind *kind, const struct yaml *node)
{
	struct problem at = schema_at(node, "misspelled-key");
	const struct schema_field *meant = NULL;

	if (kind_field(kind, node->text)) {
		return;
	}
	for (size_t i = 0; i < kind->field_count; i++) {
		if (schema_is_slip(node->text, kind->fields[i].key)) {
			meant = &kind->fields[i];
		}
	}
	if (meant) {
		at.severity = SEVERITY_WARNING;
		problem_add(&schema->problems, &schema->arena, &at,
			_("The kind has no field \"%.*s\". Did you mean "
			  "\"%.*s\"?"),
			STR_ARG(schema_shown(node->text)),
			STR_ARG(schema_shown(meant->key)));
	}
}

static void read_row(
	struct schema *schema, const struct yaml *node, struct kind *kind)
{
	struct problem at;

	if (!node || schema_is_empty(node)) {
		return;
	}
	kind->row = arena_alloc(&schema->arena, COLUMNS * sizeof(*kind->row));
	for (const struct yaml *c = node->first; c; c = c->next) {
		if (c->type == YAML_SCALAR && kind->row_count < COLUMNS) {
			kind->row[kind->row_count++] = c->text;
			check_column(schema, kind, c);
		}
	}
	if (node->type != YAML_LIST || kind->row_count == 0) {
		at = schema_at(node, "bad-list");
		problem_add(&schema->problems, &schema->arena, &at,
			_("\"row\" is a list of at most %d fields. Write "
			  "[title, stage]."),
			COLUMNS);
	}
}

static void read_kind(struct schema *schema, const struct yaml *node,
	struct kind *kind, const struct field_list *common)
{
	static const char *const known[] = {"folder", "label", "plural",
		"review_days", "row", "fields", NULL};
	struct field_list own = read_fields(schema, yaml_get(node, "fields"));

	kind->folder = read_folder(schema, yaml_get(node, "folder"));
	kind->label.id = kind->plural.id = kind->id;
	schema_read_label(&kind->label, yaml_get(node, "label"));
	kind->plural.sv = kind->label.sv;
	kind->plural.en = kind->label.en;
	schema_read_label(&kind->plural, yaml_get(node, "plural"));
	join_fields(schema, kind, &own, common);
	read_review(schema, yaml_get(node, "review_days"), kind);
	read_row(schema, yaml_get(node, "row"), kind);
	schema_check_keys(schema, node, known);
	if (node->type != YAML_MAP && !schema_is_empty(node)) {
		struct problem at = schema_at(node, "bad-kind");

		problem_add(&schema->problems, &schema->arena, &at,
			_("A kind is a mapping. Write \"folder:\", \"label:\" "
			  "and \"fields:\" below it."));
	}
}

/* Names first: a field may link to a kind further down. */
static void name_kinds(struct schema *schema, const struct yaml *map)
{
	struct problem at;
	size_t count = 0;

	for (const struct yaml *k = map->first; k; k = k->next) {
		count++;
	}
	if (map->type != YAML_MAP || count == 0 || count > KINDS) {
		at = schema_at(map, "bad-kind");
		problem_add(&schema->problems, &schema->arena, &at,
			_("\"kinds\" holds 1 to %d kinds. Write \"name:\" "
			  "lines below it."),
			KINDS);
	}
	if (map->type != YAML_MAP || count == 0) {
		return;
	}
	schema->kinds =
		arena_alloc(&schema->arena, count * sizeof(*schema->kinds));
	for (const struct yaml *k = map->first; k && schema->kind_count < KINDS;
		k = k->next) {
		schema->kinds[schema->kind_count++].id = k->key;
	}
}

void schema_read_kinds(struct schema *schema, const struct yaml *root)
{
	const struct yaml *map = yaml_get(root, "kinds");
	struct field_list common;
	const struct field_list none = {0};
	const struct yaml *node;

	if (map) {
		name_kinds(schema, map);
	}
	common = read_fields(schema, yaml_get(root, "fields"));
	if (!map || schema->kind_count == 0) {
		schema_common_kind(schema);
		join_fields(schema, schema->kinds, &none, &common);
		return;
	}
	node = map->first;
	for (size_t i = 0; i < schema->kind_count; i++) {
		read_kind(schema, node, &schema->kinds[i], &common);
		node = node->next;
	}
}
