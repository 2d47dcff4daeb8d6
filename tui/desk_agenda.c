/* The agenda as rows: what moved, what is late, then month by month. */

#include <stdlib.h>

#include "app/reviews.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/view.h"

enum {
	DAYS_REVIEWS = 90,
	DAYS_AHEAD = 3653, /* ten years: all that anybody plans for */
	MOVES_MOST = 300, /* entries whose history is read: a moment's work */
	SOON = 14 /* days */
};

unsigned desk_ink(const struct agenda_entry *entry)
{
	if (entry->expected || entry->type == AGENDA_EVENT)
		return INK_PLAIN;
	if (entry->days < 0)
		return INK_BOLD | INK_ERROR;
	return entry->days <= SOON && entry->date.day ? INK_WARNING : INK_PLAIN;
}

/* --- groups --- */

enum {
	LATE,
	UNDER_WAY,
	TO_COME
};

/* Where an entry stands: in this part, this month, known so exactly. */
struct sorted {
	const struct agenda_entry *entry;
	int part, month, exact;
	size_t n; /* in the agenda */
};

static struct sorted place_of(const struct agenda *agenda, size_t n)
{
	const struct agenda_entry *entry = &agenda->items[n];
	struct sorted place = {.entry = entry, .n = n};

	place.part = entry->days >= 0	       ? TO_COME
		: entry->type == AGENDA_REVIEW ? LATE
					       : UNDER_WAY;
	place.exact = entry->date.day ? 0 : entry->date.month ? 1 : 2;
	if (place.part == TO_COME)
		place.month = entry->date.year * 13 +
			(entry->date.month ? entry->date.month - 1 : 12);
	else
		place.exact = 0;
	return place;
}

static int by_place(const void *a, const void *b)
{
	const struct sorted *one = a;
	const struct sorted *other = b;

	if (one->part != other->part)
		return one->part - other->part;
	if (one->month != other->month)
		return one->month - other->month;
	if (one->exact != other->exact)
		return one->exact - other->exact;
	return (one->n > other->n) - (one->n < other->n);
}

static bool same_group(const struct sorted *one, const struct sorted *other)
{
	return one->part == other->part && one->month == other->month &&
		one->exact == other->exact;
}

static void add_group(struct desk *desk, const struct sorted *place)
{
	struct date month = place->entry->date;
	struct buf text = {0};

	month.day = 0;
	if (place->part == LATE) {
		buf_put(&text, _("Overdue"));
	} else if (place->part == UNDER_WAY) {
		buf_put(&text, _("Under way"));
	} else {
		date_human(&text, month, (struct date){0});
		if (place->exact)
			buf_printf(&text, ", %s",
				place->exact == 1 ? _("no day known")
						  : _("no month known"));
	}
	desk_add_heading(desk, buf_slice(&text));
	buf_clear(&text);
}

/* --- rows --- */

static void put_name(
	struct buf *out, struct str title, struct str event, struct str scope)
{
	buf_str(out, title);
	if (event.len)
		buf_printf(out, ": %.*s", STR_ARG(event));
	if (scope.len)
		buf_printf(out, ", %.*s", STR_ARG(scope));
}

static void put_more(struct desk *desk, struct desk_row *row,
	const struct agenda *agenda, const struct agenda_entry *entry)
{
	struct timeline_mark mark = timeline_mark_of(agenda, entry);
	struct buf more = {0};

	agenda_when(&more, entry, (struct date){0});
	if (entry->owner.len)
		buf_printf(&more, ", %.*s", STR_ARG(entry->owner));
	timeline_tell_move(&more, &mark);
	if (entry->source.len)
		buf_printf(&more, "; %.*s", STR_ARG(entry->source));
	row->more = desk_keep(desk, &more);
	buf_clear(&more);
}

/* The day and hour it begins: the heading says the year of what is to come. */
static void put_date(
	struct buf *out, const struct agenda_entry *entry, struct date today)
{
	if (!entry->date.day)
		return;
	date_human(out, entry->date, entry->days < 0 ? today : entry->date);
	if (entry->time.len > 15)
		buf_printf(out, " %.5s", entry->time.data + 11);
}

