/* The first page of a site, its agenda and its search page. */

#include <string.h>

#include "app/agenda.h"
#include "app/export_dates.h"
#include "app/feed.h"
#include "app/site_private.h"
#include "base/i18n.h"

enum {
	NEWS = 10,
	AHEAD = 90, /* days on the first page */
	AGENDA = 400 /* days on the agenda */
};

/* --- dates --- */

/* "16:00" of a date and time as written. */
static void put_clock(struct buf *out, const char *before, struct str time)
{
	if (time.len <= 15)
		return;
	buf_put(out, before);
	site_text(out, str_sub(time, 11, 16));
}

static void put_span(struct buf *out, const struct agenda_entry *entry)
{
	site_time(out, entry->date);
	put_clock(out, " ", entry->time);
	if (entry->end.year) {
		buf_put(out, " – ");
		site_time(out, entry->end);
	}
	put_clock(out, entry->end.year ? " " : "–", entry->end_time);
}

/* A cell with the name of its column, for narrow pages. */
static void cell(struct buf *out, const char *label)
{
	buf_printf(out, "<td data-label=\"%s\">", label);
}

static void put_entry(struct site_page *page, const struct agenda_entry *entry)
{
	const struct site_note *note = site_find(page->site, entry->path);
	struct buf *out = &page->out;

	buf_put(out, "<tr>\n<th scope=\"row\">");
	put_span(out, entry);
	buf_put(out, "</th>\n<td class=\"what\">");
	if (note)
		site_note_link(page, note);
	else
		site_text(out, entry->title);
	if (entry->event_label.len) {
		buf_put(out, ": ");
		site_text(out, entry->event_label);
	}
	if (entry->scope.len) {
		buf_put(out, ", ");
		site_text(out, entry->scope);
	}
	buf_put(out, "</td>\n");
	cell(out, _("Type"));
	site_text(out, str_from(agenda_type_label(entry->type)));
	if (entry->expected)
		buf_printf(out, ", %s", _("expected"));
	buf_put(out, "</td>\n");
	if (entry->owner.len)
		cell(out, _("Owner"));
	else
		buf_put(out, "<td>");
	site_text(out, entry->owner);
	buf_put(out, "</td>\n</tr>\n");
}

static bool put_agenda(struct site_page *page, int days, struct error *err)
{
	const struct agenda_request request = {.from = page->site->day,
		.days = days,
		.deadlines = true,
		.events = true};
	struct agenda agenda;
	struct buf *out = &page->out;
	size_t i;

	if (!app_agenda(page->site->app, &request, &agenda, err))
		return false;
	if (!agenda.count)
		buf_printf(out, "<p>%s</p>\n", _("Nothing in these days."));
	else
		buf_printf(out,
			"<table class=\"list\">\n<thead>\n<tr>\n"
			"<th scope=\"col\">%s</th>\n"
			"<th scope=\"col\">%s</th>\n<th scope=\"col\">%s</th>\n"
			"<th scope=\"col\">%s</th>\n</tr>\n</thead>\n<tbody>\n",
			_("Date"), _("What"), _("Type"), _("Owner"));
	for (i = 0; i < agenda.count; i++)
		put_entry(page, &agenda.items[i]);
	buf_put(out, agenda.count ? "</tbody>\n</table>\n" : "");
	agenda_clear(&agenda);
	return true;
}

bool site_write_agenda(struct site *site, struct error *err)
{
	struct site_page page = {.site = site, .title = str_from(_("Agenda"))};
	struct buf path = {0};
	bool ok;

	buf_printf(&path, "%s/agenda.html", site->lang);
	page.path = buf_slice(&path);
	site_page_begin(&page);
	ok = put_agenda(&page, AGENDA, err);
	ok = site_page_end(&page, err) && ok;
	buf_clear(&path);
	return ok;
}

/* --- the first page --- */

static bool put_news(struct site_page *page, struct error *err)
{
	const struct feed_request request = {.limit = NEWS};
	struct buf *out = &page->out;
	struct feed feed;
	size_t i;

	if (!app_feed(page->site->app, &request, &feed, err))
		return false;
	buf_printf(out, "<h2>%s</h2>\n", _("Latest"));
	buf_put(out, feed.count ? "<ul class=\"news\">\n" : "");
	for (i = 0; i < feed.count; i++) {
		const struct feed_entry *entry = &feed.items[i];
		const struct site_note *note =
			site_find(page->site, entry->path);

		if (!note)
			continue;
		buf_put(out, "<li>");
		site_time(out, outgoing_day(entry->published));
		if (entry->alert_label.len) {
			buf_put(out, " <span><span class=\"state\">");
			site_text(out, entry->alert_label);
			buf_put(out, "</span></span>");
		}
		buf_put(out, " <span class=\"what\">");
		site_note_link(page, note);
		buf_put(out, "</span></li>\n");
	}
	buf_put(out, feed.count ? "</ul>\n" : "");
	if (!feed.count)
		buf_printf(out, "<p>%s</p>\n", _("Nothing yet."));
	feed_clear(&feed);
	return true;
}

