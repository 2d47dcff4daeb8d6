/* One note as the index keeps it: what of a document goes where. */

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/identifier.h"

bool app_is_foreign(const struct app *app)
{
	return app->schema.built_in || app->schema_path;
}

/* "x.sv" -> "x" and "sv", when the hub has that language. */
static struct str cut_language(
	const struct schema *schema, struct str stem, struct str *lang)
{
	size_t i;

	for (i = 0; i < schema->language_count; i++) {
		struct str code = schema->languages[i];
		size_t cut = stem.len - code.len;

		if (stem.len > code.len + 1 && stem.data[cut - 1] == '.' &&
			str_eq(str_sub(stem, cut, stem.len), code)) {
			*lang = code;
			return str_sub(stem, 0, cut - 1);
		}
	}
	return stem;
}

static struct str cut_ending(struct str path)
{
	struct str name = file_name(path);
	size_t i;

	for (i = name.len; i > 0; i--) {
		if (name.data[i - 1] == '.')
			return str_sub(path, 0, path.len - (name.len - i) - 1);
	}
	return path;
}

struct str record_id(const struct schema *schema, bool foreign, struct str path,
	struct str *lang)
{
	struct str stem = cut_ending(path);

	*lang = (struct str){0};
	if (foreign)
		return stem;
	return cut_language(schema, file_name(stem), lang);
}

bool record_resolve(struct str path, struct str target, struct buf *out)
{
	size_t start = out->len;
	struct str rest = target;
	struct str part;

	if (target.len && target.data[0] != '/') {
		struct str dir = file_dir(path);

		if (!str_is(dir, "."))
			buf_str(out, dir);
	}
	while (str_cut(&rest, '/', &part)) {
		if (!part.len || str_is(part, "."))
			continue;
		if (!str_is(part, "..")) {
			if (out->len > start)
				buf_byte(out, '/');
			buf_str(out, part);
			continue;
		}
		if (out->len == start)
			return false;
		while (out->len > start && out->data[out->len - 1] != '/')
			buf_cut(out, out->len - 1);
		if (out->len > start)
			buf_cut(out, out->len - 1);
	}
	return out->len > start;
}

struct builder {
	struct store_note *record;
	struct doc *doc;
	struct arena *arena;
	const struct record_input *input;
	const struct kind *kind;
	struct values values;
	struct buf alias, meta;
	struct str *tags, *identifiers;
	struct store_field *fields;
	struct store_link *links;
};

static void line(struct buf *out, struct str text)
{
	if (!text.len)
		return;
	buf_str(out, text);
	buf_byte(out, '\n');
}

/* What a value means for the note itself, whatever its key is called. */
static void take_role(struct builder *b, const struct value *value)
{
	struct store_note *record = b->record;
	struct str text = value->text;

	switch (value->role) {
	case ROLE_TITLE:
		if (!record->title.len)
			record->title = text;
		break;
	case ROLE_SUMMARY:
		if (!record->summary.len)
			record->summary = text;
		line(&b->meta, text);
		break;
	case ROLE_TAGS:
		b->tags[record->tag_count++] = text;
		line(&b->meta, text);
		break;
	case ROLE_ALIASES:
		line(&b->alias, text);
		break;
	case ROLE_IDENTIFIER:
		b->identifiers[record->identifier_count++] = text;
		line(&b->alias, text);
		break;
	case ROLE_STATUS:
		if (!record->status.len)
			record->status = text;
		break;
	case ROLE_LANG:
		record->lang = text;
		break;
	case ROLE_OWNER:
		if (!record->owner.len)
			record->owner = text;
		line(&b->meta, text);
		break;
	default:
		if (value->type != TYPE_URL && value->type != TYPE_DATE &&
			!str_starts(text, "http"))
			line(&b->meta, text);
		break;
	}
}

static void take_field(struct builder *b, const struct value *value)
{
	struct store_field *field = &b->fields[b->record->field_count++];

	field->key = value->key;
	field->value = value->text;
	field->role = value->role ? str_from(schema_role_name(value->role))
				  : (struct str){0};
	field->date = value->date;
	/* A key that no schema knows: what reads as a date is one. */
	if (!field->role.len && !field->date.year && value->text.len >= 7)
		date_parse(value->text, &field->date);
	field->expected = value->expected;
	field->event = value->event;
	field->scope = value->scope;
	field->source = value->source;
	field->item = value->item;
}

