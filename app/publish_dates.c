/* The dates of a rule, moved or added without touching the rest of its text. */

#include <string.h>

#include "app/publish_private.h"
#include "base/i18n.h"
#include "content/front.h"

bool publish_read_date(
	struct str text, struct publish_date *date, struct error *err)
{
	struct str rest = str_trim(text), left;
	struct date day;
	size_t comma;

	*date = (struct publish_date){0};
	left = str_sub(rest, 0, str_find(rest, '='));
	rest = str_trim(str_sub(rest, left.len + 1, rest.len));
	comma = str_find(rest, ',');
	date->date = str_trim(str_sub(rest, 0, comma));
	rest = str_trim(str_sub(rest, comma + 1, rest.len));
	date->expected = str_is(rest, "expected");
	date->event = str_trim(str_sub(left, 0, str_find(left, '@')));
	date->old = str_trim(str_sub(left, str_find(left, '@') + 1, left.len));
	if (date->event.len && date_parse(date->date, &day) &&
		(!date->old.len || date_parse(date->old, &day)) &&
		(!rest.len || date->expected || str_is(rest, "binding")))
		return true;
	return error_set(err, ERROR_INPUT,
		_("\"%.*s\" is no date of a rule. Write EVENT=DATE, such as "
		  "applies=2027-12-02 or due=2026-12,expected; to move one of "
		  "several: applies@2026-08-02=2027-12-02."),
		STR_ARG(text));
}

void publish_dated(struct buf *out, const struct publish_date *date,
	struct str source, const char *before)
{
	buf_printf(out, "%s{date: %.*s, event: ", before, STR_ARG(date->date));
	front_scalar(out, date->event);
	buf_printf(out, ", certainty: %s",
		date->expected ? "expected" : "binding");
	if (source.len) {
		buf_put(out, ", source: \"");
		front_escape(out, source);
		buf_byte(out, '"');
	}
	buf_byte(out, '}');
}

static const struct yaml *next_of(
	const struct yaml *field, const struct yaml *item)
{
	if (field->type == YAML_MAP)
		return item ? NULL : field;
	if (field->type != YAML_LIST)
		return NULL;
	return item ? item->next : field->first;
}

/* Whether a new date may take its place without being told which. */
static bool is_ahead(const struct yaml *item, const struct publish_date *date)
{
	struct date day;

	return str_is(yaml_text(item, "certainty"), "expected") ||
		!date_parse(yaml_text(item, "date"), &day) ||
		date_days(day) >= date_days(date->today);
}

/* The entry that is meant; NULL when there is none, or no single one. */
static const struct yaml *find_entry(
	const struct yaml *field, const struct publish_date *date)
{
	const struct yaml *item, *found = NULL;

	for (item = next_of(field, NULL); item; item = next_of(field, item)) {
		struct str day = yaml_text(item, "date");

		if (!str_eq(yaml_text(item, "event"), date->event))
			continue;
		if (str_eq(day, date->old.len ? date->old : date->date))
			return item;
		if (date->old.len || !is_ahead(item, date))
			continue;
		if (found)
			return NULL;
		found = item;
	}
	return found;
}

static const struct yaml *find_field(
	const struct doc *doc, const struct schema_field *field)
{
	const struct yaml *node = doc->front ? doc->front->first : NULL;

	while (node && !str_eq(node->key, field->key))
		node = node->next;
	return node;
}

/* One part of the entry, if it has it: each change moves what follows. */
static bool set_part(struct publish_file *file,
	const struct schema_field *field, const struct publish_date *date,
	const char *key, struct str value)
{
	struct doc doc = {0};
	const struct yaml *entry, *part = NULL;
	bool ok = true;

	doc_parse_front(&doc, buf_slice(&file->text));
	entry = find_field(&doc, field);
	entry = entry ? find_entry(entry, date) : NULL;
	if (entry)
		part = yaml_get(entry, key);
	if (part && !str_eq(part->text, value))
		ok = front_replace(&file->text, part, value);
	doc_clear(&doc);
	return ok;
}

bool publish_set_date(struct publish_file *file,
	const struct schema_field *field, const struct publish_date *date,
	struct str source)
{
	struct doc doc = {0};
	struct buf entry = {0};
	const struct yaml *node;
	bool known, ok;

	doc_parse_front(&doc, buf_slice(&file->text));
	node = find_field(&doc, field);
	known = node && find_entry(node, date);
	doc_clear(&doc);
	if (known)
		return set_part(file, field, date, "certainty",
			       date->expected ? STR("expected")
					      : STR("binding")) &&
			(!source.len ||
				set_part(
					file, field, date, "source", source)) &&
			set_part(file, field, date, "date", date->date);
	if (date->old.len)
		return false;
	publish_dated(&entry, date, source, "");
	ok = field->many
		? front_add_raw(&file->text, field->key, buf_slice(&entry))
		: front_set_raw(&file->text, field->key, buf_slice(&entry));
	buf_clear(&entry);
	return ok;
}
