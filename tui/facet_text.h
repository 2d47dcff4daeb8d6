#ifndef FYR_TUI_FACET_TEXT_H
#define FYR_TUI_FACET_TEXT_H

/*
 * A filter put into the text of a query, or taken out: what a person would
 * have typed. The rest of the text stays as it is. Pure.
 */

#include "base/buf.h"
#include "base/str.h"

struct facet_choice {
	struct str key, key_label; /* the text may have either */
	struct str value, value_label;
};

/* Append `query` with the choice: a second value of a key is an alternative
 * ("kind:guide,method"). */
void facet_add(
	struct buf *out, struct str query, const struct facet_choice *choice);

/* Append `query` without it; false when it is not there in these words. */
bool facet_remove(
	struct buf *out, struct str query, const struct facet_choice *choice);

#endif
