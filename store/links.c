/* The links of a note, both ways. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/link_pack.h"
#include "store/stmt.h"

void store_links_clear(struct store_links *links)
{
	arena_clear(&links->arena);
	memset(links, 0, sizeof(*links));
}

/* The note whose links are read. */
struct from {
	struct str path, title, kind, status, lang;
};

struct reading {
	struct store *store;
	enum store_links_which which;
	struct error *err;
	struct str path; /* what is asked about */
	struct store_links links;
	struct store_link_row *rows; /* grows; copied to the arena at the end */
	size_t cap;
	struct wordmap known; /* broken: target -> 1 + whether it is there */
	struct wordmap names; /* inbound: names that mean the note */
};

static struct store_link_row *new_row(
	struct reading *r, const struct from *from, const struct link_row *link)
{
	struct arena *arena = &r->links.arena;
	struct store_link_row *row;

	r->rows = mem_grow(
		r->rows, &r->cap, r->links.count + 1, sizeof(*r->rows));
	row = &r->rows[r->links.count++];
	memset(row, 0, sizeof(*row));
	row->anchor = arena_str(arena, link->anchor);
	row->text = arena_str(arena, link->text);
	row->field = arena_str(arena, link->field);
	row->from = arena_str(arena, from->path);
	row->line = link->line;
	return row;
}

/*
 * A link by name leads to the note that has the name by the best rank; of
 * translations to the one in the language of the note it stands in, else to
 * the primary.
 */
static const char by_path_sql[] =
	"SELECT path, title, kind, status FROM doc WHERE path = ?1";

static const char by_name_sql[] =
	"SELECT t.path, t.title, t.kind, t.status FROM name n"
	" JOIN doc t ON t.id = n.doc WHERE n.name = ?1"
	" ORDER BY n.rank, t.lang <> ?2, t.translation_of <> '', t.path"
	" LIMIT 1";

/* Fill in the note a link leads to, if there is one. */
static bool find_target(struct reading *r, const struct from *from,
	const struct link_row *link, struct store_link_row *row)
{
	struct arena *arena = &r->links.arena;
	bool by_path = link->path.len > 0;
	sqlite3_stmt *stmt;
	bool found;

	if (!by_path && !link->name.len)
		return true;
	stmt = stmt_get(r->store, by_path ? by_path_sql : by_name_sql, r->err);
	if (!stmt)
		return false;
	stmt_text(stmt, 1, by_path ? link->path : link->name);
	if (!by_path)
		stmt_text(stmt, 2, from->lang);
	if (!stmt_row(r->store, stmt, &found, r->err))
		return false;
	if (found) {
		row->path = arena_str(arena, stmt_column(stmt, 0));
		row->title = arena_str(arena, stmt_column(stmt, 1));
		row->kind = arena_str(arena, stmt_column(stmt, 2));
		row->status = arena_str(arena, stmt_column(stmt, 3));
		stmt_end(stmt);
	}
	return true;
}

static bool take_out(
	struct reading *r, const struct from *from, const struct link_row *link)
{
	struct arena *arena = &r->links.arena;
	struct store_link_row *row = new_row(r, from, link);

	if (!find_target(r, from, link, row))
		return false;
	row->broken = !row->path.len && !link->url.len;
	if (link->url.len)
		row->url = arena_str(arena, link->url);
	else if (row->broken)
		row->url = arena_str(
			arena, link->path.len ? link->path : link->name);
	return true;
}

/* Whether a link's target is there, asked once of each. */
static bool is_there(struct reading *r, const struct from *from,
	const struct link_row *link, bool *there)
{
	struct buf key = {0};
	struct store_link_row row = {0};
	int64_t *known;
	bool ok = true;

	buf_byte(&key, link->path.len ? '/' : ':');
	buf_str(&key, link->path.len ? link->path : link->name);
	known = wordmap_add(&r->known, buf_slice(&key), NULL);
	if (!*known) {
		ok = find_target(r, from, link, &row);
		*known = 1 + (row.path.len > 0);
	}
	*there = *known == 2;
	buf_clear(&key);
	return ok;
}

static bool take_broken(
	struct reading *r, const struct from *from, const struct link_row *link)
{
	bool there;

	if (link->url.len || (!link->path.len && !link->name.len))
		return true;
	return is_there(r, from, link, &there) &&
		(there || take_out(r, from, link));
}

static bool take_in(
	struct reading *r, const struct from *from, const struct link_row *link)
{
	struct arena *arena = &r->links.arena;
	struct store_link_row *row;

	if (link->path.len ? !str_eq(link->path, r->path)
			   : !wordmap_find(&r->names, link->name))
		return true;
	row = new_row(r, from, link);
	row->path = row->from;
	row->title = arena_str(arena, from->title);
	row->kind = arena_str(arena, from->kind);
	row->status = arena_str(arena, from->status);
	return true;
}

