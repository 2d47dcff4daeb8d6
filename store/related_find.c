/* The part of store/related.h about words and links. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/name.h"
#include "store/prior.h"
#include "store/related_private.h"
#include "store/stmt.h"
#include "store/wordmap.h"

enum {
	BODY_LOOK = 64 << 10, /* bytes */
	RARE = 2, /* a word in one note only leads nowhere */
	COMMON_SHARE = 12, /* nor does one in so large a part */
	COMMON_MIN = 40,
	TARGETS = 60,
	LINKERS = 40,
	CITED_BY = 100 /* what more notes link to ties none together */
};

bool near_ids(struct near *n, const char *sql, struct str text, int64_t *ids,
	size_t *count)
{
	sqlite3_stmt *stmt = stmt_get(n->store, sql, n->err);
	bool row = true;

	*count = 0;
	if (!stmt)
		return false;
	stmt_text(stmt, 1, text);
	while (row) {
		if (!stmt_row(n->store, stmt, &row, n->err))
			return false;
		if (!row)
			break;
		ids[(*count)++] = stmt_column_int(stmt, 0);
		if (*count == NEAR_IDS) {
			stmt_end(stmt);
			break;
		}
	}
	return true;
}

/* --- words --- */

struct seen {
	double count;
	struct str typed;
};

struct reading {
	struct near *near;
	struct wordmap words; /* -> number in `seen` */
	struct seen *seen;
	size_t cap;
};

static void read_text(struct reading *r, struct str text, double worth)
{
	struct token_scan scan;
	struct token token;
	struct buf lower = {0};

	token_scan_init(&scan, r->near->store->fold, text);
	while (token_next(&scan, &token)) {
		size_t count = r->words.count;
		int64_t *number;
		bool added;

		if (token.text.len < 3 || name_is_stop_word(token.text))
			continue;
		number = wordmap_add(&r->words, token.text, &added);
		if (added) {
			*number = (int64_t)count;
			r->seen = mem_grow(
				r->seen, &r->cap, count + 1, sizeof(*r->seen));
			buf_cut(&lower, 0);
			utf8_lower_text(
				&lower, str_sub(text, token.from, token.to));
			r->seen[count].typed =
				arena_str(&r->near->arena, buf_slice(&lower));
			r->seen[count].count = 0;
		}
		r->seen[*number].count += worth;
	}
	buf_clear(&lower);
	token_scan_clear(&scan);
}

static bool is_number(struct str word)
{
	size_t i;

	for (i = 0; i < word.len; i++) {
		if (word.data[i] < '0' || word.data[i] > '9')
			return false;
	}
	return true;
}

/* Keep the words that tell this note from others. */
static void choose_terms(struct reading *r)
{
	struct near *n = r->near;
	double notes = (double)n->store->prior.notes;
	size_t i;

	for (i = 0; i < r->words.count; i++) {
		struct str word = r->words.entries[i].word;
		double with = vocab_notes(&n->store->vocab, word);
		double count = r->seen[i].count;
		struct near_term one = {word, r->seen[i].typed, 0};
		size_t at = n->term_count;

		if (with < RARE || is_number(word) ||
			(with > COMMON_MIN && with > notes / COMMON_SHARE))
			continue;
		one.weight = log(1 + notes / with) * count / (count + 3);
		while (at > 0 && n->terms[at - 1].weight < one.weight)
			at--;
		if (at == NEAR_TERMS)
			continue;
		if (n->term_count < NEAR_TERMS)
			n->term_count++;
		memmove(&n->terms[at + 1], &n->terms[at],
			(n->term_count - at - 1) * sizeof(one));
		n->terms[at] = one;
	}
	for (i = 0; i < n->term_count; i++)
		n->terms[i].word = arena_str(&n->arena, n->terms[i].word);
}

/* Every note with a telling word, more for one with it in its title. */
static bool find_term(struct near *n, size_t number)
{
	static const char sql[] = "SELECT rowid FROM fts WHERE fts MATCH ?1";
	const struct near_term *term = &n->terms[number];
	int64_t ids[NEAR_IDS];
	struct buf match = {0};
	size_t count;
	bool ok = true;
	size_t i;
	int title;

	for (title = 0; ok && title < 2; title++) {
		buf_cut(&match, 0);
		buf_printf(&match, "%s\"%.*s\"",
			title ? "{title alias} : " : "", STR_ARG(term->word));
		ok = near_ids(n, sql, buf_slice(&match), ids, &count);
		for (i = 0; ok && i < count; i++) {
			struct near_note *note = near_at(n, ids[i]);

			if (!note)
				continue;
			note->words += (float)(term->weight * (title ? 2 : 1));
			note->shared_words |= UINT32_C(1) << number;
			note->why |= RELATED_WORDS;
		}
	}
	buf_clear(&match);
	return ok;
}

/* A long note has many words of any other. */
static void heed_length(struct near *n)
{
	const struct prior *prior = &n->store->prior;
	size_t i;

	for (i = 0; i < n->count; i++) {
		const struct prior_row *row;

		if (!(n->notes[i].why & RELATED_WORDS))
			continue;
		row = prior_find(prior, prior->first + (int64_t)i);
		if (row)
			n->notes[i].words /= (float)sqrt(.6 +
				.4 * row->body_len / (prior->body_mean + 1));
	}
}

