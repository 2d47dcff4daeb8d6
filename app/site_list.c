/* The lists of a site: by kind, by tag. */

#include <stdlib.h>
#include <string.h>

#include "app/site_private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/name.h"

/* --- a table of the notes of a kind --- */

struct table {
	struct site_page page;
	const struct kind *kind; /* NULL: notes of no known kind */
	struct str kind_id;
};

static bool is_name(struct str key)
{
	return str_is(key, "title") || str_is(key, "name");
}

static struct str column_label(const struct table *table, struct str key)
{
	const struct schema_field *field = kind_field(table->kind, key);

	if (str_is(key, "next-date"))
		return str_from(_("Next date"));
	return field ? label_text(&field->label, table->page.site->lang) : key;
}

static void put_heads(struct table *table)
{
	struct buf *out = &table->page.out;
	size_t i;

	buf_printf(out,
		"<table class=\"list\">\n<thead>\n<tr>\n"
		"<th scope=\"col\">%s</th>\n",
		_("Title"));
	for (i = 0; table->kind && i < table->kind->row_count; i++) {
		if (is_name(table->kind->row[i]))
			continue;
		buf_put(out, "<th scope=\"col\">");
		site_text(out, column_label(table, table->kind->row[i]));
		buf_put(out, "</th>\n");
	}
	if (!table->kind || !table->kind->row_count)
		buf_printf(out, "<th scope=\"col\">%s</th>\n", _("Summary"));
	buf_put(out, "</tr>\n</thead>\n<tbody>\n");
}

/* The first deadline from the day of the commit on. */
static const struct value *next_date(
	const struct site *site, const struct facts *facts)
{
	const struct value *next = NULL;
	size_t i;

	for (i = 0; i < facts->values.count; i++) {
		const struct value *value = &facts->values.items[i];

		if ((value->role == ROLE_DEADLINE ||
			    value->role == ROLE_DATE_IN_FORCE) &&
			value->date.year &&
			date_days(value->date) >= date_days(site->day) &&
			(!next ||
				date_days(value->date) < date_days(next->date)))
			next = value;
	}
	return next;
}

static void put_cell(
	struct table *table, const struct facts *facts, struct str key)
{
	struct buf *out = &table->page.out;
	const struct value *next;
	bool first = true;
	size_t empty;
	size_t start;
	size_t i;

	buf_put(out, "<td");
	empty = out->len;
	buf_put(out, " data-label=\"");
	site_text(out, column_label(table, key));
	buf_put(out, "\">");
	start = out->len;
	if (str_is(key, "next-date")) {
		next = next_date(table->page.site, facts);
		if (next)
			site_value(&table->page, table->kind, next);
	}
	for (i = 0; i < facts->values.count; i++) {
		if (!str_eq(facts->values.items[i].key, key))
			continue;
		buf_put(out, first ? "" : ", ");
		first = false;
		site_value(&table->page, table->kind, &facts->values.items[i]);
	}
	if (out->len == start) {
		buf_cut(out, empty);
		buf_byte(out, '>');
	}
	buf_put(out, "</td>\n");
}

static bool put_note(
	struct table *table, const struct site_note *note, struct error *err)
{
	struct buf *out = &table->page.out;
	struct facts facts;
	size_t i;

	if (!app_facts(
		    table->page.site->app, note->hit.path, false, &facts, err))
		return false;
	buf_put(out, "<tr>\n<th scope=\"row\">");
	site_note_link(&table->page, note);
	buf_put(out, "</th>\n");
	for (i = 0; table->kind && i < table->kind->row_count; i++) {
		if (!is_name(table->kind->row[i]))
			put_cell(table, &facts, table->kind->row[i]);
	}
	if (!table->kind || !table->kind->row_count) {
		buf_put(out, "<td>");
		site_text(out, note->hit.summary);
		buf_put(out, "</td>\n");
	}
	buf_put(out, "</tr>\n");
	facts_clear(&facts);
	return true;
}

static bool write_kind(struct site *site, struct str id, struct error *err)
{
	struct table table = {.page = {.site = site, .kind = id},
		.kind = schema_kind(&site->app->schema, id),
		.kind_id = id};
	struct buf path = {0};
	bool ok = true;
	size_t i;

	site_kind_path(&path, site, id);
	table.page.path = buf_slice(&path);
	table.page.title = id.len ? app_kind_label(site->app, id, true)
				  : str_from(_("Other notes"));
	site_page_begin(&table.page);
	put_heads(&table);
	for (i = 0; ok && i < site->count; i++) {
		if (str_eq(site->notes[i].hit.kind, id) &&
			site_is_shown(site, &site->notes[i]))
			ok = put_note(&table, &site->notes[i], err);
	}
	buf_put(&table.page.out, "</tbody>\n</table>\n");
	ok = site_page_end(&table.page, err) && ok;
	buf_clear(&path);
	return ok;
}

