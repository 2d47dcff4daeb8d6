#include "content/node.h"

#include <stddef.h>

const struct node *node_skip(const struct node *root, const struct node *node)
{
	while (node && node != root) {
		if (node->next) {
			return node->next;
		}
		node = node->parent;
	}
	return NULL;
}

const struct node *node_next(const struct node *root, const struct node *node)
{
	if (node->first) {
		return node->first;
	}
	return node_skip(root, node);
}
