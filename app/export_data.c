/* Listings for machines: JSON (by jansson), JSON lines, TSV and CSV. */

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "app/export_private.h"
#include "app/reviews.h"
#include "base/gate.h"
#include "base/utf8.h"

json_t *export_text(struct str s)
{
	/* NULL where the bytes are no UTF-8: cannot be, texts are repaired. */
	json_t *value = json_stringn(s.data ? s.data : "", s.len);

	return value ? value : json_string("");
}

void export_set(json_t *object, const char *key, struct str value)
{
	if (value.len)
		json_object_set_new(object, key, export_text(value));
}

void export_set_date(json_t *object, const char *key, struct date date)
{
	struct buf iso = {0};

	if (!date.year)
		return;
	date_iso(&iso, date);
	export_set(object, key, buf_slice(&iso));
	buf_clear(&iso);
}

void export_set_time(json_t *object, const char *key, int64_t seconds)
{
	if (seconds)
		json_object_set_new(object, key, json_integer(seconds));
}

/*
 * What jansson writes is valid JSON, but holds what a terminal obeys or hides
 * (DEL, C1, bidirectional controls): those become escapes. They can only
 * stand inside strings.
 */
static void escape(struct buf *out, const char *json)
{
	struct str rest = str_from(json);

	while (rest.len) {
		struct str before = rest;
		uint32_t code = utf8_next(&rest);
		struct str one = str_sub(before, 0, before.len - rest.len);

		if (code < 0x7f || gate_is_clean(one, GATE_BODY))
			buf_str(out, one);
		else if (code < 0x10000)
			buf_printf(out, "\\u%04x", (unsigned)code);
		else
			buf_printf(out, "\\u%04x\\u%04x",
				(unsigned)(0xd800 + ((code - 0x10000) >> 10)),
				(unsigned)(0xdc00 +
					((code - 0x10000) & 0x3ff)));
	}
}

void export_dump(struct buf *out, json_t *value, size_t flags)
{
	char *json = json_dumps(value, flags | JSON_ENCODE_ANY);

	escape(out, json);
	buf_byte(out, '\n');
	free(json);
	json_decref(value);
}

static json_t *ranges(const struct store_range *marks, int count)
{
	json_t *list = json_array();
	int i;

	for (i = 0; i < count; i++)
		json_array_append_new(list,
			json_pack(
				"[ii]", (int)marks[i].from, (int)marks[i].to));
	return list;
}

json_t *export_affected(struct str path, struct str title, struct date date)
{
	json_t *update = json_object();

	export_set(update, "path", path);
	export_set(update, "title", title);
	export_set_date(update, "date", date);
	return update;
}

static json_t *hit_json(const struct app *app, const struct store_hit *hit)
{
	json_t *object = json_object();

	export_set(object, "id", hit->id);
	export_set(object, "path", hit->path);
	export_set(object, "title", hit->title);
	export_set(object, "kind", hit->kind);
	export_set(object, "kind_label", app_kind_label(app, hit->kind, false));
	export_set(object, "status", hit->status);
	export_set(object, "stage", hit->stage);
	export_set(object, "lang", hit->lang);
	export_set(object, "summary", hit->summary);
	export_set(object, "owner", hit->owner);
	export_set(object, "tags", hit->tags);
	export_set(object, "author", hit->author);
	export_set_time(object, "created", hit->created);
	export_set_time(object, "modified", hit->modified);
	export_set_date(object, "due", hit->due);
	export_set_date(object, "start", hit->start);
	export_set_date(object, "date", hit->date);
	if (hit->affected.len)
		json_object_set_new(object, "affected",
			export_affected(hit->affected, hit->affected_title,
				hit->affected_date));
	if (hit->problems)
		json_object_set_new(object, "problems",
			json_integer((json_int_t)hit->problems));
	if (hit->edited)
		json_object_set_new(object, "edited", json_true());
	if (hit->score > 0)
		json_object_set_new(object, "score", json_real(hit->score));
	export_set(object, "snippet", hit->snippet);
	if (hit->snippet_mark_count)
		json_object_set_new(object, "snippet_marks",
			ranges(hit->snippet_marks, hit->snippet_mark_count));
	if (hit->title_mark_count)
		json_object_set_new(object, "title_marks",
			ranges(hit->title_marks, hit->title_mark_count));
	export_set(object, "section", hit->section);
	export_set(object, "anchor", hit->anchor);
	if (hit->line)
		json_object_set_new(object, "line", json_integer(hit->line));
	return object;
}

/* "-23" is what it looks like. */
static bool is_number(struct str value)
{
	long number;

	return str_number(value, -1000000000L, 1000000000L, &number);
}

/* What a spreadsheet may take for the beginning of a formula: the wide forms
 * of = + - @ too. */
static bool is_formula(struct str text)
{
	static const char *const wide[] = {
		"\uff1d", "\uff0b", "\uff0d", "\uff20"};
	size_t i;

	for (i = 0; i < 4; i++) {
		if (str_starts(text, wide[i]))
			return true;
	}
	return text.len && text.data[0] && strchr("=+-@\t\r", text.data[0]);
}

/* A cell never begins a formula in a spreadsheet and holds no line end. It is
 * judged as it will stand there: hidden characters before it are gone then. */
