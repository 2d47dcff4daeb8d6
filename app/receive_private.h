#ifndef FYR_APP_RECEIVE_PRIVATE_H
#define FYR_APP_RECEIVE_PRIVATE_H

/* The parts of app/receive.c. */

#include "app/check.h"
#include "app/receive.h"
#include "app/signers.h"
#include "base/arena.h"
#include "content/schema.h"
#include "sync/snapshot.h"

struct push {
	const struct receive *receive;
	struct snapshot *snapshot;
	const char *ref;
	char old[SOURCE_ID]; /* "" the branch begins */
	char new[SOURCE_ID];
	struct arena arena;
	struct schema schema; /* of the old tip */
	struct signers signers; /* allowed empty: none wanted */
	struct received *received;
};

/* Say a line to the pusher; the push is not taken. */
void push_say(struct push *push, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* --- app/receive_rights.c --- */

/* The rules of the old tip. */
bool push_rules(struct push *push, struct error *err);

/* Everything that publishes, commit by commit, against who pushes. */
bool push_rights(struct push *push, struct error *err);

/*
 * Why the change of a note from `old` to `text` (empty without `has_…`)
 * publishes, by the schema of the old tip; NULL when it does not.
 */
struct publishing {
	const struct schema *schema;
	struct str path;
	struct str old, text;
	bool had, has;
};
const char *publishing_reason(const struct publishing *publishing);

/* --- app/receive_reviewed.c --- */

/* A commit that publishes, where the hub wants four eyes. */
struct four_eyes {
	const char *commit;
	struct str message;
	struct str proposer; /* who made the change: an e-mail, or empty */
	struct str vouches; /* who signed or pushes it; empty: not known as an
			       e-mail */
};

/* Its Reviewed-by names another editor, and that one vouches for it. */
void push_reviewed(struct push *push, const struct four_eyes *reviewed);

/* A proposal in somebody else's name is refused; who made the proposal that
 * the change carries out, if any, becomes `proposer`. */
struct proposing {
	struct str path;
	struct str old, text;
	struct str vouches;
};
void push_proposed(struct push *push, const struct proposing *proposing,
	struct buf *proposer);

/* True for everybody where the hub names no editors. */
bool push_is_editor(const struct push *push, struct str who);

/* --- app/receive_check.c --- */

/* Errors that the branch did not have before. */
bool push_check(struct push *push, struct error *err);

#endif