static bool write_kinds(struct site *site, struct error *err)
{
	size_t i;
	size_t j;
	bool ok = true;

	for (i = 0; ok && i < site->count; i++) {
		for (j = 0; j < i; j++) {
			if (str_eq(site->notes[j].hit.kind,
				    site->notes[i].hit.kind))
				break;
		}
		if (j == i)
			ok = write_kind(site, site->notes[i].hit.kind, err);
	}
	return ok;
}

/* --- tags --- */

struct tagged {
	struct str tag;
	size_t note; /* its number */
};

struct tag_list {
	struct tagged *items; /* by tag, notes by title */
	size_t count, cap;
};

static int by_tag(const void *a, const void *b)
{
	const struct tagged *one = a;
	const struct tagged *other = b;
	int order = str_cmp(one->tag, other->tag);

	if (order == 0)
		order = (one->note > other->note) - (one->note < other->note);
	return order;
}

static void take_tags(const struct site *site, struct tag_list *list)
{
	size_t i;

	for (i = 0; i < site->count; i++) {
		struct str rest = site->notes[i].hit.tags;
		struct str tag;

		while (site_is_shown(site, &site->notes[i]) &&
			str_cut(&rest, ',', &tag)) {
			tag = str_trim(tag);
			if (!tag.len)
				continue;
			list->items = mem_grow(list->items, &list->cap,
				list->count + 1, sizeof(*list->items));
			list->items[list->count].tag = tag;
			list->items[list->count++].note = i;
		}
	}
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), by_tag);
}

/* The first item after those with the tag of item `from`. */
static size_t tag_end(const struct tag_list *list, size_t from)
{
	size_t to = from;

	while (to < list->count &&
		str_eq(list->items[to].tag, list->items[from].tag))
		to++;
	return to;
}

static bool write_tag(struct site *site, const struct tag_list *list,
	size_t from, struct error *err)
{
	struct site_page page = {.site = site};
	struct buf path = {0};
	struct buf title = {0};
	size_t to = tag_end(list, from);
	bool ok;
	size_t i;

	site_tag_path(&path, site, list->items[from].tag);
	buf_printf(&title, _("Tagged %.*s"), STR_ARG(list->items[from].tag));
	page.path = buf_slice(&path);
	page.title = buf_slice(&title);
	site_page_begin(&page);
	buf_put(&page.out, "<ul>\n");
	for (i = from; i < to; i++) {
		const struct site_note *note =
			&site->notes[list->items[i].note];

		buf_put(&page.out, "<li>");
		site_note_link(&page, note);
		buf_put(&page.out, " <span class=\"soft\">");
		site_text(&page.out,
			app_kind_label(site->app, note->hit.kind, false));
		buf_put(&page.out, "</span></li>\n");
	}
	buf_put(&page.out, "</ul>\n");
	ok = site_page_end(&page, err);
	buf_clear(&title);
	buf_clear(&path);
	return ok;
}

static bool write_tag_index(
	struct site *site, const struct tag_list *list, struct error *err)
{
	struct site_page page = {.site = site, .title = str_from(_("Tags"))};
	struct buf path = {0};
	struct buf name = {0};
	size_t from;
	size_t to;
	bool ok;

	buf_printf(&path, "%s/tags.html", site->lang);
	page.path = buf_slice(&path);
	site_page_begin(&page);
	buf_put(&page.out, list->count ? "<ul>\n" : "");
	for (from = 0; from < list->count; from = to) {
		to = tag_end(list, from);
		buf_cut(&name, 0);
		site_tag_path(&name, site, list->items[from].tag);
		buf_put(&page.out, "<li><a");
		site_href(&page, buf_slice(&name));
		buf_byte(&page.out, '>');
		site_text(&page.out, list->items[from].tag);
		buf_printf(&page.out, "</a> (%zu)</li>\n", to - from);
	}
	if (list->count)
		buf_put(&page.out, "</ul>\n");
	else
		buf_printf(&page.out, "<p>%s</p>\n", _("There are no tags."));
	ok = site_page_end(&page, err);
	buf_clear(&name);
	buf_clear(&path);
	return ok;
}

bool site_write_lists(struct site *site, struct error *err)
{
	struct tag_list list = {0};
	bool ok = write_kinds(site, err);
	size_t from;

	take_tags(site, &list);
	ok = ok && write_tag_index(site, &list, err);
	for (from = 0; ok && from < list.count; from = tag_end(&list, from))
		ok = write_tag(site, &list, from, err);
	free(list.items);
	return ok;
}
