#include "store/facets.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/facet_table.h"
#include "store/filter.h"
#include "store/name.h"
#include "store/rank.h"
#include "store/search.h"
#include "store/watch.h"

enum {
	VALUES_MAX = 50,
	LIMITS_MAX = 40
};

/* A key that the query filters by: it does not limit its own facet. */
struct key_limit {
	struct str key;
	struct bitset set; /* notes that meet all its filters */
	const struct query_node *nodes[QUERY_LEAVES]; /* for what is chosen */
	size_t node_count;
};

struct counter {
	struct search *search;
	const struct facet_table *table;
	struct store_facets *out;
	struct key_limit limits[LIMITS_MAX];
	size_t limit_count;
	struct bitset words; /* found by words, key limits aside */
	bool limited; /* `words` holds; else all notes */
	uint32_t *seen; /* by group or note: value last counted + 1 */
};

/* --- what limits --- */

static struct str key_of(const struct query_node *node)
{
	switch (node->key) {
	case KEY_KIND:
	case KEY_STATUS:
	case KEY_TAG:
	case KEY_OWNER:
	case KEY_LANG:
	case KEY_YEAR:
		return str_from(query_key_name(node->key));
	case KEY_FIELD:
		return node->field;
	default:
		return (struct str){0};
	}
}

static struct key_limit *limit_of(struct counter *c, struct str key)
{
	size_t i;

	for (i = 0; i < c->limit_count; i++) {
		if (str_eq(c->limits[i].key, key))
			return &c->limits[i];
	}
	if (c->limit_count == LIMITS_MAX)
		return NULL;
	c->limits[c->limit_count].key = key;
	return &c->limits[c->limit_count++];
}

/* As search.take: keep the set of a filter by a key that is a facet. */
static bool take(struct search *search, const struct query_node *node,
	struct bitset *set)
{
	struct counter *c = search->arg;
	struct key_limit *limit;
	bool first;

	if (node->type != QUERY_FILTER || node->negated || !key_of(node).len ||
		!facet_column(c->table, key_of(node)))
		return false;
	limit = limit_of(c, key_of(node));
	if (!limit)
		return false;
	first = !limit->node_count;
	limit->nodes[limit->node_count++] = node;
	if (first)
		bitset_or(&limit->set, set);
	else
		bitset_and(&limit->set, set);
	return true;
}

/* The request's own limits and the hiding of drafts, each as its key's. */
static bool take_request(struct counter *c)
{
	const struct store_request *request = c->search->request;
	struct store_request one = {0};
	struct key_limit *limit;
	struct bitset set = {0};
	bool ok = true;
	int i;

	for (i = 0; ok && i < 3; i++) {
		bool hide = i == 2 && search_hides(c->search);

		one.kind = i == 0 ? request->kind : (struct str){0};
		one.lang = i == 1 ? request->lang : (struct str){0};
		if (!one.kind.len && !one.lang.len && !hide)
			continue;
		ok = filter_request(
			c->search->store, &one, hide, &set, c->search->err);
		limit = limit_of(c,
			i == 0		 ? STR("kind")
				: i == 1 ? STR("lang")
					 : STR("status"));
		if (limit && bitset_is_empty(&limit->set))
			bitset_or(&limit->set, &set);
		else if (limit)
			bitset_and(&limit->set, &set);
		bitset_clear(&set);
	}
	return ok;
}

/* Notes found by words and by what is required without a key of its own. */
static bool find_words(struct counter *c)
{
	struct search *s = c->search;
	struct rank rank = {0};
	struct store_request since = {0};
	bool ok = true;
	size_t i;

	if (s->request->since) {
		struct bitset set = {0};

		since.since = s->request->since;
		ok = filter_request(s->store, &since, false, &set, s->err);
		if (s->limited)
			bitset_and(&s->allowed, &set);
		else
			bitset_or(&s->allowed, &set);
		s->limited = true;
		bitset_clear(&set);
	}
	if (!ok || !s->plan.count) {
		c->limited = s->limited;
		bitset_or(&c->words, &s->allowed);
		return ok;
	}
	ok = search_rank(s, &rank);
	for (i = 0; i < rank.count; i++)
		bitset_add(&c->words, rank.items[i].id);
	c->limited = true;
	rank_clear(&rank);
	return ok;
}

