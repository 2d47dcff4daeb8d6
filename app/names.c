/* What the hub calls its keys and values, for queries (store_names). */

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/mem.h"

struct names {
	struct store_name *items;
	size_t count, cap;
};

struct labelled {
	struct str key, value, role;
	bool choice;
};

static void add(struct names *names, const struct labelled *what,
	struct str label, const char *lang)
{
	struct store_name *name;

	if (!label.len)
		return;
	names->items = mem_grow(names->items, &names->cap, names->count + 1,
		sizeof(*names->items));
	name = &names->items[names->count++];
	name->key = what->key;
	name->value = what->value;
	name->label = label;
	name->lang = str_from(lang);
	name->role = what->role;
	name->choice = what->choice;
}

static void add_both(struct names *names, const struct labelled *what,
	const struct label *label)
{
	add(names, what, label->sv, "sv");
	add(names, what, label->en, "en");
	if (!label->sv.len && !label->en.len)
		add(names, what, label->id.len ? label->id : what->value, "");
}

static bool has(const struct names *names, struct str key, struct str value)
{
	size_t i;

	for (i = 0; i < names->count; i++) {
		if (str_eq(names->items[i].value, value) &&
			str_eq(names->items[i].key, key))
			return true;
	}
	return false;
}

/* A dated field's vocabulary is of its events, not of its value. */
static struct str values_key(
	struct arena *arena, const struct schema_field *field)
{
	struct buf key = {0};
	struct str result;

	if (field->type != TYPE_DATED)
		return field->key;
	buf_printf(&key, "%.*s.event", STR_ARG(field->key));
	result = arena_str(arena, buf_slice(&key));
	buf_clear(&key);
	return result;
}

static void add_field(struct names *names, struct arena *arena,
	const struct schema_field *field)
{
	struct labelled what = {field->key, {0}, {0}, field->type == TYPE_ENUM};
	size_t i;

	if (field->role)
		what.role = str_from(schema_role_name(field->role));
	if (!has(names, field->key, (struct str){0}))
		add_both(names, &what, &field->label);
	what.role = (struct str){0};
	what.choice = false;
	if (!field->vocabulary)
		return;
	what.key = values_key(arena, field);
	for (i = 0; i < field->vocabulary->count; i++) {
		what.value = field->vocabulary->values[i].id;
		if (has(names, what.key, what.value))
			continue;
		add_both(names, &what, &field->vocabulary->values[i]);
	}
}

static void add_kinds(struct names *names, const struct schema *schema)
{
	size_t i;

	for (i = 0; i < schema->kind_count; i++) {
		const struct kind *kind = &schema->kinds[i];
		const struct labelled what = {
			STR("kind"), kind->id, {0}, false};

		add_both(names, &what, &kind->label);
		add_both(names, &what, &kind->plural);
	}
}

/*
 * Where no schema names them: what every note has, languages, and statuses
 * everybody uses.
 */
static void add_common(struct names *names)
{
	static const struct {
		const char *key, *value, *sv, *en;
	} words[] = {{"kind", "", "Slag", "Kind"}, {"tag", "", "Tagg", "Tag"},
		{"year", "", "\xC3\x85r", "Year"},
		{"lang", "sv", "Svenska", "Swedish"},
		{"lang", "en", "Engelska", "English"},
		{"status", "draft", "Utkast", "Draft"},
		{"status", "review", "Under granskning", "In review"},
		{"status", "published", "Publicerad", "Published"},
		{"status", "superseded", "Ersatt", "Superseded"},
		{"status", "archived", "Arkiverad", "Archived"},
		{"status", "repealed", "Upph\xC3\xA4vd", "Repealed"}};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const struct labelled what = {str_from(words[i].key),
			str_from(words[i].value), {0}, false};

		if (has(names, what.key, what.value))
			continue;
		add(names, &what, str_from(words[i].sv), "sv");
		add(names, &what, str_from(words[i].en), "en");
	}
}

void app_give_names(struct app *app)
{
	const struct schema *schema = &app->schema;
	struct arena arena = {0};
	struct names names = {0};
	size_t i, n;

	for (i = 0; i < schema->kind_count; i++) {
		for (n = 0; n < schema->kinds[i].field_count; n++)
			add_field(&names, &arena, &schema->kinds[i].fields[n]);
	}
	add_kinds(&names, schema);
	add_common(&names);
	store_names(app->store, names.items, names.count);
	free(names.items);
	arena_clear(&arena);
}