static bool damaged(const struct reading *r)
{
	return error_set(r->err, ERROR_INDEX,
		_("The index at %s is damaged: its links. It can be built "
		  "anew with: fyr index --rebuild"),
		r->store->path);
}

static bool take_list(
	struct reading *r, const struct from *from, struct str packed)
{
	struct link_list list;
	struct link_row link;
	bool ok = true;

	if (!link_list_open(&list, packed)) {
		link_list_clear(&list);
		return damaged(r);
	}
	while (ok && link_list_next(&list, &link)) {
		switch (r->which) {
		case LINKS_OUT:
			ok = take_out(r, from, &link);
			break;
		case LINKS_IN:
			ok = take_in(r, from, &link);
			break;
		case LINKS_BROKEN:
			ok = take_broken(r, from, &link);
			break;
		}
	}
	if (ok && list.left)
		ok = damaged(r);
	link_list_clear(&list);
	return ok;
}

#define LISTS                                                                  \
	"SELECT d.path, d.title, d.kind, d.status, d.lang, l.list"             \
	" FROM doc d JOIN link l ON l.doc = d.id"

static const char one_sql[] = LISTS " WHERE d.path = ?1";

static const char all_sql[] = LISTS " ORDER BY d.path";

/*
 * Notes with links by path, or by a name that is the note's own and no one's
 * by a better rank. A note's links to itself are none of the others'.
 */
#define NAMES                                                                  \
	"SELECT n.name FROM doc o JOIN name n ON n.doc = o.id"                 \
	" WHERE o.path = ?1 AND n.rank ="                                      \
	" (SELECT min(m.rank) FROM name m WHERE m.name = n.name)"

static const char names_sql[] = NAMES;

static const char in_sql[] =
	LISTS " WHERE d.path <> ?1 AND d.id IN (SELECT doc FROM target"
	      " WHERE path = 1 AND name = ?1 UNION SELECT doc FROM target"
	      " WHERE path = 0 AND name IN (" NAMES ")) ORDER BY d.path";

static bool read_names(struct reading *r)
{
	sqlite3_stmt *stmt = stmt_get(r->store, names_sql, r->err);
	bool row = true;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, r->path);
	while (row) {
		if (!stmt_row(r->store, stmt, &row, r->err))
			return false;
		if (row)
			wordmap_add(&r->names, stmt_column(stmt, 0), NULL);
	}
	return true;
}

static bool read_lists(struct reading *r, const char *sql)
{
	sqlite3_stmt *stmt = stmt_get(r->store, sql, r->err);
	bool row = true;

	if (!stmt)
		return false;
	if (sqlite3_bind_parameter_count(stmt))
		stmt_text(stmt, 1, r->path);
	while (row) {
		struct from from;

		if (!stmt_row(r->store, stmt, &row, r->err))
			return false;
		if (!row)
			break;
		from.path = stmt_column(stmt, 0);
		from.title = stmt_column(stmt, 1);
		from.kind = stmt_column(stmt, 2);
		from.status = stmt_column(stmt, 3);
		from.lang = stmt_column(stmt, 4);
		if (!take_list(r, &from, stmt_column(stmt, 5))) {
			stmt_end(stmt);
			return false;
		}
	}
	return true;
}

/* Notes come in order; of the links of one, those further up come first. */
static int by_place(const void *a, const void *b)
{
	const struct store_link_row *x = a;
	const struct store_link_row *y = b;
	int order = str_cmp(x->from, y->from);

	if (order)
		return order;
	return (x->line > y->line) - (x->line < y->line);
}

bool store_links(struct store *store, struct str path,
	enum store_links_which which, struct store_links *links,
	struct error *err)
{
	struct reading r = {0};
	bool ok;

	r.store = store;
	r.which = which;
	r.err = err;
	r.path = path;
	if (which == LINKS_IN)
		ok = read_names(&r) && read_lists(&r, in_sql);
	else
		ok = read_lists(&r,
			which == LINKS_BROKEN && !path.len ? all_sql : one_sql);
	if (ok) {
		if (which == LINKS_IN && r.links.count)
			qsort(r.rows, r.links.count, sizeof(*r.rows), by_place);
		r.links.items = arena_alloc(&r.links.arena,
			(r.links.count + 1) * sizeof(*r.links.items));
		if (r.links.count)
			memcpy(r.links.items, r.rows,
				r.links.count * sizeof(*r.rows));
		*links = r.links;
	} else {
		arena_clear(&r.links.arena);
	}
	wordmap_clear(&r.known);
	wordmap_clear(&r.names);
	free(r.rows);
	return ok;
}
