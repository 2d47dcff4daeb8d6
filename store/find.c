/* One note by what a person calls it; notes by path; all versions. */
#include <string.h>

#include "base/i18n.h"
#include "store/db.h"
#include "store/hit.h"
#include "store/name.h"
#include "store/stmt.h"

enum {
	FOUND = 12
};

struct found {
	int64_t ids[FOUND];
	int rank; /* of all in it: lower is better */
	size_t count;
	bool many; /* there are more */
};

static void keep(struct found *found, int64_t id, int rank)
{
	size_t i;

	if (found->count && rank > found->rank)
		return;
	if (found->count && rank < found->rank)
		found->count = 0;
	found->rank = rank;
	for (i = 0; i < found->count; i++) {
		if (found->ids[i] == id)
			return;
	}
	if (found->count == FOUND)
		found->many = true;
	else
		found->ids[found->count++] = id;
}

/* Keep every id a statement gives, with its rank. */
static bool keep_all(struct store *store, sqlite3_stmt *stmt,
	struct found *found, struct error *err)
{
	bool row = true;

	while (row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row)
			keep(found, stmt_column_int(stmt, 0),
				(int)stmt_column_int(stmt, 1));
	}
	return true;
}

/* As a path, with or without its ending or its language. */
static bool find_path(struct store *store, struct str ref, struct found *found,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, 0 FROM doc WHERE path IN (?1, ?1 || '.md',"
		" ?1 || '.markdown')",
		err);

	if (!stmt)
		return false;
	stmt_text(stmt, 1, ref);
	return keep_all(store, stmt, found, err);
}

/*
 * As a name. An identifier, bare or not, is as good as an id; one of several
 * notes with the same id is chosen by language, later.
 */
static bool find_name(struct store *store, struct str ref, struct found *found,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT doc, 1 + rank FROM name WHERE name = ?1"
		" ORDER BY rank LIMIT 100",
		err);
	struct buf norm = {0};
	bool ok = stmt != NULL;

	name_norm(&norm, ref);
	if (ok) {
		stmt_text(stmt, 1, buf_slice(&norm));
		ok = keep_all(store, stmt, found, err);
	}
	buf_clear(&norm);
	return ok;
}

/* As the end of a path: "ai-act.md", "guides/x". */
static bool find_end(struct store *store, struct str ref, struct found *found,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, 8 FROM doc WHERE"
		" substr(path, -length(?1) - 1) = '/' || ?1 OR"
		" substr(path, -length(?1) - 4) = '/' || ?1 || '.md' LIMIT 100",
		err);

	if (!stmt)
		return false;
	stmt_text(stmt, 1, ref);
	return keep_all(store, stmt, found, err);
}

/* As a title. */
static bool find_title(struct store *store, struct str ref, struct found *found,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, 9 FROM doc WHERE folded(title) = folded(?1)"
		" LIMIT 100",
		err);

	if (!stmt)
		return false;
	stmt_text(stmt, 1, ref);
	return keep_all(store, stmt, found, err);
}

/* One of several files of a note: in the language, else the only primary. Which
 * of several notes is meant, no language says. */
static bool choose(struct store *store, struct str lang, struct found *found,
	struct error *err)
{
	struct found in_lang = {0};
	struct found primary = {0};
	struct buf note = {0};
	bool same = true;
	size_t i;

	for (i = 0; found->count > 1 && i < found->count; i++) {
		sqlite3_stmt *stmt = stmt_get(store,
			"SELECT note, lang, translation_of FROM doc"
			" WHERE id = ?1",
			err);
		bool row;

		if (!stmt)
			break;
		stmt_int(stmt, 1, found->ids[i]);
		if (!stmt_row(store, stmt, &row, err))
			break;
		if (!row)
			continue;
		same = same &&
			(!note.len ||
				str_eq(buf_slice(&note), stmt_column(stmt, 0)));
		if (!note.len)
			buf_str(&note, stmt_column(stmt, 0));
		if (lang.len && str_eq(stmt_column(stmt, 1), lang))
			keep(&in_lang, found->ids[i], 0);
		if (!stmt_column(stmt, 2).len)
			keep(&primary, found->ids[i], 0);
		stmt_end(stmt);
	}
	buf_clear(&note);
	if (found->count > 1 && i < found->count)
		return false;
	if (!same)
		return true;
	if (in_lang.count == 1)
		*found = in_lang;
	else if (found->count > 1 && primary.count == 1 && !in_lang.count)
		*found = primary;
	return true;
}

static bool tell_many(struct store *store, struct str ref,
	const struct found *found, struct error *err)
{
	struct arena arena = {0};
	struct hit_reader reader = {store, &arena, {0}};
	struct buf names = {0};
	size_t i;

	for (i = 0; i < found->count && i < 5; i++) {
		struct store_hit hit = {0};
		bool there = false;

		if (!hit_read(&reader, found->ids[i], &hit, &there, NULL) ||
			!there)
			continue;
		if (names.len)
			buf_put(&names, ", ");
		buf_str(&names, hit.path);
	}
	if (found->count > 5 || found->many)
		buf_put(&names, ", \xE2\x80\xA6");
	error_set(err, ERROR_INPUT,
		_("\"%.*s\" may mean several notes: %s. Use a path."),
		STR_ARG(ref), buf_text(&names));
	buf_clear(&names);
	arena_clear(&arena);
	return false;
}

