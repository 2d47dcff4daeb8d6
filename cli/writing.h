#ifndef FYR_CLI_WRITING_H
#define FYR_CLI_WRITING_H

/*
 * What the verbs that write a note share: the person writes, the text is
 * looked at, the difference is shown, the commit is made. Drafts that are not
 * committed stay, and it is said how to go on.
 */

#include "app/contribute.h"
#include "cli/verb.h"

struct writing {
	const struct call *call;
	struct app *app;
	struct draft draft;
	struct editor program;
	bool editor; /* a person writes; else the text is there already */
};

/*
 * Find the editor, if one is wanted: before there is a draft, so that nothing
 * is begun that cannot be written.
 */
bool writing_prepare(struct writing *writing, struct error *err);
void writing_clear(struct writing *writing);

/* From the draft to the commit. Returns the exit status, errors printed. */
int writing_run(struct writing *writing);

/* The request of the options --field and --text; `text` holds what was read. */
bool writing_request(const struct call *call, struct draft_request *request,
	struct draft_field fields[CALL_FIELDS], struct buf *text,
	struct error *err);

/* True when there is somebody to ask. */
bool writing_asks(const struct call *call);

/* Say what was committed, and what is to be known about it. */
void writing_say_saved(const struct call *call,
	const struct save_result *result, struct str message);

/* What can be done next with what was committed here and not sent. */
void writing_say_next(const struct call *call, const struct app *app);

#endif
