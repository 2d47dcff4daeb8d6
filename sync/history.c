/* The changes of every note, commit by commit: see sync/source.h. */

#include "sync/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "sync/commit.h"
#include "sync/graph.h"
#include "sync/similar.h"
#include "sync/source_private.h"
#include "sync/tree.h"

enum {
	SIMILAR = 50, /* per cent that make a rename */
	PAIRS_MAX = 100 /* looked at in one commit */
};

struct change {
	const char *path, *from;
	git_oid blob; /* of what was added or removed */
	char op; /* 0: told with another one */
};

struct history {
	struct graph graph;
	struct tree_cache *cache;
	bool (*each)(const struct source_change *change, void *arg);
	void *arg;
	struct change *changes; /* of one commit, sorted by path */
	size_t count, cap;
	struct arena arena; /* of one commit */
	size_t rows;
};

static bool collect(const struct tree_item *item, void *arg)
{
	struct history *history = arg;
	struct change *change;

	history->changes = mem_grow(history->changes, &history->cap,
		history->count + 1, sizeof(*history->changes));
	change = &history->changes[history->count++];
	change->path = arena_str(&history->arena, str_from(item->path)).data;
	change->from = NULL;
	change->op = !item->id ? 'D' : item->old_id ? 'M' : 'A';
	change->blob = item->id ? *item->id : *item->old_id;
	return true;
}

static int compare_blobs(const void *a, const void *b)
{
	const struct change *x = *(struct change *const *)a;
	const struct change *y = *(struct change *const *)b;
	int order = git_oid_cmp(&x->blob, &y->blob);

	return order ? order : strcmp(x->path, y->path);
}

/* The changes of one kind, sorted by blob; the caller frees. */
static struct change **pick(struct history *history, char op, size_t *count)
{
	struct change **picked = mem_array(history->count, sizeof(*picked));
	size_t i;

	*count = 0;
	for (i = 0; i < history->count; i++)
		if (history->changes[i].op == op)
			picked[(*count)++] = &history->changes[i];
	qsort(picked, *count, sizeof(struct change *), compare_blobs);
	return picked;
}

/* What went and came with the same text in one commit was renamed. */
static void pair_renames(struct history *history)
{
	size_t gone_count, new_count;
	struct change **gone = pick(history, 'D', &gone_count);
	struct change **new = pick(history, 'A', &new_count);
	size_t i = 0, k = 0;

	while (i < gone_count && k < new_count) {
		int order = git_oid_cmp(&gone[i]->blob, &new[k]->blob);

		if (order == 0) {
			new[k]->op = 'R';
			new[k]->from = gone[i]->path;
			gone[i]->op = 0;
		}
		i += order <= 0;
		k += order >= 0;
	}
	free(gone);
	free(new);
}

/*
 * What went and what came in one commit with much the same text was renamed and
 * changed. Only where they are few: not when a folder is replaced.
 */
static void pair_similar(struct history *history)
{
	size_t gone_count, new_count, i, k;
	struct change **gone = pick(history, 'D', &gone_count);
	struct change **new = pick(history, 'A', &new_count);

	for (i = 0; gone_count * new_count <= PAIRS_MAX && i < new_count; i++) {
		size_t best = gone_count;
		int most = SIMILAR - 1;

		for (k = 0; k < gone_count; k++) {
			int now = gone[k]->op
				? similar_blobs(history->graph.odb,
					  &gone[k]->blob, &new[i]->blob)
				: 0;

			best = now > most ? k : best;
			most = now > most ? now : most;
		}
		if (best == gone_count)
			continue;
		new[i]->op = 'R';
		new[i]->from = gone[best]->path;
		gone[best]->op = 0;
	}
	free(gone);
	free(new);
}

/* As text that is whole and valid, until the next commit. */
static const char *keep_text(struct history *history, struct str text)
{
	struct buf repaired = {0};
	const char *kept;

	utf8_repair(&repaired, text);
	kept = arena_str(&history->arena, buf_slice(&repaired)).data;
	buf_clear(&repaired);
	return kept;
}