/* Nothing of that name: the nearest by search are worth naming. */
static bool tell_none(struct store *store, struct str ref, struct error *err)
{
	struct store_request request = {0};
	struct store_results near = {0};
	struct buf names = {0};
	size_t i;

	request.query = ref;
	request.limit = 3;
	if (store_search(store, &request, &near, NULL)) {
		for (i = 0; i < near.count; i++) {
			if (names.len)
				buf_put(&names, ", ");
			buf_str(&names, near.items[i].path);
		}
	}
	if (names.len)
		error_set(err, ERROR_NOT_FOUND,
			_("There is no note \"%.*s\". Near: %s"), STR_ARG(ref),
			buf_text(&names));
	else
		error_set(err, ERROR_NOT_FOUND, _("There is no note \"%.*s\"."),
			STR_ARG(ref));
	store_results_clear(&near);
	buf_clear(&names);
	return false;
}

/*
 * As people write identifiers that notes hold with their scheme: "SFS
 * 2025:1506", "10.1136/x", the web address of a DOI or an ELI.
 */
static bool find_spelling(struct store *store, struct str ref,
	struct found *found, struct error *err)
{
	size_t doi = str_find_text(ref, "://doi.org/");
	size_t blank = str_find(ref, ' ');
	struct buf text = {0};
	bool ok = true;

	if (doi < ref.len)
		ref = str_sub(ref, doi + strlen("://doi.org/"), ref.len);
	if (str_starts(ref, "10."))
		buf_printf(&text, "doi:%.*s", STR_ARG(ref));
	else if (str_starts(ref, "http://") || str_starts(ref, "https://"))
		buf_printf(&text, "eli:%.*s", STR_ARG(ref));
	else if (blank < ref.len)
		buf_printf(&text, "%.*s:%.*s", (int)blank, ref.data,
			STR_ARG(str_trim(str_sub(ref, blank, ref.len))));
	if (text.len)
		ok = find_name(store, buf_slice(&text), found, err);
	buf_clear(&text);
	return ok;
}

static bool find_ids(struct store *store, struct str ref, struct str lang,
	struct found *found, struct error *err)
{
	if (!find_path(store, ref, found, err))
		return false;
	if (!found->count && !find_name(store, ref, found, err))
		return false;
	if (!found->count && !find_end(store, ref, found, err))
		return false;
	if (!found->count && !find_title(store, ref, found, err))
		return false;
	if (!found->count && !find_spelling(store, ref, found, err))
		return false;
	return choose(store, lang, found, err);
}

static bool read_one(struct store *store, int64_t id, struct store_results *one,
	struct error *err)
{
	struct store_results made = {0};
	struct hit_reader reader = {store, &made.arena, date_today()};
	bool found = false;

	made.items = arena_alloc(&made.arena, sizeof(*made.items));
	if (!hit_read(&reader, id, made.items, &found, err)) {
		store_results_clear(&made);
		return false;
	}
	made.count = made.total = found;
	*one = made;
	return true;
}

/* A name of a note is one of its translations too. */
static bool in_language(
	struct store *store, struct str lang, int64_t *id, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT s.id FROM doc d JOIN doc s ON s.note = d.note"
		" WHERE d.id = ?1 AND s.lang = ?2 ORDER BY s.path LIMIT 1",
		err);
	bool row = false;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, *id);
	stmt_text(stmt, 2, lang);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (row) {
		*id = stmt_column_int(stmt, 0);
		stmt_end(stmt);
	}
	return true;
}

bool store_find(struct store *store, struct str ref, struct str lang,
	struct store_results *one, struct error *err)
{
	struct found found = {0};

	ref = str_trim(ref);
	if (str_starts(ref, "./"))
		ref = str_sub(ref, 2, ref.len);
	if (!ref.len)
		return error_set(err, ERROR_INPUT, _("Which note?"));
	if (!find_ids(store, ref, lang, &found, err))
		return false;
	if (found.count > 1)
		return tell_many(store, ref, &found, err);
	if (!found.count)
		return tell_none(store, ref, err);
	if (lang.len && found.rank > 0 &&
		!in_language(store, lang, &found.ids[0], err))
		return false;
	return read_one(store, found.ids[0], one, err);
}

bool store_get(struct store *store, const struct str *paths, size_t count,
	struct store_results *results, struct error *err)
{
	struct store_results made = {0};
	struct hit_reader reader = {store, &made.arena, date_today()};
	size_t i;

	made.items =
		arena_alloc(&made.arena, (count + 1) * sizeof(*made.items));
	for (i = 0; i < count; i++) {
		sqlite3_stmt *stmt = stmt_get(
			store, "SELECT id FROM doc WHERE path = ?1", err);
		bool found = false;
		bool row = false;
		bool ok = stmt != NULL;
		int64_t id = 0;

		if (ok) {
			stmt_text(stmt, 1, paths[i]);
			ok = stmt_row(store, stmt, &row, err);
		}
		if (ok && row) {
			id = stmt_column_int(stmt, 0);
			stmt_end(stmt);
			ok = hit_read(&reader, id, &made.items[made.count],
				&found, err);
		}
		if (!ok) {
			store_results_clear(&made);
			return false;
		}
		made.count += found;
	}
	made.total = made.count;
	*results = made;
	return true;
}

bool store_versions(struct store *store, bool edited,
	bool (*each)(
		struct str path, struct str version, bool edited, void *arg),
	void *arg, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		edited ? "SELECT path, version, 1 FROM doc WHERE edited"
			 " ORDER BY path"
		       : "SELECT path, version, edited FROM doc ORDER BY path",
		err);
	bool row = true;

	if (!stmt)
		return false;
	while (row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (row &&
			!each(stmt_column(stmt, 0), stmt_column(stmt, 1),
				stmt_column_int(stmt, 2) != 0, arg)) {
			stmt_end(stmt);
			break;
		}
	}
	return true;
}
