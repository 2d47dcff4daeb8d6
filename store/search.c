#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "store/field.h"
#include "store/filter.h"
#include "store/hit.h"
#include "store/match.h"
#include "store/prefer.h"
#include "store/rank.h"
#include "store/snippet.h"
#include "store/stmt.h"
#include "store/watch.h"
#include "store/words.h"

enum {
	TITLES_MIN = 200
}; /* candidates whose titles are looked at */

void store_results_clear(struct store_results *results)
{
	arena_clear(&results->arena);
	memset(results, 0, sizeof(*results));
}

static bool has_field(struct str key, void *arg)
{
	return field_known(arg, key);
}

void search_clear(struct search *s)
{
	query_clear(&s->query);
	plan_clear(&s->plan);
	plan_clear(&s->aside);
	bitset_clear(&s->allowed);
	buf_clear(&s->understood);
}

static bool run_match(struct search *s, struct rank *rank)
{
	struct buf text = {0};
	sqlite3_stmt *stmt;
	bool row = true;
	bool ok;

	rank->lookup_count = match_all(&s->plan, &text, rank->lookup);
	if (!rank->lookup_count) {
		buf_clear(&text);
		return true;
	}
	stmt = stmt_get(s->store,
		"SELECT fyr_collect(fts) FROM fts WHERE fts MATCH ?1", s->err);
	ok = stmt != NULL;
	if (ok)
		stmt_text(stmt, 1, buf_slice(&text));
	s->store->rank = rank;
	while (ok && row)
		ok = stmt_row(s->store, stmt, &row, s->err);
	s->store->rank = NULL;
	buf_clear(&text);
	/* What was found until the time was over is worth showing. */
	return ok || s->store->watch.late;
}

/* Of a note and its translations one is wanted, and the hub has such. */
static bool one_language(const struct search *s)
{
	return s->request->prefer.len && !s->request->lang.len &&
		prefer_needed(s->store);
}

/* Ranked: the page of the best, with their snippets. */
static bool give_ranked(
	struct search *s, struct rank *rank, struct store_results *results)
{
	struct hit_reader reader = {
		s->store, &results->arena, s->request->today};
	size_t limit = s->request->limit ? s->request->limit : STORE_LIMIT;
	size_t top = s->request->offset + limit;
	struct snippet_maker maker;
	bool ok;
	size_t i;

	results->total = rank->count;
	if (top > rank->count)
		top = rank->count;
	ok = rank_finish(rank, top < TITLES_MIN ? TITLES_MIN : top, s->err);
	if (ok && one_language(s))
		ok = prefer_ranked(rank, s->request->prefer,
			top < TITLES_MIN ? TITLES_MIN : top, s->err);
	results->total = rank->count;
	if (top > rank->count)
		top = rank->count;
	if (s->request->offset >= top)
		return ok;
	snippet_init(&maker, s->store, &s->plan);
	results->items = arena_alloc(&results->arena,
		(top - s->request->offset) * sizeof(*results->items));
	for (i = s->request->offset; ok && i < top; i++) {
		struct store_hit *hit = &results->items[results->count];
		bool found = false;

		if (watch_poll(&s->store->watch))
			break;
		ok = hit_read(&reader, rank->items[i].id, hit, &found, s->err);
		if (!ok || !found)
			continue;
		hit->score = rank->items[i].score;
		ok = snippet_make(&maker, &results->arena, hit, s->err);
		results->count++;
	}
	snippet_clear(&maker);
	return ok;
}

static bool list(struct search *s, struct str sort, bool hide,
	struct store_results *results)
{
	const struct hit_order order = {sort, hide};
	const struct bitset *found = s->limited ? &s->allowed : NULL;
	struct bitset shown = {0};
	bool ok = true;

	if (one_language(s)) {
		ok = prefer_shown(
			s->store, s->request->prefer, found, &shown, s->err);
		found = &shown;
	}
	s->store->allowed = found;
	ok = ok && hit_list(s->store, s->request, &order, results, s->err);
	s->store->allowed = NULL;
	bitset_clear(&shown);
	return ok;
}

