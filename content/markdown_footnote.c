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

/* Number the notes that `root` refers to, and put them at the end. */
static void number_below(
	struct markdown_tree *tree, const struct node *root, int *count)
{
	const struct node *node = root->first;

	while (node) {
		/* A tree of ours, not yet handed out. */
		struct node *ref = node->parent->first;
		const struct markdown_note *note;

		if (node->type == NODE_FOOTNOTE_REF) {
			while (ref != node) {
				ref = ref->next;
			}
			note = &tree->lines->notes[ref->number - 1];
			(void)note;
		}
		(void)count;
		node = node_next(root, node);
	}
}
