#ifndef FYR_APP_CONFLICT_H
#define FYR_APP_CONFLICT_H

/*
 * What waits for a decision, by the names that people use, and deciding it:
 * sync/conflict.h with a hub around it. Nothing here needs the network.
 */

#include <stdbool.h>

#include "app/app.h"
#include "sync/conflict.h"

/* As conflict_list. */
bool app_conflicts(struct app *app,
	bool (*each)(const struct conflict *conflict, void *arg), void *arg,
	struct error *err);

/* What clashes, in words for people: "status, text". */
void app_conflict_what(const struct conflict *conflict, struct buf *out);

/*
 * Whether `ref` means the file of a conflict: its path, also without ".md", the
 * file's name without that ("ai-act.sv"), or the note's id, which is the name
 * of its files in every language.
 */
bool app_conflict_is(
	const struct app *app, const struct conflict *conflict, struct str ref);

/*
 * Append the one path that `ref` means. ERROR_NOT_FOUND for none, ERROR_INPUT
 * for several, which it names.
 */
bool app_conflict_path(
	struct app *app, struct str ref, struct buf *path, struct error *err);

/* Decide it; app_merge is filled in. ERROR_REFUSED with --read-only. */
bool app_resolve(struct app *app, struct conflict_answer *answer,
	struct save_result *result, struct error *err);

/*
 * Let the person decide in an editor: a file outside the hub with both
 * versions of what clashes. It stays until its text is committed, and is taken
 * up again for the same conflict; `file` gets its name. What was changed in the
 * note since the text was made is merged into it: ERROR_CONFLICT when that has
 * to be looked at. An unfit or empty text is ERROR_REFUSED.
 */
bool app_resolve_edit(struct app *app, const char *path, struct buf *file,
	struct save_result *result, struct error *err);

#endif
