#ifndef FYR_APP_UNSENT_H
#define FYR_APP_UNSENT_H

/*
 * What is only on this computer: drafts, and commits that were not sent; and
 * taking back the last commit that was made here by fyr. Nothing needs the
 * network.
 */

#include <stdbool.h>

#include "app/app.h"
#include "app/contribute.h"
#include "base/arena.h"

struct unsent_row {
	const char *commit; /* hex */
	const char *author, *subject; /* not yet through the gate */
	int64_t time;
};

struct unsent {
	struct arena arena;
	struct drafts drafts;
	struct unsent_row *items; /* newest first, at most UNSENT_ROWS */
	size_t count;
	size_t total; /* commits, also beyond `items` */
	bool remote; /* there is a remote to compare with */
};

enum {
	UNSENT_ROWS = 100
};

bool app_unsent(struct app *app, struct unsent *unsent, struct error *err);
void unsent_clear(struct unsent *unsent);

/* A commit was made here, so app_undo may take it back. app_save says so. */
void app_made(const struct app *app, const struct save_result *saved);

struct undone {
	char commit[SOURCE_ID]; /* that was taken back; it stays readable */
	struct buf subject;
};

/*
 * Take back the last commit, when it was made here by fyr and was not sent;
 * with `dry` only say which it would be.
 */
bool app_undo(
	struct app *app, bool dry, struct undone *undone, struct error *err);

#endif
