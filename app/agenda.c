#include "app/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "app/agenda_private.h"
#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/name.h"

enum {
	DAYS_LATE = 36500,
	DAYS_SPAN = 400 /* the longest event looked for */
};

static const char *const all_roles[] = {
	"deadline", "date-in-force", "start", "end", "review-by", NULL};

static bool wants(const struct agenda_request *request, enum agenda_type type)
{
	if (!request->deadlines && !request->events && !request->reviews)
		return true;
	switch (type) {
	case AGENDA_DEADLINE:
	case AGENDA_END:
		return request->deadlines;
	case AGENDA_EVENT:
		return request->events;
	case AGENDA_REVIEW:
		return request->reviews;
	}
	return false;
}

static bool type_of(const struct gathering *g, const struct store_dated *dated,
	enum agenda_type *type)
{
	const struct kind *kind = schema_kind(&g->app->schema, dated->kind);

	if (str_is(dated->role, "start"))
		*type = AGENDA_EVENT;
	else if (str_is(dated->role, "review-by"))
		*type = AGENDA_REVIEW;
	else if (str_is(dated->role, "end"))
		*type = AGENDA_END;
	else
		*type = AGENDA_DEADLINE;
	/* An event's end belongs to its start; see join_ends. */
	return *type != AGENDA_END || !kind || !kind_role(kind, ROLE_START);
}

/* The end of an event goes to the entry of its start. */
static void join_end(struct gathering *g, const struct store_dated *dated)
{
	size_t i;

	for (i = g->agenda->count; i > 0; i--) {
		struct agenda_entry *entry = &g->agenda->items[i - 1];

		if (entry->type != AGENDA_EVENT ||
			!str_eq(entry->note, dated->path))
			continue;
		if (date_days(dated->date) != date_days(entry->date))
			entry->end = dated->date;
		if (dated->value.len > 10)
			entry->end_time =
				arena_str(&g->agenda->arena, dated->value);
		return;
	}
}

/* Of a date that says of itself nothing but its field. */
static struct str field_label(
	const struct gathering *g, const struct store_dated *dated)
{
	const struct kind *kind = schema_kind(&g->app->schema, dated->kind);
	const struct schema_field *field =
		kind ? kind_field(kind, dated->key) : NULL;

	return field && field->type == TYPE_DATE
		? arena_str(&g->agenda->arena,
			  label_text(&field->label, i18n_lang()))
		: (struct str){0};
}

void gather_dated(struct gathering *g, const struct store_dated *dated)
{
	struct arena *arena = &g->agenda->arena;
	struct agenda_entry *entry;
	enum agenda_type type;
	struct str lang;

	if (!g->request->all && name_low(dated->status) != 0)
		return;
	if (!type_of(g, dated, &type)) {
		join_end(g, dated);
		return;
	}
	if (!wants(g->request, type))
		return;
	g->agenda->items = mem_grow(g->agenda->items, &g->cap,
		g->agenda->count + 1, sizeof(*g->agenda->items));
	entry = &g->agenda->items[g->agenda->count++];
	memset(entry, 0, sizeof(*entry));
	entry->type = type;
	entry->path = arena_str(arena, dated->path);
	entry->note = entry->path;
	entry->id = arena_str(arena,
		record_id(&g->app->schema, app_is_foreign(g->app), dated->path,
			&lang));
	entry->title = arena_str(arena, dated->title);
	entry->kind = arena_str(arena, dated->kind);
	entry->owner = arena_str(arena, dated->owner);
	entry->status = arena_str(arena, dated->status);
	entry->key = arena_str(arena, dated->key);
	entry->event = arena_str(arena, dated->event);
	entry->event_label = arena_str(arena,
		app_field_label(g->app, dated->kind, dated->key, dated->event));
	/* "Deadline: Lunch: Register by" */
	if (type == AGENDA_DEADLINE && !entry->event.len)
		entry->event_label = field_label(g, dated);
	entry->scope = arena_str(arena, dated->scope);
	entry->source = arena_str(arena, dated->source);
	entry->date = dated->date;
	if (dated->value.len > 10)
		entry->time = arena_str(arena, dated->value);
	entry->days = date_days(dated->date) - g->now;
	entry->expected = dated->expected;
}

