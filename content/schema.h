#ifndef FYR_CONTENT_SCHEMA_H
#define FYR_CONTENT_SCHEMA_H

/*
 * The schema of a hub: fyr.yaml read into kinds, fields, vocabularies and
 * roles. The program knows roles of fields, never names of kinds: a field's
 * role gives it its behaviour. A hub without fyr.yaml has the built-in schema:
 * one kind `note`, and the keys everybody writes (title, date, tags, keywords,
 * aliases, lang, description, summary, draft, status, owner). These keys, and
 * in a hub with a fyr.yaml also reviewed, review_by, related, sources,
 * confidence, verified, supersedes, superseded_by, old_ids, translated and
 * kind, are fields of every kind, with their roles, unless fyr.yaml says
 * something else about them ("role: none" takes a role away).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"
#include "content/doc.h"
#include "content/problem.h"

enum field_type {
	TYPE_STRING,
	TYPE_TEXT,
	TYPE_ENUM,
	TYPE_DATE,
	TYPE_DATETIME,
	TYPE_DATED,
	TYPE_LINK,
	TYPE_URL,
	TYPE_EMAIL,
	TYPE_IDENTIFIER,
	TYPE_INT,
	TYPE_BOOL,
	TYPE_CONTACT
};

enum role {
	ROLE_NONE,
	ROLE_TITLE,
	ROLE_SUMMARY,
	ROLE_TAGS,
	ROLE_ALIASES,
	ROLE_IDENTIFIER,
	ROLE_STATUS,
	ROLE_LANG,
	ROLE_STAGE,
	ROLE_PRIORITY,
	ROLE_ALERT,
	ROLE_DEADLINE,
	ROLE_START,
	ROLE_END,
	ROLE_PLACE,
	ROLE_ONLINE,
	ROLE_AUDIENCE,
	ROLE_OWNER,
	ROLE_ABOUT,
	ROLE_URL,
	ROLE_EMAIL,
	ROLE_CONTACT,
	ROLE_ORGANISATION,
	ROLE_DATE_IN_FORCE,
	ROLE_REVIEWED,
	ROLE_REVIEW_BY,
	ROLE_DATE, /* the date the note itself is of */
	ROLE_AMENDS, /* what the note changes: it follows the note */
	ROLE_USES, /* what the note runs on: it follows the note too */
	ROLE_COUNT
};

/* Name of a role as fyr.yaml writes it ("date-in-force"), and back. */
const char *schema_role_name(enum role role);
enum role schema_role(struct str name); /* ROLE_NONE if unknown */

/* A text in several languages; empty slices where there is none. */
struct label {
	struct str id, sv, en;
};

struct vocabulary {
	struct str id;
	struct label *values; /* in order; the order has meaning */
	size_t count;
};

struct schema_field {
	struct str key; /* front-matter key */
	enum field_type type;
	enum role role;
	bool many;
	bool required; /* when the note is published */
	/* Of an enum, or of the events of a dated field; else NULL. */
	const struct vocabulary *vocabulary;
	struct str kind; /* of a link: the kind it must lead to, or empty */
	struct label label;
};

struct kind {
	struct str id;
	struct str folder; /* without slashes at the ends; may be empty */
	struct label label, plural;
	int review_days; /* 0: never */
	struct str *row; /* columns of its list: field keys */
	size_t row_count;
	struct schema_field *fields; /* own ones, then the common ones */
	size_t field_count;
};

struct schema {
	struct arena arena;
	bool built_in; /* no fyr.yaml */
	struct label name; /* of the hub; id empty */
	struct str id; /* authority and date of tag: addresses */
	struct str languages[8]; /* first = default */
	size_t language_count;
	struct str synonyms, feeds; /* paths in the hub, or empty */
	struct str *editors;
	size_t editor_count;
	bool four_eyes; /* what is published was proposed by another */
	struct vocabulary *vocabularies;
	size_t vocabulary_count;
	struct kind *kinds;
	size_t kind_count;
	struct problems problems; /* of fyr.yaml itself */
};

/* The schema of a hub without fyr.yaml. */
void schema_init_built_in(struct schema *schema);

/*
 * Read fyr.yaml. What is wrong in it is in schema->problems, and the rest
 * holds; only a text that is no YAML mapping at all gives the built-in schema
 * with its problems. A format version newer than this program knows is a
 * problem that says so. `schema` is overwritten; schema_clear frees.
 */
void schema_parse(struct schema *schema, struct str text);

void schema_clear(struct schema *schema);

/* True when one is a slip of the other: a letter too many, too few, wrong or
 * swapped; two such slips from 8 letters on. Equal texts are no slip. */
bool schema_is_slip(struct str a, struct str b);

/* The label in `lang` ("sv", "en"), else in the other, else its id. */
struct str label_text(const struct label *label, const char *lang);

const struct kind *schema_kind(const struct schema *schema, struct str id);

/*
 * The kind of the note at `path`: its front matter's `kind:`, else the kind
 * whose folder is the longest start of the path, else the first one without a
 * folder, else NULL (unknown: shown and found all the same). A `kind:` that
 * the schema does not know gives NULL too. The built-in schema does not look
 * at `kind:`: in a foreign repository it means something else.
 */
const struct kind *schema_kind_of(
	const struct schema *schema, struct str path, const struct doc *doc);

const struct schema_field *kind_field(const struct kind *kind, struct str key);
const struct schema_field *kind_role(const struct kind *kind, enum role role);

/* The key of the kind's field with that role, else the usual one. NUL-ended. */
struct str kind_key(const struct kind *kind, enum role role, const char *usual);

/*
 * Label of a value of an enum field in `lang`; the value itself when the
 * vocabulary does not have it.
 */
struct str field_value_label(
	const struct schema_field *field, struct str value, const char *lang);

/* Position of a value in the field's vocabulary, from 0; -1. */
int field_value_order(const struct schema_field *field, struct str value);

/*
 * One value of a note's front matter in a form the index keeps: a list gives
 * one for each item; a mapping one for each scalar, with the key "dates.event".
 * Only a dated mapping and a contact are also a value themselves, before their
 * parts: text is the date (which is no part then), or the first of name, role,
 * email and phone. Empty scalars, ~ and null are no values. Tags in one scalar
 * are split at commas. "draft: true" gives one more value, status "draft"; if
 * there is another status, that one has no role then.
 */
struct value {
	struct str key; /* "stage"; "dates" for the dated mapping itself */
	struct str text; /* the scalar; for a dated entry its date as written */
	enum role role;
	enum field_type type;
	struct date date; /* of a date, datetime or dated; else zero */
	bool expected; /* dated: certainty is "expected" */
	struct str event, scope, source; /* dated: as written, else empty */
	int item; /* number in the list, from 0 */
	int line;
};

struct values {
	struct value *items;
	size_t count, cap;
};

/*
 * All values of the note's front matter, unknown keys included, in `doc`'s
 * arena. With kind NULL the built-in fields' roles hold. Wrong values are
 * still listed, and a problem with place is added to doc->problems when
 * `judge` is set (bad date, url, e-mail, identifier, value not in vocabulary,
 * a list where one value belongs, required and missing when published, unknown
 * key that looks like a misspelling). A note without a status counts as
 * published; of a translation (`translated:`) only the title is required.
 * Rules: bad-date bad-url bad-email bad-identifier bad-number bad-bool
 * bad-value bad-contact unknown-value one-value missing-field misspelled-key
 * unknown-kind draft-status. No text repeats the value.
 */
void schema_values(const struct kind *kind, struct doc *doc, bool judge,
	struct values *values);

#endif
