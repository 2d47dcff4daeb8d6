/* The part of store/search.h about what is required: sets of notes. */
#include "store/search.h"

#include "base/utf8.h"
#include "store/filter.h"
#include "store/match.h"
#include "store/name.h"
#include "store/stmt.h"

static bool all_notes(struct search *s, struct bitset *set)
{
	sqlite3_stmt *stmt = stmt_get(
		s->store, "SELECT id FROM doc INDEXED BY doc_rank", s->err);
	bool row = true;

	while (stmt && row) {
		if (!stmt_row(s->store, stmt, &row, s->err))
			return false;
		if (row)
			bitset_add(set, stmt_column_int(stmt, 0));
	}
	return stmt != NULL;
}

static const struct search_leaf *find_leaf(
	const struct search *s, const struct query_node *node)
{
	size_t i;

	for (i = 0; i < s->leaf_count; i++) {
		if (s->leaves[i].node == node)
			return &s->leaves[i];
	}
	return NULL;
}

/* Notes with every concept of a word or phrase. */
static bool leaf_set(
	struct search *s, const struct query_node *node, struct bitset *set)
{
	const struct search_leaf *leaf = find_leaf(s, node);
	const struct plan *plan;
	bool first = true;
	size_t i;

	if (!leaf || leaf->from == leaf->to)
		return all_notes(s, set); /* no word in it: asks nothing */
	plan = leaf->aside ? &s->aside : &s->plan;
	for (i = leaf->from; i < leaf->to; i++) {
		struct bitset one = {0};

		if (plan->concepts[i].stop && leaf->to - leaf->from > 1)
			continue;
		if (!match_concept(s->store, plan, i, &one, s->err)) {
			bitset_clear(&one);
			return false;
		}
		if (first)
			bitset_or(set, &one);
		else
			bitset_and(set, &one);
		first = false;
		bitset_clear(&one);
	}
	return !first || all_notes(s, set);
}

static bool node_set(
	struct search *s, const struct query_node *node, struct bitset *set);

static bool list_set(
	struct search *s, const struct query_node *list, struct bitset *set)
{
	bool either = list->type == QUERY_OR;
	const struct query_node *node;
	bool first = true;
	bool ok = true;

	for (node = list->first; ok && node; node = node->next) {
		struct bitset one = {0};

		ok = node_set(s, node, &one);
		if (first || either)
			bitset_or(set, &one);
		else
			bitset_and(set, &one);
		first = false;
		bitset_clear(&one);
	}
	return ok;
}

static bool node_set(
	struct search *s, const struct query_node *node, struct bitset *set)
{
	struct bitset inner = {0};
	bool ok = false;

	switch (node->type) {
	case QUERY_WORD:
	case QUERY_PHRASE:
		ok = leaf_set(s, node, &inner);
		break;
	case QUERY_FILTER:
		ok = filter_notes(
			s->store, node, s->request->today, &inner, s->err);
		if (node->key == KEY_KIND && node->value_count &&
			bitset_is_empty(&inner))
			s->no_kind = node->values[0];
		break;
	case QUERY_AND:
	case QUERY_OR:
		ok = list_set(s, node, &inner);
		break;
	}
	if (!node->negated) {
		bitset_or(set, &inner);
	} else if (ok) {
		ok = all_notes(s, set);
		bitset_and_not(set, &inner);
	}
	bitset_clear(&inner);
	return ok;
}

static void limit(struct search *s, const struct bitset *set)
{
	if (s->limited)
		bitset_and(&s->allowed, set);
	else
		bitset_or(&s->allowed, set);
	s->limited = true;
}

/* Words that no note has may be dropped from a requirement, with a word. */
static bool may_fall_back(const struct search *s, const struct query_node *node)
{
	int32_t first, last;
	double number;

	if (node->negated)
		return false;
	switch (node->type) {
	case QUERY_WORD:
	case QUERY_PHRASE:
	case QUERY_OR:
		return true;
	case QUERY_FILTER:
		if (node->op == OP_IS)
			return node->key == KEY_FIELD || node->key == KEY_ID;
		/* A comparison with what is no date and no number. */
		return node->key == KEY_FIELD &&
			!query_days(node->values[0], s->request->today, &first,
				&last) &&
			!name_number(node->values[0], &number);
	case QUERY_AND:
		break;
	}
	return false;
}

static bool is_required(const struct query_node *node)
{
	return node->negated || node->type != QUERY_WORD || node->key ||
		node->exact || node->prefix;
}

static bool asks_status(const struct query_node *node)
{
	for (; node; node = node->next) {
		if (node->type == QUERY_FILTER &&
			(node->key == KEY_STATUS || node->key == KEY_IS))
			return true;
		if (node->first && asks_status(node->first))
			return true;
	}
	return false;
}

static void note_met(struct search *s, const struct search_met *met)
{
	if (s->met_count < QUERY_LEAVES)
		s->met[s->met_count++] = *met;
}

static bool require(struct search *s, const struct query_node *node)
{
	struct search_met met = {node, 0, false};
	struct bitset set = {0};
	bool ok = node_set(s, node, &set);

	met.dropped = ok && bitset_is_empty(&set) && may_fall_back(s, node);
	met.notes = bitset_size(&set);
	if (met.dropped)
		ok = search_fall_back(s, node);
	else if (ok && (!s->take || !s->take(s, node, &set)))
		limit(s, &set);
	note_met(s, &met);
	bitset_clear(&set);
	return ok;
}

bool search_required(struct search *s)
{
	const struct query_node *node;
	bool ok = true;

	s->status = asks_status(s->query.root.first);
	for (node = s->query.root.first; ok && node; node = node->next) {
		if (is_required(node))
			ok = require(s, node);
	}
	return ok;
}
