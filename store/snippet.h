#ifndef FYR_STORE_SNIPPET_H
#define FYR_STORE_SNIPPET_H

/*
 * Private to store/: why a note was found, for a reader: marks on the words
 * of its title that matched, and a line of its text from the best section.
 */

#include "store/match.h"
#include "store/store.h"

struct snippet_maker {
	struct store *store;
	const struct plan *plan;
	struct matcher matcher;
	struct matcher_hit *hits; /* scratch */
	size_t bytes; /* of text looked through so far */
};

void snippet_init(struct snippet_maker *maker, struct store *store,
	const struct plan *plan);
void snippet_clear(struct snippet_maker *maker);

/* Fill in what a search tells about the note hit->number. */
bool snippet_make(struct snippet_maker *maker, struct arena *arena,
	struct store_hit *hit, struct error *err);

/*
 * Ranges of what matched in a text that may stand in one of `columns`, in
 * order, overlaps joined; at most `max`.
 */
size_t snippet_mark(const struct snippet_maker *maker, struct str text,
	unsigned columns, struct store_range *ranges, size_t max);

/*
 * Append [from, to) of `text` on one line: runs of white space as one blank,
 * dots where it is cut, grown to about `length` bytes at word boundaries.
 */
void snippet_cut(struct buf *out, struct str text, size_t from, size_t to);

#endif
