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

	item->node = ref;
	item->note = note;
	if (tree->last_ref) {
		tree->last_ref->next = item;
	} else {
		tree->first_ref = item;
	}
	tree->last_ref = item;
}

/*
 * Notes are numbered as they are first referred to, from wherever that is;
 * those nobody refers to have no number and are last.
 */
void markdown_notes_number(struct markdown_tree *tree)
{
	const struct markdown_lines *lines = tree->lines;
	int count = 0;

	for (struct markdown_ref *ref = tree->first_ref; ref; ref = ref->next) {
		struct node *note = ref->note->node;

		if (note->number == 0) {
			note->number = ++count;
			markdown_append(tree->root, note);
		}
		ref->node->number = note->number;
	}
	for (size_t i = 0; i < lines->note_count; i++) {
		if (lines->notes[i].node->number == 0) {
			markdown_append(tree->root, lines->notes[i].node);
		}
	}
}
