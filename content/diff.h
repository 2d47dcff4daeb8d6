#ifndef FYR_CONTENT_DIFF_H
#define FYR_CONTENT_DIFF_H

/*
 * The difference between two texts for people: changed lines with two lines
 * around them, and within them the words that went, [-so-], and those that
 * came, {+so+}. Marks stand there with colours too, so that nothing rests on
 * colour alone. Pure text; the caller has put both texts through the gate.
 *
 * Bounded: texts that have little in common are shown as gone and new in whole
 * blocks rather than compared for ever.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct diff_counts {
	size_t gone, new; /* words */
};

/* Append it; nothing when the texts are equal. `counts` may be NULL. */
void diff_text(struct buf *out, struct str old, struct str new, bool colours,
	struct diff_counts *counts);

/* Which line of the old text each line of the new one is. */
enum {
	DIFF_NEW = -1 /* none */
};
struct diff_lines {
	int32_t *from; /* numbers from 0, or DIFF_NEW */
	size_t count;
};
void diff_match(struct diff_lines *lines, struct str old, struct str new);
void diff_lines_clear(struct diff_lines *lines);

#endif
