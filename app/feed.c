#include "app/feed.h"

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/i18n.h"
#include "content/address.h"
#include "content/html.h"

struct feeding {
	struct app *app;
	const struct feed_request *request;
	struct feed *feed;
	const struct note *note; /* whose text is written */
};

static struct str keep(struct feeding *f, struct str text)
{
	return arena_str(&f->feed->arena, text);
}

static struct str page_of(struct feeding *f, struct str path, struct str lang)
{
	struct buf page = {0};
	struct buf address = {0};
	struct str kept;

	if (!f->request->base.len)
		return (struct str){0};
	app_page(f->app, path, lang, &page);
	buf_str(&address, f->request->base);
	outgoing_escape_path(&address, buf_slice(&page));
	kept = keep(f, buf_slice(&address));
	buf_clear(&page);
	buf_clear(&address);
	return kept;
}

static struct str lang_of(struct app *app, struct str path)
{
	struct str lang;

	record_id(&app->schema, app_is_foreign(app), path, &lang);
	return lang;
}

/* Links to notes lead to their pages, if there are any; images stay away. */
static bool resolve(const struct link *link, struct buf *out, void *arg)
{
	struct feeding *f = arg;
	size_t n = (size_t)(link - f->note->doc.links);
	struct str path;
	struct str anchor;

	if (link->image)
		return false;
	switch (note_link_target(f->note, n, &path, &anchor)) {
	case TARGET_NOTE:
		path = page_of(f, path, lang_of(f->app, path));
		buf_str(out, path);
		if (path.len && anchor.len) {
			buf_byte(out, '#');
			outgoing_escape_path(out, anchor);
		}
		return path.len > 0;
	case TARGET_ADDRESS:
		buf_str(out, path);
		return true;
	case TARGET_BROKEN:
		break;
	}
	return false;
}

static struct str html_of(struct feeding *f, struct str path)
{
	const struct html_options options = {.resolve = resolve, .arg = f};
	struct note note;
	struct buf html = {0};
	struct str kept;

	if (!app_note(f->app, path, &note, NULL))
		return (struct str){0};
	f->note = &note;
	html_doc(&html, &note.doc, &options);
	f->note = NULL;
	kept = keep(f, buf_slice(&html));
	buf_clear(&html);
	note_clear(&note);
	return kept;
}

/* "Act: the title". */
static void name_entry(struct feeding *f, struct feed_entry *entry,
	const struct store_hit *hit, const struct value *alert)
{
	struct buf title = {0};

	if (alert) {
		entry->alert = keep(f, alert->text);
		entry->alert_label = keep(f,
			app_field_label(
				f->app, hit->kind, alert->key, alert->text));
		buf_printf(&title, "%.*s: ", STR_ARG(entry->alert_label));
	}
	buf_str(&title, hit->title);
	entry->title = keep(f, buf_slice(&title));
	buf_clear(&title);
}

/* All but the text, which is read for those that stay only. */
static bool take(struct feeding *f, struct feed_entry *entry,
	const struct store_hit *hit, struct error *err)
{
	struct buf id = {0};
	struct past past;
	struct facts facts;
	struct str url;

	if (!app_facts(f->app, hit->path, false, &facts, err))
		return false;
	if (!app_past(f->app, hit->path, buf_slice(&facts.path), &past, err)) {
		facts_clear(&facts);
		return false;
	}
	app_tag(f->app, hit->id, &id);
	entry->id = keep(f, buf_slice(&id));
	entry->path = keep(f, hit->path);
	name_entry(f, entry, hit, facts_role(&facts, ROLE_ALERT));
	entry->summary = keep(f, hit->summary);
	if (outgoing_is_language(hit->lang))
		entry->lang = keep(f, hit->lang);
	entry->kind = keep(f, hit->kind);
	entry->kind_label = keep(f, app_kind_label(f->app, hit->kind, false));
	entry->tags = keep(f, hit->tags);
	entry->page = page_of(f, hit->path, hit->lang);
	url = facts_text(&facts, ROLE_URL);
	if (address_is_web(url)) {
		buf_cut(&id, 0);
		address_put(&id, url);
		entry->url = keep(f, buf_slice(&id));
	}
	entry->updated = past.modified;
	entry->published = past.created;
	if (hit->date.day)
		entry->published = (int64_t)date_days(hit->date) * 86400;
	buf_clear(&id);
	facts_clear(&facts);
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct feed_entry *one = a;
	const struct feed_entry *other = b;
	int order = (one->published < other->published) -
		(one->published > other->published);

	if (order == 0)
		order = (one->updated < other->updated) -
			(one->updated > other->updated);
	return order ? order : str_cmp(one->id, other->id);
}

