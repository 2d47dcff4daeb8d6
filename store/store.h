#ifndef FYR_STORE_STORE_H
#define FYR_STORE_STORE_H

/*
 * The index of a hub: one SQLite file with a full-text table (FTS5), the
 * notes' fields, links, sections and history. Home of sqlite3; nothing outside
 * store/ knows it. The index is a cache: it can be deleted at any time, it
 * never holds the only copy of anything, and one of another version, or
 * damaged, is ERROR_INDEX: the caller builds it anew (store_create).
 *
 * Notes come as plain slices (struct store_note); store/ knows neither
 * Markdown nor YAML nor git. Results are copies owned by the caller. All
 * texts are UTF-8; dates are civil (base/date.h); times are seconds since the
 * epoch, UTC. One process writes at a time (SQLite's lock; waits 5 s).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

struct store;

struct store_field {
	struct str key; /* front-matter key: "stage", "dates" */
	struct str value; /* as written */
	struct str role; /* "deadline", or empty */
	struct date date; /* when the value is a date */
	bool expected; /* the date is expected, not binding */
	struct str event, scope, source; /* of a dated entry */
	int item; /* number in its list */
};

struct store_link {
	struct str path; /* hub path it leads to ("guides/x.md"), or empty */
	struct str id; /* or the id it names, or empty */
	struct str url; /* or an external address, or empty */
	struct str anchor;
	struct str text;
	struct str field; /* front-matter key it stands in; empty: the body */
	int line;
};

struct store_section {
	int level; /* 1-6 */
	int line; /* in the file */
	struct str heading, anchor;
	size_t offset; /* where its text begins in `body`, bytes */
};

struct store_note {
	struct str path; /* in the hub, with slashes; the key */
	struct str version; /* blob id, or a stamp of an edited file */
	struct str id; /* stem without language, or path without .md */
	struct str title, kind, status, lang, summary, owner;
	struct str translation_of; /* "" for a primary */
	struct str alias; /* aliases, short names, old ids, identifiers: a line
			     each */
	struct str head; /* headings, one a line */
	struct str body; /* text without headings */
	struct str meta; /* other front-matter values, one a line */
	const struct str *tags;
	size_t tag_count;
	const struct str *identifiers; /* "sfs:2008:355" */
	size_t identifier_count;
	const struct store_field *fields;
	size_t field_count;
	const struct store_link *links;
	size_t link_count;
	const struct store_section *sections;
	size_t section_count;
	size_t bytes; /* of the file */
	size_t problems; /* found in it */
	int64_t modified; /* for a note without history (edited, folder) */
	bool edited; /* differs from the commit */
};

/* One change of one note in one commit. */
struct store_change {
	struct str path;
	struct str commit; /* hex */
	struct str author; /* name */
	int64_t time; /* author time */
	struct str subject;
	char op; /* 'A' added, 'M' changed, 'D' removed, 'R' renamed to path */
	struct str from; /* renamed: the old path */
};

/*
 * Open the index at `path`. A missing file is ERROR_NOT_FOUND; a damaged
 * file or one of another version ERROR_INDEX. With `readonly` the file and its
 * folder may be read-only.
 */
bool store_open(const char *path, bool readonly, struct store **store,
	struct error *err);

/*
 * Begin an index from nothing in a new file beside `path`, with the settings
 * of a bulk load; store_finish renames it to `path`. Until then `path` is as it
 * was; closing without store_finish removes the new file.
 */
bool store_create(const char *path, struct store **store, struct error *err);
bool store_finish(struct store *store, struct error *err);

void store_close(struct store *store);

/* One transaction; put and remove only work within one. */
bool store_begin(struct store *store, struct error *err);
bool store_commit(struct store *store, struct error *err);
void store_rollback(struct store *store);

/* Add or replace the note at note->path. */
bool store_put(
	struct store *store, const struct store_note *note, struct error *err);

/* Remove a note; an unknown path is fine. */
bool store_remove(struct store *store, struct str path, struct error *err);

/*
 * Append a change, oldest first. A note's `created` and `modified` are the
 * least and the greatest time of its changes, renames followed; `author` is of
 * the latest. A clear takes all changes away, before a history is read anew.
 */
