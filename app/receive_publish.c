/* Whether the change of a note publishes something. */

#include <string.h>

#include "app/receive_private.h"
#include "base/i18n.h"
#include "content/check.h"

/* What readers act on. */
struct shown {
	bool published;
	bool alert; /* of a kind whose notes are published changes */
	bool event; /* its deadline is a day to register by, no duty */
	struct buf stage, dates;
};

static void add_dated(struct buf *out, const struct value *value)
{
	buf_printf(out, "%.*s|%.*s|%.*s|%d;", STR_ARG(value->text),
		STR_ARG(value->event), STR_ARG(value->scope), value->expected);
}

static void read_shown(const struct publishing *publishing, bool there,
	struct str text, struct shown *shown)
{
	const struct kind *kind;
	struct values values;
	struct doc doc = {0};
	size_t i;

	if (!there)
		return;
	doc_parse_front(&doc, text);
	kind = schema_kind_of(publishing->schema, publishing->path, &doc);
	schema_values(kind, &doc, false, &values);
	shown->published = str_is(check_status(&values), "published");
	shown->alert = kind && kind_role(kind, ROLE_ALERT);
	shown->event = kind && kind_role(kind, ROLE_START);
	for (i = 0; i < values.count; i++) {
		const struct value *value = &values.items[i];

		if (value->role == ROLE_STAGE)
			buf_str(&shown->stage, value->text);
		else if (value->role == ROLE_DEADLINE && !shown->event)
			add_dated(&shown->dates, value);
	}
	doc_clear(&doc);
}

static const char *reason(
	const struct shown *old, const struct shown *now, bool has)
{
	if (now->published && !old->published)
		return _("it is published by this push");
	if (old->published && !now->published)
		return has ? _("it is withdrawn by this push")
			   : _("a published note is removed");
	if (!now->published)
		return NULL;
	if (now->alert || old->alert)
		return _("a published change is altered; write a correction "
			 "as a new one");
	if (!str_eq(buf_slice(&old->stage), buf_slice(&now->stage)))
		return _("its stage changes");
	if (!str_eq(buf_slice(&old->dates), buf_slice(&now->dates)))
		return _("its dates change");
	return NULL;
}

const char *publishing_reason(const struct publishing *publishing)
{
	struct shown old = {0};
	struct shown now = {0};
	const char *why;

	read_shown(publishing, publishing->had, publishing->old, &old);
	read_shown(publishing, publishing->has, publishing->text, &now);
	why = reason(&old, &now, publishing->has);
	buf_clear(&old.stage);
	buf_clear(&old.dates);
	buf_clear(&now.stage);
	buf_clear(&now.dates);
	return why;
}
