#include "store/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/name.h"
#include "store/rank.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/spelling.h"
#include "store/stmt.h"

enum {
	PARTS = 2 * QUERY_LEAVES + 2 * QUERY_DEPTH
};

struct maker {
	struct search *search;
	struct store_explain *out;
	struct error *err;
};

static struct str keep(struct maker *m, struct str text)
{
	return arena_str(&m->out->arena, text);
}

static struct str keep_buf(struct maker *m, struct buf *text)
{
	struct str kept = keep(m, buf_slice(text));

	buf_clear(text);
	return kept;
}

/* --- words --- */

static enum store_why why_of(enum plan_source source)
{
	switch (source) {
	case PLAN_SELF:
		return WHY_SELF;
	case PLAN_FOLDED:
		return WHY_SPELLING;
	case PLAN_PREFIX:
		return WHY_PREFIX;
	case PLAN_JOIN:
		return WHY_JOIN;
	case PLAN_SYNONYM:
		return WHY_TERM;
	case PLAN_COMPOUND:
		return WHY_COMPOUND;
	case PLAN_SPLIT:
		return WHY_SPLIT;
	case PLAN_TYPO:
		return WHY_TYPO;
	}
	return WHY_SELF;
}

struct list {
	struct store_alternative *items;
	size_t count, cap;
};

static struct store_alternative *add(struct list *list)
{
	list->items = mem_grow(
		list->items, &list->cap, list->count + 1, sizeof(*list->items));
	memset(&list->items[list->count], 0, sizeof(*list->items));
	return &list->items[list->count++];
}

/* The columns that only names of things stand in. */
static bool is_names(unsigned columns)
{
	return columns && !(columns & (1u << COLUMN_BODY | 1u << COLUMN_META));
}

/* Each form of a single word is an alternative of its own. */
static void put_forms(struct maker *m, struct list *list,
	const struct plan *plan, const struct plan_concept *concept,
	const struct plan_alternative *item)
{
	const struct plan_term *term = &item->terms[0];
	size_t i;

	for (i = 0; i < term->count; i++) {
		const struct plan_atom *atom = &plan->atoms[term->uses[i].atom];
		struct store_alternative *one = add(list);
		struct buf text = {0};

		buf_str(&text,
			spelling_is(atom->text)
				? str_sub(atom->text, 1, atom->text.len)
				: atom->text);
		if (atom->prefix)
			buf_byte(&text, '*');
		one->text = keep_buf(m, &text);
		one->why = why_of(item->source);
		if (item->source == PLAN_SELF &&
			!str_eq(atom->text, concept->word) && !concept->whole &&
			!spelling_is(atom->text))
			one->why = WHY_INFLECTION;
		one->weight = item->weight * term->uses[i].weight;
		one->notes = atom->notes;
		one->names = is_names(atom->columns) && !concept->columns;
	}
}

/* Several words that must all be there, by their first forms. */
static void put_words(struct maker *m, struct list *list,
	const struct plan *plan, const struct plan_alternative *item)
{
	struct store_alternative *one = add(list);
	struct buf text = {0};
	size_t i;

	one->notes = SIZE_MAX;
	for (i = 0; i < item->count; i++) {
		const struct plan_term *term = &item->terms[i];

		buf_put(&text, i ? " + " : "");
		buf_str(&text, plan->atoms[term->uses[0].atom].text);
		if (term->notes < one->notes)
			one->notes = term->notes;
	}
	one->text = keep_buf(m, &text);
	one->why = why_of(item->source);
	one->weight = item->weight;
}

static bool put_initials(
	struct maker *m, struct list *list, const struct plan_doc *doc)
{
	sqlite3_stmt *stmt = stmt_get(m->search->store,
		"SELECT title, path FROM doc WHERE id = ?1", m->err);
	bool row;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, doc->id);
	if (!stmt_row(m->search->store, stmt, &row, m->err))
		return false;
	if (row) {
		struct store_alternative *one = add(list);

		one->why = WHY_INITIALS;
		one->text = keep(m, stmt_column(stmt, 0));
		one->path = keep(m, stmt_column(stmt, 1));
		one->weight = doc->weight;
		one->notes = 1;
		stmt_end(stmt);
	}
	return true;
}

static int by_weight(const void *a, const void *b)
{
	const struct store_alternative *x = a;
	const struct store_alternative *y = b;

	if (fabs(x->weight - y->weight) > 1e-9)
		return x->weight < y->weight ? 1 : -1;
	if (x->why != y->why)
		return x->why < y->why ? -1 : 1;
	if (x->notes != y->notes)
		return x->notes < y->notes ? 1 : -1;
	return str_cmp(x->text, y->text);
}