static struct str sort_of(const struct search *s)
{
	return s->query.sort.len ? s->query.sort : s->request->sort;
}

/* Words to rank by: everything found, sorted by relevance or by a key. */
static bool search_words(struct search *s, struct store_results *results)
{
	struct rank rank;
	bool ok = true;
	size_t i;

	if (s->request->kind.len || s->request->lang.len) {
		struct bitset own = {0};

		ok = filter_request(s->store, s->request, false, &own, s->err);
		if (s->limited)
			bitset_and(&s->allowed, &own);
		else
			bitset_or(&s->allowed, &own);
		s->limited = true;
		bitset_clear(&own);
	}
	plan_settle(&s->plan);
	rank_init(&rank, s->store, &s->plan);
	rank.allowed = s->limited ? &s->allowed : NULL;
	ok = ok && run_match(s, &rank);
	rank_initials(&rank);
	watch_no_limit(s->store);
	if (ok && sort_of(s).len) {
		struct bitset found = {0};

		for (i = 0; i < rank.count; i++)
			bitset_add(&found, rank.items[i].id);
		bitset_clear(&s->allowed);
		s->allowed = found;
		s->limited = true;
		ok = list(s, sort_of(s), false, results);
	} else if (ok) {
		ok = give_ranked(s, &rank, results);
	}
	rank_clear(&rank);
	return ok;
}

static void tell_unknown(struct search *s)
{
	if (!s->query.unknown.len)
		return;
	if (s->understood.len)
		buf_put(&s->understood, "; ");
	buf_printf(&s->understood,
		_("no field is called \"%.*s\", so it is searched for as text"),
		STR_ARG(s->query.unknown));
}

/* On request: nothing is shown then. At the deadline what was found is. */
static bool is_given_up(const struct search *s)
{
	return s->store->watch.stopped && !s->store->watch.late;
}

bool search_read(struct search *s)
{
	struct query_fields fields = {has_field, s->store};

	query_parse(&s->query, s->request->query, &fields);
	s->expand.store = s->store;
	s->expand.vocab = &s->store->vocab;
	s->expand.plan = &s->plan;
	s->expand.watch = &s->store->watch;
	s->expand.typing = s->request->typing;
	s->expand.understood = &s->understood;
	return search_concepts(s) && !is_given_up(s);
}

static bool search_all(struct search *s, struct store_results *results)
{
	if (!search_read(s) || !search_required(s) || is_given_up(s))
		return false;
	tell_unknown(s);
	if (s->plan.count)
		return search_words(s, results);
	return list(s, sort_of(s), !s->request->all && !s->status, results);
}

bool store_search(struct store *store, const struct store_request *request,
	struct store_results *results, struct error *err)
{
	struct search *s;
	int64_t began = date_ticks_ms();
	struct error why = {0};
	bool own;
	bool ok;

	memset(results, 0, sizeof(*results));
	if (!db_read_begin(store, &own, err))
		return false;
	/* Without a query there is no word to look up. */
	if (str_trim(request->query).len && !words_warm(store, err)) {
		db_read_end(store, own);
		return false;
	}
	s = mem_alloc(sizeof(*s));
	s->store = store;
	s->request = request;
	s->err = &why;
	watch_begin(store, request->stop, request->arg);
	ok = search_all(s, results);
	watch_end(store);
	db_read_end(store, own);
	if (ok && !is_given_up(s))
		results->understood =
			arena_str(&results->arena, buf_slice(&s->understood));
	else
		store_results_clear(results);
	ok = ok || store->watch.stopped; /* giving up is no failure */
	results->stopped = store->watch.stopped || store->watch.late;
	search_clear(s);
	free(s);
	trace_event("store.search", "ms=%lld total=%zu stopped=%d",
		(long long)(date_ticks_ms() - began), results->total,
		results->stopped);
	if (!ok && err)
		*err = why;
	return ok;
}

bool store_warm(struct store *store, struct error *err)
{
	return words_warm(store, err);
}
