/* When and why dates moved: since the last visit, and of each entry. */

#include <stdlib.h>
#include <string.h>

#include "app/agenda_private.h"
#include "app/private.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	NEAR = 3 * 86400 /* seconds: written so near to a move it tells of it */
};

/* The update about a note that was written when its date moved. */
static void find_update(struct app *app, struct arena *arena, struct move *move)
{
	int64_t nearest = NEAR + 1;
	struct store_links links = {0};
	size_t i;

	if (!app->store ||
		!store_links(app->store, move->path, LINKS_IN, &links, NULL))
		return;
	for (i = 0; i < links.count; i++) {
		const struct store_link_row *row = &links.items[i];
		const struct kind *kind = schema_kind(&app->schema, row->kind);
		const struct schema_field *field =
			kind ? kind_field(kind, row->field) : NULL;
		struct store_results one = {0};
		int64_t far;

		if (!field || field->role != ROLE_ABOUT ||
			!kind_role(kind, ROLE_ALERT) ||
			!str_is(row->status, "published") ||
			!store_get(app->store, &row->path, 1, &one, NULL))
			continue;
		far = one.count && one.items[0].created
			? llabs(one.items[0].created - move->time)
			: nearest;
		if (far < nearest) {
			nearest = far;
			move->update = arena_str(arena, row->path);
			move->update_title = arena_str(arena, row->title);
		}
		store_results_clear(&one);
	}
	store_links_clear(&links);
}

/* Titles as the reader has them, and an update where the commit had none. */
static void finish(struct app *app, struct arena *arena, struct move *move)
{
	if (!app->store)
		return;
	if (!move->update.len)
		find_update(app, arena, move);
	if (move->update.len)
		app_in_language(app, arena, &move->update, &move->update_title);
	app_in_language(app, arena, &move->path, &move->title);
}

static bool open_snapshot(struct app *app, struct snapshot **snapshot,
	char tip[SOURCE_ID], struct error *err)
{
	char ref[SNAPSHOT_REF];

	return snapshot_open(app->path, snapshot, err) &&
		snapshot_branch(*snapshot, ref, tip, err);
}

/* What differs since the last visit, before asking which commit it was. */
struct since {
	struct app *app;
	const struct moves_reading *reading;
	const char *old; /* the tip of that time */
	struct str *paths; /* of notes with another date, in the arena */
	size_t count, cap;
};

static bool each_difference(const struct snapshot_change *change, void *arg)
{
	struct since *since = arg;
	struct moves net = {0};
	struct buf old = {0};
	struct buf text = {0};

	if (!*change->version || !*change->old_version ||
		!app_is_note(since->app, change->path))
		return true;
	if (snapshot_read_version(since->reading->snapshot, change->old_version,
		    &old, NULL) &&
		snapshot_read_version(
			since->reading->snapshot, change->version, &text, NULL))
		moves_between(since->reading, str_from(change->path),
			buf_slice(&old), buf_slice(&text), &net);
	if (net.count) {
		since->paths = mem_grow(since->paths, &since->cap,
			since->count + 1, sizeof(*since->paths));
		since->paths[since->count++] = arena_str(
			since->reading->arena, str_from(change->path));
	}
	moves_clear(&net);
	buf_clear(&text);
	buf_clear(&old);
	return true;
}

static bool read_row(const struct moves_reading *reading,
	const struct store_change *row, struct moves *moves, struct error *err)
{
	struct snapshot_info info = {.time = row->time,
		.author = row->author,
		.subject = row->subject};

	if (row->op != 'M' || row->commit.len >= sizeof(info.id))
		return true;
	memcpy(info.id, row->commit.data, row->commit.len);
	return moves_of_commit(reading, &info, row->path, moves, err);
}

/* The commits of one note that the old tip does not have, oldest first. */
static bool read_since(struct since *since, struct str path,
	struct moves *moves, struct error *err)
{
	struct store_history rows = {0};
	bool ok = store_history(since->app->store, path, &rows, err);
	size_t n = 0;

	while (ok && n < rows.count &&
		!snapshot_is_ancestor(since->reading->snapshot,
			rows.items[n].commit.data, since->old))
		n++;
	for (; ok && n > 0; n--)
		ok = read_row(since->reading, &rows.items[n - 1], moves, err);
	store_history_clear(&rows);
	return ok;
}

