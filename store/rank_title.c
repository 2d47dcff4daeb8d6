/* The part of store/rank.h that reads titles and aliases. */
#include "store/rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/name.h"
#include "store/stmt.h"

enum {
	HITS = 256,
	BODY_LOOK = 32768,
	BODIES = 20
};

struct look {
	struct rank *rank;
	struct matcher matcher;
	struct str query; /* its words, folded */
	struct buf words; /* scratch */
	struct wordmap notes; /* that have a word of a title */
	struct matcher_hit hits[HITS];
	uint32_t exact, other; /* concepts seen in this and other spelling */
};

/* Note how the word at [from, to) is spelled, if it is a typed one. */
static void look_spelling(
	struct look *look, const struct matcher_hit *hit, struct str text)
{
	const struct plan *plan = look->rank->plan;
	uint32_t mask = plan->atoms[hit->atom].concepts;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		const struct plan_concept *concept = &plan->concepts[i];

		if (!(mask >> i & 1) || concept->phrase ||
			!str_eq(plan->atoms[hit->atom].text, concept->word))
			continue;
		buf_cut(&look->words, 0);
		utf8_lower_text(
			&look->words, str_sub(text, hit->from, hit->to));
		if (str_eq(buf_slice(&look->words), concept->typed))
			look->exact |= UINT32_C(1) << i;
		else
			look->other |= UINT32_C(1) << i;
	}
}

/* Titles have many words in common: each is looked up once. */
static uint32_t notes_of(struct look *look, struct str word)
{
	bool added;
	int64_t *notes = wordmap_add(&look->notes, word, &added);

	if (added)
		*notes = vocab_notes(&look->rank->store->vocab, word);
	return (uint32_t)*notes;
}

/* How much of what a title says was asked for: its words by their idf. */
static float title_share(struct look *look, struct str title, uint64_t hit)
{
	const struct rank *rank = look->rank;
	struct token_scan scan;
	struct token token;
	double all = 0;
	double met = 0;

	token_scan_init(&scan, rank->store->fold, title);
	while (token_next(&scan, &token) && token.position < 64) {
		double idf;

		if (token.whole)
			continue;
		idf = plan_idf(rank->plan, notes_of(look, token.text));
		all += idf;
		if (hit >> token.position & 1)
			met += idf;
	}
	token_scan_clear(&scan);
	return all > 0 ? (float)(met / all) : 0;
}

/* All concepts, common ones too, as they stand in the title. */
static void look_title(
	struct look *look, struct candidate *candidate, struct str title)
{
	struct rank *rank = look->rank;
	size_t count = matcher_find(
		&look->matcher, title, 1 << COLUMN_TITLE, look->hits, HITS);
	size_t i;

	for (i = 0; i < count; i++) {
		struct rank_atom *atom = &rank->atoms[look->hits[i].atom];
		size_t word;

		look_spelling(look, &look->hits[i], title);
		if (!atom->here)
			rank->here[rank->here_count++] = look->hits[i].atom;
		atom->here = true;
		for (word = look->hits[i].first;
			word <= look->hits[i].last && word < 64; word++)
			atom->title |= UINT64_C(1) << word;
	}
	rank_title_words(rank, candidate);
	candidate->covered = title_share(look, title, candidate->words);
}

/* Whether the line is an identifier that was asked for. */
static bool is_wanted(const struct plan *plan, struct str line)
{
	struct str bare = name_bare(line);
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (plan->concepts[i].whole &&
			(str_eq(bare, plan->concepts[i].word) ||
				str_eq(line, plan->concepts[i].word)))
			return true;
	}
	return false;
}

static void look_aliases(
	struct look *look, struct candidate *candidate, struct str alias)
{
	struct str line;

