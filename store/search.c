#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "store/field.h"
#include "store/filter.h"
#include "store/gather.h"
#include "store/hit.h"
#include "store/prefer.h"
#include "store/rank.h"
#include "store/snippet.h"
#include "store/stmt.h"
#include "store/watch.h"
#include "store/weak.h"
#include "store/words.h"

enum {
	TITLES_MIN = 200
}; /* candidates whose titles are looked at */

void store_results_clear(struct store_results *results)
{
	arena_clear(&results->arena);
	memset(results, 0, sizeof(*results));
}

static bool find_field(struct str name, bool exact, struct str *key, void *arg)
{
	struct store *store = arg;

	if (exact)
		return front_find(store, name, key) && str_eq(*key, name);
	if (!label_key(store, name, key))
		return false;
	*key = label_meant(&store->labels, *key);
	return true;
}

void search_clear(struct search *s)
{
	query_clear(&s->query);
	plan_clear(&s->plan);
	plan_clear(&s->aside);
	bitset_clear(&s->allowed);
	buf_clear(&s->understood);
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
	weak_tell(s, weak_is(s, rank), results);
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

/* Whether a part can be met without any word. */
static bool has_wordless(const struct query_node *node)
{
	for (; node; node = node->next) {
		if (node->type == QUERY_FILTER || node->negated ||
			(node->first && has_wordless(node->first)))
			return true;
	}
	return false;
}

/*
 * Whether notes that meet all that is required are found without any word: the
 * words stand beside filters in groups of alternatives only.
 */
static bool is_wordless(const struct search *s)
{
	const struct query_node *node;
	bool found = false;

	for (node = s->query.root.first; node; node = node->next) {
		if (node->type == QUERY_FILTER || node->negated)
			continue;
		if (node->type != QUERY_OR || !has_wordless(node->first))
			return false;
		found = true;
	}
	return found && s->limited;
}

static void add_wordless(struct search *s, struct rank *rank)
{
	struct bitset rest = {0};
	size_t i, bit;

	bitset_or(&rest, &s->allowed);
	for (i = 0; i < rank->count; i++)
		bitset_remove(&rest, rank->items[i].id);
	for (i = 0; i < rest.count; i++) {
		for (bit = 0; bit < 64 && rest.words[i] >> bit; bit++) {
			if (rest.words[i] >> bit & 1)
				rank_add(rank, (int64_t)(i * 64 + bit));
		}
	}
	bitset_clear(&rest);
}

bool search_rank(struct search *s, struct rank *rank)
{
	bool ok;

	plan_settle(&s->plan);
	rank_init(rank, s->store, &s->plan);
	rank->today = date_days(s->request->today);
	rank->allowed = s->limited ? &s->allowed : NULL;
	ok = gather_run(rank, &s->plan, s->err);
	rank_initials(rank);
	if (ok && is_wordless(s))
		add_wordless(s, rank);
	watch_no_limit(s->store);
	return ok;
}

/* The request's own limits, beside those of the query. */
static bool limit_request(struct search *s)
{
	struct bitset own = {0};
	bool ok;

	if (!s->request->kind.len && !s->request->lang.len &&
		!s->request->since)
		return true;
	ok = filter_request(s->store, s->request, false, &own, s->err);
	if (s->limited)
		bitset_and(&s->allowed, &own);
	else
		bitset_or(&s->allowed, &own);
	s->limited = true;
	bitset_clear(&own);
	return ok;
}

/* Words to rank by: everything found, sorted by relevance or by a key. */
static bool search_words(struct search *s, struct store_results *results)
{
	struct rank rank = {0};
	bool ok = limit_request(s) && search_rank(s, &rank);
	size_t i;

	if (ok && sort_of(s).len) {
		struct bitset found = {0};

		for (i = 0; i < rank.count; i++)
			bitset_add(&found, rank.items[i].id);
		bitset_clear(&s->allowed);
		s->allowed = found;
		s->limited = true;
		ok = list(s, sort_of(s), false, results);
		weak_tell(s, !results->total, results);
	} else if (ok) {
		ok = give_ranked(s, &rank, results);
		if (ok && s->ranked)
			s->ranked(s, &rank, results);
	}
	rank_clear(&rank);
	return ok;
}

static void tell(struct search *s)
{
	if (s->understood.len)
		buf_put(&s->understood, "; ");
}

static void tell_hints(struct search *s)
{
	struct str unknown = s->query.unknown;

	if (unknown.len)
		s->nearest = label_nearest(s->store, unknown);
	if (unknown.len)
		tell(s);
	if (unknown.len && s->nearest.len)
		buf_printf(&s->understood,
			_("no field is called \"%.*s\", so it is searched for "
			  "as text; the nearest is \"%.*s\""),
			STR_ARG(unknown), STR_ARG(s->nearest));
	else if (unknown.len)
		buf_printf(&s->understood,
			_("no field is called \"%.*s\", so it is searched for "
			  "as text"),
			STR_ARG(unknown));
	if (s->query.senseless.len) {
		tell(s);
		buf_printf(&s->understood,
			_("\"%.*s\" makes no sense as a filter, so it is "
			  "searched for as text"),
			STR_ARG(s->query.senseless));
	}
	if (s->query.cut) {
		tell(s);
		buf_put(&s->understood,
			_("the query is too long, so its end was left out"));
	}
}

bool search_is_given_up(const struct search *s)
{
	return s->store->watch.stopped && !s->store->watch.late;
}

bool search_read(struct search *s)
{
	struct query_fields fields = {find_field, s->store};

	query_parse(&s->query, s->request->query, &fields);
	s->expand.store = s->store;
	s->expand.vocab = &s->store->vocab;
	s->expand.plan = &s->plan;
	s->expand.watch = &s->store->watch;
	s->expand.typing = s->request->typing;
	s->expand.understood = &s->understood;
	return search_concepts(s) && !search_is_given_up(s);
}

struct search *search_begin(struct store *store,
	const struct store_request *request, struct error *err)
{
	struct search *s;
	bool own;

	if (!db_read_begin(store, &own, err))
		return NULL;
	/* Without a query there is no word to look up. */
	if (str_trim(request->query).len && !words_warm(store, err)) {
		db_read_end(store, own);
		return NULL;
	}
	s = mem_alloc(sizeof(*s));
	s->store = store;
	s->request = request;
	s->err = &s->why;
	s->own = own;
	watch_begin(store, request->stop, request->arg);
	return s;
}

void search_end(struct search *s)
{
	if (!s)
		return;
	watch_end(s->store);
	db_read_end(s->store, s->own);
	search_clear(s);
	free(s);
}

bool search_hides(const struct search *s)
{
	return !s->plan.count && !s->request->all && !s->status;
}

bool search_require(struct search *s)
{
	if (!search_read(s) || !search_required(s) || search_is_given_up(s))
		return false;
	tell_hints(s);
	return true;
}

static void tell_results(struct search *s, struct store_results *results)
{
	results->understood =
		arena_str(&results->arena, buf_slice(&s->understood));
	results->no_kind = arena_str(&results->arena, s->no_kind);
}

bool search_run(struct search *s, struct store_results *results)
{
	bool ok = search_require(s) &&
		(s->plan.count ? search_words(s, results)
			       : list(s, sort_of(s), search_hides(s), results));

	if (ok && !search_is_given_up(s))
		tell_results(s, results);
	else
		store_results_clear(results);
	results->stopped = s->store->watch.stopped || s->store->watch.late;
	return ok || s->store->watch.stopped; /* giving up is no failure */
}

bool store_search(struct store *store, const struct store_request *request,
	struct store_results *results, struct error *err)
{
	int64_t began = date_ticks_ms();
	struct search *s;
	bool ok;

	memset(results, 0, sizeof(*results));
	s = search_begin(store, request, err);
	if (!s)
		return false;
	ok = search_run(s, results);
	if (!ok && err)
		*err = s->why;
	search_end(s);
	trace_event("store.search", "ms=%lld total=%zu stopped=%d",
		(long long)(date_ticks_ms() - began), results->total,
		results->stopped);
	return ok;
}

bool store_warm(struct store *store, struct error *err)
{
	return words_warm(store, err);
}
