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
	size_t number; /* of the place, from 1 */
	bool rest; /* the place began in the line above */
};

struct find {
	struct buf words; /* looked for, one a line */
	bool starts; /* only where a word starts */
	struct match *items;
	size_t count, cap;
	size_t places; /* a place in two lines is one */
	size_t at; /* the one in focus: where a place begins */
};

/* One more, after those before; its number is filled in. */
void find_add(struct find *find, struct match match);

/* No places. */
void find_none(struct find *find);

/* Focus the next place, or the one before; true when it went round. */
bool find_step(struct find *find, bool forward);

/* Look for find->words in lines; all matches in order, the first in focus. */
void find_run(struct find *find, const struct line *lines, size_t count);

/* Focus the first match at `line` or below it, else the first of all. */
void find_from(struct find *find, size_t line);

void find_clear(struct find *find);

#endif
