#ifndef FYR_APP_APP_H
#define FYR_APP_APP_H

/*
 * A hub opened: configuration, source, schema and index together, and the use
 * cases that the verbs and the terminal application share. app/ joins content,
 * store and sync and knows no library of theirs. Reading never needs the
 * network and never changes the hub.
 *
 * The index may lag behind the source: app_refresh brings it up to date in
 * this process, app/job.h does so in a child. What is shown is always what the
 * index holds; a note's text is read from the source when it is opened.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/config.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"
#include "content/doc.h"
#include "content/schema.h"
#include "content/terms.h"
#include "store/complete.h"
#include "store/explain.h"
#include "store/facets.h"
#include "store/mark.h"
#include "store/related.h"
#include "store/store.h"
#include "sync/save.h"
#include "sync/source.h"

struct affected_set;

struct app {
	struct arena arena; /* of the texts below */
	struct config config;
	const char *path; /* of the hub */
	const char *name; /* what the user calls it: "sfs" */
	const char *schema_path; /* hub file outside it, or NULL */
	const char *terms_path; /* term list outside it, or NULL */
	const char *index_path;
	const char *state_dir; /* of this hub; may not exist yet */
	struct schema schema; /* never without: built-in if need be */
	struct affected_set *affected; /* NULL until app_affected_all */
	struct terms terms; /* empty until app_terms */
	bool terms_read;
	struct store *store; /* NULL until there is an index */
	struct source *source; /* NULL until app_source */
	struct date today;
	int64_t last_visit; /* seconds; 0: first visit */
	bool temporary; /* the index is in a temporary folder: the cache cannot
			   be written; removed at the end */
	bool readonly; /* --read-only */
};

struct app_options {
	const char *hub; /* --hub: name or folder; NULL: as cli.md says */
	const char *schema; /* --schema, or NULL */
	bool readonly;
};

/*
 * Find the hub and open what is there: --hub, else $FYR_HUB, else the
 * repository or hub folder the current folder is in, else the default of the
 * configuration. ERROR_CONFIG when none is named anywhere, with what to do. The
 * source is opened only when needed, so that a first screen does not wait for
 * it; an index that is missing, damaged or of another version leaves `store`
 * NULL.
 */
bool app_open(
	struct app **app, const struct app_options *options, struct error *err);
void app_close(struct app *app);

/* The source, opened at the first call. */
bool app_source(struct app *app, struct error *err);

/* Name of the hub for a title: fyr.yaml's in the user's language, else its
 * short name. */
struct str app_title(const struct app *app);

/*
 * Append what is wrong with the hub file, its first error with its place;
 * false when nothing is. The hub is shown all the same.
 */
bool app_schema_problem(const struct app *app, struct buf *text);

/* As app_schema_problem, of the term list, which is read if need be; with `any`
 * also what is only a warning. */
bool app_terms_problem(struct app *app, bool any, struct buf *text);

/* Close and open the index again, after a job wrote it; reads the schema anew.
 */
bool app_reopen(struct app *app, struct error *err);

/* --- keeping the index up (app/refresh.c) --- */

struct app_progress {
	/* Called at most every 100 ms and at the end; false cancels. */
	bool (*step)(const char *phase, size_t done, size_t total, void *arg);
	void *arg;
};

struct app_refreshed {
	bool rebuilt; /* from nothing */
	struct buf why; /* rebuilt although there was an index: the reason */
	size_t parsed; /* notes read and put */
	size_t removed;
	size_t notes; /* in the index now */
	size_t skipped; /* entries of the source that could not be read */
};

/*
 * Bring the index up to date with the source, parsing only what changed; with
 * `rebuild`, or without a usable index, from nothing into a new file. Where the
 * cache cannot be written the index goes to a temporary folder for this
 * run and app->temporary says so.
 */
bool app_refresh(struct app *app, bool rebuild,
	const struct app_progress *progress, struct app_refreshed *refreshed,
	struct error *err);

