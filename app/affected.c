#include "app/affected.h"

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "app/touches_private.h"
#include "base/mem.h"
#include "store/links_all.h"
#include "store/name.h"
#include "store/prior.h"

/* What is known of a note, beside store_linked_note. */
struct place {
	const struct kind *kind;
	int32_t reviewed; /* day; INT32_MIN: never */
	int32_t day; /* a note that tells of others: of what day */
	int32_t told; /* day of the newest update about it; INT32_MIN: none */
	uint32_t update; /* that one */
	uint32_t visit; /* number of the walk that reached it */
	/* On the way of that walk, this note included. */
	int32_t way_told;
	uint32_t way_update;
	/* The result; INT32_MIN: not affected. */
	int32_t by;
	uint32_t by_update;
};

struct ways {
	const struct schema *schema;
	struct store *store;
	struct store_graph graph;
	struct place *places;
	uint32_t *in, *in_at, *out, *out_at; /* links by target, by source */
	uint32_t *queue;
	size_t queued;
	uint32_t walk;
};

/* --- getting ready --- */

/* Numbers of links, those of note n at [at[n], at[n + 1]). */
static void sort_links(struct ways *w, bool in, uint32_t **list, uint32_t **at)
{
	const struct store_graph *graph = &w->graph;
	size_t i;

	*at = mem_array(graph->note_count + 2, sizeof(**at));
	*list = mem_array(graph->link_count + 1, sizeof(**list));
	for (i = 0; i < graph->link_count; i++) {
		const struct store_note_link *link = &graph->links[i];

		(*at)[(in ? link->to : link->from) + 2]++;
	}
	for (i = 2; i < graph->note_count + 2; i++)
		(*at)[i] += (*at)[i - 1];
	for (i = 0; i < graph->link_count; i++) {
		const struct store_note_link *link = &graph->links[i];

		(*list)[(*at)[(in ? link->to : link->from) + 1]++] =
			(uint32_t)i;
	}
}

static bool read_days(struct ways *w, struct wordmap *ids)
{
	static const char *const roles[] = {"date", "reviewed", NULL};
	const struct store_span span = {INT32_MIN / 2, INT32_MAX / 2, roles};
	struct store_dates dates = {0};
	size_t i;

	if (!store_dates(w->store, &span, &dates, NULL))
		return false;
	for (i = 0; i < dates.count; i++) {
		const struct store_dated *one = &dates.items[i];
		struct str lang;
		const int64_t *number = wordmap_find(
			ids, record_id(w->schema, false, one->path, &lang));
		struct place *place;

		if (!number)
			continue;
		place = &w->places[*number];
		if (str_is(one->role, "date"))
			place->day = date_days(one->date);
		else if (date_days(one->date) > place->reviewed)
			place->reviewed = date_days(one->date);
	}
	store_dates_clear(&dates);
	return true;
}

static const struct schema_field *field_of(
	const struct ways *w, const struct store_note_link *link)
{
	const struct kind *kind = w->places[link->from].kind;

	return kind && link->field
		? kind_field(kind, w->graph.fields[link->field])
		: NULL;
}

/* The newest published update about each note. */
static void find_updates(struct ways *w)
{
	size_t i;

	for (i = 0; i < w->graph.link_count; i++) {
		const struct store_note_link *link = &w->graph.links[i];
		const struct schema_field *field = field_of(w, link);
		const struct place *from = &w->places[link->from];
		struct place *to = &w->places[link->to];

		if (!field || field->role != ROLE_ABOUT ||
			!kind_role(from->kind, ROLE_ALERT) || !from->day ||
			!str_is(w->graph.notes[link->from].status, "published"))
			continue;
		if (from->day > to->told) {
			to->told = from->day;
			to->update = link->from;
		}
	}
}

