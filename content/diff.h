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

/*
 * The same for programs: the places where lines differ, in order. The lines of
 * both sides are slices of the texts; an empty one: nothing on that side, or
 * one empty line (`old_count` and `new_count` tell).
 */
struct diff_change {
	size_t old_line, new_line; /* from 1, where it begins */
	size_t old_count, new_count; /* lines */
	struct str old, new;
};
void diff_changes(struct str old, struct str new,
	void (*each)(const struct diff_change *change, void *arg), void *arg);

/* And the words of such a place: -1 gone, 0 in both, 1 new; a line end is a
 * piece of its own. */
void diff_words(struct str old, struct str new,
	void (*each)(struct str piece, int mark, void *arg), void *arg);

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
