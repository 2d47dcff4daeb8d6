#ifndef FYR_SYNC_REVISION_H
#define FYR_SYNC_REVISION_H

/*
 * Texts and commits as they were: what a person means by a revision, and what
 * a file held in it. Reads the object database only; for any repository, and
 * never the network.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "sync/source.h"

/*
 * The commit that `rev` names, in hex: an id or the start of one, a branch or
 * tag, HEAD, any of them with ~n or ^; or a date (2026-11-23): the last commit
 * of the current branch's first parents made on that day or before it.
 * ERROR_NOT_FOUND otherwise.
 */
bool revision_find(struct source *source, const char *rev, char id[SOURCE_ID],
	struct error *err);

struct revision_file {
	const char *commit, *path;
	char blob[SOURCE_ID]; /* out: id of the text */
};

/*
 * Append what the file held in the commit. ERROR_NOT_FOUND when it was not
 * there; an empty `commit` holds nothing.
 */
bool revision_read(struct source *source, struct revision_file *file,
	struct buf *out, struct error *err);

struct revision_member {
	const char *commit; /* hex */
	bool in; /* out */
};

/* Which of the commits `to` descends from or is, and `from` neither. */
void revision_between(struct source *source, const char *from, const char *to,
	struct revision_member *members, size_t count);

/* Append the first line of a commit's message, as valid UTF-8. */
bool revision_subject(
	struct source *source, const char *commit, struct buf *out);

#endif
