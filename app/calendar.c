#include "app/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "app/agenda.h"
#include "app/content_line.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	FAR = 9999, /* the last year of a date */
	BEFORE = 366 /* days */
};

struct writing {
	struct app *app;
	const struct calendar_request *request;
	struct calendar_result *result;
	struct buf events;
	struct buf months; /* what has no day, one a line */
	struct buf host;
	int *offsets; /* minutes, each once */
	size_t offset_count, offset_cap;
	/* of the note written last */
	struct str note;
	struct facts facts;
	struct past past;
};

static void note_offset(struct writing *w, int offset)
{
	size_t i;

	for (i = 0; i < w->offset_count; i++) {
		if (w->offsets[i] == offset)
			return;
	}
	w->offsets = mem_grow(w->offsets, &w->offset_cap, w->offset_count + 1,
		sizeof(*w->offsets));
	w->offsets[w->offset_count++] = offset;
}

/* "+0100" or, as the name of a zone, "UTC+01:00". */
static void put_offset(struct buf *out, int offset, bool name)
{
	int size = abs(offset);

	buf_printf(out, name ? "UTC%c%02d:%02d" : "%c%02d%02d",
		offset < 0 ? '-' : '+', size / 60, size % 60);
}

static void put_moment(
	struct writing *w, const char *name, const struct moment *moment)
{
	struct buf property = {0};
	struct buf value = {0};

	buf_put(&property, name);
	buf_printf(&value, "%04d%02d%02d", moment->date.year,
		moment->date.month, moment->date.day);
	if (!moment->timed) {
		buf_put(&property, ";VALUE=DATE");
	} else {
		buf_printf(&value, "T%02d%02d%02d", moment->hour,
			moment->minute, moment->second);
		if (moment->zone == ZONE_UTC)
			buf_byte(&value, 'Z');
	}
	if (moment->timed && moment->zone == ZONE_OFFSET) {
		note_offset(w, moment->offset);
		buf_put(&property, ";TZID=\"");
		put_offset(&property, moment->offset, true);
		buf_byte(&property, '"');
	}
	content_line(&w->events, buf_text(&property), buf_slice(&value),
		CONTENT_PLAIN);
	buf_clear(&property);
	buf_clear(&value);
}

static int64_t minutes_of(const struct moment *moment)
{
	return (int64_t)date_days(moment->date) * 1440 + moment->hour * 60 +
		moment->minute - moment->offset;
}

/* All-day entries end on the day after their last one. */
static void put_span(struct writing *w, const struct agenda_entry *entry)
{
	struct moment start;
	struct moment end;
	struct buf text = {0};

	if (entry->time.len)
		buf_str(&text, entry->time);
	else
		date_iso(&text, entry->date);
	moment_parse(buf_slice(&text), &start);
	put_moment(w, "DTSTART", &start);
	buf_cut(&text, 0);
	if (entry->end_time.len)
		buf_str(&text, entry->end_time);
	else
		date_iso(&text, entry->end.year ? entry->end : entry->date);
	if (!moment_parse(buf_slice(&text), &end))
		end = start;
	if (!start.timed) {
		int32_t last = date_days(end.date);

		if (last < date_days(start.date))
			last = date_days(start.date);
		memset(&end, 0, sizeof(end));
		end.date = date_from_days(last + 1);
		if (end.date.year)
			put_moment(w, "DTEND", &end);
	} else if (end.timed && end.zone == start.zone &&
		minutes_of(&end) > minutes_of(&start)) {
		put_moment(w, "DTEND", &end);
	}
	buf_clear(&text);
}

/* Title, what happens, to whom, and that it is only expected. */
static void put_name(struct buf *out, const struct agenda_entry *entry)
{
	buf_str(out, entry->title);
	if (entry->event_label.len)
		buf_printf(out, ": %.*s", STR_ARG(entry->event_label));
	if (entry->scope.len)
		buf_printf(out, ", %.*s", STR_ARG(entry->scope));
	if (entry->expected) {
		buf_put(out, " (");
		buf_put(out, _("expected"));
		buf_byte(out, ')');
	}
}

