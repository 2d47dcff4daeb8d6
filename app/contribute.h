#ifndef FYR_APP_CONTRIBUTE_H
#define FYR_APP_CONTRIBUTE_H

/*
 * Adding and changing notes. What a person writes is a draft from the first
 * moment: a file of ours in the state folder of the hub, outside the
 * repository, that an editor opens, and that stays until its text is in a
 * commit. Whatever happens in between (a failing editor, a kill, a text that
 * cannot be kept), no word is lost and app_draft_find takes it up again.
 * Nothing needs the network.
 *
 * The order of calls, for a verb and for a key alike:
 *
 *     app_draft_new, _edit, _translate or _find   a draft, locked
 *     editor_run (or app_draft_write)              the person writes
 *     app_propose                                  what would be committed
 *     app_commit                                   the commit; the draft goes
 *     app_draft_close
 *
 * In a work clone `edit` opens the note's own file: there is no draft, and the
 * file is what the editor left.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "content/doc.h"
#include "sync/save.h"

/* --- who may write (app/contribute.c) --- */

/*
 * Whether this hub can be written here by this person: not with --read-only,
 * not a plain folder, and so on; said before anybody writes anything.
 */
bool app_may_write(struct app *app, struct error *err);

/* save_run, and what was made is remembered, so that it can be undone. */
bool app_save(struct app *app, const struct save_request *request,
	struct save_result *result, struct error *err);

/* --- reviewed, no change (app/translate.c) --- */

struct reviewed {
	bool dry; /* in: only find out */
	struct buf old, text; /* of the note */
	struct buf message;
	struct save_result save; /* unless dry */
};

/*
 * Set `reviewed` to today and `review_by` to the kind's next date, in the file
 * that holds the note's fields, as one commit; translations that were up to
 * date get today's date. `reviewed` is zeroed but for
 * `dry`; reviewed_clear frees, also after a failure.
 */
bool app_review(struct app *app, struct str ref, struct reviewed *reviewed,
	struct error *err);
void reviewed_clear(struct reviewed *reviewed);

/* --- the editor (app/editor.c) --- */

enum {
	EDITOR_WORDS = 16
};

/* FYR_EDITOR, VISUAL, EDITOR, nano, vi: the first that there is. */
struct editor {
	struct buf text; /* the words, NUL after each */
	const char *argv[EDITOR_WORDS + 2]; /* the last is the file's place */
	size_t words;
	bool chosen; /* by one of the variables */
};

/*
 * Find it. The value of a variable is split at blanks, nothing else: no shell
 * reads it. ERROR_CONFIG when there is none.
 */
bool editor_find(struct editor *editor, struct error *err);
void editor_clear(struct editor *editor);

/* --- drafts (app/draft.c) --- */

enum draft_action {
	DRAFT_NEW,
	DRAFT_EDIT,
	DRAFT_TRANSLATE
};

struct draft {
	struct arena arena; /* of the texts below */
	const char *name; /* "new-guide-1", "ai-act-sv-1a2b3c4d" */
	const char *file; /* what the editor opens, absolute */
	const char *dir; /* of the drafts: the editor's folder */
	const char *path; /* in the hub; "" until it follows from the title */
	enum draft_action action;
	struct str kind, lang; /* of a new note */
	const char *base; /* blob the text began with, hex; "" none */
	bool resumed; /* it was there already */
	bool in_place; /* `file` is the note itself, in a work clone */
	const char *message; /* of the commit; NULL: made from what changed */
	int lock; /* -1: none */
};

struct draft_field {
	struct str key, value;
};

struct draft_request {
	struct str kind; /* id or label */
	struct str title, lang;
	struct str text; /* the note or its body; empty: the template's */
	bool has_text;
	bool help; /* with help lines, for an editor */
	const struct draft_field *fields;
	size_t field_count;
};

/* Begin a new note. ERROR_INPUT names the kinds when there is no such one. */
bool app_draft_new(struct app *app, const struct draft_request *request,
	struct draft *draft, struct error *err);

/*
 * Begin to edit the note that `ref` means, or take up the draft that is there
 * for it or has that name. With `in_place` an editor opens the note's own
 * file in a work clone.
 */
bool app_draft_edit(struct app *app, struct str ref, bool in_place,
	struct draft *draft, struct error *err);

