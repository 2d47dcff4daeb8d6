#include "app/export_ask.h"

#include <string.h>

#include "app/export_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum {
	COUNT_CELLS = 6
};

static bool is_json(enum format format)
{
	return format == FORMAT_JSON || format == FORMAT_JSONL;
}

static size_t flags_of(enum format format)
{
	return format == FORMAT_JSON ? JSON_INDENT(2) : JSON_COMPACT;
}

static void set_count(json_t *object, const char *key, size_t count)
{
	json_object_set_new(object, key, json_integer((json_int_t)count));
}

/* --- facets --- */

static json_t *facet_json(const struct store_facet *facet)
{
	json_t *one = json_object();
	json_t *values = json_array();
	size_t i;

	export_set(one, "key", facet->key);
	export_set(one, "label", facet->label);
	for (i = 0; i < facet->count; i++) {
		const struct store_facet_value *value = &facet->values[i];
		json_t *item = json_object();

		export_set(item, "value", value->value);
		export_set(item, "label", value->label);
		set_count(item, "count", value->count);
		if (value->chosen)
			json_object_set_new(item, "chosen", json_true());
		json_array_append_new(values, item);
	}
	json_object_set_new(one, "values", values);
	set_count(one, "more", facet->more);
	return one;
}

static void facet_lines(struct buf *out, const struct store_facet *facet)
{
	size_t i;

	buf_byte(out, '\n');
	gate_text(out, facet->label, GATE_LINE);
	if (!str_eq_nocase(facet->label, facet->key)) {
		buf_put(out, " (");
		gate_text(out, facet->key, GATE_LINE);
		buf_byte(out, ')');
	}
	buf_byte(out, '\n');
	for (i = 0; i < facet->count; i++) {
		const struct store_facet_value *value = &facet->values[i];

		buf_printf(out, "%s%*zu  ", value->chosen ? "*" : " ",
			COUNT_CELLS, value->count);
		gate_text(out, value->label, GATE_LINE);
		if (!str_eq_nocase(value->label, value->value)) {
			buf_put(out, " (");
			gate_text(out, value->value, GATE_LINE);
			buf_byte(out, ')');
		}
		buf_byte(out, '\n');
	}
	if (facet->more) {
		buf_fill(out, ' ', COUNT_CELLS + 3);
		buf_printf(out,
			ngettext("and %zu more", "and %zu more",
				(unsigned long)facet->more),
			facet->more);
		buf_byte(out, '\n');
	}
}

void export_facets(
	struct buf *out, const struct store_facets *facets, enum format format)
{
	json_t *root, *list;
	size_t i;

	if (!is_json(format)) {
		buf_printf(out,
			ngettext("%zu note", "%zu notes",
				(unsigned long)facets->total),
			facets->total);
		buf_byte(out, '\n');
		for (i = 0; i < facets->count; i++)
			facet_lines(out, &facets->items[i]);
		return;
	}
	root = json_object();
	list = json_array();
	for (i = 0; i < facets->count; i++)
		json_array_append_new(list, facet_json(&facets->items[i]));
	json_object_set_new(root, "schema", json_string("fyr/facets/1"));
	set_count(root, "total", facets->total);
	json_object_set_new(root, "facets", list);
	export_dump(out, root, flags_of(format));
}

/* --- completion --- */

static void completion_line(
	struct buf *out, struct str text, const struct store_completion *item)
{
	struct buf whole = {0};

	buf_str(&whole, str_sub(text, 0, item->from));
	buf_str(&whole, item->insert);
	gate_text(out, str_trim(buf_slice(&whole)), GATE_LINE);
	buf_byte(out, '\t');
	gate_text(out, item->label, GATE_LINE);
	buf_byte(out, '\t');
	if (item->count)
		buf_printf(out, "%zu", item->count);
	buf_byte(out, '\n');
	buf_clear(&whole);
}

