#include "tui/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void free_pages(struct rows *rows)
{
	size_t i;

	for (i = 0; i < rows->page_count; i++)
		store_results_clear(&rows->pages[i]);
	free(rows->pages);
	rows->pages = NULL;
	rows->page_count = 0;
	rows->total = 0;
}

static void keep_text(struct buf *buf, struct str *text)
{
	struct buf copy = {0};

	buf_str(&copy, *text);
	buf_clear(buf);
	*buf = copy;
	*text = buf_slice(buf);
}

bool rows_open(struct rows *rows, struct app *app,
	const struct store_request *request, struct error *err)
{
	struct store_request ask = *request;
	struct store_results first = {0};

	ask.offset = 0;
	ask.limit = ROWS_PAGE;
	rows->stopped = false;
	if (!app_search(app, &ask, &first, err))
		return false;
	if (first.stopped) {
		rows->stopped = true;
		store_results_clear(&first);
		return true;
	}
	free_pages(rows);
	keep_text(&rows->query, &ask.query);
	keep_text(&rows->kind, &ask.kind);
	keep_text(&rows->sort, &ask.sort);
	ask.stop = NULL;
	rows->request = ask;
	rows->total = first.total > first.count ? first.total : first.count;
	rows->page_count = rows->total / ROWS_PAGE + 1;
	rows->pages = mem_array(rows->page_count, sizeof(*rows->pages));
	rows->pages[0] = first;
	return true;
}

bool rows_need(struct rows *rows, struct app *app, size_t from, size_t to,
	struct error *err)
{
	size_t page;

	if (to > rows->total)
		to = rows->total;
	for (page = from / ROWS_PAGE; from < to && page * ROWS_PAGE < to;
		page++) {
		struct store_request ask = rows->request;
		struct store_results got = {0};

		if (rows->pages[page].count)
			continue;
		ask.offset = page * ROWS_PAGE;
		if (!app_search(app, &ask, &got, err))
			return false;
		store_results_clear(&rows->pages[page]);
		rows->pages[page] = got;
	}
	return true;
}

const struct store_hit *rows_hit(const struct rows *rows, size_t n)
{
	const struct store_results *page;

	if (n >= rows->total)
		return NULL;
	page = &rows->pages[n / ROWS_PAGE];
	return n % ROWS_PAGE < page->count ? &page->items[n % ROWS_PAGE] : NULL;
}

size_t rows_find(const struct rows *rows, struct str path)
{
	size_t page;
	size_t i;

	for (page = 0; page < rows->page_count; page++) {
		for (i = 0; i < rows->pages[page].count; i++) {
			if (str_eq(rows->pages[page].items[i].path, path))
				return page * ROWS_PAGE + i;
		}
	}
	return rows->total;
}

void rows_clear(struct rows *rows)
{
	if (!rows)
		return;
	free_pages(rows);
	buf_clear(&rows->query);
	buf_clear(&rows->kind);
	buf_clear(&rows->sort);
	memset(rows, 0, sizeof(*rows));
}
