#include "store/words.h"

#include <string.h>

#include "base/i18n.h"
#include "store/spelling.h"
#include "store/stmt.h"

/* So many changes of the list are folded into it by the next commit. */
enum {
	CHANGES_MAX = 20000
};

/* Beyond this a number is damage, and no memory is asked for it. */
enum {
	ID_MAX = 1 << 26
};

void words_count(struct store *store, int by)
{
	wordmap_clear(&store->seen);
	store->count_by = by;
}

void words_seen(struct store *store, struct str word)
{
	bool added;

	wordmap_add(&store->seen, word, &added);
	if (added)
		*wordmap_add(&store->pending.words, word, NULL) +=
			store->count_by;
}

bool words_flush(struct store *store, struct error *err)
{
	const struct wordmap *words = &store->pending.words;
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO word_change(term, change) VALUES(?1, ?2)"
		" ON CONFLICT(term) DO UPDATE SET"
		" change = change + excluded.change",
		err);
	size_t i;

	if (!stmt)
		return false;
	for (i = 0; i < words->count; i++) {
		if (!words->entries[i].value)
			continue;
		stmt_text(stmt, 1, words->entries[i].word);
		stmt_int(stmt, 2, words->entries[i].value);
		if (!stmt_run(store, stmt, err))
			return false;
	}
	return words->count < CHANGES_MAX / 10 ||
		words_settle(store, CHANGES_MAX, err);
}

static bool write_list(
	struct store *store, const struct vocab *vocab, struct error *err)
{
	struct buf packed = {0};
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT OR REPLACE INTO word(part, list) VALUES(0, ?1)", err);
	bool ok = stmt != NULL;

	if (ok) {
		vocab_pack(vocab, &packed);
		stmt_blob(stmt, 1, buf_slice(&packed));
		ok = stmt_run(store, stmt, err);
	}
	buf_clear(&packed);
	return ok && db_run(store, "DELETE FROM word_change", err);
}

bool words_build(struct store *store, struct error *err)
{
	struct vocab vocab = {0};
	sqlite3_stmt *stmt;
	bool ok;
	bool row = true;

	if (!db_run(store,
		    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.fts_words USING"
		    " fts5vocab('main', 'fts', 'row')",
		    err))
		return false;
	stmt = stmt_get(store, "SELECT term, doc FROM temp.fts_words", err);
	ok = stmt != NULL;
	while (ok && row) {
		ok = stmt_row(store, stmt, &row, err);
		if (ok && row && !spelling_is(stmt_column(stmt, 0)))
			vocab_add(&vocab, stmt_column(stmt, 0),
				(uint32_t)stmt_column_int(stmt, 1));
	}
	ok = ok && write_list(store, &vocab, err);
	vocab_clear(&vocab);
	return ok;
}

static bool damaged(struct store *store, struct error *err)
{
	return error_set(err, ERROR_INDEX,
		_("The index at %s is damaged: its word list. It can be built "
		  "anew with: fyr index --rebuild"),
		store->path);
}

/* The list alone, without the changes since. */
static bool read_list(
	struct store *store, struct vocab *vocab, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT list FROM word WHERE part = 0", err);
	bool row;
	bool ok = true;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	if (row) {
		ok = vocab_unpack(vocab, stmt_column(stmt, 0));
		stmt_end(stmt);
	}
	return ok || damaged(store, err);
}

struct merge {
	struct vocab *from, *to;
	size_t next;
};

/* Copy the words before `word`; its own count is returned and skipped. */
static uint32_t merge_until(struct merge *merge, struct str word)
{
	while (merge->next < merge->from->count) {
		struct str old = vocab_word(merge->from, merge->next);
		int order = str_cmp(old, word);

		if (order > 0)
			break;
		if (order == 0)
			return merge->from->notes[merge->next++];
		vocab_add(merge->to, old, merge->from->notes[merge->next++]);
	}
	return 0;
}

static bool read_words(
	struct store *store, struct vocab *vocab, struct error *err)
{
	struct vocab base = {0};
	struct merge merge = {&base, vocab, 0};
	sqlite3_stmt *stmt;
	bool row = true;
	bool ok = read_list(store, &base, err);
	bool changed = false;

