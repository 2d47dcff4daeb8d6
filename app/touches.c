#include "app/touches.h"

#include <stdlib.h>
#include <string.h>

#include "app/touches_private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/name.h"
#include "store/prior.h"

bool touches_kind(const struct kind *kind)
{
	return kind && !kind_role(kind, ROLE_ALERT) &&
		!kind_role(kind, ROLE_START) && !kind_role(kind, ROLE_CONTACT);
}

bool touches_field(const struct schema_field *field)
{
	return field && field->type == TYPE_LINK && field->kind.len &&
		field->role != ROLE_ABOUT && field->role != ROLE_ORGANISATION &&
		!touches_amends(field) && !str_starts(field->key, "supersede");
}

static bool leads(
	const struct schema_field *field, enum role role, const char *usual)
{
	return field && field->type == TYPE_LINK &&
		(field->role == role ||
			(field->role == ROLE_NONE &&
				str_is(field->key, usual)));
}

bool touches_amends(const struct schema_field *field)
{
	return leads(field, ROLE_AMENDS, "amends");
}

bool touches_uses(const struct schema_field *field)
{
	return leads(field, ROLE_USES, "resources");
}

static bool is_past(struct str status)
{
	return name_low(status) == PRIOR_PAST;
}

static struct str keep(struct spreading *s, struct str text)
{
	return arena_str(&s->touches->arena, text);
}

/* The note of an id, added if it is new; -1 when it was there. */
static long add_node(struct spreading *s, const struct store_link_row *row,
	size_t from, bool back)
{
	struct str lang;
	struct str id = record_id(
		&s->app->schema, app_is_foreign(s->app), row->path, &lang);
	int64_t *known = wordmap_add(&s->known, id, NULL);
	struct spread_node *node;

	if (*known)
		return -1;
	s->nodes = mem_grow(s->nodes, &s->cap, s->count + 1, sizeof(*s->nodes));
	node = &s->nodes[s->count++];
	memset(node, 0, sizeof(*node));
	*known = (int64_t)s->count;
	node->id = keep(s, id);
	node->path = keep(s, row->path);
	node->title = keep(s, row->title);
	node->kind = schema_kind(&s->app->schema, row->kind);
	node->status = keep(s, row->status);
	node->field = keep(s, row->field);
	node->from = from;
	node->back = back;
	node->distance = s->nodes[from].distance + 1;
	return (long)s->count - 1;
}

/* The newest update about a note, of those that are published. */
static void note_update(
	struct spreading *s, size_t number, const struct store_link_row *row)
{
	struct spread_node *node = &s->nodes[number];
	const struct dated_path *dated = spread_dated(s, row->path);

	if (!dated || !str_is(row->status, "published") ||
		(node->update_day && dated->day <= node->update_day))
		return;
	node->update_day = dated->day;
	node->update = keep(s, row->path);
	node->update_title = keep(s, row->title);
}

static void take_inbound(
	struct spreading *s, size_t number, const struct store_link_row *row)
{
	const struct kind *kind = schema_kind(&s->app->schema, row->kind);
	const struct schema_field *field =
		kind && row->field.len ? kind_field(kind, row->field) : NULL;

	if (field && field->role == ROLE_ABOUT && kind_role(kind, ROLE_ALERT))
		note_update(s, number, row);
	else if (touches_kind(kind) && touches_field(field) &&
		!is_past(row->status))
		add_node(s, row, number, false);
}

static void take_outbound(struct spreading *s, size_t number,
	const struct store_link_row *row,
	bool follows(const struct schema_field *))
{
	const struct schema_field *field = row->field.len
		? kind_field(s->nodes[number].kind, row->field)
		: NULL;

	if (follows(field) && row->path.len && !is_past(row->status))
		add_node(s, row, number, true);
}

static void take_amended(
	struct spreading *s, size_t number, const struct store_link_row *row)
{
	take_outbound(s, number, row, touches_amends);
}

static void take_resources(
	struct spreading *s, size_t number, const struct store_link_row *row)
{
	take_outbound(s, number, row, touches_uses);
}

typedef void take_link(
	struct spreading *s, size_t number, const struct store_link_row *row);

struct asking {
	take_link *take;
	enum store_links_which which;
};

