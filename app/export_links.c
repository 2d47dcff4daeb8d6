/* Links and what is near a note, for machines. */

#include "app/export_private.h"

static json_t *link_json(const struct store_link_row *link)
{
	json_t *object_of = json_object();

	export_set(object_of, "path", link->path);
	export_set(object_of, "title", link->title);
	export_set(object_of, "kind", link->kind);
	export_set(object_of, "status", link->status);
	export_set(object_of, "url", link->url);
	export_set(object_of, "anchor", link->anchor);
	export_set(object_of, "text", link->text);
	export_set(object_of, "field", link->field);
	export_set(object_of, "from", link->from);
	json_object_set_new(object_of, "line", json_integer(link->line));
	json_object_set_new(object_of, "broken", json_boolean(link->broken));
	return object_of;
}

static void link_rows(struct buf *out, const struct store_links *links,
	const char *direction, bool csv)
{
	struct str cells[9];
	size_t i;

	for (i = 0; links && i < links->count; i++) {
		const struct store_link_row *link = &links->items[i];

		cells[0] = str_from(direction);
		cells[1] = link->path;
		cells[2] = link->title;
		cells[3] = link->url;
		cells[4] = link->anchor;
		cells[5] = link->text;
		cells[6] = link->field;
		cells[7] = link->from;
		cells[8] = link->broken ? STR("yes") : STR("no");
		export_row(out, cells, 9, csv);
	}
}

static void link_head(struct buf *out, bool csv)
{
	static const char *const names[] = {"direction", "path", "title", "url",
		"anchor", "text", "field", "from", "broken"};
	struct str cells[9];
	size_t i;

	for (i = 0; i < 9; i++)
		cells[i] = str_from(names[i]);
	export_row(out, cells, 9, csv);
}

static void set_links(
	json_t *root, const char *direction, const struct store_links *links)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; links && i < links->count; i++)
		json_array_append_new(list, link_json(&links->items[i]));
	json_object_set_new(root, direction, list);
}

static void link_lines(
	struct buf *out, const struct store_links *links, const char *direction)
{
	size_t i;

	for (i = 0; links && i < links->count; i++) {
		json_t *one = link_json(&links->items[i]);

		json_object_set_new(one, "direction", json_string(direction));
		export_dump(out, one, JSON_COMPACT);
	}
}

static json_t *related_json(const struct store_related_row *row)
{
	static const struct {
		unsigned bit;
		const char *name;
	} whys[] = {{RELATED_LINKS_HERE, "links-here"},
		{RELATED_LINKED, "linked"}, {RELATED_CITED, "cited-together"},
		{RELATED_TAGS, "tags"}, {RELATED_IDENTIFIER, "identifier"},
		{RELATED_WORDS, "words"}};
	json_t *one = json_object();
	json_t *list = json_array();
	size_t i;

	export_set(one, "path", row->hit.path);
	export_set(one, "title", row->hit.title);
	export_set(one, "kind", row->hit.kind);
	export_set(one, "status", row->hit.status);
	for (i = 0; i < sizeof(whys) / sizeof(whys[0]); i++) {
		if (row->why & whys[i].bit)
			json_array_append_new(list, json_string(whys[i].name));
	}
	json_object_set_new(one, "why", list);
	export_set(one, "shared", row->shared);
	json_object_set_new(one, "score", json_real(row->hit.score));
	return one;
}

static void set_related(json_t *root, const struct store_related *related)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; related && i < related->count; i++)
		json_array_append_new(list, related_json(&related->items[i]));
	json_object_set_new(root, "related", list);
}

static void related_lines(struct buf *out, const struct store_related *related)
{
	size_t i;

	for (i = 0; related && i < related->count; i++) {
		json_t *one = related_json(&related->items[i]);

		json_object_set_new(one, "direction", json_string("related"));
		export_dump(out, one, JSON_COMPACT);
	}
}

static void related_rows(
	struct buf *out, const struct store_related *related, bool csv)
{
	size_t i;

	for (i = 0; related && i < related->count; i++) {
		struct str cells[9] = {STR("related"),
			related->items[i].hit.path,
			related->items[i].hit.title};

		cells[5] = related->items[i].shared;
		cells[8] = STR("no");
		export_row(out, cells, 9, csv);
	}
}

bool export_link_data(
	struct buf *out, const struct export_linked *linked, enum format format)
{
	bool csv = format == FORMAT_CSV;
	json_t *root;

	if (format == FORMAT_JSON) {
		root = json_object();
		json_object_set_new(root, "schema", json_string("fyr/links/1"));
		set_links(root, "out", linked->from);
		set_links(root, "in", linked->to);
		set_related(root, linked->related);
		export_dump(out, root, JSON_INDENT(2));
	} else if (format == FORMAT_JSONL) {
		link_lines(out, linked->from, "out");
		link_lines(out, linked->to, "in");
		related_lines(out, linked->related);
	} else if (csv || format == FORMAT_TSV) {
		link_head(out, csv);
		link_rows(out, linked->from, "out", csv);
		link_rows(out, linked->to, "in", csv);
		related_rows(out, linked->related, csv);
	} else {
		return false;
	}
	return true;
}