/* Build an index from nothing in a temporary folder, to compare with; the app's
 * own index is left alone and app->index_path names the new one. */
bool app_refresh_aside(
	struct app *app, struct app_refreshed *refreshed, struct error *err);

/* True when the source's commit, edited files or schema differ from what the
 * index holds. */
bool app_is_stale(struct app *app, bool *stale, struct error *err);

/* Open, refresh if stale, say on the progress callback: what verbs call. */
bool app_ready(struct app *app, const struct app_progress *progress,
	struct app_refreshed *refreshed, struct error *err);

/* --- finding (app/find.c) --- */

/* store_search with today, the hub's defaults and its term list. */
bool app_search(struct app *app, const struct store_request *request,
	struct store_results *results, struct error *err);

/* Append why there is no such kind, with those there are; false: there is. */
bool app_no_kind(const struct app *app, struct str kind, struct buf *text);

/*
 * What to say of a search without a good hit (results->weak, or no hit at all),
 * in one line: what was looked for instead, or what kept notes away. Nothing
 * for one with good hits.
 */
void app_tell_weak(const struct app *app, const struct store_request *request,
	const struct store_results *results, struct buf *text);

/*
 * Append the command that would add what was searched for to the term list:
 * fyr terms add "word" = "…"; false when there is nothing to add, or the hub
 * cannot be changed.
 */
bool app_offer_term(const struct app *app, const struct store_results *results,
	struct buf *command);

/*
 * The same search with all that led to it; the counts of what it finds; what
 * may be typed next; what is near a note. Today, language and saved searches
 * (app/saved.h) are filled in as for app_search.
 */
bool app_explain(struct app *app, const struct store_request *request,
	struct store_explain *explain, struct error *err);
bool app_facets(struct app *app, const struct store_request *request,
	struct store_facets *facets, struct error *err);
bool app_complete(struct app *app, struct str text, size_t cursor,
	struct store_completions *completions, struct error *err);
bool app_related(struct app *app, struct str path, size_t limit,
	struct store_related *related, struct error *err);

/*
 * The note at `path`, or its translation, as the user's language has it: path
 * and title in `arena`. What is not in the index stays as it is.
 */
void app_in_language(struct app *app, struct arena *arena, struct str *path,
	struct str *title);

/* Label of a hit's kind ("Guide"), a status or stage, in the user's language.
 */
struct str app_kind_label(const struct app *app, struct str kind, bool plural);
struct str app_status_label(const struct app *app, struct str status);
struct str app_field_label(const struct app *app, struct str kind,
	struct str key, struct str value);

/* --- the term list (app/terms.c, app/terms_change.c) --- */

/* Read it, unless that was done; app->terms holds it then. */
void app_terms(struct app *app);

/* Path of the term list in the hub, as its hub file says. */
struct str app_terms_name(const struct app *app);

struct app_terms_change {
	const struct str *terms;
	size_t count; /* two or more to add, one to remove */
	bool oneway; /* add: the first finds the others */
	bool remove;
	bool dry; /* show only */
};

struct app_terms_changed {
	struct buf before, after; /* text of the file; equal: nothing to do */
	bool written; /* the hub was changed */
	struct save_result save; /* commit: "" in a plain folder */
};

/*
 * Change the hub's term list and commit that, or in a plain folder write the
 * file. ERROR_REFUSED with --read-only, or when the list in use is one outside
 * the hub; other errors as terms_add, terms_remove and save_run. The caller
 * clears the texts, also on failure.
 */
bool app_change_terms(struct app *app, const struct app_terms_change *change,
	struct app_terms_changed *changed, struct error *err);

/*
 * Marks for the words of a query in a note that is open (store/mark.h), as
 * app_search understands it; closed before the app is reopened.
 */
bool app_marker(struct app *app, struct str query, struct store_marker **marker,
	struct error *err);

/* --- one note (app/note.c) --- */

