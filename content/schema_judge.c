/* What is wrong with a note's values, and what is missing. */

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "content/schema.h"
#include "content/schema_private.h"

enum {
	KEYS_JUDGED = 200, /* unknown keys looked at for slips */
	WORDS_SHOWN = 12 /* of a vocabulary */
};

/*
 * No text repeats the value: it may be what should not stand in a log (an
 * identity number in the wrong field, say). The place says where it is.
 */
static void wrong(struct doc *doc, const struct schema_field *field,
	struct problem at, const char *text)
{
	problem_add(&doc->problems, &doc->arena, &at, "%.*s: %s",
		STR_ARG(schema_shown(field->key)), text);
}

static bool is_blank_or_control(char byte)
{
	return (unsigned char)byte <= ' ' || byte == 0x7F;
}

static bool has_blank(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (is_blank_or_control(text.data[i])) {
			return true;
		}
	}
	return false;
}

static bool is_email(struct str text)
{
	size_t at = str_find(text, '@');
	struct str host = str_sub(text, at + 1, text.len);
	size_t dot = str_find(host, '.');

	return at > 0 && at < text.len && !has_blank(text) && dot > 0 &&
		dot + 1 < host.len && !str_ends(host, ".") &&
		str_find(host, '@') == host.len &&
		str_find(text, '<') == text.len &&
		str_find(text, '>') == text.len &&
		str_find(text, ',') == text.len;
}

static bool is_url(struct str text)
{
	struct str scheme = str_sub(text, 0, str_find(text, ':'));
	struct str rest = str_sub(text, scheme.len + 1, text.len);
	struct str host;

	if (has_blank(text)) {
		return false;
	}
	if (str_eq_nocase(scheme, STR("mailto"))) {
		return is_email(str_sub(rest, 0, str_find(rest, '?')));
	}
	if (!str_eq_nocase(scheme, STR("http")) &&
		!str_eq_nocase(scheme, STR("https"))) {
		return false;
	}
	host = str_sub(rest, 2, rest.len);
	return str_starts(rest, "//") && host.len > 0 && host.data[0] != '/' &&
		host.data[0] != '?' && host.data[0] != '#';
}

