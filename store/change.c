/* History: changes in, and what a path's life was. */
#include "store/change.h"

#include <string.h>

#include "store/db.h"
#include "store/stmt.h"

static bool read_life(struct store *store, struct str path, struct life *life,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT life, created, modified, author FROM life"
		" WHERE path = ?1",
		err);
	bool row;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, path);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (row) {
		life->number = stmt_column_int(stmt, 0);
		life->created = stmt_column_int(stmt, 1);
		life->modified = stmt_column_int(stmt, 2);
		buf_str(&life->author, stmt_column(stmt, 3));
		stmt_end(stmt);
	}
	return true;
}

static bool write_life(struct store *store, struct str path,
	const struct life *life, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT OR REPLACE INTO life(path, life, created, modified,"
		" author) VALUES(?1, ?2, ?3, ?4, ?5)",
		err);

	if (!stmt)
		return false;
	stmt_text(stmt, 1, path);
	stmt_int(stmt, 2, life->number);
	stmt_int(stmt, 3, life->created);
	stmt_int(stmt, 4, life->modified);
	stmt_text(stmt, 5, buf_slice(&life->author));
	return stmt_run(store, stmt, err);
}

/* The path's life goes on elsewhere; a note there now is a new one. */
static bool end_life(struct store *store, struct str path, struct error *err)
{
	sqlite3_stmt *life =
		stmt_get(store, "DELETE FROM life WHERE path = ?1", err);
	sqlite3_stmt *note = stmt_get(store,
		"UPDATE doc SET created = 0, modified = stamp, author = ''"
		" WHERE path = ?1",
		err);

	if (!life || !note)
		return false;
	stmt_text(life, 1, path);
	if (!stmt_run(store, life, err))
		return false;
	if (store->bulk)
		return true;
	stmt_text(note, 1, path);
	return stmt_run(store, note, err);
}

static bool insert_change(struct store *store,
	const struct store_change *change, int64_t life, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO change(path, commit_id, author, subject, op,"
		" from_path, time, life) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		" coalesce(?8, (SELECT coalesce(max(n), 0) + 1 FROM change)))",
		err);
	const struct str op = {&change->op, 1};

	if (!stmt)
		return false;
	stmt_text(stmt, 1, change->path);
	stmt_text(stmt, 2, change->commit);
	stmt_text(stmt, 3, change->author);
	stmt_text(stmt, 4, change->subject);
	stmt_text(stmt, 5, op);
	stmt_text(stmt, 6, change->from);
	stmt_int(stmt, 7, change->time);
	if (life)
		stmt_int(stmt, 8, life);
	return stmt_run(store, stmt, err);
}

bool life_of(struct store *store, const struct store_note *note,
	struct life *life, struct error *err)
{
	int64_t *told = wordmap_find(&store->pending.lives, note->path);

	if (told)
		*told = 0;
	if (!read_life(store, note->path, life, err))
		return false;
	if (!life->number || (note->edited && note->modified > 0))
		life->modified = note->modified;
	return true;
}

bool life_flush(struct store *store, struct error *err)
{
	const struct wordmap *lives = &store->pending.lives;
	sqlite3_stmt *stmt = stmt_get(store,
		"UPDATE doc SET created = l.created, author = l.author,"
		" modified = CASE WHEN doc.edited AND doc.stamp > 0"
		" THEN doc.stamp ELSE l.modified END"
		" FROM life l WHERE l.path = ?1 AND doc.path = ?1",
		err);
	size_t i;

	for (i = 0; i < lives->count; i++) {
		if (!lives->entries[i].value)
			continue;
		if (!stmt)
			return false;
		stmt_text(stmt, 1, lives->entries[i].word);
		if (!stmt_run(store, stmt, err))
			return false;
	}
	return true;
}

bool store_put_change(struct store *store, const struct store_change *change,
	struct error *err)
{
	bool moved = change->op == 'R' && change->from.len;
	struct life life = {0};
	bool ok = read_life(
		store, moved ? change->from : change->path, &life, err);

	ok = ok && insert_change(store, change, life.number, err) &&
		(!moved || end_life(store, change->from, err));
	if (!life.number) {
		life.number = sqlite3_last_insert_rowid(store->db);
		life.created = life.modified = change->time;
	}
	if (change->time < life.created)
		life.created = change->time;
	if (change->time >= life.modified) {
		life.modified = change->time;
		buf_cut(&life.author, 0);
		buf_str(&life.author, change->author);
	}
	*wordmap_add(&store->pending.lives, change->path, NULL) = 1;
	ok = ok && write_life(store, change->path, &life, err);
	buf_clear(&life.author);
	if (!ok)
		store->failed = true;
	return ok;
}

bool store_clear_changes(struct store *store, struct error *err)
{
	return db_run(store,
		"DELETE FROM change; DELETE FROM life;"
		"UPDATE doc SET created = 0, modified = stamp, author = ''",
		err);
}

void store_history_clear(struct store_history *history)
{
	arena_clear(&history->arena);
	memset(history, 0, sizeof(*history));
}

static bool count_changes(
	struct store *store, struct str path, size_t *count, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT count(*) FROM change WHERE life ="
		" (SELECT life FROM life WHERE path = ?1)",
		err);
	bool row;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, path);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	*count = row ? (size_t)stmt_column_int(stmt, 0) : 0;
	if (row)
		stmt_end(stmt);
	return true;
}

static void read_change(
	struct arena *arena, sqlite3_stmt *stmt, struct store_change *change)
{
	struct str op = stmt_column(stmt, 4);

	change->path = arena_str(arena, stmt_column(stmt, 0));
	change->commit = arena_str(arena, stmt_column(stmt, 1));
	change->author = arena_str(arena, stmt_column(stmt, 2));
	change->subject = arena_str(arena, stmt_column(stmt, 3));
	change->op = op.len ? op.data[0] : 'M';
	change->from = arena_str(arena, stmt_column(stmt, 5));
	change->time = stmt_column_int(stmt, 6);
}

bool store_history(struct store *store, struct str path,
	struct store_history *history, struct error *err)
{
	struct store_history found = {0};
	sqlite3_stmt *stmt;
	size_t count;
	bool row = true;

	if (!count_changes(store, path, &count, err))
		return false;
	stmt = stmt_get(store,
		"SELECT path, commit_id, author, subject, op, from_path, time"
		" FROM change WHERE life ="
		" (SELECT life FROM life WHERE path = ?1)"
		" ORDER BY time DESC, n DESC",
		err);
	if (!stmt)
		return false;
	found.items =
		arena_alloc(&found.arena, (count + 1) * sizeof(*found.items));
	stmt_text(stmt, 1, path);
	while (row && found.count < count) {
		if (!stmt_row(store, stmt, &row, err)) {
			arena_clear(&found.arena);
			return false;
		}
		if (row)
			read_change(&found.arena, stmt,
				&found.items[found.count++]);
	}
	if (row)
		stmt_end(stmt);
	*history = found;
	return true;
}
