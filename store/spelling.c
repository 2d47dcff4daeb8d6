#include "store/spelling.h"

#include <string.h>

#include "base/utf8.h"
#include "store/stmt.h"

/* What the same letters with other marks are worth beside the very word. */
static const float FOLDED_WEIGHT = .3f;

static bool is_ascii(struct str text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	}
	return true;
}

bool spelling_of(struct buf *out, struct str text, struct str folded)
{
	if (folded.len > SPELLING_MAX || is_ascii(text))
		return false;
	buf_cut(out, 0);
	buf_byte(out, '=');
	utf8_lower_text(out, text);
	return !str_eq(str_sub(buf_slice(out), 1, out->len), folded);
}

bool spelling_is(struct str term)
{
	return term.len > 1 && term.data[0] == '=';
}

/* Notes with the spelling; 0 as well when that cannot be told. */
static uint32_t count_notes(struct expand *e, struct str spelling)
{
	sqlite3_stmt *stmt = stmt_get(e->store,
		"SELECT count(*) FROM fts WHERE fts MATCH '\"' || ?1 || '\"'",
		NULL);
	uint32_t count = 0;
	bool row;

	if (!stmt)
		return 0;
	stmt_text(stmt, 1, spelling);
	if (!stmt_row(e->store, stmt, &row, NULL))
		return 0;
	if (row) {
		count = (uint32_t)stmt_column_int(stmt, 0);
		stmt_end(stmt);
	}
	return count;
}

static size_t add_atom(struct expand *e, const struct plan_concept *concept,
	struct str spelling, uint32_t notes)
{
	size_t atom = plan_atom(e->plan, spelling, concept->columns, false);

	e->plan->atoms[atom].notes = notes;
	return atom;
}

/* The marks that letters get in the languages of our readers. */
static const struct {
	char base;
	const char *marked;
} marks[] = {
	{'a', "å"}, {'a', "ä"}, {'o', "ö"}, {'e', "é"}, {'u', "ü"}, {'a', "à"}};

enum {
	MARKS = sizeof(marks) / sizeof(marks[0])
};

/* The word with a mark on one letter, if notes have it. */
static void try_mark(struct expand *e, struct plan_concept *concept, size_t at,
	const char *marked)
{
	struct str word = concept->word;
	struct buf text = {0};
	uint32_t notes;

	buf_byte(&text, '=');
	buf_str(&text, str_sub(word, 0, at));
	buf_put(&text, marked);
	buf_str(&text, str_sub(word, at + 1, word.len));
	notes = count_notes(e, buf_slice(&text));
	if (notes && concept->rival_count < SPELLING_RIVALS)
		concept->rivals[concept->rival_count++] =
			add_atom(e, concept, buf_slice(&text), notes);
	buf_clear(&text);
}

static void find_rivals(struct expand *e, struct plan_concept *concept)
{
	size_t at, i;

	for (at = 0; at < concept->word.len; at++) {
		for (i = 0; i < MARKS; i++) {
			if (concept->word.data[at] == marks[i].base)
				try_mark(e, concept, at, marks[i].marked);
		}
	}
	/* No note has the word without the marks: then they are meant. */
	for (i = 0; i < concept->rival_count; i++) {
		if (e->plan->atoms[concept->rivals[i]].notes >=
			vocab_notes(e->vocab, concept->word)) {
			concept->rival_count = 0;
			return;
		}
	}
}

float spelling_give(struct expand *e, struct plan_concept *concept)
{
	uint32_t all = vocab_notes(e->vocab, concept->word);
	struct plan_term term;
	struct buf own = {0};
	uint32_t notes;
	float weight = 1;

	if (concept->word.len > SPELLING_MAX || !all)
		return 1;
	if (!spelling_of(&own, concept->typed, concept->word)) {
		find_rivals(e, concept);
	} else {
		notes = count_notes(e, buf_slice(&own));
		if (notes && all > notes) {
			plan_term(e->plan, &term, 1);
			plan_use(e->plan, &term,
				add_atom(e, concept, buf_slice(&own), notes),
				1);
			expand_give(e, concept, PLAN_SELF, 1, &term);
			concept->spelled = true;
			weight = FOLDED_WEIGHT;
		}
	}
	buf_clear(&own);
	return weight;
}
