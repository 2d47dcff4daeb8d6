/* The part of store/rank.h about short words and their marks. */
#include "store/rank.h"
#include "store/spelling.h"

static uint32_t count_all(const struct rank *rank, size_t atom)
{
	uint32_t count = 0;
	int c;

	for (c = 0; c < COLUMNS; c++)
		count += rank->atoms[atom].count[c];
	return count;
}

/* Whether all the note has of the word is spelled in another way. */
static bool is_other(
	const struct rank *rank, const struct plan_concept *concept)
{
	uint32_t own, rivals = 0;
	size_t i;

	own = count_all(rank, concept->items[0].terms[0].uses[0].atom);
	if (concept->spelled)
		return own == 0;
	for (i = 0; i < concept->rival_count; i++)
		rivals += count_all(rank, concept->rivals[i]);
	return own > 0 && own <= rivals;
}

void rank_spelling(const struct rank *rank, struct candidate *candidate)
{
	const struct plan *plan = rank->plan;
	double share = 0;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		const struct plan_concept *concept = &plan->concepts[i];

		if (!(candidate->concepts >> i & 1) || concept->phrase ||
			concept->word.len > SPELLING_MAX)
			continue;
		candidate->judged |= UINT32_C(1) << i;
		if ((concept->spelled || concept->rival_count) &&
			is_other(rank, concept))
			share += concept->idf;
	}
	if (plan->idf > 0)
		candidate->rival = (float)(share / plan->idf);
}
