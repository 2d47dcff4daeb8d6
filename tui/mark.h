#ifndef FYR_TUI_MARK_H
#define FYR_TUI_MARK_H

/*
 * The words of a search in the lines of a page, as the search itself sees
 * them: a phrase is one place though it goes on in the next line.
 */

#include "store/mark.h"
#include "tui/find.h"
#include "tui/page.h"

/* Fill find->items anew; the first is in focus. */
void mark_page(struct find *find, const struct page *page,
	const struct store_marker *marker);

/*
 * Where `text`, a piece of the note with blanks between its words, begins in
 * the lines from `from` on; page->count when it is not there.
 */
size_t mark_passage(const struct page *page, const char *text, size_t from);

#endif
