#ifndef FYR_APP_PRIVATE_H
#define FYR_APP_PRIVATE_H

/* What the files of app/ share and nobody else needs. */

#include "app/app.h"

/* Use `text` (of a fyr.yaml; empty: none) as the schema from now on. */
void app_take_schema(struct app *app, struct str text);

/* As app_note; with a `text` instead of the one it has now. */
bool note_open(struct app *app, struct str ref, const struct buf *text,
	struct note *note, struct error *err);

/* --- the term list (app/terms.c) --- */

/*
 * What --schema names is a hub file, a folder with one, or a term list: set
 * schema_path and terms_path by what is there. A missing file stays as it is,
 * to be told when it is read.
 */
void app_settle_schema(struct app *app);

/* Append the text of the hub's own term list, from the source (open). */
void app_read_terms(struct app *app, struct buf *text);

/* After another index or list was opened: it is read anew. */
void app_forget_terms(struct app *app);

/* As well, of what may be affected (app/affected.c). */
void app_forget_affected(struct app *app);

/* Find it out and keep it in `store`, which is in a transaction. */
bool affected_keep(
	const struct app *app, struct store *store, struct error *err);

/*
 * One note as the index keeps it. `record` borrows from `doc` and from the
 * arena; both must live until it was put.
 */
struct record_input {
	const struct schema *schema;
	bool foreign; /* ids are paths: the repository has no fyr.yaml */
	const char *path;
	const char *version;
	bool edited;
	int64_t modified;
	struct str bytes; /* of the file */
};
void record_make(struct store_note *record, struct doc *doc,
	struct arena *arena, const struct record_input *input);

/* The id of the note at `path`: its stem without language, or in a foreign
 * repository the path without its ending. *lang gets "sv" of "x.sv.md". */
struct str record_id(const struct schema *schema, bool foreign, struct str path,
	struct str *lang);

/*
 * Append the hub path that `target`, written in the note at `path`, leads to:
 * relative to the note's folder, or to the hub when it begins with a slash;
 * "." and ".." resolved. False when it leaves the hub.
 */
bool record_resolve(struct str path, struct str target, struct buf *out);

/* Tell the index what the schema calls keys and values. */
void app_give_names(struct app *app);

/* A path as a link target without its percent escapes, in `arena` or as is. */
struct str record_unescape(struct arena *arena, struct str text);

/* Append the text of fyr.yaml, from the hub (its source is open) or from
 * outside it; nothing when there is none. */
bool app_read_schema(struct app *app, struct buf *out, struct error *err);

/* False for templates, in a hub that has a schema. */
bool app_is_note(const struct app *app, const char *path);

/* True when the hub's notes come from a repository without fyr.yaml. */
bool app_is_foreign(const struct app *app);

/*
 * What brings the index from what it holds to what the source holds: a list
 * of paths to put or to remove, made by comparing and carried out by
 * app_refresh.
 */
struct step {
	char *path;
	char version[SOURCE_ID];
	bool edited, removed;
};

struct delta {
	struct step *steps;
	size_t count, cap;
	char head[SOURCE_ID]; /* the index will hold this commit */
	char old[SOURCE_ID]; /* it holds this one; "" none */
	struct buf schema; /* text of fyr.yaml; empty: none */
	struct buf terms; /* text of the hub's term list */
	bool whole; /* from nothing */
	bool gone; /* a note of the commit is missing on disk */
	bool terms_new; /* the index holds another list */
	size_t skipped;
};

/*
 * Compare the source (open) with `store`, NULL meaning that there is no index.
 * A schema other than the indexed one makes the delta `whole`. Takes the
 * schema into use. The delta is the caller's to clear, also on failure.
 */
bool delta_make(struct app *app, struct store *store, struct delta *delta,
	struct error *err);
void delta_clear(struct delta *delta);

#endif
