#ifndef FYR_SYNC_FETCH_H
#define FYR_SYNC_FETCH_H

/*
 * One conversation with a remote that is read: connect, see its branches, get
 * one of them. Hides whether it is a bundle or something that speaks git, and
 * who speaks it here. Writes objects only, never a reference. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "sync/bundle.h"
#include "sync/transport.h"

struct fetch {
	struct transport transport;
	git_repository *repo; /* borrowed */
	git_remote *remote; /* ours */
	struct bundle bundle; /* or what by_git_list found */
	bool bundled;
	bool by_git;
	struct buf head; /* by git: the branch that HEAD stands for */
};

/*
 * Connect to `remote`, which is freed by fetch_close or here on failure, and
 * list its branches. `fetch` must stay where it is until fetch_close.
 */
bool fetch_open_take(struct fetch *fetch, git_repository *repo,
	git_remote *remote, const struct pull_options *options,
	struct error *err);
void fetch_close(struct fetch *fetch);

/* What the remote has at `ref` ("refs/heads/main"); false: no such thing. */
bool fetch_find(struct fetch *fetch, const char *ref, git_oid *id);

/* Append the remote's default branch in full; false: it has no branches. */
bool fetch_default(struct fetch *fetch, struct buf *ref);

/* Get the objects of `ref`, which fetch_find found. */
bool fetch_get(struct fetch *fetch, const char *ref, struct error *err);

/* Remember the time of this contact: the file GITX_FETCHED. */
void fetch_note(git_repository *repo);

#endif
