#include "app/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
	YEAR = 12 /* months */
};

/* --- columns --- */

static int column_of(const struct timeline *timeline, int year, int month)
{
	return (year - timeline->start.year) * YEAR + month -
		timeline->start.month;
}

struct date timeline_month(const struct timeline *timeline, int column)
{
	int n = timeline->start.year * YEAR + timeline->start.month - 1 +
		column;

	return (struct date){(int16_t)(n / YEAR), (int8_t)(n % YEAR + 1), 0};
}

static void place(const struct timeline *timeline, struct timeline_mark *mark)
{
	struct date date = mark->entry->date;
	struct date end = mark->entry->end.year ? mark->entry->end : date;

	mark->exact = date.day ? TIMELINE_DAY
		: date.month   ? TIMELINE_MONTH
			       : TIMELINE_YEAR;
	mark->first =
		column_of(timeline, date.year, date.month ? date.month : 1);
	mark->last =
		column_of(timeline, end.year, end.month ? end.month : YEAR);
	if (mark->last < mark->first)
		mark->last = mark->first;
	/* A year that has begun is not before it. */
	mark->before =
		mark->exact == TIMELINE_YEAR ? mark->last < 0 : mark->first < 0;
	mark->first = mark->first < 0 ? 0 : mark->first;
	mark->last = mark->last < 0 ? 0 : mark->last;
}

/* Where it was: not told of a date that only got more exact in its month. */
static void place_move(
	const struct timeline *timeline, struct timeline_mark *mark)
{
	struct date from;

	mark->was = -1;
	if (!mark->moved)
		return;
	from = mark->moved->from;
	if (!from.year || !from.month)
		return;
	mark->was = column_of(timeline, from.year, from.month);
	if (mark->was < 0 || mark->was >= timeline->months ||
		(mark->was >= mark->first && mark->was <= mark->last))
		mark->was = -1;
}

/* --- rows --- */

static const struct move *last_move(
	const struct agenda *agenda, const struct agenda_entry *entry)
{
	size_t i;

	if (entry->move_count)
		return &entry->moves[entry->move_count - 1];
	for (i = agenda->moved.count; i > 0; i--) {
		const struct move *move = &agenda->moved.items[i - 1];

		if (str_eq(move->id, entry->id) &&
			str_eq(move->key, entry->key) &&
			str_eq(move->event, entry->event) &&
			str_eq(move->scope, entry->scope) && move->to.year)
			return move;
	}
	return NULL;
}

struct timeline_mark timeline_mark_of(
	const struct agenda *agenda, const struct agenda_entry *entry)
{
	return (struct timeline_mark){
		.entry = entry, .moved = last_move(agenda, entry), .was = -1};
}

static void add_mark(struct timeline *timeline, const struct agenda *agenda,
	const struct agenda_entry *entry)
{
	struct timeline_mark mark = timeline_mark_of(agenda, entry);

	place(timeline, &mark);
	place_move(timeline, &mark);
	if (mark.first >= timeline->months)
		return;
	timeline->marks = mem_grow(timeline->marks, &timeline->mark_cap,
		timeline->mark_count + 1, sizeof(*timeline->marks));
	timeline->marks[timeline->mark_count++] = mark;
}

/* An entry of the agenda and its note; and those of one note together. */
struct place_in {
	struct str note;
	size_t n;
};

struct group {
	size_t n; /* its first entry in the agenda */
	size_t first, count; /* of the places */
};

static int by_note(const void *a, const void *b)
{
	const struct place_in *one = a;
	const struct place_in *other = b;
	int order = str_cmp(one->note, other->note);

	return order ? order : (one->n > other->n) - (one->n < other->n);
}

static int by_first(const void *a, const void *b)
{
	const struct group *one = a;
	const struct group *other = b;

	return (one->n > other->n) - (one->n < other->n);
}

static void add_row(struct timeline *timeline, const struct agenda *agenda,
	const struct place_in *places, size_t count)
{
	const struct agenda_entry *entry = &agenda->items[places[0].n];
	size_t first = timeline->mark_count;
	struct timeline_row *row;
	size_t i;

	for (i = 0; i < count; i++)
		add_mark(timeline, agenda, &agenda->items[places[i].n]);
	if (timeline->mark_count == first)
		return;
	timeline->rows = mem_grow(timeline->rows, &timeline->cap,
		timeline->count + 1, sizeof(*timeline->rows));
	row = &timeline->rows[timeline->count++];
	row->path = entry->path;
	row->title = entry->title;
	row->kind = entry->kind;
	row->owner = entry->owner;
	row->first = first;
	row->count = timeline->mark_count - first;
}

