/* What holds without a fyr.yaml, and the names of roles. */

#include "content/schema.h"

#include <string.h>

#include "content/schema_private.h"

const char *schema_role_name(enum role role)
{
	static const char *const names[ROLE_COUNT] = {
		[ROLE_NONE] = "none",
		[ROLE_TITLE] = "title",
		[ROLE_SUMMARY] = "summary",
		[ROLE_TAGS] = "tags",
		[ROLE_ALIASES] = "aliases",
		[ROLE_IDENTIFIER] = "identifier",
		[ROLE_STATUS] = "status",
		[ROLE_LANG] = "lang",
		[ROLE_STAGE] = "stage",
		[ROLE_PRIORITY] = "priority",
		[ROLE_ALERT] = "alert",
		[ROLE_DEADLINE] = "deadline",
		[ROLE_START] = "start",
		[ROLE_END] = "end",
		[ROLE_PLACE] = "place",
		[ROLE_ONLINE] = "online",
		[ROLE_AUDIENCE] = "audience",
		[ROLE_OWNER] = "owner",
		[ROLE_ABOUT] = "about",
		[ROLE_URL] = "url",
		[ROLE_EMAIL] = "email",
		[ROLE_CONTACT] = "contact",
		[ROLE_ORGANISATION] = "organisation",
		[ROLE_DATE_IN_FORCE] = "date-in-force",
		[ROLE_REVIEWED] = "reviewed",
		[ROLE_REVIEW_BY] = "review-by",
		[ROLE_DATE] = "date",
		[ROLE_AMENDS] = "amends",
		[ROLE_USES] = "uses",
	};

	return role >= ROLE_NONE && role < ROLE_COUNT ? names[role] : "none";
}

enum role schema_role(struct str name)
{
	for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
		if (str_is(name, schema_role_name((enum role)role))) {
			return (enum role)role;
		}
	}
	return ROLE_NONE;
}

enum where {
	ANYWHERE,
	IN_HUB, /* only where there is a fyr.yaml */
	FOREIGN /* only where there is none */
};

struct common {
	const char *key;
	enum field_type type;
	enum role role;
	bool many;
	enum where where;
	const char *vocabulary;
	const char *sv, *en;
};

