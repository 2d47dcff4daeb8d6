/* The day's page: what is new, what is due, what happens, what there is. */

#include <string.h>

#include "app/agenda.h"
#include "app/app.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	ROWS_NEW = 7,
	DAYS_EVENTS = 30,
	DAYS_REVIEWS = 30,
	DAYS_LATE = 3650
};

struct builder {
	struct app *app;
	struct today *today;
	size_t cap;
	int32_t now; /* day number */
};

static struct str keep(struct builder *b, struct str text)
{
	return arena_str(&b->today->arena, text);
}

static struct today_row *add(struct builder *b, enum today_row_type type)
{
	struct today *today = b->today;
	struct today_row *row;

	if (today->count == b->cap) {
		size_t cap = b->cap ? b->cap * 2 : 32;
		struct today_row *rows =
			arena_alloc(&today->arena, cap * sizeof(*rows));

		if (today->count)
			memcpy(rows, today->rows, today->count * sizeof(*rows));
		today->rows = rows;
		b->cap = cap;
	}
	row = &today->rows[today->count++];
	row->type = type;
	return row;
}

static void print(struct builder *b, struct str *to, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void print(struct builder *b, struct str *to, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	*to = keep(b, buf_slice(&text));
	buf_clear(&text);
}

/* "today", "tomorrow", "in 9 days", "OVERDUE 3 days". */
static void state_of_days(struct builder *b, struct today_row *row)
{
	int days = (int)row->days;

	if (days < 0)
		print(b, &row->state,
			ngettext("OVERDUE %d day", "OVERDUE %d days", -days),
			-days);
	else if (days == 0)
		row->state = str_from(_("TODAY"));
	else if (days == 1)
		row->state = str_from(_("tomorrow"));
	else
		print(b, &row->state, ngettext("in %d day", "in %d days", days),
			days);
}

/* --- what is new --- */

static void add_new(
	struct builder *b, const struct store_hit *hit, bool by_date)
{
	struct today_row *row = add(b, TODAY_NEW);
	int64_t since = b->app->last_visit;

	row->path = keep(b, hit->path);
	row->kind = keep(b, hit->kind);
	row->text = keep(b, hit->title);
	row->detail = keep(b, hit->author.len ? hit->author : hit->owner);
	row->date = by_date && hit->date.year ? hit->date
					      : date_local(hit->modified);
	row->days = date_days(row->date) - b->now;
	row->state = !since || hit->created > since ? str_from(_("NEW"))
						    : str_from(_("UPD"));
}

/* The kind that holds published changes: its notes have an alert level. */
static const struct kind *news_kind(const struct app *app)
{
	size_t i;

	for (i = 0; i < app->schema.kind_count; i++) {
		if (kind_role(&app->schema.kinds[i], ROLE_ALERT))
			return &app->schema.kinds[i];
	}
	return NULL;
}

void app_ask_news(
	const struct app *app, struct store_request *request, struct buf *sort)
{
	const struct kind *kind = app->last_visit ? NULL : news_kind(app);
	const struct schema_field *date =
		kind ? kind_role(kind, ROLE_DATE) : NULL;

	if (kind)
		request->kind = kind->id;
	buf_str(sort, date ? date->key : STR("modified"));
	buf_byte(sort, '-');
	request->sort = buf_slice(sort);
}

static bool rows_new(struct builder *b, struct error *err)
{
	struct store_request request = {0};
	struct store_results results = {0};
	bool first = !b->app->last_visit;
	struct buf sort = {0};
	bool ok;
	size_t i;

	app_ask_news(b->app, &request, &sort);
	request.limit = first ? ROWS_NEW : 1000;
	ok = app_search(b->app, &request, &results, err);
	buf_clear(&sort);
	if (!ok)
		return false;
	for (i = 0; i < results.count; i++) {
		const struct store_hit *hit = &results.items[i];

		if (!first && hit->modified <= b->app->last_visit)
			break;
		b->today->news++;
		if (i < ROWS_NEW)
			add_new(b, hit, first);
	}
	store_results_clear(&results);
	return true;
}

static void say_since(struct builder *b)
{
	struct buf text = {0};

	if (!b->app->last_visit) {
		b->today->since = str_from(_("Latest"));
		return;
	}
	date_human(&text, date_local(b->app->last_visit), b->app->today);
	print(b, &b->today->since, _("New since %s"), buf_text(&text));
	buf_clear(&text);
}

/* --- what is dated --- */

struct span {
	const char *role;
	enum today_row_type type;
	int32_t from, to; /* days from today */
};

static void add_dated(struct builder *b, const struct store_dated *dated,
	const struct span *span)
{
	struct today_row *row = add(b, span->type);

	struct str event =
		app_field_label(b->app, dated->kind, dated->key, dated->event);

	row->path = keep(b, dated->path);
	row->text = keep(b, dated->title);
	row->kind = keep(b, dated->kind);
	app_in_language(b->app, &b->today->arena, &row->path, &row->text);
	row->date = dated->date;
	row->days = date_days(dated->date) - b->now;
	row->expected = dated->expected;
	if (event.len)
		print(b, &row->text, "%.*s: %.*s", STR_ARG(row->text),
			STR_ARG(event));
	row->detail = keep(b, dated->owner);
	if (dated->expected)
		row->state = str_from(_("expected"));
	else
		state_of_days(b, row);
}

static bool rows_dated(
	struct builder *b, const struct span *span, struct error *err)
{
	const char *const roles[] = {span->role, NULL};
	struct store_dates dates = {0};
	size_t i;

	const struct store_span days = {
		b->now + span->from, b->now + span->to, roles};

	if (!store_dates(b->app->store, &days, &dates, err))
		return false;
	for (i = 0; i < dates.count; i++)
		add_dated(b, &dates.items[i], span);
	store_dates_clear(&dates);
	return true;
}

/* --- what moved --- */

static void add_moved(struct builder *b, const struct move *move)
{
	struct today_row *row = add(b, TODAY_MOVED);
	struct str event =
		app_field_label(b->app, move->kind, move->key, move->event);
	struct buf change = {0};

	agenda_move(&change, move);
	row->path = move->path;
	row->kind = move->kind;
	row->state = str_from(_("MOVED"));
	print(b, &row->text, "%.*s%s%.*s  %s", STR_ARG(move->title),
		event.len ? ": " : "", STR_ARG(event), buf_text(&change));
	row->detail =
		move->update_title.len ? move->update_title : move->subject;
	row->date = move->to;
	row->days = date_days(move->to) - b->now;
	row->expected = move->to_expected;
	buf_clear(&change);
}

static bool rows_moved(struct builder *b, struct error *err)
{
	struct moves moves = {0};
	bool ok = app_moves(b->app, &b->today->arena, &moves, err);
	size_t i;

	for (i = 0; ok && i < moves.count; i++)
		add_moved(b, &moves.items[i]);
	moves_clear(&moves);
	return ok;
}

/* --- what there is --- */

static void add_kind(struct builder *b, const struct store_count *count)
{
	struct today_row *row;

	if (!count->count)
		return;
	row = add(b, TODAY_KIND);
	row->kind = keep(b, count->kind);
	row->text = keep(b, app_kind_label(b->app, count->kind, true));
	row->count = count->count;
	row->new_count = b->app->last_visit ? count->new_count : 0;
	print(b, &row->detail,
		ngettext("%zu note", "%zu notes", (unsigned long)row->count),
		row->count);
}

/* The hub's kinds in its own order, then what has no known kind. */
static bool rows_kinds(struct builder *b, struct error *err)
{
	const struct schema *schema = &b->app->schema;
	struct store_counts counts = {0};
	size_t i;
	size_t j;

	if (!store_counts(b->app->store, b->app->last_visit, &counts, err))
		return false;
	for (i = 0; i < schema->kind_count; i++) {
		for (j = 0; j < counts.count; j++) {
			if (str_eq(counts.items[j].kind, schema->kinds[i].id))
				add_kind(b, &counts.items[j]);
		}
	}
	for (j = 0; j < counts.count; j++) {
		if (!schema_kind(schema, counts.items[j].kind))
			add_kind(b, &counts.items[j]);
	}
	store_counts_clear(&counts);
	return true;
}

bool app_today(
	struct app *app, int days_ahead, struct today *today, struct error *err)
{
	struct builder b = {app, today, 0, date_days(app->today)};
	const struct span spans[] = {
		{"deadline", TODAY_DEADLINE, 0, days_ahead},
		{"start", TODAY_EVENT, 0, DAYS_EVENTS},
		{"review-by", TODAY_REVIEW, -DAYS_LATE, DAYS_REVIEWS},
	};
	bool ok;
	size_t i;

	memset(today, 0, sizeof(*today));
	if (!app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	say_since(&b);
	ok = rows_new(&b, err) && rows_moved(&b, err);
	for (i = 0; ok && i < sizeof(spans) / sizeof(spans[0]); i++)
		ok = rows_dated(&b, &spans[i], err);
	if (ok)
		ok = rows_kinds(&b, err);
	if (!ok)
		today_clear(today);
	return ok;
}

const char *today_heading(const struct today *today, enum today_row_type type)
{
	switch (type) {
	case TODAY_NEW:
		return today->since.data;
	case TODAY_MOVED:
		return _("Moved since your last visit");
	case TODAY_DEADLINE:
		return _("Deadlines");
	case TODAY_EVENT:
		return _("Events");
	case TODAY_REVIEW:
		return _("To review");
	case TODAY_KIND:
		return _("In this hub");
	}
	return "";
}

void today_clear(struct today *today)
{
	if (!today)
		return;
	arena_clear(&today->arena);
	memset(today, 0, sizeof(*today));
}