/* Groups of the places, which are sorted by note; in order of first entry. */
static size_t find_groups(
	const struct place_in *places, size_t count, struct group *groups)
{
	size_t found = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (i == 0 || !str_eq(places[i].note, places[i - 1].note))
			groups[found++] = (struct group){places[i].n, i, 0};
		groups[found - 1].count++;
	}
	qsort(groups, found, sizeof(*groups), by_first);
	return found;
}

void timeline_make(
	struct timeline *timeline, const struct agenda *agenda, int months)
{
	struct place_in *places;
	struct group *groups;
	size_t i, count;

	memset(timeline, 0, sizeof(*timeline));
	timeline->start = agenda->from;
	timeline->start.day = 0;
	timeline->months = months;
	if (!agenda->count)
		return;
	places = mem_array(agenda->count, sizeof(*places));
	groups = mem_array(agenda->count, sizeof(*groups));
	for (i = 0; i < agenda->count; i++)
		places[i] = (struct place_in){agenda->items[i].note, i};
	qsort(places, agenda->count, sizeof(*places), by_note);
	count = find_groups(places, agenda->count, groups);
	for (i = 0; i < count; i++)
		add_row(timeline, agenda, &places[groups[i].first],
			groups[i].count);
	free(groups);
	free(places);
}

void timeline_clear(struct timeline *timeline)
{
	free(timeline->rows);
	free(timeline->marks);
	memset(timeline, 0, sizeof(*timeline));
}

/* --- signs and words --- */

static char sign_of(const struct timeline_mark *mark)
{
	if (mark->exact == TIMELINE_YEAR)
		return '-';
	if (mark->entry->expected)
		return '?';
	if (mark->exact == TIMELINE_MONTH)
		return 'm';
	switch (mark->entry->type) {
	case AGENDA_DEADLINE:
		break;
	case AGENDA_END:
		return 'e';
	case AGENDA_EVENT:
		return '*';
	case AGENDA_REVIEW:
		return 'r';
	}
	return '!';
}

char timeline_sign(const struct timeline *timeline,
	const struct timeline_row *row, int column)
{
	char year = '.', exact = '\0';
	size_t i;

	for (i = 0; i < row->count; i++) {
		const struct timeline_mark *mark =
			&timeline->marks[row->first + i];
		char sign = sign_of(mark);

		if (mark->was == column && year == '.')
			year = 'o';
		if (column < mark->first || column > mark->last)
			continue;
		/* A year is the ground on which exact dates stand. */
		if (sign == '-')
			year = sign;
		else
			exact = exact ? '+' : sign;
	}
	return exact ? exact : year;
}

void timeline_tell(struct buf *out, const struct timeline_mark *mark)
{
	const struct agenda_entry *entry = mark->entry;

	buf_put(out, agenda_type_label(entry->type));
	if (entry->event_label.len)
		buf_printf(out, ": %.*s", STR_ARG(entry->event_label));
	if (entry->scope.len)
		buf_printf(out, ", %.*s", STR_ARG(entry->scope));
	buf_put(out, ", ");
	agenda_when(out, entry, (struct date){0});
	if (entry->date.day || entry->expected) {
		buf_put(out, ", ");
		agenda_state(out, entry);
	}
	timeline_tell_move(out, mark);
}

void timeline_tell_move(struct buf *out, const struct timeline_mark *mark)
{
	if (!mark->moved)
		return;
	buf_printf(out, "; %s ", _("moved:"));
	agenda_move(out, mark->moved);
	if (mark->moved->update_title.len)
		buf_printf(out, " (%.*s)", STR_ARG(mark->moved->update_title));
	else if (mark->moved->subject.len)
		buf_printf(out, " (%.*s)", STR_ARG(mark->moved->subject));
}

void timeline_legend(struct buf *out)
{
	buf_put(out,
		_("! due  ? expected  m month  - year  * event  r review  e "
		  "end  o was  + several"));
}
