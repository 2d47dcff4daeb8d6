#include "content/template.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "content/doc.h"
#include "content/front.h"

enum {
	HELP_CELLS = 96 /* of a help line */
};

static const char help_mark[] = "#:";

static struct str value_of(const struct template *t, struct str name)
{
	if (str_is(name, "title"))
		return t->title;
	if (str_is(name, "id"))
		return t->id;
	return str_is(name, "owner") ? t->owner : (struct str){0};
}

static bool is_filled(struct str name)
{
	return str_is(name, "title") || str_is(name, "date") ||
		str_is(name, "id") || str_is(name, "owner");
}

/* How a value is written where its braces stand. */
enum manner {
	MANNER_TEXT, /* in the body */
	MANNER_QUOTED, /* in a value with double quotes */
	MANNER_SCALAR /* a whole value of its own */
};

static void put_value(struct buf *out, const struct template *t,
	struct str name, enum manner manner)
{
	struct str value = value_of(t, name);

	if (str_is(name, "date"))
		date_iso(out, t->today);
	else if (manner == MANNER_SCALAR && value.len)
		front_scalar(out, value);
	else
		front_escape(
			out, manner == MANNER_QUOTED ? value : (struct str){0});
	if (manner == MANNER_TEXT && !str_is(name, "date"))
		buf_str(out, value);
}

/* Cut "text{name}" off the front of *rest; false when no braces are left. */
static bool next_braces(struct str *rest, struct str *before, struct str *name)
{
	size_t at = 0;

	while ((at += str_find(str_sub(*rest, at, rest->len), '{')) <
		rest->len) {
		struct str inside = str_sub(*rest, at + 1, rest->len);
		size_t end = str_find(inside, '}');

		*name = str_sub(inside, 0, end);
		if (end < inside.len && is_filled(*name)) {
			*before = str_sub(*rest, 0, at);
			*rest = str_sub(inside, end + 1, inside.len);
			return true;
		}
		at++;
	}
	return false;
}

static void fill_line(
	struct buf *out, const struct template *t, struct str line, bool front)
{
	size_t colon = str_find(line, ':');
	struct str value = str_trim(str_sub(line, colon + 1, line.len));
	enum manner manner = MANNER_TEXT;
	struct str before, name;

	if (front && value.len && value.data[0] == '{')
		manner = MANNER_SCALAR;
	else if (front)
		manner = MANNER_QUOTED;
	while (next_braces(&line, &before, &name)) {
		buf_str(out, before);
		put_value(out, t, name, manner);
	}
	buf_str(out, line);
	buf_byte(out, '\n');
}

/* The hub's template, filled in. Line ends become LF. */
static void fill(struct buf *out, const struct template *t)
{
	struct buf clean = {0};
	struct str rest, line;
	int fences = 0;

	utf8_repair(&clean, t->text);
	rest = buf_slice(&clean);
	while (str_cut(&rest, '\n', &line)) {
		bool fence = str_is(str_trim(line), "---");

		if (fence && fences < 2)
			fences++;
		fill_line(out, t, line, fences == 1 && !fence);
	}
	buf_clear(&clean);
}

/* A field that fyr or a later step writes is not asked for. */
static bool is_asked(const struct kind *kind, const struct schema_field *field)
{
	static const char *const not [] = {"kind", "draft", "old_ids",
		"translated", "superseded_by", "supersedes", "description",
		"keywords", "title", "lang", "status", "summary"};
	size_t i;

	for (i = 0; i < sizeof(not ) / sizeof(not [0]); i++) {
		if (str_is(field->key, not [i]))
			return false;
	}
	switch (field->role) {
	case ROLE_TITLE:
	case ROLE_LANG:
	case ROLE_STATUS:
	case ROLE_SUMMARY:
	case ROLE_REVIEWED:
	case ROLE_REVIEW_BY:
		return false;
	case ROLE_DATE:
	case ROLE_OWNER:
	case ROLE_TAGS:
	case ROLE_ALIASES:
		/* The hub's own field, not also the one every kind has. */
		return kind_role(kind, field->role) == field;
	default:
		return true;
	}
}

static void put_field(struct buf *out, const struct template *t,
	const struct schema_field *field)
{
	buf_printf(out, "%.*s:", STR_ARG(field->key));
	if (field->many) {
		buf_put(out, " []");
	} else if (field->role == ROLE_DATE) {
		buf_byte(out, ' ');
		date_iso(out, t->today);
	} else if (field->role == ROLE_OWNER && t->owner.len) {
		buf_byte(out, ' ');
		front_scalar(out, t->owner);
	}
	buf_byte(out, '\n');
}

/* From the schema alone: what is required comes first. */
static void from_fields(struct buf *out, const struct template *t)
{
	const struct kind *kind = t->kind;
	size_t i;
	int pass;

	buf_printf(out, "---\n%s: ", kind_key(kind, ROLE_TITLE, "title").data);
	front_scalar(out, t->title);
	buf_byte(out, '\n');
	if (t->lang.len)
		buf_printf(out, "%s: %.*s\n",
			kind_key(kind, ROLE_LANG, "lang").data,
			STR_ARG(t->lang));
	if (t->schema->built_in) {
		buf_put(out, "date: ");
		date_iso(out, t->today);
		buf_put(out, "\ntags: []\n");
	} else {
		buf_printf(out, "%s: draft\n%s: \"\"\n",
			kind_key(kind, ROLE_STATUS, "status").data,
			kind_key(kind, ROLE_SUMMARY, "summary").data);
	}
	for (pass = 0; !t->schema->built_in && pass < 2; pass++) {
		for (i = 0; i < kind->field_count; i++) {
			const struct schema_field *field = &kind->fields[i];

			if (field->required == (pass == 0) &&
				is_asked(kind, field))
				put_field(out, t, field);
		}
	}
	buf_put(out, "---\n\n");
	if (t->title.len)
		buf_printf(out, "# %.*s\n\n", STR_ARG(t->title));
}

