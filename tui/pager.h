#ifndef FYR_TUI_PAGER_H
#define FYR_TUI_PAGER_H

/*
 * A reading position in a text of lines. The place is kept as a line of the
 * file and how far into it, in cells, so that the same text laid out at another
 * width shows the same paragraph first, and the former width the same line
 * again.
 */

#include <stdbool.h>
#include <stddef.h>

#include "content/render.h"
#include "tui/list.h"

struct pager {
	size_t top; /* first line seen */
	size_t rows; /* how many are seen */
	const struct line *lines; /* borrowed */
	size_t count;
	int source; /* line of the file the top comes from */
	int cells; /* and cells of that line above the top */
};

/* Another layout of the same text: the place is found again. */
void pager_lines(struct pager *pager, const struct line *lines, size_t count);
void pager_fit(struct pager *pager, size_t rows);

/* Scroll; false at the end (or the start). */
bool pager_step(struct pager *pager, enum list_move move);

/* Make `line` the first one seen, as far as the text reaches. */
void pager_go(struct pager *pager, size_t line);

/* Scroll only if `line` is not seen; then it becomes the third one. */
void pager_show(struct pager *pager, size_t line);
bool pager_sees(const struct pager *pager, size_t line);

/* First line that comes from line `source` of the file or a later one. */
size_t pager_source(const struct pager *pager, int source);

/* How much has been seen, 0 to 100. */
int pager_percent(const struct pager *pager);

#endif
