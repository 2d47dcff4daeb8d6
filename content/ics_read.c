#include "content/ics_read.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	VALUE_MAX = 20000,
	NUMBER_MAX = 99999, /* of a part of a duration */
	LASTS_DAYS = 4000, /* at the most: what is longer is no event */
	DAY_MINUTES = 24 * 60
};

/* A time as it is written: where, or in which zone, it is meant. */
struct clock {
	struct date date;
	int minute; /* of the day; -1: the whole day */
	struct str zone; /* TZID; empty: the reader's */
	bool utc;
};

struct reading {
	struct ics *ics;
	struct str rest;
	int line; /* of what comes next */
	int line_now;
	struct buf text; /* the line now, unfolded */
	struct str name, params, value;
	struct ics_event *event;
	struct clock begins; /* of the event */
	struct str lasts; /* its DURATION */
	int inside; /* components inside the event: alarms */
};

/* --- lines --- */

static bool next_line(struct reading *r)
{
	struct str line;

	buf_cut(&r->text, 0);
	r->line_now = r->line;
	if (!str_cut(&r->rest, '\n', &line))
		return false;
	for (;;) {
		r->line++;
		if (str_ends(line, "\r"))
			line.len--;
		buf_str(&r->text, line);
		if (!r->rest.len ||
			(r->rest.data[0] != ' ' && r->rest.data[0] != '\t'))
			return true;
		r->rest = str_sub(r->rest, 1, r->rest.len);
		if (!str_cut(&r->rest, '\n', &line))
			return true;
	}
}

/* NAME;PARAMS:VALUE, where a quoted parameter may hold a colon. */
static bool take_apart(struct reading *r)
{
	struct str line = buf_slice(&r->text);
	bool quoted = false;
	size_t at;

	for (at = 0; at < line.len; at++) {
		if (line.data[at] == '"')
			quoted = !quoted;
		else if (line.data[at] == ':' && !quoted)
			break;
	}
	if (at == line.len)
		return false;
	r->value = str_sub(line, at + 1, line.len);
	line = str_sub(line, 0, at);
	r->name = str_sub(line, 0, str_find(line, ';'));
	r->params = str_sub(line, r->name.len, line.len);
	return true;
}

static struct str param(const struct reading *r, const char *name)
{
	struct str rest = r->params, part;

	while (str_cut(&rest, ';', &part)) {
		size_t equals = str_find(part, '=');
		struct str value = str_sub(part, equals + 1, part.len);

		if (!str_eq_nocase(str_sub(part, 0, equals), str_from(name)))
			continue;
		if (value.len > 1 && value.data[0] == '"')
			value = str_sub(value, 1, value.len - 1);
		return value;
	}
	return (struct str){0};
}

/* TEXT: "\n" and "\," and so on; a line end becomes a blank. */
static struct str text_of(struct reading *r)
{
	struct buf out = {0};
	struct str text;
	size_t i;

	for (i = 0; i < r->value.len && out.len < VALUE_MAX; i++) {
		char c = r->value.data[i];

		if (c == '\\' && i + 1 < r->value.len) {
			c = r->value.data[++i];
			c = c == 'n' || c == 'N' ? ' ' : c;
		}
		buf_byte(&out, (unsigned char)c < ' ' ? ' ' : c);
	}
	text = arena_str(&r->ics->arena, str_trim(buf_slice(&out)));
	buf_clear(&out);
	return text;
}

/* --- times --- */