static bool is_identifier(struct str text)
{
	size_t colon = str_find(text, ':');

	for (size_t i = 0; i < colon; i++) {
		char b = text.data[i];

		if (!((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ||
			    (b >= '0' && b <= '9') || b == '-')) {
			return false;
		}
	}
	return colon > 0 && colon < text.len &&
		str_trim(str_sub(text, colon + 1, text.len)).len > 0;
}

static bool is_bool(const struct yaml *node)
{
	struct yaml one = *node;
	struct yaml map = {.type = YAML_MAP, .first = &one};

	one.key = STR("b");
	one.next = NULL;
	return yaml_bool(&map, "b", true) == yaml_bool(&map, "b", false);
}

/* "+01:00", "+0100", "+01" or "Z". */
static bool is_zone(struct str text)
{
	struct str digits = str_sub(text, 1, text.len);
	long number = 0;

	if (str_eq_nocase(text, STR("Z"))) {
		return true;
	}
	if (text.len < 3 || (text.data[0] != '+' && text.data[0] != '-')) {
		return false;
	}
	if (digits.len == 5 && digits.data[2] == ':') {
		return str_number(str_sub(digits, 0, 2), 0, 14, &number) &&
			str_number(str_sub(digits, 3, 5), 0, 59, &number);
	}
	return (digits.len == 2 && str_number(digits, 0, 14, &number)) ||
		(digits.len == 4 && str_number(digits, 0, 1459, &number));
}

static bool is_time_mark(char byte)
{
	return byte == 'T' || byte == 't' || byte == ' ';
}

/* A date; or a date, "T" or a blank, HH:MM or HH:MM:SS, and perhaps a zone. */
static bool is_datetime(struct str text, bool *zone)
{
	struct str time = str_sub(text, 11, text.len);
	struct date date;
	size_t at = 5;
	long number = 0;

	*zone = true;
	if (date_parse(text, &date)) {
		return true;
	}
	if (!date_parse(str_sub(text, 0, 10), &date) || time.len < 5 ||
		!is_time_mark(text.data[10]) || time.data[2] != ':' ||
		!str_number(str_sub(time, 0, 2), 0, 23, &number) ||
		!str_number(str_sub(time, 3, 5), 0, 59, &number)) {
		return false;
	}
	if (time.len >= 8 && time.data[5] == ':') {
		if (!str_number(str_sub(time, 6, 8), 0, 60, &number)) {
			return false;
		}
		at = 8;
	}
	if (at == 8 && time.len > 9 && time.data[8] == '.') {
		at = 9;
		while (at < time.len && time.data[at] >= '0' &&
			time.data[at] <= '9') {
			at++;
		}
	}
	time = str_trim(str_sub(time, at, time.len));
	*zone = time.len > 0;
	return time.len == 0 || is_zone(time);
}

static void judge_datetime(struct doc *doc, const struct schema_field *field,
	const struct yaml *node, struct str text)
{
	struct problem at = schema_at(node, "bad-date");
	bool zone;

	if (!is_datetime(text, &zone)) {
		wrong(doc, field, at,
			_("This is no date and time. Write it as "
			  "2026-11-26T13:00+01:00."));
	} else if (!zone && field->role != ROLE_DATE) {
		at.severity = SEVERITY_WARNING;
		wrong(doc, field, at,
			_("This time has no zone. Write it as "
			  "2026-11-26T13:00+01:00."));
	}
}

static void judge_date(struct doc *doc, const struct schema_field *field,
	const struct yaml *node, struct str text)
{
	struct date date;

	if (!date_parse(text, &date)) {
		wrong(doc, field, schema_at(node, "bad-date"),
			_("This is no date. Write it as 2026-11-26, 2026-11 or "
			  "2026."));
	}
}

/* Names the word that was meant, or the first words there are. */
static void judge_word(struct doc *doc, const struct schema_field *field,
	const struct yaml *node, struct str text)
{
	const struct vocabulary *vocabulary = field->vocabulary;
	struct problem at = schema_at(node, "unknown-value");
	const struct label *meant = NULL;
	struct buf words = {0};

	if (!vocabulary || field_value_order(field, text) >= 0) {
		return;
	}
	for (size_t i = 0; i < vocabulary->count; i++) {
		struct str id = vocabulary->values[i].id;

		if (schema_is_slip(text, id) || str_eq_nocase(text, id)) {
			meant = &vocabulary->values[i];
		}
		if (i < WORDS_SHOWN) {
			buf_printf(&words, "%s%.*s", i > 0 ? ", " : "",
				STR_ARG(schema_shown(id)));
		}
	}
	if (vocabulary->count > WORDS_SHOWN) {
		buf_put(&words, ", …");
	}
	if (meant) {
		problem_add(&doc->problems, &doc->arena, &at,
			_("%.*s: There is no such value. Did you mean "
			  "\"%.*s\"?"),
			STR_ARG(schema_shown(field->key)),
			STR_ARG(schema_shown(meant->id)));
	} else {
		problem_add(&doc->problems, &doc->arena, &at,
			_("%.*s: There is no such value. Write one of: %s."),
			STR_ARG(schema_shown(field->key)), buf_text(&words));
	}
	buf_clear(&words);
}

static void judge_email(struct doc *doc, const struct schema_field *field,
	const struct yaml *node, struct str text)
{
	if (!is_email(text)) {
		wrong(doc, field, schema_at(node, "bad-email"),
			_("This is no e-mail address. Write it as "
			  "name@example.org."));
	}
}

static void judge_dated(struct doc *doc, const struct schema_field *field,
	const struct yaml *node)
{
	const struct yaml *date = yaml_get(node, "date");
	const struct yaml *event = yaml_get(node, "event");
	const struct yaml *certainty = yaml_get(node, "certainty");

	if (!date || date->type != YAML_SCALAR) {
		wrong(doc, field, schema_at(node, "bad-date"),
			_("An entry has no date. Write {date: 2026-11-26, "
			  "event: …}."));
	} else {
		judge_date(doc, field, date, date->text);
	}
	if (event && !schema_is_empty(event)) {
		judge_word(doc, field, event, event->text);
	}
	if (certainty && !schema_is_empty(certainty) &&
		!str_is(certainty->text, "binding") &&
		!str_is(certainty->text, "expected")) {
		wrong(doc, field, schema_at(certainty, "unknown-value"),
			_("The certainty of a date is \"binding\" or "
			  "\"expected\". Write one of these."));
	}
}

static void judge_contact(struct doc *doc, const struct schema_field *field,
	const struct yaml *node)
{
	const struct yaml *email = yaml_get(node, "email");
	const struct yaml *checked = yaml_get(node, "checked");

	if (email && !schema_is_empty(email)) {
		judge_email(doc, field, email, email->text);
	}
	if (checked && !schema_is_empty(checked)) {
		judge_date(doc, field, checked, checked->text);
	}
	if (!node->first) {
		wrong(doc, field, schema_at(node, "bad-contact"),
			_("This contact is empty. Write {role: …, email: "
			  "name@example.org}."));
	}
}

static void judge_mapping(struct doc *doc, const struct schema_field *field,
	const struct yaml *node)
{
	if (field->type == TYPE_DATED) {
		judge_dated(doc, field, node);
	} else if (field->type == TYPE_CONTACT) {
		judge_contact(doc, field, node);
	} else {
		wrong(doc, field, schema_at(node, "bad-value"),
			_("A mapping stands where a value belongs. Write the "
			  "value alone, in quotes if it holds a colon."));
	}
}

static void judge_scalar(struct doc *doc, const struct schema_field *field,
	const struct yaml *node, struct str text)
{
	long number;

	switch (field->type) {
	case TYPE_ENUM:
		judge_word(doc, field, node, text);
		break;
	case TYPE_DATE:
	case TYPE_DATED:
		judge_date(doc, field, node, text);
		break;
	case TYPE_DATETIME:
		judge_datetime(doc, field, node, text);
		break;
	case TYPE_EMAIL:
		judge_email(doc, field, node, text);
		break;
	case TYPE_URL:
		if (!is_url(text)) {
			wrong(doc, field, schema_at(node, "bad-url"),
				_("This is no address. Write it as "
				  "https://example.org/page; http, https and "
				  "mailto are known."));
		}
		break;
	case TYPE_IDENTIFIER:
		if (!is_identifier(text)) {
			wrong(doc, field, schema_at(node, "bad-identifier"),
				_("This is no identifier. Write the scheme "
				  "and a colon before it, as in "
				  "celex:32024R1689."));
		}
		break;
	case TYPE_INT:
		if (!str_number(text, LONG_MIN, LONG_MAX, &number)) {
			wrong(doc, field, schema_at(node, "bad-number"),
				_("This is no whole number. Write digits "
				  "only."));
		}
		break;
	case TYPE_BOOL:
		if (!is_bool(node)) {
			wrong(doc, field, schema_at(node, "bad-bool"),
				_("This is neither yes nor no. Write true or "
				  "false."));
		}
		break;
	case TYPE_STRING:
	case TYPE_TEXT:
	case TYPE_LINK:
	case TYPE_CONTACT:
		break;
	}
}

void schema_judge_value(struct doc *doc, const struct schema_field *field,
	const struct yaml *node)
{
	if (node->type == YAML_SCALAR) {
		judge_scalar(doc, field, node, node->text);
	} else {
		judge_mapping(doc, field, node);
	}
}

void schema_judge_many(struct doc *doc, const struct schema_field *field,
	const struct yaml *node)
{
	wrong(doc, field, schema_at(node, "one-value"),
		_("A list stands where one value belongs. Keep one of them."));
}

void schema_judge_draft(struct doc *doc, const struct yaml *node)
{
	struct problem at = schema_at_key(node, "draft-status");

	at.severity = SEVERITY_WARNING;
	problem_add(&doc->problems, &doc->arena, &at,
		_("\"draft: true\" and another status contradict each other; "
		  "the note stays a draft. Remove one of them."));
}

static void judge_missing(const struct kind *kind, struct doc *doc,
	const bool *has, struct str status)
{
	bool translation = yaml_get(doc->front, "translated") != NULL;
	struct problem at = {.line = doc->front ? doc->front->line : 1,
		.severity = SEVERITY_ERROR,
		.rule = "missing-field"};

	if (status.len > 0 && !str_is(status, "published")) {
		return;
	}
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct schema_field *field = &kind->fields[i];

		/* The first heading is a title; a translation leaves the
		 * fields of machines to the note it translates. */
		if (!field->required || has[i] ||
			(field->role == ROLE_TITLE && doc->heading_count > 0) ||
			(field->role != ROLE_TITLE && translation)) {
			continue;
		}
		problem_add(&doc->problems, &doc->arena, &at,
			_("\"%.*s\" is missing and a published note needs it. "
			  "Write \"%.*s: …\", or \"status: draft\"."),
			STR_ARG(schema_shown(field->key)),
			STR_ARG(schema_shown(field->key)));
	}
}

