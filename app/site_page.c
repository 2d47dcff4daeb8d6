/* What every page of a site has. */

#include <string.h>

#include "app/private.h"
#include "app/site_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/html.h"

enum {
	TITLE_LENGTH = 70 /* characters */
};

void site_text(struct buf *out, struct str text)
{
	struct buf clean = {0};

	gate_text(&clean, text, GATE_LINE);
	html_text(out, buf_slice(&clean));
	buf_clear(&clean);
}

static void attribute(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, " %s=\"", name);
	site_text(out, value);
	buf_byte(out, '"');
}

void site_href(struct site_page *page, struct str path)
{
	buf_printf(&page->out, " href=\"%s", buf_text(&page->root));
	outgoing_escape_path(&page->out, path);
	buf_byte(&page->out, '"');
}

static const char *language_name(struct str lang)
{
	if (str_is(lang, "sv"))
		return _("Swedish");
	if (str_is(lang, "en"))
		return _("English");
	return NULL;
}

void site_note_link(struct site_page *page, const struct site_note *note)
{
	struct buf *out = &page->out;
	bool other =
		note->hit.lang.len && !str_is(note->hit.lang, page->site->lang);
	const char *name = other ? language_name(note->hit.lang) : NULL;

	buf_put(out, "<a");
	site_href(page, note->page);
	if (other && outgoing_is_language(note->hit.lang)) {
		attribute(out, "lang", note->hit.lang);
		attribute(out, "hreflang", note->hit.lang);
	}
	buf_byte(out, '>');
	site_text(out, note->hit.title);
	buf_put(out, "</a>");
	if (name)
		buf_printf(out, " <span class=\"soft\">(%s)</span>", name);
}

void site_kind_path(struct buf *out, const struct site *site, struct str kind)
{
	buf_printf(out, "%s/kinds/", site->lang);
	outgoing_file_name(out, kind.len ? kind : STR("other"));
	buf_put(out, ".html");
}

void site_tag_path(struct buf *out, const struct site *site, struct str tag)
{
	buf_printf(out, "%s/tags/", site->lang);
	outgoing_file_name(out, tag);
	buf_put(out, ".html");
}

static void nav_item(struct site_page *page, struct str path, struct str text)
{
	buf_put(&page->out, "<li><a");
	site_href(page, path);
	if (str_eq(path, page->path))
		buf_put(&page->out, " aria-current=\"page\"");
	buf_byte(&page->out, '>');
	site_text(&page->out, text);
	buf_put(&page->out, "</a></li>\n");
}

void site_page_link(struct site_page *page, const char *name, const char *text)
{
	struct buf path = {0};

	buf_printf(&path, "%s/%s", page->site->lang, name);
	buf_put(&page->out, "<a");
	site_href(page, buf_slice(&path));
	buf_printf(&page->out, ">%s</a>", text);
	buf_clear(&path);
}

static void nav_fixed(
	struct site_page *page, const char *name, const char *text)
{
	struct buf path = {0};

	buf_printf(&path, "%s/%s", page->site->lang, name);
	nav_item(page, buf_slice(&path), str_from(text));
	buf_clear(&path);
}

static bool has_kind(const struct site *site, struct str kind)
{
	size_t i;

	for (i = 0; i < site->count; i++) {
		if (str_eq(site->notes[i].hit.kind, kind))
			return true;
	}
	return false;
}

static void nav_kinds(struct site_page *page)
{
	const struct schema *schema = &page->site->app->schema;
	struct buf path = {0};
	size_t i;

	for (i = 0; i < schema->kind_count; i++) {
		const struct kind *kind = &schema->kinds[i];

		if (!has_kind(page->site, kind->id))
			continue;
		buf_cut(&path, 0);
		site_kind_path(&path, page->site, kind->id);
		nav_item(page, buf_slice(&path),
			app_kind_label(page->site->app, kind->id, true));
	}
	buf_clear(&path);
}

static void navigation(struct site_page *page)
{
	struct buf *out = &page->out;

	buf_put(out, "<nav class=\"main\"");
	attribute(out, "aria-label", str_from(_("Main")));
	buf_put(out, ">\n<ul>\n");
	nav_fixed(page, "index.html", _("Start"));
	nav_kinds(page);
	nav_fixed(page, "agenda.html", _("Agenda"));
	nav_fixed(page, "tags.html", _("Tags"));
	if (page->site->request->search)
		nav_fixed(page, "search.html", _("Search the site"));
	buf_put(out, "</ul>\n</nav>\n");
}