	while (str_cut(&alias, '\n', &line)) {
		size_t count = matcher_find(&look->matcher, line,
			1 << COLUMN_ALIAS, look->hits, HITS);
		size_t i;

		for (i = 0; i < count; i++)
			look_spelling(look, &look->hits[i], line);
		if (!count)
			continue;
		buf_cut(&look->words, 0);
		token_join(&look->words, look->rank->store->fold, line);
		if (str_eq(buf_slice(&look->words), look->query) ||
			is_wanted(look->rank->plan, str_trim(line)))
			candidate->same = true;
	}
}

/* Bytes compared without case: ASCII letters, and those of Latin-1 alike. */
static bool has_nocase(struct str hay, struct str needle)
{
	size_t i, n;

	for (i = 0; i + needle.len <= hay.len; i++) {
		for (n = 0; n < needle.len; n++) {
			if ((hay.data[i + n] | 0x20) != (needle.data[n] | 0x20))
				break;
		}
		if (n == needle.len)
			return true;
	}
	return false;
}

static bool look_body(
	struct look *look, int64_t id, uint32_t open, struct error *err)
{
	struct store *store = look->rank->store;
	const struct plan *plan = look->rank->plan;
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT body FROM doc_text WHERE id = ?1", err);
	struct str body;
	bool row;
	size_t i;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (!row)
		return true;
	body = str_sub(stmt_column(stmt, 0), 0, BODY_LOOK);
	for (i = 0; i < plan->count; i++) {
		if (!(open >> i & 1))
			continue;
		if (has_nocase(body, plan->concepts[i].typed))
			look->exact |= UINT32_C(1) << i;
		else
			look->other |= UINT32_C(1) << i;
	}
	stmt_end(stmt);
	return true;
}

/* The share of the query that the note has in another spelling only. */
static void settle_spelling(
	const struct look *look, struct candidate *candidate)
{
	const struct plan *plan = look->rank->plan;
	uint32_t other = look->other & ~look->exact;
	double share = 0;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (other >> i & 1)
			share += plan->concepts[i].idf;
	}
	candidate->spelling = plan->idf > 0 ? (float)(share / plan->idf) : 0;
	if (candidate->spelling > 1)
		candidate->spelling = 1;
}

static bool look_note(struct look *look, struct candidate *candidate, bool body,
	struct error *err)
{
	struct store *store = look->rank->store;
	sqlite3_stmt *stmt = stmt_get(
		store, "SELECT title, alias FROM doc_text WHERE id = ?1", err);
	uint32_t open;
	bool row;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, candidate->id);
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (!row)
		return true;
	look->exact = look->other = 0;
	buf_cut(&look->words, 0);
	token_join(&look->words, store->fold, stmt_column(stmt, 0));
	candidate->same = str_eq(buf_slice(&look->words), look->query);
	look_title(look, candidate, stmt_column(stmt, 0));
	look_aliases(look, candidate, stmt_column(stmt, 1));
	stmt_end(stmt);
	look->exact &= ~candidate->judged;
	look->other &= ~candidate->judged;
	open = candidate->itself & ~(look->exact | look->other) &
		~candidate->judged;
	if (body && open && !look_body(look, candidate->id, open, err))
		return false;
	settle_spelling(look, candidate);
	return true;
}

/* The words of the query, one blank between. */
static void join_words(const struct plan *plan, struct buf *words)
{
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (i)
			buf_byte(words, ' ');
		buf_str(words, plan->concepts[i].word);
	}
}

bool rank_titles(struct rank *rank, size_t top, struct error *err)
{
	struct look look = {0};
	struct buf words = {0};
	bool ok = true;
	size_t i;

	look.rank = rank;
	matcher_init(&look.matcher, rank->plan, rank->store->fold);
	join_words(rank->plan, &words);
	look.query = buf_slice(&words);
	for (i = 0; ok && i < top; i++)
		ok = look_note(&look, &rank->items[i], i < BODIES, err);
	matcher_clear(&look.matcher);
	wordmap_clear(&look.notes);
	buf_clear(&look.words);
	buf_clear(&words);
	return ok;
}
