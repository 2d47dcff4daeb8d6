#include "app/fresh.h"

#include <stdlib.h>

#include "app/private.h"
#include "base/file.h"
#include "base/mem.h"
#include "content/doc.h"
#include "content/front.h"

struct looking {
	struct app *app;
	struct fresh *fresh;
	struct str primary, id;
	int32_t changed; /* the day the primary did */
	struct error err;
	bool failed;
};

/* Up to date, and a translation: the text with today's date. */
static void take(struct looking *l, struct str path, const struct buf *old)
{
	struct fresh *fresh = l->fresh;
	struct date translated = {0};
	struct buf text = {0}, today = {0};
	struct doc doc = {0};
	bool ok;

	doc_parse_front(&doc, buf_slice(old));
	ok = !doc.front_broken &&
		date_parse(doc_field(&doc, "translated"), &translated) &&
		date_days(translated) >= l->changed &&
		date_days(translated) < date_days(l->app->today);
	doc_clear(&doc);
	buf_str(&text, buf_slice(old));
	date_iso(&today, l->app->today);
	if (ok && front_set(&text, STR("translated"), buf_slice(&today))) {
		fresh->items = mem_grow(fresh->items, &fresh->cap,
			fresh->count + 1, sizeof(*fresh->items));
		fresh->items[fresh->count++] =
			(struct fresh_file){arena_str(&fresh->arena, path).data,
				arena_str(&fresh->arena, buf_slice(old)),
				arena_str(&fresh->arena, buf_slice(&text))};
	}
	buf_clear(&today);
	buf_clear(&text);
}

static bool visit(const struct source_file *file, void *arg)
{
	struct looking *l = arg;
	struct str path = str_from(file->path), lang;
	struct buf old = {0};

	if (file->removed || file->edited || str_eq(path, l->primary) ||
		!str_eq(file_dir(path), file_dir(l->primary)) ||
		!str_eq(record_id(&l->app->schema, false, path, &lang), l->id))
		return true;
	l->failed = !source_read_version(
		l->app->source, file->path, file->version, &old, &l->err);
	if (!l->failed)
		take(l, path, &old);
	buf_clear(&old);
	return !l->failed;
}

bool fresh_translations(struct app *app, struct str primary,
	struct fresh *fresh, struct error *err)
{
	struct looking l = {.app = app, .fresh = fresh, .primary = primary};
	struct store_results one = {0};
	struct str lang;
	bool ok;

	if (app_is_foreign(app))
		return true;
	l.id = record_id(&app->schema, false, primary, &lang);
	if (!store_get(app->store, &primary, 1, &one, err))
		return false;
	if (one.count && one.items[0].modified)
		l.changed = date_days(date_local(one.items[0].modified));
	ok = !one.count || source_list(app->source, visit, &l, err);
	store_results_clear(&one);
	if (ok && l.failed && err)
		*err = l.err;
	return ok && !l.failed;
}

void fresh_clear(struct fresh *fresh)
{
	free(fresh->items);
	arena_clear(&fresh->arena);
	*fresh = (struct fresh){0};
}
