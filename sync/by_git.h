#ifndef FYR_SYNC_BY_GIT_H
#define FYR_SYNC_BY_GIT_H

/*
 * net.transport: git. The `git` program on the wire in place of our own ssh and
 * https, for what these cannot do: a SOCKS proxy for https, servers that refuse
 * bodies without a length, helpers of its own. It lists, brings objects and
 * sends; references are written by us alone, as with the other transports.
 * Paths and bundles stay ours, where git's own programs run anyway.
 *
 * It cannot ask on the terminal, runs no hook, no file watcher and no other
 * kind of address, and never talks to a server that is not verified, whatever
 * http.sslVerify says. Limits, progress, cancelling and errors are those of
 * sync/transport.h: a failure is in t->err. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/buf.h"
#include "sync/bundle.h"
#include "sync/transport.h"

/* A conversation: all of it is borrowed. */
struct by_git {
	struct transport *t;
	git_repository *repo;
	const char *remote; /* "origin" */
};

/* Whether it is wanted, and carries this address. */
bool by_git_is(const struct transport *t);

/*
 * Put the branches into list->refs, for bundle_close to free, and append to
 * `head` the one that HEAD stands for, if that is told.
 */
bool by_git_list(
	const struct by_git *git, struct bundle *list, struct buf *head);

/* Get the objects of a commit that was listed. */
bool by_git_get(const struct by_git *git, const git_oid *id);

/*
 * Send `from` to `to` there if it still is `expect` (zero: nothing). *status is
 * the heap text of a refusal, as the remote or git words it, or NULL; *answered
 * whether it was taken.
 */
struct by_git_send {
	const char *from, *to; /* a reference here, one there */
	const git_oid *expect;
	char *status;
	bool answered;
};
bool by_git_push(const struct by_git *git, struct by_git_send *send);

#endif