static void take_value(struct builder *b, const struct value *value)
{
	struct store_link *link;

	take_role(b, value);
	take_field(b, value);
	if (str_is(value->key, "old_ids"))
		line(&b->alias, value->text);
	if (str_is(value->key, "draft") && !b->record->status.len &&
		(str_is(value->text, "true") || str_is(value->text, "yes")))
		b->record->status = STR("draft");
	if (str_is(value->key, "translated") && value->text.len)
		b->record->translation_of = b->record->id;
	if (value->type != TYPE_LINK || !value->text.len)
		return;
	link = &b->links[b->record->link_count++];
	link->id = value->text;
	link->field = value->key;
	link->line = value->line;
}

struct str record_unescape(struct arena *arena, struct str text)
{
	struct buf out = {0};
	struct str result;
	size_t i;

	if (str_find(text, '%') == text.len)
		return text;
	for (i = 0; i < text.len; i++) {
		char hex[3] = {0};
		char *end = hex;
		long code = 0;

		if (text.data[i] == '%' && i + 2 < text.len) {
			memcpy(hex, text.data + i + 1, 2);
			code = strtol(hex, &end, 16);
		}
		if (end == hex + 2 && code > 0) {
			buf_byte(&out, (char)code);
			i += 2;
		} else {
			buf_byte(&out, text.data[i]);
		}
	}
	result = arena_str(arena, buf_slice(&out));
	buf_clear(&out);
	return result;
}

static void take_link(struct builder *b, const struct link *from)
{
	struct store_link *link = &b->links[b->record->link_count];
	struct buf path = {0};

	if (from->image)
		return;
	link->text = from->text;
	link->anchor = from->anchor;
	link->line = from->line;
	if (from->wiki) {
		link->id = from->target;
	} else if (!from->external && !from->target.len) {
		link->path = b->record->path;
	} else if (!from->external &&
		record_resolve(b->record->path,
			record_unescape(b->arena, from->target), &path)) {
		link->path = arena_str(b->arena, buf_slice(&path));
	} else {
		link->url = from->url;
		if (identifier_of_address(from->url, &path))
			link->id = arena_str(b->arena, buf_slice(&path));
	}
	buf_clear(&path);
	b->record->link_count++;
}

static void take_text(struct builder *b)
{
	struct doc *doc = b->doc;
	struct store_section *sections;
	struct buf body = {0};
	struct buf head = {0};
	const struct node *node;
	size_t n = 0;
	size_t i;

	sections = arena_alloc(
		b->arena, (doc->heading_count + 1) * sizeof(*sections));
	for (node = doc->root->first; node; node = node->next) {
		if (node->type != NODE_HEADING) {
			doc_plain(&body, node);
			continue;
		}
		if (node->index < 0 || n > doc->heading_count)
			continue;
		i = (size_t)node->index;
		sections[n].level = doc->headings[i].level;
		sections[n].line = doc->headings[i].line;
		sections[n].heading = doc->headings[i].text;
		sections[n].anchor = doc->headings[i].anchor;
		sections[n++].offset = body.len;
	}
	for (i = 0; i < doc->heading_count; i++)
		line(&head, doc->headings[i].text);
	b->record->sections = sections;
	b->record->section_count = n;
	b->record->body = arena_str(b->arena, buf_slice(&body));
	b->record->head = arena_str(b->arena, buf_slice(&head));
	buf_clear(&head);
	buf_clear(&body);
}

/*
 * Repositories of statutes say that an act is repealed where they list what
 * changed it: a value that is this word and nothing else.
 */
static bool says_repealed(const struct values *values)
{
	static const char *const words[] = {"upph.", "upph", "upphävd",
		"upphävd.", "repealed", "repealed.", "aufgehoben"};
	size_t i;
	size_t j;

	for (i = 0; i < values->count; i++) {
		struct str text = str_trim(values->items[i].text);

		for (j = 0; j < sizeof(words) / sizeof(words[0]); j++) {
			if (str_is(text, words[j]))
				return true;
		}
	}
	return false;
}