static bool give(struct history *history, const git_oid *id)
{
	struct source_change row = {0};
	struct commit commit = {0};
	char hex[SOURCE_ID];
	bool more = true;
	size_t i;

	gitx_hex(id, hex);
	if (!commit_read(history->graph.odb, id, &commit, NULL))
		return true;
	row.commit = hex;
	row.author = keep_text(history, commit.author);
	row.email = keep_text(history, commit.email);
	row.subject = keep_text(history, commit.subject);
	row.time = commit.time;
	commit_clear(&commit);
	for (i = 0; more && i < history->count; i++) {
		row.path = history->changes[i].path;
		row.from = history->changes[i].from;
		row.op = history->changes[i].op;
		if (!row.op)
			continue;
		history->rows++;
		more = history->each(&row, history->arg);
	}
	return more;
}

/* The trees of the parents that can be read; the caller frees. */
static const git_oid **parent_trees(
	const struct graph *graph, size_t index, size_t *count)
{
	const struct graph_node *node = &graph->nodes[index];
	const git_oid **trees =
		mem_array(node->parent_count + 1U, sizeof(*trees));
	uint32_t i;

	*count = 0;
	for (i = 0; i < node->parent_count; i++) {
		const struct graph_node *parent =
			&graph->nodes[graph->parents[node->parents + i]];

		if (!parent->missing)
			trees[(*count)++] = &parent->tree;
	}
	return trees;
}

/* A commit whose tree cannot be read tells nothing; the others still do. */
static bool visit(size_t index, void *arg)
{
	struct history *history = arg;
	const struct graph_node *node = &history->graph.nodes[index];
	const struct tree_walk walk = {.odb = history->graph.odb,
		.each = collect,
		.arg = history,
		.cache = history->cache};
	const git_oid **trees;
	size_t count;

	if (node->missing || (node->marks & GRAPH_B))
		return true;
	trees = parent_trees(&history->graph, index, &count);
	arena_reset(&history->arena);
	history->count = 0;
	(void)tree_compare(&walk, &node->tree, trees, count, NULL);
	free(trees);
	if (!history->count)
		return true;
	if (history->count > 1) {
		pair_renames(history);
		pair_similar(history);
	}
	return give(history, &node->id);
}

/*
 * Mark what is new with A and what is not with B. Only when some way from the
 * current commit leads past `from` must all of its history be read.
 */
static bool mark(struct history *history, size_t head, const char *from,
	struct error *err)
{
	struct graph *graph = &history->graph;
	size_t old = SIZE_MAX;
	git_oid id;
	bool past;

	if (from && (!gitx_id(from, &id) || !git_odb_exists(graph->odb, &id)))
		return error_set(err, ERROR_NOT_FOUND,
			_("The commit to start from is not in this "
			  "repository."));
	if (from)
		old = graph_add(graph, &id);
	past = graph_reach(graph, head, old, GRAPH_A);
	if (!from)
		return true;
	if (!(graph->nodes[old].marks & GRAPH_A) || graph->nodes[old].missing)
		return error_set(err, ERROR_NOT_FOUND,
			_("The commit to start from is no ancestor of the "
			  "current one."));
	if (past)
		graph_reach(graph, old, SIZE_MAX, GRAPH_B);
	graph->nodes[old].marks |= GRAPH_B;
	return true;
}

bool source_history(struct source *source, const char *from,
	bool (*each)(const struct source_change *change, void *arg), void *arg,
	struct error *err)
{
	struct history history = {
		.graph = {.odb = source->odb}, .each = each, .arg = arg};
	struct source_base base;
	size_t head;
	bool ok = false;

	if (!source->repo)
		return true;
	if (!source_look(source, &base, err))
		return false;
	if (base.empty)
		return !from ||
			error_set(err, ERROR_NOT_FOUND,
				_("There is no commit yet."));
	head = graph_add(&history.graph, &base.head.id);
	if (!mark(&history, head, from, err))
		goto out;
	history.cache = tree_cache_new();
	graph_each(&history.graph, head, GRAPH_A, visit, &history);
	trace_event("sync.history", "commits=%zu rows=%zu", history.graph.count,
		history.rows);
	ok = true;
out:
	tree_cache_free(history.cache);
	graph_clear(&history.graph);
	free(history.changes);
	arena_clear(&history.arena);
	return ok;
}
