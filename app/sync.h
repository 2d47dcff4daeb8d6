#ifndef FYR_APP_SYNC_H
#define FYR_APP_SYNC_H

/*
 * The round with the remote as a whole: edited notes of a work clone are
 * committed, what others wrote is merged, and it is sent (sync/sync.h). Runs in
 * the worker.
 */

#include <stdbool.h>

#include "app/app.h"
#include "base/buf.h"
#include "base/error.h"
#include "sync/sync.h"

/* What a person has to say yes to, each by itself; bits. */
enum app_sync_question {
	APP_SYNC_REMOVED = 1, /* many notes are removed here */
	APP_SYNC_ROUND = 2 /* SYNC_ASK */
};

struct app_sync {
	bool send; /* own commits */
	bool send_only;
	bool dry_run;
	bool commit; /* edited notes of a work clone first */
	unsigned agreed; /* what a person said yes to */
};

struct app_synced {
	struct buf text; /* what happened, in sentences */
	size_t clashes; /* notes that now wait for a person */
	unsigned asks; /* not 0: not done, `text` asks for a yes to this */
};

/*
 * Do it. What is left alone is ERROR_CONFLICT with the reason. app_synced_clear
 * frees.
 */
bool app_sync(struct app *app, const struct app_sync *what,
	const struct pull_options *options, struct app_synced *synced,
	struct error *err);
void app_synced_clear(struct app_synced *synced);

/*
 * Append a sentence on the texts that an editor wrote into a note's older copy
 * after a sync had taken it out of the tree: where they are, and what to do.
 * Returns how many there are; 0: nothing is appended.
 */
size_t app_rescued(const struct app *app, struct buf *text);

/* What merges two texts of a file of a hub: notes by key, others by lines. */
sync_merge app_merge;

#endif
