#include "store/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/schema.h"
#include "store/spelling.h"
#include "store/stmt.h"

enum {
	PHRASES_MAX = 600,
	RING = 16
};

/* --- expressions --- */

static void put_atom(struct buf *out, const struct plan_atom *atom)
{
	static const char *const names[COLUMNS] = {
		"title", "alias", "head", "body", "meta"};
	size_t i;

	if (atom->columns) {
		buf_byte(out, '{');
		for (i = 0; i < COLUMNS; i++) {
			if (atom->columns >> i & 1) {
				buf_put(out, names[i]);
				buf_byte(out, ' ');
			}
		}
		buf_put(out, "} : ");
	}
	buf_byte(out, '"');
	buf_str(out, atom->text);
	buf_put(out, atom->prefix ? "\" *" : "\"");
}

void match_phrases(const struct plan *plan, const size_t *atoms, size_t count,
	struct buf *out)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i)
			buf_put(out, " OR ");
		put_atom(out, &plan->atoms[atoms[i]]);
	}
}

static void match_term(struct plan *plan, const struct plan_term *term,
	size_t *lookup, size_t *count)
{
	size_t i;

	for (i = 0; i < term->count && *count < PHRASES_MAX; i++) {
		struct plan_atom *atom = &plan->atoms[term->uses[i].atom];

		if (atom->number >= 0)
			continue;
		atom->number = (int)*count;
		lookup[(*count)++] = term->uses[i].atom;
	}
}

/* Other spellings find nothing themselves: their notes have the word too. */
static void match_rivals(struct plan *plan, size_t *lookup, size_t *count)
{
	size_t i, n;

	for (i = 0; i < plan->count && *count; i++) {
		const struct plan_concept *concept = &plan->concepts[i];

		for (n = 0; n < concept->rival_count; n++) {
			struct plan_use use = {concept->rivals[n], 1};
			const struct plan_term term = {&use, 1, 0, 0, false};

			if (plan->atoms[concept->items[0].terms[0].uses[0].atom]
					.number >= 0)
				match_term(plan, &term, lookup, count);
		}
	}
}

static void match_concepts(
	struct plan *plan, bool all, size_t *lookup, size_t *count)
{
	size_t i, n, t;

	for (i = 0; i < plan->count; i++) {
		const struct plan_concept *concept = &plan->concepts[i];

		if (!all && concept->stop)
			continue;
		for (n = 0; n < concept->count; n++) {
			const struct plan_alternative *item =
				&concept->items[n];

			for (t = 0; t < item->count; t++) {
				if (all || !item->terms[t].common)
					match_term(plan, &item->terms[t],
						lookup, count);
			}
		}
	}
}

/* Whether some word as it is meant first, not only a rare form of it, is in few
 * enough notes to find them; one that no note has, by the titles it stands for.
 */
static bool is_telling(const struct plan *plan)
{
	size_t i, n, t;

	for (i = 0; i < plan->count; i++) {
		const struct plan_concept *concept = &plan->concepts[i];
		const struct plan_alternative *best = NULL;
		bool common = false;

		for (n = 0; n < concept->count && !concept->stop; n++) {
			if (!best || concept->items[n].weight > best->weight)
				best = &concept->items[n];
		}
		for (t = 0; best && t < best->count; t++)
			common = common || best->terms[t].common;
		if (best ? !common : concept->doc_count > 0)
			return true;
	}
	return false;
}

size_t match_all(struct plan *plan, size_t *lookup)
{
	size_t count = 0;

	match_concepts(plan, false, lookup, &count);
	if (!is_telling(plan))
		match_concepts(plan, true, lookup, &count);
	match_rivals(plan, lookup, &count);
	return count;
}

static void put_alternative(struct buf *out, const struct plan *plan,
	const struct plan_alternative *item)
{
	size_t t, u;

	for (t = 0; t < item->count; t++) {
		buf_put(out, t ? " AND (" : "(");
		for (u = 0; u < item->terms[t].count; u++) {
			if (u)
				buf_put(out, " OR ");
			put_atom(
				out, &plan->atoms[item->terms[t].uses[u].atom]);
		}
		buf_byte(out, ')');
	}
}

bool match_concept(struct store *store, const struct plan *plan, size_t number,
	struct bitset *set, struct error *err)
{
	const struct plan_concept *concept = &plan->concepts[number];
	struct buf text = {0};
	sqlite3_stmt *stmt;
	bool row = true;
	bool ok;
	size_t i;

	for (i = 0; i < concept->doc_count; i++)
		bitset_add(set, concept->docs[i].id);
	for (i = 0; i < concept->count; i++) {
		buf_put(&text, i ? " OR (" : "(");
		put_alternative(&text, plan, &concept->items[i]);
		buf_byte(&text, ')');
	}
	if (!text.len)
		return true;
	stmt = stmt_get(store, "SELECT rowid FROM fts WHERE fts MATCH ?1", err);
	ok = stmt != NULL;
	if (ok)
		stmt_text(stmt, 1, buf_slice(&text));
	while (ok && row) {
		ok = stmt_row(store, stmt, &row, err);
		if (ok && row)
			bitset_add(set, stmt_column_int(stmt, 0));
	}
	buf_clear(&text);
	return ok;
}

/* --- recognising --- */

/* How the words of an atom begin in a text. */
static void add_begins(struct matcher *matcher, const struct plan_atom *atom)
{
	struct str rest = atom->text;
	struct buf folded = {0};
	struct str word;

	if (spelling_is(rest)) {
		/* Its marks may be characters of their own in the text. */
		utf8_fold(&folded, str_sub(rest, 1, rest.len));
		token_begins_add(&matcher->begins, buf_slice(&folded), true);
		buf_clear(&folded);
		return;
	}
	while (str_cut(&rest, ' ', &word))
		token_begins_add(
			&matcher->begins, word, atom->prefix && word.len == 1);
}

