#ifndef FYR_SYNC_GRAPH_H
#define FYR_SYNC_GRAPH_H

/*
 * Commits and their parents, read as far as they are asked for, with marks.
 * Exact whatever the dates of the commits say. A parent that cannot be read (a
 * shallow clone, damage) is a node that is `missing`: history begins after it.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum graph_mark {
	GRAPH_A = 1,
	GRAPH_B = 2,
	GRAPH_DONE = 4
};

struct graph_node {
	git_oid id, tree;
	uint32_t parents; /* the first, in graph.parents */
	uint32_t parent_count;
	uint8_t marks;
	bool read, missing;
};

struct graph {
	git_odb *odb; /* borrowed; the only member to set at first */
	struct graph_node *nodes;
	size_t count, cap;
	uint32_t *parents; /* indexes of nodes */
	size_t parents_count, parents_cap;
	uint32_t *table; /* by id: index + 1; 0 empty */
	size_t table_size;
};

/* Index of the node of a commit, made when new; read from the repository. */
size_t graph_add(struct graph *graph, const git_oid *id);

/*
 * Mark `start` and all it descends from, but nothing beyond `stop` (an index,
 * marked too; SIZE_MAX for none). True when a first commit was reached, so that
 * not all ways lead to `stop`.
 */
bool graph_reach(
	struct graph *graph, size_t start, size_t stop, enum graph_mark mark);

/* Call `each` for the nodes that have `mark`, parents before children. */
void graph_each(struct graph *graph, size_t start, enum graph_mark mark,
	bool (*each)(size_t index, void *arg), void *arg);

void graph_clear(struct graph *graph);

#endif