static void add_entry(struct tui *tui, const struct agenda *agenda,
	const struct agenda_entry *entry)
{
	struct desk *desk = &tui->desk;
	struct desk_row *row = desk_add(desk);
	struct buf text = {0};

	agenda_state(&text, entry);
	row->state = desk_keep(desk, &text);
	row->ink = desk_ink(entry);
	buf_cut(&text, 0);
	put_date(&text, entry, agenda->today);
	row->date = desk_keep(desk, &text);
	buf_cut(&text, 0);
	if (timeline_mark_of(agenda, entry).moved)
		buf_printf(&text, "%s ", _("MOVED"));
	buf_printf(&text, "%s: ", agenda_type_label(entry->type));
	put_name(&text, entry->title, entry->event_label, entry->scope);
	row->text = desk_keep(desk, &text);
	row->path = arena_str(&desk->arena, entry->path);
	put_more(desk, row, agenda, entry);
	buf_clear(&text);
}

static void add_move(struct tui *tui, const struct move *move)
{
	struct desk *desk = &tui->desk;
	struct desk_row *row = desk_add(desk);
	struct buf text = {0};

	row->state = arena_str(&desk->arena, str_from(_("MOVED")));
	row->ink = INK_BOLD | INK_WARNING;
	agenda_move(&text, move);
	buf_put(&text, "  ");
	put_name(&text, move->title,
		app_field_label(tui->app, move->kind, move->key, move->event),
		move->scope);
	row->text = desk_keep(desk, &text);
	row->path = arena_str(&desk->arena, move->path);
	buf_cut(&text, 0);
	buf_printf(&text, _("Because of: %.*s"),
		STR_ARG(move->update_title.len ? move->update_title
					       : move->subject));
	row->more = desk_keep(desk, &text);
	row->more_first = true;
	buf_clear(&text);
}

static void add_moves(struct tui *tui, const struct agenda *agenda)
{
	size_t i;

	if (agenda->moved.count)
		desk_add_heading(
			&tui->desk, str_from(_("Moved since your last visit")));
	for (i = 0; i < agenda->moved.count; i++)
		add_move(tui, &agenda->moved.items[i]);
}

static void add_entries(struct tui *tui, const struct agenda *agenda)
{
	struct sorted *places;
	size_t i;

	if (!agenda->count)
		return;
	places = mem_array(agenda->count, sizeof(*places));
	for (i = 0; i < agenda->count; i++)
		places[i] = place_of(agenda, i);
	qsort(places, agenda->count, sizeof(*places), by_place);
	for (i = 0; i < agenda->count; i++) {
		if (i == 0 || !same_group(&places[i - 1], &places[i]))
			add_group(&tui->desk, &places[i]);
		add_entry(tui, agenda, places[i].entry);
	}
	free(places);
}

bool desk_fill_agenda(struct tui *tui, struct error *err)
{
	const struct agenda_request request = {.days = DAYS_AHEAD,
		.words = buf_slice(&tui->desk.words),
		.history_most = MOVES_MOST};
	struct agenda agenda = {0};

	if (!app_agenda(tui->app, &request, &agenda, err))
		return false;
	add_moves(tui, &agenda);
	add_entries(tui, &agenda);
	agenda_clear(&agenda);
	return true;
}

/* --- reviews, by owner --- */

static void add_review(
	struct tui *tui, const struct agenda_entry *entry, struct date today)
{
	struct desk *desk = &tui->desk;
	struct desk_row *row = desk_add(desk);
	struct buf text = {0};

	agenda_state(&text, entry);
	row->state = desk_keep(desk, &text);
	row->ink = desk_ink(entry);
	buf_cut(&text, 0);
	date_human(&text, entry->date, today);
	row->date = desk_keep(desk, &text);
	row->text = arena_str(&desk->arena, entry->title);
	buf_cut(&text, 0);
	/* Beside a state that says something else: room for one of the two. */
	if (entry->affected.len && entry->key.len)
		buf_put(&text, _("may be affected"));
	else
		buf_str(&text, app_kind_label(tui->app, entry->kind, false));
	row->side = desk_keep(desk, &text);
	row->path = arena_str(&desk->arena, entry->path);
	buf_clear(&text);
}

bool desk_fill_reviews(struct tui *tui, struct error *err)
{
	const struct agenda_request request = {.days = DAYS_REVIEWS,
		.reviews = true,
		.words = buf_slice(&tui->desk.words)};
	struct agenda agenda = {0};
	size_t i;

	if (!app_reviews(tui->app, &request, &agenda, err))
		return false;
	agenda_by_owner(&agenda);
	for (i = 0; i < agenda.count; i++) {
		const struct agenda_entry *entry = &agenda.items[i];

		if (i == 0 || !str_eq(entry->owner, agenda.items[i - 1].owner))
			desk_add_heading(&tui->desk,
				entry->owner.len ? entry->owner
						 : str_from(_("nobody")));
		add_review(tui, entry, agenda.today);
	}
	agenda_clear(&agenda);
	return true;
}
