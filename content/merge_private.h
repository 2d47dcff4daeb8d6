#ifndef FYR_CONTENT_MERGE_PRIVATE_H
#define FYR_CONTENT_MERGE_PRIVATE_H

/*
 * What the files of merge share: merge.c (a note), merge_lines.c (lines),
 * merge_front.c (front matter taken apart), merge_list.c (values that are
 * lists, and order).
 */

#include <stdint.h>

#include "base/arena.h"
#include "content/merge.h"
#include "content/yaml.h"

enum merge_side {
	SIDE_BASE,
	SIDE_PUBLISHED,
	SIDE_MINE,
	SIDES
};

/* One key of a front matter, with its lines. */
struct merge_part {
	struct str key;
	struct str lead; /* comments and empty lines above */
	struct str text; /* "key: value" and what continues it */
	const struct yaml *value;
};

struct merge_front {
	struct str open, close; /* the lines "---" */
	struct str inside; /* what is between them */
	struct str tail; /* comments after the last key */
	struct str body;
	struct merge_part *parts; /* in the arena */
	size_t count;
};

/*
 * Take a note apart. False when it has no front matter, or one that is no plain
 * mapping with a line for each key.
 */
bool merge_front_read(
	struct merge_front *front, struct str file, struct arena *arena);

/* NULL: not there. */
const struct merge_part *merge_front_find(
	const struct merge_front *front, struct str key);

/* Equal bytes but for line ends. */
bool merge_same_lines(struct str a, struct str b);

/* Equal values, however written. NULL is nothing. */
bool merge_same_value(const struct yaml *a, const struct yaml *b);

/* Equal comments inside the lines of the values. */
bool merge_same_comments(
	const struct merge_part *a, const struct merge_part *b);

/*
 * The order of the union of three lists of small numbers, none twice in a list:
 * that of the published one (or of mine, when only mine differs from the
 * base's), with what only the other has behind what it stands behind there.
 * `out` has room for all of both. Returns how many.
 */
struct merge_order {
	const uint32_t *ids;
	size_t count;
};
size_t merge_order(const struct merge_order sides[SIDES], uint32_t *out);

/*
 * Append the lines of a key whose values are lists on both sides (and in the
 * base, if that has it). False when they clash, or are written in a way that
 * cannot be put together; then nothing is appended.
 */
bool merge_list(const struct merge_part *const parts[SIDES], struct buf *out,
	struct arena *arena);

/* The lines around and between both texts of a clash. */
#define MERGE_MARK_PUBLISHED "<<<<<<< published"
#define MERGE_MARK_BETWEEN "======="
#define MERGE_MARK_MINE ">>>>>>> yours"

/* The first line of *rest with its end, cut off; false: nothing is left. */
bool merge_line(struct str *rest, struct str *line);

/* Without LF or CRLF at its end. */
struct str merge_bare(struct str line);

#endif
