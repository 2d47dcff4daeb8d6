#ifndef FYR_CONTENT_NODE_H
#define FYR_CONTENT_NODE_H

/*
 * The tree of a Markdown text: CommonMark's blocks and inlines plus tables,
 * task items, strikethrough, footnotes and wiki links. Made once by
 * markdown_parse (content/markdown.h), never changed afterwards, walked by the
 * renderers. Texts are decoded (entities, escapes) but NOT cleaned: the gate
 * (base/gate.h) does that on output. Depth is at most NODE_DEPTH; what would
 * be deeper is flattened into its ancestor, so recursion over a tree is safe.
 */

#include <stdbool.h>

#include "base/str.h"

enum {
	NODE_DEPTH = 100
};

enum node_type {
	/* blocks */
	NODE_DOCUMENT,
	NODE_QUOTE,
	NODE_LIST,
	NODE_ITEM,
	NODE_CODE_BLOCK, /* text: content; info: first word of the info */
	NODE_HTML_BLOCK, /* text: as written; shown as text */
	NODE_PARAGRAPH,
	NODE_HEADING,
	NODE_RULE,
	NODE_TABLE, /* children: rows; the first is the header */
	NODE_ROW, /* children: exactly as many cells as the header */
	NODE_CELL,
	NODE_FOOTNOTE, /* definition; text: its label; children: blocks */
	/* inlines */
	NODE_TEXT,
	NODE_SOFTBREAK,
	NODE_LINEBREAK,
	NODE_CODE,
	NODE_HTML, /* shown as text */
	NODE_EMPH,
	NODE_STRONG,
	NODE_STRIKE,
	NODE_LINK, /* url, title; children: its text */
	NODE_IMAGE, /* url, title; children: alternative text */
	NODE_FOOTNOTE_REF /* text: label; number: of the footnote */
};

enum node_align {
	ALIGN_NONE,
	ALIGN_LEFT,
	ALIGN_CENTER,
	ALIGN_RIGHT
};
enum node_task {
	TASK_NONE,
	TASK_OPEN,
	TASK_DONE
};

struct node {
	enum node_type type;
	struct node *parent, *first, *last, *next;
	struct str text; /* see the types above */
	struct str url; /* link, image: destination, decoded */
	struct str title; /* link, image: title; code block: info string */
	int line; /* blocks: first line in the file, from 1 */
	int level; /* heading: 1-6; list: start number */
	int number; /* footnote, reference: 1.. in order of first use */
	bool ordered, tight; /* list */
	char delimiter; /* ordered list: '.' or ')' */
	bool wiki; /* link written as [[id]] */
	bool bare; /* link made from a bare address */
	enum node_task task; /* item */
	enum node_align align; /* cell */
	int index; /* heading: number in doc.headings; link, image: in
		      doc.links; else -1 */
};

/* Next node in document order after `node` within `root`; NULL at the end. */
const struct node *node_next(const struct node *root, const struct node *node);

/* Next node after `node` and all below it. */
const struct node *node_skip(const struct node *root, const struct node *node);

#endif