/* What is found when the filters by `key` are left out. */
static void found_without(
	const struct counter *c, struct str key, struct bitset *found)
{
	const struct facet_table *table = c->table;
	size_t i;

	if (c->limited) {
		bitset_or(found, &c->words);
	} else {
		for (i = 0; i < table->doc_count; i++) {
			if (table->groups[i])
				bitset_add(found, table->first + (int64_t)i);
		}
	}
	for (i = 0; i < c->limit_count; i++) {
		if (!str_eq(c->limits[i].key, key))
			bitset_and(found, &c->limits[i].set);
	}
}

/* --- counting --- */

/* Groups with a note in `found`, as a map by group. */
static unsigned char *groups_of(
	const struct counter *c, const struct bitset *found, size_t *count)
{
	const struct facet_table *table = c->table;
	unsigned char *groups = mem_alloc(table->group_count + 1);
	size_t i;

	*count = 0;
	for (i = 0; i < table->doc_count; i++) {
		uint32_t group = table->groups[i];

		if (!group || groups[group] ||
			!bitset_has(found, table->first + (int64_t)i))
			continue;
		groups[group] = 1;
		(*count)++;
	}
	return groups;
}

struct counted {
	uint32_t value;
	size_t count;
	bool chosen;
};

static bool is_chosen(const struct counter *c, const struct key_limit *limit,
	struct str value)
{
	struct buf one = {0};
	struct buf two = {0};
	bool chosen = false;
	size_t i, n;

	name_norm(&one, value);
	for (i = 0; limit && i < limit->node_count; i++) {
		const struct query_node *node = limit->nodes[i];

		for (n = 0; node->op == OP_IS && n < node->value_count; n++) {
			buf_cut(&two, 0);
			name_norm(&two,
				label_value(&c->search->store->labels,
					limit->key, node->values[n]));
			chosen |= str_eq(buf_slice(&one), buf_slice(&two));
		}
	}
	buf_clear(&two);
	buf_clear(&one);
	return chosen;
}

/* How many groups, or notes, have each value. */
static void count_values(struct counter *c, const struct facet_column *column,
	const struct bitset *found, struct counted *values)
{
	const struct facet_table *table = c->table;
	bool grouped = c->search->request->prefer.len > 0;
	unsigned char *groups = NULL;
	size_t ignored;
	size_t i;

	if (grouped)
		groups = groups_of(c, found, &ignored);
	memset(c->seen, 0,
		(table->group_count + table->doc_count + 2) * sizeof(*c->seen));
	for (i = 0; i < column->count; i++) {
		const struct facet_pair *pair = &column->pairs[i];
		uint32_t group = table->groups[pair->doc];

		if (grouped ? !groups[group]
			    : !bitset_has(
				      found, table->first + (int64_t)pair->doc))
			continue;
		if (grouped && c->seen[group] == pair->value + 1)
			continue;
		c->seen[group] = pair->value + 1;
		values[pair->value].count++;
	}
	free(groups);
}

static int by_count(const void *a, const void *b)
{
	const struct counted *x = a;
	const struct counted *y = b;

	if (x->chosen != y->chosen)
		return x->chosen ? -1 : 1;
	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return (x->value > y->value) - (x->value < y->value);
}

static void put_value(struct counter *c, const struct facet_column *column,
	const struct counted *counted, struct store_facet_value *value)
{
	const struct labels *labels = &c->search->store->labels;
	struct str written = column->labels[counted->value];
	struct str label = label_of(
		labels, column->key, written, c->search->request->prefer);

	value->value = arena_str(&c->out->arena, written);
	value->label =
		arena_str(&c->out->arena, label.len ? label : value->value);
	value->count = counted->count;
	value->chosen = counted->chosen;
}

/* Years by themselves, others as counted: what comes first stays first. */
static int by_year(const void *a, const void *b)
{
	const struct store_facet_value *x = a;
	const struct store_facet_value *y = b;

	return str_cmp(y->value, x->value);
}

static int by_shown(const void *a, const void *b)
{
	const struct store_facet_value *x = a;
	const struct store_facet_value *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return str_cmp(x->value, y->value);
}

