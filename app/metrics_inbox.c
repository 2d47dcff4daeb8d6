/* Figures of the inbox: what was seen, kept and dismissed on this computer. */

#include <stdlib.h>
#include <string.h>

#include "app/metrics_private.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/check.h"

/* So many of something with a name. */
struct tally {
	struct str name; /* comparable */
	struct str label; /* as it was first written */
	struct share share;
};

static bool is_read(const struct inbox *inbox)
{
	size_t i;

	for (i = 0; i < inbox->source_count; i++) {
		if (inbox->sources[i].tried.len)
			return true;
	}
	return inbox->count > 0;
}

/* No value, with the reason. */
static bool lacks_inbox(const struct building *b, struct metric *one)
{
	if (is_read(&b->c->inbox))
		return false;
	one->known = false;
	one->why = str_from(_("needs the inbox: nothing was read into it on "
			      "this computer"));
	return true;
}

static bool in_period(const struct counting *c, struct str day)
{
	struct date date;

	return date_parse(day, &date) &&
		date_days(date) >= date_days(c->from) &&
		date_days(date) <= date_days(c->to);
}

/* --- identify --- */

static struct share read_in_time(const struct counting *c)
{
	struct share share = {0};
	int32_t end = date_days(c->to), today = date_days(c->app->today);
	size_t i;

	end = (end < today ? end : today) - METRICS_READ;
	for (i = 0; i < c->inbox.source_count; i++) {
		const struct inbox_source *source = &c->inbox.sources[i];
		struct date read;

		/* A file is no source to be read again. */
		if (!source->url.len)
			continue;
		share.of++;
		share.part +=
			date_parse(str_sub(source->success, 0, 10), &read) &&
			date_days(read) >= end;
	}
	return share;
}

void metrics_scanned(struct building *b)
{
	struct counting *c = b->c;
	struct days_list detected = {0};
	struct metric *one;
	size_t i;

	for (i = 0; i < c->inbox.count; i++) {
		const struct inbox_item *item = &c->inbox.items[i];
		struct date date, seen;

		if (in_period(c, item->seen) && date_parse(item->date, &date) &&
			date.day && date_parse(item->seen, &seen))
			days_add(&detected,
				(int)(date_days(seen) - date_days(date)));
	}
	one = metrics_add(b, "scan-coverage", _("Sources read on schedule"),
		_("Sources of feeds.yaml last read no longer than 7 days "
		  "before the end of the period, or before today, of all."));
	one->unit = UNIT_PERCENT;
	if (!lacks_inbox(b, one))
		metrics_share(one, read_in_time(c));
	one = metrics_add(b, "detection-lag", _("Detection lag"),
		_("Median days from the date of a signal at its source to the "
		  "day it was seen, of those seen in the period."));
	one->unit = UNIT_DAYS;
	if (!lacks_inbox(b, one))
		metrics_median(one, &detected);
	free(detected.items);
}

/* --- filter --- */

static struct tally *find_tally(struct tally *list, size_t *count,
	struct arena *arena, struct str label)
{
	struct buf folded = {0};
	size_t i = 0;

	utf8_fold(&folded, str_trim(label));
	while (i < *count && !str_eq(list[i].name, buf_slice(&folded)))
		i++;
	if (i == *count && *count < LISTED_MAX)
		list[(*count)++] = (struct tally){
			arena_str(arena, buf_slice(&folded)), label, {0}};
	buf_clear(&folded);
	return i < *count ? &list[i] : NULL;
}

static int most_first(const void *a, const void *b)
{
	const struct tally *one = a, *other = b;

	if (one->share.of != other->share.of)
		return one->share.of < other->share.of ? 1 : -1;
	return str_cmp(one->name, other->name);
}

static struct str source_title(const struct inbox *inbox, struct str id)
{
	size_t i;

	for (i = 0; i < inbox->source_count; i++) {
		if (str_eq(inbox->sources[i].id, id) &&
			inbox->sources[i].title.len)
			return inbox->sources[i].title;
	}
	return id;
}