struct note_field {
	struct str label; /* "Owner" */
	struct str key;
	struct str text; /* values as shown, joined by ", " */
	struct str link; /* path of the note a link field leads to, or empty */
};

struct note {
	struct arena arena;
	struct doc doc;
	struct doc primary; /* front matter of the note this one translates */
	const struct kind *kind; /* NULL: unknown */
	struct store_results meta; /* exactly one hit */
	const struct store_hit *hit; /* = &meta.items[0] */
	struct note_field *fields; /* as shown above the text, in order */
	size_t field_count;
	struct store_links out, in;
	/* For each link of doc.links: path of the note it leads to, or empty
	   (external or broken). */
	struct str *targets;
	bool *broken;
	struct str lang_other; /* path of the note in the other language */
};

/*
 * Open the note that `ref` means (store_find). `note` is overwritten;
 * note_clear frees.
 */
bool app_note(
	struct app *app, struct str ref, struct note *note, struct error *err);
void note_clear(struct note *note);

/* The outcome of following link `n` of a note. */
enum note_target {
	TARGET_NOTE,
	TARGET_ADDRESS,
	TARGET_BROKEN
};
enum note_target note_link_target(const struct note *note, size_t n,
	struct str *path, struct str *anchor);

/* --- the day's page (app/today.c) --- */

/*
 * Ask for what is new, newest first: after a visit all notes by their last
 * change; on a first visit, with nothing to compare with, the notes of the
 * kind that holds published changes, by their date. `sort` keeps the order's
 * name and must outlive the request.
 */
void app_ask_news(
	const struct app *app, struct store_request *request, struct buf *sort);

enum today_row_type {
	TODAY_NEW, /* new or changed since the last visit */
	TODAY_MOVED, /* a date that is another one since then */
	TODAY_DEADLINE,
	TODAY_EVENT,
	TODAY_REVIEW,
	TODAY_KIND /* a kind with its counts */
};

struct today_row {
	enum today_row_type type;
	struct str path; /* of the note; kind: empty */
	struct str kind; /* id */
	struct str state; /* word: "NEW", "UPD", "in 9 days", "OVERDUE 3 d" */
	struct str text; /* title, event, or the kind's plural label */
	struct str detail; /* owner, scope, counts */
	struct date date;
	int32_t days; /* from today; negative: past */
	bool expected;
	size_t count, new_count; /* kind */
};

struct today {
	struct arena arena;
	struct today_row
		*rows; /* grouped by type: new, moved, deadlines, events,
			  reviews, kinds; deadlines by date with
			  month-only and expected ones where they sort */
	size_t count;
	size_t news; /* all that is new, also beyond what rows hold */
	struct str since; /* "since Friday 20 Nov", or of a first visit */
};

bool app_today(struct app *app, int days_ahead, struct today *today,
	struct error *err);
/* The heading over rows of a type, in the user's language; `today` owns it. */
const char *today_heading(const struct today *today, enum today_row_type type);

void today_clear(struct today *today);

/* Remember this visit: called when a session ends that lasted a minute, and
 * never by verbs. */
bool app_visited(struct app *app, struct error *err);

/* --- about the hub (app/status.c, app/hubs.c) --- */

/* Make a hub from the starter in `dir` (must not exist or be empty), as a git
 * repository with one commit, and remember it. */
bool app_init(struct config *config, const char *dir, struct buf *path,
	struct error *err);

/* Name for a hub from an address or folder, unique among the known ones. */
void app_hub_name(
	const struct config *config, struct str from, struct buf *name);

/* The folder of the starter hub, or false when it is not installed. */
bool app_starter(struct buf *path);

enum doctor_level {
	DOCTOR_OK,
	DOCTOR_NOTE,
	DOCTOR_PROBLEM
};

/* Look at everything that may be wrong; `each` gets one line at a time. */
bool app_doctor(struct app *app,
	void (*each)(enum doctor_level level, const char *text, void *arg),
	void *arg, struct error *err);

#endif
