#include "app/moves.h"

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/mem.h"
#include "content/check.h"
#include "content/doc.h"

/* The dated entries of one text of a note. */
struct entries {
	struct doc doc;
	struct values values;
	const struct kind *kind;
	const struct value **items;
	bool *done; /* found on the other side */
	size_t count;
};

static bool is_dated(const struct value *value)
{
	switch (value->role) {
	case ROLE_DEADLINE:
	case ROLE_DATE_IN_FORCE:
	case ROLE_START:
	case ROLE_END:
		return value->date.year != 0;
	default:
		return false;
	}
}

static void entries_read(struct entries *entries,
	const struct moves_reading *reading, struct str path, struct str text)
{
	size_t i;

	memset(entries, 0, sizeof(*entries));
	doc_parse_front(&entries->doc, text);
	entries->kind = schema_kind_of(reading->schema, path, &entries->doc);
	schema_values(entries->kind, &entries->doc, false, &entries->values);
	entries->items =
		mem_array(entries->values.count + 1, sizeof(*entries->items));
	entries->done = mem_alloc(entries->values.count + 1);
	for (i = 0; i < entries->values.count; i++) {
		if (is_dated(&entries->values.items[i]))
			entries->items[entries->count++] =
				&entries->values.items[i];
	}
}

static void entries_clear(struct entries *entries)
{
	free(entries->items);
	free(entries->done);
	doc_clear(&entries->doc);
}

static bool same_date(const struct value *a, const struct value *b)
{
	return str_eq(a->text, b->text) && a->expected == b->expected;
}

/* How sure it is that two entries are one. */
enum likeness {
	LIKE_ALL, /* nothing changed */
	LIKE_NAME, /* field, event and scope */
	LIKE_EVENT /* field and event */
};

static bool alike(
	const struct value *a, const struct value *b, enum likeness likeness)
{
	if (!str_eq(a->key, b->key) || !str_eq(a->event, b->event))
		return false;
	if (likeness == LIKE_EVENT)
		return true;
	if (!str_eq(a->scope, b->scope))
		return false;
	return likeness == LIKE_NAME || same_date(a, b);
}

struct comparing {
	const struct moves_reading *reading;
	struct str path;
	struct entries old, now;
	struct moves *moves;
};

static struct str keep(const struct comparing *c, struct str text)
{
	return arena_str(c->reading->arena, text);
}

static void add_move(
	struct comparing *c, const struct value *from, const struct value *to)
{
	struct moves *moves = c->moves;
	const struct value *one = to ? to : from;
	const struct value *title = check_role(&c->now.values, ROLE_TITLE);
	struct move *move;
	struct str lang;

	moves->items = mem_grow(moves->items, &moves->cap, moves->count + 1,
		sizeof(*moves->items));
	move = &moves->items[moves->count++];
	memset(move, 0, sizeof(*move));
	move->path = keep(c, c->path);
	move->id = keep(c,
		record_id(c->reading->schema, c->reading->foreign, c->path,
			&lang));
	move->title = keep(c, title ? title->text : move->id);
	if (c->now.kind)
		move->kind = keep(c, c->now.kind->id);
	move->key = keep(c, one->key);
	move->event = keep(c, one->event);
	move->scope = keep(c, one->scope);
	move->from = from->date;
	move->from_text = keep(c, from->text);
	move->from_expected = from->expected;
	if (to) {
		move->to = to->date;
		move->to_text = keep(c, to->text);
		move->to_expected = to->expected;
	}
}

/* The only one left that may be it; -1 when there is none, or a choice. */
static long find_like(const struct comparing *c, const struct value *from,
	enum likeness likeness)
{
	long found = -1;
	size_t others = 0;
	size_t i;

	for (i = 0; i < c->now.count; i++) {
		if (c->now.done[i] || !alike(from, c->now.items[i], likeness))
			continue;
		if (found >= 0 && likeness == LIKE_EVENT)
			return -1;
		if (found < 0)
			found = (long)i;
	}
	for (i = 0; likeness == LIKE_EVENT && i < c->old.count; i++)
		others += !c->old.done[i] &&
			alike(from, c->old.items[i], likeness);
	return others > 1 ? -1 : found;
}