static size_t count_kind(const struct site *site, struct str kind)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < site->count; i++) {
		if (str_eq(site->notes[i].hit.kind, kind) &&
			site_is_shown(site, &site->notes[i]))
			count++;
	}
	return count;
}

static void put_kind(struct site_page *page, struct str kind, struct str label)
{
	size_t count = count_kind(page->site, kind);
	struct buf path = {0};

	if (!count)
		return;
	site_kind_path(&path, page->site, kind);
	buf_put(&page->out, "<li><a");
	site_href(page, buf_slice(&path));
	buf_byte(&page->out, '>');
	site_text(&page->out, label);
	buf_printf(&page->out, "</a> (%zu)</li>\n", count);
	buf_clear(&path);
}

static void put_kinds(struct site_page *page)
{
	const struct schema *schema = &page->site->app->schema;
	size_t i;
	size_t j;

	buf_printf(&page->out, "<h2>%s</h2>\n", _("In this hub"));
	if (!page->site->count) {
		buf_printf(&page->out, "<p>%s</p>\n",
			_("There is no note in this hub yet."));
		return;
	}
	buf_put(&page->out, "<ul class=\"kinds\">\n");
	for (i = 0; i < schema->kind_count; i++)
		put_kind(page, schema->kinds[i].id,
			app_kind_label(
				page->site->app, schema->kinds[i].id, true));
	/* Notes of kinds that the hub does not know. */
	for (i = 0; i < page->site->count; i++) {
		struct str kind = page->site->notes[i].hit.kind;

		for (j = 0; j < i; j++) {
			if (str_eq(page->site->notes[j].hit.kind, kind))
				break;
		}
		if (j == i && !schema_kind(schema, kind))
			put_kind(page, kind,
				kind.len ? kind : str_from(_("Other notes")));
	}
	buf_put(&page->out, "</ul>\n");
}

bool site_write_index(struct site *site, struct error *err)
{
	struct site_page page = {.site = site, .title = app_title(site->app)};
	struct buf path = {0};
	bool ok;

	buf_printf(&path, "%s/index.html", site->lang);
	page.path = buf_slice(&path);
	site_page_begin(&page);
	ok = put_news(&page, err);
	if (ok) {
		buf_printf(&page.out, "<h2>%s</h2>\n", _("Dates ahead"));
		ok = put_agenda(&page, AHEAD, err);
		buf_put(&page.out, "<p>");
		site_page_link(&page, "agenda.html", _("The whole agenda"));
		buf_put(&page.out, "</p>\n");
	}
	put_kinds(&page);
	ok = site_page_end(&page, err) && ok;
	buf_clear(&path);
	return ok;
}

/* --- search --- */

bool site_write_search(struct site *site, struct error *err)
{
	struct site_page page = {.site = site,
		.title = str_from(_("Search the site")),
		.script = true};
	struct buf path = {0};
	struct buf *out = &page.out;
	bool ok;
	size_t i;

	buf_printf(&path, "%s/search.html", site->lang);
	page.path = buf_slice(&path);
	site_page_begin(&page);
	buf_printf(out,
		"<p>%s</p>\n<div id=\"page:search\" class=\"search\" "
		"role=\"search\" hidden>\n<p><label for=\"page:words\">%s"
		"</label> <input type=\"search\" id=\"page:words\" "
		"autocomplete=\"off\"></p>\n",
		_("All notes, by title. The browser's own search finds words "
		  "here too."),
		_("Words to search for"));
	buf_printf(out,
		"<p id=\"page:told\" role=\"status\" data-text=\"%s\"></p>\n"
		"</div>\n<ul id=\"page:list\">\n",
		_("Found: %"));
	for (i = 0; i < site->count; i++) {
		const struct site_note *note = &site->notes[i];

		if (!site_is_shown(site, note))
			continue;
		buf_put(out, "<li>");
		site_note_link(&page, note);
		buf_put(out, " <span class=\"soft\">");
		site_text(
			out, app_kind_label(site->app, note->hit.kind, false));
		if (note->hit.tags.len) {
			buf_put(out, ", ");
			site_text(out, note->hit.tags);
		}
		buf_put(out, "</span>");
		if (note->hit.summary.len) {
			buf_put(out, "<br>");
			site_text(out, note->hit.summary);
		}
		buf_put(out, "</li>\n");
	}
	buf_put(out, "</ul>\n");
	ok = site_page_end(&page, err);
	buf_clear(&path);
	return ok;
}
