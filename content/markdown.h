#ifndef FYR_CONTENT_MARKDOWN_H
#define FYR_CONTENT_MARKDOWN_H

/*
 * Markdown to a tree of nodes (content/node.h). Home of libcmark: CommonMark
 * 0.30 by libcmark, then the passes for what people write on git hosts: pipe
 * tables (as the table section of the GitHub Flavored Markdown specification),
 * task items, strikethrough (~~ and ~), bare addresses (http, https, www.,
 * mail), footnotes ([^label] and its definition) and [[id]], [[id|text]],
 * [[id#heading]], [[id#heading|text]]. A text that uses none of these gives
 * exactly libcmark's tree.
 *
 * Bounded: libcmark runs on an allocator with a cap and a deadline, fed line
 * by line, and is left when either is passed; the text is then one
 * NODE_CODE_BLOCK-free document of plain paragraphs, one per line, and
 * `bounded` says so.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/node.h"

struct markdown_limits {
	size_t memory; /* bytes libcmark may hold, its tree 5/8; 128 MiB */
	int64_t ms; /* deadline; 250 */
	size_t bytes; /* longest text parsed as Markdown; 8 MiB */
};

extern const struct markdown_limits markdown_limits_default;

struct markdown_input {
	struct str text; /* repaired UTF-8 */
	int line; /* number of its first line in the file */
	const struct markdown_limits *limits; /* NULL: the default */
	/* Gets the line of the first list or quotation that is nested deeper
	 * than the tree may be, and so was given to the one above; 0. */
	int *deep_line; /* may be NULL */
};

/*
 * Parse. Never fails; the tree is in `arena`. *bounded is set when the limits
 * were passed and the tree is plain text.
 */
struct node *markdown_parse(
	const struct markdown_input *input, struct arena *arena, bool *bounded);

#endif
