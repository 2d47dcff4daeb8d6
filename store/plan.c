#include "store/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* A word in a quarter of the notes finds nothing beside rarer ones. */
enum {
	COMMON_SHARE = 4,
	COMMON_MIN = 50
};

double plan_idf(const struct plan *plan, uint32_t notes)
{
	double all = (double)plan->notes;
	double with = notes < plan->notes ? notes : all;

	return log(1 + (all - with + .5) / (with + .5));
}

struct plan_concept *plan_add(
	struct plan *plan, struct str word, struct str typed)
{
	struct plan_concept *concept;

	if (plan->count == PLAN_CONCEPTS || !word.len)
		return NULL;
	concept = &plan->concepts[plan->count++];
	concept->word = arena_str(&plan->arena, word);
	concept->typed = arena_str(&plan->arena, typed);
	concept->plain = true;
	return concept;
}

size_t plan_atom(
	struct plan *plan, struct str text, unsigned columns, bool prefix)
{
	struct buf key = {0};
	struct plan_atom *atom;
	int64_t *number;
	bool added;

	buf_printf(&key, "%c%c", (int)(columns + 1), prefix ? '*' : '=');
	buf_str(&key, text);
	number = wordmap_add(&plan->index, buf_slice(&key), &added);
	buf_clear(&key);
	if (!added)
		return (size_t)*number;
	*number = (int64_t)plan->atom_count;
	plan->atoms = mem_grow(plan->atoms, &plan->atom_cap,
		plan->atom_count + 1, sizeof(*plan->atoms));
	atom = &plan->atoms[plan->atom_count];
	atom->text = arena_str(&plan->arena, text);
	atom->columns = columns;
	atom->prefix = prefix;
	atom->phrase = str_find(text, ' ') < text.len;
	atom->number = -1;
	return plan->atom_count++;
}

void plan_term(struct plan *plan, struct plan_term *term, size_t max)
{
	memset(term, 0, sizeof(*term));
	term->uses = arena_alloc(
		&plan->arena, (max ? max : 1) * sizeof(*term->uses));
}

void plan_use(
	struct plan *plan, struct plan_term *term, size_t atom, float weight)
{
	uint32_t notes = plan->atoms[atom].notes;

	term->uses[term->count].atom = atom;
	term->uses[term->count++].weight = weight;
	/* Inflections overlap; half of the others' notes is a fair guess. */
	term->notes = term->notes > notes ? term->notes + notes / 2
					  : notes + term->notes / 2;
	if (term->notes > plan->notes)
		term->notes = (uint32_t)plan->notes;
}

static bool is_common(const struct plan *plan, uint32_t notes)
{
	return notes > COMMON_MIN && notes > plan->notes / COMMON_SHARE;
}

bool plan_give(struct plan *plan, struct plan_concept *concept,
	const struct plan_offer *offer)
{
	bool shared =
		offer->source == PLAN_JOIN || offer->source == PLAN_SYNONYM;
	size_t limit = shared ? PLAN_USES + PLAN_SHARED : PLAN_USES;
	struct plan_alternative *item;
	size_t uses = 0;
	size_t i;

	for (i = 0; i < offer->count; i++) {
		if (!offer->terms[i].count)
			return false;
		uses += offer->terms[i].count;
	}
	if (!offer->count || concept->uses + uses > limit)
		return false;
	concept->uses += uses;
	concept->items = mem_grow(concept->items, &concept->cap,
		concept->count + 1, sizeof(*concept->items));
	item = &concept->items[concept->count++];
	item->source = offer->source;
	item->weight = offer->weight;
	item->count = offer->count;
	item->terms =
		arena_alloc(&plan->arena, offer->count * sizeof(*item->terms));
	memcpy(item->terms, offer->terms, offer->count * sizeof(*item->terms));
	for (i = 0; i < item->count; i++) {
		item->terms[i].idf = plan_idf(plan, item->terms[i].notes);
		item->terms[i].common = is_common(plan, item->terms[i].notes);
	}
	return true;
}

static double alternative_idf(const struct plan_alternative *item)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < item->count; i++)
		sum += item->terms[i].idf;
	return sum / (double)item->count;
}

/* The idf of the word itself, else of what most likely is meant. */
static void settle_concept(struct plan *plan, struct plan_concept *concept)
{
	float best = 0;
	bool rare = false;
	size_t i;

	concept->idf = plan_idf(plan, 0);
	for (i = 0; i < concept->count; i++) {
		const struct plan_alternative *item = &concept->items[i];
		size_t n;

		if (item->weight > best) {
			best = item->weight;
			concept->idf = alternative_idf(item);
		}
		for (n = 0; n < item->count; n++)
			rare = rare || !item->terms[n].common;
	}
	if (concept->doc_count && !concept->count)
		concept->idf = plan_idf(plan, (uint32_t)concept->doc_count);
	concept->common = !rare && !concept->doc_count && concept->count > 0;
}

static void mark_atoms(struct plan *plan, size_t number)
{
	const struct plan_concept *concept = &plan->concepts[number];
	size_t i, n, u;

	for (i = 0; i < concept->count; i++) {
		for (n = 0; n < concept->items[i].count; n++) {
			const struct plan_term *term =
				&concept->items[i].terms[n];

			for (u = 0; u < term->count; u++)
				plan->atoms[term->uses[u].atom].concepts |=
					UINT32_C(1) << number;
		}
	}
}

void plan_settle(struct plan *plan)
{
	size_t i;

	plan->idf = 0;
	for (i = 0; i < plan->count; i++) {
		settle_concept(plan, &plan->concepts[i]);
		mark_atoms(plan, i);
		if (!plan->concepts[i].stop)
			plan->idf += plan->concepts[i].idf;
	}
}

void plan_clear(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		free(plan->concepts[i].items);
	free(plan->atoms);
	wordmap_clear(&plan->index);
	arena_clear(&plan->arena);
	memset(plan, 0, sizeof(*plan));
}
