/* The part of store/complete.h about keys and their values. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/complete_private.h"
#include "store/facet_table.h"
#include "store/name.h"
#include "store/stmt.h"

static struct str keep(struct completer *c, const char *text)
{
	return arena_str(&c->out->arena, str_from(text));
}

static bool is_swedish(const struct completer *c)
{
	return str_is(c->typed->lang, "sv");
}

/* --- keys --- */

static const char *explain(enum query_key key)
{
	switch (key) {
	case KEY_TITLE:
		return _("words in the title");
	case KEY_HEAD:
		return _("words in headings");
	case KEY_BODY:
		return _("words in the text");
	case KEY_KIND:
		return _("kind of note");
	case KEY_TAG:
		return _("tag");
	case KEY_STATUS:
		return _("status of the note");
	case KEY_LANG:
		return _("language");
	case KEY_PATH:
		return _("part of the path");
	case KEY_ID:
		return _("id, identifier or other name");
	case KEY_OWNER:
		return _("owner");
	case KEY_FROM:
		return _("who changed it last");
	case KEY_DUE:
		return _("deadline or review, as a date");
	case KEY_CREATED:
		return _("date of the first version");
	case KEY_MODIFIED:
		return _("date of the last change");
	case KEY_IS:
		return _("open, overdue, draft, edited ...");
	case KEY_HAS:
		return _("notes that have a field");
	case KEY_NO:
		return _("notes without a field");
	case KEY_LINKS:
		return _("notes that link to a note");
	case KEY_LINKED:
		return _("notes that a note links to");
	case KEY_SORT:
		return _("order of the results");
	case KEY_YEAR:
		return _("year of the note");
	case KEY_NONE:
	case KEY_FIELD:
		break;
	}
	return "";
}

/* Our names of keys, one for each key: in the user's language if it fits. */
static void own_keys(struct completer *c, bool swedish, size_t max)
{
	const struct query_name *names = query_names();
	unsigned offered = 0;
	size_t i, n;

	for (i = 0; i < c->out->count; i++) {
		struct str name = c->out->items[i].insert;

		if (c->out->items[i].type != COMPLETION_KEY)
			continue;
		name.len--;
		for (n = 0; names[n].name; n++) {
			if (str_is(name, names[n].name))
				offered |= 1u << names[n].key;
		}
	}
	for (i = 0; names[i].name && c->out->count < max; i++) {
		struct str name = str_from(names[i].name);
		struct store_completion *one;

		if (names[i].swedish != swedish ||
			(offered >> names[i].key & 1) ||
			!complete_fits(c, name))
			continue;
		one = complete_offer(c, COMPLETION_KEY, name, ":");
		offered |= 1u << names[i].key;
		if (one)
			one->label = keep(c, explain(names[i].key));
	}
}

/* "Kallas även" as a name of a key: "kallas-även". */
static void put_key_name(struct buf *out, struct str label)
{
	size_t i = out->len;

	utf8_lower_text(out, label);
	for (; i < out->len; i++) {
		if (out->data[i] == ' ')
			out->data[i] = '-';
	}
}

static void front_key(struct completer *c, const struct front_key *key)
{
	struct str label = label_of(
		&c->store->labels, key->name, (struct str){0}, c->typed->lang);
	struct store_completion *one = NULL;
	struct buf name = {0};

	if (query_name_of(key->name) && !query_name_of(key->name)->second)
		return;
	put_key_name(&name, label);
	if (name.len && c->part.len && complete_fits(c, buf_slice(&name)) &&
		!query_name_of(buf_slice(&name)))
		one = complete_offer(c, COMPLETION_KEY, buf_slice(&name), ":");
	else if (complete_fits(c, key->name))
		one = complete_offer(c, COMPLETION_KEY, key->name, ":");
	if (one) {
		one->label = arena_str(&c->out->arena, label);
		one->count = key->notes;
	}
	buf_clear(&name);
}

void complete_keys(struct completer *c, size_t max)
{
	size_t i;

	own_keys(c, is_swedish(c), max);
	if (c->part.len)
		own_keys(c, !is_swedish(c), max);
	for (i = 0; i < c->store->front.count && c->out->count < max; i++)
		front_key(c, &c->store->front.items[i]);
}

/* --- values the hub has --- */

struct choice {
	uint32_t value;
	uint32_t count;
};

static int by_count(const void *a, const void *b)
{
	const struct choice *x = a;
	const struct choice *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return (x->value > y->value) - (x->value < y->value);
}

