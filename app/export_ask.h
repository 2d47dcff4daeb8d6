#ifndef FYR_APP_EXPORT_ASK_H
#define FYR_APP_EXPORT_ASK_H

/*
 * What surrounds a search, as lines for people or as JSON: how it was
 * understood, the counts of what it finds, what may be typed next, what is
 * kept, what is near a note. Formats other than JSON and JSON lines give lines.
 */

#include "app/export.h"
#include "app/saved.h"

void export_explain(struct buf *out, const struct app *app,
	const struct store_explain *explain, enum format format);

void export_facets(
	struct buf *out, const struct store_facets *facets, enum format format);

/* `text` is what was typed; lines are the text each would make of it. */
void export_completions(struct buf *out, struct str text,
	const struct store_completions *completions, enum format format);

void export_saved(
	struct buf *out, const struct saved_list *list, enum format format);

/* Lines with a heading; for JSON see export_links. */
void export_related(struct buf *out, const struct store_related *related);

/* Why a note is near, as a reader is told it: "links here; shares: sepsis". */
void export_why(struct buf *out, const struct store_related_row *row);

#endif
