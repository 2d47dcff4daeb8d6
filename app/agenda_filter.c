/* Which entries of the agenda are asked for, in which order, in which words. */

#include <stdlib.h>

#include "app/agenda_private.h"
#include "app/draft.h"
#include "app/private.h"
#include "base/i18n.h"
#include "base/utf8.h"

const char *agenda_type_label(enum agenda_type type)
{
	switch (type) {
	case AGENDA_DEADLINE:
		return _("Deadline");
	case AGENDA_END:
		return _("Ends");
	case AGENDA_EVENT:
		return _("Event");
	case AGENDA_REVIEW:
		return _("Review");
	}
	return "";
}

void agenda_when(
	struct buf *out, const struct agenda_entry *entry, struct date today)
{
	/* A month says its year: "Dec 2026" is not any December. */
	date_human(
		out, entry->date, entry->date.day ? today : (struct date){0});
	if (entry->time.len > 15)
		buf_printf(out, " %.5s", entry->time.data + 11);
	if (entry->end.year) {
		buf_put(out, "–");
		date_human(out, entry->end, today);
	} else if (entry->end_time.len > 15) {
		buf_printf(out, "–%.5s", entry->end_time.data + 11);
	}
}

/* --- the filter --- */

static void put_words(struct buf *out, struct str word)
{
	buf_str(out, word);
	buf_byte(out, '\n');
}

static bool wants_entry(const struct app *app,
	const struct agenda_request *request, const struct agenda_entry *entry)
{
	struct buf text = {0};
	bool ok = (!request->kind.len || str_eq(request->kind, entry->kind)) &&
		(!request->owner.len ||
			str_eq_nocase(request->owner, entry->owner));

	if (ok && request->words.len) {
		put_words(&text, str_from(agenda_type_label(entry->type)));
		put_words(&text, app_kind_label(app, entry->kind, false));
		put_words(&text, entry->owner);
		put_words(&text, entry->title);
		put_words(&text, entry->event_label);
		put_words(&text, entry->scope);
		put_words(&text,
			entry->expected ? str_from(_("expected"))
					: (struct str){0});
		ok = utf8_has_words(buf_slice(&text), request->words);
	}
	buf_clear(&text);
	return ok;
}

/* A move knows no owner: its note does. */
static struct str owner_of(
	struct app *app, struct arena *arena, const struct move *move)
{
	struct store_results one = {0};
	struct str owner = {0};

	if (app->store && store_get(app->store, &move->path, 1, &one, NULL) &&
		one.count)
		owner = arena_str(arena, one.items[0].owner);
	store_results_clear(&one);
	return owner;
}

static bool wants_move(struct app *app, const struct agenda_request *request,
	struct agenda *agenda, const struct move *move)
{
	struct str owner = owner_of(app, &agenda->arena, move);
	struct buf text = {0};
	bool ok = (!request->kind.len || str_eq(request->kind, move->kind)) &&
		(!request->owner.len || str_eq_nocase(request->owner, owner));

	if (ok && request->words.len) {
		put_words(&text, app_kind_label(app, move->kind, false));
		put_words(&text, owner);
		put_words(&text, move->title);
		put_words(&text,
			app_field_label(
				app, move->kind, move->key, move->event));
		put_words(&text, move->scope);
		put_words(&text, move->update_title);
		ok = utf8_has_words(buf_slice(&text), request->words);
	}
	buf_clear(&text);
	return ok;
}

void agenda_filter(struct app *app, const struct agenda_request *request,
	struct agenda *agenda)
{
	struct agenda_request named = *request;
	const struct kind *kind = NULL;
	size_t kept = 0;
	size_t i;

	if (!request->kind.len && !request->owner.len && !request->words.len)
		return;
	if (request->kind.len)
		kind = app_find_kind(app, request->kind, NULL);
	if (kind)
		named.kind = kind->id;
	request = &named;
	for (i = 0; i < agenda->count; i++) {
		if (wants_entry(app, request, &agenda->items[i]))
			agenda->items[kept++] = agenda->items[i];
	}
	agenda->count = kept;
	kept = 0;
	for (i = 0; i < agenda->moved.count; i++) {
		if (wants_move(app, request, agenda, &agenda->moved.items[i]))
			agenda->moved.items[kept++] = agenda->moved.items[i];
	}
	agenda->moved.count = kept;
}

/* --- the order of reviews --- */

static int by_owner(const void *a, const void *b)
{
	const struct agenda_entry *one = a;
	const struct agenda_entry *other = b;
	int order = str_cmp(one->owner, other->owner);

	/* What is only affected has no key, and comes after what is due. */
	if (order == 0)
		order = (one->key.len == 0) - (other->key.len == 0);
	if (order == 0)
		order = (one->days > other->days) - (one->days < other->days);
	return order ? order : str_cmp(one->path, other->path);
}

void agenda_by_owner(struct agenda *agenda)
{
	if (agenda->count)
		qsort(agenda->items, agenda->count, sizeof(*agenda->items),
			by_owner);
}
