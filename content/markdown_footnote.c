#include "content/markdown_private.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

static int compare(const void *a, const void *b)
{
	const struct markdown_note *left = *(struct markdown_note *const *)a;
	const struct markdown_note *right = *(struct markdown_note *const *)b;
	int order = str_cmp(left->key, right->key);

	return order != 0 ? order : left->order - right->order;
}

static void fold(struct buf *out, struct str label)
{
	buf_cut(out, 0);
	utf8_lower_text(out, label);
}

void markdown_notes_sort(struct markdown_lines *lines, struct arena *arena)
{
	struct buf key = {0};

	if (lines->note_count == 0) {
		return;
	}
	lines->sorted = mem_array(lines->note_count, sizeof(*lines->sorted));
	for (size_t i = 0; i < lines->note_count; i++) {
		fold(&key, lines->notes[i].label);
		lines->notes[i].key = arena_str(arena, buf_slice(&key));
		lines->sorted[i] = &lines->notes[i];
	}
	buf_clear(&key);
	qsort(lines->sorted, lines->note_count, sizeof(*lines->sorted),
		compare);
}

struct markdown_note *markdown_notes_find(
	const struct markdown_lines *lines, struct str label)
{
	struct buf key = {0};
	size_t from = 0;
	size_t to = lines->note_count;
	struct markdown_note *found = NULL;

	fold(&key, label);
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_cmp(lines->sorted[middle]->key, buf_slice(&key)) < 0) {
			from = middle + 1;
		} else {
			to = middle;
		}
	}
	if (from < lines->note_count &&
		str_eq(lines->sorted[from]->key, buf_slice(&key))) {
		found = lines->sorted[from];
	}
	buf_clear(&key);
	return found;
}

void markdown_notes_refer(struct markdown_tree *tree, struct node *ref,
	struct markdown_note *note)
{
	struct markdown_ref *item = arena_alloc(tree->arena, sizeof(*item));
	struct markdown_refs *list = &tree->refs;
	const struct node *top = ref->parent;

	while (top->parent) {
		top = top->parent;
	}
	if (top->type == NODE_FOOTNOTE) {
		list = &tree->lines->notes[top->number - 1].refs;
	}
	item->node = ref;
	item->note = note;
	if (list->last) {
		list->last->next = item;
	} else {
		list->first = item;
	}
	list->last = item;
}

/* Numbers for the notes a list refers to; they follow `order` at *count. */
static void number_list(const struct markdown_refs *list,
	struct markdown_note **order, int *count)
{
	for (struct markdown_ref *ref = list->first; ref; ref = ref->next) {
		if (ref->note->node->number == 0) {
			order[*count] = ref->note;
			ref->note->node->number = ++*count;
		}
		ref->node->number = ref->note->node->number;
	}
}

/*
 * Notes are numbered as the text refers to them, then as they refer to each
 * other; those nobody refers to have no number and are last.
 */
void markdown_notes_number(struct markdown_tree *tree)
{
	const struct markdown_lines *lines = tree->lines;
	struct markdown_note **order =
		mem_array(lines->note_count, sizeof(*order));
	int count = 0;

	for (size_t i = 0; i < lines->note_count; i++) {
		lines->notes[i].node->number = 0;
	}
	number_list(&tree->refs, order, &count);
	for (int i = 0; i < count; i++) {
		number_list(&order[i]->refs, order, &count);
	}
	for (int i = 0; i < count; i++) {
		markdown_append(tree->root, order[i]->node);
	}
	for (size_t i = 0; i < lines->note_count; i++) {
		if (lines->notes[i].node->number == 0) {
			markdown_append(tree->root, lines->notes[i].node);
		}
	}
	free(order);
}
