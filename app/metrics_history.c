/* Figures of what commits did: deadlines added, notes assessed, priorities. */

#include <string.h>

#include "app/metrics_private.h"
#include "app/private.h"
#include "base/mem.h"
#include "content/check.h"

struct walking {
	struct counting *c;
	const struct snapshot_info *info;
};

static bool same_entry(const struct value *a, const struct value *b)
{
	return str_eq(a->key, b->key) && str_eq(a->event, b->event) &&
		str_eq(a->scope, b->scope);
}

static bool is_deadline(const struct value *value)
{
	return (value->role == ROLE_DEADLINE ||
		       value->role == ROLE_DATE_IN_FORCE) &&
		value->date.day && !value->expected;
}

/* A deadline that was not there before and lies ahead of its commit. */
static void count_deadlines(
	struct walking *w, const struct version *old, const struct version *now)
{
	int32_t day = date_days(outgoing_day(w->info->time));
	size_t i;
	size_t j;

	for (i = 0; metrics_is_watched(now->kind) && i < now->values.count;
		i++) {
		const struct value *value = &now->values.items[i];
		int32_t ahead = date_days(value->date) - day;

		if (!is_deadline(value) || ahead < 0)
			continue;
		for (j = 0; j < old->values.count; j++) {
			if (same_entry(value, &old->values.items[j]) &&
				old->values.items[j].date.year)
				break;
		}
		if (j < old->values.count)
			continue;
		w->c->late.of++;
		w->c->late.part += ahead < METRICS_LATE;
	}
}

static bool first_commit(struct counting *c, struct str path, int64_t *time)
{
	struct past past;

	if (!app_past(c->app, path, (struct str){0}, &past, NULL))
		return false;
	*time = past.created;
	return past.changes > 0;
}

/* From the note's first commit to the one that opened it to readers. */
static void count_assessed(struct walking *w, const char *path,
	const struct version *old, const struct version *now)
{
	int64_t first;

	if (!now->open || old->open || !metrics_is_watched(now->kind) ||
		!first_commit(w->c, str_from(path), &first) ||
		first > w->info->time)
		return;
	days_add(&w->c->assessed,
		(int)(date_days(outgoing_day(w->info->time)) -
			date_days(outgoing_day(first))));
}

/* A new note that could have a priority: has it one a week later? */
static void count_priority(
	struct walking *w, const char *path, const struct version *now)
{
	struct counting *c = w->c;
	int64_t then = w->info->time + (int64_t)METRICS_PRIORITY * 86400;
	int64_t end = ((int64_t)date_days(c->to) + 1) * 86400;
	struct version later;
	struct buf text = {0};
	char tip[SOURCE_ID];

	if (!now->kind || !kind_role(now->kind, ROLE_PRIORITY) || then >= end ||
		!snapshot_tip_at(c->snapshot, c->head, then, tip, NULL))
		return;
	c->prioritised.of++;
	if (snapshot_read(c->snapshot, tip, path, &text, NULL)) {
		memset(&later, 0, sizeof(later));
		doc_parse_front(&later.doc, buf_slice(&text));
		schema_values(now->kind, &later.doc, false, &later.values);
		c->prioritised.part +=
			check_role(&later.values, ROLE_PRIORITY) != NULL;
		version_clear(&later);
	}
	buf_clear(&text);
}

static bool each_change(const struct snapshot_change *change, void *arg)
{
	struct walking *w = arg;
	struct version old = {0};
	struct version now = {0};
	struct str path = str_from(change->path);

	if (!*change->version || change->unsafe ||
		!app_is_note(w->c->app, change->path) ||
		(!str_ends(path, ".md") && !str_ends(path, ".markdown")) ||
		!version_read(w->c, change->path, change->version, false, &now))
		return true;
	if (*change->old_version)
		version_read(
			w->c, change->path, change->old_version, false, &old);
	if (!doc_field(&now.doc, "translated").len) {
		count_deadlines(w, &old, &now);
		count_assessed(w, change->path, &old, &now);
		if (!*change->old_version)
			count_priority(w, change->path, &now);
	}
	version_clear(&old);
	version_clear(&now);
	return true;
}

static bool each_commit(const struct snapshot_info *info, void *arg)
{
	struct counting *c = arg;
	struct walking w = {c, info};

	c->failed = !snapshot_changes(
		c->snapshot, info->id, each_change, &w, c->err);
	return !c->failed;
}

bool metrics_history(struct counting *c)
{
	const struct snapshot_range range = {c->old[0] ? c->old : NULL, c->tip};

	return !c->tip[0] || strcmp(c->old, c->tip) == 0 ||
		(snapshot_commits(
			 c->snapshot, &range, each_commit, c, c->err) &&
			!c->failed);
}
