#ifndef FYR_APP_OUTGOING_H
#define FYR_APP_OUTGOING_H

/*
 * Notes as they leave the hub: which ones, what their front matter says, and
 * the permanent names they have outside: addresses for feeds and calendars,
 * pages of the site. Drafts and what is superseded or archived stay inside
 * unless they are asked for.
 *
 * What leaves is the same for the same commit and language: nothing here looks
 * at the day, the zone or what the user has read. A working tree with edited
 * notes gives those.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/app.h"

struct outgoing_request {
	struct str query; /* as in a search, saved:NAME too; empty: every note
			     of the kinds that `roles` say */
	const enum role *roles; /* kinds with a field of one of these; ends with
				   ROLE_NONE; NULL: of any kind */
	bool all; /* drafts, superseded and archived ones too */
	size_t limit; /* 0: none */
};

/*
 * The notes, one for a note and its translations, in the user's language where
 * it has it, by path. ERROR_INPUT for a kind there is not.
 */
bool app_outgoing(struct app *app, const struct outgoing_request *request,
	struct store_results *results, struct error *err);

/* A status that a reader outside may see. */
bool outgoing_is_open(struct str status);

/* --- what a note says of itself --- */

struct facts {
	const struct kind *kind; /* NULL: unknown */
	struct doc doc; /* the note, perhaps its front matter only */
	struct doc primary; /* front matter of what it translates */
	struct values own;
	struct values values; /* of the primary; of a primary as `own` */
	struct buf path; /* of the primary, or its own */
};

/* Read the note at `path`; with `body` its text too. `facts` is overwritten;
 * facts_clear frees. */
bool app_facts(struct app *app, struct str path, bool body, struct facts *facts,
	struct error *err);
void facts_clear(struct facts *facts);

/* The first value with that role, the note's own before its primary's; NULL. */
const struct value *facts_role(const struct facts *facts, enum role role);
struct str facts_text(const struct facts *facts, enum role role);

/* --- its history --- */

struct past {
	int64_t created, modified; /* seconds; 0 unknown */
	size_t changes; /* commits that changed the note or its primary */
};

/* Of the notes at `path` and `primary` (which may be the same or empty). */
bool app_past(struct app *app, struct str path, struct str primary,
	struct past *past, struct error *err);

/*
 * The commit that is exported and its time; of a plain folder "" and the time
 * its newest note was changed.
 */
bool app_tip(
	struct app *app, char id[SOURCE_ID], int64_t *time, struct error *err);

/* --- names outside --- */

/*
 * Append the address that stays the same as long as the note does:
 * tag:ai.example.org,2026:ai-act (RFC 4151) from the `id:` of fyr.yaml; without
 * one urn:uuid: made from the hub's name and `name`.
 */
void app_tag(const struct app *app, struct str name, struct buf *out);

/* Append the host of fyr.yaml's id ("ai.example.org"); else a UUID as app_tag's
 * of the hub alone. */
void app_host(const struct app *app, struct buf *out);

/* Languages of the site, the hub's first one first; at least one, of ours. */
size_t app_site_languages(const struct app *app, const char *langs[2]);

/*
 * Append the page of the note at `path` in the site, relative to its root, as
 * a file name: sv/notes/regulations/ai-act.html. `lang` is the note's.
 */
void app_page(const struct app *app, struct str path, struct str lang,
	struct buf *out);

/* A language as RFC 5646 writes it, and therefore HTML, XML and JSON Feed. */
bool outgoing_is_language(struct str lang);

/* Append a path as part of an address: percent-encoded, slashes kept. */
void outgoing_escape_path(struct buf *out, struct str path);

/* Append a stable file name for any text: its slug, and where that is not the
 * text itself a mark that keeps different texts apart. */
void outgoing_file_name(struct buf *out, struct str text);

/* 2026-11-23T12:00:00Z, as RFC 3339; `compact`: 20261123T120000Z. */
void outgoing_instant(struct buf *out, int64_t seconds, bool compact);

/* The civil day of an instant in UTC: the same on every machine. */
struct date outgoing_day(int64_t seconds);

#endif
