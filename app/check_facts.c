/* What other notes need to know of a note, and its own problems. */

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"
#include "app/private.h"
#include "base/gate.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/name.h"

struct taking {
	struct checker *checker;
	struct fact *fact;
	struct doc *doc;
	const struct values *values;
	struct check_place place;
};

static struct str keep(struct checker *checker, struct str text)
{
	return arena_str(checker->arena, text);
}

struct str checker_shown(struct checker *checker, struct str text)
{
	struct buf clean = {0};
	struct str shown;

	gate_text(&clean, text, GATE_LINE);
	shown = keep(checker, utf8_fit(buf_slice(&clean), 80));
	buf_clear(&clean);
	return shown;
}

static void add_problem(struct checker *checker, const struct fact *fact,
	const struct problem *at, struct str text)
{
	struct check_report *report = checker->report;
	struct check_problem *one;

	report->items = mem_grow(report->items, &checker->cap,
		report->count + 1, sizeof(*report->items));
	one = &report->items[report->count++];
	one->path = fact->path;
	one->line = at->line;
	one->column = at->column;
	one->severity = at->severity;
	one->rule = keep(checker, str_from(at->rule));
	one->text = keep(checker, text);
}

void checker_say(struct checker *checker, const struct fact *fact,
	const struct problem *at, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	if (!fact->selected)
		return;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	add_problem(checker, fact, at, buf_slice(&text));
	buf_clear(&text);
}

void checker_schema(struct checker *checker, const char *path)
{
	const struct problems *problems = &checker->schema->problems;
	struct fact hub = {.path = keep(checker, str_from(path))};
	size_t i;

	for (i = 0; i < problems->count; i++)
		add_problem(checker, &hub, &problems->items[i],
			str_from(problems->items[i].text));
}

static void add_name(
	struct taking *t, struct str text, enum name_rank rank, int line)
{
	struct fact_name *name = &t->fact->names[t->fact->name_count++];
	struct buf norm = {0};

	name_norm(&norm, text);
	name->text = keep(t->checker, text);
	name->norm = keep(t->checker, buf_slice(&norm));
	name->rank = (int)rank;
	name->line = line;
	buf_clear(&norm);
}

static void take_names(struct taking *t)
{
	const struct values *values = t->values;
	size_t i;

	t->fact->names = arena_alloc(t->checker->arena,
		(2 * values->count + 1) * sizeof(*t->fact->names));
	add_name(t, t->fact->id, NAME_ID, 1);
	for (i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		struct str bare = name_bare(value->text);

		if (value->role == ROLE_IDENTIFIER) {
			add_name(t, value->text, NAME_IDENTIFIER, value->line);
			if (bare.len != value->text.len)
				add_name(t, bare, NAME_BARE, value->line);
		} else if (value->role == ROLE_ALIASES ||
			str_is(value->key, "old_ids")) {
			add_name(t, value->text, NAME_ALIAS, value->line);
			t->fact->names[t->fact->name_count - 1].old =
				value->role != ROLE_ALIASES;
		}
	}
}

/*
 * Links of a field that leads to the field's own kind say what comes before
 * what (amends, part_of, corrects): that cannot lead back. "related" has no
 * kind and may.
 */
static bool may_not_ring(const struct taking *t, const struct schema_field *f)
{
	return str_is(f->key, "supersedes") ||
		str_is(f->key, "superseded_by") ||
		(t->fact->kind && f->kind.len &&
			str_eq(f->kind, t->fact->kind->id));
}

static void take_field_link(struct taking *t, const struct value *value)
{
	const struct schema_field *field =
		t->fact->kind ? kind_field(t->fact->kind, value->key) : NULL;
	struct fact_link *link;
	size_t hash;

	if (value->type != TYPE_LINK || !value->text.len)
		return;
	hash = str_find(value->text, '#');
	link = &t->fact->links[t->fact->link_count++];
	link->target = keep(t->checker, str_sub(value->text, 0, hash));
	link->anchor = keep(
		t->checker, str_sub(value->text, hash + 1, value->text.len));
	link->key = keep(t->checker, value->key);
	link->line = value->line;
	if (field) {
		link->kind = field->kind;
		link->ring = may_not_ring(t, field);
	}
}

