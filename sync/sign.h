#ifndef FYR_SYNC_SIGN_H
#define FYR_SYNC_SIGN_H

/*
 * Signing commits as the person's git does, with an SSH key: commit.gpgsign,
 * gpg.format=ssh and user.signingkey, carried out by OpenSSH's ssh-keygen. No
 * program that a configuration names is run, and no password is asked for: a
 * key with one has to be in the agent. Private to sync/.
 */

#include <git2.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

/*
 * Sign the whole text of a commit, in place, if the person's git would. When it
 * would but cannot be done here, ERROR_CONFIG says why and what to do: nothing
 * is committed unsigned that should be signed.
 */
bool sign_commit(git_repository *repo, struct buf *text, struct error *err);

/* Whether sign_commit would sign, and could as far as is known beforehand. */
bool sign_possible(git_repository *repo, struct error *err);

#endif
