#ifndef FYR_APP_SIGNERS_H
#define FYR_APP_SIGNERS_H

/*
 * Whose SSH signatures of commits a hub accepts: the file that `signers:` of
 * its fyr.yaml names (ssh-keygen(1), ALLOWED SIGNERS), and editors who are
 * named by their key.
 */

#include <stdbool.h>

#include "app/app.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "sync/snapshot.h"

/* Principal of an editor who is a key. */
#define SIGNERS_KEY "editor-key"

/* True when an entry of `editors:` is a public key. */
bool signers_is_key(struct str editor);

struct signers {
	struct str path; /* of the file named, or empty; in the arena given */
	struct buf allowed; /* text of allowed signers; empty: none wanted */
};

/*
 * Read them as `commit` has them; `hub_file` is the text of its fyr.yaml and
 * `schema` what that says. A file that is named but cannot be read lets
 * nobody sign. The caller clears `allowed`.
 */
struct signers_from {
	struct snapshot *snapshot;
	const char *commit;
	const struct schema *schema;
	struct str hub_file;
};
void signers_read(struct signers *signers, struct arena *arena,
	const struct signers_from *from);

/*
 * Append to `who` whose signature `commit` has. False when it has none that
 * holds; *why then says so in plain words.
 */
bool signers_verify(struct snapshot *snapshot, const char *commit,
	struct str allowed, struct buf *who, struct error *why);

/*
 * The signers of the hub that is open, as its newest commit has them; where
 * the hub names none, those of git's gpg.ssh.allowedSignersFile.
 * ERROR_CONFIG when neither does. Closes what it opened with app_signed_end.
 */
struct app_signed {
	struct snapshot *snapshot;
	struct arena arena;
	struct signers signers;
};
bool app_signed_begin(
	struct app *app, struct app_signed *signed_by, struct error *err);
void app_signed_end(struct app_signed *signed_by);

#endif
