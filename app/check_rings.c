/* Links that must not lead back: supersedes, amends, part of, corrects. */

#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	RING_SHOWN = 6
};

/*
 * Depth-first with a stack of our own: hubs may chain thousands of notes. Each
 * kind of link (key) is walked by itself.
 */
struct walk {
	struct checker *checker;
	struct str key;
	size_t *stack; /* facts on the way here */
	size_t *next; /* the link to follow from each */
	size_t depth;
	unsigned char *state; /* 0 new, 1 on the stack, 2 done */
};

static void say_ring(struct walk *w, size_t from, const struct fact_link *link)
{
	struct checker *c = w->checker;
	struct problem at = {
		.line = link->line, .severity = SEVERITY_ERROR, .rule = "ring"};
	struct buf ids = {0};
	size_t i;
	size_t j;

	for (i = from; i < w->depth && i - from < RING_SHOWN; i++)
		buf_printf(&ids, "%.*s -> ",
			STR_ARG(checker_shown(c, c->facts[w->stack[i]].id)));
	if (i < w->depth)
		buf_put(&ids, "... -> ");
	buf_str(&ids, checker_shown(c, c->facts[w->stack[from]].id));
	for (i = from; i < w->depth; i++) {
		const struct fact *fact = &c->facts[w->stack[i]];

		j = w->next[i] - 1;
		at.line = fact->links[j].line;
		checker_say(c, fact, &at,
			_("%.*s leads in a ring: %s. Remove the link that is "
			  "wrong."),
			STR_ARG(w->key), buf_text(&ids));
	}
	buf_clear(&ids);
}

/* The fact a link of this kind leads to, as its primary; -1. */
static long follow(const struct walk *w, const struct fact_link *link)
{
	const struct fact *to;
	long primary;

	if (!link->ring || link->to < 0 || !str_eq(link->key, w->key))
		return -1;
	to = &w->checker->facts[link->to];
	primary = to->translation ? checker_primary(w->checker, to) : -1;
	return primary >= 0 ? primary : link->to;
}

static size_t position(const struct walk *w, size_t fact)
{
	size_t i = 0;

	while (i < w->depth && w->stack[i] != fact)
		i++;
	return i;
}

static void push(struct walk *w, size_t fact)
{
	w->stack[w->depth] = fact;
	w->next[w->depth++] = 0;
	w->state[fact] = 1;
}

static void walk_from(struct walk *w, size_t start)
{
	push(w, start);
	while (w->depth) {
		size_t top = w->depth - 1;
		const struct fact *fact = &w->checker->facts[w->stack[top]];
		long to;

		if (w->next[top] == fact->link_count) {
			w->state[w->stack[top]] = 2;
			w->depth--;
			continue;
		}
		to = follow(w, &fact->links[w->next[top]++]);
		if (to < 0)
			continue;
		if (w->state[to] == 1)
			say_ring(w, position(w, (size_t)to),
				&fact->links[w->next[top] - 1]);
		else if (w->state[to] == 0)
			push(w, (size_t)to);
	}
}

static void walk_key(struct checker *c, struct str key)
{
	struct walk w = {.checker = c, .key = key};
	size_t i;

	w.stack = mem_array(c->count + 1, sizeof(*w.stack));
	w.next = mem_array(c->count + 1, sizeof(*w.next));
	w.state = mem_alloc(c->count + 1);
	for (i = 0; i < c->count; i++) {
		if (!w.state[i] && !c->facts[i].translation)
			walk_from(&w, i);
	}
	free(w.state);
	free(w.next);
	free(w.stack);
}

enum {
	KEYS_MOST = 32
};

void checker_rings(struct checker *c)
{
	struct str keys[KEYS_MOST];
	size_t count = 0;
	size_t i;
	size_t j;
	size_t k;

	for (i = 0; i < c->count; i++) {
		for (j = 0; j < c->facts[i].link_count; j++) {
			const struct fact_link *link = &c->facts[i].links[j];

			if (!link->ring)
				continue;
			for (k = 0; k < count; k++) {
				if (str_eq(keys[k], link->key))
					break;
			}
			if (k == count && count < KEYS_MOST)
				keys[count++] = link->key;
		}
	}
	for (k = 0; k < count; k++)
		walk_key(c, keys[k]);
}
