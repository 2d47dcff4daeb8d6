#ifndef FYR_TUI_ROWS_H
#define FYR_TUI_ROWS_H

/*
 * A long list of notes, fetched from the index a page at a time as it is
 * looked at. What has been fetched stays as it is, whatever happens to the
 * index, until rows_open asks anew.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/buf.h"
#include "base/error.h"
#include "store/store.h"

enum {
	ROWS_PAGE = 50
};

struct rows {
	struct store_results
		*pages; /* of ROWS_PAGE hits; arena empty: not yet */
	size_t page_count;
	size_t total;
	bool stopped; /* the search was given up for a key */
	struct buf query, kind, sort;
	struct store_request request; /* texts point to the three above */
};

/*
 * Ask for the first page. The texts of `request` are copied. On failure, or
 * when the search is given up (`stopped`), the old rows stay.
 */
bool rows_open(struct rows *rows, struct app *app,
	const struct store_request *request, struct error *err);

/* Fetch what rows [from, to) lack. */
bool rows_need(struct rows *rows, struct app *app, size_t from, size_t to,
	struct error *err);

/* The hit, or NULL when there is none or it has not been fetched. */
const struct store_hit *rows_hit(const struct rows *rows, size_t n);

/* Number of the note at `path` among those fetched; total if not there. */
size_t rows_find(const struct rows *rows, struct str path);

void rows_clear(struct rows *rows);

#endif
