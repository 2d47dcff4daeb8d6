/* fyr.yaml: what stands at its top; and looking things up in a schema. */

#include "content/schema.h"

#include <limits.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "content/schema_private.h"

enum {
	VERSION = 1, /* of the format */
	SHOWN_CELLS = 40,
	SLIP_MOST = 40, /* longest key a slip is looked for in, bytes */
	SLIP_LONG = 8, /* from here on two slips are forgiven */
	KEYS_JUDGED = 200
};

struct problem schema_at(const struct yaml *node, const char *rule)
{
	return (struct problem){.line = node->line,
		.column = node->column,
		.severity = SEVERITY_ERROR,
		.rule = rule};
}

struct problem schema_at_key(const struct yaml *node, const char *rule)
{
	struct problem at = schema_at(node, rule);

	if (node->key_line > 0) {
		at.line = node->key_line;
		at.column = node->key_column;
	}
	return at;
}

struct str schema_shown(struct str text)
{
	return utf8_fit(text, SHOWN_CELLS);
}

bool schema_is_empty(const struct yaml *node)
{
	return node->type == YAML_SCALAR &&
		(node->text.len == 0 ||
			(node->plain &&
				(str_is(node->text, "~") ||
					str_eq_nocase(
						node->text, STR("null")))));
}

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

/* Optimal string alignment: edits, and neighbours swapped once. */
static int distance(struct str a, struct str b)
{
	int rows[3][SLIP_MOST + 1];
	int *before = rows[0];
	int *above = rows[1];
	int *row = rows[2];

	for (size_t j = 0; j <= b.len; j++) {
		above[j] = (int)j;
		before[j] = 0;
	}
	for (size_t i = 1; i <= a.len; i++) {
		int *spare = before;

		row[0] = (int)i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = a.data[i - 1] == b.data[j - 1];

			row[j] = least(above[j] + 1, row[j - 1] + 1,
				above[j - 1] + !same);
			if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
				a.data[i - 2] == b.data[j - 1] &&
				before[j - 2] + 1 < row[j]) {
				row[j] = before[j - 2] + 1;
			}
		}
		before = above;
		above = row;
		row = spare;
	}
	return above[b.len];
}

bool schema_is_slip(struct str a, struct str b)
{
	size_t longer = a.len > b.len ? a.len : b.len;
	size_t shorter = a.len > b.len ? b.len : a.len;
	size_t slips = shorter >= SLIP_LONG ? 2 : 1;

	if (longer < 4 || longer > SLIP_MOST || longer - shorter > slips) {
		return false;
	}
	return !str_eq(a, b) && distance(a, b) <= (int)slips;
}

void schema_check_keys(
	struct schema *schema, const struct yaml *map, const char *const *known)
{
	int left = KEYS_JUDGED;

	if (map->type != YAML_MAP) {
		return;
	}
	for (const struct yaml *at = map->first; at && left-- > 0;
		at = at->next) {
		struct problem problem = schema_at_key(at, "misspelled-key");
		const char *meant = NULL;

		for (size_t i = 0; known[i]; i++) {
			if (str_is(at->key, known[i])) {
				meant = NULL;
				break;
			}
			if (schema_is_slip(at->key, str_from(known[i]))) {
				meant = known[i];
			}
		}
		if (meant) {
			problem.severity = SEVERITY_WARNING;
			problem_add(&schema->problems, &schema->arena, &problem,
				_("\"%.*s\" is no key here. Did you mean "
				  "\"%s\"?"),
				STR_ARG(schema_shown(at->key)), meant);
		}
	}
}

void schema_read_label(struct label *label, const struct yaml *node)
{
	if (!node) {
		return;
	}
	if (node->type == YAML_SCALAR) {
		label->sv = label->en = node->text;
		return;
	}
	label->sv = yaml_text(node, "sv");
	label->en = yaml_text(node, "en");
}

const struct vocabulary *schema_vocabulary(
	const struct schema *schema, struct str id)
{
	for (size_t i = 0; i < schema->vocabulary_count; i++) {
		if (str_eq(schema->vocabularies[i].id, id)) {
			return &schema->vocabularies[i];
		}
	}
	return NULL;
}