/* Zones that change with summer time as the European Union does. */
static const struct {
	const char *name;
	int minutes; /* east of Greenwich, in winter */
} zones[] = {
	{"Europe/Stockholm", 60},
	{"Europe/Berlin", 60},
	{"Europe/Paris", 60},
	{"Europe/Copenhagen", 60},
	{"Europe/Oslo", 60},
	{"Europe/Brussels", 60},
	{"Europe/Amsterdam", 60},
	{"Europe/Rome", 60},
	{"Europe/Madrid", 60},
	{"Europe/Vienna", 60},
	{"Europe/Zurich", 60},
	{"Europe/Prague", 60},
	{"Europe/Warsaw", 60},
	{"Europe/Luxembourg", 60},
	{"CET", 60},
	{"W. Europe Standard Time", 60},
	{"Romance Standard Time", 60},
	{"Central Europe Standard Time", 60},
	{"Central European Standard Time", 60},
	{"Europe/Helsinki", 120},
	{"Europe/Tallinn", 120},
	{"Europe/Riga", 120},
	{"Europe/Vilnius", 120},
	{"FLE Standard Time", 120},
	{"Europe/London", 0},
	{"Europe/Dublin", 0},
	{"Europe/Lisbon", 0},
	{"GMT Standard Time", 0},
};

/* The last Sunday of a month, as a day number. */
static int32_t last_sunday(int year, int month)
{
	int32_t day =
		date_days((struct date){(int16_t)year, (int8_t)month, 31});

	return day - date_weekday(day) % 7;
}

static bool is_summer(struct date date, int minute, int winter)
{
	/* It begins and ends at one o'clock, Greenwich. */
	int64_t at = (int64_t)date_days(date) * 1440 + minute - winter;
	int64_t from = (int64_t)last_sunday(date.year, 3) * 1440 + 60;
	int64_t to = (int64_t)last_sunday(date.year, 10) * 1440 + 60;

	return at >= from && at < to;
}

static int local_offset(struct date date, int minute)
{
	struct tm tm = {.tm_year = date.year - 1900,
		.tm_mon = date.month - 1,
		.tm_mday = date.day,
		.tm_hour = minute / 60,
		.tm_min = minute % 60,
		.tm_isdst = -1};

	return mktime(&tm) == (time_t)-1 ? 0 : (int)(tm.tm_gmtoff / 60);
}

/* Minutes east of Greenwich; false when the zone is not known. */
static bool find_offset(const struct clock *clock, int *offset)
{
	struct str zone = clock->zone;
	size_t i;

	*offset = 0;
	if (clock->utc || str_is(zone, "UTC") || str_is(zone, "Etc/UTC"))
		return true;
	if (!zone.len)
		*offset = local_offset(clock->date, clock->minute);
	for (i = 0; zone.len && i < sizeof(zones) / sizeof(zones[0]); i++) {
		int winter = zones[i].minutes;

		if (!str_ends(zone, zones[i].name))
			continue;
		*offset = winter;
		if (is_summer(clock->date, clock->minute, winter))
			*offset += 60;
		return true;
	}
	return !zone.len;
}

static bool digits(struct str text, size_t from, size_t count, long *number)
{
	return text.len >= from + count &&
		str_number(str_sub(text, from, from + count), 0, 9999, number);
}

static void bad(struct reading *r, const char *why)
{
	if (!r->event->bad)
		r->event->bad = why;
}

static bool take_clock(struct reading *r, struct clock *clock)
{
	struct buf day = {0};
	long year = 0, month = 0, date = 0, hour = 0, minute = 0;
	bool ok;

	*clock = (struct clock){.minute = -1,
		.zone = arena_str(&r->ics->arena, param(r, "TZID")),
		.utc = str_ends(r->value, "Z")};
	if (digits(r->value, 0, 4, &year) && digits(r->value, 4, 2, &month) &&
		digits(r->value, 6, 2, &date))
		buf_printf(&day, "%04ld-%02ld-%02ld", year, month, date);
	ok = date_parse(buf_slice(&day), &clock->date);
	buf_clear(&day);
	if (!ok) {
		bad(r, _("a day in it is none"));
		return false;
	}
	if (r->value.len == 8)
		return true;
	if (r->value.data[8] != 'T' || !digits(r->value, 9, 2, &hour) ||
		!digits(r->value, 11, 2, &minute) || hour > 23 || minute > 59) {
		bad(r, _("a time in it is none"));
		return false;
	}
	clock->minute = (int)(hour * 60 + minute);
	return true;
}

/* As a note writes it. */
static struct str clock_text(struct reading *r, const struct clock *clock)
{
	struct buf out = {0};
	struct str text;
	int offset;