static bool value_fits(
	const struct completer *c, struct str key, struct str value)
{
	const struct labels *labels = &c->store->labels;
	size_t i;

	if (complete_fits(c, value))
		return true;
	for (i = 0; i < labels->count; i++) {
		const struct store_name *name = &labels->rows[i].name;

		if (str_eq(name->value, value) && str_eq(name->key, key) &&
			complete_fits(c, name->label))
			return true;
	}
	return false;
}

static void column_values(
	struct completer *c, const struct facet_column *column)
{
	struct choice *choices =
		mem_array(column->label_count + 1, sizeof(*choices));
	size_t count = 0;
	size_t i;

	for (i = 0; i < column->label_count; i++)
		choices[i].value = (uint32_t)i;
	for (i = 0; i < column->count; i++)
		choices[column->pairs[i].value].count++;
	for (i = 0; i < column->label_count; i++) {
		if (value_fits(c, column->key, column->labels[i]))
			choices[count++] = choices[i];
	}
	if (count)
		qsort(choices, count, sizeof(*choices), by_count);
	for (i = 0; i < count && c->out->count < c->limit; i++) {
		struct str value = column->labels[choices[i].value];
		struct str label = label_of(
			&c->store->labels, column->key, value, c->typed->lang);
		struct store_completion *one =
			complete_offer(c, COMPLETION_VALUE, value, " ");

		if (!one)
			continue;
		one->label = arena_str(&c->out->arena, label);
		one->count = choices[i].count;
	}
	free(choices);
}

/* --- values of our own --- */

static void is_words(struct completer *c, bool swedish, unsigned *offered)
{
	const struct query_word *words = query_is_words();
	size_t i;

	for (i = 0; words[i].name; i++) {
		struct str word = str_from(words[i].name);

		if (words[i].swedish != swedish ||
			(*offered >> words[i].is & 1) ||
			!complete_fits(c, word))
			continue;
		complete_offer(c, COMPLETION_VALUE, word, " ");
		*offered |= 1u << words[i].is;
	}
}

static void date_words(struct completer *c, enum query_key key)
{
	static const struct {
		const char *en, *sv, *label;
		bool due, past;
	} words[] = {{"today", "idag", N_("this day"), true, true},
		{"tomorrow", "imorgon", N_("the next day"), true, false},
		{"yesterday", "ig\xC3\xA5r", N_("the day before"), false, true},
		{"<7d", "<7d", N_("within a week"), true, false},
		{"<30d", "<30d", N_("within 30 days"), true, false},
		{"<90d", "<90d", N_("within 90 days"), true, false},
		{"overdue", "f\xC3\xB6rsenad", N_("a review is late"), true,
			false},
		{">-7d", ">-7d", N_("in the last week"), false, true},
		{">-30d", ">-30d", N_("in the last 30 days"), false, true},
		{">-1y", ">-1\xC3\xA5", N_("in the last year"), false, true}};
	bool due = key == KEY_DUE;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const char *word = is_swedish(c) ? words[i].sv : words[i].en;
		struct store_completion *one;

		if (!(due ? words[i].due : words[i].past) ||
			(!complete_fits(c, str_from(words[i].en)) &&
				!complete_fits(c, str_from(words[i].sv))))
			continue;
		one = complete_offer(c, COMPLETION_VALUE, str_from(word), " ");
		if (one)
			one->label = keep(c, _(words[i].label));
	}
}

static void year_words(struct completer *c)
{
	struct buf year = {0};
	int back;

	for (back = 0; back < 4; back++) {
		buf_cut(&year, 0);
		buf_printf(&year, "%04d", c->typed->today.year - back);
		if (complete_fits(c, buf_slice(&year)))
			complete_offer(
				c, COMPLETION_VALUE, buf_slice(&year), " ");
	}
	buf_clear(&year);
}

/* What a key means as a value of sort:, has: or no:. */
static const char *explain_in(enum query_key in, enum query_key key)
{
	if (key == KEY_LINKED)
		return in == KEY_SORT ? _("what most notes link to")
				      : _("notes link to it");
	if (key == KEY_LINKS)
		return _("it links to notes");
	return key == KEY_TITLE ? _("the title") : explain(key);
}