/* When it is to be looked at again, for a kind that has an interval. */
static void set_review(struct buf *file, const struct template *t)
{
	const struct schema_field *reviewed = kind_role(t->kind, ROLE_REVIEWED);
	const struct schema_field *next = kind_role(t->kind, ROLE_REVIEW_BY);
	struct buf date = {0};

	if (!t->kind->review_days || !reviewed || !next || t->schema->built_in)
		return;
	date_iso(&date, t->today);
	front_set(file, reviewed->key, buf_slice(&date));
	buf_cut(&date, 0);
	date_iso(&date,
		date_from_days(date_days(t->today) + t->kind->review_days));
	front_set(file, next->key, buf_slice(&date));
	buf_clear(&date);
}

static void set_basics(struct buf *file, const struct template *t)
{
	struct str title = kind_key(t->kind, ROLE_TITLE, "title");
	struct str lang = kind_key(t->kind, ROLE_LANG, "lang");
	struct doc doc = {0};

	doc_parse_front(&doc, buf_slice(file));
	if (t->title.len && !doc_field(&doc, "title").len &&
		!doc_field(&doc, title.data).len)
		front_set(file, title, t->title);
	if (t->lang.len && !str_eq(doc_field(&doc, lang.data), t->lang))
		front_set(file, lang, t->lang);
	doc_clear(&doc);
}

/* Append "#: " and words, a new line where one gets too long. */
struct helping {
	struct buf *out;
	size_t line; /* where it begins */
};

static void help_word(struct helping *h, struct str word, const char *after)
{
	struct str line = str_sub(buf_slice(h->out), h->line, h->out->len);

	if (utf8_cells(line) + utf8_cells(word) + 2 > HELP_CELLS) {
		buf_byte(h->out, '\n');
		h->line = h->out->len;
		buf_printf(h->out, "%s  ", help_mark);
	}
	buf_byte(h->out, ' ');
	buf_str(h->out, word);
	buf_put(h->out, after);
}

static void help_values(
	struct helping *h, const struct vocabulary *words, const char *lang)
{
	struct buf word = {0};
	size_t i;

	for (i = 0; i < words->count; i++) {
		struct str label = label_text(&words->values[i], lang);

		buf_cut(&word, 0);
		buf_str(&word, words->values[i].id);
		if (label.len && !str_eq_nocase(label, words->values[i].id))
			buf_printf(&word, " (%.*s)", STR_ARG(label));
		help_word(h, buf_slice(&word), i + 1 < words->count ? "," : "");
	}
	buf_clear(&word);
}

static void help_field(
	struct buf *out, const struct schema_field *field, const char *lang)
{
	struct helping h = {out, out->len};

	if (!field->required && !field->vocabulary && !field->kind.len)
		return;
	buf_put(out, help_mark);
	help_word(&h, label_text(&field->label, lang), "");
	if (field->required)
		help_word(&h, str_from(_("(a published note needs it)")), "");
	buf_byte(out, ':');
	if (field->kind.len) {
		help_word(&h, str_from(_("the id of a note of the kind")), "");
		help_word(&h, field->kind, "");
	}
	if (field->vocabulary && field->many)
		help_word(&h, str_from(_("one or more of")), "");
	if (field->vocabulary)
		help_values(&h, field->vocabulary, lang);
	if (out->data[out->len - 1] == ':')
		buf_cut(out, out->len - 1);
	buf_byte(out, '\n');
}

/* Help lines above the keys of the front matter. */
static void add_help(struct buf *file, const struct template *t)
{
	const char *lang = i18n_lang();
	struct buf out = {0};
	struct str rest = buf_slice(file);
	struct str line;
	int fences = 0;

	while (str_cut(&rest, '\n', &line)) {
		struct str key = str_sub(line, 0, str_find(line, ':'));
		const struct schema_field *field = fences == 1 && key.len
			? kind_field(t->kind, key)
			: NULL;

		if (str_is(line, "---"))
			fences++;
		if (field && key.len < line.len)
			help_field(&out, field, lang);
		buf_str(&out, line);
		buf_byte(&out, '\n');
		if (fences == 1 && str_is(line, "---"))
			buf_printf(&out, "%s %s\n", help_mark,
				_("Lines that begin with #: are help and are "
				  "not kept."));
	}
	buf_clear(file);
	*file = out;
}

void template_make(struct buf *out, const struct template *t)
{
	struct buf file = {0};

	if (t->text.len)
		fill(&file, t);
	else
		from_fields(&file, t);
	set_basics(&file, t);
	set_review(&file, t);
	if (t->help)
		add_help(&file, t);
	buf_str(out, buf_slice(&file));
	buf_clear(&file);
}

void template_strip(struct buf *file)
{
	struct buf out = {0};
	struct str rest = buf_slice(file);
	struct str line;
	int fences = 0;

	while (str_cut(&rest, '\n', &line)) {
		bool end = line.data + line.len == file->data + file->len;

		if (str_is(str_trim(line), "---") &&
			(fences || line.data == file->data))
			fences++;
		if (fences == 1 && str_starts(line, help_mark))
			continue;
		buf_str(&out, line);
		if (!end)
			buf_byte(&out, '\n');
	}
	buf_clear(file);
	*file = out;
}
