#ifndef FYR_CONTENT_SCHEMA_PRIVATE_H
#define FYR_CONTENT_SCHEMA_PRIVATE_H

/*
 * What the files of the schema share: schema.c reads fyr.yaml, schema_kinds.c
 * its kinds and fields, schema_common.c knows what needs no fyr.yaml,
 * schema_values.c lists a note's values and schema_judge.c judges them.
 */

#include <stdbool.h>
#include <stddef.h>

#include "content/schema.h"
#include "content/yaml.h"

/* Role a key has when fyr.yaml gives it none; ROLE_NONE if it is not known. */
enum role schema_common_role(struct str key);

/*
 * Fields everybody's notes have, at most SCHEMA_COMMON, written to `fields`;
 * `hub` adds those of a hub with a fyr.yaml. Vocabularies are looked up in
 * `schema`, which may be NULL. Returns their number.
 */
enum {
	SCHEMA_COMMON = 48
};
size_t schema_common_fields(
	const struct schema *schema, bool hub, struct schema_field *fields);

/* Append built-in vocabularies the schema lacks; there is room for two. */
enum {
	SCHEMA_VOCABULARIES = 2
};
void schema_common_vocabularies(struct schema *schema);

/* The one kind of a hub that names none; `fields` are its fields. */
void schema_common_kind(struct schema *schema);

const struct vocabulary *schema_vocabulary(
	const struct schema *schema, struct str id);

/* Kinds and the fields of all; after the vocabularies. */
void schema_read_kinds(struct schema *schema, const struct yaml *root);

/* {sv: …, en: …}, or one text for both. */
void schema_read_label(struct label *label, const struct yaml *node);

/* An error with its place: that of `node`'s value, or of its key. */
struct problem schema_at(const struct yaml *node, const char *rule);
struct problem schema_at_key(const struct yaml *node, const char *rule);

/*
 * A warning for each key of `map` that is not in `known` (NULL-terminated) but
 * looks like a misspelling of one that is.
 */
void schema_check_keys(struct schema *schema, const struct yaml *map,
	const char *const *known);

/* The scalar stands for nothing: empty, ~ or null. */
bool schema_is_empty(const struct yaml *node);

/* A text for people: at most 40 cells of it. */
struct str schema_shown(struct str text);

/*
 * Judge one value of a field; problems go to the note. `node` is the scalar,
 * or the mapping of a dated value or contact.
 */
void schema_judge_value(struct doc *doc, const struct schema_field *field,
	const struct yaml *node);

/* Several values where the field holds one. */
void schema_judge_many(struct doc *doc, const struct schema_field *field,
	const struct yaml *node);

/* "draft: true" beside another status. */
void schema_judge_draft(struct doc *doc, const struct yaml *node);

/* Required fields that are missing, and keys that look misspelled. */
void schema_judge_note(const struct kind *kind, struct doc *doc,
	const bool *has, struct str status);

#endif
