/* The part of store/search.h that makes concepts of words. */
#include "store/search.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "store/initials.h"
#include "store/join.h"
#include "store/name.h"
#include "store/schema.h"

static unsigned columns_of(enum query_key key)
{
	switch (key) {
	case KEY_TITLE:
		return 1 << COLUMN_TITLE | 1 << COLUMN_ALIAS;
	case KEY_HEAD:
		return 1 << COLUMN_HEAD;
	case KEY_BODY:
		return 1 << COLUMN_BODY;
	default:
		return 0;
	}
}

static struct plan *plan_of(struct search *s, bool aside)
{
	return aside ? &s->aside : &s->plan;
}

/* A concept with its spelling as typed. */
static struct plan_concept *add(
	struct search *s, struct plan *plan, struct str word, struct str typed)
{
	struct buf lower = {0};
	struct plan_concept *concept;

	utf8_lower_text(&lower, typed);
	concept = plan_add(plan, word, buf_slice(&lower));
	if (concept) {
		concept->run = s->run;
		concept->stop = name_is_stop_typed(word, concept->typed);
	}
	buf_clear(&lower);
	return concept;
}

static void add_whole(
	struct search *s, struct plan *plan, const struct query_node *node)
{
	struct buf whole = {0};
	struct plan_concept *concept;

	if (expand_is_whole(node->text, &whole)) {
		concept = add(s, plan, buf_slice(&whole), node->text);
		if (concept) {
			concept->whole = true;
			concept->columns = columns_of(node->key);
		}
	}
	buf_clear(&whole);
}

/* Every word of the text is a concept; capitals may be initials. */
static bool add_words(
	struct search *s, struct plan *plan, const struct query_node *node)
{
	struct token_scan scan;
	struct token token;
	bool ok = true;

	token_scan_init(&scan, s->store->fold, node->text);
	while (ok && token_next(&scan, &token)) {
		struct str typed = str_sub(node->text, token.from, token.to);
		struct plan_concept *concept;

		if (token.whole)
			continue;
		concept = add(s, plan, token.text, typed);
		if (!concept)
			break;
		concept->columns = columns_of(node->key);
		if (!node->exact && !node->prefix && initials_fit(typed) &&
			!concept->columns && plan == &s->plan)
			ok = initials_find(&s->expand, concept, typed, s->err);
	}
	token_scan_clear(&scan);
	return ok;
}

static void add_phrase(
	struct search *s, struct plan *plan, const struct query_node *node)
{
	struct buf words = {0};
	struct plan_concept *concept;

	token_join(&words, s->store->fold, node->text);
	concept = add(s, plan, buf_slice(&words), node->text);
	if (concept) {
		concept->phrase = true;
		concept->stop = false;
		concept->columns = columns_of(node->key);
	}
	buf_clear(&words);
	s->run++;
}

static bool add_leaf(
	struct search *s, const struct query_node *node, bool aside)
{
	struct plan *plan = plan_of(s, aside);
	struct search_leaf *leaf = &s->leaves[s->leaf_count];
	bool ok = true;

	if (s->leaf_count == QUERY_LEAVES)
		return true;
	leaf->node = node;
	leaf->aside = aside;
	leaf->from = plan->count;
	if (node->type == QUERY_PHRASE) {
		add_phrase(s, plan, node);
	} else {
		if (!node->exact && !node->prefix)
			add_whole(s, plan, node);
		if (plan->count == leaf->from)
			ok = add_words(s, plan, node);
		if (node->key || node->exact || node->prefix)
			s->run++;
	}
	leaf->to = plan->count;
	s->leaf_count++;
	return ok;
}

static bool add_nodes(
	struct search *s, const struct query_node *node, bool aside)
{
	for (; node; node = node->next) {
		bool out = aside != node->negated;

		switch (node->type) {
		case QUERY_WORD:
		case QUERY_PHRASE:
			if (!add_leaf(s, node, out))
				return false;
			break;
		case QUERY_AND:
		case QUERY_OR:
			s->run++;
			if (!add_nodes(s, node->first, out))
				return false;
			s->run++;
			break;
		case QUERY_FILTER:
			s->run++;
			break;
		}
	}
	return true;
}

static void expand_one(
	struct search *s, const struct search_leaf *leaf, size_t number)
{
	struct plan_concept *concept = &s->expand.plan->concepts[number];
	struct expand_word how = {0};

	if (watch_poll(&s->store->watch))
		return;
	if (concept->phrase) {
		expand_phrase(&s->expand, concept);
		return;
	}
	if (concept->whole) {
		expand_whole(&s->expand, concept);
		return;
	}
	how.exact = leaf->node->exact;
	how.strict = leaf->aside;
	/* A star or the cursor is at the last of several words. */
	how.prefix = leaf->node->prefix && number + 1 == leaf->to;
	how.last = leaf->node->last && number + 1 == leaf->to;
	expand_word(&s->expand, concept, &how);
}

static void expand_leaf(struct search *s, const struct search_leaf *leaf)
{
	size_t i;

	s->expand.plan = plan_of(s, leaf->aside);
	for (i = leaf->from; i < leaf->to; i++)
		expand_one(s, leaf, i);
	s->expand.plan = &s->plan;
}

/* A query of nothing but stop words means them. */
static void heed_stop_words(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (!plan->concepts[i].stop)
			return;
	}
	for (i = 0; i < plan->count; i++)
		plan->concepts[i].stop = false;
}

bool search_concepts(struct search *s)
{
	size_t i;

	s->plan.notes = s->aside.notes = s->store->prior.notes;
	if (!add_nodes(s, s->query.root.first, false))
		return false;
	heed_stop_words(&s->plan);
	for (i = 0; i < s->leaf_count; i++)
		expand_leaf(s, &s->leaves[i]);
	join_neighbours(&s->expand);
	join_synonyms(&s->expand);
	return true;
}

/* --- falling back --- */

static void tell_fall_back(struct search *s, struct str text)
{
	if (s->understood.len)
		buf_put(&s->understood, "; ");
	buf_printf(&s->understood,
		_("no note has \"%.*s\", so its words are searched for"),
		STR_ARG(text));
}

static bool fall_back_text(struct search *s, struct str text, bool words)
{
	struct query_node node = {0};
	struct search_leaf leaf = {&node, false, s->plan.count, 0};
	size_t i;

	node.type = QUERY_WORD;
	node.text = text;
	if (words) {
		s->run++;
		if (!add_words(s, &s->plan, &node))
			return false;
		leaf.to = s->plan.count;
		for (i = leaf.from; i < leaf.to; i++)
			expand_one(s, &leaf, i);
		s->run++;
	}
	tell_fall_back(s, text);
	return true;
}

bool search_fall_back(struct search *s, const struct query_node *node)
{
	size_t i;

	s->expand.plan = &s->plan;
	if (node->type == QUERY_PHRASE)
		return fall_back_text(s, node->text, true);
	if (node->type == QUERY_WORD)
		return fall_back_text(s, node->text, node->key != KEY_NONE);
	for (i = 0; node->type == QUERY_FILTER && i < node->value_count; i++) {
		if (!fall_back_text(s, node->values[i], true))
			return false;
	}
	return true;
}