/* Start / Regulations / this page. */
static void breadcrumbs(struct site_page *page)
{
	struct buf *out = &page->out;
	struct buf path = {0};

	buf_printf(&path, "%s/index.html", page->site->lang);
	if (str_eq(buf_slice(&path), page->path)) {
		buf_clear(&path);
		return;
	}
	buf_put(out, "<nav class=\"where\"");
	attribute(out, "aria-label", str_from(_("Where you are")));
	buf_put(out, ">\n<ol>\n");
	nav_item(page, buf_slice(&path), str_from(_("Start")));
	if (page->note) {
		buf_cut(&path, 0);
		site_kind_path(&path, page->site, page->kind);
		nav_item(page, buf_slice(&path),
			app_kind_label(page->site->app, page->kind, true));
	}
	buf_put(out, "<li><span aria-current=\"page\">");
	site_text(out, page->title);
	buf_put(out, "</span></li>\n</ol>\n</nav>\n");
	buf_clear(&path);
}

/* The same page in the other language: of a note the other note. */
static bool other_path(
	const struct site_page *page, const char *lang, struct buf *path)
{
	const struct site *site = page->site;
	size_t i;

	if (!page->note) {
		buf_printf(path, "%s%.*s", lang,
			STR_ARG(str_sub(page->path, 2, page->path.len)));
		return true;
	}
	for (i = 0; i < site->count; i++) {
		const struct site_note *note = &site->notes[i];

		if (str_eq(note->hit.id, page->note->hit.id) &&
			str_is(note->hit.lang, lang) && note != page->note) {
			buf_str(path, note->page);
			return true;
		}
	}
	return false;
}

static void alternates(struct site_page *page, bool shown)
{
	struct buf path = {0};
	size_t i;

	for (i = 0; i < page->site->lang_count; i++) {
		const char *lang = page->site->langs[i];
		bool own = strcmp(lang, page->site->lang) == 0;

		buf_cut(&path, 0);
		if (own && page->note)
			buf_str(&path, page->path);
		if ((own && shown) ||
			(!path.len && !other_path(page, lang, &path)))
			continue;
		buf_printf(&page->out,
			shown ? "<li><a lang=\"%s\" hreflang=\"%s\""
			      : "<link rel=\"alternate\" hreflang=\"%.2s\"",
			lang, lang);
		site_href(page, buf_slice(&path));
		if (shown)
			buf_printf(&page->out, ">%s</a></li>\n",
				strcmp(lang, "sv") == 0 ? "På svenska"
							: "In English");
		else
			buf_put(&page->out, ">\n");
	}
	buf_clear(&path);
}

static void feed_link(struct site_page *page, const char *name,
	const char *type, const char *title)
{
	struct buf path = {0};

	buf_printf(&path, "%s/%s", page->site->lang, name);
	buf_printf(&page->out, "<link rel=\"alternate\" type=\"%s\"", type);
	attribute(&page->out, "title", str_from(title));
	site_href(page, buf_slice(&path));
	buf_put(&page->out, ">\n");
	buf_clear(&path);
}

/* How programs of the web count: units of UTF-16, and what is markup as it is
 * written. */
static size_t units_of(uint32_t code)
{
	if (code < 0x80 && strchr("\"&<>'", (int)code))
		return 6;
	return code > 0xffff ? 2 : 1;
}

/* The longest start of at most so many units. */
static struct str fitting(struct str text, size_t units)
{
	struct str rest = text;

	while (rest.len > 0) {
		struct str before = rest;
		struct str cluster = utf8_cluster(&rest, &(int){0});
		size_t width = 0;

		while (cluster.len > 0)
			width += units_of(utf8_next(&cluster));
		if (width > units)
			return str_sub(text, 0, text.len - before.len);
		units -= width;
	}
	return text;
}

/* What a tab and a list of search results have room for: the page's own title
 * first, the hub's name where it fits. */
