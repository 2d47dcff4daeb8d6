#include "sync/graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sync/commit.h"

enum {
	TABLE_FIRST = 1024
};

struct stack {
	uint32_t *items;
	size_t count, cap;
};

static void push(struct stack *stack, size_t index)
{
	stack->items = mem_grow(stack->items, &stack->cap, stack->count + 1,
		sizeof(*stack->items));
	stack->items[stack->count++] = (uint32_t)index;
}

/* The place of `id` in the table, or the empty one where it belongs. */
static uint32_t *find_slot(const struct graph *graph, const git_oid *id)
{
	size_t at;

	memcpy(&at, id->id, sizeof(at));
	for (at &= graph->table_size - 1; graph->table[at];
		at = (at + 1) & (graph->table_size - 1))
		if (git_oid_equal(&graph->nodes[graph->table[at] - 1].id, id))
			break;
	return &graph->table[at];
}

static void grow_table(struct graph *graph)
{
	size_t i;

	graph->table_size =
		graph->table_size ? graph->table_size * 2 : TABLE_FIRST;
	free(graph->table);
	graph->table = mem_array(graph->table_size, sizeof(*graph->table));
	for (i = 0; i < graph->count; i++)
		*find_slot(graph, &graph->nodes[i].id) = (uint32_t)i + 1;
}

size_t graph_add(struct graph *graph, const git_oid *id)
{
	uint32_t *slot;

	if (graph->count * 2 >= graph->table_size)
		grow_table(graph);
	slot = find_slot(graph, id);
	if (*slot)
		return *slot - 1;
	graph->nodes = mem_grow(graph->nodes, &graph->cap, graph->count + 1,
		sizeof(*graph->nodes));
	graph->nodes[graph->count].id = *id;
	graph->count++;
	*slot = (uint32_t)graph->count;
	return graph->count - 1;
}

static void read_node(struct graph *graph, size_t index)
{
	struct commit commit = {0};
	git_oid id = graph->nodes[index].id;
	size_t i;

	if (graph->nodes[index].read)
		return;
	graph->nodes[index].read = true;
	if (!commit_read(graph->odb, &id, &commit, NULL)) {
		graph->nodes[index].missing = true;
		return;
	}
	graph->nodes[index].tree = commit.tree;
	graph->nodes[index].parents = (uint32_t)graph->parents_count;
	graph->nodes[index].parent_count = (uint32_t)commit.parent_count;
	graph->parents = mem_grow(graph->parents, &graph->parents_cap,
		graph->parents_count + commit.parent_count + 1,
		sizeof(*graph->parents));
	for (i = 0; i < commit.parent_count; i++) {
		if (commit_parent(&commit, i, &id))
			graph->parents[graph->parents_count++] =
				(uint32_t)graph_add(graph, &id);
	}
	commit_clear(&commit);
}

bool graph_reach(
	struct graph *graph, size_t start, size_t stop, enum graph_mark mark)
{
	struct stack stack = {0};
	bool first = false;

	push(&stack, start);
	while (stack.count) {
		size_t index = stack.items[--stack.count];
		uint32_t i;

		if (graph->nodes[index].marks & mark)
			continue;
		graph->nodes[index].marks |= (uint8_t)mark;
		read_node(graph, index);
		if (index == stop)
			continue;
		if (!graph->nodes[index].parent_count)
			first = true;
		for (i = 0; i < graph->nodes[index].parent_count; i++)
			push(&stack,
				graph->parents[graph->nodes[index].parents +
					i]);
	}
	free(stack.items);
	return first;
}

/* The first parent that is still to come before this node, or SIZE_MAX. */
static size_t waits_for(
	const struct graph *graph, size_t index, enum graph_mark mark)
{
	const struct graph_node *node = &graph->nodes[index];
	uint32_t i;

	for (i = 0; i < node->parent_count; i++) {
		uint32_t parent = graph->parents[node->parents + i];

		if ((graph->nodes[parent].marks & mark) &&
			!(graph->nodes[parent].marks & GRAPH_DONE))
			return parent;
	}
	return SIZE_MAX;
}

void graph_each(struct graph *graph, size_t start, enum graph_mark mark,
	bool (*each)(size_t index, void *arg), void *arg)
{
	struct stack stack = {0};
	bool more = (graph->nodes[start].marks & mark) != 0;

	push(&stack, start);
	while (more && stack.count) {
		size_t index = stack.items[stack.count - 1];
		size_t parent = waits_for(graph, index, mark);

		if (parent != SIZE_MAX) {
			push(&stack, parent);
			continue;
		}
		stack.count--;
		graph->nodes[index].marks |= GRAPH_DONE;
		more = each(index, arg);
	}
	free(stack.items);
}

void graph_clear(struct graph *graph)
{
	if (!graph)
		return;
	free(graph->nodes);
	free(graph->parents);
	free(graph->table);
	*graph = (struct graph){.odb = graph->odb};
}