static void match(struct comparing *c, enum likeness likeness)
{
	size_t i;

	for (i = 0; i < c->old.count; i++) {
		const struct value *from = c->old.items[i];
		long to;

		if (c->old.done[i])
			continue;
		to = find_like(c, from, likeness);
		if (to < 0)
			continue;
		c->old.done[i] = true;
		c->now.done[to] = true;
		if (!same_date(from, c->now.items[to]))
			add_move(c, from, c->now.items[to]);
	}
}

void moves_between(const struct moves_reading *reading, struct str path,
	struct str old, struct str text, struct moves *moves)
{
	struct comparing c = {.reading = reading, .path = path, .moves = moves};
	size_t i;

	entries_read(&c.old, reading, path, old);
	entries_read(&c.now, reading, path, text);
	match(&c, LIKE_ALL);
	match(&c, LIKE_NAME);
	match(&c, LIKE_EVENT);
	for (i = 0; i < c.old.count; i++) {
		if (!c.old.done[i])
			add_move(&c, c.old.items[i], NULL);
	}
	entries_clear(&c.old);
	entries_clear(&c.now);
}

void moves_clear(struct moves *moves)
{
	free(moves->items);
	memset(moves, 0, sizeof(*moves));
}

/* --- commits --- */

struct walking {
	const struct moves_reading *reading;
	struct moves *moves;
	struct str path; /* only this one, or empty */
	size_t first; /* in moves: of this commit */
	struct error *err;
};

static bool is_note(const char *path)
{
	struct str name = str_from(path);

	return str_ends(name, ".md") || str_ends(name, ".markdown");
}

static bool each_change(const struct snapshot_change *change, void *arg)
{
	struct walking *w = arg;
	struct buf old = {0};
	struct buf text = {0};

	if (!*change->version || !*change->old_version ||
		!is_note(change->path) ||
		(w->path.len && !str_is(w->path, change->path)))
		return true;
	if (snapshot_read_version(
		    w->reading->snapshot, change->old_version, &old, NULL) &&
		snapshot_read_version(
			w->reading->snapshot, change->version, &text, NULL))
		moves_between(w->reading, str_from(change->path),
			buf_slice(&old), buf_slice(&text), w->moves);
	buf_clear(&text);
	buf_clear(&old);
	return true;
}

/* An update tells of all moves of the notes it is about. */
static void tell_why(struct walking *w, const char *path, struct str text)
{
	struct entries update;
	const struct value *title;
	size_t i;
	size_t j;

	entries_read(&update, w->reading, str_from(path), text);
	title = check_role(&update.values, ROLE_TITLE);
	for (i = 0; update.kind && kind_role(update.kind, ROLE_ALERT) &&
		i < update.values.count;
		i++) {
		const struct value *about = &update.values.items[i];

		for (j = w->first;
			about->role == ROLE_ABOUT && j < w->moves->count; j++) {
			struct move *move = &w->moves->items[j];

			if (!str_eq(move->id, about->text))
				continue;
			move->update =
				arena_str(w->reading->arena, str_from(path));
			move->update_title = arena_str(w->reading->arena,
				title ? title->text : move->update);
		}
	}
	entries_clear(&update);
}

static bool each_update(const struct snapshot_change *change, void *arg)
{
	struct walking *w = arg;
	struct buf text = {0};

	if (*change->version && is_note(change->path) &&
		snapshot_read_version(
			w->reading->snapshot, change->version, &text, NULL))
		tell_why(w, change->path, buf_slice(&text));
	buf_clear(&text);
	return true;
}

static bool read_commit(struct walking *w, const struct snapshot_info *info)
{
	size_t i;

	w->first = w->moves->count;
	if (!snapshot_changes(
		    w->reading->snapshot, info->id, each_change, w, w->err))
		return false;
	if (w->first == w->moves->count)
		return true;
	for (i = w->first; i < w->moves->count; i++) {
		struct move *move = &w->moves->items[i];

		move->commit = arena_str(w->reading->arena, str_from(info->id));
		move->author = arena_str(w->reading->arena, info->author);
		move->subject = arena_str(w->reading->arena, info->subject);
		move->time = info->time;
	}
	return snapshot_changes(
		w->reading->snapshot, info->id, each_update, w, w->err);
}

bool moves_of_commit(const struct moves_reading *reading,
	const struct snapshot_info *info, struct str path, struct moves *moves,
	struct error *err)
{
	struct walking w = {reading, moves, path, 0, err};

	return read_commit(&w, info);
}
