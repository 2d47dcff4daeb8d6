#ifndef FYR_SYNC_SIGNATURE_H
#define FYR_SYNC_SIGNATURE_H

/*
 * SSH signatures of commits, verified by OpenSSH's ssh-keygen (8.2 or later)
 * against a file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS).
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/*
 * Verify `signature` over `content` (namespace "git"). `allowed` is the text of
 * the allowed-signers file. Appends the principal whose key it is. A signature
 * that does not hold, of another kind, or of a key nobody there has is
 * ERROR_REFUSED; ssh-keygen missing is ERROR_CONFIG.
 */
struct signature {
	struct str signature, content, allowed;
};
bool signature_verify(const struct signature *signature, struct buf *principal,
	struct error *err);

#endif
