/* The page of one note. */

#include <string.h>

#include "app/private.h"
#include "app/records_private.h"
#include "app/site_private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "content/address.h"
#include "content/html.h"

enum {
	PICTURE_MAX = 5 * 1024 * 1024,
	NAMES = 64 /* fields in one list */
};

struct note_page {
	struct site_page page;
	const struct note *note;
	struct str key; /* of the field that is open */
	struct str names[NAMES]; /* in the list that is open */
	size_t name_count;
	const struct kind *kind;
};

/* --- pictures and links of the text --- */

/* What browsers show and what cannot hold a script. */
static bool is_picture(struct str path)
{
	static const char *const endings[] = {
		".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"};
	size_t i;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t len = strlen(endings[i]);

		if (path.len > len &&
			str_eq_nocase(str_sub(path, path.len - len, path.len),
				str_from(endings[i])))
			return true;
	}
	return false;
}

/* Copy a picture of the hub into the site, once. */
static bool take_picture(struct site *site, struct str path)
{
	struct buf name = {0};
	struct buf bytes = {0};
	struct buf source = {0};
	bool ok;

	buf_printf(&name, "files/%.*s", STR_ARG(path));
	buf_str(&source, path);
	ok = site_folder_has(&site->folder, buf_slice(&name));
	if (!ok)
		ok = source_read(site->app->source, buf_text(&source), &bytes,
			     NULL) &&
			bytes.len <= PICTURE_MAX &&
			site_folder_put(&site->folder, buf_slice(&name),
				buf_slice(&bytes), NULL);
	buf_clear(&source);
	buf_clear(&name);
	buf_clear(&bytes);
	return ok;
}

static bool resolve_picture(
	struct note_page *p, const struct link *link, struct buf *out)
{
	struct buf path = {0};
	struct arena arena = {0};
	bool ok;

	ok = !link->external &&
		record_resolve(p->note->hit->path,
			record_unescape(&arena, link->target), &path) &&
		is_picture(buf_slice(&path)) &&
		take_picture(p->page.site, buf_slice(&path));
	if (ok) {
		buf_printf(out, "%sfiles/", buf_text(&p->page.root));
		outgoing_escape_path(out, buf_slice(&path));
	}
	arena_clear(&arena);
	buf_clear(&path);
	return ok;
}

static bool resolve(const struct link *link, struct buf *out, void *arg)
{
	struct note_page *p = arg;
	size_t n = (size_t)(link - p->note->doc.links);
	const struct site_note *to;
	struct str path;
	struct str anchor;

	if (link->image)
		return resolve_picture(p, link, out);
	switch (note_link_target(p->note, n, &path, &anchor)) {
	case TARGET_NOTE:
		to = site_find(p->page.site, path);
		if (!to)
			return false;
		if (to != p->page.note || !anchor.len) {
			buf_put(out, buf_text(&p->page.root));
			outgoing_escape_path(out, to->page);
		}
		if (anchor.len) {
			buf_byte(out, '#');
			outgoing_escape_path(out, anchor);
		}
		return true;
	case TARGET_ADDRESS:
		buf_str(out, path);
		return true;
	case TARGET_BROKEN:
		break;
	}
	return false;
}

/* A [[link]] is called as the note is. */
static bool name(const struct link *link, struct buf *out, void *arg)
{
	struct note_page *p = arg;
	const struct site_note *to;
	struct str path;
	struct str anchor;

	if (note_link_target(p->note, (size_t)(link - p->note->doc.links),
		    &path, &anchor) != TARGET_NOTE ||
		anchor.len)
		return false;
	to = site_find(p->page.site, path);
	if (to)
		buf_str(out, to->hit.title);
	return to != NULL;
}

/* --- fields --- */

static void web_link(struct buf *out, struct str url)
{
	struct buf address = {0};

	address_put(&address, url);
	buf_put(out, "<a href=\"");
	html_text(out, buf_slice(&address));
	buf_put(out, "\" rel=\"external noopener\">");
	site_text(out, url);
	buf_put(out, "</a>");
	buf_clear(&address);
}

