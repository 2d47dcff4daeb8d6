#ifndef FYR_SYNC_CLASH_H
#define FYR_SYNC_CLASH_H

/*
 * A clash as the message of its merge keeps it, so that every clone knows of
 * it, and what says that it is resolved. One line each, at the end:
 *
 *     Fyr-Conflict: guides/a b.md base=<id> mine=<id> theirs=<id>
 *             why=text what=status,text            (all in one line)
 *     Fyr-Resolves: <merge> guides/a b.md
 *
 * "-" stands for an id that there is not and for nothing. Whatever else a line
 * holds makes it none: messages are other people's text. Private to sync/.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "sync/merge.h"

/* Append the line of a clash, with its LF. */
void clash_put(struct buf *out, const struct clash *clash);

/* Read one; clash_clear frees. False: the line is something else. */
bool clash_read(struct str line, struct clash *clash);
void clash_clear(struct clash *clash);

/* Append, and read, that the clash at `path` of a merge is resolved. */
void clash_put_resolved(
	struct buf *out, const git_oid *merge, const char *path);
bool clash_read_resolved(struct str line, git_oid *merge, struct str *path);

#endif
