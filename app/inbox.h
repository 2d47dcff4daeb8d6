#ifndef FYR_APP_INBOX_H
#define FYR_APP_INBOX_H

/*
 * Signals from the feeds that the hub's feeds.yaml names, or from files. What
 * was seen, kept and dismissed stands in the file "inbox" of the hub's state,
 * written whole or not at all; lines of it that cannot be read are left out and
 * hurt nothing. An item is known by its number, for good. One that was seen
 * before, in the same feed or another (by its link, or its own id), is not
 * taken again, whatever was decided about it.
 *
 * Texts are as content/feed_read.h cleans them, and go through the gate before
 * a terminal.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "app/contribute.h"
#include "base/arena.h"

enum inbox_state {
	INBOX_NEW,
	INBOX_KEPT,
	INBOX_DISMISSED
};

struct inbox_item {
	long number;
	enum inbox_state state;
	struct str source; /* id in feeds.yaml, or a file's name */
	struct str seen, date, decided; /* ISO; the last two may be empty */
	struct str key; /* of its link, or of its own id */
	struct str link, guid, title, summary;
	struct str reason; /* dismissed */
};

struct inbox_source {
	struct str id, title, url; /* of feeds.yaml; empty when it is gone */
	struct str etag, modified;
	struct str success, tried; /* ISO, or empty */
	struct str error; /* of the last failure, since the last success */
	long failures; /* since the last success */
	size_t seen, kept, dismissed; /* counted from the items */
};

struct inbox {
	struct arena arena;
	struct inbox_item *items; /* by number */
	size_t count, cap;
	struct inbox_source *sources; /* those of feeds.yaml first */
	size_t source_count, source_cap;
	long next;
};

/* Read it. A missing file is an empty inbox. */
bool inbox_open(struct app *app, struct inbox *inbox, struct error *err);
bool inbox_save(struct app *app, const struct inbox *inbox, struct error *err);
void inbox_close(struct inbox *inbox);

/*
 * To be held from before inbox_open until after inbox_save, by whoever changes
 * it. ERROR_CONFLICT when another process has it for longer than `wait_ms`.
 * *lock is -1 where there is nothing to lock.
 */
bool inbox_lock(struct app *app, int wait_ms, int *lock, struct error *err);
void inbox_unlock(int lock);

struct inbox_got {
	size_t fresh, known; /* items */
	bool same; /* the server had nothing new */
	bool cut; /* the feed had more than are read */
};

/* Fetch one source. What happened is noted in it, also a failure. */
bool inbox_fetch(struct app *app, struct inbox *inbox,
	struct inbox_source *source, struct inbox_got *got, struct error *err);

/* A round of all sources that have an address, or of those named. */
struct inbox_round {
	const char *const *ids; /* those wanted; none: all */
	size_t id_count;
	/* before each; false ends the round with ERROR_CANCELLED. May be NULL,
	   as the next one */
	bool (*step)(const char *phase, size_t done, size_t total, void *arg);
	/* after each; why->kind is 0 when it was read */
	void (*read)(const struct inbox_source *source,
		const struct inbox_got *got, const struct error *why,
		void *arg);
	void *arg;
	size_t tried, failed, fresh; /* what became of it */
	struct error why; /* of the last that failed */
};

/*
 * Fetch them, one after the other, saving after each. False when nothing could
 * be kept, none is named so (ERROR_NOT_FOUND) or it was ended; sources that
 * fail are counted. The caller holds the lock and has opened the inbox.
 */
bool inbox_fetch_round(struct app *app, struct inbox *inbox,
	struct inbox_round *round, struct error *err);

/* The round of all sources with lock and inbox; appends what came, in a line.
 * ERROR_NETWORK when none could be read. */
bool app_inbox_fetch(struct app *app, struct inbox_round *round,
	struct buf *text, struct error *err);

/* Take the items of a feed in a file. */
bool inbox_fetch_file(struct app *app, struct inbox *inbox, const char *file,
	struct inbox_got *got, struct error *err);

/* NULL: there is none of that number. */
struct inbox_item *inbox_find(struct inbox *inbox, long number);

/* Note a decision, in memory. */
void inbox_decide(struct app *app, struct inbox *inbox, struct inbox_item *item,
	enum inbox_state state, struct str reason);

/* --- deciding, from a verb or a key (app/inbox_keep.c) --- */

struct inbox_keeping {
	long number;
	struct str kind, lang; /* of the note; empty: that of published changes,
				  and the user's */
	bool help; /* with help lines, for an editor */
};

/*
 * Begin a draft of a signal: its title, summary and source. The signal is as
 * it was until app_inbox_decide says that it is kept.
 */
bool app_inbox_draft(struct app *app, const struct inbox_keeping *keeping,
	struct draft *draft, struct error *err);

/* Read the inbox, note the decision and save it, all under its lock. */
bool app_inbox_decide(struct app *app, long number, enum inbox_state state,
	struct str reason, struct error *err);

#endif
