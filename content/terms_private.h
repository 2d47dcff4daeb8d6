#ifndef FYR_CONTENT_TERMS_PRIVATE_H
#define FYR_CONTENT_TERMS_PRIVATE_H

/*
 * What the files of the term list share: terms_add.c, terms_remove.c,
 * terms_edit.c (one change of the text, and whether it came out right) and
 * terms_place.c (where the nodes of a YAML text stand in it, as offsets in
 * bytes: right for the usual layouts, which is why the result is read again).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "content/terms.h"
#include "content/yaml.h"

/* ---- terms_place.c ---- */

/* Where the value begins. */
size_t place_of(struct str text, const struct yaml *node);

/* Where the value ends; `flow`: within brackets or braces. */
size_t place_end(struct str text, const struct yaml *node, bool flow);

/* True when the value is written in brackets or braces. */
bool place_is_flow(struct str text, const struct yaml *node);

/* Start of the line that `at` is in; start of the next line. */
size_t place_line(struct str text, size_t at);
size_t place_next_line(struct str text, size_t at);

/* The last or the first dash of a list in the line before `at`; false: none. */
bool place_dash(struct str text, size_t at, bool first, size_t *dash);

/* ---- terms_edit.c ---- */

/* One change: the text, what it says, and what it shall say. */
struct edit {
	struct str text;
	struct terms terms;
	struct buf out; /* the text changed */
	struct buf want; /* groups as lines */
	int line; /* where it happens, to be told */
	bool crlf;
};

/* Read `text`; ERROR_CONFIG when it is no YAML. Close also then. */
bool edit_open(struct edit *edit, struct str text, struct error *err);
void edit_close(struct edit *edit);

/* Fill in `out`: the text with [from, to) replaced. */
void edit_splice(struct edit *edit, size_t from, size_t to, struct str with);

/* Append a term as a value in brackets: in quotes if need be. */
void edit_put(struct buf *out, struct str term);

/* Fill in `out`: the text with another one as the scalar `node`. */
void edit_text(struct edit *edit, const struct yaml *node, struct str text);

/* Append to `want` a group that shall be there. */
void edit_want(
	struct buf *want, const struct str *terms, size_t count, size_t from);

/* Whether `out`, read again, has exactly the groups of `want`. */
bool edit_is_right(const struct edit *edit);

/* ERROR_CONFIG: this has to be changed in an editor. */
bool edit_by_hand(const struct edit *edit, struct error *err);

/* ERROR_INPUT: one of the terms is none. */
bool edit_check(const struct terms_change *change, struct error *err);

bool edit_has(const struct term_group *group, struct str term);

/* The list or text that further terms of the group go to. */
const struct yaml *edit_place(const struct term_group *group);

#endif
