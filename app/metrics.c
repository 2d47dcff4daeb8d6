#include "app/metrics.h"

#include <stdlib.h>
#include <string.h>

#include "app/metrics_private.h"
#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/check.h"

bool metrics_is_watched(const struct kind *kind)
{
	return kind && !kind_role(kind, ROLE_START) &&
		(kind_role(kind, ROLE_IDENTIFIER) ||
			kind_role(kind, ROLE_DEADLINE));
}

bool version_read(struct counting *c, const char *path, const char *id,
	bool body, struct version *version)
{
	struct buf text = {0};
	bool ok;

	memset(version, 0, sizeof(*version));
	ok = c->snapshot
		? snapshot_read_version(c->snapshot, id, &text, NULL)
		: source_read_version(c->app->source, path, id, &text, NULL);
	if (ok && body)
		doc_parse(&version->doc, buf_slice(&text));
	else if (ok)
		doc_parse_front(&version->doc, buf_slice(&text));
	buf_clear(&text);
	if (!ok)
		return false;
	version->kind =
		schema_kind_of(&c->app->schema, str_from(path), &version->doc);
	schema_values(version->kind, &version->doc, false, &version->values);
	version->open = outgoing_is_open(check_status(&version->values));
	return true;
}

void version_clear(struct version *version)
{
	doc_clear(&version->doc);
	memset(version, 0, sizeof(*version));
}

void metrics_tasks(const struct doc *doc, struct share *tasks)
{
	const struct node *node = doc->root;

	while (node && (node = node_next(doc->root, node)) != NULL) {
		if (node->type != NODE_ITEM || node->task == TASK_NONE)
			continue;
		tasks->of++;
		tasks->part += node->task == TASK_DONE;
	}
}

/* --- the state at the end --- */

/* Actions that were done when the change took effect. */
static void count_in_time(
	struct counting *c, const char *path, const struct version *update)
{
	char tip[SOURCE_ID];
	struct buf text = {0};
	struct doc doc = {0};
	size_t i;

	for (i = 0; i < update->values.count; i++) {
		const struct value *value = &update->values.items[i];
		int32_t day = date_days(value->date);

		if (value->type != TYPE_DATED || !value->date.day)
			continue;
		if (!c->snapshot || day < date_days(c->from) ||
			day > date_days(c->to) ||
			!snapshot_tip_at(c->snapshot, c->head,
				((int64_t)day + 1) * 86400 - 1, tip, NULL) ||
			!snapshot_read(c->snapshot, tip, path, &text, NULL))
			return;
		doc_parse(&doc, buf_slice(&text));
		metrics_tasks(&doc, &c->in_time);
		doc_clear(&doc);
		buf_clear(&text);
		return;
	}
}

static void count_update(
	struct counting *c, const char *path, const struct version *update)
{
	const struct value *date = check_role(&update->values, ROLE_DATE);
	const struct value *alert = check_role(&update->values, ROLE_ALERT);
	int32_t day = date ? date_days(date->date) : 0;
	int level = alert && c->alert ? field_value_order(c->alert, alert->text)
				      : -1;

	metrics_tasks(&update->doc, &c->done);
	count_in_time(c, path, update);
	if (!date || !date->date.year || day < date_days(c->from) ||
		day > date_days(c->to))
		return;
	c->updates++;
	metrics_spread(c, update);
	if (level >= 0 && level < LEVELS_MAX)
		c->levels[level]++;
}

static void count_note(
	struct counting *c, const char *path, const struct version *note)
{
	const struct value *review = check_role(&note->values, ROLE_REVIEW_BY);
	const struct value *confidence = check_key(&note->values, "confidence");

	if (review && review->date.year) {
		c->overdue.of++;
		c->overdue.part += date_days(review->date) < date_days(c->to);
	}
	if (note->kind && kind_role(note->kind, ROLE_ALERT)) {
		count_update(c, path, note);
		return;
	}
	if (!metrics_is_watched(note->kind))
		return;
	c->sourced.of++;
	c->sourced.part += check_role(&note->values, ROLE_URL) != NULL;
	c->confirmed.of++;
	c->confirmed.part +=
		confidence && str_is(confidence->text, "confirmed");
}

