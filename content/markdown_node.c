#include "content/markdown_private.h"

#include <string.h>

/* Nodes and texts are taken from the arena many at a time. */
enum {
	NODES_LEAST = 16,
	NODES_MOST = 64,
	CHARS_LEAST = 4096,
	CHARS_MOST = 16384
};

struct node *markdown_node(struct markdown_tree *tree, enum node_type type)
{
	struct node *node;

	if (tree->nodes_left == 0) {
		size_t count = NODES_LEAST;

		/* Twice what there is: few blocks, little left over. */
		while (count < NODES_MOST &&
			count * sizeof(*node) < tree->arena->bytes / 8) {
			count *= 2;
		}
		tree->nodes = arena_alloc(tree->arena, count * sizeof(*node));
		tree->nodes_left = count;
	}
	node = tree->nodes++;
	tree->nodes_left--;
	node->type = type;
	node->index = -1;
	return node;
}

void markdown_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last) {
		parent->last->next = child;
	} else {
		parent->first = child;
	}
	parent->last = child;
}

char *markdown_chars(struct markdown_tree *tree, size_t len)
{
	char *chars;

	if (len > tree->chars_left) {
		size_t size = CHARS_LEAST;

		if (len > CHARS_LEAST / 2) {
			return arena_alloc(tree->arena, len);
		}
		while (size < CHARS_MOST && size < tree->arena->bytes / 8) {
			size *= 2;
		}
		tree->chars = arena_alloc(tree->arena, size);
		tree->chars_left = size;
	}
	chars = tree->chars;
	tree->chars += len;
	tree->chars_left -= len;
	return chars;
}

struct str markdown_keep(struct markdown_tree *tree, struct str text)
{
	char *chars;

	if (text.len == 0) {
		return (struct str){0};
	}
	chars = markdown_chars(tree, text.len);
	memcpy(chars, text.data, text.len);
	return (struct str){chars, text.len};
}
