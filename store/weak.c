#include "store/weak.h"

#include "base/i18n.h"
#include "base/utf8.h"

enum {
	SHOWN = 4, /* alternatives of one word */
	TRIED_MAX = 300, /* bytes */
	SHOWN_CELLS = 40, /* of a word */
	TERM_WORDS = 4 /* more words are a question, not a term */
};

/*
 * Measured on judged queries: 22 of 152 without an identifier had nothing
 * right among the first three. Of 24 that this calls weak 19 are such; the
 * numbers could be a fifth higher or lower without much difference.
 */
static const double weak_names = .6; /* share of the query */
static const double weak_score = 1.5; /* for each unit of idf asked for */

static bool was_answered(const struct search *s)
{
	size_t i;

	for (i = 0; i < s->plan.count; i++) {
		const struct plan_concept *concept = &s->plan.concepts[i];

		if ((concept->whole || concept->phrase) && concept->count)
			return true;
	}
	return false;
}

bool weak_is(const struct search *s, const struct rank *rank)
{
	const struct candidate *best = rank->items;
	double all = s->plan.idf;

	if (!rank->count)
		return true;
	if (best->same || all <= 0 || was_answered(s))
		return false;
	return best->title + best->initials < weak_names * all &&
		best->score < weak_score * all;
}

static const char *source_name(enum plan_source source)
{
	switch (source) {
	case PLAN_TYPO:
		return N_("corrected to");
	case PLAN_SPLIT:
		return N_("in parts");
	case PLAN_COMPOUND:
		return N_("within");
	case PLAN_JOIN:
		return N_("joined");
	case PLAN_PREFIX:
		return N_("beginning");
	case PLAN_SYNONYM:
		return N_("by the term list");
	case PLAN_FOLDED:
	case PLAN_SELF:
		break;
	}
	return NULL;
}

/* "skydds + lag": the first form of each term. */
static void put_alternative(const struct plan *plan,
	const struct plan_alternative *alternative, struct buf *out)
{
	size_t i;

	for (i = 0; i < alternative->count; i++) {
		if (i)
			buf_put(out, " + ");
		if (alternative->terms[i].count)
			buf_str(out,
				plan->atoms[alternative->terms[i].uses[0].atom]
					.text);
	}
}

/* How a word that no note has was looked for. */
static void put_tried(const struct plan *plan,
	const struct plan_concept *concept, struct buf *out)
{
	enum plan_source last = PLAN_SELF;
	size_t shown = 0;
	size_t i;
	struct str typed = utf8_fit(concept->typed, SHOWN_CELLS);

	if (out->len)
		buf_put(out, "; ");
	buf_printf(out, _("no note has \"%.*s\""), STR_ARG(typed));
	for (i = 0; i < concept->count && shown < SHOWN; i++) {
		const struct plan_alternative *item = &concept->items[i];
		const char *name = source_name(item->source);

		if (!name)
			continue;
		if (item->source != last || !shown)
			buf_printf(out, ", %s ", _(name));
		else
			buf_put(out, ", ");
		last = item->source;
		put_alternative(plan, item, out);
		shown++;
	}
	if (!shown)
		buf_put(out, _(", nor a word like it"));
}

/* What a term list could name: the words, or of many the rarest one. */
static void put_words(const struct search *s, struct buf *out)
{
	const struct plan_concept *rarest = NULL;
	size_t words = 0;
	size_t i;

	for (i = 0; i < s->plan.count; i++) {
		const struct plan_concept *concept = &s->plan.concepts[i];

		words++;
		if (concept->stop || concept->whole)
			continue;
		if (!rarest || concept->idf > rarest->idf)
			rarest = concept;
	}
	if (words > TERM_WORDS && rarest)
		buf_str(out, rarest->typed);
	for (i = 0; rarest && words <= TERM_WORDS && i < s->leaf_count; i++) {
		if (s->leaves[i].aside)
			continue;
		if (out->len)
			buf_byte(out, ' ');
		buf_str(out, str_trim(s->leaves[i].node->text));
	}
}

/* As when a part fell back to its words. */
static bool is_repeated(const struct plan *plan, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++) {
		if (str_eq(plan->concepts[i].word, plan->concepts[at].word))
			return true;
	}
	return false;
}

void weak_tell(struct search *s, bool weak, struct store_results *results)
{
	struct buf text = {0};
	size_t i;

	results->weak = weak;
	if (!weak)
		return;
	for (i = 0; i < s->plan.count && text.len < TRIED_MAX; i++) {
		const struct plan_concept *concept = &s->plan.concepts[i];

		if (!concept->stop && !concept->whole && !concept->phrase &&
			!is_repeated(&s->plan, i) &&
			!vocab_notes(&s->store->vocab, concept->word))
			put_tried(&s->plan, concept, &text);
	}
	results->tried = arena_str(&results->arena, buf_slice(&text));
	/* Words that all are there are kept away by what else was asked. */
	if (text.len || results->total) {
		buf_cut(&text, 0);
		put_words(s, &text);
		results->words = arena_str(&results->arena, buf_slice(&text));
	}
	buf_clear(&text);
}