static json_t *completion_json(const struct store_completion *item)
{
	static const char *const types[] = {"key", "value", "word", "title"};
	json_t *one = json_object();

	json_object_set_new(one, "type", json_string(types[item->type]));
	export_set(one, "insert", item->insert);
	set_count(one, "from", item->from);
	set_count(one, "to", item->to);
	export_set(one, "label", item->label);
	if (item->count)
		set_count(one, "count", item->count);
	return one;
}

void export_completions(struct buf *out, struct str text,
	const struct store_completions *completions, enum format format)
{
	json_t *root, *list;
	size_t i;

	if (!is_json(format)) {
		for (i = 0; i < completions->count; i++)
			completion_line(out, text, &completions->items[i]);
		return;
	}
	root = json_object();
	list = json_array();
	for (i = 0; i < completions->count; i++)
		json_array_append_new(
			list, completion_json(&completions->items[i]));
	json_object_set_new(root, "schema", json_string("fyr/completions/1"));
	export_set(root, "text", text);
	json_object_set_new(root, "completions", list);
	export_dump(out, root, flags_of(format));
}

/* --- searches that are kept --- */

static void saved_line(struct buf *out, const struct saved *one)
{
	gate_text(out, one->name, GATE_LINE);
	buf_put(out, "  ");
	gate_text(out, one->query, GATE_LINE);
	buf_put(out, "  (");
	buf_printf(out,
		ngettext("%zu note", "%zu notes", (unsigned long)one->count),
		one->count);
	if (one->new_count)
		buf_printf(out,
			ngettext(", %zu new", ", %zu new",
				(unsigned long)one->new_count),
			one->new_count);
	buf_put(out, ")\n");
}

void export_saved(
	struct buf *out, const struct saved_list *list, enum format format)
{
	json_t *root, *items;
	size_t i;

	if (!is_json(format)) {
		for (i = 0; i < list->count; i++)
			saved_line(out, &list->items[i]);
		return;
	}
	root = json_object();
	items = json_array();
	for (i = 0; i < list->count; i++) {
		const struct saved *saved = &list->items[i];
		json_t *one = json_object();

		export_set(one, "name", saved->name);
		export_set(one, "query", saved->query);
		set_count(one, "count", saved->count);
		set_count(one, "new", saved->new_count);
		json_object_set_new(
			one, "visited", json_integer(saved->visited));
		json_array_append_new(items, one);
	}
	json_object_set_new(root, "schema", json_string("fyr/searches/1"));
	json_object_set_new(root, "searches", items);
	export_dump(out, root, flags_of(format));
}

/* --- what is near --- */

void export_why(struct buf *out, const struct store_related_row *row)
{
	static const struct {
		unsigned bit;
		const char *text;
	} whys[] = {{RELATED_LINKS_HERE, N_("links here")},
		{RELATED_LINKED, N_("linked from here")},
		{RELATED_CITED, N_("linked together")},
		{RELATED_IDENTIFIER, N_("names it")}};
	size_t start = out->len;
	size_t i;

	for (i = 0; i < sizeof(whys) / sizeof(whys[0]); i++) {
		if (!(row->why & whys[i].bit))
			continue;
		buf_put(out, out->len > start ? "; " : "");
		buf_put(out, _(whys[i].text));
	}
	if (row->shared.len) {
		struct buf clean = {0};

		gate_text(&clean, row->shared, GATE_LINE);
		buf_put(out, out->len > start ? "; " : "");
		buf_printf(out, _("shares: %s"), buf_text(&clean));
		buf_clear(&clean);
	}
}

void export_related(struct buf *out, const struct store_related *related)
{
	size_t i;

	buf_printf(out, "%s (%zu)\n", _("Related"), related->count);
	for (i = 0; i < related->count; i++) {
		const struct store_related_row *row = &related->items[i];

		gate_text(out, row->hit.path, GATE_LINE);
		buf_put(out, "  ");
		gate_text(out, row->hit.title, GATE_LINE);
		buf_put(out, "  (");
		export_why(out, row);
		buf_put(out, ")\n");
	}
}