static bool is_same_kind(
	const struct value *value, const struct agenda_entry *entry)
{
	return str_eq(value->key, entry->key) &&
		str_eq(value->event, entry->event) &&
		str_eq(value->scope, entry->scope);
}

/* A rule is amended more than once: which time, as the note lists them. */
static size_t which_time(
	const struct facts *facts, const struct agenda_entry *entry)
{
	size_t number = 0;
	size_t i;

	for (i = 0; i < facts->values.count; i++) {
		const struct value *value = &facts->values.items[i];

		if (!is_same_kind(value, entry))
			continue;
		number++;
		if (date_days(value->date) == date_days(entry->date))
			return number;
	}
	return 1;
}

/* The same date said again: entries of a day stand together. */
static bool is_repeated(const struct agenda *agenda, size_t at)
{
	const struct agenda_entry *entry = &agenda->items[at];
	size_t i;

	for (i = at; i > 0; i--) {
		const struct agenda_entry *other = &agenda->items[i - 1];

		if (date_days(other->date) != date_days(entry->date))
			break;
		if (other->type == entry->type &&
			str_eq(other->path, entry->path) &&
			str_eq(other->key, entry->key) &&
			str_eq(other->event, entry->event) &&
			str_eq(other->scope, entry->scope))
			return true;
	}
	return false;
}

/* ai-act.applies.all@ai.example.org: the same for as long as the entry is. */
static void put_uid(struct writing *w, const struct agenda_entry *entry)
{
	struct buf uid = {0};
	struct buf scope = {0};

	outgoing_escape_path(&uid, entry->id);
	if (entry->type != AGENDA_EVENT) {
		buf_byte(&uid, '.');
		outgoing_escape_path(&uid, entry->key);
		buf_byte(&uid, '.');
		outgoing_escape_path(&uid, entry->event);
		if (entry->scope.len) {
			outgoing_file_name(&scope, entry->scope);
			buf_byte(&uid, '.');
			outgoing_escape_path(&uid, buf_slice(&scope));
		}
	}
	if (entry->type != AGENDA_EVENT && which_time(&w->facts, entry) > 1)
		buf_printf(&uid, ".%zu", which_time(&w->facts, entry));
	buf_printf(&uid, "@%s", buf_text(&w->host));
	content_line(&w->events, "UID", buf_slice(&uid), CONTENT_TEXT);
	buf_clear(&uid);
	buf_clear(&scope);
}

static void put_texts(struct writing *w, const struct agenda_entry *entry)
{
	struct str summary = facts_text(&w->facts, ROLE_SUMMARY);
	struct str online = facts_text(&w->facts, ROLE_ONLINE);
	struct str url = facts_text(&w->facts, ROLE_URL);
	struct str lang = facts_text(&w->facts, ROLE_LANG);
	struct buf text = {0};

	put_name(&text, entry);
	content_line(&w->events, "SUMMARY", buf_slice(&text), CONTENT_TEXT);
	buf_cut(&text, 0);
	buf_str(&text, summary);
	if (entry->owner.len)
		buf_printf(&text, "%s%s: %.*s", text.len ? "\n" : "",
			_("Owner"), STR_ARG(entry->owner));
	if (entry->source.len)
		buf_printf(&text, "%s%s: %.*s", text.len ? "\n" : "",
			_("Source"), STR_ARG(entry->source));
	if (online.len && url.len)
		buf_printf(&text, "\n%.*s", STR_ARG(url));
	content_line(&w->events, "DESCRIPTION", buf_slice(&text), CONTENT_TEXT);
	if (entry->type == AGENDA_EVENT)
		content_line(&w->events, "LOCATION",
			facts_text(&w->facts, ROLE_PLACE), CONTENT_TEXT);
	if (w->request->base.len) {
		struct buf page = {0};

		app_page(w->app, entry->path, lang, &page);
		buf_cut(&text, 0);
		buf_str(&text, w->request->base);
		outgoing_escape_path(&text, buf_slice(&page));
		buf_clear(&page);
		url = buf_slice(&text);
	}
	content_line(
		&w->events, "URL", online.len ? online : url, CONTENT_ADDRESS);
	buf_clear(&text);
}

