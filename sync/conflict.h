#ifndef FYR_SYNC_CONFLICT_H
#define FYR_SYNC_CONFLICT_H

/*
 * Where two people changed the same place of a file, and nobody has decided
 * yet. The published text is at the path, the other one in the history; which
 * these are stands in the message of their merge, and so does every decision in
 * the message of its commit: every clone knows the same list, and a lost
 * computer loses nothing. Read from the history; nothing is kept beside it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "sync/save.h"
#include "sync/source.h"
#include "sync/sync.h"

enum clash_type {
	CLASH_TEXT, /* both changed the same place */
	CLASH_NEW, /* both added it, with other texts */
	CLASH_GONE_THERE, /* mine is changed, the published one is removed */
	CLASH_GONE_HERE, /* mine is removed, the published one is changed */
	CLASH_MOVED, /* both renamed it: the published name counts */
	CLASH_KIND, /* no texts: pictures, links; the published one stays */
	CLASH_IN_THE_WAY /* mine is not there: a file or folder of that name is
			  */
};

struct conflict {
	const char *path;
	enum clash_type type;
	const char *what; /* "status,text": keys, and "text" for the body */
	const char *merge; /* commit in hex; with the path it is the name */
	const char *base, *mine, *theirs; /* blobs in hex for
					     source_read_version; "" none */
	const char *author, *email; /* of mine: who merged it */
	int64_t time; /* of the merge, seconds */
};

/* The undecided ones, newest first, until `each` returns false. */
bool conflict_list(struct source *source,
	bool (*each)(const struct conflict *conflict, void *arg), void *arg,
	struct error *err);

/*
 * How it is decided. "Mine" and "theirs" is said of the places that clash: what
 * only one side changed is in the result in either case. Of what one side
 * removed and the other changed, each is that side's whole file.
 */
enum conflict_choice {
	CONFLICT_MINE,
	CONFLICT_THEIRS,
	CONFLICT_TEXT /* the given text */
};

struct conflict_answer {
	const char *path;
	const char *merge; /* NULL: the newest of that path */
	enum conflict_choice choice;
	struct str text; /* CONFLICT_TEXT */
	const char *now; /* version of the file that `text` was made on, "" for
			    none (source_version); NULL: any */
	sync_merge *texts;
};

/*
 * Append what the file would be, without doing it; *removed when it would be
 * none. With CONFLICT_TEXT in `answer` the text to be edited: the merged one,
 * with both versions of what clashes between lines of markers.
 */
bool conflict_preview(struct source *source,
	const struct conflict_answer *answer, struct buf *out, bool *removed,
	struct error *err);

/*
 * Decide it: one commit, also when the file stays as it is. What was changed
 * there since the merge is kept; where it clashes with the decision, the
 * decision counts. ERROR_NOT_FOUND when there is no such conflict,
 * ERROR_INPUT when that choice is not possible or the text has markers in it,
 * ERROR_CONFLICT when the file is not the one that `now` names.
 */
bool conflict_resolve(struct source *source,
	const struct conflict_answer *answer, struct save_result *result,
	struct error *err);

/* Three lines that begin as conflict markers do are in the text. */
bool conflict_has_markers(struct str text);

#endif