bool near_words(struct near *n)
{
	sqlite3_stmt *stmt = stmt_get(n->store,
		"SELECT title, alias, head, body FROM doc_text WHERE id = ?1",
		n->err);
	struct reading r = {0};
	bool ok = stmt != NULL;
	bool row = false;
	size_t i;

	r.near = n;
	if (ok)
		stmt_int(stmt, 1, n->id);
	ok = ok && stmt_row(n->store, stmt, &row, n->err);
	if (ok && row) {
		read_text(&r, stmt_column(stmt, 0), 3);
		read_text(&r, stmt_column(stmt, 1), 2);
		read_text(&r, str_sub(stmt_column(stmt, 2), 0, BODY_LOOK), 2);
		read_text(&r, str_sub(stmt_column(stmt, 3), 0, BODY_LOOK), 1);
		stmt_end(stmt);
	}
	choose_terms(&r);
	for (i = 0; ok && i < n->term_count; i++)
		ok = find_term(n, i);
	heed_length(n);
	free(r.seen);
	wordmap_clear(&r.words);
	return ok;
}

/* --- links --- */

/* What a note links to, and what links to it; the note is ?1. */
static const char out_sql[] =
	"SELECT t.id FROM target x JOIN doc t ON t.path = x.name"
	" WHERE x.doc = ?1 AND x.path = 1 UNION SELECT n.doc FROM target x"
	" JOIN name n ON n.name = x.name WHERE x.doc = ?1 AND x.path = 0"
	" LIMIT 400";
static const char in_sql[] =
	"SELECT x.doc FROM doc d JOIN target x ON x.name = d.path AND x.path"
	" = 1 WHERE d.id = ?1 UNION SELECT x.doc FROM name n JOIN target x"
	" ON x.name = n.name AND x.path = 0 WHERE n.doc = ?1 LIMIT 4000";

static bool linked_ids(struct near *n, const char *sql, int64_t id,
	int64_t *ids, size_t *count)
{
	sqlite3_stmt *stmt = stmt_get(n->store, sql, n->err);
	bool row = true;

	*count = 0;
	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	while (row && *count < NEAR_IDS) {
		if (!stmt_row(n->store, stmt, &row, n->err))
			return false;
		if (row)
			ids[(*count)++] = stmt_column_int(stmt, 0);
	}
	stmt_end(stmt);
	return true;
}

static void tie(struct near *n, const int64_t *ids, size_t count, unsigned why)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct near_note *note = near_at(n, ids[i]);

		if (note)
			note->why |= why;
	}
}

/* Linked from the same, or linking to the same: few tie more than many. */
static void cite(struct near *n, const int64_t *ids, size_t count)
{
	double worth = 1 / log(2 + (double)count);
	size_t i;

	for (i = 0; count <= CITED_BY && i < count; i++) {
		struct near_note *note = near_at(n, ids[i]);

		if (!note)
			continue;
		note->cited += (float)worth;
		note->why |= RELATED_CITED;
	}
}

/* For each of some notes: what it links to, or what links to it. */
static bool cite_by(
	struct near *n, const char *sql, const int64_t *from, size_t count)
{
	int64_t ids[NEAR_IDS];
	size_t found;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!linked_ids(n, sql, from[i], ids, &found))
			return false;
		cite(n, ids, found);
	}
	return true;
}

static bool links_of(struct near *n, int64_t id)
{
	int64_t out[NEAR_IDS];
	int64_t in[NEAR_IDS];
	size_t out_count, in_count;

	if (!linked_ids(n, out_sql, id, out, &out_count) ||
		!linked_ids(n, in_sql, id, in, &in_count))
		return false;
	tie(n, out, out_count, RELATED_LINKED);
	tie(n, in, in_count, RELATED_LINKS_HERE);
	return cite_by(n, in_sql, out,
		       out_count < TARGETS ? out_count : TARGETS) &&
		cite_by(n, out_sql, in,
			in_count < LINKERS ? in_count : LINKERS);
}

/* Notes that name the note by one of its identifiers, or share one. */
static bool find_identifiers(struct near *n, int64_t id)
{
	static const char names_sql[] =
		"SELECT doc FROM name WHERE name = ?1 AND rank IN (1, 2)";
	static const char text_sql[] =
		"SELECT rowid FROM fts WHERE fts MATCH ?1 LIMIT 1000";
	sqlite3_stmt *stmt = stmt_get(n->store,
		"SELECT group_concat(name, char(10)) FROM (SELECT name FROM"
		" name WHERE doc = ?1 AND rank IN (1, 2) LIMIT 8)",
		n->err);
	struct str names, name;
	bool row;

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	if (!stmt_row(n->store, stmt, &row, n->err))
		return false;
	names = arena_str(
		&n->arena, row ? stmt_column(stmt, 0) : (struct str){0});
	if (row)
		stmt_end(stmt);
	while (str_cut(&names, '\n', &name)) {
		struct buf words = {0};
		struct buf match = {0};
		int64_t ids[NEAR_IDS];
		size_t count = 0;
		bool ok = near_ids(n, names_sql, name, ids, &count);

		tie(n, ids, count, RELATED_IDENTIFIER);
		token_join(&words, n->store->fold, name);
		buf_printf(&match, "\"%s\"", buf_text(&words));
		if (ok && words.len >= 5) {
			ok = near_ids(
				n, text_sql, buf_slice(&match), ids, &count);
			tie(n, ids, count, RELATED_IDENTIFIER);
		}
		buf_clear(&match);
		buf_clear(&words);
		if (!ok)
			return false;
	}
	return true;
}

bool near_links(struct near *n)
{
	size_t i;

	for (i = 0; i < n->own_count; i++) {
		if (!links_of(n, n->own[i]) || !find_identifiers(n, n->own[i]))
			return false;
	}
	return true;
}
