/* Looking things up in a schema. */

#include <string.h>

#include "content/schema.h"
#include "content/schema_private.h"

struct str label_text(const struct label *label, const char *lang)
{
	bool swedish = lang && strncmp(lang, "sv", 2) == 0;
	struct str first = swedish ? label->sv : label->en;
	struct str other = swedish ? label->en : label->sv;

	if (first.len > 0) {
		return first;
	}
	return other.len > 0 ? other : label->id;
}

const struct kind *schema_kind(const struct schema *schema, struct str id)
{
	for (size_t i = 0; i < schema->kind_count; i++) {
		if (str_eq(schema->kinds[i].id, id)) {
			return &schema->kinds[i];
		}
	}
	return NULL;
}

static bool is_below(struct str path, struct str folder)
{
	return path.len > folder.len && path.data[folder.len] == '/' &&
		str_eq(str_sub(path, 0, folder.len), folder);
}

const struct kind *schema_kind_of(
	const struct schema *schema, struct str path, const struct doc *doc)
{
	const struct kind *best = NULL;
	struct str named = {0};

	/* In a foreign repository "kind" means what its people want. */
	if (doc && !schema->built_in) {
		named = yaml_text(doc->front, "kind");
	}
	if (named.len > 0) {
		return schema_kind(schema, named);
	}
	for (size_t i = 0; i < schema->kind_count; i++) {
		const struct kind *kind = &schema->kinds[i];

		if (kind->folder.len > 0 && !is_below(path, kind->folder)) {
			continue;
		}
		if (!best || kind->folder.len > best->folder.len) {
			best = kind;
		}
	}
	return best;
}

const struct schema_field *kind_field(const struct kind *kind, struct str key)
{
	for (size_t i = 0; kind && i < kind->field_count; i++) {
		if (str_eq(kind->fields[i].key, key)) {
			return &kind->fields[i];
		}
	}
	return NULL;
}

const struct schema_field *kind_role(const struct kind *kind, enum role role)
{
	for (size_t i = 0; kind && i < kind->field_count; i++) {
		if (kind->fields[i].role == role) {
			return &kind->fields[i];
		}
	}
	return NULL;
}

struct str kind_key(const struct kind *kind, enum role role, const char *usual)
{
	const struct schema_field *field = kind_role(kind, role);

	return field ? field->key : str_from(usual);
}

int field_value_order(const struct schema_field *field, struct str value)
{
	const struct vocabulary *vocabulary = field->vocabulary;

	for (size_t i = 0; vocabulary && i < vocabulary->count; i++) {
		if (str_eq(vocabulary->values[i].id, value)) {
			return (int)i;
		}
	}
	return -1;
}

struct str field_value_label(
	const struct schema_field *field, struct str value, const char *lang)
{
	int order = field_value_order(field, value);

	return order < 0 ? value
			 : label_text(&field->vocabulary->values[order], lang);
}