/* The same words for the same reason once, the heaviest. */
static void settle(struct list *list)
{
	size_t kept = 0;
	size_t i, n;

	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items),
			by_weight);
	for (i = 0; i < list->count; i++) {
		for (n = 0; n < kept; n++) {
			if (list->items[n].why == list->items[i].why &&
				str_eq(list->items[n].text,
					list->items[i].text) &&
				list->items[n].path.len ==
					list->items[i].path.len)
				break;
		}
		if (n == kept)
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

static bool put_word(struct maker *m, const struct plan *plan, size_t number,
	struct store_word *word)
{
	const struct plan_concept *concept = &plan->concepts[number];
	struct list list = {0};
	bool ok = true;
	size_t i;

	word->text = keep(m, concept->typed);
	word->phrase = concept->phrase;
	word->silent = concept->stop || concept->common;
	if (plan->idf > 0 && !concept->stop)
		word->weight = concept->idf / plan->idf;
	for (i = 0; i < concept->count; i++) {
		if (concept->items[i].count == 1)
			put_forms(m, &list, plan, concept, &concept->items[i]);
		else
			put_words(m, &list, plan, &concept->items[i]);
	}
	for (i = 0; ok && i < concept->doc_count; i++)
		ok = put_initials(m, &list, &concept->docs[i]);
	settle(&list);
	word->items = arena_alloc(
		&m->out->arena, (list.count + 1) * sizeof(*word->items));
	if (list.count)
		memcpy(word->items, list.items,
			list.count * sizeof(*list.items));
	word->count = list.count;
	free(list.items);
	return ok;
}

static bool is_wished(const struct search *s, size_t number)
{
	size_t i;

	for (i = 0; i < s->leaf_count; i++) {
		const struct search_leaf *leaf = &s->leaves[i];

		if (!leaf->aside && number >= leaf->from && number < leaf->to)
			return leaf->node->type == QUERY_WORD &&
				!leaf->node->key && !leaf->node->exact &&
				!leaf->node->prefix;
	}
	return true; /* of a part that was dropped */
}

static bool put_all_words(struct maker *m)
{
	const struct search *s = m->search;
	struct store_explain *out = m->out;
	bool ok = true;
	size_t i;

	out->words = arena_alloc(&out->arena,
		(s->plan.count + s->aside.count + 1) * sizeof(*out->words));
	for (i = 0; ok && i < s->plan.count; i++) {
		struct store_word *word = &out->words[out->word_count++];

		ok = put_word(m, &s->plan, i, word);
		word->wished = is_wished(s, i);
	}
	for (i = 0; ok && i < s->aside.count; i++) {
		struct store_word *word = &out->words[out->word_count++];

		ok = put_word(m, &s->aside, i, word);
		word->excluded = true;
	}
	return ok;
}

/* --- parts --- */

static void put_values(
	struct maker *m, const struct query_node *node, struct buf *text)
{
	static const char *const ops[] = {"", "<", "<=", ">", ">=", ""};
	struct str key = node->key == KEY_FIELD
		? node->field
		: str_from(query_key_name(node->key));
	size_t i;

	buf_put(text, ops[node->op]);
	for (i = 0; i < node->value_count; i++) {
		struct str value = label_value(
			&m->search->store->labels, key, node->values[i]);
		bool blank = str_find(value, ' ') < value.len;

		if (i)
			buf_put(text, node->op == OP_RANGE ? ".." : ",");
		buf_put(text, blank ? "\"" : "");
		buf_str(text, value);
		buf_put(text, blank ? "\"" : "");
	}
}

/* The days a comparison leaves open to one side are no dates. */
static void put_days(
	struct maker *m, const struct query_node *node, struct store_part *part)
{
	struct date today = m->search->request->today;
	int32_t first, last, end;

	if (node->value_count < 1 ||
		!query_days(node->values[0], today, &first, &last))
		return;
	end = last;
	if (node->op == OP_RANGE &&
		!query_days(node->values[1], today, &last, &end))
		return;
	if (node->op == OP_MORE)
		part->from = date_from_days(last + 1);
	else if (node->op != OP_LESS && node->op != OP_LESS_IS)
		part->from = date_from_days(first);
	if (node->op == OP_LESS)
		part->to = date_from_days(first - 1);
	else if (node->op != OP_MORE && node->op != OP_MORE_IS)
		part->to = date_from_days(end);
}

static bool is_dated(const struct query_node *node)
{
	double number;

	switch (node->key) {
	case KEY_DUE:
	case KEY_CREATED:
	case KEY_MODIFIED:
		return true;
	case KEY_FIELD:
		return !name_number(node->values[0], &number) ||
			node->values[0].len > 4;
	default:
		return false;
	}
}

static void put_part(
	struct maker *m, const struct query_node *node, struct store_part *part)
{
	struct buf text = {0};

	if (node->key == KEY_FIELD)
		part->key = keep(m, node->field);
	else if (node->key)
		part->key = keep(m, str_from(query_key_name(node->key)));
	switch (node->type) {
	case QUERY_WORD:
		part->type = PART_WORD;
		buf_put(&text, node->exact ? "=" : "");
		buf_str(&text, node->text);
		buf_put(&text, node->prefix ? "*" : "");
		break;
	case QUERY_PHRASE:
		part->type = PART_PHRASE;
		buf_str(&text, node->text);
		break;
	case QUERY_FILTER:
		part->type = PART_FILTER;
		buf_str(&text, part->key);
		buf_byte(&text, ':');
		put_values(m, node, &text);
		if (is_dated(node))
			put_days(m, node, part);
		break;
	case QUERY_AND:
		part->type = PART_ALL;
		break;
	case QUERY_OR:
		part->type = PART_ANY;
		break;
	}
	part->negated = node->negated;
	part->text = keep_buf(m, &text);
}

static void put_parts(struct maker *m, const struct query_node *node, int depth)
{
	struct store_explain *out = m->out;

	for (; node && out->part_count < PARTS; node = node->next) {
		struct store_part *part = &out->parts[out->part_count++];

		part->depth = depth;
		put_part(m, node, part);
		if (node->first)
			put_parts(m, node->first, depth + 1);
	}
}

static void put_required(struct maker *m)
{
	const struct search *s = m->search;
	struct store_explain *out = m->out;
	size_t i;

	out->parts = arena_alloc(&out->arena, PARTS * sizeof(*out->parts));
	for (i = 0; i < s->met_count && out->part_count < PARTS; i++) {
		struct store_part *part = &out->parts[out->part_count++];

		put_part(m, s->met[i].node, part);
		part->notes = s->met[i].notes;
		part->dropped = s->met[i].dropped;
		if (s->met[i].node->first)
			put_parts(m, s->met[i].node->first, 1);
	}
}

/* --- scores --- */

static void take_scores(struct search *search, const struct rank *rank,
	const struct store_results *results)
{
	struct maker *m = search->arg;
	size_t i, n;

	m->out->scores = arena_alloc(
		&m->out->arena, (results->count + 1) * sizeof(*m->out->scores));
	for (i = 0; i < results->count; i++) {
		for (n = 0; n < rank->count; n++) {
			if (rank->items[n].id != results->items[i].number)
				continue;
			rank_parts(rank, &rank->items[n], &m->out->scores[i]);
			break;
		}
	}
}

static void put_rest(struct maker *m)
{
	const struct search *s = m->search;
	struct store_explain *out = m->out;

	out->sort =
		keep(m, s->query.sort.len ? s->query.sort : s->request->sort);
	if (!s->request->lang.len)
		out->prefer = keep(m, s->request->prefer);
	out->unknown = keep(m, s->query.unknown);
	out->nearest = keep(m, s->nearest);
	out->senseless = keep(m, s->query.senseless);
	out->cut = s->query.cut;
}

bool store_explain(struct store *store, const struct store_request *request,
	struct store_explain *explain, struct error *err)
{
	struct maker m = {NULL, explain, err};
	bool ok;

	memset(explain, 0, sizeof(*explain));
	m.search = search_begin(store, request, err);
	if (!m.search)
		return false;
	m.search->ranked = take_scores;
	m.search->arg = &m;
	ok = search_run(m.search, &explain->results);
	if (!ok && err)
		*err = m.search->why;
	if (ok && !search_is_given_up(m.search)) {
		put_required(&m);
		put_rest(&m);
		ok = put_all_words(&m);
	}
	search_end(m.search);
	if (!ok)
		store_explain_clear(explain);
	return ok;
}

void store_explain_clear(struct store_explain *explain)
{
	store_results_clear(&explain->results);
	arena_clear(&explain->arena);
	memset(explain, 0, sizeof(*explain));
}