static bool each_file(const struct source_file *file, void *arg)
{
	struct counting *c = arg;
	struct version note;

	if (!app_is_note(c->app, file->path) ||
		!version_read(c, file->path, file->version, true, &note))
		return true;
	if (note.open && !doc_field(&note.doc, "translated").len)
		count_note(c, file->path, &note);
	version_clear(&note);
	return true;
}

static bool open_history(struct counting *c)
{
	int64_t from = (int64_t)date_days(c->from) * 86400;
	int64_t to = ((int64_t)date_days(c->to) + 1) * 86400;
	char ref[SNAPSHOT_REF];

	if (!snapshot_open(c->app->path, &c->snapshot, c->err) ||
		!snapshot_branch(c->snapshot, ref, c->head, c->err))
		return false;
	if (!c->head[0])
		return true;
	if (!snapshot_tip_at(c->snapshot, c->head, from - 1, c->old, NULL))
		c->old[0] = '\0';
	if (!snapshot_tip_at(c->snapshot, c->head, to - 1, c->tip, NULL))
		c->tip[0] = '\0';
	c->cut = !c->old[0] && snapshot_is_cut(c->snapshot);
	return true;
}

static bool count_all(struct counting *c)
{
	if (!app_source(c->app, c->err))
		return false;
	if (source_type(c->app->source) == SOURCE_FOLDER)
		return source_list(c->app->source, each_file, c, c->err);
	return open_history(c) &&
		(!c->tip[0] ||
			snapshot_list(
				c->snapshot, c->tip, each_file, c, c->err)) &&
		metrics_history(c);
}

/* --- the figures --- */

struct metric *metrics_add(struct building *b, const char *key,
	const char *label, const char *definition)
{
	struct metric *one = &b->metrics->items[b->metrics->count++];

	one->key = arena_str(&b->metrics->arena, str_from(key));
	one->step = str_from(_(b->step));
	one->label = arena_str(&b->metrics->arena, str_from(label));
	one->definition = str_from(definition);
	return one;
}

void metrics_share(struct metric *one, struct share share)
{
	one->unit = UNIT_PERCENT;
	one->of = share.of;
	one->known = share.of > 0;
	if (one->known)
		one->value = 100.0 * (double)share.part / (double)share.of;
	else
		one->why = str_from(_("there is nothing to count"));
}

