#ifndef FYR_APP_RECORDS_H
#define FYR_APP_RECORDS_H

/*
 * Notes with all their fields, for spreadsheets and programs; and the sources
 * they name, for reference managers. A translation has its own texts and its
 * primary's other fields. Names of contact persons stay in the hub.
 */

#include "app/outgoing.h"

/* A row a note, a column a field; many values of one apart by "; ". The gate of
 * a cell is export_row's. */
bool app_records_csv(struct app *app, const struct outgoing_request *request,
	struct buf *out, size_t *count, struct error *err);

/* "fyr/records/1": fields as lists, dates as objects. */
bool app_records_json(struct app *app, const struct outgoing_request *request,
	struct buf *out, size_t *count, struct error *err);

/*
 * BibTeX: each source of the notes once (doi:, arxiv: and addresses in their
 * `sources`), with the notes that name it, and each note with identifiers (a
 * law, a guideline) itself. A source has no title of its own in the hub: its
 * identifier stands for it.
 */
bool app_records_bibtex(struct app *app, const struct outgoing_request *request,
	struct buf *out, size_t *count, struct error *err);

/* What stands in braces: no byte of it ends the entry or is a command. With
 * `address` for fields that are taken as they are (url, doi, eprint). */
void bibtex_value(struct buf *out, struct str text, bool address);

#endif