bool store_put_change(struct store *store, const struct store_change *change,
	struct error *err);
bool store_clear_changes(struct store *store, struct error *err);

/* Values the caller keeps with the index ("head", "schema"): "" if unset. */
bool store_set(struct store *store, const char *key, struct str value,
	struct error *err);
bool store_value(struct store *store, const char *key, struct buf *out,
	struct error *err);

/*
 * Every note's path and version, or of the edited ones only, by path; false
 * from `each` stops.
 */
bool store_versions(struct store *store, bool edited,
	bool (*each)(
		struct str path, struct str version, bool edited, void *arg),
	void *arg, struct error *err);

/*
 * The hub's term list: words and phrases of one group mean the same. Replaces
 * the one before; copied. It is no part of the index.
 */
struct store_group {
	const struct str *phrases;
	size_t count;
	size_t from; /* one-way: the first so many find the others, and are not
			found by them; 0: each finds all others */
};

void store_synonyms(
	struct store *store, const struct store_group *groups, size_t count);

/*
 * What the hub calls its keys and their values in the reader's languages, from
 * its schema: a query may use these names too ("skede:förslag" is
 * stage:proposal), completion and facets show them. Replaces the ones before;
 * copied. It is no part of the index.
 */
struct store_name {
	struct str key; /* front-matter key; "kind", "status", … too */
	struct str value; /* "proposal"; empty: the key itself is named */
	struct str label; /* "Förslag"; "Skede" */
	struct str lang; /* of the label */
	struct str role; /* of a key: "title", "tags"; or empty */
	bool choice; /* of a key: its values are few, so it is a facet */
};

void store_names(
	struct store *store, const struct store_name *names, size_t count);

/* --- what a reader asks --- */

struct store_range {
	size_t from, to; /* bytes [from, to) */
};

enum {
	STORE_RANGES = 16,
	STORE_LIMIT = 50
};

struct store_hit {
	int64_t number; /* of the note in this index; changes on rebuild */
	struct str path, id, title, kind, status, lang, summary, owner, stage;
	struct str tags; /* separated by ", " */
	struct str author; /* of the last change; empty without history */
	struct str version;
	int64_t created, modified; /* seconds; 0 unknown */
	struct date due; /* next deadline from today on, or review date */
	struct date start; /* of an event */
	struct date date; /* the note itself is of; dates of a translation
			     are its primary's */
	size_t problems;
	bool edited;
	/* The newest published change that may have made it wrong, as
	 * app_search finds out; empty: none. */
	struct str affected, affected_title;
	struct date affected_date;
	/* of a search; empty in a listing */
	double score;
	struct str snippet; /* plain, one line, from the best section */
	struct str section; /* heading it stands under */
	struct str anchor;
	int line; /* in the file, where to land */
	struct store_range title_marks[STORE_RANGES];
	struct store_range snippet_marks[STORE_RANGES];
	int title_mark_count, snippet_mark_count;
};

struct store_request {
	struct str query; /* any string at all; empty lists everything */
	struct str kind; /* only this kind; empty: all */
	struct str lang; /* only this language; empty: all */
	struct str prefer; /* of a note and its translations give one: that in
			      this language, else the primary; empty: all */
	struct str sort; /* "title", "modified-", "due+", any key; empty:
			    by rank with words, else newest first */
	bool all; /* drafts, superseded and archived notes in listings too;
		     a search always finds them, ranked lower */
	bool typing; /* the last word may be half typed */
	size_t limit; /* 0: 50 */
	size_t offset;
	int64_t since; /* only notes changed after this second; 0: all */
	struct date today;
	bool (*stop)(void *arg); /* asked often; true gives up; may be NULL */
	void *arg;
};

struct store_results {
	struct arena arena; /* holds all below */
	struct store_hit *items;
	size_t count; /* in items */
	size_t total; /* that match, limit and offset aside */
	bool stopped; /* given up, as `stop` said or for its time: incomplete */
	struct str understood; /* what the query was taken for, one line; empty
				  when it was taken as typed */
	/* There were words to search for, and no good hit: none, or the best
	   one meets little of them in its names and has a low score. */
	bool weak;
	struct str tried; /* weak: how words that no note has were looked for;
			     empty when the notes have all words */
	struct str words; /* weak: what could become a term of the list */
	struct str no_kind; /* a kind asked for that no note is of */
};

