#include "app/reviews.h"

#include <stdlib.h>
#include <string.h>

#include "app/affected.h"
#include "app/agenda_private.h"
#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/check.h"

enum {
	SPREAD = 10, /* the tenth of an interval */
	SPREAD_MAX = 40, /* days */
	FRIDAY = 5
};

static void find_changes(
	struct app *app, const struct note *note, struct review_state *state)
{
	const struct affected *one = app_affected(app, note->hit->id);

	if (!one)
		return;
	state->affected = true;
	state->update = arena_str(&state->arena, one->update);
	state->update_title = arena_str(&state->arena, one->title);
	state->update_date = one->date;
	app_in_language(
		app, &state->arena, &state->update, &state->update_title);
}

/* --- past its day --- */

static void find_late(const struct app *app, const struct note *note,
	struct review_state *state)
{
	const struct doc *front =
		note->primary.front ? &note->primary : &note->doc;
	const struct schema_field *field =
		note->kind ? kind_role(note->kind, ROLE_REVIEW_BY) : NULL;
	struct str text =
		field ? doc_field(front, field->key.data) : (struct str){0};
	int32_t days;

	if (!text.len || !date_parse(text, &state->by))
		return;
	days = date_days(app->today) - date_days(state->by);
	state->late = days > 0 ? days : 0;
}

void app_review_state(
	struct app *app, const struct note *note, struct review_state *state)
{
	*state = (struct review_state){0};
	if (!app->store || app_is_foreign(app) ||
		!str_is(note->hit->status, "published"))
		return;
	find_late(app, note, state);
	find_changes(app, note, state);
}

void review_state_clear(struct review_state *state)
{
	arena_clear(&state->arena);
	*state = (struct review_state){0};
}

/* --- the queue --- */

static void mark_entry(struct app *app, struct agenda *agenda,
	struct agenda_entry *entry, const struct affected *one)
{
	entry->affected = arena_str(&agenda->arena, one->update);
	entry->affected_title = arena_str(&agenda->arena, one->title);
	entry->affected_date = one->date;
	app_in_language(
		app, &agenda->arena, &entry->affected, &entry->affected_title);
}

static bool is_queued(const struct agenda *agenda, size_t count, struct str id)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (str_eq(agenda->items[i].id, id))
			return true;
	}
	return false;
}

static void add_affected(
	struct app *app, struct agenda *agenda, const struct affected *one)
{
	struct store_results found = {0};
	struct arena *arena = &agenda->arena;
	const struct store_hit *hit;
	struct agenda_entry *entry;

	if (!store_find(
		    app->store, one->id, str_from(i18n_lang()), &found, NULL))
		return;
	hit = &found.items[0];
	if (str_is(hit->status, "published")) {
		entry = &agenda->items[agenda->count++];
		*entry = (struct agenda_entry){.type = AGENDA_REVIEW,
			.event = STR("affected"),
			.event_label = str_from(_("may be affected")),
			.date = one->date,
			.days = date_days(one->date) - date_days(app->today)};
		entry->path = entry->note = arena_str(arena, hit->path);
		entry->id = arena_str(arena, hit->id);
		entry->title = arena_str(arena, hit->title);
		entry->kind = arena_str(arena, hit->kind);
		entry->owner = arena_str(arena, hit->owner);
		entry->status = arena_str(arena, hit->status);
		mark_entry(app, agenda, entry, one);
	}
	store_results_clear(&found);
}

bool app_reviews(struct app *app, const struct agenda_request *request,
	struct agenda *agenda, struct error *err)
{
	const struct affected *all;
	struct agenda_entry *items;
	size_t count;
	size_t due;
	size_t i;

	if (!app_agenda(app, request, agenda, err))
		return false;
	all = app_affected_all(app, &count);
	due = agenda->count;
	items = mem_array(due + count + 1, sizeof(*items));
	if (due)
		memcpy(items, agenda->items, due * sizeof(*items));
	free(agenda->items);
	agenda->items = items;
	for (i = 0; i < due; i++) {
		const struct affected *one = app_affected(app, items[i].id);

		if (one && items[i].type == AGENDA_REVIEW)
			mark_entry(app, agenda, &items[i], one);
	}
	for (i = 0; i < count; i++) {
		if (!is_queued(agenda, due, all[i].id))
			add_affected(app, agenda, &all[i]);
	}
	agenda_filter(app, request, agenda);
	return true;
}

/* --- the next day --- */

struct date app_review_next(struct app *app, int days)
{
	static const char *const roles[] = {"review-by", NULL};
	int width = days / SPREAD < SPREAD_MAX ? days / SPREAD : SPREAD_MAX;
	int32_t last = date_days(app->today) + days;
	const struct store_span span = {last - width, last, roles};
	size_t due[SPREAD_MAX + 1] = {0};
	struct store_dates dates = {0};
	int32_t best = last;
	size_t fewest = SIZE_MAX;
	int32_t day;
	size_t i;

	if (app->store && store_dates(app->store, &span, &dates, NULL)) {
		for (i = 0; i < dates.count; i++) {
			day = last - date_days(dates.items[i].date);
			if (day >= 0 && day <= width)
				due[day]++;
		}
	}
	for (day = last; day >= last - width; day--) {
		if (date_weekday(day) <= FRIDAY && due[last - day] < fewest) {
			best = day;
			fewest = due[last - day];
		}
	}
	store_dates_clear(&dates);
	return date_from_days(best);
}
