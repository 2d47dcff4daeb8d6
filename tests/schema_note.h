#ifndef FYR_TESTS_SCHEMA_NOTE_H
#define FYR_TESTS_SCHEMA_NOTE_H

/*
 * A note made of its front matter alone, beside a small schema, and its values.
 * Include cmocka.h first.
 */

#include "content/doc.h"
#include "content/schema.h"

static const char fyr_yaml[] =
	"fyr: 1\n"
	"vocabularies:\n"
	"  stage: [signal, proposal, in-force]\n"
	"  event: [applies, due]\n"
	"kinds:\n"
	"  rule:\n"
	"    folder: rules\n"
	"    fields:\n"
	"      title: {type: string, role: title, required: published}\n"
	"      stage: {type: enum, vocabulary: stage, role: stage,\n"
	"        required: published}\n"
	"      area: {type: enum, vocabulary: stage, many: true}\n"
	"      dates: {type: dated, vocabulary: event, many: true,\n"
	"        role: deadline}\n"
	"      effective: {type: dated}\n"
	"      identifiers: {type: identifier, many: true, role: identifier}\n"
	"      url: {type: url, role: url}\n"
	"      email: {type: email, role: email}\n"
	"      contacts: {type: contact, many: true, role: contact}\n"
	"      count: {type: int}\n"
	"      open: {type: bool}\n"
	"      day: {type: date, role: date-in-force}\n"
	"      start: {type: datetime, role: start}\n"
	"      authority: {type: link, role: organisation}\n"
	"  task:\n"
	"    fields: {state: {type: string, role: status}}\n";

struct note {
	struct schema schema;
	struct doc doc;
	const struct kind *kind;
	struct values values;
};

static inline void list_kind(
	struct note *note, const char *front, const char *kind, bool judge)
{
	struct yaml_input input = {str_from(front), 2, &yaml_limits_front};

	*note = (struct note){0};
	schema_parse(&note->schema, str_from(fyr_yaml));
	assert_int_equal(note->schema.problems.count, 0);
	note->kind = kind ? schema_kind(&note->schema, str_from(kind)) : NULL;
	note->doc.front =
		yaml_parse(&input, &note->doc.arena, &note->doc.problems);
	schema_values(note->kind, &note->doc, judge, &note->values);
}

static inline void clear(struct note *note)
{
	arena_clear(&note->doc.arena);
	schema_clear(&note->schema);
}

#endif