static void put_entry(struct writing *w, const struct agenda_entry *entry)
{
	struct buf number = {0};

	buf_printf(&number, "%zu",
		w->past.changes ? w->past.changes - 1 : (size_t)0);
	content_line(&w->events, "BEGIN", STR("VEVENT"), CONTENT_PLAIN);
	put_uid(w, entry);
	content_instant(&w->events, "DTSTAMP", w->past.modified);
	content_instant(&w->events, "CREATED", w->past.created);
	content_instant(&w->events, "LAST-MODIFIED", w->past.modified);
	content_line(&w->events, "SEQUENCE", buf_slice(&number), CONTENT_PLAIN);
	put_span(w, entry);
	put_texts(w, entry);
	content_line(&w->events, "CATEGORIES",
		app_kind_label(w->app, entry->kind, false), CONTENT_TEXT);
	content_line(&w->events, "STATUS",
		entry->expected ? STR("TENTATIVE") : STR("CONFIRMED"),
		CONTENT_PLAIN);
	content_line(&w->events, "TRANSP",
		entry->type == AGENDA_EVENT ? STR("OPAQUE")
					    : STR("TRANSPARENT"),
		CONTENT_PLAIN);
	content_line(&w->events, "END", STR("VEVENT"), CONTENT_PLAIN);
	w->result->entries++;
	buf_clear(&number);
}

static void put_month(struct writing *w, const struct agenda_entry *entry)
{
	if (w->months.len)
		buf_byte(&w->months, '\n');
	date_human(&w->months, entry->date, (struct date){0});
	buf_put(&w->months, ": ");
	put_name(&w->months, entry);
	w->result->without_day++;
}

/* Facts and history of the note an entry is of, read once for them all. */
static bool read_note(
	struct writing *w, const struct agenda_entry *entry, struct error *err)
{
	if (str_eq(w->note, entry->path) && w->facts.path.len)
		return true;
	facts_clear(&w->facts);
	w->note = entry->path;
	return app_facts(w->app, entry->path, false, &w->facts, err) &&
		app_past(w->app, entry->path, entry->note, &w->past, err);
}

static bool is_wanted(
	const struct store_results *results, const struct agenda_entry *entry)
{
	size_t i;

	for (i = 0; i < results->count; i++) {
		if (str_eq(results->items[i].id, entry->id))
			return true;
	}
	return false;
}

static bool write_entries(struct writing *w, const struct agenda *agenda,
	const struct store_results *results, struct error *err)
{
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < agenda->count; i++) {
		const struct agenda_entry *entry = &agenda->items[i];

		if ((w->request->query.len && !is_wanted(results, entry)) ||
			is_repeated(agenda, i))
			continue;
		/* All-day entries end on the day after: it must be one. */
		if (!entry->date.day ||
			!date_from_days(date_days(entry->date) + 1).year) {
			put_month(w, entry);
			continue;
		}
		ok = read_note(w, entry, err);
		if (ok)
			put_entry(w, entry);
	}
	facts_clear(&w->facts);
	return ok;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void put_zones(struct writing *w, struct buf *out)
{
	struct buf text = {0};
	size_t i;

	if (w->offset_count)
		qsort(w->offsets, w->offset_count, sizeof(*w->offsets),
			by_number);
	for (i = 0; i < w->offset_count; i++) {
		content_line(out, "BEGIN", STR("VTIMEZONE"), CONTENT_PLAIN);
		buf_cut(&text, 0);
		put_offset(&text, w->offsets[i], true);
		content_line(out, "TZID", buf_slice(&text), CONTENT_PLAIN);
		content_line(out, "BEGIN", STR("STANDARD"), CONTENT_PLAIN);
		content_line(
			out, "DTSTART", STR("19700101T000000"), CONTENT_PLAIN);
		buf_cut(&text, 0);
		put_offset(&text, w->offsets[i], false);
		content_line(
			out, "TZOFFSETFROM", buf_slice(&text), CONTENT_PLAIN);
		content_line(
			out, "TZOFFSETTO", buf_slice(&text), CONTENT_PLAIN);
		content_line(out, "END", STR("STANDARD"), CONTENT_PLAIN);
		content_line(out, "END", STR("VTIMEZONE"), CONTENT_PLAIN);
	}
	buf_clear(&text);
}