static const struct common commons[] = {
	{"title", TYPE_STRING, ROLE_TITLE, false, ANYWHERE, NULL, "Titel",
		"Title"},
	{"lang", TYPE_STRING, ROLE_LANG, false, ANYWHERE, NULL, "Språk",
		"Language"},
	{"status", TYPE_ENUM, ROLE_STATUS, false, ANYWHERE, "status", "Status",
		"Status"},
	{"draft", TYPE_BOOL, ROLE_NONE, false, ANYWHERE, NULL, "Utkast",
		"Draft"},
	{"date", TYPE_DATETIME, ROLE_DATE, false, ANYWHERE, NULL, "Datum",
		"Date"},
	{"summary", TYPE_TEXT, ROLE_SUMMARY, false, ANYWHERE, NULL,
		"Sammanfattning", "Summary"},
	{"description", TYPE_TEXT, ROLE_SUMMARY, false, ANYWHERE, NULL,
		"Beskrivning", "Description"},
	{"owner", TYPE_STRING, ROLE_OWNER, false, ANYWHERE, NULL,
		"Ansvarig roll", "Owner"},
	{"tags", TYPE_STRING, ROLE_TAGS, true, ANYWHERE, NULL, "Taggar",
		"Tags"},
	{"keywords", TYPE_STRING, ROLE_TAGS, true, ANYWHERE, NULL, "Nyckelord",
		"Keywords"},
	{"aliases", TYPE_STRING, ROLE_ALIASES, true, ANYWHERE, NULL,
		"Kallas även", "Also known as"},
	{"kind", TYPE_STRING, ROLE_NONE, false, IN_HUB, NULL, "Slag", "Kind"},
	{"reviewed", TYPE_DATE, ROLE_REVIEWED, false, IN_HUB, NULL, "Granskad",
		"Reviewed"},
	{"review_by", TYPE_DATE, ROLE_REVIEW_BY, false, IN_HUB, NULL,
		"Granskas senast", "Review by"},
	{"related", TYPE_LINK, ROLE_NONE, true, IN_HUB, NULL, "Se även",
		"See also"},
	{"sources", TYPE_STRING, ROLE_NONE, true, IN_HUB, NULL, "Källor",
		"Sources"},
	{"confidence", TYPE_ENUM, ROLE_NONE, false, IN_HUB, "confidence",
		"Säkerhet", "Confidence"},
	{"verified", TYPE_DATE, ROLE_NONE, false, IN_HUB, NULL,
		"Kontrollerad mot källan", "Verified"},
	{"supersedes", TYPE_LINK, ROLE_NONE, true, IN_HUB, NULL, "Ersätter",
		"Supersedes"},
	{"superseded_by", TYPE_LINK, ROLE_NONE, false, IN_HUB, NULL,
		"Ersatt av", "Superseded by"},
	{"old_ids", TYPE_STRING, ROLE_NONE, true, IN_HUB, NULL, "Tidigare namn",
		"Earlier ids"},
	{"translated", TYPE_DATE, ROLE_NONE, false, IN_HUB, NULL, "Översatt",
		"Translated"},
	/* What other repositories call the same things. */
	{"titel", TYPE_STRING, ROLE_TITLE, false, FOREIGN, NULL, "Titel",
		"Title"},
	{"rubrik", TYPE_STRING, ROLE_TITLE, false, FOREIGN, NULL, "Rubrik",
		"Title"},
	{"beteckning", TYPE_STRING, ROLE_IDENTIFIER, false, FOREIGN, NULL,
		"Beteckning", "Identifier"},
	{"identifier", TYPE_STRING, ROLE_IDENTIFIER, true, FOREIGN, NULL,
		"Beteckning", "Identifier"},
	{"sammanfattning", TYPE_TEXT, ROLE_SUMMARY, false, FOREIGN, NULL,
		"Sammanfattning", "Summary"},
	{"beskrivning", TYPE_TEXT, ROLE_SUMMARY, false, FOREIGN, NULL,
		"Beskrivning", "Description"},
	{"etiketter", TYPE_STRING, ROLE_TAGS, true, FOREIGN, NULL, "Taggar",
		"Tags"},
	{"taggar", TYPE_STRING, ROLE_TAGS, true, FOREIGN, NULL, "Taggar",
		"Tags"},
	{"nyckelord", TYPE_STRING, ROLE_TAGS, true, FOREIGN, NULL, "Nyckelord",
		"Keywords"},
	{"datum", TYPE_DATETIME, ROLE_DATE, false, FOREIGN, NULL, "Datum",
		"Date"},
	{"språk", TYPE_STRING, ROLE_LANG, false, FOREIGN, NULL, "Språk",
		"Language"},
	{"ansvarig", TYPE_STRING, ROLE_OWNER, false, FOREIGN, NULL, "Ansvarig",
		"Owner"},
	{"Title", TYPE_STRING, ROLE_TITLE, false, FOREIGN, NULL, "Titel",
		"Title"},
	{"titulo", TYPE_STRING, ROLE_TITLE, false, FOREIGN, NULL, "Titel",
		"Title"},
	{"titre", TYPE_STRING, ROLE_TITLE, false, FOREIGN, NULL, "Titel",
		"Title"},
	{"tittel", TYPE_STRING, ROLE_TITLE, false, FOREIGN, NULL, "Titel",
		"Title"},
	{"jurabk", TYPE_STRING, ROLE_ALIASES, true, FOREIGN, NULL,
		"Kallas även", "Also known as"},
	{"short_title", TYPE_STRING, ROLE_ALIASES, true, FOREIGN, NULL,
		"Kallas även", "Also known as"},
	{"identificador", TYPE_STRING, ROLE_IDENTIFIER, true, FOREIGN, NULL,
		"Beteckning", "Identifier"},
	{"celex", TYPE_STRING, ROLE_IDENTIFIER, true, FOREIGN, NULL, "CELEX",
		"CELEX"},
	{"estado", TYPE_STRING, ROLE_STATUS, false, FOREIGN, NULL, "Status",
		"Status"},
};

