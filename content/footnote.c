#include "content/footnote.h"

#include <stdlib.h>

#include "base/mem.h"

void footnotes_add(struct footnotes *notes, const struct node *node)
{
	notes->items = mem_grow(notes->items, &notes->cap, notes->count + 1,
		sizeof(*notes->items));
	notes->items[notes->count++].node = node;
}

static int compare(const void *a, const void *b)
{
	const struct node *left = ((const struct footnote *)a)->node;
	const struct node *right = ((const struct footnote *)b)->node;

	if ((left->number == 0) != (right->number == 0)) {
		return left->number == 0 ? 1 : -1;
	}
	if (left->number != right->number) {
		return left->number < right->number ? -1 : 1;
	}
	return left->line < right->line ? -1 : left->line > right->line;
}

void footnotes_sort(struct footnotes *notes)
{
	if (notes->count > 1) {
		qsort(notes->items, notes->count, sizeof(*notes->items),
			compare);
	}
}

void footnotes_clear(struct footnotes *notes)
{
	if (notes) {
		free(notes->items);
		*notes = (struct footnotes){0};
	}
}
