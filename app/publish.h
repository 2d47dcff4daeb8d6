#ifndef FYR_APP_PUBLISH_H
#define FYR_APP_PUBLISH_H

/*
 * Publishing a change, in one commit: the update note that tells of it, and
 * the rule's own stage, dates, sources and day of verification. The order of
 * calls:
 *
 *     app_publish_plan      what would be committed, checked; nothing changes
 *     (a person looks at the differences and agrees)
 *     app_publish_commit    one commit, done or not begun
 *     publication_clear
 *
 * Only an editor may (`editors` of fyr.yaml: the committer's e-mail or the SSH
 * key that signs); a hub that names none lets everybody. Where the hub says
 * `four_eyes: true`, and for a day to come, the change is kept as a proposal:
 * the update has status "review", which readers do not see, and what is to
 * become of the rule stands in its field "proposes" ("stage=applies",
 * "date=applies=2027-12-02", "by=a@example.org", "at=2026-12-01").
 * Publishing that update carries it out; with four eyes only for another
 * editor than the one who proposed it, who is then the commit's Reviewed-by.
 *
 * A correction or a withdrawal of an update is a new update; the old one keeps
 * its words (withdrawn, it is archived).
 *
 * Commits end with trailers: Fyr-Publishes or Fyr-Proposes with the id of each
 * note, Fyr-Corrects, Fyr-Withdraws, Fyr-Source, Proposed-by, Reviewed-by.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "app/check.h"
#include "app/contribute.h"
#include "base/arena.h"
#include "base/buf.h"
#include "content/doc.h"
#include "sync/save.h"

enum {
	PUBLISH_FILES = 100,
	PUBLISH_DATES = 32
};

struct publish_request {
	const char *const *refs; /* notes: rules, drafts, proposals */
	size_t ref_count;
	const char *const *dates; /* "EVENT=DATE", "EVENT@OLD=DATE,expected" */
	size_t date_count;
	const struct draft_field *fields; /* of the update */
	size_t field_count;
	struct str about; /* more notes it is about, with commas */
	struct str alert, summary, source, stage;
	struct str correct, withdraw; /* an update, or empty */
	struct str body; /* of the update; empty: its summary */
	struct str lang;
	struct date at; /* a day to come: keep it as a proposal until then */
};

struct publish_file {
	struct str path, id;
	struct buf old, text; /* `old` empty: new */
	bool rule; /* whose stage and dates change */
	bool telling; /* a published change */
};

struct publication {
	struct arena arena;
	struct publish_file files[PUBLISH_FILES];
	size_t count; /* 0: nothing would change */
	bool waits; /* as a proposal */
	struct buf why; /* it waits */
	struct buf message;
	struct check_report problems; /* new ones, of all files */
	char head[SOURCE_ID];
};

/* Whether this person may publish; ERROR_REFUSED with the reason. */
bool app_may_publish(struct app *app, struct error *err);

/*
 * Find out what would be committed. `plan` is overwritten; publication_clear
 * frees it, also after a failure. Errors among `plan->problems` mean that it
 * cannot be published as it is.
 */
bool app_publish_plan(struct app *app, const struct publish_request *request,
	struct publication *plan, struct error *err);

/*
 * Commit it. When the branch moved meanwhile it is planned anew; if that is
 * not the same, ERROR_CONFLICT.
 */
bool app_publish_commit(struct app *app, const struct publish_request *request,
	struct publication *plan, struct save_result *result,
	struct error *err);
void publication_clear(struct publication *plan);

/* --- what waits (app/publish_queue.c) --- */

struct publish_row {
	struct str path, id, title;
	struct str by; /* e-mail of who proposed it */
	struct date at; /* not before this day; zero: any */
	bool due; /* may be published today */
};

struct publish_queue {
	struct arena arena;
	struct publish_row *items; /* by day, then path */
	size_t count, cap;
};

/* The value of "by=…" or "at=…" in a note's field "proposes", or empty. */
struct str proposal_part(const struct doc *doc, const char *key);

/* All proposals of the hub. */
bool app_publish_queue(
	struct app *app, struct publish_queue *queue, struct error *err);
void publish_queue_clear(struct publish_queue *queue);

#endif