static void name_feed(struct feeding *f)
{
	const struct feed_request *request = f->request;
	struct feed *feed = f->feed;
	struct buf text = {0};
	struct buf id = {0};

	buf_str(&text, app_title(f->app));
	feed->author = keep(f, buf_slice(&text));
	if (request->name.len)
		buf_printf(&text, ": %.*s", STR_ARG(request->name));
	feed->title = keep(f, buf_slice(&text));
	buf_cut(&text, 0);
	buf_printf(&text, "feed/%s", i18n_lang());
	if (request->query.len)
		buf_printf(&text, "/%.*s", STR_ARG(request->query));
	feed->lang = keep(f, str_from(i18n_lang()));
	app_tag(f->app, buf_slice(&text), &id);
	feed->id = keep(f, buf_slice(&id));
	buf_clear(&id);
	if (address_is_web(request->base)) {
		buf_cut(&text, 0);
		buf_printf(&text, "%.*s%s/index.html", STR_ARG(request->base),
			i18n_lang());
		feed->home = keep(f, buf_slice(&text));
		buf_cut(&text, 0);
		buf_str(&text, request->base);
		outgoing_escape_path(&text, request->file);
		if (request->file.len)
			feed->self = keep(f, buf_slice(&text));
	}
	buf_clear(&text);
}

/* Kinds with an alert level hold what is published; a hub without such a kind
 * tells of all its notes. */
static bool has_news(const struct app *app)
{
	size_t i;

	for (i = 0; i < app->schema.kind_count; i++) {
		if (kind_role(&app->schema.kinds[i], ROLE_ALERT))
			return true;
	}
	return false;
}

static bool settle(struct feeding *f, struct error *err)
{
	size_t limit = f->request->limit ? f->request->limit : FEED_ENTRIES;
	struct feed *feed = f->feed;
	char commit[SOURCE_ID];
	size_t i;

	if (feed->count)
		qsort(feed->items, feed->count, sizeof(*feed->items), by_time);
	if (feed->count > limit)
		feed->count = limit;
	for (i = 0; i < feed->count; i++) {
		if (feed->items[i].updated > feed->updated)
			feed->updated = feed->items[i].updated;
	}
	return feed->count || app_tip(f->app, commit, &feed->updated, err);
}

bool app_feed(struct app *app, const struct feed_request *request,
	struct feed *feed, struct error *err)
{
	static const enum role news[] = {ROLE_ALERT, ROLE_NONE};
	struct feeding f = {app, request, feed, NULL};
	struct outgoing_request wanted = {
		.query = request->query, .all = request->all};
	struct store_results results = {0};
	bool ok;
	size_t i;

	memset(feed, 0, sizeof(*feed));
	if (!request->query.len && has_news(app))
		wanted.roles = news;
	if (!app_outgoing(app, &wanted, &results, err))
		return false;
	feed->items = arena_alloc(
		&feed->arena, (results.count + 1) * sizeof(*feed->items));
	ok = true;
	for (i = 0; ok && i < results.count; i++)
		ok = take(&f, &feed->items[i], &results.items[i], err);
	feed->count = results.count;
	name_feed(&f);
	ok = ok && settle(&f, err);
	for (i = 0; ok && i < feed->count; i++)
		feed->items[i].html = html_of(&f, feed->items[i].path);
	store_results_clear(&results);
	if (!ok)
		feed_clear(feed);
	return ok;
}

void feed_clear(struct feed *feed)
{
	if (!feed)
		return;
	arena_clear(&feed->arena);
	memset(feed, 0, sizeof(*feed));
}
