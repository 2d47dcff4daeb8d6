#ifndef FYR_SYNC_LOSS_H
#define FYR_SYNC_LOSS_H

/*
 * Whether going on would take most notes away from a hub that has some: then a
 * person is asked first. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "sync/round.h"

struct loss {
	size_t gone; /* notes */
	bool much; /* more than 20 and than what is left, or nobody has any */
};

/* From our branch to `tree`; NULL: to what the remote has. */
bool loss_find(struct round *round, const git_oid *tree, struct loss *loss,
	struct error *err);

#endif
