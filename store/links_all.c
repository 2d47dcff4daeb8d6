#include "store/links_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/link_pack.h"
#include "store/stmt.h"

/* Numbers in the maps are those of notes + 1. */
struct gathering {
	struct store *store;
	struct store_graph *graph;
	struct wordmap notes, paths, names, fields;
	bool damaged;
	struct error *err;
};

typedef void take_row(struct gathering *g, sqlite3_stmt *stmt);

static bool each_row(struct gathering *g, const char *sql, take_row *take)
{
	sqlite3_stmt *stmt = stmt_get(g->store, sql, g->err);
	bool row = true;

	while (stmt && stmt_row(g->store, stmt, &row, g->err)) {
		if (!row)
			return true;
		take(g, stmt);
	}
	return false;
}

static void take_file(struct gathering *g, sqlite3_stmt *stmt)
{
	struct store_graph *graph = g->graph;
	struct arena *arena = &graph->arena;
	int64_t *number = wordmap_add(&g->notes, stmt_column(stmt, 1), NULL);
	struct store_linked_note *note;

	if (!*number) {
		graph->notes = mem_grow(graph->notes, &graph->note_cap,
			graph->note_count + 1, sizeof(*graph->notes));
		note = &graph->notes[graph->note_count++];
		*number = (int64_t)graph->note_count;
		note->path = arena_str(arena, stmt_column(stmt, 0));
		note->note = arena_str(arena, stmt_column(stmt, 1));
		note->title = arena_str(arena, stmt_column(stmt, 2));
		note->kind = arena_str(arena, stmt_column(stmt, 3));
		note->status = arena_str(arena, stmt_column(stmt, 4));
	}
	*wordmap_add(&g->paths, stmt_column(stmt, 0), NULL) = *number;
}

/* The best rank comes first: it is the one that is kept. */
static void take_name(struct gathering *g, sqlite3_stmt *stmt)
{
	const int64_t *number = wordmap_find(&g->notes, stmt_column(stmt, 1));
	int64_t *known = wordmap_add(&g->names, stmt_column(stmt, 0), NULL);

	if (number && !*known)
		*known = *number;
}

static uint32_t field_number(struct gathering *g, struct str field)
{
	struct store_graph *graph = g->graph;
	bool added;
	int64_t *known = wordmap_add(&g->fields, field, &added);

	if (added) {
		*known = (int64_t)graph->field_count;
		graph->fields = mem_grow(graph->fields, &graph->field_cap,
			graph->field_count + 1, sizeof(*graph->fields));
		graph->fields[graph->field_count++] =
			arena_str(&graph->arena, field);
	}
	return (uint32_t)*known;
}

static void take_link(
	struct gathering *g, uint32_t from, const struct link_row *row)
{
	struct store_graph *graph = g->graph;
	const int64_t *to = row->path.len ? wordmap_find(&g->paths, row->path)
		: row->name.len		  ? wordmap_find(&g->names, row->name)
					  : NULL;

	if (!to || !*to || *to - 1 == from)
		return;
	graph->links = mem_grow(graph->links, &graph->link_cap,
		graph->link_count + 1, sizeof(*graph->links));
	graph->links[graph->link_count++] = (struct store_note_link){
		from, (uint32_t)(*to - 1), field_number(g, row->field)};
}

static void take_links(struct gathering *g, sqlite3_stmt *stmt)
{
	const int64_t *from = wordmap_find(&g->notes, stmt_column(stmt, 0));
	struct link_list list;
	struct link_row row;
	bool ok = from && link_list_open(&list, stmt_column(stmt, 1));

	while (ok && link_list_next(&list, &row))
		take_link(g, (uint32_t)(*from - 1), &row);
	if (!from)
		return;
	g->damaged = g->damaged || !ok || list.left;
	link_list_clear(&list);
}

static bool gather_all(struct gathering *g)
{
	field_number(g, (struct str){0});
	if (!each_row(g,
		    "SELECT path, note, title, kind, status FROM doc"
		    " ORDER BY translation_of <> '', path",
		    take_file) ||
		!each_row(g,
			"SELECT n.name, d.note FROM name n JOIN doc d"
			" ON d.id = n.doc ORDER BY n.name, n.rank,"
			" d.translation_of <> '', d.path",
			take_name) ||
		!each_row(g,
			"SELECT d.note, l.list FROM link l JOIN doc d"
			" ON d.id = l.doc ORDER BY d.path",
			take_links))
		return false;
	return !g->damaged ||
		error_set(g->err, ERROR_INDEX,
			_("The index at %s is damaged: its links. It can be "
			  "built anew with: fyr index --rebuild"),
			g->store->path);
}

bool store_links_all(
	struct store *store, struct store_graph *graph, struct error *err)
{
	struct gathering g = {.store = store, .graph = graph, .err = err};
	bool ok;

	*graph = (struct store_graph){0};
	ok = gather_all(&g);
	wordmap_clear(&g.notes);
	wordmap_clear(&g.paths);
	wordmap_clear(&g.names);
	wordmap_clear(&g.fields);
	if (!ok)
		store_graph_clear(graph);
	return ok;
}

void store_graph_clear(struct store_graph *graph)
{
	free(graph->notes);
	free(graph->links);
	free(graph->fields);
	arena_clear(&graph->arena);
	*graph = (struct store_graph){0};
}

bool store_stamp(struct store *store, int64_t *stamp, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store, "PRAGMA data_version", err);
	bool row;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	*stamp = (row ? stmt_column_int(stmt, 0) : 0) * ((int64_t)1 << 32) +
		store->cooled;
	if (row)
		stmt_end(stmt);
	return true;
}
