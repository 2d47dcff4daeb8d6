#ifndef FYR_APP_EXPORT_PRIVATE_H
#define FYR_APP_EXPORT_PRIVATE_H

/* The machine formats, for app/export*.c. */

#include <jansson.h>

#include "app/export.h"

/* Append in JSON, JSON lines, TSV or CSV; false for the other formats. */
bool export_data(struct buf *out, const struct app *app,
	const struct store_results *results, enum format format);
bool export_link_data(struct buf *out, const struct export_linked *linked,
	enum format format);

/* A string; the empty one for bytes that are no UTF-8. */
json_t *export_text(struct str s);

/* Members; an empty text, no date and 0 seconds (of the epoch) set nothing. */
void export_set(json_t *object, const char *key, struct str value);
void export_set_date(json_t *object, const char *key, struct date date);
void export_set_time(json_t *object, const char *key, int64_t seconds);

/* Append JSON and a line end, what a terminal obeys escaped; takes `value`. */
void export_dump(struct buf *out, json_t *value, size_t flags);

/* A row of CSV or TSV; no cell begins a formula. */
void export_row(
	struct buf *out, const struct str *cells, size_t count, bool csv);

/* The published change that may have made a note wrong. */
json_t *export_affected(struct str path, struct str title, struct date date);

#endif