static void cell(struct buf *out, struct str value, bool csv)
{
	struct buf clean = {0};
	size_t i;

	gate_text(&clean, value, GATE_LINE);
	if (!is_number(value) &&
		(is_formula(value) ||
			is_formula(str_trim(buf_slice(&clean))))) {
		struct buf text = clean;

		memset(&clean, 0, sizeof(clean));
		buf_byte(&clean, '\'');
		buf_str(&clean, buf_slice(&text));
		buf_clear(&text);
	}
	if (csv &&
		(memchr(buf_text(&clean), '"', clean.len) ||
			memchr(buf_text(&clean), ',', clean.len) ||
			memchr(buf_text(&clean), ';', clean.len))) {
		buf_byte(out, '"');
		for (i = 0; i < clean.len; i++) {
			if (clean.data[i] == '"')
				buf_byte(out, '"');
			buf_byte(out, clean.data[i]);
		}
		buf_byte(out, '"');
	} else {
		buf_str(out, buf_slice(&clean));
	}
	buf_clear(&clean);
}

void export_row(
	struct buf *out, const struct str *cells, size_t count, bool csv)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i)
			buf_byte(out, csv ? ',' : '\t');
		cell(out, cells[i], csv);
	}
	buf_put(out, csv ? "\r\n" : "\n");
}

static void hit_row(struct buf *out, const struct store_hit *hit, bool csv)
{
	struct buf modified = {0};
	struct buf due = {0};
	struct str cells[10];

	if (hit->modified)
		date_iso(&modified, date_local(hit->modified));
	date_iso(&due, hit->due);
	cells[0] = hit->id;
	cells[1] = hit->path;
	cells[2] = hit->title;
	cells[3] = hit->kind;
	cells[4] = hit->status;
	cells[5] = hit->lang;
	cells[6] = hit->owner;
	cells[7] = hit->tags;
	cells[8] = buf_slice(&modified);
	cells[9] = buf_slice(&due);
	export_row(out, cells, 10, csv);
	buf_clear(&modified);
	buf_clear(&due);
}

static void table(
	struct buf *out, const struct store_results *results, bool csv)
{
	static const char *const names[] = {"id", "path", "title", "kind",
		"status", "lang", "owner", "tags", "modified", "due"};
	struct str cells[10];
	size_t i;

	for (i = 0; i < 10; i++)
		cells[i] = str_from(names[i]);
	export_row(out, cells, 10, csv);
	for (i = 0; i < results->count; i++)
		hit_row(out, &results->items[i], csv);
}

static void object(struct buf *out, const struct app *app,
	const struct store_results *results)
{
	json_t *root = json_object();
	json_t *list = json_array();
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/notes/1"));
	json_object_set_new(root, "hub", export_text(str_from(app->name)));
	json_object_set_new(
		root, "total", json_integer((json_int_t)results->total));
	export_set(root, "understood", results->understood);
	for (i = 0; i < results->count; i++)
		json_array_append_new(list, hit_json(app, &results->items[i]));
	json_object_set_new(root, "notes", list);
	export_dump(out, root, JSON_INDENT(2));
}

bool export_data(struct buf *out, const struct app *app,
	const struct store_results *results, enum format format)
{
	size_t i;

	if (format == FORMAT_JSON) {
		object(out, app, results);
	} else if (format == FORMAT_JSONL) {
		for (i = 0; i < results->count; i++) {
			json_t *one = hit_json(app, &results->items[i]);

			json_object_set_new(
				one, "schema", json_string("fyr/note/1"));
			export_dump(out, one, JSON_COMPACT);
		}
	} else if (format == FORMAT_CSV || format == FORMAT_TSV) {
		table(out, results, format == FORMAT_CSV);
	} else {
		return false;
	}
	return true;
}

/* --- one note --- */

static json_t *headings_json(const struct doc *doc)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < doc->heading_count; i++) {
		json_t *one = json_object();

		json_object_set_new(
			one, "level", json_integer(doc->headings[i].level));
		json_object_set_new(
			one, "text", export_text(doc->headings[i].text));
		json_object_set_new(
			one, "anchor", export_text(doc->headings[i].anchor));
		json_object_set_new(
			one, "line", json_integer(doc->headings[i].line));
		json_array_append_new(list, one);
	}
	return list;
}

static json_t *problems_json(const struct doc *doc)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < doc->problems.count; i++) {
		const struct problem *problem = &doc->problems.items[i];

		json_array_append_new(list,
			json_pack("{s:i, s:i, s:s, s:s, s:s}", "line",
				problem->line, "column", problem->column,
				"severity",
				problem->severity == SEVERITY_ERROR ? "error"
								    : "warning",
				"rule", problem->rule, "text", problem->text));
	}
	return list;
}

static json_t *links_json(const struct note *note)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < note->doc.link_count; i++) {
		const struct link *link = &note->doc.links[i];
		json_t *one = json_object();

		export_set(one, "url", link->url);
		export_set(one, "text", link->text);
		export_set(one, "path", note->targets[i]);
		export_set(one, "anchor", link->anchor);
		if (link->image)
			json_object_set_new(one, "image", json_true());
		if (note->broken[i])
			json_object_set_new(one, "broken", json_true());
		json_array_append_new(list, one);
	}
	return list;
}

void export_note_json(struct buf *out, const struct app *app,
	const struct note *note, const struct review_state *state)
{
	json_t *root = hit_json(app, note->hit);
	json_t *fields = json_object();
	struct buf plain = {0};
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/note/1"));
	for (i = 0; i < note->field_count; i++) {
		char *key = str_copy(note->fields[i].key);

		json_object_set_new(
			fields, key, export_text(note->fields[i].text));
		free(key);
	}
	json_object_set_new(root, "fields", fields);
	if (state->late)
		json_object_set_new(
			root, "review_overdue", json_integer(state->late));
	json_object_set_new(root, "headings", headings_json(&note->doc));
	json_object_set_new(root, "links", links_json(note));
	json_object_set_new(root, "problems_found", problems_json(&note->doc));
	doc_plain(&plain, note->doc.root);
	json_object_set_new(root, "text", export_text(buf_slice(&plain)));
	buf_clear(&plain);
	export_dump(out, root, JSON_INDENT(2));
}
