#ifndef FYR_CONTENT_MARKDOWN_SCAN_H
#define FYR_CONTENT_MARKDOWN_SCAN_H

/*
 * Between markdown_lines.c, which follows the blocks of a text, and
 * markdown_write.c, which writes the lines that libcmark is given.
 */

#include "content/markdown_private.h"

enum {
	SCAN_DEPTH = 100
}; /* containers; deeper texts are left alone */

enum scan_box_kind {
	BOX_QUOTE,
	BOX_ITEM,
	BOX_NOTE
};

struct scan_box {
	enum scan_box_kind kind;
	int indent; /* columns of its contents */
	bool empty; /* an item that begins with a blank line */
};

enum scan_leaf {
	LEAF_NONE,
	LEAF_PARAGRAPH,
	LEAF_FENCE,
	LEAF_CODE,
	LEAF_HTML,
	LEAF_TABLE
};

struct scan {
	struct markdown_lines *out;
	struct arena *arena;
	struct scan_box boxes[SCAN_DEPTH];
	int depth;
	enum scan_leaf leaf;
	char fence;
	size_t fence_len;
	int html;
	struct markdown_place place;
	int number; /* of the line, from 0 */
	int matched; /* containers this line continues */
	bool opened; /* this line began a container */
	bool done; /* this line is written */
	struct buf line[2]; /* a line made here; the other is being made */
	int made;
	/* The paragraph's last line, which may turn out to be a header. */
	size_t last_at, last_marks;
	struct str last, last_prefix; /* prefix: when it begins the paragraph */
	int table, row;
	size_t filled;
	const char *marker; /* of list items that stand for notes */
	bool failed;
};

/* The line as it is. */
void scan_put_line(struct scan *scan);

/* A table row's cells; `prefix` begins the first line, if it has data. */
void scan_put_cells(struct scan *scan, struct str row, struct str prefix);

/*
 * A footnote definition: before its container is open, and after, when the
 * place goes on in a line of our own with what follows the `len` bytes of
 * "[^label]: ".
 */
void scan_put_note(struct scan *scan, struct str label);
void scan_put_note_text(struct scan *scan, size_t len);

/* Whether the text may hold a delimiter row or a footnote definition. */
bool scan_is_needed(struct str text);
const char *scan_marker(struct str text);

#endif
