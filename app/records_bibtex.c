/* Sources as BibTeX. */

#include <stdlib.h>
#include <string.h>

#include "app/records_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/address.h"

struct source {
	struct str text; /* as the notes write it */
	struct buf notes; /* ids of the notes that name it */
};

struct sources {
	struct app *app;
	struct arena arena;
	struct source *items;
	size_t count, cap;
	struct buf entries; /* of notes themselves */
	size_t written;
	struct str id; /* of the note that is read */
};

/* What stands for a byte in running text; NULL: itself. */
static const char *instead_of(char byte)
{
	switch (byte) {
	case '\\':
		return "\\textbackslash{}";
	case '{': /* "\{" counts as a brace that is open */
		return "\\textbraceleft{}";
	case '}':
		return "\\textbraceright{}";
	case '%':
		return "\\%";
	case '$':
		return "\\$";
	case '&':
		return "\\&";
	case '#':
		return "\\#";
	case '_':
		return "\\_";
	case '^':
		return "\\textasciicircum{}";
	case '~':
		return "\\textasciitilde{}";
	case '"':
		return "''";
	case '@':
		return "\\char64{}";
	}
	return NULL;
}

void bibtex_value(struct buf *out, struct str text, bool address)
{
	struct buf clean = {0};
	size_t i;

	gate_text(&clean, text, GATE_LINE);
	for (i = 0; i < clean.len; i++) {
		char byte = clean.data[i];
		const char *instead = address ? NULL : instead_of(byte);

		if (instead)
			buf_put(out, instead);
		else if (address &&
			((unsigned char)byte <= ' ' ||
				(unsigned char)byte >= 0x7f ||
				strchr("{}\\\"@", byte)))
			buf_printf(out, "%%%02X", (unsigned char)byte);
		else
			buf_byte(out, byte);
	}
	buf_clear(&clean);
}

/* Letters, digits and "-" only: what every reader takes as a key. */
static void put_key(struct buf *out, struct str text)
{
	size_t start = out->len;
	size_t i;

	for (i = 0; i < text.len; i++) {
		char byte = text.data[i];

		if ((byte >= '0' && byte <= '9') ||
			((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'))
			buf_byte(out, byte);
		else if (out->len > start && out->data[out->len - 1] != '-')
			buf_byte(out, '-');
	}
	if (out->len == start)
		buf_put(out, "source");
}

/* Keys are kept apart by the text itself where letters do not do it. */
static void open_entry(struct buf *out, struct str text)
{
	struct buf name = {0};
	struct buf key = {0};

	put_key(&key, text);
	if (!str_eq(buf_slice(&key), text)) {
		outgoing_file_name(&name, text);
		if (name.len > 9 && name.data[name.len - 9] == '-')
			buf_str(&key,
				str_sub(buf_slice(&name), name.len - 9,
					name.len));
	}
	buf_printf(out, "@misc{%s", buf_text(&key));
	buf_clear(&name);
	buf_clear(&key);
}

static void field(
	struct buf *out, const char *name, struct str value, bool address)
{
	if (!value.len)
		return;
	buf_printf(out, ",\n  %s = {", name);
	bibtex_value(out, value, address);
	buf_byte(out, '}');
}

static void cited(struct buf *out, struct str notes)
{
	struct buf text = {0};

	buf_printf(&text, _("Named in: %.*s"), STR_ARG(notes));
	field(out, "note", buf_slice(&text), false);
	buf_put(out, "\n}\n\n");
	buf_clear(&text);
}

static void put_source(struct buf *out, const struct source *source)
{
	struct str text = source->text;
	struct buf url = {0};

	open_entry(out, text);
	field(out, "title", text, false);
	if (str_starts(text, "doi:")) {
		text = str_sub(text, 4, text.len);
		buf_printf(&url, "https://doi.org/%.*s", STR_ARG(text));
		field(out, "doi", text, true);
	} else if (str_starts(text, "arxiv:") || str_starts(text, "arXiv:")) {
		text = str_sub(text, 6, text.len);
		buf_printf(&url, "https://arxiv.org/abs/%.*s", STR_ARG(text));
		field(out, "eprint", text, true);
		field(out, "archiveprefix", STR("arXiv"), false);
	} else if (address_is_web(text)) {
		buf_str(&url, text);
	}
	field(out, "url", buf_slice(&url), true);
	cited(out, buf_slice(&source->notes));
	buf_clear(&url);
}

static void take_source(struct sources *all, struct str text)
{
	struct source *source = NULL;
	size_t i;

	for (i = 0; i < all->count && !source; i++) {
		if (str_eq(all->items[i].text, text))
			source = &all->items[i];
	}
	if (!source) {
		all->items = mem_grow(all->items, &all->cap, all->count + 1,
			sizeof(*all->items));
		source = &all->items[all->count++];
		source->text = arena_str(&all->arena, text);
	}
	if (source->notes.len)
		buf_put(&source->notes, ", ");
	buf_str(&source->notes, all->id);
}

static void each_value(const struct value *value, void *arg)
{
	if (str_is(value->key, "sources") && value->text.len)
		take_source(arg, str_trim(value->text));
}

/* A law or a guideline is a source itself. */
static void take_note(struct sources *all, const struct store_hit *hit,
	const struct facts *facts)
{
	const struct value *first = facts_role(facts, ROLE_IDENTIFIER);
	struct buf *out = &all->entries;
	struct str url = facts_text(facts, ROLE_URL);
	struct buf numbers = {0};
	size_t i;

	if (!first)
		return;
	for (i = 0; i < facts->values.count; i++) {
		const struct value *value = &facts->values.items[i];

		if (value->role == ROLE_IDENTIFIER)
			buf_printf(&numbers, numbers.len ? ", %.*s" : "%.*s",
				STR_ARG(value->text));
	}
	open_entry(out, hit->id);
	field(out, "title", hit->title, false);
	field(out, "number", buf_slice(&numbers), false);
	if (address_is_web(url))
		field(out, "url", url, true);
	buf_put(out, "\n}\n\n");
	all->written++;
	buf_clear(&numbers);
}

static int by_text(const void *a, const void *b)
{
	const struct source *one = a;
	const struct source *other = b;

	return str_cmp(one->text, other->text);
}

static void write_all(struct sources *all, struct buf *out)
{
	size_t i;

	if (all->count)
		qsort(all->items, all->count, sizeof(*all->items), by_text);
	buf_str(out, buf_slice(&all->entries));
	for (i = 0; i < all->count; i++)
		put_source(out, &all->items[i]);
	all->written += all->count;
}

bool app_records_bibtex(struct app *app, const struct outgoing_request *request,
	struct buf *out, size_t *count, struct error *err)
{
	struct sources all = {.app = app};
	struct store_results results = {0};
	bool ok = app_outgoing(app, request, &results, err);
	struct facts facts;
	size_t i;

	for (i = 0; ok && i < results.count; i++) {
		ok = app_facts(app, results.items[i].path, false, &facts, err);
		if (!ok)
			break;
		all.id = results.items[i].id;
		records_values(&facts, each_value, &all);
		take_note(&all, &results.items[i], &facts);
		facts_clear(&facts);
	}
	if (ok)
		write_all(&all, out);
	*count = all.written;
	for (i = 0; i < all.count; i++)
		buf_clear(&all.items[i].notes);
	free(all.items);
	buf_clear(&all.entries);
	arena_clear(&all.arena);
	store_results_clear(&results);
	return ok;
}
