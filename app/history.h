#ifndef FYR_APP_HISTORY_H
#define FYR_APP_HISTORY_H

/*
 * The history of one note: its versions, renames followed; the texts they had;
 * what differs between two of them; who wrote each line. From the index and the
 * repository, without network. Texts are as they are in the hub: not yet
 * through the gate.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/arena.h"
#include "base/buf.h"

struct versions {
	struct store_results meta; /* the note: exactly one hit */
	struct store_history rows; /* newest first */
};

/*
 * The versions of the note that `ref` means. ERROR_REFUSED for a plain folder,
 * which has none. `versions` is overwritten; versions_clear frees.
 */
bool app_versions(struct app *app, struct str ref, struct versions *versions,
	struct error *err);
void versions_clear(struct versions *versions);

/*
 * Leave only the versions made in a range, as git means it: "A..B" what B has
 * and A has not, "A" what came after A. A and B are revisions
 * (sync/revision.h).
 */
bool app_versions_between(struct app *app, struct versions *versions,
	struct str range, struct error *err);

/*
 * Append the text that the note had in a commit (hex), under whatever name.
 * ERROR_NOT_FOUND when it was not there.
 */
bool app_version_text(struct app *app, const struct versions *versions,
	const char *commit, struct buf *text, struct error *err);

struct comparison {
	struct buf old, new;
	struct buf from, to; /* what they are: a commit, or words */
};

/*
 * Two texts of the note. `range` is "A..B", "A" (A and now) or empty: what is
 * edited and not committed, else what the last change changed. A and B are
 * revisions (sync/revision.h); an empty B is now. The caller clears.
 */
bool app_compare(struct app *app, const struct versions *versions,
	struct str range, struct comparison *comparison, struct error *err);
void comparison_clear(struct comparison *comparison);

struct written_line {
	struct str text; /* without its end */
	const struct store_change *change; /* NULL: not committed */
};

struct written {
	struct buf text;
	struct written_line *lines;
	size_t count;
};

/* Each line of the note as it is now, with the change that brought it. */
bool app_written(struct app *app, const struct versions *versions,
	struct written *written, struct error *err);
void written_clear(struct written *written);

/* As app_note, with the text it had in a revision. */
bool app_note_at(struct app *app, struct str ref, const char *rev,
	struct note *note, struct error *err);

#endif