void matcher_init(struct matcher *matcher, const struct plan *plan,
	const struct token_table *fold)
{
	size_t count = plan->atom_count + 1;
	size_t i;

	memset(matcher, 0, sizeof(*matcher));
	matcher->plan = plan;
	matcher->fold = fold;
	matcher->next = mem_array(count, sizeof(*matcher->next));
	matcher->prefixes = mem_array(count, sizeof(*matcher->prefixes));
	matcher->phrases = mem_array(count, sizeof(*matcher->phrases));
	for (i = 0; i < plan->atom_count; i++) {
		const struct plan_atom *atom = &plan->atoms[i];
		int64_t *first;

		add_begins(matcher, atom);
		if (atom->prefix) {
			matcher->prefixes[matcher->prefix_count++] = i;
		} else if (atom->phrase) {
			matcher->phrases[matcher->phrase_count++] = i;
		} else {
			/* 0 is none, so numbers are one more. */
			matcher->lengths[(unsigned char)atom->text.data[0]] |=
				UINT64_C(1) << (atom->text.len & 63);
			first = wordmap_add(&matcher->first, atom->text, NULL);
			matcher->next[i] = (size_t)*first;
			*first = (int64_t)i + 1;
		}
	}
}

void matcher_clear(struct matcher *matcher)
{
	wordmap_clear(&matcher->first);
	free(matcher->next);
	free(matcher->prefixes);
	free(matcher->phrases);
	memset(matcher, 0, sizeof(*matcher));
}

struct ring_word {
	char text[TOKEN_MAX];
	size_t len, from, position;
};

struct finder {
	const struct matcher *matcher;
	unsigned columns;
	struct matcher_hit *hits;
	size_t count, max;
	struct ring_word ring[RING];
	size_t words; /* seen */
};

static void tell(struct finder *f, const struct matcher_hit *hit)
{
	const struct plan_atom *a = &f->matcher->plan->atoms[hit->atom];

	if ((!a->columns || (a->columns & f->columns)) && f->count < f->max)
		f->hits[f->count++] = *hit;
}

/* A single word of the text is the atom. */
static void tell_word(struct finder *f, size_t atom, const struct token *token)
{
	tell(f,
		&(struct matcher_hit){atom, token->position, token->position,
			token->from, token->to});
}

/* Whether the last words seen, none passed over, are those of the phrase. */
static bool ends_phrase(
	const struct finder *f, struct str phrase, size_t *first_word)
{
	size_t position = f->ring[(f->words - 1) % RING].position;
	size_t back = 0;

	while (phrase.len) {
		size_t cut = phrase.len;
		const struct ring_word *word;

		while (cut > 0 && phrase.data[cut - 1] != ' ')
			cut--;
		if (back == f->words || back == RING)
			return false;
		word = &f->ring[(f->words - 1 - back) % RING];
		if (word->position + back != position)
			return false;
		if (!str_eq(str_sub(phrase, cut, phrase.len),
			    (struct str){word->text, word->len}))
			return false;
		*first_word = (f->words - 1 - back) % RING;
		back++;
		phrase.len = cut ? cut - 1 : 0;
	}
	return back > 0;
}

static void find_phrases(struct finder *f, const struct token *token)
{
	const struct matcher *m = f->matcher;
	struct ring_word *word = &f->ring[f->words % RING];
	size_t i;

	memcpy(word->text, token->text.data, token->text.len);
	word->len = token->text.len;
	word->from = token->from;
	word->position = token->position;
	f->words++;
	for (i = 0; i < m->phrase_count; i++) {
		size_t first = 0;

		if (ends_phrase(f, m->plan->atoms[m->phrases[i]].text, &first))
			tell(f,
				&(struct matcher_hit){m->phrases[i],
					f->ring[first].position,
					token->position, f->ring[first].from,
					token->to});
	}
}

/* The first atom with the word, plus one; 0 if none has. */
static size_t first_atom(const struct matcher *matcher, struct str word)
{
	const int64_t *first;

	if (!(matcher->lengths[(unsigned char)word.data[0]] >> (word.len & 63) &
		    1))
		return 0;
	first = wordmap_find(&matcher->first, word);
	return first ? (size_t)*first : 0;
}

size_t matcher_find(const struct matcher *matcher, struct str text,
	unsigned columns, struct matcher_hit *hits, size_t max)
{
	struct finder f = {0};
	struct token_scan scan;
	struct token token;
	struct buf spelling = {0};

	f.matcher = matcher;
	f.columns = columns;
	f.hits = hits;
	f.max = max;
	token_scan_init(&scan, matcher->fold, text);
	while (f.count < max &&
		token_next_of(&scan, &matcher->begins, &token)) {
		size_t i;

		for (i = first_atom(matcher, token.text); i;
			i = matcher->next[i - 1])
			tell_word(&f, i - 1, &token);
		if (!token.whole && matcher->lengths['='] &&
			spelling_of(&spelling,
				str_sub(text, token.from, token.to),
				token.text)) {
			for (i = first_atom(matcher, buf_slice(&spelling)); i;
				i = matcher->next[i - 1])
				tell_word(&f, i - 1, &token);
		}
		for (i = 0; i < matcher->prefix_count; i++) {
			struct str begin =
				matcher->plan->atoms[matcher->prefixes[i]].text;

			if (str_eq(str_sub(token.text, 0, begin.len), begin))
				tell_word(&f, matcher->prefixes[i], &token);
		}
		if (matcher->phrase_count && !token.whole)
			find_phrases(&f, &token);
	}
	buf_clear(&spelling);
	token_scan_clear(&scan);
	return f.count;
}
