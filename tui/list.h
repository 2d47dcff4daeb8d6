#ifndef FYR_TUI_LIST_H
#define FYR_TUI_LIST_H

/*
 * A selection that moves through rows, and the part of them that is seen. It
 * knows how many there are, not what they are. With one row or more `focus`
 * is always one of them and always seen; with none it is 0.
 */

#include <stdbool.h>
#include <stddef.h>

struct list {
	size_t count;
	size_t focus; /* the row the cursor is on */
	size_t top; /* first row seen */
	size_t rows; /* how many are seen; 0: not known yet */
	size_t home; /* top before the height changed: to go back to */
};

enum list_move {
	LIST_UP,
	LIST_DOWN,
	LIST_PAGE_UP,
	LIST_PAGE_DOWN,
	LIST_HALF_UP,
	LIST_HALF_DOWN,
	LIST_FIRST,
	LIST_LAST
};

/* Another number of rows, or another height: the focus stays where it can. */
void list_set(struct list *list, size_t count);
void list_fit(struct list *list, size_t rows);

/* Move; false when there is nothing further that way. */
bool list_step(struct list *list, enum list_move move);

/* Put the focus on row `n`, or the last one. */
void list_focus(struct list *list, size_t n);

/* Begin at the first row again. */
void list_reset(struct list *list, size_t count);

/*
 * The first line to be seen so that `line` is among the `rows` seen of `count`,
 * moved from `top` as little as possible.
 */
size_t list_scroll(size_t top, size_t line, size_t count, size_t rows);

#endif
