#ifndef FYR_SYNC_WHO_H
#define FYR_SYNC_WHO_H

/* Who a commit made here would be by: what a hub's list of editors names. */

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "sync/source.h"

struct who {
	struct buf name, email; /* of the committer */
	struct buf key; /* "ssh-ed25519 AAAA…", or empty: commits are not
			   signed with an SSH key */
};

/* ERROR_CONFIG when git does not know the person. who_clear frees, always. */
bool who_find(struct source *source, struct who *who, struct error *err);
void who_clear(struct who *who);

#endif
