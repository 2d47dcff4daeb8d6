#ifndef FYR_STORE_COMPLETE_H
#define FYR_STORE_COMPLETE_H

/*
 * Completing a query in the search field. Results are copies in an arena of
 * their own, freed by the clear function; errors as in store/store.h.
 */

#include "store/store.h"

/*
 * What may stand at the cursor of a query that is being typed. A completion
 * replaces bytes [from, to) of the text by `insert`; a key ends in ':', what
 * is complete in a blank.
 */
enum store_completion_type {
	COMPLETION_KEY,
	COMPLETION_VALUE,
	COMPLETION_WORD,
	COMPLETION_TITLE /* the title of a note, as a phrase */
};

struct store_completion {
	enum store_completion_type type;
	struct str insert; /* "kind:"; "guide " after it; "sepsis " */
	size_t from, to;
	struct str label; /* of a key or value: what it means, one line */
	size_t count; /* notes with it; 0: not counted */
};

struct store_completions {
	struct arena arena;
	struct store_completion *items; /* best first */
	size_t count;
};

struct store_typed {
	struct str text; /* of the whole field */
	size_t cursor; /* byte in it, clamped */
	struct str lang; /* the user's: its names come first */
	struct date today;
	size_t limit; /* 0: 10 */
};

/* Never fails because of the text; nothing to offer is an empty list. */
bool store_complete(struct store *store, const struct store_typed *typed,
	struct store_completions *completions, struct error *err);
void store_completions_clear(struct store_completions *completions);

#endif