	date_iso(&out, clock->date);
	if (clock->minute >= 0 && !find_offset(clock, &offset))
		bad(r, _("its time zone is not known"));
	else if (clock->minute >= 0)
		buf_printf(&out, "T%02d:%02d:00%c%02d:%02d", clock->minute / 60,
			clock->minute % 60, offset < 0 ? '-' : '+',
			abs(offset) / 60, abs(offset) % 60);
	text = arena_str(&r->ics->arena, buf_slice(&out));
	buf_clear(&out);
	return text;
}

/* A whole day at the end is the first one after it. */
static struct str end_of(struct reading *r)
{
	struct clock clock;

	if (!take_clock(r, &clock))
		return (struct str){0};
	if (clock.minute < 0)
		clock.date = date_from_days(date_days(clock.date) - 1);
	return clock_text(r, &clock);
}

static struct str start_of(struct reading *r)
{
	return take_clock(r, &r->begins) ? clock_text(r, &r->begins)
					 : (struct str){0};
}

/* --- durations: RFC 5545, 3.3.6 --- */

/* "P1W", "P1DT2H30M", "PT45M". */
static bool parse_duration(struct str text, long *days, long *minutes)
{
	bool clock = false;
	size_t parts = 0;

	*days = *minutes = 0;
	if (str_starts(text, "+"))
		text = str_sub(text, 1, text.len);
	if (!str_starts(text, "P"))
		return false;
	text = str_sub(text, 1, text.len);
	while (text.len) {
		size_t end = 0;
		long number;
		char unit;

		if (!clock && text.data[0] == 'T') {
			clock = true;
			text = str_sub(text, 1, text.len);
		}
		while (end < text.len && text.data[end] >= '0' &&
			text.data[end] <= '9')
			end++;
		if (end == text.len ||
			!str_number(
				str_sub(text, 0, end), 0, NUMBER_MAX, &number))
			return false;
		unit = text.data[end];
		if (unit == 'W' && !clock)
			*days += number * 7;
		else if (unit == 'D' && !clock)
			*days += number;
		else if (unit == 'H' && clock)
			*minutes += number * 60;
		else if (unit == 'M' && clock)
			*minutes += number;
		else if (unit == 'S' && clock)
			*minutes += number / 60;
		else
			return false;
		parts++;
		text = str_sub(text, end + 1, text.len);
	}
	return parts > 0 && *days <= LASTS_DAYS &&
		*minutes <= (long)LASTS_DAYS * DAY_MINUTES;
}

/* Turn the hands of the clock, without a look at the zone. */
static void turn(struct clock *clock, long minutes)
{
	long at = clock->minute + minutes;
	long days = at / DAY_MINUTES - (at % DAY_MINUTES < 0);

	clock->date = date_from_days(date_days(clock->date) + (int32_t)days);
	clock->minute = (int)(at - days * DAY_MINUTES);
}

/* Minutes as time passes, also over the change to summer time. */
static void pass(struct clock *clock, long minutes)
{
	int before = 0, after = 0;

	find_offset(clock, &before);
	turn(clock, minutes);
	find_offset(clock, &after);
	turn(clock, after - before);
}

/* Days go by the calendar, the rest by the clock. */
static struct str end_after(struct reading *r)
{
	struct clock end = r->begins;
	long days, minutes;

	if (!parse_duration(r->lasts, &days, &minutes) ||
		(end.minute < 0 && minutes)) {
		bad(r, _("how long it lasts cannot be read"));
		return (struct str){0};
	}
	if (end.minute < 0 && days)
		days--;
	end.date = date_from_days(date_days(end.date) + (int32_t)days);
	if (end.minute >= 0 && end.date.year)
		pass(&end, minutes);
	if (!end.date.year) { /* after 9999-12-31 */
		bad(r, _("how long it lasts cannot be read"));
		return (struct str){0};
	}
	return clock_text(r, &end);
}

/* --- events --- */

