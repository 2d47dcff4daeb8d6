#ifndef FYR_CONTENT_FRONT_H
#define FYR_CONTENT_FRONT_H

/*
 * Changing single keys of a note's front matter in its text, so that all the
 * rest (order, comments, quoting, other keys, the body) stays byte for byte.
 * Each function works on the whole text of a file in `file`. They return false
 * and change nothing where the front matter is broken, or a key stands there
 * twice: what cannot be read for certain is not rewritten. A text without front
 * matter gets one when something is set.
 *
 * Values are texts; they are quoted as YAML needs it, and line breaks and
 * control characters in them become blanks.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/yaml.h"

/* Where the body begins in a text, bytes; 0 without front matter. */
size_t front_end(struct str text);

/* Append `value` as a YAML scalar; "" when empty. */
void front_scalar(struct buf *out, struct str value);

/* Append `value` as the inside of a double-quoted scalar. */
void front_escape(struct buf *out, struct str value);

/*
 * Set `key` to one scalar, in its place or as the last key; an empty value
 * leaves "key:". A comment behind a short value stays.
 */
bool front_set(struct buf *file, struct str key, struct str value);

/* Set `key` to a list, written on one line. */
bool front_set_list(struct buf *file, struct str key, const struct str *values,
	size_t count);

/* As front_set for YAML that is written already ("{date: 2026-12-02}"). */
bool front_set_raw(struct buf *file, struct str key, struct str yaml);

/* Add to the list `key`, unless it has the value; made when missing. */
bool front_add(struct buf *file, struct str key, struct str value);

/* As front_add for an item that is YAML already ("{date: 2026-12-02}"). */
bool front_add_raw(struct buf *file, struct str key, struct str yaml);

/* Take the key away with its value; a missing one is fine. */
bool front_remove(struct buf *file, struct str key);

/*
 * Replace the scalar `node`, which was parsed from exactly this text, by
 * `value`, quoted as it was before. False when the text at its place is not
 * that scalar.
 */
bool front_replace(struct buf *file, const struct yaml *node, struct str value);

#endif