static void dated(struct site_page *page, const struct kind *kind,
	const struct value *value)
{
	struct buf text = {0};
	struct str event = value->event;

	if (!value->date.year) {
		site_text(&page->out, value->text);
		return;
	}
	if (kind && event.len)
		event = app_field_label(
			page->site->app, kind->id, value->key, event);
	site_time(&page->out, value->date);
	if (event.len)
		buf_printf(&text, ": %.*s", STR_ARG(event));
	if (value->scope.len)
		buf_printf(&text, ", %.*s", STR_ARG(value->scope));
	if (value->expected)
		buf_printf(&text, " (%s)", _("expected"));
	site_text(&page->out, buf_slice(&text));
	buf_clear(&text);
}

void site_value(struct site_page *page, const struct kind *kind,
	const struct value *value)
{
	const struct site_note *to = NULL;

	if (value->type == TYPE_LINK)
		to = site_find_id(page->site, value->text);
	if (to) {
		site_note_link(page, to);
	} else if (value->type == TYPE_DATED) {
		dated(page, kind, value);
	} else if (value->type == TYPE_DATE && value->date.year) {
		site_time(&page->out, value->date);
	} else if (address_is_web(value->text)) {
		web_link(&page->out, value->text);
	} else if (value->type == TYPE_ENUM && kind) {
		site_text(&page->out,
			app_field_label(page->site->app, kind->id, value->key,
				value->text));
	} else {
		site_text(&page->out, value->text);
	}
}

/* What stands elsewhere on the page, or says nothing to a reader. */
static bool is_elsewhere(const struct value *value)
{
	switch (value->role) {
	case ROLE_TITLE:
	case ROLE_SUMMARY:
	case ROLE_LANG:
	case ROLE_STATUS:
	case ROLE_TAGS:
		return true;
	default:
		return str_is(value->key, "old_ids") ||
			str_is(value->key, "translated") ||
			str_is(value->key, "kind");
	}
}

/* A name stands once in a list; the fields of the next record begin another. */
static void open_field(struct note_page *p, struct str name)
{
	struct buf *out = &p->page.out;
	bool full = p->name_count == NAMES;
	size_t i;

	for (i = 0; i < p->name_count && !full; i++)
		full = str_eq(p->names[i], name);
	if (!p->name_count)
		buf_printf(out,
			"<section class=\"facts\" "
			"aria-labelledby=\"page:facts\">\n"
			"<h2 id=\"page:facts\">%s</h2>\n<dl>\n",
			_("Facts"));
	if (full) {
		buf_put(out, "</dl>\n<dl>\n");
		p->name_count = 0;
	}
	p->names[p->name_count++] = name;
	buf_put(out, "<dt>");
	site_text(out, name);
	buf_put(out, "</dt>\n");
}

static void each_field(const struct value *value, void *arg)
{
	struct note_page *p = arg;
	struct buf *out = &p->page.out;
	const struct schema_field *field =
		p->kind ? kind_field(p->kind, value->key) : NULL;

	if (is_elsewhere(value) || !value->text.len)
		return;
	if (!str_eq(p->key, value->key)) {
		open_field(p,
			field ? label_text(&field->label, p->page.site->lang)
			      : value->key);
		p->key = value->key;
	}
	buf_put(out, "<dd>");
	site_value(&p->page, p->kind, value);
	buf_put(out, "</dd>\n");
}

static void tags(struct note_page *p)
{
	struct buf *out = &p->page.out;
	struct str rest = p->page.note->hit.tags;
	struct buf path = {0};
	struct str tag;
	bool first = true;

	if (!rest.len)
		return;
	buf_printf(out, "<p>%s: ", _("Tags"));
	while (str_cut(&rest, ',', &tag)) {
		buf_put(out, first ? "" : ", ");
		first = false;
		buf_cut(&path, 0);
		site_tag_path(&path, p->page.site, str_trim(tag));
		buf_put(out, "<a");
		site_href(&p->page, buf_slice(&path));
		buf_byte(out, '>');
		site_text(out, str_trim(tag));
		buf_put(out, "</a>");
	}
	buf_put(out, "</p>\n");
	buf_clear(&path);
}