/*
 * Search or list. Never fails because of the query: any string is valid
 * (store/query.h). `results` is overwritten; store_results_clear frees.
 */
bool store_search(struct store *store, const struct store_request *request,
	struct store_results *results, struct error *err);

/*
 * True when `sort` is an order there is; else the keys there are, apart by
 * ", ", are appended to *keys.
 */
bool store_sorts_by(struct store *store, struct str sort, struct buf *keys);

void store_results_clear(struct store_results *results);

/*
 * The note a person means by `ref`, best first: its path (with or without
 * .md), id (in language `lang` if it has it), a path's end, an identifier with
 * or without its scheme ("32024R1689", "2008:355"), an old id or alias, a
 * title; identifiers also as "SFS 2008:355" and as the address of a DOI or an
 * ELI. ERROR_NOT_FOUND names near ones; several equally good are ERROR_INPUT
 * naming them.
 */
bool store_find(struct store *store, struct str ref, struct str lang,
	struct store_results *one, struct error *err);

/* The notes at these paths, in this order; missing ones are left out. */
bool store_get(struct store *store, const struct str *paths, size_t count,
	struct store_results *results, struct error *err);

struct store_link_row {
	struct str path; /* of the other note; empty: broken or external */
	struct str title, kind, status;
	struct str url; /* external address, or the broken target */
	struct str anchor, text, field;
	struct str from; /* path of the note it stands in */
	int line;
	bool broken;
};

struct store_links {
	struct arena arena;
	struct store_link_row *items;
	size_t count;
};

enum store_links_which {
	LINKS_OUT,
	LINKS_IN,
	LINKS_BROKEN
};

/* Links of the note at `path`; LINKS_BROKEN of the whole hub when empty. */
bool store_links(struct store *store, struct str path,
	enum store_links_which which, struct store_links *links,
	struct error *err);
void store_links_clear(struct store_links *links);

/* Dated entries in a span of days of fields with one of `roles`. */
struct store_span {
	int32_t from, to; /* day numbers, both included */
	const char *const *roles; /* NULL-terminated */
};
struct store_dated {
	struct str path, title, kind, owner, status;
	struct str key, role, event, scope, source, value;
	struct date date;
	bool expected;
};

struct store_dates {
	struct arena arena;
	struct store_dated *items; /* by date, binding before expected */
	size_t count;
};

bool store_dates(struct store *store, const struct store_span *span,
	struct store_dates *dates, struct error *err);
void store_dates_clear(struct store_dates *dates);

struct store_count {
	struct str kind;
	size_t count; /* published; a note and its translations are one */
	size_t all;
	size_t new_count; /* published, changed after `since` */
};

struct store_counts {
	struct arena arena;
	struct store_count *items; /* by kind id */
	size_t count;
	size_t notes; /* files of the hub, translations too */
	size_t problems; /* of them, those with a problem */
};

bool store_counts(struct store *store, int64_t since,
	struct store_counts *counts, struct error *err);
void store_counts_clear(struct store_counts *counts);

/* History rows of a path, newest first. */
struct store_history {
	struct arena arena;
	struct store_change *items;
	size_t count;
};

bool store_history(struct store *store, struct str path,
	struct store_history *history, struct error *err);
void store_history_clear(struct store_history *history);

/* --- upkeep --- */

/*
 * Check the file and the full-text table ('integrity-check'); a fault is
 * ERROR_INDEX. `digest` gets a hex digest of everything a reader can get from
 * the index that does not depend on the order of building: two
 * indexes of the same notes have the same digest.
 */
bool store_verify(struct store *store, struct buf *digest, struct error *err);

/* How many notes there are. */
bool store_count(struct store *store, size_t *notes, struct error *err);

struct store_stats {
	size_t notes, links, sections, words, changes, bytes;
	int version;
};
bool store_stats(
	struct store *store, struct store_stats *stats, struct error *err);

/* Load what searching keeps in memory (vocabulary); else the first search. */
bool store_warm(struct store *store, struct error *err);

/* Spend at most `ms` on merging; for when nobody waits. */
void store_idle(struct store *store, int ms);

#endif
