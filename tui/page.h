#ifndef FYR_TUI_PAGE_H
#define FYR_TUI_PAGE_H

/*
 * A note laid out to be read: what it is, its title unless the text begins
 * with it, and its text. Lines of both kinds are one array; those above the
 * text come from line 0 of the file. The note is not needed afterwards.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/arena.h"
#include "content/render.h"
#include "tui/canvas.h"
#include "tui/find.h"

struct page {
	struct arena arena;
	struct render render;
	struct line *lines;
	size_t count;
	size_t head; /* lines above the text */
	int width;
};

struct page_options {
	int width;
	bool ascii;
	bool spoken; /* for screen readers: tables as cards */
};

/* `page` is overwritten; page_clear frees. */
void page_init(struct page *page, const struct app *app,
	const struct note *note, const struct page_options *options);
void page_clear(struct page *page);

/* The line a heading of the document begins. */
size_t page_heading(const struct page *page, int n);

/* The first line at or after `from` with a run of that link; count if none. */
size_t page_link(const struct page *page, int link, size_t from);

struct page_look {
	size_t top; /* first line */
	int pan; /* cells of code scrolled away to the left */
	int link; /* the one in focus; -1 */
	const struct find *find; /* or NULL */
	bool cursor; /* put it on the link, or on the first line */
};

void page_draw(const struct page *page, struct canvas *canvas, struct area area,
	const struct page_look *look);

#endif
