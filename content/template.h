#ifndef FYR_CONTENT_TEMPLATE_H
#define FYR_CONTENT_TEMPLATE_H

/*
 * The text a new note begins with: from the hub's own template of its kind, or
 * from the fields the kind has in fyr.yaml. Pure text; nothing in a template is
 * run. Words in braces that are filled in: {title} {date} {id} {owner}.
 *
 * Above the fields stand help lines that begin with "#:" (which values a field
 * may have, which ones a published note needs). They are for the person who
 * writes, and template_strip takes them away before the note is kept.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"
#include "content/schema.h"

struct template
{
	const struct schema *schema;
	const struct kind *kind;
	struct str text; /* the hub's template; empty: none */
	struct str lang; /* of the note, or empty */
	struct str title, id, owner;
	struct date today;
	bool help; /* with help lines */
};

/* Append the text of a new note. */
void template_make(struct buf *out, const struct template *template);

/* Take the help lines out of a note's text. */
void template_strip(struct buf *file);

#endif
