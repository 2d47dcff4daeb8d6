#ifndef FYR_CONTENT_FEED_READ_H
#define FYR_CONTENT_FEED_READ_H

/*
 * Reading a feed: Atom 1.0, RSS 2.0 (and the 0.9x like it) and RSS 1.0, told
 * apart by their items. The bytes may be hostile: a document type or an entity
 * of its own is refused before it means anything, nothing is fetched, nothing
 * included; nesting is at most 32, and items after FEED_ITEMS and text after
 * FEED_TEXT bytes are left out. A feed that says nothing of its encoding and
 * is not UTF-8 is read as Windows-1252.
 *
 * Texts are UTF-8, on one line, without markup and control characters; they
 * still go through the gate before a terminal sees them.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

enum {
	FEED_MAX = 2 * 1024 * 1024, /* bytes of a feed */
	FEED_ITEMS = 500,
	FEED_TEXT = 4096 /* bytes of one text */
};

struct feed_item {
	struct str guid; /* as the feed names it, or empty */
	struct str link; /* http or https, whole; or empty */
	struct str title, summary;
	struct date date; /* zero: none, or none that can be read */
};

struct feed_text {
	struct arena arena;
	struct feed_item *items; /* in the feed's order */
	size_t count, cap;
	bool cut; /* there were more */
};

/*
 * Read `bytes`; `base` is the feed's address, for links that are relative.
 * `feed` is overwritten; feed_text_clear frees, also after a failure, which is
 * ERROR_INPUT with the reason.
 */
bool feed_read(struct str bytes, const char *base, struct feed_text *feed,
	struct error *err);
void feed_text_clear(struct feed_text *feed);

/* "Tue, 24 Nov 2026 10:00:00 GMT", or as date_parse_prefix. */
bool feed_date(struct str text, struct date *date);

/*
 * Append what tells whether two links lead to one page: without scheme, "www.",
 * fragment, campaign words of the query and the last slash; the host in lower
 * case.
 */
void feed_link_key(struct buf *out, struct str link);

#endif