static void judge_keys(const struct kind *kind, struct doc *doc)
{
	int left = KEYS_JUDGED;

	for (const struct yaml *node = doc->front->first; node && left > 0;
		node = node->next) {
		struct problem at = schema_at_key(node, "misspelled-key");
		const struct schema_field *meant = NULL;

		if (kind_field(kind, node->key)) {
			continue;
		}
		left--;
		for (size_t i = 0; i < kind->field_count; i++) {
			if (schema_is_slip(node->key, kind->fields[i].key)) {
				meant = &kind->fields[i];
			}
		}
		if (meant) {
			at.severity = SEVERITY_WARNING;
			problem_add(&doc->problems, &doc->arena, &at,
				_("\"%.*s\" is no known field. Did you mean "
				  "\"%.*s\"?"),
				STR_ARG(schema_shown(node->key)),
				STR_ARG(schema_shown(meant->key)));
		}
	}
}

void schema_judge_note(const struct kind *kind, struct doc *doc,
	const bool *has, struct str status)
{
	const struct yaml *named = yaml_get(doc->front, "kind");
	struct problem at;

	if (!kind) {
		if (named && !schema_is_empty(named)) {
			at = schema_at(named, "unknown-kind");
			problem_add(&doc->problems, &doc->arena, &at,
				_("The hub has no kind of this name. Correct "
				  "\"kind\", or remove it: the folder decides "
				  "then."));
		}
		return;
	}
	judge_missing(kind, doc, has, status);
	if (doc->front && doc->front->type == YAML_MAP) {
		judge_keys(kind, doc);
	}
}
