#ifndef FYR_APP_MESSAGE_H
#define FYR_APP_MESSAGE_H

/*
 * The message of a commit, made from what changed: a first line of at most 72
 * cells, then the single values that changed, a line each. English whatever the
 * person's language is, so that the history of a hub is in one. Private to
 * app/.
 */

#include "app/contribute.h"

struct message {
	const struct schema *schema;
	enum draft_action action;
	struct str path, lang;
	const struct doc *old, *new; /* `old` NULL: a new note */
};

void message_make(struct buf *out, const struct message *message);

/* Append `kind: verb "title"rest`, the title cut so that the line fits. */
struct message_line {
	struct str kind; /* id; empty: "note" */
	const char *verb; /* "add" */
	struct str title;
	const char *rest; /* " to en" */
};
void message_line(struct buf *out, const struct message_line *line);

/* The title of a note: its field, else its first heading, else empty. */
struct str message_title(
	const struct schema *schema, struct str path, const struct doc *doc);

#endif
