#ifndef FYR_SYNC_CONFLICT_PRIVATE_H
#define FYR_SYNC_CONFLICT_PRIVATE_H

/* What conflict.c (the list) and conflict_resolve.c share. */

#include "sync/conflict.h"
#include "sync/merge.h"

/* The conflict that `answer` names; clash_clear frees. */
bool conflict_find(struct source *source, const struct conflict_answer *answer,
	struct clash *clash, git_oid *merge, struct error *err);

#endif