static bool of_file(struct spreading *s, size_t number, struct str path,
	const struct asking *asking, struct error *err)
{
	struct store_links links = {0};
	size_t i;

	if (!store_links(s->app->store, path, asking->which, &links, err))
		return false;
	for (i = 0; i < links.count; i++)
		asking->take(s, number, &links.items[i]);
	store_links_clear(&links);
	return true;
}

/* Of a note and its translations: any of them may be linked to by its path,
 * and the fields stand in one of them only. */
static bool of_note(struct spreading *s, size_t number,
	const struct asking *asking, struct error *err)
{
	const struct schema *schema = &s->app->schema;
	struct str path = s->nodes[number].path;
	bool ok = of_file(s, number, path, asking, err);
	size_t i;

	for (i = 0; ok && i < schema->language_count; i++) {
		struct store_results found = {0};
		const struct store_hit *hit;

		if (!store_find(s->app->store, s->nodes[number].id,
			    schema->languages[i], &found, NULL))
			continue;
		hit = &found.items[0];
		if (str_eq(hit->id, s->nodes[number].id) &&
			!str_eq(hit->path, path))
			ok = of_file(s, number, hit->path, asking, err);
		store_results_clear(&found);
	}
	return ok;
}

static void take_text(
	struct spreading *s, size_t number, const struct store_link_row *row)
{
	const struct kind *kind = schema_kind(&s->app->schema, row->kind);

	if (!row->field.len && touches_kind(kind) &&
		kind != s->nodes[number].kind && !is_past(row->status))
		add_node(s, row, number, false);
}

static bool has(
	const struct kind *kind, bool follows(const struct schema_field *))
{
	size_t i;

	for (i = 0; kind && i < kind->field_count; i++) {
		if (follows(&kind->fields[i]))
			return true;
	}
	return false;
}

static bool spread(struct spreading *s, struct error *err)
{
	const struct asking fields = {take_inbound, LINKS_IN};
	const struct asking amended = {take_amended, LINKS_OUT};
	const struct asking resources = {take_resources, LINKS_OUT};
	const struct asking texts = {take_text, LINKS_IN};
	size_t count;
	size_t i;

	/* A field names an id, which all files of the note share. */
	for (i = 0; i < s->count; i++) {
		if (s->nodes[i].kind != s->nodes[0].kind)
			continue;
		if (!of_file(s, i, s->nodes[i].path, &fields, err))
			return false;
		if (has(s->nodes[i].kind, touches_amends) &&
			!of_note(s, i, &amended, err))
			return false;
	}
	count = s->count;
	for (i = 0; i < count; i++) {
		if (s->nodes[i].kind == s->nodes[0].kind &&
			!of_note(s, i, &texts, err))
			return false;
	}
	count = s->count;
	for (i = 0; i < count; i++) {
		if (s->nodes[i].kind != s->nodes[0].kind &&
			has(s->nodes[i].kind, touches_uses) &&
			!of_note(s, i, &resources, err))
			return false;
	}
	return true;
}

static bool start(struct spreading *s, struct str ref, struct error *err)
{
	struct store_results found = {0};
	struct store_link_row row = {0};
	const struct store_hit *hit;

	if (!s->app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	if (!store_find(s->app->store, ref, (struct str){0}, &found, err))
		return false;
	hit = &found.items[0];
	row.path = hit->path;
	row.title = hit->title;
	row.kind = hit->kind;
	row.status = hit->status;
	s->nodes = mem_grow(s->nodes, &s->cap, 1, sizeof(*s->nodes));
	add_node(s, &row, 0, false);
	s->nodes[0].distance = 0;
	store_results_clear(&found);
	return true;
}

bool app_touches(struct app *app, struct str ref, struct touches *touches,
	struct error *err)
{
	struct spreading s = {.app = app, .touches = touches};
	bool ok;

	memset(touches, 0, sizeof(*touches));
	ok = start(&s, ref, err) && spread_read_dates(&s, err) &&
		spread(&s, err) && spread_finish(&s, err);
	free(s.nodes);
	free(s.dated);
	wordmap_clear(&s.known);
	if (!ok)
		touches_clear(touches);
	return ok;
}

void touches_clear(struct touches *touches)
{
	if (!touches)
		return;
	free(touches->items);
	arena_clear(&touches->arena);
	memset(touches, 0, sizeof(*touches));
}
