#ifndef FYR_CONTENT_DOC_H
#define FYR_CONTENT_DOC_H

/*
 * A note as data: `struct doc` holds front matter, tree, headings, links and
 * the problems found, for the index and for the screen alike. Made from the
 * bytes of a file, whatever they are: doc_parse never fails. It knows no
 * schema; content/schema.h judges its fields.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "content/node.h"
#include "content/problem.h"
#include "content/yaml.h"

struct heading {
	int level; /* 1-6 */
	int line; /* in the file, from 1 */
	struct str text; /* plain */
	struct str anchor; /* slug, unique in the document ("x", "x-1") */
	const struct node *node;
};

struct link {
	struct str url; /* as written, decoded: "../guides/x.md#a", "id#a" */
	struct str text; /* plain text of the link */
	struct str target; /* url without "#anchor" */
	struct str anchor; /* after "#", decoded; empty if none */
	bool wiki, image;
	bool external; /* has a scheme (https:, mailto:) or is `//host` */
	int line; /* of the block it stands in */
	const struct node *node;
};

struct doc {
	struct arena arena; /* holds all below */
	struct str source; /* the file's text, repaired */
	struct str body; /* source after the front matter */
	int body_line; /* number of its first line */
	struct yaml *front; /* a map, or NULL without front matter */
	bool front_broken; /* saved by yaml_salvage */
	bool bounded; /* shown as plain text (content/markdown.h) */
	int deep_line; /* where it is nested too deeply to be shown so; 0 */
	size_t replaced; /* places with invalid UTF-8 */
	struct node *root;
	struct heading *headings;
	size_t heading_count;
	struct link *links; /* in document order, images included */
	size_t link_count;
	struct problems problems;
};

/*
 * Parse a whole file. `doc` is overwritten (give it zeroed); doc_clear frees.
 * Front matter is a first line "---" up to a line "---" or "..." (or the end
 * of the file). Without a closing line and with a colon-less first
 * line it is a rule and the whole file is body. Neither is it front matter when
 * no line of it looks like "key:" (text between two rules). Without a closing
 * line it ends before the first blank line or "# " heading, so that the body is
 * not lost. `front_broken` comes with an error among the problems.
 */
void doc_parse(struct doc *doc, struct str file);

/* Only the front matter: root is an empty document, no headings or links. */
void doc_parse_front(struct doc *doc, struct str file);

void doc_clear(struct doc *doc);

/* The text of front matter key `key` when it is a scalar, else empty. */
struct str doc_field(const struct doc *doc, const char *key);

/* Append the plain text of a node and all below it; blocks end with LF. */
void doc_plain(struct buf *out, const struct node *node);

/*
 * Append the plain text for the index: body text without link targets,
 * addresses, code fences' infos and front matter; headings are left out when
 * `headings` is false.
 */
void doc_index_text(struct buf *out, const struct doc *doc, bool headings);

/*
 * Append the slug of a heading's text, as git hosts make it: lower case,
 * blanks to "-", letters, digits, "-" and "_" kept, everything else dropped.
 */
void doc_slug(struct buf *out, struct str text);

/* Number of the heading with that anchor, or whose text folds to it; -1. */
int doc_find_heading(const struct doc *doc, struct str anchor);

/* How many heading levels are skipped, images without text, … are problems
 * that doc_parse adds to doc->problems as warnings (rule names "heading-jump",
 * "image-text", "invalid-utf8", "hidden-characters", "conflict-marker",
 * "front-matter-open", "too-large"). */

#endif