/* --- what links here --- */

static void backlinks(struct note_page *p)
{
	struct buf *out = &p->page.out;
	const struct store_links *in = &p->note->in;
	const struct site_note *last = NULL;
	bool open = false;
	size_t i;

	for (i = 0; i < in->count; i++) {
		const struct site_note *from =
			site_find(p->page.site, in->items[i].path);

		if (!from || from == last)
			continue;
		last = from;
		if (!open)
			buf_printf(out, "<h2>%s</h2>\n<ul>\n",
				_("Links to this page"));
		open = true;
		buf_put(out, "<li>");
		site_note_link(&p->page, from);
		buf_put(out, " <span class=\"soft\">");
		site_text(out,
			app_kind_label(
				p->page.site->app, from->hit.kind, false));
		buf_put(out, "</span></li>\n");
	}
	buf_put(out, open ? "</ul>\n" : "");
}

static void body(struct note_page *p)
{
	const struct html_options options = {.resolve = resolve,
		.name = name,
		.arg = p,
		.headings = 2,
		.title = p->note->hit->title,
		.rel = "external noopener",
		.page = true};
	struct str lang = p->note->hit->lang;

	buf_put(&p->page.out, "<div class=\"text\"");
	if (outgoing_is_language(lang) && !str_is(lang, p->page.site->lang)) {
		buf_put(&p->page.out, " lang=\"");
		site_text(&p->page.out, lang);
		buf_byte(&p->page.out, '"');
	}
	buf_put(&p->page.out, ">\n");
	html_doc(&p->page.out, &p->note->doc, &options);
	buf_put(&p->page.out, "</div>\n");
}

static void changed(struct note_page *p)
{
	struct buf text = {0};
	struct buf day = {0};

	if (!p->note->hit->modified)
		return;
	date_iso(&day, outgoing_day(p->note->hit->modified));
	buf_printf(&text, _("Last change: %s"), buf_text(&day));
	buf_put(&p->page.out, "<p class=\"soft\">");
	site_text(&p->page.out, buf_slice(&text));
	buf_put(&p->page.out, "</p>\n");
	buf_clear(&day);
	buf_clear(&text);
}

static void content(struct note_page *p, const struct facts *facts)
{
	struct buf *out = &p->page.out;

	site_page_begin(&p->page);
	if (p->page.summary.len) {
		buf_put(out, "<p class=\"summary\">");
		site_text(out, p->page.summary);
		buf_put(out, "</p>\n");
	}
	site_states(&p->page, p->note, facts);
	buf_put(out, "<div class=\"page\">\n");
	body(p);
	records_values(facts, each_field, p);
	buf_put(out, p->key.len ? "</dl>\n</section>\n</div>\n" : "</div>\n");
	tags(p);
	backlinks(p);
	changed(p);
}

bool site_write_note(
	struct site *site, const struct site_note *from, struct error *err)
{
	struct note_page p = {.page = {.site = site,
				      .path = from->page,
				      .title = from->hit.title,
				      .summary = from->hit.summary,
				      .kind = from->hit.kind,
				      .note = from}};
	struct note note;
	struct facts facts;
	bool ok;

	if (!app_facts(site->app, from->hit.path, false, &facts, err))
		return false;
	ok = app_note(site->app, from->hit.path, &note, err);
	if (ok) {
		p.note = &note;
		p.kind = facts.kind;
		content(&p, &facts);
		ok = site_page_end(&p.page, err);
		site->result->pages++;
		note_clear(&note);
	}
	facts_clear(&facts);
	return ok;
}
