#ifndef FYR_APP_EXPORT_PRIVATE_H
#define FYR_APP_EXPORT_PRIVATE_H

/* The machine formats, for app/export.c. */

#include "app/export.h"

/* Append in JSON, JSON lines, TSV or CSV; false for the other formats. */
bool export_data(struct buf *out, const struct app *app,
	const struct store_results *results, enum format format);
bool export_link_data(struct buf *out, const struct store_links *from,
	const struct store_links *to, enum format format);

#endif
