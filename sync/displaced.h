#ifndef FYR_SYNC_DISPLACED_H
#define FYR_SYNC_DISPLACED_H

/*
 * The files below .git/fyr/displaced: what an apply took out of the working
 * tree (sync/apply.h). Each is named after the hash of its bytes then,
 * "<hash>.<what makes it unique>.<end of the note's name>", so that a text
 * which an editor wrote into it later is told from one that is in the history.
 * A name that begins with 40 zeros is of a text that was a person's from the
 * start. Those texts stay until a person removes them; the others go when they
 * have been there for a day.
 */

#include "base/buf.h"
#include "sync/source.h"

/* Move a file of ours there; `stage` and `displaced` are open folders. */
struct displaced_file {
	int stage, displaced;
	const char *name; /* in stage/ */
	const char *hash; /* of its bytes; NULL: a person's text */
	const char *path; /* of the note; NULL: unknown */
};
void displaced_add(const struct displaced_file *file);

/* Remove what has been there for a day. `dir` is .git/fyr. */
void displaced_sweep(const char *dir);

/* Call `each` with the path of every text of a person. */
typedef void displaced_each(const char *path, void *arg);
void displaced_list(
	const struct source *source, displaced_each *each, void *arg);

#endif
