/* The part of store/complete.h about words and titles. */
#include <string.h>

#include "base/utf8.h"
#include "store/complete_private.h"
#include "store/prior.h"
#include "store/stmt.h"
#include "store/token.h"

enum {
	WORDS_MAX = 40,
	BODY_LOOK = 8192 /* bytes of a text looked through for a spelling */
};

/* How `text` spells the folded word, in lower case; false if it is not in. */
static bool spelled_in(const struct completer *c, struct str text,
	struct str word, struct buf *out)
{
	struct token_scan scan;
	struct token token;
	bool found = false;

	token_scan_init(&scan, c->store->fold, str_sub(text, 0, BODY_LOOK));
	while (!found && token_next(&scan, &token)) {
		found = str_eq(token.text, word);
		if (found)
			utf8_lower_text(
				out, str_sub(text, token.from, token.to));
	}
	token_scan_clear(&scan);
	return found;
}

static const char names_sql[] =
	"SELECT t.title, t.head, '' FROM fts f JOIN doc_text t ON t.id ="
	" f.rowid WHERE fts MATCH ?1 LIMIT 1";
static const char texts_sql[] =
	"SELECT t.title, t.head, substr(t.body, 1, 8192) FROM fts f"
	" JOIN doc_text t ON t.id = f.rowid WHERE fts MATCH ?1 LIMIT 2";

/* The index has words folded; notes know how they are written. */
static bool find_spelling(
	struct completer *c, const char *sql, struct str word, struct buf *out)
{
	sqlite3_stmt *stmt = stmt_get(c->store, sql, c->err);
	struct buf match = {0};
	bool found = false;
	bool row = stmt != NULL;
	int i;

	buf_printf(&match,
		sql == names_sql ? "{title head} : \"%.*s\"" : "\"%.*s\"",
		STR_ARG(word));
	if (stmt)
		stmt_text(stmt, 1, buf_slice(&match));
	while (!found && row) {
		if (!stmt_row(c->store, stmt, &row, c->err))
			break;
		for (i = 0; row && !found && i < 3; i++)
			found = spelled_in(c, stmt_column(stmt, i), word, out);
	}
	if (found)
		stmt_end(stmt);
	buf_clear(&match);
	return found;
}

/* Digits and letters that folding cannot have come to need no look. */
static bool may_differ(struct str word)
{
	size_t i;

	for (i = 0; i < word.len; i++) {
		if (strchr("aoeuincsd", word.data[i]))
			return true;
	}
	return false;
}

bool complete_words(struct completer *c, size_t max)
{
	const struct vocab *vocab = &c->store->vocab;
	size_t words[WORDS_MAX] = {0};
	struct token_scan scan;
	struct token token;
	struct buf begin = {0};
	struct buf word = {0};
	size_t count = 0;
	size_t from, to, i;

	token_scan_init(&scan, c->store->fold, c->part);
	while (token_next(&scan, &token)) {
		buf_cut(&begin, 0);
		if (!token.whole && token.to == c->part.len && token.from == 0)
			buf_str(&begin, token.text);
	}
	token_scan_clear(&scan);
	if (begin.len) {
		vocab_prefix(vocab, buf_slice(&begin), &from, &to);
		count = vocab_commonest(vocab, from, to, words,
			max < WORDS_MAX ? max : WORDS_MAX);
	}
	for (i = 0; i < count && c->out->count < max; i++) {
		struct str folded = vocab_word(vocab, words[i]);
		struct store_completion *one;

		buf_cut(&word, 0);
		if (!may_differ(folded) ||
			(!find_spelling(c, names_sql, folded, &word) &&
				!find_spelling(c, texts_sql, folded, &word)))
			buf_str(&word, folded);
		one = complete_offer(c, COMPLETION_WORD, buf_slice(&word),
			c->quoted ? "" : " ");
		if (one)
			one->count = vocab->notes[words[i]];
	}
	buf_clear(&word);
	buf_clear(&begin);
	return true;
}

/* --- titles --- */

struct best {
	struct str title;
	double value;
};

static void keep(
	struct best *list, size_t *count, size_t max, const struct best *one)
{
	size_t at = *count;

	while (at > 0 && list[at - 1].value < one->value)
		at--;
	if (at == max)
		return;
	if (*count < max)
		(*count)++;
	memmove(&list[at + 1], &list[at], (*count - at - 1) * sizeof(*list));
	list[at] = *one;
}

static double worth(const struct completer *c, int64_t id)
{
	const struct prior_row *row = prior_find(&c->store->prior, id);

	return row ? row->inlinks + (row->low == PRIOR_PAST ? 0 : 1e6) : 0;
}

bool complete_titles(
	struct completer *c, struct str text, size_t from, size_t max)
{
	sqlite3_stmt *stmt = stmt_get(c->store,
		"SELECT id, title FROM doc WHERE title_key >= ?1 AND"
		" title_key < ?2 ORDER BY title_key LIMIT 200",
		c->err);
	struct best list[WORDS_MAX];
	size_t count = 0;
	struct buf low = {0};
	struct buf high = {0};
	bool row = stmt != NULL;
	size_t i;

	if (!stmt)
		return false;
	if (max > WORDS_MAX)
		max = WORDS_MAX;
	utf8_sort_key(&low, text);
	buf_str(&high, buf_slice(&low));
	buf_byte(&high, '\xff');
	stmt_blob(stmt, 1, buf_slice(&low));
	stmt_blob(stmt, 2, buf_slice(&high));
	while (row && stmt_row(c->store, stmt, &row, c->err) && row) {
		struct best one;

		one.title = arena_str(&c->out->arena, stmt_column(stmt, 1));
		one.value = worth(c, stmt_column_int(stmt, 0));
		keep(list, &count, max, &one);
	}
	for (i = 0; low.len && i < count; i++) {
		struct store_completion *one =
			complete_offer(c, COMPLETION_TITLE, list[i].title, " ");

		if (one)
			one->from = from;
	}
	buf_clear(&high);
	buf_clear(&low);
	return true;
}