static bool get_ready(struct ways *w)
{
	struct wordmap ids = {0};
	bool ok;
	size_t i;

	if (!store_links_all(w->store, &w->graph, NULL))
		return false;
	w->places = mem_array(w->graph.note_count + 1, sizeof(*w->places));
	w->queue = mem_array(w->graph.note_count + 1, sizeof(*w->queue));
	for (i = 0; i < w->graph.note_count; i++) {
		const struct store_linked_note *note = &w->graph.notes[i];

		w->places[i] = (struct place){
			.kind = schema_kind(w->schema, note->kind),
			.reviewed = INT32_MIN,
			.told = INT32_MIN,
			.by = INT32_MIN};
		*wordmap_add(&ids, note->note, NULL) = (int64_t)i;
	}
	ok = read_days(w, &ids);
	wordmap_clear(&ids);
	sort_links(w, true, &w->in, &w->in_at);
	sort_links(w, false, &w->out, &w->out_at);
	find_updates(w);
	return ok;
}

/* --- walking, as app/touches.h says --- */

static void reach(struct ways *w, uint32_t from, uint32_t to)
{
	const struct place *before = &w->places[from];
	struct place *place = &w->places[to];

	if (place->visit == w->walk ||
		name_low(w->graph.notes[to].status) == PRIOR_PAST)
		return;
	place->visit = w->walk;
	place->way_told = place->told;
	place->way_update = place->update;
	if (before->way_told >= place->told) {
		place->way_told = before->way_told;
		place->way_update = before->way_update;
	}
	w->queue[w->queued++] = to;
	/* It follows from what was before it, not from what is about it. */
	if (before->way_told > place->reviewed &&
		before->way_told > place->by) {
		place->by = before->way_told;
		place->by_update = before->way_update;
	}
}

static void reach_in(struct ways *w, uint32_t number, bool texts)
{
	uint32_t i;

	for (i = w->in_at[number]; i < w->in_at[number + 1]; i++) {
		const struct store_note_link *link = &w->graph.links[w->in[i]];
		const struct kind *kind = w->places[link->from].kind;

		if (!touches_kind(kind))
			continue;
		if (texts ? !link->field && kind != w->places[number].kind
			  : touches_field(field_of(w, link)))
			reach(w, number, link->from);
	}
}

static void reach_out(struct ways *w, uint32_t number,
	bool follows(const struct schema_field *))
{
	uint32_t i;

	for (i = w->out_at[number]; i < w->out_at[number + 1]; i++) {
		const struct store_note_link *link = &w->graph.links[w->out[i]];

		if (follows(field_of(w, link)))
			reach(w, number, link->to);
	}
}

static void walk_from(struct ways *w, uint32_t root)
{
	struct place *start = &w->places[root];
	const struct kind *kind = start->kind;
	size_t count;
	size_t i;

	w->walk++;
	w->queued = 0;
	start->visit = w->walk;
	start->way_told = start->told;
	start->way_update = start->update;
	w->queue[w->queued++] = root;
	for (i = 0; i < w->queued; i++) {
		if (w->places[w->queue[i]].kind != kind)
			continue;
		reach_in(w, w->queue[i], false);
		reach_out(w, w->queue[i], touches_amends);
	}
	count = w->queued;
	for (i = 0; i < count; i++) {
		if (w->places[w->queue[i]].kind == kind)
			reach_in(w, w->queue[i], true);
	}
	count = w->queued;
	for (i = 0; i < count; i++) {
		if (w->places[w->queue[i]].kind != kind)
			reach_out(w, w->queue[i], touches_uses);
	}
}

/* --- the result --- */

static void put_text(struct buf *out, struct str text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		buf_byte(out,
			(unsigned char)text.data[i] < ' ' ? ' ' : text.data[i]);
	buf_byte(out, '\n');
}

static void put_place(struct buf *out, const struct ways *w, size_t number)
{
	const struct place *place = &w->places[number];
	const struct store_linked_note *update;

	if (place->by == INT32_MIN)
		return;
	update = &w->graph.notes[place->by_update];
	put_text(out, w->graph.notes[number].note);
	date_iso(out, date_from_days(place->by));
	buf_byte(out, '\n');
	put_text(out, update->path);
	put_text(out, update->title);
}