enum {
	SHORT_NAME_MAX = 24 /* bytes */
};

/*
 * "Federal Data Protection Act (BDSG)" says its short name at its end: a word
 * with two capitals, perhaps a number or one more word ("SGB 5"). Else empty.
 */
static struct str short_name(struct str title)
{
	struct str text = str_trim(title);
	struct str name, rest, word;
	size_t capitals = 0;
	size_t open = text.len;

	if (!text.len || text.data[text.len - 1] != ')')
		return (struct str){0};
	while (open > 0 && text.data[open - 1] != '(')
		open--;
	name = str_trim(str_sub(text, open, text.len - 1));
	rest = name;
	if (!open || name.len > SHORT_NAME_MAX || !str_cut(&rest, ' ', &word) ||
		str_find(rest, ' ') < rest.len)
		return (struct str){0};
	while (word.len)
		capitals += utf8_is_upper(utf8_next(&word)) ? 1 : 0;
	return capitals >= 2 ? name : (struct str){0};
}

/* The title and the heading over the whole text each may say one. */
static void take_short_names(struct builder *b)
{
	const struct doc *doc = b->doc;
	struct str said = short_name(b->record->title);

	line(&b->alias, said);
	if (doc->heading_count && doc->headings[0].level == 1 &&
		!str_eq(short_name(doc->headings[0].text), said))
		line(&b->alias, short_name(doc->headings[0].text));
}

/* What holds when the front matter is silent. */
static void settle(struct builder *b, struct str path_lang)
{
	struct store_note *record = b->record;

	if (gate_is_blank(record->title) && b->doc->heading_count)
		record->title = b->doc->headings[0].text;
	if (gate_is_blank(record->title))
		record->title = file_name(cut_ending(record->path));
	if (!record->lang.len)
		record->lang = path_lang;
	if (!record->status.len && b->input->foreign &&
		says_repealed(&b->values))
		record->status = STR("repealed");
	if (!record->status.len)
		record->status = STR("published");
	record->kind = b->kind ? b->kind->id : (struct str){0};
	if (!b->kind && !b->input->schema->built_in)
		record->kind = doc_field(b->doc, "kind");
}

void record_make(struct store_note *record, struct doc *doc,
	struct arena *arena, const struct record_input *input)
{
	struct builder b = {0};
	struct str lang;
	size_t count;
	size_t i;

	memset(record, 0, sizeof(*record));
	doc_parse(doc, input->bytes);
	b.record = record;
	b.doc = doc;
	b.arena = arena;
	b.input = input;
	record->path = str_from(input->path);
	record->version = str_from(input->version);
	record->edited = input->edited;
	record->modified = input->modified;
	record->bytes = input->bytes.len;
	record->id =
		record_id(input->schema, input->foreign, record->path, &lang);
	b.kind = schema_kind_of(input->schema, record->path, doc);
	schema_values(b.kind, doc, !input->schema->built_in, &b.values);
	count = b.values.count + doc->link_count + 1;
	b.tags = arena_alloc(arena, count * sizeof(*b.tags));
	b.identifiers = arena_alloc(arena, count * sizeof(*b.identifiers));
	b.fields = arena_alloc(arena, count * sizeof(*b.fields));
	b.links = arena_alloc(arena, count * sizeof(*b.links));
	for (i = 0; i < b.values.count; i++)
		take_value(&b, &b.values.items[i]);
	for (i = 0; i < doc->link_count; i++)
		take_link(&b, &doc->links[i]);
	take_text(&b);
	settle(&b, lang);
	take_short_names(&b);
	record->problems = doc->problems.count;
	record->tags = b.tags;
	record->identifiers = b.identifiers;
	record->fields = b.fields;
	record->links = b.links;
	record->alias = arena_str(arena, buf_slice(&b.alias));
	record->meta = arena_str(arena, buf_slice(&b.meta));
	buf_clear(&b.alias);
	buf_clear(&b.meta);
}
