/* One note opened: its text, fields, and where its links lead. */

#include <string.h>

#include "app/affected.h"
#include "app/private.h"
#include "base/i18n.h"

/* "26 Nov 2026: duties begin (deployers), expected". */
static void dated_text(struct buf *out, const struct schema_field *field,
	const struct value *value)
{
	struct str event = value->event;

	if (field && event.len)
		event = field_value_label(field, event, i18n_lang());
	date_human(out, value->date, (struct date){0});
	if (event.len)
		buf_printf(out, ": %.*s", STR_ARG(event));
	if (value->scope.len)
		buf_printf(out, " (%.*s)", STR_ARG(value->scope));
	if (value->expected) {
		buf_put(out, ", ");
		buf_put(out, _("expected"));
	}
}

/* The note that a link field names, in the user's language. */
static bool find_linked(
	struct app *app, const struct value *value, struct store_results *one)
{
	if (value->type != TYPE_LINK ||
		!store_find(app->store, value->text, str_from(i18n_lang()), one,
			NULL))
		return false;
	if (str_eq(one->items[0].id, value->text))
		return true;
	store_results_clear(one);
	return false;
}

static void value_text(
	struct buf *out, const struct kind *kind, const struct value *value)
{
	const struct schema_field *field =
		kind ? kind_field(kind, value->key) : NULL;

	if (value->type == TYPE_DATED)
		dated_text(out, field, value);
	else if (value->type == TYPE_DATE && value->date.year)
		date_human(out, value->date, (struct date){0});
	else if (value->type == TYPE_ENUM && field)
		buf_str(out,
			field_value_label(field, value->text, i18n_lang()));
	else
		buf_str(out, value->text);
}

static void link_text(struct buf *out, struct note *note,
	struct note_field *field, const struct store_hit *to)
{
	buf_str(out, to->title);
	if (!field->link.len)
		field->link = arena_str(&note->arena, to->path);
}

/* Parts of a dated entry are in its own text already. */
static bool is_part(const struct value *value, const struct value *last)
{
	return last && last->type == TYPE_DATED &&
		value->key.len > last->key.len &&
		str_eq(str_sub(value->key, 0, last->key.len), last->key) &&
		value->key.data[last->key.len] == '.';
}

struct fielding {
	struct app *app;
	struct note *note;
	size_t cap;
	struct buf text;
	bool second; /* values of the primary: not those a translation has */
};

static struct note_field *new_field(struct fielding *f, struct str key)
{
	struct note *note = f->note;
	const struct schema_field *known =
		note->kind ? kind_field(note->kind, key) : NULL;
	struct note_field *field;

	if (note->field_count == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 32;
		struct note_field *fields =
			arena_alloc(&note->arena, cap * sizeof(*fields));

		if (f->cap)
			memcpy(fields, note->fields, f->cap * sizeof(*fields));
		note->fields = fields;
		f->cap = cap;
	}
	field = &note->fields[note->field_count++];
	field->key = key;
	field->label = known ? label_text(&known->label, i18n_lang()) : key;
	buf_cut(&f->text, 0);
	return field;
}

static bool has_field(const struct note *note, struct str key, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (str_eq(note->fields[i].key, key))
			return true;
	}
	return false;
}

static void take_fields(struct fielding *f, struct doc *doc)
{
	struct note *note = f->note;
	size_t had = note->field_count;
	struct values values = {0};
	const struct value *dated = NULL;
	struct note_field *field = NULL;
	struct store_results linked = {0};
	size_t i;

	schema_values(note->kind, doc, !f->second, &values);
	for (i = 0; i < values.count; i++) {
		const struct value *value = &values.items[i];

		if (value->role == ROLE_TITLE || !value->text.len ||
			is_part(value, dated) ||
			(f->second && has_field(note, value->key, had)))
			continue;
		if (value->type == TYPE_DATED)
			dated = value;
		if (!field || !str_eq(field->key, value->key))
			field = new_field(f, value->key);
		else
			buf_put(&f->text,
				value->type == TYPE_DATED ? "; " : ", ");
		if (find_linked(f->app, value, &linked)) {
			link_text(&f->text, note, field, &linked.items[0]);
			store_results_clear(&linked);
		} else {
			value_text(&f->text, note->kind, value);
		}
		field->text = arena_str(&note->arena, buf_slice(&f->text));
	}
}

/* A translation holds its texts only: the rest stands in its primary. */
static void take_all_fields(struct app *app, struct note *note)
{
	struct fielding f = {app, note, 0, {0}, false};
	struct buf bytes = {0};

	take_fields(&f, &note->doc);
	if (doc_field(&note->doc, "translated").len && note->lang_other.len &&
		source_read(app->source, note->lang_other.data, &bytes, NULL)) {
		doc_parse_front(&note->primary, buf_slice(&bytes));
		f.second = true;
		take_fields(&f, &note->primary);
	}
	buf_clear(&bytes);
	buf_clear(&f.text);
}

/*
 * The index lists a note's links in the order of the text; images are not
 * among them. Where the text has changed since, a link stays without target.
 */
