/* The links of a note, both ways. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/db.h"
#include "store/stmt.h"

/*
 * A link by name leads to the note that has the name by the best rank; of
 * translations to the one in the language of the note it stands in, else to
 * the primary.
 */
#define TARGET                                                                 \
	"coalesce((SELECT t.id FROM doc t WHERE l.path <> ''"                  \
	" AND t.path = l.path),"                                               \
	" (SELECT best FROM (SELECT n.doc AS best, n.rank,"                    \
	" t.lang <> d.lang, t.translation_of <> '', t.path"                    \
	" FROM name n JOIN doc t ON t.id = n.doc"                              \
	" WHERE l.name <> '' AND n.name = l.name"                              \
	" ORDER BY 2, 3, 4, 5 LIMIT 1)))"

#define FROM_LINKS                                                             \
	"SELECT o.path, o.title, o.kind, o.status, l.url, l.path, l.name,"     \
	" l.anchor, l.text, l.field, d.path, l.line FROM link l"               \
	" JOIN doc d ON d.id = l.doc LEFT JOIN doc o ON o.id = " TARGET

static const char out_sql[] = FROM_LINKS " WHERE d.path = ?1 ORDER BY l.n";

static const char broken_sql[] =
	FROM_LINKS " WHERE (?1 = '' OR d.path = ?1) AND o.id IS NULL"
		   " AND l.url = '' AND (l.path <> '' OR l.name <> '')"
		   " ORDER BY d.path, l.n";

/*
 * Links by path, and by a name that is the note's own and no one's by a
 * better rank. A note's links to itself are none of the others'.
 */
static const char in_sql[] =
	"SELECT d.path, d.title, d.kind, d.status, '', '', '',"
	" l.anchor, l.text, l.field, d.path, l.line FROM link l"
	" JOIN doc d ON d.id = l.doc"
	" WHERE l.path <> '' AND l.path = ?1 AND d.path <> ?1 UNION ALL "
	"SELECT d.path, d.title, d.kind, d.status, '', '', '',"
	" l.anchor, l.text, l.field, d.path, l.line FROM doc o"
	" JOIN name n ON n.doc = o.id JOIN link l ON l.name = n.name"
	" JOIN doc d ON d.id = l.doc"
	" WHERE l.name <> '' AND o.path = ?1 AND d.path <> ?1"
	" AND n.rank = (SELECT min(m.rank) FROM name m WHERE m.name = n.name)"
	" ORDER BY 1, 12";

void store_links_clear(struct store_links *links)
{
	arena_clear(&links->arena);
	memset(links, 0, sizeof(*links));
}

struct reading {
	struct store_links links;
	struct store_link_row *rows; /* grows; copied to the arena at the end */
	size_t cap;
};

static void read_row(struct reading *reading, sqlite3_stmt *stmt,
	enum store_links_which which)
{
	struct arena *arena = &reading->links.arena;
	struct store_link_row *row;
	struct str url, path, name;

	reading->rows = mem_grow(reading->rows, &reading->cap,
		reading->links.count + 1, sizeof(*reading->rows));
	row = &reading->rows[reading->links.count++];
	memset(row, 0, sizeof(*row));
	row->path = arena_str(arena, stmt_column(stmt, 0));
	row->title = arena_str(arena, stmt_column(stmt, 1));
	row->kind = arena_str(arena, stmt_column(stmt, 2));
	row->status = arena_str(arena, stmt_column(stmt, 3));
	url = stmt_column(stmt, 4);
	path = stmt_column(stmt, 5);
	name = stmt_column(stmt, 6);
	row->anchor = arena_str(arena, stmt_column(stmt, 7));
	row->text = arena_str(arena, stmt_column(stmt, 8));
	row->field = arena_str(arena, stmt_column(stmt, 9));
	row->from = arena_str(arena, stmt_column(stmt, 10));
	row->line = (int)stmt_column_int(stmt, 11);
	row->broken = which != LINKS_IN && !row->path.len && !url.len;
	if (url.len)
		row->url = arena_str(arena, url);
	else if (row->broken)
		row->url = arena_str(arena, path.len ? path : name);
}

bool store_links(struct store *store, struct str path,
	enum store_links_which which, struct store_links *links,
	struct error *err)
{
	struct reading reading = {0};
	sqlite3_stmt *stmt = NULL;
	bool row = true;
	bool ok;
	size_t i;

	switch (which) {
	case LINKS_OUT:
		stmt = stmt_get(store, out_sql, err);
		break;
	case LINKS_IN:
		stmt = stmt_get(store, in_sql, err);
		break;
	case LINKS_BROKEN:
		stmt = stmt_get(store, broken_sql, err);
		break;
	}
	ok = stmt != NULL;
	if (ok)
		stmt_text(stmt, 1, path);
	while (ok && row) {
		ok = stmt_row(store, stmt, &row, err);
		if (ok && row)
			read_row(&reading, stmt, which);
	}
	if (ok) {
		reading.links.items = arena_alloc(&reading.links.arena,
			(reading.links.count + 1) *
				sizeof(*reading.links.items));
		for (i = 0; i < reading.links.count; i++)
			reading.links.items[i] = reading.rows[i];
		*links = reading.links;
	} else {
		arena_clear(&reading.links.arena);
	}
	free(reading.rows);
	return ok;
}
