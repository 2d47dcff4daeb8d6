#ifndef FYR_APP_DRAFT_H
#define FYR_APP_DRAFT_H

/*
 * Drafts on disk, private to app/. In the folder "drafts" of the hub's state,
 * 0700 and ours, each has three files: NAME.base (the text it began with),
 * NAME.draft (what it is of, "key value" lines) and, written last, NAME.md: the
 * text itself. Where NAME.md is, a draft is. Names are letters, digits and
 * dashes of ours, whatever the note is called. NAME.draft is locked (flock) as
 * long as somebody works on it.
 */

#include "app/contribute.h"

/* What a draft that is to be made is of. */
struct draft_start {
	enum draft_action action;
	struct str name; /* empty: "new-<kind>-<n>", the first free one */
	struct str path; /* in the hub, or empty */
	struct str kind, lang;
	const char *base; /* blob, or "" */
	struct str text; /* it begins with this */
	struct str began; /* unchanged means: as this */
};

/* Make it and lock it. The files are on disk when this returns. */
bool draft_make(const struct app *app, const struct draft_start *start,
	struct draft *draft, struct error *err);

/* The name of the draft for the note at `path`. */
void draft_name(const struct app *app, struct str path, struct buf *name);

/*
 * Open and lock the draft of that name. ERROR_NOT_FOUND when there is none,
 * ERROR_REFUSED when somebody is at it.
 */
bool draft_open(const struct app *app, struct str name, struct draft *draft,
	struct error *err);

/* Append the text it began with. */
bool draft_began(const struct draft *draft, struct buf *text);

/* Remember which note it becomes, before the commit. */
bool draft_settle(struct draft *draft, struct str path, struct error *err);

/* It now begins with another text: after others' changes were merged in. */
bool draft_rebase(struct draft *draft, const char *base, struct str text,
	struct error *err);

/* --- what else the files of contributing share (app/propose.c) --- */

/* The note at `path` if it held `text`, with all that is wrong with it. */
void app_judge(const struct app *app, struct str path, struct str text,
	struct doc *doc);

/* Whether a note of that id is in the hub now, whatever the index says. */
bool app_id_is_taken(
	struct app *app, struct str id, bool *yes, struct error *err);

/* The kind with that id or label; NULL with ERROR_INPUT naming all (of
 * app/contribute.c, as the next two). */
const struct kind *app_find_kind(
	const struct app *app, struct str word, struct error *err);

/* The language of a new note: what was asked for, else the hub's first. */
bool app_find_lang(const struct app *app, struct str wanted, struct str *lang,
	struct error *err);

/* Append the hub's own template of a kind; there may be none. */
void app_read_template(struct app *app, const struct kind *kind,
	struct str lang, struct buf *text);

struct note_place {
	struct str folder, id, lang;
};

/* Append the path of a note: "guides/x.sv.md". */
void app_note_path(const struct app *app, const struct note_place *place,
	struct buf *path);

#endif