static void take_targets(struct note *note)
{
	const struct store_links *out = &note->out;
	struct doc *doc = &note->doc;
	size_t row = 0;
	size_t i;

	note->targets = arena_alloc(
		&note->arena, (doc->link_count + 1) * sizeof(*note->targets));
	note->broken = arena_alloc(&note->arena, doc->link_count + 1);
	for (i = 0; i < doc->link_count; i++) {
		const struct link *link = &doc->links[i];

		if (link->image)
			continue;
		while (row < out->count && out->items[row].field.len)
			row++;
		if (row == out->count ||
			!str_eq(out->items[row].text, link->text))
			continue;
		note->targets[i] = out->items[row].path;
		note->broken[i] = out->items[row].broken;
		row++;
	}
}

static void find_other(struct app *app, struct note *note)
{
	static const char *const langs[] = {"sv", "en"};
	struct store_results other = {0};
	size_t i;

	for (i = 0; i < 2 && !note->lang_other.len; i++) {
		if (!note->hit->lang.len || str_is(note->hit->lang, langs[i]))
			continue;
		if (store_find(app->store, note->hit->id, str_from(langs[i]),
			    &other, NULL)) {
			if (str_eq(other.items[0].id, note->hit->id) &&
				!str_eq(other.items[0].path, note->hit->path))
				note->lang_other = arena_str(
					&note->arena, other.items[0].path);
			store_results_clear(&other);
		}
	}
}

/* Of rows [from, to), a note's and its translations', the path to tell. */
static struct str best_path(const struct app *app, const struct store_links *in,
	size_t from, size_t to)
{
	struct str best = in->items[from].path;
	struct str lang;
	size_t i;

	for (i = from; i < to; i++) {
		record_id(&app->schema, false, in->items[i].path, &lang);
		if (str_is(lang, i18n_lang()))
			return in->items[i].path;
		if (!lang.len)
			best = in->items[i].path;
	}
	return best;
}

/*
 * Of a note and its translations that link here one, in the user's language
 * if it can be; the note's own translations not at all. They come by path, so
 * translations stand together.
 */
static void links_once(const struct app *app, struct note *note)
{
	struct store_links *in = &note->in;
	size_t kept = 0;
	size_t from, to;

	if (app_is_foreign(app))
		return;
	for (from = 0; from < in->count; from = to) {
		struct str lang;
		struct str id = record_id(
			&app->schema, false, in->items[from].path, &lang);
		struct str best;
		size_t i;

		for (to = from + 1; to < in->count; to++) {
			if (!str_eq(record_id(&app->schema, false,
					    in->items[to].path, &lang),
				    id))
				break;
		}
		best = best_path(app, in, from, to);
		for (i = from; i < to; i++) {
			if (str_eq(in->items[i].path, best) &&
				!str_eq(id, note->hit->id))
				in->items[kept++] = in->items[i];
		}
	}
	in->count = kept;
}

bool app_note(
	struct app *app, struct str ref, struct note *note, struct error *err)
{
	return note_open(app, ref, NULL, note, err);
}

bool note_open(struct app *app, struct str ref, const struct buf *text,
	struct note *note, struct error *err)
{
	struct buf bytes = {0};
	bool ok = false;

	memset(note, 0, sizeof(*note));
	if (!app->store) {
		error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
		goto out;
	}
	if (!app_source(app, err) ||
		!store_find(app->store, ref, str_from(i18n_lang()), &note->meta,
			err))
		goto out;
	app_mark_affected(app, &note->meta);
	note->hit = &note->meta.items[0];
	if (text)
		buf_str(&bytes, buf_slice(text));
	else if (!source_read(app->source, note->hit->path.data, &bytes, err))
		goto out;
	doc_parse(&note->doc, buf_slice(&bytes));
	note->kind = schema_kind_of(&app->schema, note->hit->path, &note->doc);
	if (!store_links(
		    app->store, note->hit->path, LINKS_OUT, &note->out, err) ||
		!store_links(
			app->store, note->hit->path, LINKS_IN, &note->in, err))
		goto out;
	links_once(app, note);
	take_targets(note);
	find_other(app, note);
	take_all_fields(app, note);
	ok = true;
out:
	buf_clear(&bytes);
	if (!ok)
		note_clear(note);
	return ok;
}

void note_clear(struct note *note)
{
	if (!note)
		return;
	doc_clear(&note->primary);
	doc_clear(&note->doc);
	store_results_clear(&note->meta);
	store_links_clear(&note->out);
	store_links_clear(&note->in);
	arena_clear(&note->arena);
	memset(note, 0, sizeof(*note));
}

enum note_target note_link_target(
	const struct note *note, size_t n, struct str *path, struct str *anchor)
{
	const struct link *link = &note->doc.links[n];

	*anchor = link->anchor;
	if (note->targets[n].len) {
		*path = note->targets[n];
		return TARGET_NOTE;
	}
	*path = link->url;
	if (!link->wiki && !link->external && !link->target.len) {
		*path = note->hit->path;
		return TARGET_NOTE;
	}
	return link->external && !link->wiki ? TARGET_ADDRESS : TARGET_BROKEN;
}
