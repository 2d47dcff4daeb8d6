#include "store/flush.h"

#include <stdlib.h>
#include <string.h>

#include "store/change.h"
#include "store/field.h"
#include "store/schema.h"
#include "store/stmt.h"
#include "store/words.h"

/* Beyond this counting all inbound links at once is quicker. */
enum {
	TOUCHED_MAX = 4000
};

/*
 * Other notes that link to the note: by path, or by a name that is its own
 * and no one's by a better rank.
 */
#define COUNT_INLINKS                                                          \
	"UPDATE doc SET inlinks = (SELECT count(*) FROM ("                     \
	"SELECT t.doc FROM target t WHERE t.path = 1 AND t.name = doc.path"    \
	" AND t.doc <> doc.id UNION "                                          \
	"SELECT t.doc FROM name n JOIN target t ON t.name = n.name"            \
	" WHERE t.path = 0 AND n.doc = doc.id AND t.doc <> doc.id"             \
	" AND n.rank = (SELECT min(m.rank) FROM name m"                        \
	" WHERE m.name = n.name)))"

void flush_touch(struct store *store, struct str path, struct str name)
{
	if (store->bulk)
		return;
	if (path.len)
		wordmap_add(&store->pending.paths, path, NULL);
	if (name.len)
		wordmap_add(&store->pending.names, name, NULL);
}

void flush_touch_note(struct store *store, struct str id)
{
	if (!store->bulk && id.len)
		wordmap_add(&store->pending.notes, id, NULL);
}

void flush_forget(struct store *store)
{
	struct pending *pending = &store->pending;

	free(pending->gone);
	wordmap_clear(&pending->words);
	wordmap_clear(&pending->paths);
	wordmap_clear(&pending->names);
	wordmap_clear(&pending->notes);
	wordmap_clear(&pending->lives);
	wordmap_clear(&pending->keys);
	wordmap_clear(&pending->edges);
	free(pending->key_change);
	words_count(store, 0);
	memset(pending, 0, sizeof(*pending));
}

/*
 * Give the table the texts of a note, as a row of values: INSERT from a SELECT
 * is a statement that can be undone by itself, for which the table would write
 * out all it holds, after each note.
 */
static bool give_texts(
	struct store *store, sqlite3_stmt *to, int64_t id, struct error *err)
{
	sqlite3_stmt *from = stmt_get(store,
		"SELECT title, alias, head, body, meta FROM doc_text"
		" WHERE id = ?1",
		err);
	bool row;
	bool ok;
	int i;

	if (!from || !to)
		return false;
	stmt_int(from, 1, id);
	if (!stmt_row(store, from, &row, err))
		return false;
	if (!row)
		return true;
	stmt_int(to, 1, id);
	for (i = 0; i < COLUMNS; i++)
		stmt_text(to, i + 2, stmt_column(from, i));
	ok = stmt_run(store, to, err);
	stmt_end(from);
	return ok;
}

bool flush_gone(struct store *store, int64_t id, struct error *err)
{
	sqlite3_stmt *out = stmt_get(store,
		"INSERT INTO fts(fts, rowid, title, alias, head, body, meta)"
		" VALUES('delete', ?1, ?2, ?3, ?4, ?5, ?6)",
		err);
	sqlite3_stmt *text =
		stmt_get(store, "DELETE FROM doc_text WHERE id = ?1", err);

	if (!text || !give_texts(store, out, id, err))
		return false;
	stmt_int(text, 1, id);
	return stmt_run(store, text, err);
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

static bool flush_new(struct store *store, struct error *err)
{
	sqlite3_stmt *in = stmt_get(store,
		"INSERT INTO fts(rowid, title, alias, head, body, meta)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
		err);
	int64_t id;

	for (id = store->pending.first; id < store->next_id; id++) {
		words_count(store, 1);
		if (!give_texts(store, in, id, err))
			return false;
	}
	words_count(store, 0);
	return true;
}

static bool flush_text(struct store *store, struct error *err)
{
	struct pending *pending = &store->pending;
	size_t i;

	if (pending->gone_count)
		qsort(pending->gone, pending->gone_count,
			sizeof(*pending->gone), compare_ids);
	for (i = 0; i < pending->gone_count; i++) {
		words_count(store, -1);
		if (!flush_gone(store, pending->gone[i], err))
			return false;
	}
	return flush_new(store, err);
}

static bool run_each(struct store *store, sqlite3_stmt *stmt,
	const struct wordmap *map, struct error *err)
{
	size_t i;

	if (!stmt)
		return false;
	for (i = 0; i < map->count; i++) {
		stmt_text(stmt, 1, map->entries[i].word);
		if (!stmt_run(store, stmt, err))
			return false;
	}
	return true;
}

static bool flush_inlinks(struct store *store, struct error *err)
{
	const struct pending *pending = &store->pending;

	if (pending->paths.count + pending->names.count > TOUCHED_MAX)
		return db_run(store, COUNT_INLINKS, err);
	return run_each(store,
		       stmt_get(store, COUNT_INLINKS " WHERE path = ?1", err),
		       &pending->paths, err) &&
		run_each(store,
			stmt_get(store,
				COUNT_INLINKS " WHERE id IN (SELECT doc"
					      " FROM name WHERE name = ?1)",
				err),
			&pending->names, err);
}

/* A translation has the status of its primary, whatever came first. */
#define INHERIT                                                                \
	"UPDATE doc SET (status, low) = (SELECT status, low FROM"              \
	" (SELECT p.own_status AS status, p.own_low AS low, 0 AS n,"           \
	" p.path AS path FROM doc p WHERE p.note = doc.translation_of"         \
	" AND p.translation_of = '' AND p.id <> doc.id UNION ALL"              \
	" SELECT doc.own_status, doc.own_low, 1, '' ORDER BY 3, 4)"            \
	" LIMIT 1) WHERE translation_of <> ''"

static bool flush_translations(struct store *store, struct error *err)
{
	const struct wordmap *notes = &store->pending.notes;

	if (store->bulk || notes->count > TOUCHED_MAX)
		return db_run(store, INHERIT, err);
	return run_each(store,
		stmt_get(store, INHERIT " AND translation_of = ?1", err), notes,
		err);
}

bool flush_pending(struct store *store, struct error *err)
{
	return flush_text(store, err) && words_flush(store, err) &&
		life_flush(store, err) && field_flush(store, err) &&
		flush_inlinks(store, err) && flush_translations(store, err);
}

bool flush_bulk(struct store *store, struct error *err)
{
	/* One segment: half the time of a query, and no large merge later.
	 * What it leaves free the indexes take. */
	return db_run(store, "INSERT INTO fts(fts) VALUES('optimize')", err) &&
		words_build(store, err) && field_flush(store, err) &&
		life_flush(store, err) && db_run(store, schema_name_sql, err) &&
		db_run(store, COUNT_INLINKS, err) &&
		flush_translations(store, err) &&
		db_run(store, schema_index_sql, err) &&
		db_run(store, schema_daily_sql, err);
}