static void begin_event(struct reading *r)
{
	struct ics *ics = r->ics;

	ics->items = mem_grow(
		ics->items, &ics->cap, ics->count + 1, sizeof(*ics->items));
	r->event = &ics->items[ics->count++];
	*r->event = (struct ics_event){.line = r->line_now};
	r->begins = (struct clock){0};
	r->lasts = (struct str){0};
	r->inside = 0;
}

static void end_event(struct reading *r)
{
	if (!r->event->uid.len)
		bad(r, _("it has no UID"));
	if (!r->event->title.len)
		bad(r, _("it has no title (SUMMARY)"));
	if (!r->event->start.len)
		bad(r, _("it does not say when it begins"));
	/* RFC 5545, 3.6.1: it ends when, or on the day, it begins. */
	if (!r->event->end.len && r->event->start.len && r->lasts.len)
		r->event->end = end_after(r);
	if (!r->event->end.len)
		r->event->end = r->event->start;
	r->event = NULL;
}

static void take_property(struct reading *r)
{
	struct ics_event *event = r->event;

	if (str_eq_nocase(r->name, STR("UID")))
		event->uid = text_of(r);
	else if (str_eq_nocase(r->name, STR("SUMMARY")))
		event->title = text_of(r);
	else if (str_eq_nocase(r->name, STR("LOCATION")))
		event->place = text_of(r);
	else if (str_eq_nocase(r->name, STR("URL")))
		event->url = text_of(r);
	else if (str_eq_nocase(r->name, STR("DESCRIPTION")))
		event->text = text_of(r);
	else if (str_eq_nocase(r->name, STR("DTSTART")))
		event->start = start_of(r);
	else if (str_eq_nocase(r->name, STR("DTEND")))
		event->end = end_of(r);
	else if (str_eq_nocase(r->name, STR("RRULE")) ||
		str_eq_nocase(r->name, STR("RDATE")) ||
		str_eq_nocase(r->name, STR("RECURRENCE-ID")))
		bad(r, _("it recurs; a note is one occurrence"));
	else if (str_eq_nocase(r->name, STR("DURATION")))
		r->lasts = arena_str(&r->ics->arena, str_trim(r->value));
	else if (str_eq_nocase(r->name, STR("STATUS")) &&
		str_eq_nocase(r->value, STR("CANCELLED")))
		bad(r, _("it is cancelled"));
}

static void take_line(struct reading *r)
{
	bool begin = str_eq_nocase(r->name, STR("BEGIN"));
	bool end = str_eq_nocase(r->name, STR("END"));
	bool event = str_eq_nocase(str_trim(r->value), STR("VEVENT"));

	if (!r->event && begin && event)
		begin_event(r);
	else if (r->event && end && event)
		end_event(r);
	else if (r->event && (begin || end))
		r->inside += begin ? 1 : -1;
	else if (r->event && !r->inside)
		take_property(r);
}

bool ics_read(struct str text, struct ics *ics, struct error *err)
{
	struct reading r = {.ics = ics, .rest = text, .line = 1};
	bool ok;

	*ics = (struct ics){0};
	if (str_starts(text, "\xEF\xBB\xBF"))
		r.rest = str_sub(text, 3, text.len);
	ok = next_line(&r) && take_apart(&r) &&
		str_eq_nocase(r.name, STR("BEGIN")) &&
		str_eq_nocase(str_trim(r.value), STR("VCALENDAR"));
	while (ok && ics->count < ICS_EVENTS && next_line(&r)) {
		if (take_apart(&r))
			take_line(&r);
		else if (r.event && r.text.len)
			bad(&r, _("a line of it has no colon"));
	}
	if (r.event)
		bad(&r, _("it does not end (END:VEVENT is missing)"));
	buf_clear(&r.text);
	return ok ||
		error_set(err, ERROR_INPUT,
			_("This is no calendar: it does not begin with "
			  "BEGIN:VCALENDAR."));
}

void ics_clear(struct ics *ics)
{
	free(ics->items);
	arena_clear(&ics->arena);
	*ics = (struct ics){0};
}