static void take_body_link(struct taking *t, const struct link *from)
{
	struct fact_link *link = &t->fact->links[t->fact->link_count];
	struct buf path = {0};

	if (from->external)
		return;
	checker_place(&t->place, from, &link->line, &link->column);
	link->image = from->image;
	link->anchor = keep(t->checker, from->anchor);
	if (from->wiki) {
		link->target = keep(t->checker, from->target);
	} else {
		link->is_path = true;
		if (!from->target.len)
			buf_str(&path, t->fact->path);
		else if (!record_resolve(t->fact->path,
				 record_unescape(
					 t->checker->arena, from->target),
				 &path))
			link->outside = true;
		link->target = keep(t->checker,
			link->outside ? from->target : buf_slice(&path));
	}
	buf_clear(&path);
	t->fact->link_count++;
}

static void take_links(struct taking *t)
{
	size_t most = t->values->count + t->doc->link_count + 1;
	size_t i;

	t->fact->links =
		arena_alloc(t->checker->arena, most * sizeof(struct fact_link));
	for (i = 0; i < t->values->count; i++)
		take_field_link(t, &t->values->items[i]);
	t->place = (struct check_place){
		t->doc->body, t->doc->body.data, t->doc->body_line};
	for (i = 0; i < t->doc->link_count; i++)
		take_body_link(t, &t->doc->links[i]);
	for (i = 0; i < t->fact->link_count; i++)
		t->fact->links[i].to = -1;
}

static void take_headings(
	struct checker *checker, struct fact *fact, const struct doc *doc)
{
	size_t i;

	fact->headings = arena_alloc(checker->arena,
		(doc->heading_count + 1) * sizeof(*fact->headings));
	for (i = 0; i < doc->heading_count; i++) {
		fact->headings[i].anchor =
			keep(checker, doc->headings[i].anchor);
		fact->headings[i].text = keep(checker, doc->headings[i].text);
	}
	fact->heading_count = doc->heading_count;
	fact->parsed = true;
}

static void take_fact(struct taking *t, struct str path_lang)
{
	struct fact *fact = t->fact;
	const struct value *lang = check_role(t->values, ROLE_LANG);
	const struct value *translated = check_key(t->values, "translated");

	fact->lang = keep(t->checker, lang ? lang->text : path_lang);
	fact->status = keep(t->checker, check_status(t->values));
	if (translated && !t->checker->foreign) {
		fact->translation = true;
		fact->translated = translated->date;
		fact->translated_line = translated->line;
	}
	take_names(t);
	take_links(t);
}

/* The problems of the note by itself. */
static void judge(struct taking *t, struct str path_lang)
{
	struct check_context context = {t->checker->schema, t->fact->kind,
		t->values, path_lang, t->checker->today};
	const struct problems *problems = &t->doc->problems;
	size_t i;

	check_note(t->doc, &context);
	for (i = 0; i < problems->count; i++)
		add_problem(t->checker, t->fact, &problems->items[i],
			str_from(problems->items[i].text));
}

void checker_add(struct checker *checker, const struct check_file *file)
{
	struct values values;
	struct doc doc = {0};
	struct taking t = {.checker = checker, .doc = &doc, .values = &values};
	struct fact *fact;
	struct str lang;
	struct str id;

	checker->facts = mem_grow(checker->facts, &checker->fact_cap,
		checker->count + 1, sizeof(*checker->facts));
	fact = &checker->facts[checker->count++];
	memset(fact, 0, sizeof(*fact));
	t.fact = fact;
	fact->path = keep(checker, str_from(file->path));
	fact->version = keep(checker, str_from(file->version));
	fact->selected = file->selected;
	fact->edited = file->edited;
	if (file->selected)
		doc_parse(&doc, file->bytes);
	else
		doc_parse_front(&doc, file->bytes);
	id = record_id(checker->schema, checker->foreign, fact->path, &lang);
	fact->id = keep(checker, id);
	fact->kind = schema_kind_of(checker->schema, fact->path, &doc);
	schema_values(fact->kind, &doc,
		file->selected && !checker->schema->built_in, &values);
	take_fact(&t, lang);
	if (file->selected) {
		take_headings(checker, fact, &doc);
		judge(&t, lang);
		checker->report->notes++;
	}
	doc_clear(&doc);
}

/* Headings of a note that was only glanced at. */
void checker_need_headings(struct checker *checker, struct fact *fact)
{
	struct buf bytes = {0};
	struct doc doc = {0};

	if (fact->parsed)
		return;
	fact->parsed = true;
	if (checker->feed.read(fact, &bytes, checker->feed.arg)) {
		doc_parse(&doc, buf_slice(&bytes));
		take_headings(checker, fact, &doc);
		doc_clear(&doc);
	}
	buf_clear(&bytes);
}

void checker_clear(struct checker *checker)
{
	free(checker->facts);
	free(checker->slots);
	free(checker->entries);
}
