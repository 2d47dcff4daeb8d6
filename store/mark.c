#include "store/mark.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/search.h"
#include "store/snippet.h"
#include "store/watch.h"
#include "store/words.h"

struct store_marker {
	struct search search;
	struct store_request request;
	struct snippet_maker maker;
};

static bool make_plan(struct search *s)
{
	if (!search_read(s) || !search_required(s))
		return s->store->watch.stopped;
	plan_settle(&s->plan);
	return true;
}

bool store_marker_open(struct store *store, const struct store_request *request,
	struct store_marker **marker, struct error *err)
{
	struct store_marker *made;
	bool own;
	bool ok;

	if (!db_read_begin(store, &own, err))
		return false;
	made = mem_alloc(sizeof(*made));
	made->request = *request;
	made->search.store = store;
	made->search.request = &made->request;
	made->search.err = err;
	watch_begin(store, request->stop, request->arg);
	ok = words_warm(store, err) && make_plan(&made->search);
	watch_end(store);
	db_read_end(store, own);
	if (!ok) {
		search_clear(&made->search);
		free(made);
		return false;
	}
	snippet_init(&made->maker, store, &made->search.plan);
	*marker = made;
	return true;
}

size_t store_marker_find(const struct store_marker *marker, struct str text,
	struct store_range *ranges, size_t max)
{
	return snippet_mark(&marker->maker, text, ~0u, ranges, max);
}

void store_marker_close(struct store_marker *marker)
{
	if (!marker)
		return;
	snippet_clear(&marker->maker);
	search_clear(&marker->search);
	free(marker);
}
