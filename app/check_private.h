#ifndef FYR_APP_CHECK_PRIVATE_H
#define FYR_APP_CHECK_PRIVATE_H

/*
 * The inside of checking: a checker is fed every note of a hub, from wherever
 * they come, and then judges. check_facts.c keeps what others need to know of a
 * note, check_names.c finds notes by name, check_links.c judges links,
 * check_group.c what several notes claim, check_rings.c what leads back.
 */

#include "app/check.h"
#include "content/check.h"

struct fact_heading {
	struct str anchor, text;
	struct str anchor_folded, text_folded; /* once `folded` */
};

struct fact_name {
	struct str text; /* as written */
	struct str norm; /* comparable */
	int rank; /* store/name.h */
	int line;
	bool old; /* an earlier id of the note */
};

struct fact_link {
	struct str target; /* name as written, or a hub path */
	struct str anchor;
	struct str key; /* field it stands in; empty: the text */
	struct str kind; /* it must lead to, or empty */
	int line, column;
	bool is_path, image;
	bool outside; /* leaves the hub: broken */
	bool ring; /* its kind of link must not lead back */
	long to; /* number of the note it leads to; -1 */
};

struct fact {
	struct str path, id, lang, status, version;
	const struct kind *kind;
	bool selected; /* its problems are wanted */
	bool edited;
	bool translation;
	struct date translated;
	int translated_line;
	struct fact_name *names; /* its id first */
	size_t name_count;
	struct fact_link *links;
	size_t link_count;
	bool parsed; /* headings are known */
	bool folded; /* headings, for links that are not exact */
	struct fact_heading *headings;
	size_t heading_count;
};

struct name_slot {
	struct str norm; /* data NULL: free */
	long first, last; /* in `entries` */
};

struct name_entry {
	long fact;
	int rank, line;
	long next; /* of the same name; -1 */
};

/* Where the search for the links of a text stands (check_place.c). */
struct check_place {
	struct str rest; /* of the body */
	const char *begin; /* of the line that `rest` begins in */
	int line;
};

/*
 * The line and column of a link of the body; links come in document order. The
 * column is 0 when it is not written there as it reads (reference links).
 */
void checker_place(struct check_place *place, const struct link *link,
	int *line, int *column);

/* Where the checker reads what it was not fed. */
struct check_feed {
	/* The content of a note that was fed, by path and version. */
	bool (*read)(const struct fact *fact, struct buf *out, void *arg);
	/* A file of the hub that is no note; false when it is not there. */
	bool (*file)(const char *path, struct buf *out, void *arg);
	/* True when the hub has a file or folder at `path`. */
	bool (*exists)(const char *path, void *arg);
	/* Seconds of the last change of a note after it was added; 0. */
	int64_t (*changed)(struct str path, void *arg);
	void *arg;
};

struct checker {
	struct arena *arena; /* the report's */
	const struct schema *schema;
	bool foreign;
	struct date today;
	struct check_feed feed;
	struct check_report *report;
	size_t cap; /* of report->items */
	struct fact *facts; /* by path */
	size_t count, fact_cap;
	struct name_slot *slots;
	size_t slot_cap, slot_count; /* a power of two */
	struct name_entry *entries;
	size_t entry_count, entry_cap;
};

struct check_file {
	const char *path, *version;
	struct str bytes;
	bool selected, edited;
};

/* All zero but the arena, schema, foreign, today, feed and report. */
void checker_add(struct checker *checker, const struct check_file *file);

/* After all notes, in the order of their paths: judge, sort, count. */
void checker_finish(struct checker *checker);
void checker_clear(struct checker *checker); /* not the report */

/* Problems of the hub file itself. */
void checker_schema(struct checker *checker, const char *path);

/* app/check_hub.c: the list of feeds that the hub file names; a template, as
 * the note that it would begin. Their rules: feeds feed template-name
 * template-word, and those of notes. */
void checker_feeds(struct checker *checker);
void checker_template(
	struct checker *checker, const char *path, struct str bytes);

/* Add a problem of a note, if its problems are wanted. */
void checker_say(struct checker *checker, const struct fact *fact,
	const struct problem *at, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A path or id as it may stand in a message. */
struct str checker_shown(struct checker *checker, struct str text);

/* --- the notes of a source (app/check_files.c) --- */

struct check_entry {
	char *path;
	char version[SOURCE_ID];
	bool edited, selected;
	bool is_template;
};

struct check_files {
	struct check_entry *items; /* by path */
	size_t count;
	struct str feeds; /* path of the list of feeds; empty: none */
	bool hub_file; /* fyr.yaml or its list of feeds was named */
};

/* All notes of the open source, those the request names selected. */
bool check_files_list(struct app *app, const struct check_request *request,
	struct check_files *files, struct error *err);
void check_files_clear(struct check_files *files);

/* app/check_fix.c: repair the selected notes; the report says what was done. */
bool check_fix(struct app *app, const struct check_files *files,
	struct check_report *report, struct error *err);

/* --- steps of checker_finish --- */

void checker_index_names(struct checker *checker);

/* The note that `name`, written in `from`, means; -1. */
long checker_find_name(
	struct checker *checker, const struct fact *from, struct str name);
long checker_find_path(struct checker *checker, struct str path);

/* First of the entries of a name; -1. Follow with entries[i].next. */
long checker_entries(struct checker *checker, struct str norm);

/* Make the headings of a note known. */
void checker_need_headings(struct checker *checker, struct fact *fact);

void checker_links(struct checker *checker);
void checker_groups(struct checker *checker);
void checker_rings(struct checker *checker);

/* error when the note is published, else a warning */
enum severity checker_severity(const struct checker *, const struct fact *);

/* Status that counts: a translation has its primary's. */
struct str checker_status(const struct checker *, const struct fact *);

/* The primary of a translation; -1. */
long checker_primary(const struct checker *, const struct fact *);

#endif