static void put_facet(struct counter *c, const struct facet_column *column,
	struct counted *values, size_t count)
{
	const struct labels *labels = &c->search->store->labels;
	struct store_facet *facet = &c->out->items[c->out->count++];
	struct str label = label_of(labels, column->key, (struct str){0},
		c->search->request->prefer);
	bool year = str_is(column->key, "year");
	size_t i;

	facet->key = arena_str(&c->out->arena, column->key);
	facet->label =
		arena_str(&c->out->arena, label.len ? label : column->key);
	facet->more = count > VALUES_MAX && !year ? count - VALUES_MAX : 0;
	facet->count = count - facet->more;
	facet->values = arena_alloc(
		&c->out->arena, facet->count * sizeof(*facet->values));
	for (i = 0; i < facet->count; i++) {
		put_value(c, column, &values[i], &facet->values[i]);
		facet->chosen |= values[i].chosen;
	}
	qsort(facet->values, facet->count, sizeof(*facet->values),
		year ? by_year : by_shown);
}

static void count_column(struct counter *c, const struct facet_column *column,
	const struct bitset *all)
{
	struct key_limit *limit = NULL;
	struct bitset own = {0};
	struct counted *values =
		mem_array(column->label_count + 1, sizeof(*values));
	size_t kept = 0;
	size_t i;

	for (i = 0; i < c->limit_count; i++) {
		if (str_eq(c->limits[i].key, column->key))
			limit = &c->limits[i];
	}
	if (limit)
		found_without(c, column->key, &own);
	count_values(c, column, limit ? &own : all, values);
	for (i = 0; i < column->label_count; i++) {
		values[i].value = (uint32_t)i;
		values[i].chosen = is_chosen(c, limit, column->labels[i]);
		if (values[i].count || values[i].chosen)
			values[kept++] = values[i];
	}
	if (kept) {
		qsort(values, kept, sizeof(*values), by_count);
		put_facet(c, column, values, kept);
	}
	bitset_clear(&own);
	free(values);
}

static void count_all(struct counter *c)
{
	const struct facet_table *table = c->table;
	struct bitset all = {0};
	size_t i;

	found_without(c, (struct str){0}, &all);
	if (c->search->request->prefer.len)
		free(groups_of(c, &all, &c->out->total));
	else
		c->out->total = bitset_size(&all);
	c->seen = mem_array(
		table->group_count + table->doc_count + 2, sizeof(*c->seen));
	c->out->items = arena_alloc(&c->out->arena,
		(table->column_count + 1) * sizeof(*c->out->items));
	for (i = 0; i < table->column_count; i++) {
		if (watch_poll(&c->search->store->watch))
			break;
		if (!table->columns[i].hidden)
			count_column(c, &table->columns[i], &all);
	}
	free(c->seen);
	bitset_clear(&all);
}

static bool count(struct counter *c)
{
	struct search *s = c->search;

	if (!facet_table_read(s->store, s->err) || search_is_given_up(s))
		return false;
	s->take = take;
	s->arg = c;
	if (!search_require(s) || !take_request(c) || !find_words(c) ||
		search_is_given_up(s))
		return false;
	count_all(c);
	return !search_is_given_up(s);
}

bool store_facets(struct store *store, const struct store_request *request,
	struct store_facets *facets, struct error *err)
{
	struct counter *c;
	struct search *s;
	bool ok;
	size_t i;

	memset(facets, 0, sizeof(*facets));
	s = search_begin(store, request, err);
	if (!s)
		return false;
	c = mem_alloc(sizeof(*c));
	c->search = s;
	c->table = &store->facets;
	c->out = facets;
	ok = count(c);
	if (!ok)
		store_facets_clear(facets);
	facets->stopped = store->watch.stopped || store->watch.late;
	ok = ok || store->watch.stopped; /* giving up is no failure */
	if (!ok && err)
		*err = s->why;
	for (i = 0; i < c->limit_count; i++)
		bitset_clear(&c->limits[i].set);
	bitset_clear(&c->words);
	free(c);
	search_end(s);
	return ok;
}

void store_facets_clear(struct store_facets *facets)
{
	arena_clear(&facets->arena);
	memset(facets, 0, sizeof(*facets));
}
