#ifndef FYR_CONTENT_MARKDOWN_PRIVATE_H
#define FYR_CONTENT_MARKDOWN_PRIVATE_H

/*
 * The parts of content/markdown.c, in the order a text goes through them:
 *
 *   markdown_escape.c    escaped trigger characters are hidden from the passes
 *   markdown_lines.c     block structure is followed line by line; table rows
 *   markdown_write.c     and footnote definitions are written as headings and
 *   markdown_block.c     list items that libcmark understands, each line with
 *   markdown_table.c     a mark that says what it stands for
 *   markdown.c           libcmark, bounded
 *   markdown_pool.c
 *   markdown_tree.c      its tree becomes nodes, marks become tables and notes
 *   markdown_node.c
 *   markdown_inline.c    [[id]], [^label], tasks, bare addresses; ~~strike~~
 *   markdown_address.c
 *   markdown_strike.c
 *   markdown_footnote.c  notes are numbered and put at the end
 *
 * Only what uses an extension is rewritten; all else reaches libcmark as it is.
 */

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "content/node.h"

/* What a line of the rewritten text stands for. */
enum markdown_kind {
	MARK_TEXT, /* itself */
	MARK_CELL, /* a heading: one cell of a table */
	MARK_NOTE, /* an empty heading in a list item: the item is a note */
	MARK_DROP /* an empty heading that only ends the lists before it */
};

struct markdown_mark {
	enum markdown_kind kind;
	int line; /* of the source, from 0 */
	int index; /* of the table or note */
	int row; /* 0: header */
	int column; /* from 0 */
};

struct markdown_table {
	enum node_align *aligns; /* one a column */
	int columns;
};

struct markdown_note {
	struct str label; /* as written */
	struct str key; /* folded; equal keys are one note, the first */
	struct node *node;
	int order; /* among the definitions */
};

/* References to notes, in document order. */
struct markdown_ref {
	struct node *node;
	struct markdown_note *note;
	struct markdown_ref *next;
};

/* The rewritten text. The zero value stands for a text left alone. */
struct markdown_lines {
	struct buf text;
	struct markdown_mark *marks; /* one a line of `text` */
	size_t mark_count, mark_cap;
	struct markdown_table *tables;
	size_t table_count, table_cap;
	struct markdown_note *notes;
	size_t note_count, note_cap;
	struct markdown_note **sorted; /* by key */
	bool used;
};

/* Passes a text may need, found by looking at its bytes. */
enum markdown_wants {
	WANT_WIKI = 1,
	WANT_WEB = 2, /* "://" occurs */
	WANT_WWW = 4,
	WANT_MAIL = 8,
	WANT_STRIKE = 16,
	WANT_NOTES = 32,
	WANT_TASKS = 64,
	WANT_ESCAPES = 128 /* escaped characters are hidden in the text */
};

/*
 * Links, references and strikethroughs that the passes make of one text: more
 * are left as text, since each takes more memory than its text.
 */
enum {
	MARKDOWN_MADE_MOST = 100000
};

/* What `number` of a link says until the passes are done. */
enum markdown_form {
	LINK_SHORTCUT = 1, /* [text] */
	LINK_ADDRESS /* <text> */
};

/* A tree in the making. */
struct markdown_tree {
	struct arena *arena;
	const struct markdown_lines *lines;
	struct node *root;
	int line; /* number of the text's first line in the file */
	int deep_line; /* of the first block that was given to one above; 0 */
	unsigned wants; /* enum markdown_wants, or-ed */
	struct node *nodes; /* unused ones */
	size_t nodes_left;
	char *chars; /* unused ones */
	size_t chars_left;
	struct node *table, *row, *cell; /* that are being filled */
	size_t made; /* by the passes; at MARKDOWN_MADE_MOST they stop */
	int table_index, row_index, column;
	struct markdown_ref *first_ref, *last_ref; /* to notes */
	bool forms; /* a link of this block has a form */
};

/* Where markdown_lines.c is in a line; columns count tabs as 1 to 4. */
struct markdown_place {
	struct str line; /* without its LF */
	size_t offset;
	int column;
	bool in_tab; /* a part of the tab at `offset` is used up */
	size_t next; /* offset of the first character that is not blank */
	int next_column;
	int indent; /* columns from here to there */
	bool blank; /* there is none */
};

/* markdown.c */
/*
 * Time is up when both the clock and the processor time of this thread have
 * passed the limit, or the clock has passed three times as much: a busy machine
 * does not make a sound note plain text, and nobody waits for long.
 */
struct markdown_clock {
	int64_t ms; /* the limit */
	int64_t begin; /* of date_ticks_ms */
	int64_t used; /* processor time at the beginning, ms */
};