void days_add(struct days_list *list, int days)
{
	list->items = mem_grow(
		list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = days;
}

static int by_size(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

void metrics_median(struct metric *one, struct days_list *list)
{
	size_t low, high;

	one->unit = UNIT_DAYS;
	one->of = list->count;
	one->known = list->count > 0;
	if (!one->known) {
		one->why = str_from(_("there is nothing to count"));
		return;
	}
	qsort(list->items, list->count, sizeof(*list->items), by_size);
	low = (list->count - 1) / 2;
	high = list->count / 2;
	one->value = (list->items[low] + list->items[high]) / 2.0;
}

static void without_history(struct building *b, struct metric *one)
{
	if (b->c->snapshot && !b->c->cut)
		return;
	one->known = false;
	one->why = str_from(b->c->snapshot
			? _("needs all of the history: this clone is shallow")
			: _("needs a history: this folder is no repository"));
}

static void identify(struct building *b)
{
	struct metric *one;

	b->step = N_("Identify");
	metrics_scanned(b);
	one = metrics_add(b, "late-finds", _("Deadlines found late"),
		_("Of the binding deadlines added in the period that lay "
		  "ahead, those less than 30 days ahead when they were "
		  "committed."));
	metrics_share(one, b->c->late);
	without_history(b, one);
}

static void prioritise(struct building *b)
{
	struct metric *one;

	b->step = N_("Prioritise");
	one = metrics_add(b, "prioritised", _("Prioritised within 7 days"),
		_("Of the notes first committed in the period, at least 7 days "
		  "before its end, in kinds that have a priority: those that "
		  "had one 7 days later."));
	metrics_share(one, b->c->prioritised);
	without_history(b, one);
	b->step = N_("Assess");
	one = metrics_add(b, "assessment-lag", _("Assessment lag"),
		_("Median days from the first commit of a watched note to the "
		  "one that opened it to readers, of those opened in the "
		  "period."));
	metrics_median(one, &b->c->assessed);
	without_history(b, one);
	metrics_share(
		metrics_add(b, "primary-source", _("Share with a source"),
			_("Watched notes with the address of their source, of "
			  "all that readers see at the end of the period.")),
		b->c->sourced);
	metrics_share(
		metrics_add(b, "confirmed", _("Share confirmed"),
			_("Watched notes whose confidence is \"confirmed\", of "
			  "all that readers see at the end of the period.")),
		b->c->confirmed);
}

static void disseminate(struct building *b)
{
	struct counting *c = b->c;
	struct metric *one;
	struct buf key = {0};
	struct buf label = {0};
	size_t i;

	b->step = N_("Disseminate");
	one = metrics_add(b, "updates", _("Published changes"),
		_("Published changes dated in the period that readers see at "
		  "its end."));
	one->known = true;
	one->value = (double)c->updates;
	for (i = 0; c->alert && c->alert->vocabulary &&
		i < c->alert->vocabulary->count && i < LEVELS_MAX;
		i++) {
		const struct label *level = &c->alert->vocabulary->values[i];

		buf_cut(&key, 0);
		buf_cut(&label, 0);
		buf_printf(&key, "updates.%.*s", STR_ARG(level->id));
		buf_printf(&label, _("Published changes: %.*s"),
			STR_ARG(label_text(level, i18n_lang())));
		one = metrics_add(b, buf_text(&key), buf_text(&label),
			_("Of the published changes those with this alert "
			  "level."));
		one->known = true;
		one->value = (double)c->levels[i];
	}
	metrics_spread_row(b);
	buf_clear(&key);
	buf_clear(&label);
}

static void monitor(struct building *b)
{
	struct counting *c = b->c;
	struct metric *one;

	b->step = N_("Follow up");
	one = metrics_add(b, "overdue-reviews", _("Overdue reviews"),
		_("Notes that readers see whose date of review lies before "
		  "the last day of the period."));
	one->known = true;
	one->of = c->overdue.of;
	one->value = (double)c->overdue.part;
	metrics_share(
		metrics_add(b, "actions-done", _("Actions done"),
			_("Task items of published changes that are ticked at "
			  "the end of the period, of all of them.")),
		c->done);
	one = metrics_add(b, "actions-in-time", _("Actions done in time"),
		_("Task items of published changes that take effect in the "
		  "period: those ticked at the end of that day, of all."));
	metrics_share(one, c->in_time);
	without_history(b, one);
}

static const struct schema_field *alert_field(const struct schema *schema)
{
	size_t i;

	for (i = 0; i < schema->kind_count; i++) {
		const struct schema_field *field =
			kind_role(&schema->kinds[i], ROLE_ALERT);

		if (field)
			return field;
	}
	return NULL;
}

bool app_metrics(struct app *app, struct date from, struct date to,
	struct metrics *metrics, struct error *err)
{
	struct counting c = {.app = app, .from = from, .to = to, .err = err};
	struct building b = {metrics, &c, ""};
	bool ok;

	memset(metrics, 0, sizeof(*metrics));
	metrics->from = from;
	metrics->to = to;
	c.alert = alert_field(&app->schema);
	ok = inbox_open(app, &c.inbox, err) && count_all(&c);
	if (ok) {
		metrics->items = arena_alloc(
			&metrics->arena, ROWS_MAX * sizeof(*metrics->items));
		identify(&b);
		metrics_filtered(&b);
		prioritise(&b);
		disseminate(&b);
		monitor(&b);
	}
	free(c.assessed.items);
	free(c.spread.items);
	inbox_close(&c.inbox);
	snapshot_close(c.snapshot);
	return ok;
}

void metrics_clear(struct metrics *metrics)
{
	if (!metrics)
		return;
	arena_clear(&metrics->arena);
	memset(metrics, 0, sizeof(*metrics));
}