static void read_version(struct schema *schema, const struct yaml *root)
{
	const struct yaml *node = yaml_get(root, "fyr");
	struct problem at = schema_at(node ? node : root, "format-version");
	long version = 0;

	if (!node) {
		at.severity = SEVERITY_WARNING;
		problem_add(&schema->problems, &schema->arena, &at,
			_("The version of the format is missing. Write \"fyr: "
			  "%d\" on the first line."),
			VERSION);
		return;
	}
	if (node->type != YAML_SCALAR ||
		!str_number(node->text, 1, LONG_MAX, &version)) {
		problem_add(&schema->problems, &schema->arena, &at,
			_("The version of the format is no number. Write "
			  "\"fyr: %d\"."),
			VERSION);
	} else if (version > VERSION) {
		problem_add(&schema->problems, &schema->arena, &at,
			_("The format has version %ld and this program knows "
			  "version %d. Update the program; what it knows is "
			  "used meanwhile."),
			version, VERSION);
	}
}

/* A path that stays in the hub; what leads out of it is a problem. */
static struct str read_path(
	struct schema *schema, const struct yaml *root, const char *key)
{
	const struct yaml *node = yaml_get(root, key);
	struct problem at;
	struct str rest;
	struct str part;
	bool out;

	if (!node || schema_is_empty(node)) {
		return (struct str){0};
	}
	rest = node->text;
	out = node->type != YAML_SCALAR || str_starts(rest, "/");
	while (!out && str_cut(&rest, '/', &part)) {
		out = str_is(part, "..");
	}
	if (out) {
		at = schema_at(node, "bad-path");
		problem_add(&schema->problems, &schema->arena, &at,
			_("\"%s\" must name a file in the hub. Write its path "
			  "from the root of the hub, without \"..\"."),
			key);
		return (struct str){0};
	}
	return node->text;
}

/* The scalars of a list, or the one scalar; returns their number. */
static size_t read_list(struct schema *schema, const struct yaml *node,
	struct str **out, size_t most)
{
	const struct yaml *item = node;
	size_t count = 0;

	*out = NULL;
	if (!node) {
		return 0;
	}
	if (node->type == YAML_LIST) {
		item = node->first;
	}
	for (const struct yaml *at = item; at && count < most; at = at->next) {
		count++;
	}
	*out = arena_alloc(&schema->arena, (count + 1) * sizeof(**out));
	count = 0;
	for (const struct yaml *at = item; at; at = at->next) {
		struct problem problem = schema_at(at, "bad-list");

		if (at->type != YAML_SCALAR || count >= most) {
			problem_add(&schema->problems, &schema->arena, &problem,
				_("Here belongs a list of at most %zu words. "
				  "Write [one, two]."),
				most);
			break;
		}
		if (!schema_is_empty(at)) {
			(*out)[count++] = at->text;
		}
		if (at == node) {
			break;
		}
	}
	return count;
}

static void read_head(struct schema *schema, const struct yaml *root)
{
	enum {
		LANGUAGES = 8,
		EDITORS = 1000
	};
	struct str *languages;

	schema_read_label(&schema->name, yaml_get(root, "name"));
	schema->id = yaml_text(root, "id");
	schema->language_count = read_list(
		schema, yaml_get(root, "languages"), &languages, LANGUAGES);
	for (size_t i = 0; i < schema->language_count; i++) {
		schema->languages[i] = languages[i];
	}
	schema->synonyms = read_path(schema, root, "synonyms");
	schema->feeds = read_path(schema, root, "feeds");
	schema->editor_count = read_list(
		schema, yaml_get(root, "editors"), &schema->editors, EDITORS);
	schema->four_eyes = yaml_bool(root, "four_eyes", false);
}

static bool has_value(const struct vocabulary *vocabulary, struct str id)
{
	for (size_t i = 0; i < vocabulary->count; i++) {
		if (str_eq(vocabulary->values[i].id, id)) {
			return true;
		}
	}
	return false;
}

