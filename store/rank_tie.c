/* The part of store/rank.h that puts candidates in order, equal ones too. */
#include "store/rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/stmt.h"

struct tied {
	struct candidate candidate;
	char *path;
};

static int compare_scores(const void *a, const void *b)
{
	const struct candidate *x = a;
	const struct candidate *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->id < y->id) - (x->id > y->id);
}

static int compare_paths(const void *a, const void *b)
{
	const struct tied *x = a;
	const struct tied *y = b;

	return strcmp(x->path, y->path);
}

static bool read_path(struct store *store, struct tied *tied, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT path FROM doc WHERE id = ?1", err);
	bool row;

	tied->path = NULL;
	if (!stmt)
		return false;
	stmt_int(stmt, 1, tied->candidate.id);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	tied->path = str_copy(row ? stmt_column(stmt, 0) : STR(""));
	if (row)
		stmt_end(stmt);
	return true;
}

/* Candidates of one score, by path. */
static bool sort_tied(struct store *store, struct candidate *items,
	size_t count, struct error *err)
{
	struct tied *tied = mem_array(count, sizeof(*tied));
	size_t read = 0;
	bool ok = true;
	size_t i;

	while (ok && read < count) {
		tied[read].candidate = items[read];
		ok = read_path(store, &tied[read], err);
		read += ok;
	}
	if (ok)
		qsort(tied, count, sizeof(*tied), compare_paths);
	for (i = 0; i < read; i++) {
		if (ok)
			items[i] = tied[i].candidate;
		free(tied[i].path);
	}
	free(tied);
	return ok;
}

bool rank_sort(struct rank *rank, size_t top, struct error *err)
{
	struct candidate *items = rank->items;
	size_t from, to;

	if (!top)
		return true;
	qsort(items, top, sizeof(*items), compare_scores);
	for (from = 0; from < top; from = to) {
		to = from + 1;
		while (to < top && items[to].score == items[from].score)
			to++;
		if (to - from > 1 &&
			!sort_tied(rank->store, &items[from], to - from, err))
			return false;
	}
	return true;
}