static void put_calendar(struct writing *w, struct buf *out)
{
	struct str name = app_title(w->app);
	struct buf about = {0};

	content_line(out, "BEGIN", STR("VCALENDAR"), CONTENT_PLAIN);
	content_line(out, "VERSION", STR("2.0"), CONTENT_PLAIN);
	content_line(out, "PRODID", STR("-//fyr//fyr//EN"), CONTENT_PLAIN);
	content_line(out, "CALSCALE", STR("GREGORIAN"), CONTENT_PLAIN);
	content_line(out, "NAME", name, CONTENT_TEXT);
	content_line(out, "X-WR-CALNAME", name, CONTENT_TEXT);
	if (w->months.len)
		buf_printf(&about, "%s\n%s", _("Without a day yet:"),
			buf_text(&w->months));
	content_line(out, "DESCRIPTION", buf_slice(&about), CONTENT_TEXT);
	content_line(out, "X-WR-CALDESC", buf_slice(&about), CONTENT_TEXT);
	if (!w->result->entries)
		note_offset(w, 0); /* a calendar holds at least one thing */
	put_zones(w, out);
	buf_str(out, buf_slice(&w->events));
	content_line(out, "END", STR("VCALENDAR"), CONTENT_PLAIN);
	buf_clear(&about);
}

/* Without a first day what ended long ago is left out: a year before the last
 * commit, so that the same commit gives the same calendar on any day. */
static bool settle_span(struct app *app, const struct calendar_request *request,
	struct agenda_request *dated, struct error *err)
{
	char commit[SOURCE_ID];
	int64_t time;

	dated->from = request->from;
	dated->to = request->to;
	if (!dated->to.year)
		dated->to = (struct date){FAR, 12, 31};
	if (dated->from.year)
		return true;
	if (!app_tip(app, commit, &time, err))
		return false;
	dated->from = date_from_days(date_days(outgoing_day(time)) - BEFORE);
	if (!dated->from.year)
		dated->from = (struct date){1, 1, 1};
	return true;
}

bool app_calendar(struct app *app, const struct calendar_request *request,
	struct buf *out, struct calendar_result *result, struct error *err)
{
	struct agenda_request dated = {
		.deadlines = true, .events = true, .all = request->all};
	const struct outgoing_request notes = {
		.query = request->query, .all = request->all};
	struct writing w = {.app = app, .request = request, .result = result};
	struct store_results results = {0};
	struct agenda agenda = {0};
	bool ok;

	memset(result, 0, sizeof(*result));
	ok = settle_span(app, request, &dated, err) &&
		(!request->query.len ||
			app_outgoing(app, &notes, &results, err)) &&
		app_agenda(app, &dated, &agenda, err);
	app_host(app, &w.host);
	if (ok && write_entries(&w, &agenda, &results, err))
		put_calendar(&w, out);
	else
		ok = false;
	free(w.offsets);
	buf_clear(&w.host);
	buf_clear(&w.events);
	buf_clear(&w.months);
	agenda_clear(&agenda);
	store_results_clear(&results);
	return ok;
}