/* "yield.imy", "Signals kept: IMY". */
static struct metric *add_tally(struct building *b, const char *const names[2],
	const struct tally *tally, const char *definition)
{
	struct buf key = {0}, label = {0};
	struct metric *one;

	buf_printf(&key, "%s.%.*s", names[0], STR_ARG(tally->name));
	buf_printf(&label, "%s: %.*s", names[1],
		STR_ARG(source_title(&b->c->inbox, tally->label)));
	one = metrics_add(b, buf_text(&key), buf_text(&label), definition);
	buf_clear(&key);
	buf_clear(&label);
	return one;
}

static void add_yield(struct building *b, struct tally *sources)
{
	const char *const names[2] = {"yield", _("Signals kept")};
	const char *definition = _("Signals kept, of those seen in the period; "
				   "also for each source that had any.");
	struct counting *c = b->c;
	struct share all = {0};
	struct metric *one;
	size_t i, count = 0;

	for (i = 0; i < c->inbox.count; i++) {
		const struct inbox_item *item = &c->inbox.items[i];
		struct tally *tally;

		if (!in_period(c, item->seen))
			continue;
		tally = find_tally(
			sources, &count, &b->metrics->arena, item->source);
		all.of++;
		all.part += item->state == INBOX_KEPT;
		if (tally) {
			tally->share.of++;
			tally->share.part += item->state == INBOX_KEPT;
		}
	}
	one = metrics_add(b, names[0], names[1], definition);
	one->unit = UNIT_PERCENT;
	if (!lacks_inbox(b, one))
		metrics_share(one, all);
	qsort(sources, count, sizeof(*sources), most_first);
	for (i = 0; i < count; i++)
		metrics_share(add_tally(b, names, &sources[i], definition),
			sources[i].share);
}

static void add_dismissed(struct building *b, struct tally *reasons)
{
	const char *const names[2] = {"dismissed", _("Dismissed")};
	const char *definition = _("Signals dismissed in the period; also for "
				   "each reason that was given.");
	struct counting *c = b->c;
	struct metric *one;
	size_t i, all = 0, count = 0;

	for (i = 0; i < c->inbox.count; i++) {
		const struct inbox_item *item = &c->inbox.items[i];
		struct tally *tally;

		if (item->state != INBOX_DISMISSED ||
			!in_period(c, item->decided))
			continue;
		all++;
		tally = find_tally(
			reasons, &count, &b->metrics->arena, item->reason);
		if (tally)
			tally->share.of++;
	}
	one = metrics_add(b, names[0], names[1], definition);
	if (!lacks_inbox(b, one)) {
		one->known = true;
		one->value = (double)all;
	}
	qsort(reasons, count, sizeof(*reasons), most_first);
	for (i = 0; i < count; i++) {
		one = add_tally(b, names, &reasons[i], definition);
		one->known = true;
		one->value = (double)reasons[i].share.of;
	}
}

void metrics_filtered(struct building *b)
{
	struct tally list[LISTED_MAX] = {0};

	b->step = N_("Filter");
	add_yield(b, list);
	memset(list, 0, sizeof(list));
	add_dismissed(b, list);
}

/* --- disseminate --- */

void metrics_spread(struct counting *c, const struct version *update)
{
	const struct value *date = check_role(&update->values, ROLE_DATE);
	const struct value *url = check_role(&update->values, ROLE_URL);
	size_t i;

	for (i = 0; url && date && date->date.day && i < c->inbox.count; i++) {
		const struct inbox_item *item = &c->inbox.items[i];
		struct date source;

		if (!str_eq(item->link, url->text) ||
			!date_parse(item->date, &source) || !source.day)
			continue;
		days_add(&c->spread,
			(int)(date_days(date->date) - date_days(source)));
		return;
	}
}

void metrics_spread_row(struct building *b)
{
	struct metric *one = metrics_add(b, "dissemination-lag",
		_("Dissemination lag"),
		_("Median days from the date of a signal at its source to the "
		  "date of the published change that names its address, of "
		  "those published in the period."));

	one->unit = UNIT_DAYS;
	if (!lacks_inbox(b, one))
		metrics_median(one, &b->c->spread);
}