enum {
	COMMONS = sizeof(commons) / sizeof(commons[0])
};
_Static_assert(COMMONS <= (int)SCHEMA_COMMON, "room for all common fields");

enum role schema_common_role(struct str key)
{
	for (size_t i = 0; i < COMMONS; i++) {
		if (commons[i].where != FOREIGN &&
			str_is(key, commons[i].key)) {
			return commons[i].role;
		}
	}
	return ROLE_NONE;
}

size_t schema_common_fields(
	const struct schema *schema, bool hub, struct schema_field *fields)
{
	size_t count = 0;

	for (size_t i = 0; i < COMMONS; i++) {
		const struct common *common = &commons[i];
		struct schema_field *field = &fields[count];

		if ((common->where == IN_HUB && !hub) ||
			(common->where == FOREIGN && hub)) {
			continue;
		}
		*field = (struct schema_field){.key = str_from(common->key),
			.type = common->type,
			.role = common->role,
			.many = common->many};
		field->label = (struct label){
			field->key, str_from(common->sv), str_from(common->en)};
		if (schema && common->vocabulary) {
			field->vocabulary = schema_vocabulary(
				schema, str_from(common->vocabulary));
		}
		/* Other people's words for a status are no mistakes. */
		if (field->type == TYPE_ENUM && !hub) {
			field->type = TYPE_STRING;
		}
		count++;
	}
	return count;
}

struct common_value {
	const char *vocabulary;
	const char *id, *sv, *en;
};

static const struct common_value values[] = {
	{"status", "draft", "Utkast", "Draft"},
	{"status", "review", "Under granskning", "In review"},
	{"status", "published", "Publicerad", "Published"},
	{"status", "superseded", "Ersatt", "Superseded"},
	{"status", "archived", "Arkiverad", "Archived"},
	{"confidence", "confirmed", "Bekräftad", "Confirmed"},
	{"confidence", "secondary", "Andrahandskälla", "Secondary source"},
	{"confidence", "unconfirmed", "Obekräftad", "Unconfirmed"},
};

static void add_vocabulary(struct schema *schema, const char *id)
{
	size_t all = sizeof(values) / sizeof(values[0]);
	struct vocabulary *vocabulary;

	if (schema_vocabulary(schema, str_from(id))) {
		return;
	}
	vocabulary = &schema->vocabularies[schema->vocabulary_count++];
	vocabulary->id = str_from(id);
	vocabulary->values =
		arena_alloc(&schema->arena, all * sizeof(*vocabulary->values));
	for (size_t i = 0; i < all; i++) {
		if (strcmp(values[i].vocabulary, id) == 0) {
			vocabulary->values[vocabulary->count++] =
				(struct label){str_from(values[i].id),
					str_from(values[i].sv),
					str_from(values[i].en)};
		}
	}
}

void schema_common_vocabularies(struct schema *schema)
{
	add_vocabulary(schema, "status");
	add_vocabulary(schema, "confidence");
}

void schema_common_kind(struct schema *schema)
{
	struct kind *kind = arena_alloc(&schema->arena, sizeof(*schema->kinds));

	kind->id = STR("note");
	kind->label = (struct label){kind->id, STR("Anteckning"), STR("Note")};
	kind->plural =
		(struct label){kind->id, STR("Anteckningar"), STR("Notes")};
	schema->kinds = kind;
	schema->kind_count = 1;
}

void schema_init_built_in(struct schema *schema)
{
	struct kind *kind;

	*schema = (struct schema){.built_in = true};
	schema->vocabularies = arena_alloc(&schema->arena,
		SCHEMA_VOCABULARIES * sizeof(*schema->vocabularies));
	schema_common_vocabularies(schema);
	schema_common_kind(schema);
	kind = schema->kinds;
	kind->fields = arena_alloc(
		&schema->arena, SCHEMA_COMMON * sizeof(*kind->fields));
	kind->field_count = schema_common_fields(schema, false, kind->fields);
}

void schema_clear(struct schema *schema)
{
	if (schema) {
		arena_clear(&schema->arena);
		*schema = (struct schema){0};
	}
}
