#ifndef FYR_CONTENT_MERGE_H
#define FYR_CONTENT_MERGE_H

/*
 * Two people changed one note: the text that holds what both did. Pure: three
 * texts in, one out. Never writes a conflict marker but where they are asked
 * for, and never loses a line that either side added without saying that it
 * clashes.
 *
 * Lines (merge_lines): what one side changed is taken; what both changed in the
 * same place and differently clashes. Changes touch one another when no
 * common line is between them. Line ends do not count as a change of a line;
 * whoever changed those of the whole text gets them.
 *
 * A note (merge_note): the front matter by key, the body by lines. Of a key
 * that both changed
 *
 *   - equal values are one, however they are quoted;
 *   - lists are sets that keep their order: what either side added is in, what
 *     either side removed is out. Of the published list's order, unless only
 *     mine changed it; additions stay behind what they stood behind. Entries
 *     with keys of their own clash when both replaced the same one;
 *   - of `reviewed`, `verified`, `updated` and `translated` the later date
 *     counts, and `review_by` goes with the later `reviewed`;
 *   - everything else clashes, also removing against changing.
 *
 * Comments, order, quoting and line ends of the front matter are kept: lines
 * are moved, not rewritten. Front matter that is no plain mapping (broken, two
 * equal keys) is merged by lines.
 *
 * merge(b, x, x) and merge(b, b, x) and merge(b, x, b) are x, byte for byte.
 * Swapping the two sides gives the same text when nothing clashes, but for the
 * order of what both added to one list or below one key.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

struct merge_texts {
	struct str base; /* what both began with; empty: both are new */
	struct str published; /* what everybody has */
	struct str mine;
};

/* Whose text is taken where both clash. */
enum merge_prefer {
	MERGE_PUBLISHED,
	MERGE_MINE,
	MERGE_BASE, /* neither's: for a base of several bases */
	MERGE_BOTH /* both, between markers: for a person's editor, never for a
		      note */
};

/* Append the merged text. False when some of it clashes. */
bool merge_lines(const struct merge_texts *texts, enum merge_prefer prefer,
	struct buf *out);

/*
 * As merge_lines, of a note. What clashes is appended to `clash`: keys, then
 * "text" for the body, with ", " between them.
 */
bool merge_note(const struct merge_texts *texts, enum merge_prefer prefer,
	struct buf *out, struct buf *clash);

#endif
