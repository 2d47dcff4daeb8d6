#ifndef FYR_CONTENT_RENDER_H
#define FYR_CONTENT_RENDER_H

/*
 * A document as lines of styled runs at a width: what the reader shows and
 * what `fyr show` prints. Texts have passed the gate (GATE_LINE): a line can be
 * painted as it is. Rules of layout (all sizes in cells):
 *
 *   text       ragged right, at most `width`, broken at blanks and between
 *              wide (Chinese, Japanese) characters; a word longer than the
 *              line is cut between clusters
 *   h1         bold, a row of "=" below it; h2 bold; h3-h6 bold; a blank line
 *              before each
 *   lists      "- " or "1. ", hanging indent; tasks "[x] ", "[ ] "
 *   quote      "> " before each line
 *   code       indented 4, never wrapped (a line may be wider than `width`)
 *   table      aligned columns where they fit with cells wrapped, no word of
 *              up to 20 cells cut and no cell very tall, else one card a row:
 *              "Header: value" lines; no cell or header is lost
 *   footnote   [^n] in the text; definitions at the end
 *   link       underlined text and its number "[n]" behind it, n counting
 *              doc.links from 1; an empty text is replaced by the address
 *   image      [image: alternative text, file name]
 *   rule       a row of "-"
 *   raw HTML   as text
 *   nesting    indents stop growing where less than 10 cells would be left;
 *              the marks of list items deeper than that stand in the text
 *
 * Where no styles can be shown (`plain`: pipes, screen readers) headings keep
 * the marks of Markdown, so that level and place can be heard and searched
 * for: a row of "=" or "-" below h1 and h2, "### " before h3 and so on. Struck
 * text says the opposite of what it seems to and keeps its "~~". Emphasis and
 * code lose their marks, and a rule is only "---".
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/doc.h"

enum style {
	STYLE_PLAIN = 0,
	STYLE_BOLD = 1,
	STYLE_ITALIC = 2,
	STYLE_UNDERLINE = 4,
	STYLE_CODE = 8,
	STYLE_HEADING = 16,
	STYLE_LINK = 32,
	STYLE_QUOTE = 64,
	STYLE_STRIKE = 128,
	STYLE_MUTED = 256
};

struct run {
	struct str text; /* clean, one line, valid UTF-8 */
	unsigned style; /* enum style, or-ed */
	int link; /* number in doc.links this run belongs to; -1 */
};

struct line {
	struct run *runs;
	int run_count;
	int cells; /* width of all runs */
	int source; /* line in the file it comes from: of its block, and
		       counted on from there in paragraphs and code */
	int heading; /* number in doc.headings when it begins one; -1 */
	bool code; /* may be wider than the width: pan */
};

struct render {
	struct arena arena;
	struct line *lines;
	size_t line_count;
	int width;
	size_t hidden; /* characters dropped or made visible by the gate */
};

struct render_options {
	int width; /* of the text, cells; at least 10 is used */
	bool ascii; /* no character beyond ASCII of our own making */
	bool numbers; /* "[n]" behind links */
	bool cards; /* all tables as cards (screen readers) */
	bool plain; /* no styles will be shown: marks instead, see above */
};

/* Lay out doc->root. `render` is overwritten; it needs `doc` no longer. */
void render_doc(struct render *render, const struct doc *doc,
	const struct render_options *options);

void render_clear(struct render *render);

/* Index of the first line that begins heading `n`, or comes from source line
 * `line` or later; the last line if none, 0 without any lines. */
size_t render_heading_line(const struct render *render, int n);
size_t render_source_line(const struct render *render, int line);

#endif
