#ifndef FYR_APP_EXPORT_H
#define FYR_APP_EXPORT_H

/*
 * Records for machines and people: one listing, many formats. Home of jansson.
 * Texts in oneline, short, full, path and id pass the gate line by line; JSON
 * escapes what a terminal might obey; CSV and TSV cells never begin a formula.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/buf.h"
#include "base/error.h"
#include "store/store.h"

enum format {
	FORMAT_ONELINE, /* kind, title, date: one line a note */
	FORMAT_SHORT, /* and the snippet or summary below it */
	FORMAT_FULL, /* all that is known, "Label: value" lines */
	FORMAT_PATH,
	FORMAT_ID,
	FORMAT_JSON, /* one object with "schema" and "notes" */
	FORMAT_JSONL, /* one object a line */
	FORMAT_TSV,
	FORMAT_CSV,
	FORMAT_COUNT
};

/* By name, in any case; ERROR_INPUT lists the names. */
bool format_parse(const char *name, enum format *format, struct error *err);

struct export_options {
	enum format format;
	bool nul; /* -0: NUL between records of path, id, oneline */
	bool marks; /* highlight matches: SGR 1;4, for terminals only */
	int width; /* cells of a terminal line; 0: do not cut */
};

void export_hits(struct buf *out, const struct app *app,
	const struct store_results *results,
	const struct export_options *options);

/* One note as JSON: fields, headings, links, text. */
struct review_state;
void export_note_json(struct buf *out, const struct app *app,
	const struct note *note, const struct review_state *state);

/*
 * Links of a note, from it and to it, and what is near it; each may be NULL
 * (oneline, json, jsonl, tsv, csv, path). JSON is one object with "out", "in"
 * and "related"; rows for machines say their direction; lines for people have
 * a heading when more than one is given.
 */
struct export_linked {
	const struct store_links *from, *to;
	const struct store_related *related;
};
void export_links(struct buf *out, const struct export_linked *linked,
	const struct export_options *options);

#endif