/*
 * Append what `ref` means once the fields of `request` are known (primary.c): a
 * translation holds no field but its title and summary, so others are set in
 * the note's first file. ERROR_INPUT when it is asked for both.
 */
bool app_edit_target(struct app *app, struct str ref,
	const struct draft_request *request, struct buf *path,
	struct error *err);

/* Begin the translation of a note to `lang`, or take it up again. */
bool app_draft_translate(struct app *app, struct str ref, struct str lang,
	struct draft *draft, struct error *err);

/* The languages that a note can be translated to: those of the hub but its
 * own. Fills `langs` (borrowed from the schema); ERROR_REFUSED for none. */
enum {
	TRANSLATIONS = 8
};
bool app_translations(struct app *app, struct str ref,
	struct str langs[TRANSLATIONS], size_t *count, struct error *err);

/* Run the editor on it to its end. ERROR_IO when it failed: the draft stays. */
bool app_draft_editor(const struct draft *draft, const struct editor *editor,
	struct error *err);

/* Put fields and text into a draft without an editor. */
bool app_draft_write(struct app *app, const struct draft *draft,
	const struct draft_request *request, struct error *err);

/*
 * The text as it is now: a regular file of at most 50 MB, UTF-8, without NUL;
 * else ERROR_REFUSED, and the file stays as it is.
 */
bool app_draft_text(
	const struct draft *draft, struct buf *text, struct error *err);

/* Why a text cannot be kept in a hub, translated; NULL: it can. */
const char *app_text_unfit(struct str text);

/* Take the draft away for good. */
void app_draft_drop(const struct draft *draft);

/* Take the draft of that name, note or file (app_drafts_find) away for good.
 * ERROR_REFUSED when somebody is at it. */
bool app_draft_remove(
	const struct app *app, struct str name, struct error *err);

/* Give it back; the file stays. The zero value is fine. */
void app_draft_close(struct draft *draft);

struct draft_row {
	const char *name, *path, *file; /* `path` "": a note to be */
	enum draft_action action;
	bool stray; /* a text without the rest: an editor wrote it late */
	int64_t time; /* of the last change, seconds */
};

struct drafts {
	struct arena arena;
	struct draft_row *items; /* oldest first */
	size_t count, cap;
};

/* All drafts of this hub on this computer. Never fails: without any, none. */
void app_drafts(const struct app *app, struct drafts *drafts);
void app_drafts_clear(struct drafts *drafts);

/* The one of that name, note or file; NULL with ERROR_NOT_FOUND. */
const struct draft_row *app_drafts_find(
	const struct drafts *drafts, struct str name, struct error *err);

/* --- what would be committed (app/propose.c) --- */

enum proposal_state {
	PROPOSAL_SAME, /* nothing was changed */
	PROPOSAL_WRONG, /* `doc.problems` has errors that were not there */
	PROPOSAL_CLASH, /* others changed the same, see below */
	PROPOSAL_READY
};

struct proposal {
	enum proposal_state state;
	struct buf path; /* of the note in the hub */
	struct buf text; /* it will hold this */
	struct buf old; /* it holds this now; empty: new */
	struct buf message; /* of the commit */
	struct buf clash; /* "status, text": what both changed */
	bool merged; /* with what others did meanwhile */
	bool is_new;
	char head[SOURCE_ID]; /* commit this was compared with */
	struct doc doc; /* of `text`, judged */
	size_t errors; /* in it that were not there before */
};

/*
 * Read the draft and compare it with the hub. With PROPOSAL_CLASH the draft now
 * holds both: what the others did, and where both changed the same, what this
 * person wrote; what the others have there is shown by the difference to
 * `old`. Proposing it again takes it as it is then.
 */
bool app_propose(struct app *app, struct draft *draft,
	struct proposal *proposal, struct error *err);
void proposal_clear(struct proposal *proposal);

/* Append problem `n` as one line; what there is to say beside (merged, clash);
 * app/proposal_text.c. */
void proposal_problem(
	const struct proposal *proposal, size_t n, struct buf *out);
void proposal_tell(const struct proposal *proposal, struct buf *out);

/*
 * Commit it (READY only) and drop the draft. When the branch moved meanwhile
 * it is proposed anew; proposal->state then says whether that was committed.
 */
bool app_commit(struct app *app, struct draft *draft, struct proposal *proposal,
	struct save_result *result, struct error *err);

#endif
