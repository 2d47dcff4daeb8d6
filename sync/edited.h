#ifndef FYR_SYNC_EDITED_H
#define FYR_SYNC_EDITED_H

/*
 * Committing the notes that a person edited in a work clone, before a round
 * with the remote: those that source_edited tells, each named, and nothing
 * else. Left out, and told: notes whose bytes only git's filters make, notes
 * with conflict markers in them, notes over 50 MB, and those that hold a text
 * made on an older version (".git/fyr/kept"; see sync/apply.h).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "sync/source.h"

enum {
	EDITED_REMOVED = 20 /* notes removed at once without a question */
};

struct edited_result {
	size_t count; /* notes committed; in a dry run that would be */
	bool asks; /* many notes are removed: nothing was done */
	char left[256]; /* names of notes left out, with the reason; or "" */
	bool hooks; /* git would have run a hook */
};

struct edited_options {
	bool agreed; /* to removing many */
	bool dry_run;
};

bool edited_save(struct source *source, const struct edited_options *options,
	struct edited_result *result, struct error *err);

#endif
