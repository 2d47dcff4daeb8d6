#ifndef FYR_TUI_FIND_H
#define FYR_TUI_FIND_H

/*
 * Places in a laid-out text where words stand. Case does not count, nor do
 * accents, but å, ä and ö are letters of their own.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/render.h"

struct match {
	size_t line;
	int col, cells;
};

struct find {
	struct buf words; /* looked for, one a line */
	bool starts; /* only where a word starts */
	struct match *items;
	size_t count, cap;
	size_t at; /* the one in focus */
};

/* Look for find->words in lines; all matches in order, the first in focus. */
void find_run(struct find *find, const struct line *lines, size_t count);

/* Focus the first match at `line` or below it, else the first of all. */
void find_from(struct find *find, size_t line);

/* Append the words of a search that can be looked for, one a line. */
void find_query_words(struct buf *words, struct str query);

void find_clear(struct find *find);

#endif