static void find_all(struct ways *w, struct buf *out)
{
	size_t i;

	if (get_ready(w)) {
		for (i = 0; i < w->graph.note_count; i++) {
			if (w->places[i].told != INT32_MIN)
				walk_from(w, (uint32_t)i);
		}
		for (i = 0; i < w->graph.note_count; i++)
			put_place(out, w, i);
	}
	free(w->in);
	free(w->in_at);
	free(w->out);
	free(w->out_at);
	free(w->places);
	free(w->queue);
	store_graph_clear(&w->graph);
}

/* Without published changes nothing can be affected. */
static bool has_updates(const struct app *app)
{
	size_t i;

	for (i = 0; i < app->schema.kind_count; i++) {
		if (kind_role(&app->schema.kinds[i], ROLE_ALERT))
			return !app_is_foreign(app);
	}
	return false;
}

bool affected_keep(
	const struct app *app, struct store *store, struct error *err)
{
	struct ways w = {.schema = &app->schema, .store = store};
	struct buf text = {0};
	bool ok;

	if (has_updates(app))
		find_all(&w, &text);
	ok = store_set(store, "affected", buf_slice(&text), err);
	buf_clear(&text);
	return ok;
}

/* --- reading it --- */

struct affected_set {
	struct buf text; /* the items' texts are parts of it */
	struct affected *items; /* by id */
	size_t count, cap;
	int64_t stamp;
};

static int by_id(const void *a, const void *b)
{
	return str_cmp(((const struct affected *)a)->id,
		((const struct affected *)b)->id);
}

static void read_set(struct app *app, struct affected_set *set)
{
	struct affected one = {0};
	struct str day;
	struct str rest;

	if (!store_value(app->store, "affected", &set->text, NULL))
		return;
	rest = buf_slice(&set->text);
	while (str_cut(&rest, '\n', &one.id) && str_cut(&rest, '\n', &day) &&
		str_cut(&rest, '\n', &one.update) &&
		str_cut(&rest, '\n', &one.title)) {
		if (!date_parse(day, &one.date))
			continue;
		set->items = mem_grow(set->items, &set->cap, set->count + 1,
			sizeof(*set->items));
		set->items[set->count++] = one;
	}
	if (set->count)
		qsort(set->items, set->count, sizeof(*set->items), by_id);
}

void app_forget_affected(struct app *app)
{
	if (!app->affected)
		return;
	free(app->affected->items);
	buf_clear(&app->affected->text);
	free(app->affected);
	app->affected = NULL;
}

const struct affected *app_affected_all(struct app *app, size_t *count)
{
	int64_t stamp;

	*count = 0;
	if (!app->store || !has_updates(app) ||
		!store_stamp(app->store, &stamp, NULL))
		return NULL;
	if (!app->affected || app->affected->stamp != stamp) {
		app_forget_affected(app);
		app->affected = mem_array(1, sizeof(*app->affected));
		app->affected->stamp = stamp;
		read_set(app, app->affected);
	}
	*count = app->affected->count;
	return app->affected->items;
}

const struct affected *app_affected(struct app *app, struct str id)
{
	const struct affected key = {.id = id};
	size_t count;
	const struct affected *items = app_affected_all(app, &count);

	return count ? bsearch(&key, items, count, sizeof(*items), by_id)
		     : NULL;
}

void app_mark_affected(struct app *app, struct store_results *results)
{
	size_t i;

	for (i = 0; i < results->count; i++) {
		struct store_hit *hit = &results->items[i];
		const struct affected *one = str_is(hit->status, "published")
			? app_affected(app, hit->id)
			: NULL;

		if (!one)
			continue;
		hit->affected = arena_str(&results->arena, one->update);
		hit->affected_title = arena_str(&results->arena, one->title);
		hit->affected_date = one->date;
		app_in_language(app, &results->arena, &hit->affected,
			&hit->affected_title);
	}
}
