#include "store/label.h"

#include <string.h>

#include "base/utf8.h"
#include "store/db.h"
#include "store/front.h"
#include "store/name.h"
#include "store/query.h"
#include "store/typo.h"

/* Comparable: folded, and '_' and blanks as '-'. */
static void put_folded(struct buf *out, struct str text)
{
	size_t i = out->len;

	name_norm(out, text);
	for (; i < out->len; i++) {
		if (out->data[i] == '_' || out->data[i] == ' ')
			out->data[i] = '-';
	}
}

void labels_clear(struct labels *labels)
{
	arena_clear(&labels->arena);
	memset(labels, 0, sizeof(*labels));
}

static int next_order(
	const struct labels *labels, const struct store_name *name)
{
	int order = 0;
	size_t i;

	for (i = 0; i < labels->count; i++) {
		const struct label_row *row = &labels->rows[i];

		if (!row->name.value.len || !str_eq(row->name.key, name->key))
			continue;
		if (str_eq(row->name.value, name->value))
			return row->order;
		if (row->order >= order)
			order = row->order + 1;
	}
	return order;
}

static void add(struct labels *labels, const struct store_name *name)
{
	struct label_row *row = &labels->rows[labels->count];
	struct buf folded = {0};

	put_folded(&folded, name->label);
	row->name.key = arena_str(&labels->arena, name->key);
	row->name.value = arena_str(&labels->arena, name->value);
	row->name.label = arena_str(&labels->arena, name->label);
	row->name.lang = arena_str(&labels->arena, name->lang);
	row->name.role = arena_str(&labels->arena, name->role);
	row->name.choice = name->choice;
	row->folded = arena_str(&labels->arena, buf_slice(&folded));
	row->order = name->value.len ? next_order(labels, name) : -1;
	labels->count++;
	buf_clear(&folded);
}

void store_names(
	struct store *store, const struct store_name *names, size_t count)
{
	struct labels *labels = &store->labels;
	size_t i;

	labels_clear(labels);
	if (!count)
		return;
	labels->rows =
		arena_alloc(&labels->arena, count * sizeof(*labels->rows));
	for (i = 0; i < count; i++)
		add(labels, &names[i]);
}

bool label_key(struct store *store, struct str typed, struct str *key)
{
	const struct labels *labels = &store->labels;
	struct buf folded = {0};
	bool found = front_find(store, typed, key);
	size_t i;

	put_folded(&folded, typed);
	for (i = 0; !found && i < labels->count; i++) {
		const struct label_row *row = &labels->rows[i];

		found = !row->name.value.len &&
			str_eq(row->folded, buf_slice(&folded));
		if (found)
			*key = row->name.key;
	}
	buf_clear(&folded);
	return found;
}

struct nearest {
	struct str typed; /* folded */
	struct str name;
	int distance;
};

static void try_name(struct nearest *nearest, struct str name)
{
	struct buf folded = {0};
	int distance;

	put_folded(&folded, name);
	distance = typo_distance(
		buf_slice(&folded), nearest->typed, nearest->distance);
	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->name = name;
	}
	buf_clear(&folded);
}

struct str label_nearest(const struct store *store, struct str typed)
{
	const struct query_name *own = query_names();
	struct nearest nearest = {0};
	struct buf folded = {0};
	size_t i;

	if (typed.len > TOKEN_MAX)
		return (struct str){0};
	put_folded(&folded, typed);
	nearest.typed = buf_slice(&folded);
	nearest.distance = folded.len < 6 ? 2 : 3;
	for (i = 0; own[i].name; i++)
		try_name(&nearest, str_from(own[i].name));
	for (i = 0; i < store->front.count; i++)
		try_name(&nearest, store->front.items[i].name);
	for (i = 0; i < store->labels.count; i++) {
		if (!store->labels.rows[i].name.value.len)
			try_name(&nearest, store->labels.rows[i].name.label);
	}
	buf_clear(&folded);
	return nearest.name;
}

