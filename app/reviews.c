#include "app/reviews.h"

#include <string.h>

#include "app/private.h"
#include "app/touches.h"
#include "content/check.h"

enum {
	ABOVE_MAX = 64, /* notes looked at on the way up */
	SPREAD = 10, /* the tenth of an interval */
	SPREAD_MAX = 40, /* days */
	FRIDAY = 5
};

/* --- what may have made it wrong --- */

/* Notes that this one follows from, by fields, nearest first. */
struct above {
	struct app *app;
	struct arena *arena;
	struct str paths[ABOVE_MAX];
	size_t count;
};

static void add_above(struct above *above, struct str path)
{
	size_t i;

	for (i = 0; i < above->count; i++) {
		if (str_eq(above->paths[i], path))
			return;
	}
	if (path.len && above->count < ABOVE_MAX)
		above->paths[above->count++] = arena_str(above->arena, path);
}

static void climb(struct above *above, struct str path)
{
	struct store_links links = {0};
	size_t i;

	if (!store_links(above->app->store, path, LINKS_OUT, &links, NULL))
		return;
	for (i = 0; i < links.count; i++) {
		if (links.items[i].field.len)
			add_above(above, links.items[i].path);
	}
	store_links_clear(&links);
}

/* What amends a rule stands above it too, and a published change tells. */
static bool is_told_of(struct above *above, struct str path)
{
	struct store_links links = {0};
	bool told = false;
	size_t i;

	if (!store_links(above->app->store, path, LINKS_IN, &links, NULL))
		return false;
	for (i = 0; i < links.count; i++) {
		const struct store_link_row *row = &links.items[i];
		const struct kind *kind =
			schema_kind(&above->app->schema, row->kind);
		const struct schema_field *field = kind && row->field.len
			? kind_field(kind, row->field)
			: NULL;

		told = told ||
			(field && field->role == ROLE_ABOUT &&
				kind_role(kind, ROLE_ALERT));
		if (str_is(row->field, "amends"))
			add_above(above, row->path);
	}
	store_links_clear(&links);
	return told;
}

static void take_touch(struct review_state *state, const struct touched *one)
{
	if (!one->affected ||
		(state->affected &&
			date_days(one->update_date) <=
				date_days(state->update_date)))
		return;
	state->affected = true;
	state->update = arena_str(&state->arena, one->update);
	state->update_title = arena_str(&state->arena, one->update_title);
	state->update_date = one->update_date;
}

static void find_changes(
	struct app *app, const struct note *note, struct review_state *state)
{
	struct above above = {.app = app, .arena = &state->arena};
	struct str lang;
	struct str id = record_id(
		&app->schema, app_is_foreign(app), note->hit->path, &lang);
	size_t i, j;

	climb(&above, note->hit->path);
	if (note->lang_other.len) /* the fields may stand in the other file */
		climb(&above, note->lang_other);
	for (i = 0; i < note->out.count; i++) {
		if (note->out.items[i].field.len)
			add_above(&above, note->out.items[i].path);
	}
	for (i = 0; i < above.count; i++) {
		struct touches touches;

		climb(&above, above.paths[i]);
		if (!is_told_of(&above, above.paths[i]) ||
			!app_touches(app, above.paths[i], &touches, NULL))
			continue;
		for (j = 0; j < touches.count; j++) {
			if (str_eq(touches.items[j].id, id))
				take_touch(state, &touches.items[j]);
		}
		touches_clear(&touches);
	}
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