/* From the index: a span wide enough for what began before or is late. */
static bool gather_now(struct gathering *g, struct error *err)
{
	const struct store_span span = {g->request->from.year
			? g->from - DAYS_SPAN
			: g->now - DAYS_LATE,
		g->to + DAYS_SPAN, all_roles};
	struct store_dates dates = {0};
	size_t i;

	if (!g->app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	if (!store_dates(g->app->store, &span, &dates, err))
		return false;
	for (i = 0; i < dates.count; i++)
		gather_dated(g, &dates.items[i]);
	store_dates_clear(&dates);
	return true;
}

/* Whether an entry lies in the span asked for. */
static bool in_span(const struct gathering *g, const struct agenda_entry *entry)
{
	int32_t first = date_days(entry->date);
	int32_t last = entry->end.year ? date_days(entry->end) : first;

	if (entry->type == AGENDA_REVIEW && !g->request->from.year)
		return first <= g->to;
	return last >= g->from && first <= g->to;
}

static int by_date(const void *a, const void *b)
{
	const struct agenda_entry *one = a;
	const struct agenda_entry *other = b;
	int order = (one->days > other->days) - (one->days < other->days);

	if (order == 0)
		order = one->expected - other->expected;
	if (order == 0)
		order = str_cmp(one->time, other->time);
	if (order == 0)
		order = (int)one->type - (int)other->type;
	if (order == 0)
		order = str_cmp(one->path, other->path);
	if (order == 0)
		order = str_cmp(one->event, other->event);
	return order ? order : str_cmp(one->scope, other->scope);
}

static void settle(struct gathering *g)
{
	struct agenda *agenda = g->agenda;
	size_t kept = 0;
	size_t i;

	for (i = 0; i < agenda->count; i++) {
		if (in_span(g, &agenda->items[i]))
			agenda->items[kept++] = agenda->items[i];
	}
	agenda->count = kept;
	for (i = 0; i < kept && !g->request->as_of.year; i++)
		app_in_language(g->app, &agenda->arena, &agenda->items[i].path,
			&agenda->items[i].title);
	if (kept)
		qsort(agenda->items, kept, sizeof(*agenda->items), by_date);
}

/* The first day of a month or year: "--from 2026-12". */
static int32_t first_day(struct date date)
{
	if (!date.month)
		date.month = 1;
	if (!date.day)
		date.day = 1;
	return date_days(date);
}

static void settle_span(struct gathering *g)
{
	const struct agenda_request *request = g->request;
	struct agenda *agenda = g->agenda;

	agenda->today = request->as_of.year
		? date_from_days(date_days(request->as_of))
		: g->app->today;
	g->now = date_days(agenda->today);
	g->from = request->from.year ? first_day(request->from) : g->now;
	g->to = request->to.year ? date_days(request->to)
				 : g->from + request->days;
	agenda->from = date_from_days(g->from);
	agenda->to = date_from_days(g->to);
}

bool app_agenda(struct app *app, const struct agenda_request *request,
	struct agenda *agenda, struct error *err)
{
	struct gathering g = {.app = app, .request = request, .agenda = agenda};
	bool ok;

	memset(agenda, 0, sizeof(*agenda));
	settle_span(&g);
	ok = request->as_of.year ? gather_past(&g, err) : gather_now(&g, err);
	if (ok)
		settle(&g);
	if (ok && !request->as_of.year)
		ok = app_moves(app, &agenda->arena, &agenda->moved, err);
	if (ok)
		agenda_filter(app, request, agenda);
	if (ok && (request->history || agenda->count < request->history_most))
		ok = agenda_history(app, agenda, err);
	if (!ok)
		agenda_clear(agenda);
	return ok;
}

void agenda_clear(struct agenda *agenda)
{
	size_t i;

	if (!agenda)
		return;
	for (i = 0; i < agenda->count; i++)
		free(agenda->items[i].moves);
	free(agenda->items);
	moves_clear(&agenda->moved);
	arena_clear(&agenda->arena);
	memset(agenda, 0, sizeof(*agenda));
}

void agenda_state(struct buf *out, const struct agenda_entry *entry)
{
	int days = (int)entry->days;

	if (entry->expected)
		buf_put(out, _("expected"));
	else if (entry->affected.len && !entry->key.len)
		buf_put(out, _("MAY BE AFFECTED"));
	else if (!entry->date.day)
		date_human(out, entry->date, (struct date){0});
	else if (days < 0 && entry->type == AGENDA_EVENT)
		buf_put(out, _("under way"));
	else if (days < 0 && entry->type == AGENDA_REVIEW)
		buf_printf(out,
			ngettext("OVERDUE %d day", "OVERDUE %d days",
				(unsigned long)-days),
			-days);
	else if (days < 0)
		buf_printf(out,
			ngettext("%d day ago", "%d days ago",
				(unsigned long)-days),
			-days);
	else if (days == 0)
		buf_put(out, _("TODAY"));
	else if (days == 1)
		buf_put(out, _("tomorrow"));
	else
		buf_printf(out,
			ngettext(
				"in %d day", "in %d days", (unsigned long)days),
			days);
}

static void one_date(
	struct buf *out, struct date date, struct str text, bool expected)
{
	date_human(out, date, (struct date){0});
	if (text.len > 15)
		buf_printf(out, " %.5s", text.data + 11);
	if (expected) {
		buf_byte(out, ' ');
		buf_put(out, _("expected"));
	}
}

void agenda_move(struct buf *out, const struct move *move)
{
	one_date(out, move->from, move->from_text, move->from_expected);
	buf_put(out, " -> ");
	if (move->to.year)
		one_date(out, move->to, move->to_text, move->to_expected);
	else
		buf_put(out, _("removed"));
}