	stmt = ok ? stmt_get(store,
			    "SELECT term, change FROM word_change"
			    " ORDER BY term",
			    err)
		  : NULL;
	ok = stmt != NULL;
	while (ok && row) {
		ok = stmt_row(store, stmt, &row, err);
		if (ok && row) {
			struct str word = stmt_column(stmt, 0);
			int64_t notes = merge_until(&merge, word) +
				stmt_column_int(stmt, 1);

			changed = true;
			if (notes > 0)
				vocab_add(vocab, word, (uint32_t)notes);
		}
	}
	if (ok && !changed) {
		*vocab = base;
		return true;
	}
	while (ok && merge.next < base.count) {
		vocab_add(vocab, vocab_word(&base, merge.next),
			base.notes[merge.next]);
		merge.next++;
	}
	vocab_clear(&base);
	return ok;
}

bool words_settle(struct store *store, size_t limit, struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT count(*) FROM word_change", err);
	struct vocab vocab = {0};
	int64_t count = 0;
	bool row;
	bool ok;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	if (row) {
		count = stmt_column_int(stmt, 0);
		stmt_end(stmt);
	}
	if ((size_t)count <= limit)
		return true;
	ok = read_words(store, &vocab, err) && write_list(store, &vocab, err);
	vocab_clear(&vocab);
	return ok;
}

static bool read_range(
	struct store *store, struct prior *prior, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT (SELECT min(id) FROM doc), (SELECT max(id) FROM doc)",
		err);
	bool row;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	if (!row || sqlite3_column_type(stmt, 0) == SQLITE_NULL)
		prior_init(prior, 1, 0);
	else if (stmt_column_int(stmt, 0) < 0 ||
		stmt_column_int(stmt, 1) > ID_MAX)
		return damaged(store, err);
	else
		prior_init(prior, stmt_column_int(stmt, 0),
			stmt_column_int(stmt, 1));
	stmt_end(stmt);
	return true;
}

static uint32_t clamp(int64_t value, uint32_t max)
{
	return value < 0 ? 0 : value > max ? max : (uint32_t)value;
}

/* A translation is reviewed with its primary. */
static bool read_due(
	struct store *store, struct prior *prior, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT doc, day FROM dated WHERE date > 0 AND role IN"
		" ('review-by', 'review_by') UNION ALL"
		" SELECT t.id, f.day FROM dated f JOIN doc p ON p.id = f.doc"
		" AND p.translation_of = '' JOIN doc t"
		" ON t.translation_of = p.note AND t.translation_of <> ''"
		" WHERE f.date > 0 AND f.role IN ('review-by', 'review_by')",
		err);
	bool row = true;

	while (stmt && stmt_row(store, stmt, &row, err)) {
		if (!row)
			return true;
		prior_set_due(prior, stmt_column_int(stmt, 0),
			(int32_t)stmt_column_int(stmt, 1));
	}
	return false;
}

static bool read_priors(
	struct store *store, struct prior *prior, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT id, low, inlinks, title_len, body_len FROM doc"
		" INDEXED BY doc_rank",
		err);
	struct prior_row one = {0};
	bool row = true;

	if (!stmt || !read_range(store, prior, err))
		return false;
	while (row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (!row)
			break;
		one.low = (uint8_t)clamp(stmt_column_int(stmt, 1), UINT8_MAX);
		one.inlinks = clamp(stmt_column_int(stmt, 2), UINT32_MAX);
		one.title_len =
			(uint16_t)clamp(stmt_column_int(stmt, 3), UINT16_MAX);
		one.body_len = clamp(stmt_column_int(stmt, 4), UINT32_MAX);
		prior_set(prior, stmt_column_int(stmt, 0), &one);
	}
	prior_settle(prior);
	return read_due(store, prior, err);
}

/* Changes with every commit of another connection. */
static bool read_version(
	struct store *store, int64_t *version, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store, "PRAGMA data_version", err);
	bool row;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	*version = row ? stmt_column_int(stmt, 0) : 0;
	if (row)
		stmt_end(stmt);
	return true;
}

bool words_warm(struct store *store, struct error *err)
{
	int64_t version;

	if (!read_version(store, &version, err))
		return false;
	if (store->warm && version == store->data_version)
		return true;
	db_cool(store);
	if (!read_words(store, &store->vocab, err) ||
		!read_priors(store, &store->prior, err)) {
		db_cool(store);
		return false;
	}
	store->data_version = version;
	store->warm = true;
	return true;
}
