#ifndef FYR_APP_SITE_PRIVATE_H
#define FYR_APP_SITE_PRIVATE_H

/* What the files app/site*.c share. */

#include "app/site.h"

/* --- the folder (app/site_folder.c) --- */

struct site_folder {
	struct buf dir; /* where the site stands in the end */
	struct buf fresh; /* the new one beside it */
	struct buf mark; /* what its .fyr-site says first: whose it is */
	bool replaces; /* there is one already */
	int lock;
	size_t files, written;
};

/*
 * Begin in a new folder. ERROR_REFUSED when `dir` holds something that is not
 * this hub's site, or another fyr is making it. `whose` is one line.
 */
bool site_folder_open(struct site_folder *folder, const char *dir,
	struct str whose, struct error *err);

/* Write a file; one with the same bytes as before is the same file. */
bool site_folder_put(struct site_folder *folder, struct str path,
	struct str content, struct error *err);
bool site_folder_has(const struct site_folder *folder, struct str path);

/* Put it in place; *unchanged: it was left as it is. */
bool site_folder_finish(
	struct site_folder *folder, bool *unchanged, struct error *err);

/* Remove what is not in place. */
void site_folder_close(struct site_folder *folder);

/* --- the site --- */

struct site_note {
	struct store_hit hit;
	struct str page; /* relative to the root */
	struct buf sort; /* key of its title */
	size_t place; /* in by_id */
	bool doubled; /* another note has this page */
};

struct site {
	struct app *app;
	const struct site_request *request;
	struct site_result *result;
	struct site_folder folder;
	struct store_results hits; /* every open note, by path */
	struct arena arena;
	struct site_note *notes; /* the same, by title */
	size_t count;
	size_t *by_path, *by_id; /* their numbers, by these */
	const char *langs[2];
	size_t lang_count;
	const char *lang; /* of the page that is written */
	char commit[SOURCE_ID];
	struct date day; /* of the commit */
};

/* The note at `path`, or NULL when it does not leave the hub. */
const struct site_note *site_find(const struct site *site, struct str path);

/* Of a note and its translations that for this language: true for one of them
 * only. */
bool site_is_shown(const struct site *site, const struct site_note *note);

/* The open note of that id for a reader of the site's language; NULL. */
const struct site_note *site_find_id(const struct site *site, struct str id);

/* --- pages (app/site_page.c) --- */

struct site_page {
	struct site *site;
	struct buf out;
	struct str path; /* "sv/agenda.html" */
	struct buf root; /* "../" as often as it is deep */
	struct str title, summary;
	struct str kind; /* that the page is below, or empty */
	const struct site_note *note; /* or NULL */
	bool script;
};

/* Text in one line through the gate and escaped: the site's only way. */
void site_text(struct buf *out, struct str text);

/* " href=…" of a page, relative to this one. */
void site_href(struct site_page *page, struct str path);

/* A link to a note's page, with its language where that is another. */
void site_note_link(struct site_page *page, const struct site_note *note);

/* Where the page that lists a kind or a tag is. */
void site_kind_path(struct buf *out, const struct site *site, struct str kind);
void site_tag_path(struct buf *out, const struct site *site, struct str tag);

/* Everything before and after what the page is about; write and clear it. */
void site_page_begin(struct site_page *page);
bool site_page_end(struct site_page *page, struct error *err);

/* --- what is on them --- */

bool site_write_note(
	struct site *site, const struct site_note *note, struct error *err);
bool site_write_lists(struct site *site, struct error *err);
bool site_write_index(struct site *site, struct error *err);
bool site_write_agenda(struct site *site, struct error *err);
bool site_write_search(struct site *site, struct error *err);

/* The value of a field as a reader sees it, with links where it has them. */
void site_value(struct site_page *page, const struct kind *kind,
	const struct value *value);

/* Stage, level and what the note waits for: before its text. */
void site_states(struct site_page *page, const struct note *note,
	const struct facts *facts);

/* A date for readers and programs: <time datetime="2026-11">Nov 2026</time>. */
void site_time(struct buf *out, struct date date);

/* A link to a page of the site by its name below the language. */
void site_page_link(struct site_page *page, const char *name, const char *text);

void site_style(struct buf *out);
extern const char site_script[];

#endif