/* Keys as values, of sort:, has: and no:. */
static void key_words(struct completer *c, enum query_key key)
{
	static const enum query_key orders[] = {KEY_TITLE, KEY_MODIFIED,
		KEY_CREATED, KEY_DUE, KEY_KIND, KEY_STATUS, KEY_OWNER, KEY_TAG,
		KEY_LINKED};
	static const enum query_key had[] = {KEY_TAG, KEY_OWNER, KEY_DUE,
		KEY_LINKS, KEY_LINKED, KEY_STATUS, KEY_LANG};
	const enum query_key *keys = key == KEY_SORT ? orders : had;
	size_t count = key == KEY_SORT ? sizeof(orders) / sizeof(*orders)
				       : sizeof(had) / sizeof(*had);
	const struct query_name *names = query_names();
	size_t i, n;

	for (i = 0; i < count; i++) {
		for (n = 0; names[n].name; n++) {
			struct store_completion *one;
			struct str name = str_from(names[n].name);

			if (names[n].key != keys[i] ||
				names[n].swedish != is_swedish(c) ||
				!complete_fits(c, name))
				continue;
			one = complete_offer(c, COMPLETION_VALUE, name, " ");
			if (one)
				one->label = keep(c, explain_in(key, keys[i]));
			break;
		}
	}
	for (i = 0; i < c->store->front.count; i++) {
		const struct front_key *front = &c->store->front.items[i];
		struct store_completion *one;

		if (query_name_of(front->name) ||
			!value_fits(c, front->name, (struct str){0}))
			continue;
		one = complete_offer(c, COMPLETION_VALUE, front->name, " ");
		if (one) {
			one->label = arena_str(&c->out->arena,
				label_of(&c->store->labels, front->name,
					(struct str){0}, c->typed->lang));
			one->count = front->notes;
		}
	}
}

/* Each row offers a value, labelled with a title. */
static bool offer_rows(struct completer *c, sqlite3_stmt *stmt)
{
	bool row = true;

	while (row) {
		struct store_completion *one;

		if (!stmt_row(c->store, stmt, &row, c->err))
			return false;
		if (!row)
			break;
		one = complete_offer(
			c, COMPLETION_VALUE, stmt_column(stmt, 0), " ");
		if (one)
			one->label =
				arena_str(&c->out->arena, stmt_column(stmt, 1));
	}
	return true;
}

/* Ids of notes, for id:, links: and linked:. */
static bool id_values(struct completer *c)
{
	sqlite3_stmt *stmt = stmt_get(c->store,
		"SELECT DISTINCT d.note, d.title FROM name n JOIN doc d"
		" ON d.id = n.doc WHERE n.name >= ?1 AND"
		" n.name < ?1 || char(1114111) ORDER BY n.name LIMIT 60",
		c->err);

	if (!stmt)
		return false;
	stmt_text(stmt, 1, buf_slice(&c->folded));
	return offer_rows(c, stmt);
}

static bool path_values(struct completer *c)
{
	sqlite3_stmt *stmt = stmt_get(c->store,
		"SELECT path, title FROM doc WHERE path >= ?1 AND"
		" path < ?1 || char(1114111) ORDER BY path LIMIT 40",
		c->err);

	if (!stmt)
		return false;
	stmt_text(stmt, 1, c->part);
	return offer_rows(c, stmt);
}

static bool hub_values(
	struct completer *c, enum query_key key, struct str field)
{
	const struct facet_column *column;
	struct str name =
		key == KEY_FIELD ? field : str_from(query_key_name(key));

	if (!facet_table_read(c->store, c->err))
		return false;
	column = key == KEY_FIELD
		? facet_column_of_field(c->store, name, c->err)
		: facet_column(&c->store->facets, name);
	if (column)
		column_values(c, column);
	return true;
}

bool complete_values(struct completer *c, enum query_key key, struct str field)
{
	unsigned offered = 0;

	switch (key) {
	case KEY_IS:
		is_words(c, is_swedish(c), &offered);
		if (c->part.len)
			is_words(c, !is_swedish(c), &offered);
		return true;
	case KEY_DUE:
	case KEY_CREATED:
	case KEY_MODIFIED:
		date_words(c, key);
		year_words(c);
		return true;
	case KEY_SORT:
	case KEY_HAS:
	case KEY_NO:
		key_words(c, key);
		return true;
	case KEY_ID:
	case KEY_LINKS:
	case KEY_LINKED:
		return id_values(c);
	case KEY_PATH:
		return path_values(c);
	default:
		return hub_values(c, key, field);
	}
}
