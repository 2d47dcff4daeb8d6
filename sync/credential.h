#ifndef FYR_SYNC_CREDENTIAL_H
#define FYR_SYNC_CREDENTIAL_H

/*
 * Names and passwords for https, from where the person keeps them for git: the
 * credential helpers, asked through `git credential`. Nothing is kept here or
 * written anywhere. Private to sync/.
 *
 * The questions are lines of "key=value", so a line break in a host's name
 * could ask for another host's password: control bytes are refused. The program
 * runs in "/", where no repository's configuration is read.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "sync/transport.h"

struct credential {
	struct buf protocol; /* "https" */
	struct buf host; /* with its port, if the address has one */
	struct buf path; /* without the first slash */
	struct buf username; /* perhaps empty before credential_fill */
	struct buf password;
	struct buf lines; /* as git gave them, to be sent back */
};

/*
 * Ask for name and password, within 15 s, and telling t's progress. False when
 * there are none, or with t->err set when that is an error.
 */
bool credential_fill(struct credential *credential, struct transport *t);

/* Tell the helpers whether it was right. */
void credential_approve(struct credential *credential, struct transport *t);
void credential_reject(struct credential *credential, struct transport *t);

/* Also overwrites the secrets. */
void credential_clear(struct credential *credential);

#endif