static void window_title(struct site_page *page)
{
	struct str hub = app_title(page->site->app);
	struct buf title = {0};
	struct str fit;

	gate_text(&title, page->title, GATE_LINE);
	fit = fitting(buf_slice(&title), TITLE_LENGTH);
	if (fit.len < title.len) {
		html_text(&page->out,
			fitting(buf_slice(&title), TITLE_LENGTH - 1));
		buf_put(&page->out, "…");
	} else {
		html_text(&page->out, fit);
		buf_put(&title, " – ");
		buf_str(&title, hub);
		if (!str_eq(page->title, hub) &&
			fitting(buf_slice(&title), TITLE_LENGTH).len ==
				title.len) {
			buf_put(&page->out, " – ");
			site_text(&page->out, hub);
		}
	}
	buf_clear(&title);
}

static void head(struct site_page *page)
{
	struct buf *out = &page->out;

	buf_printf(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; img-src 'self'; style-src "
		"'self'; script-src 'self'; base-uri 'none'; form-action "
		"'none'\">\n<title>",
		page->site->lang);
	window_title(page);
	buf_put(out, "</title>\n");
	if (page->summary.len) {
		buf_put(out, "<meta name=\"description\"");
		attribute(out, "content", page->summary);
		buf_put(out, ">\n");
	}
	buf_put(out, "<link rel=\"stylesheet\"");
	site_href(page, STR("style.css"));
	buf_put(out, ">\n");
	if (page->site->lang_count > 1)
		alternates(page, false);
	feed_link(page, "feed.xml", "application/atom+xml", _("Changes"));
	feed_link(page, "feed.json", "application/feed+json", _("Changes"));
	feed_link(page, "calendar.ics", "text/calendar", _("Calendar"));
	if (page->script) {
		buf_printf(out, "<script defer src=\"%ssearch.js\"></script>\n",
			buf_text(&page->root));
	}
	buf_put(out, "</head>\n");
}

static void languages(struct site_page *page)
{
	struct buf *out = &page->out;
	size_t before;

	if (page->site->lang_count < 2)
		return;
	buf_put(out, "<nav class=\"language\"");
	attribute(out, "aria-label", str_from(_("Language")));
	buf_put(out, ">\n<ul>\n");
	before = out->len;
	alternates(page, true);
	if (out->len == before)
		buf_printf(out, "<li><span>%s</span></li>\n",
			_("In this language only"));
	buf_put(out, "</ul>\n</nav>\n");
}

void site_page_begin(struct site_page *page)
{
	struct buf *out = &page->out;
	size_t i;

	for (i = 0; i < page->path.len; i++) {
		if (page->path.data[i] == '/')
			buf_put(&page->root, "../");
	}
	head(page);
	buf_printf(out,
		"<body>\n<a class=\"skip\" href=\"#page:main\">%s</a>\n"
		"<header>\n<p class=\"hub\"><a href=\"%s%s/index.html\">",
		_("Skip to the content"), buf_text(&page->root),
		page->site->lang);
	site_text(out, app_title(page->site->app));
	buf_put(out, "</a></p>\n");
	languages(page);
	navigation(page);
	buf_put(out, "</header>\n");
	breadcrumbs(page);
	buf_put(out, "<main id=\"page:main\" tabindex=\"-1\">\n<h1>");
	site_text(out, page->title);
	buf_put(out, "</h1>\n");
}

static void footer(struct site_page *page)
{
	struct buf *out = &page->out;
	const struct site *site = page->site;
	struct buf day = {0};

	site_time(&day, site->day);
	buf_put(out, "</main>\n<footer>\n<p>");
	buf_printf(out, _("As the hub was on %s"), buf_text(&day));
	if (site->commit[0])
		buf_printf(out, " (%.12s)", site->commit);
	buf_put(out, ". <a");
	buf_printf(out, " href=\"%s%s/feed.xml\">%s</a> · <a",
		buf_text(&page->root), site->lang, _("Changes as a feed"));
	buf_printf(out, " href=\"%s%s/calendar.ics\">%s</a></p>\n",
		buf_text(&page->root), site->lang, _("Dates as a calendar"));
	buf_put(out, "</footer>\n</body>\n</html>\n");
	buf_clear(&day);
}

bool site_page_end(struct site_page *page, struct error *err)
{
	bool ok;

	footer(page);
	ok = site_folder_put(
		&page->site->folder, page->path, buf_slice(&page->out), err);
	buf_clear(&page->out);
	buf_clear(&page->root);
	return ok;
}