/* One value: a word, or {id: …, sv: …, en: …}. */
static void read_value(struct schema *schema, struct vocabulary *vocabulary,
	const struct yaml *node)
{
	static const char *const known[] = {"id", "sv", "en", NULL};
	struct problem at = schema_at(node, "vocabulary");
	struct label *label = &vocabulary->values[vocabulary->count];

	*label = (struct label){0};
	if (node->type == YAML_SCALAR) {
		label->id = node->text;
	} else {
		label->id = yaml_text(node, "id");
		schema_read_label(label, node);
		schema_check_keys(schema, node, known);
	}
	if (label->id.len == 0) {
		problem_add(&schema->problems, &schema->arena, &at,
			_("This value has no id. Write {id: word, sv: "
			  "\"…\", en: \"…\"}."));
	} else if (has_value(vocabulary, label->id)) {
		problem_add(&schema->problems, &schema->arena, &at,
			_("The value \"%.*s\" stands here a second time. "
			  "Remove one of them."),
			STR_ARG(schema_shown(label->id)));
	} else {
		vocabulary->count++;
	}
}

static void read_vocabulary(struct schema *schema, const struct yaml *node)
{
	enum {
		VALUES = 1000
	};
	struct vocabulary *vocabulary =
		&schema->vocabularies[schema->vocabulary_count++];
	struct problem at = schema_at_key(node, "vocabulary");
	size_t count = 0;

	vocabulary->id = node->key;
	if (node->type == YAML_LIST) {
		for (const struct yaml *v = node->first; v; v = v->next) {
			count++;
		}
	}
	if (count == 0 || count > VALUES) {
		problem_add(&schema->problems, &schema->arena, &at,
			_("A vocabulary is a list of 1 to %d values. Write "
			  "\"- {id: word, sv: …, en: …}\" lines below it."),
			VALUES);
		return;
	}
	vocabulary->values = arena_alloc(
		&schema->arena, count * sizeof(*vocabulary->values));
	for (const struct yaml *v = node->first; v; v = v->next) {
		read_value(schema, vocabulary, v);
	}
}

static void read_vocabularies(struct schema *schema, const struct yaml *node)
{
	size_t count = SCHEMA_VOCABULARIES;

	for (const struct yaml *v = node ? node->first : NULL; v; v = v->next) {
		count++;
	}
	schema->vocabularies = arena_alloc(
		&schema->arena, count * sizeof(*schema->vocabularies));
	if (node && node->type == YAML_MAP) {
		for (const struct yaml *v = node->first; v; v = v->next) {
			read_vocabulary(schema, v);
		}
	} else if (node && !schema_is_empty(node)) {
		struct problem at = schema_at(node, "vocabulary");

		problem_add(&schema->problems, &schema->arena, &at,
			_("\"vocabularies\" holds one list for each "
			  "vocabulary. Write \"name:\" lines below it."));
	}
	schema_common_vocabularies(schema);
}

void schema_parse(struct schema *schema, struct str text)
{
	static const char *const known[] = {"fyr", "name", "id", "languages",
		"synonyms", "feeds", "editors", "four_eyes", "vocabularies",
		"fields", "kinds", NULL};
	struct yaml_input input = {text, 1, &yaml_limits_file};
	struct problems problems = {0};
	struct arena arena = {0};
	const struct yaml *root = yaml_parse(&input, &arena, &problems);

	if (!root || root->type != YAML_MAP) {
		struct problem at = {
			.severity = SEVERITY_ERROR, .rule = "no-schema"};

		schema_init_built_in(schema);
		for (size_t i = 0; i < problems.count; i++) {
			problem_add(&schema->problems, &schema->arena,
				&problems.items[i], "%s",
				problems.items[i].text);
		}
		if (problems.count == 0) {
			problem_add(&schema->problems, &schema->arena, &at,
				_("There is no \"key: value\" in this file. "
				  "Begin it with \"fyr: %d\", or delete it."),
				VERSION);
		}
		arena_clear(&arena);
		return;
	}
	*schema = (struct schema){.arena = arena, .problems = problems};
	read_version(schema, root);
	read_head(schema, root);
	read_vocabularies(schema, yaml_get(root, "vocabularies"));
	schema_read_kinds(schema, root);
	schema_check_keys(schema, root, known);
}