struct str label_meant(const struct labels *labels, struct str key)
{
	static const char *const roles[][2] = {{"title", "title"},
		{"tags", "tag"}, {"status", "status"}, {"lang", "lang"},
		{"owner", "owner"}};
	size_t i, n;

	for (i = 0; i < labels->count; i++) {
		const struct store_name *name = &labels->rows[i].name;

		if (name->value.len || !str_eq(name->key, key))
			continue;
		for (n = 0; n < sizeof(roles) / sizeof(*roles); n++) {
			if (str_is(name->role, roles[n][0]))
				return str_from(roles[n][1]);
		}
	}
	return key;
}

struct str label_value(
	const struct labels *labels, struct str key, struct str typed)
{
	struct str value = typed;
	struct buf folded = {0};
	bool found = false;
	size_t i;

	put_folded(&folded, typed);
	for (i = 0; i < labels->count; i++) {
		const struct label_row *row = &labels->rows[i];

		if (!row->name.value.len || !str_eq(row->name.key, key))
			continue;
		if (str_eq(row->name.value, typed)) {
			value = typed; /* what stands in notes wins */
			break;
		}
		if (!found && str_eq(row->folded, buf_slice(&folded))) {
			found = true;
			value = row->name.value;
		}
	}
	buf_clear(&folded);
	return value;
}

struct str label_of(const struct labels *labels, struct str key,
	struct str value, struct str lang)
{
	struct str label = {0};
	size_t i;

	for (i = 0; i < labels->count; i++) {
		const struct store_name *name = &labels->rows[i].name;

		if (!str_eq(name->key, key) || !str_eq(name->value, value))
			continue;
		if (str_eq(name->lang, lang))
			return name->label;
		if (!label.len)
			label = name->label;
	}
	return label;
}

int label_order(const struct labels *labels, struct str key, struct str value)
{
	size_t i;

	for (i = 0; i < labels->count; i++) {
		const struct store_name *name = &labels->rows[i].name;

		if (name->value.len && str_eq(name->value, value) &&
			str_eq(name->key, key))
			return labels->rows[i].order;
	}
	return -1;
}

bool label_is_choice(const struct labels *labels, struct str key)
{
	size_t i;

	for (i = 0; i < labels->count; i++) {
		const struct store_name *name = &labels->rows[i].name;

		if (name->choice && str_eq(name->key, key))
			return true;
	}
	return false;
}

static struct str text_of(sqlite3_value *value)
{
	struct str text = {0};

	text.data = (const char *)sqlite3_value_text(value);
	text.len = text.data ? (size_t)sqlite3_value_bytes(value) : 0;
	return text;
}

static void choice_order(
	sqlite3_context *context, int count, sqlite3_value **args)
{
	const struct store *store = sqlite3_user_data(context);
	int order = count == 2 ? label_order(&store->labels, text_of(args[0]),
					 text_of(args[1]))
			       : -1;

	if (order < 0)
		sqlite3_result_null(context);
	else
		sqlite3_result_int(context, order);
}

static void sort_key(sqlite3_context *context, int count, sqlite3_value **args)
{
	struct buf key = {0};

	if (count == 1)
		utf8_sort_key(&key, text_of(args[0]));
	if (key.len)
		sqlite3_result_blob64(
			context, key.data, key.len, SQLITE_TRANSIENT);
	else
		sqlite3_result_null(context);
	buf_clear(&key);
}

bool label_register(struct store *store, struct error *err)
{
	int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;

	return (sqlite3_create_function(store->db, "choice_order", 2, flags,
			store, choice_order, NULL, NULL) == SQLITE_OK &&
		       sqlite3_create_function(store->db, "sort_key", 1,
			       flags | SQLITE_DETERMINISTIC, store, sort_key,
			       NULL, NULL) == SQLITE_OK) ||
		db_error(store, err);
}
