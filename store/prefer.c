#include "store/prefer.h"

#include <string.h>

#include "store/stmt.h"
#include "store/wordmap.h"

bool prefer_needed(struct store *store)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT 1 FROM doc WHERE translation_of <> '' LIMIT 1", NULL);
	bool row = false;

	if (!stmt || !stmt_row(store, stmt, &row, NULL))
		return false;
	if (row)
		stmt_end(stmt);
	return row;
}

/* 0 the language asked for, 1 the primary, 2 any other. */
static int place(struct str wanted, struct str lang, struct str translation_of)
{
	if (str_eq(lang, wanted))
		return 0;
	return translation_of.len ? 2 : 1;
}

struct group {
	struct buf note; /* id of the group being read */
	int64_t best;
	int best_place;
	bool found;
};

static void close_group(struct group *group, struct bitset *shown)
{
	if (group->found && group->best)
		bitset_add(shown, group->best);
	group->best = 0;
	group->found = false;
}

bool prefer_shown(struct store *store, struct str lang,
	const struct bitset *found, struct bitset *shown, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, note, lang, translation_of FROM doc"
		" ORDER BY note, path",
		err);
	struct group group = {0};
	bool row = true;
	bool ok = stmt != NULL;

	while (ok && (ok = stmt_row(store, stmt, &row, err)) && row) {
		int64_t id = stmt_column_int(stmt, 0);
		int at =
			place(lang, stmt_column(stmt, 2), stmt_column(stmt, 3));

		if (!str_eq(buf_slice(&group.note), stmt_column(stmt, 1))) {
			close_group(&group, shown);
			buf_cut(&group.note, 0);
			buf_str(&group.note, stmt_column(stmt, 1));
		}
		if (!group.best || at < group.best_place) {
			group.best = id;
			group.best_place = at;
		}
		group.found |= !found || bitset_has(found, id);
	}
	close_group(&group, shown);
	buf_clear(&group.note);
	return ok;
}

/* Language of a note, and in *note its id; false when it is gone. */
static bool read_name(struct store *store, int64_t id, struct buf *note,
	struct buf *lang, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(
		store, "SELECT note, lang FROM doc WHERE id = ?1", err);
	bool row = false;

	buf_cut(note, 0);
	buf_cut(lang, 0);
	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (row) {
		buf_str(note, stmt_column(stmt, 0));
		buf_str(lang, stmt_column(stmt, 1));
		stmt_end(stmt);
	}
	return true;
}

/* The first candidate of `note`, if one of the first `kept` is. */
static size_t seen_at(const struct wordmap *seen, struct str note, size_t kept)
{
	const int64_t *value = wordmap_find(seen, note);

	return value ? (size_t)*value : kept;
}

bool prefer_ranked(
	struct rank *rank, struct str wanted, size_t top, struct error *err)
{
	struct wordmap seen = {0};
	struct buf note = {0};
	struct buf lang = {0};
	size_t kept = 0;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < rank->count && i < top; i++) {
		struct candidate candidate = rank->items[i];
		size_t at;

		ok = read_name(rank->store, candidate.id, &note, &lang, err);
		at = seen_at(&seen, buf_slice(&note), kept);
		if (at < kept) {
			if (str_eq(buf_slice(&lang), wanted))
				rank->items[at].id = candidate.id;
			continue;
		}
		*wordmap_add(&seen, buf_slice(&note), NULL) = (int64_t)kept;
		rank->items[kept++] = candidate;
	}
	if (ok && i > kept) {
		memmove(&rank->items[kept], &rank->items[i],
			(rank->count - i) * sizeof(*rank->items));
		rank->count -= i - kept;
	}
	wordmap_clear(&seen);
	buf_clear(&lang);
	buf_clear(&note);
	return ok;
}
