/* What a change touches, in order, with owners, reviews and reasons. */

#include <stdlib.h>
#include <string.h>

#include "app/touches_private.h"
#include "base/i18n.h"
#include "base/mem.h"

static int by_path(const void *a, const void *b)
{
	return str_cmp(((const struct dated_path *)a)->path,
		((const struct dated_path *)b)->path);
}

bool spread_read_dates(struct spreading *s, struct error *err)
{
	static const char *const roles[] = {"date", "reviewed", NULL};
	const struct store_span span = {INT32_MIN / 2, INT32_MAX / 2, roles};
	struct store_dates dates = {0};
	size_t i;

	if (!store_dates(s->app->store, &span, &dates, err))
		return false;
	for (i = 0; i < dates.count; i++) {
		struct dated_path *one;

		s->dated = mem_grow(s->dated, &s->dated_cap, s->dated_count + 1,
			sizeof(*s->dated));
		one = &s->dated[s->dated_count++];
		one->path = arena_str(&s->touches->arena, dates.items[i].path);
		one->owner =
			arena_str(&s->touches->arena, dates.items[i].owner);
		one->date = dates.items[i].date;
		one->day = date_days(one->date);
	}
	store_dates_clear(&dates);
	if (s->dated_count)
		qsort(s->dated, s->dated_count, sizeof(*s->dated), by_path);
	return true;
}

const struct dated_path *spread_dated(
	const struct spreading *s, struct str path)
{
	struct dated_path key = {.path = path};

	return s->dated_count ? bsearch(&key, s->dated, s->dated_count,
					sizeof(*s->dated), by_path)
			      : NULL;
}

/* The way here: from the note asked about to the one before this. */
static void take_steps(
	struct spreading *s, const struct spread_node *node, struct touched *to)
{
	struct arena *arena = &s->touches->arena;
	const struct spread_node *at = node;
	int i;

	to->steps = arena_alloc(
		arena, ((size_t)node->distance + 1) * sizeof(*to->steps));
	for (i = node->distance; i > 0; i--) {
		const struct spread_node *before = &s->nodes[at->from];

		to->steps[i - 1].id = before->id;
		to->steps[i - 1].title = before->title;
		to->steps[i - 1].field = at->field;
		to->steps[i - 1].back = at->back;
		at = before;
	}
}

/* The newest update about anything on the way, if it is after the review. */
static void judge(
	struct spreading *s, const struct spread_node *node, struct touched *to)
{
	const struct spread_node *at = node;
	const struct spread_node *newest = NULL;

	while (at->distance > 0) {
		at = &s->nodes[at->from];
		if (at->update_day &&
			(!newest || at->update_day > newest->update_day))
			newest = at;
	}
	if (!newest ||
		(to->reviewed.year &&
			date_days(to->reviewed) >= newest->update_day))
		return;
	to->affected = true;
	to->update = newest->update;
	to->update_title = newest->update_title;
	to->update_date = date_from_days(newest->update_day);
}

/* Its own file and its translations: who answers for it, when was it read. */
static void take_note(
	struct spreading *s, struct spread_node *node, struct touched *to)
{
	const struct schema *schema = &s->app->schema;
	struct arena *arena = &s->touches->arena;
	struct store_results found = {0};
	const struct dated_path *dated = spread_dated(s, node->path);
	size_t i;

	for (i = 0; i < schema->language_count; i++) {
		const struct store_hit *hit;

		if (!store_find(s->app->store, node->id, schema->languages[i],
			    &found, NULL))
			continue;
		hit = &found.items[0];
		if (str_eq(hit->id, node->id)) {
			if (!dated)
				dated = spread_dated(s, hit->path);
			if (!to->owner.len)
				to->owner = arena_str(arena, hit->owner);
			if (str_is(hit->lang, i18n_lang())) {
				node->path = arena_str(arena, hit->path);
				node->title = arena_str(arena, hit->title);
			}
		}
		store_results_clear(&found);
	}
	if (dated) {
		to->reviewed = dated->date;
		if (!to->owner.len)
			to->owner = dated->owner;
	}
}

static size_t kind_order(const struct schema *schema, struct str id)
{
	size_t i = 0;

	while (i < schema->kind_count && !str_eq(schema->kinds[i].id, id))
		i++;
	return i;
}

struct sorting {
	const struct touched *touched;
	size_t kind;
};

static int by_place(const void *a, const void *b)
{
	const struct sorting *one = a;
	const struct sorting *other = b;
	int order = one->touched->distance - other->touched->distance;

	if (order == 0)
		order = (one->kind > other->kind) - (one->kind < other->kind);
	if (order == 0)
		order = str_cmp(one->touched->title, other->touched->title);
	return order ? order : str_cmp(one->touched->id, other->touched->id);
}

static void sort(struct spreading *s)
{
	struct touches *touches = s->touches;
	struct sorting *sorting =
		mem_array(touches->count + 1, sizeof(*sorting));
	struct touched *items = mem_array(touches->count + 1, sizeof(*items));
	size_t i;

	for (i = 0; i < touches->count; i++) {
		sorting[i].touched = &touches->items[i];
		sorting[i].kind =
			kind_order(&s->app->schema, touches->items[i].kind);
	}
	if (touches->count)
		qsort(sorting, touches->count, sizeof(*sorting), by_place);
	for (i = 0; i < touches->count; i++)
		items[i] = *sorting[i].touched;
	free(touches->items);
	free(sorting);
	touches->items = items;
}

bool spread_finish(struct spreading *s, struct error *err)
{
	struct touches *touches = s->touches;
	struct touched root = {0};
	size_t i;

	(void)err;
	touches->items = mem_array(s->count + 1, sizeof(*touches->items));
	take_note(s, &s->nodes[0], &root);
	touches->id = s->nodes[0].id;
	for (i = 1; i < s->count; i++)
		take_note(s, &s->nodes[i], &touches->items[i - 1]);
	for (i = 1; i < s->count; i++) {
		struct spread_node *node = &s->nodes[i];
		struct touched *to = &touches->items[touches->count++];

		to->path = node->path;
		to->id = node->id;
		to->title = node->title;
		to->status = node->status;
		to->kind = node->kind ? node->kind->id : (struct str){0};
		to->distance = node->distance;
		take_steps(s, node, to);
		judge(s, node, to);
	}
	touches->path = s->nodes[0].path;
	touches->title = s->nodes[0].title;
	touches->kind =
		s->nodes[0].kind ? s->nodes[0].kind->id : (struct str){0};
	sort(s);
	return true;
}
