#ifndef FYR_APP_RECEIVE_H
#define FYR_APP_RECEIVE_H

/*
 * What a git server asks before it takes a push (fyr check --pre-receive):
 * does it break the hub, and may this person publish? Reads the pushed commits
 * in quarantine; writes nothing.
 *
 * Only the hub's branch, the one HEAD of the server's repository names, is
 * guarded. Refused are: its deletion and rewinding; links, submodules and bad
 * names; errors of fyr check that the branch did not have before; and, from
 * someone without the right, what publishes: a note published or withdrawn, the
 * stage, dates or text of what readers act on (fields with the roles stage and
 * deadline, but of events; notes of a kind with an alert), and the files that
 * hold the rules.
 *
 * Who has the right is read from the old tip, never from the push. `editors:`
 * of its fyr.yaml names them as the server does, or by SSH key; without
 * editors everyone may publish. Where the hub has `signers: FILE` (allowed
 * signers, ssh-keygen(1)) or an editor is an SSH key, every commit that
 * publishes has to be signed as well by one of them; a server that does not say
 * who pushes then relies on the signature alone.
 *
 * Where the hub says `four_eyes: true`, the message of every commit that
 * publishes has to end with "Reviewed-by: Name <e-mail>" of an editor who is
 * not the one who made the change: who proposed it, as the note said before
 * ("proposes"), else the commit's author. Who reviewed it vouches for it: by
 * signing where commits are signed, else by pushing where the server names
 * people by e-mail; and nobody pushes a proposal in another's name. An author
 * alone vouches for nothing: a hub that needs certainty wants signatures.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

struct receive {
	const char *repository; /* NULL: as git's environment says */
	const char *pusher; /* --pusher, or NULL: as the server's does */
	struct date today;
};

/*
 * Judge a push: `lines` are git's "old new ref". True when it may be taken;
 * else `report` tells the pusher why, and *refused says that it was for want of
 * a right. ERROR when it cannot be judged: then it must not be taken either.
 */
struct received {
	bool taken;
	bool refused; /* by right, not by what is wrong in the notes */
	struct buf report; /* lines for people */
};
bool app_receive(const struct receive *receive, struct str lines,
	struct received *received, struct error *err);
void received_clear(struct received *received);

#endif