void markdown_clock_start(struct markdown_clock *clock, int64_t ms);
bool markdown_clock_late(const struct markdown_clock *clock);

/*
 * markdown_pool.c: memory for libcmark, given back all at once, with a cap and
 * a deadline. When either is passed it leaves by longjmp to `out`.
 */
struct markdown_chunk;
struct markdown_large;

struct markdown_pool {
	jmp_buf out;
	struct markdown_chunk *chunk;
	struct markdown_large *larges;
	size_t held, cap; /* bytes */
	const struct markdown_clock *clock;
	unsigned count;
};

/* Room for a text of `len` bytes to begin with; before all else. */
void markdown_pool_start(struct markdown_pool *pool, size_t len);
/* Zero bytes. */
void *markdown_pool_calloc(
	struct markdown_pool *pool, size_t count, size_t size);
void *markdown_pool_realloc(
	struct markdown_pool *pool, void *data, size_t size);
void markdown_pool_free(struct markdown_pool *pool, void *data);
void markdown_pool_check(struct markdown_pool *pool); /* the clock */
void markdown_pool_clear(struct markdown_pool *pool);

/* markdown_node.c */
struct node *markdown_node(struct markdown_tree *tree, enum node_type type);
void markdown_append(struct node *parent, struct node *child);
/* Room for text that is kept with the tree. */
char *markdown_chars(struct markdown_tree *tree, size_t len);
struct str markdown_keep(struct markdown_tree *tree, struct str text);

/* markdown_escape.c */
bool markdown_escape(struct buf *out, struct str text);
/* The text of a code span, say: with the backslash again. */
struct str markdown_raw(struct markdown_tree *tree, struct str text);
/* The text of an address, say: the character alone. */
struct str markdown_plain(struct markdown_tree *tree, struct str text);
void markdown_plain_all(struct markdown_tree *tree, struct node *parent);

/*
 * markdown_lines.c; leaves *lines empty when the text is to be parsed as it is.
 * False when the time was up.
 */
bool markdown_lines_make(struct markdown_lines *lines, struct str text,
	struct arena *arena, const struct markdown_clock *clock);
void markdown_lines_clear(struct markdown_lines *lines);

/* markdown_block.c */
void markdown_find(struct markdown_place *place);
void markdown_advance(struct markdown_place *place, int columns);
bool markdown_is_atx(struct str rest);
bool markdown_is_rule(struct str rest);
bool markdown_is_setext(struct str rest);
size_t markdown_fence(struct str rest); /* its length, or 0 */
int markdown_html_start(struct str rest, bool in_paragraph); /* 1-7, or 0 */
bool markdown_html_end(int type, struct str rest);
size_t markdown_list_marker(struct str rest, bool in_paragraph);
/* Length of "[^label]:" with the blanks after it, or 0. */
size_t markdown_note_start(struct str rest, struct str *label);

/* markdown_table.c */
int markdown_table_cells(struct str row); /* how many; 0: not a row */
/* Cut the next cell off *rest, which markdown_table_row gave. */
struct str markdown_table_row(struct str row);
struct str markdown_table_cell(struct str *rest);
/* How many columns a delimiter row has; 0 if it is none. */
int markdown_table_delimiter(struct str row, enum node_align *aligns);
void markdown_table_text(struct buf *out, struct str cell);
struct node *markdown_table_node(struct markdown_tree *tree, struct node *to,
	const struct markdown_mark *mark);
void markdown_table_trim(struct node *cell);

/* markdown_tree.c; `root` is a cmark_node */
void markdown_tree_fill(struct markdown_tree *tree, void *root);

/* markdown_inline.c */
void markdown_inlines(struct markdown_tree *tree, struct node *block);
void markdown_task(struct node *paragraph);
/* Appends text[from..to) of a text node as a node of its own. */
void markdown_piece(
	struct markdown_tree *tree, struct node *parent, struct str text);

/* markdown_address.c */
struct markdown_address {
	size_t from, to; /* in the text */
	const char *before; /* what the URL begins with and the text lacks */
};
/* Whether there may be one; a quick look. */
bool markdown_has_address(unsigned wants, struct str text);
/* One at text[at], which reaches back to `from` at most. */
bool markdown_address(struct str text, size_t at, size_t from,
	struct markdown_address *found);

/* markdown_strike.c */
void markdown_strike(struct markdown_tree *tree, struct node *parent, int left);

/* markdown_footnote.c */
void markdown_notes_sort(struct markdown_lines *lines, struct arena *arena);
struct markdown_note *markdown_notes_find(
	const struct markdown_lines *lines, struct str label);
/* A reference that was appended to `parent`. */
void markdown_notes_refer(struct markdown_tree *tree, struct node *ref,
	struct markdown_note *note);
void markdown_notes_number(struct markdown_tree *tree);

#endif