static bool read_moves(struct since *since, const char *tip,
	struct moves *moves, struct error *err)
{
	const struct snapshot_range range = {since->old, tip};
	bool ok = snapshot_compare(
		since->reading->snapshot, &range, each_difference, since, err);
	size_t i;

	for (i = 0; ok && i < since->count; i++)
		ok = read_since(since, since->paths[i], moves, err);
	for (i = 0; ok && i < moves->count; i++)
		finish(since->app, since->reading->arena, &moves->items[i]);
	free(since->paths);
	return ok;
}

bool app_moves(struct app *app, struct arena *arena, struct moves *moves,
	struct error *err)
{
	struct moves_reading reading = {.schema = &app->schema,
		.foreign = app_is_foreign(app),
		.arena = arena};
	char tip[SOURCE_ID] = "";
	char old[SOURCE_ID];
	struct since since = {app, &reading, old, NULL, 0, 0};
	bool ok;

	if (!app->last_visit || !app->store)
		return true;
	if (!app_source(app, err))
		return false;
	if (source_type(app->source) == SOURCE_FOLDER)
		return true;
	ok = open_snapshot(app, &reading.snapshot, tip, err);
	/* A hub that began after the visit has nothing to compare with. */
	if (ok && tip[0] &&
		snapshot_tip_at(
			reading.snapshot, tip, app->last_visit, old, NULL) &&
		strcmp(old, tip) != 0)
		ok = read_moves(&since, tip, moves, err);
	snapshot_close(reading.snapshot);
	return ok;
}

/* --- of each entry --- */

struct history {
	struct app *app;
	struct agenda *agenda;
	struct moves_reading reading;
	int64_t until; /* seconds; later commits are not looked at */
};

static bool is_of(const struct agenda_entry *entry, const struct move *move)
{
	return str_eq(entry->id, move->id) && str_eq(entry->key, move->key) &&
		str_eq(entry->event, move->event) &&
		str_eq(entry->scope, move->scope) && move->to.year;
}

static void give_move(struct agenda_entry *entry, const struct move *move)
{
	size_t cap = entry->move_count;

	entry->moves = mem_grow(entry->moves, &cap, entry->move_count + 1,
		sizeof(*entry->moves));
	entry->moves[entry->move_count++] = *move;
}

/* Moves of one note, given to its entries. */
static void give_moves(struct history *h, const struct moves *moves)
{
	size_t i;
	size_t j;

	for (i = 0; i < moves->count; i++) {
		struct move *move = &moves->items[i];

		for (j = 0; j < h->agenda->count; j++) {
			if (is_of(&h->agenda->items[j], move))
				give_move(&h->agenda->items[j], move);
		}
	}
}

/* Every commit that changed the note, oldest first. */
static bool read_note(struct history *h, struct str path, struct error *err)
{
	struct store_history rows = {0};
	struct moves moves = {0};
	bool ok = store_history(h->app->store, path, &rows, err);
	size_t i;

	for (i = rows.count; ok && i > 0; i--) {
		const struct store_change *row = &rows.items[i - 1];

		if (!h->until || row->time <= h->until)
			ok = read_row(&h->reading, row, &moves, err);
	}
	for (i = 0; ok && i < moves.count; i++)
		finish(h->app, &h->agenda->arena, &moves.items[i]);
	if (ok)
		give_moves(h, &moves);
	moves_clear(&moves);
	store_history_clear(&rows);
	return ok;
}

static bool is_first(const struct agenda *agenda, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (str_eq(agenda->items[i].note, agenda->items[n].note))
			return false;
	}
	return true;
}

bool agenda_history(struct app *app, struct agenda *agenda, struct error *err)
{
	struct history h = {.app = app, .agenda = agenda};
	char tip[SOURCE_ID];
	bool ok;
	size_t i;

	if (!app_source(app, err))
		return false;
	if (!app->store || source_type(app->source) == SOURCE_FOLDER)
		return true;
	h.reading.schema = &app->schema;
	h.reading.foreign = app_is_foreign(app);
	h.reading.arena = &agenda->arena;
	if (agenda->commit[0])
		h.until = agenda->until;
	ok = open_snapshot(app, &h.reading.snapshot, tip, err);
	for (i = 0; ok && i < agenda->count; i++) {
		if (agenda->items[i].type != AGENDA_REVIEW &&
			is_first(agenda, i))
			ok = read_note(&h, agenda->items[i].note, err);
	}
	snapshot_close(h.reading.snapshot);
	return ok;
}
