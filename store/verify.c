/* Is the index whole, and what is in it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/field.h"
#include "store/field_pack.h"
#include "store/pack.h"
#include "store/schema.h"
#include "store/stmt.h"
#include "store/words.h"

static bool damaged(struct store *store, const char *what, struct error *err)
{
	return error_set(err, ERROR_INDEX,
		_("The index at %s is damaged: %s. It can be built anew with: "
		  "fyr index --rebuild"),
		store->path, what);
}

static bool check_pages(struct store *store, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store, "PRAGMA integrity_check(1)", err);
	bool row;
	bool ok;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	ok = row && str_is(stmt_column(stmt, 0), "ok");
	if (!ok)
		damaged(store,
			row ? (const char *)sqlite3_column_text(stmt, 0) : "?",
			err);
	stmt_end(stmt);
	return ok;
}

/* The full-text table against the texts; it wants to write, so to speak. */
static bool check_words(struct store *store, struct error *err)
{
	return store->readonly ||
		db_run(store,
			"INSERT INTO fts(fts, rank)"
			" VALUES('integrity-check', 1)",
			err);
}

/* Every row against its own checksum: damage that SQLite cannot see. */
static bool check_sums(struct store *store, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT d.path, d.version, t.title, t.alias, t.head, t.body,"
		" t.meta, d.sum FROM doc d LEFT JOIN doc_text t"
		" ON t.id = d.id",
		err);
	bool row = true;
	int i;

	if (!stmt)
		return false;
	while (row) {
		uint64_t sum = 1;

		if (!stmt_row(store, stmt, &row, err))
			return false;
		for (i = 0; row && i < 7; i++)
			sum = pack_sum(sum, stmt_column(stmt, i));
		if (!row || (int64_t)(sum >> 1) == stmt_column_int(stmt, 7))
			continue;
		stmt_end(stmt);
		return damaged(store, _("the text of a note"), err);
	}
	return true;
}

/* --- the digest --- */

struct digest {
	uint64_t a, b;
};

static void add(struct digest *digest, struct str bytes)
{
	digest->a = pack_sum(digest->a, bytes);
	digest->b = pack_sum(digest->b ^ digest->a, bytes);
}

/* All rows of a query whose order does not depend on that of building. */
static bool add_rows(struct store *store, const char *sql,
	struct digest *digest, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store, sql, err);
	bool row = true;
	int i;

	if (!stmt)
		return false;
	add(digest, str_from(sql));
	while (row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		for (i = 0; row && i < sqlite3_column_count(stmt); i++)
			add(digest, stmt_column(stmt, i));
	}
	return true;
}

static bool add_words(
	struct store *store, struct digest *digest, struct error *err)
{
	size_t i;

	if (!words_warm(store, err))
		return false;
	for (i = 0; i < store->vocab.count; i++) {
		char notes[16];
		int len = snprintf(notes, sizeof(notes), "%" PRIu32,
			store->vocab.notes[i]);

		add(digest, vocab_word(&store->vocab, i));
		add(digest, (struct str){notes, (size_t)len});
	}
	return true;
}

struct named {
	struct str key, values;
};

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a;
	const struct named *y = b;

	return str_cmp(x->key, y->key);
}

/* The numbers of keys depend on the history of the index: by their names. */
static bool add_list(struct store *store, struct digest *digest,
	struct str list, struct error *err)
{
	struct named *named = NULL;
	struct arena arena = {0};
	struct field_walk walk;
	size_t count = 0;
	size_t cap = 0;
	bool ok = true;
	size_t i;

	field_walk_init(&walk, list);
	while (ok && field_walk_key(&walk)) {
		named = mem_grow(named, &cap, count + 1, sizeof(*named));
		named[count].values = walk.group;
		ok = field_key(store, walk.value.key, &arena,
			&named[count++].key, err);
	}
	field_walk_clear(&walk);
	if (count)
		qsort(named, count, sizeof(*named), compare_named);
	for (i = 0; ok && i < count; i++) {
		add(digest, named[i].key);
		add(digest, named[i].values);
	}
	free(named);
	arena_clear(&arena);
	return ok;
}

static bool add_fields(
	struct store *store, struct digest *digest, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT d.path, f.list FROM field f JOIN doc d"
		" ON d.id = f.doc ORDER BY d.path",
		err);
	bool row = true;

	if (!stmt)
		return false;
	while (row) {
		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (!row)
			break;
		add(digest, stmt_column(stmt, 0));
		if (!add_list(store, digest, stmt_column(stmt, 1), err)) {
			stmt_end(stmt);
			return false;
		}
	}
	return true;
}

static bool make_digest(
	struct store *store, struct digest *digest, struct error *err)
{
	static const char *const queries[] = {
		"SELECT path, version, note, title, title_key, kind, status,"
		" lang, summary, owner, tags, translation_of, initials,"
		" created, modified, author, stamp, inlinks, low, title_len,"
		" body_len, bytes, problems, edited, sections, links, "
		"own_links,"
		" sum FROM doc"
		" ORDER BY path",
		"SELECT name, notes FROM key WHERE notes <> 0 ORDER BY name",
		"SELECT d.path, f.n, key, value, role, date, day, expected,"
		" event, scope, source FROM dated f JOIN doc d"
		" ON d.id = f.doc ORDER BY d.path, f.n",
		"SELECT d.path, t.n, tag, norm FROM tag t"
		" JOIN doc d ON d.id = t.doc ORDER BY d.path, t.n",
		"SELECT d.path, name, rank FROM name n"
		" JOIN doc d ON d.id = n.doc ORDER BY d.path, name",
		"SELECT d.path, list FROM link l JOIN doc d ON d.id = l.doc"
		" ORDER BY d.path",
		"SELECT d.path, t.path, t.name FROM target t JOIN doc d"
		" ON d.id = t.doc ORDER BY d.path, t.path, t.name",
		"SELECT d.path, list FROM section s JOIN doc d ON d.id = s.doc"
		" ORDER BY d.path",
		"SELECT path, commit_id, author, time, subject, op, from_path"
		" FROM change ORDER BY time, commit_id, path, op",
		"SELECT path, created, modified, author FROM life ORDER BY "
		"path"};
	size_t i;

	for (i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		if (!add_rows(store, queries[i], digest, err))
			return false;
	}
	return add_fields(store, digest, err) && add_words(store, digest, err);
}

bool store_verify(struct store *store, struct buf *digest, struct error *err)
{
	struct digest sum = {1, 2};

	if (!check_pages(store, err) || !check_words(store, err) ||
		!check_sums(store, err))
		return false;
	if (!digest)
		return true;
	if (!make_digest(store, &sum, err))
		return false;
	buf_printf(digest, "%016" PRIx64 "%016" PRIx64, sum.a, sum.b);
	return true;
}

bool store_count(struct store *store, size_t *notes, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store, "SELECT count(*) FROM doc", err);
	bool row;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	*notes = row ? (size_t)stmt_column_int(stmt, 0) : 0;
	if (row)
		stmt_end(stmt);
	return true;
}

bool store_stats(
	struct store *store, struct store_stats *stats, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT (SELECT count(*) FROM doc),"
		" (SELECT coalesce(sum(links), 0) FROM doc),"
		" (SELECT coalesce(sum(sections), 0) FROM doc),"
		" (SELECT count(*) FROM change)",
		err);
	struct stat info;
	bool row;

	if (!stmt || !words_warm(store, err) ||
		!stmt_row(store, stmt, &row, err))
		return false;
	memset(stats, 0, sizeof(*stats));
	stats->notes = (size_t)stmt_column_int(stmt, 0);
	stats->links = (size_t)stmt_column_int(stmt, 1);
	stats->sections = (size_t)stmt_column_int(stmt, 2);
	stats->changes = (size_t)stmt_column_int(stmt, 3);
	stmt_end(stmt);
	stats->words = store->vocab.count;
	stats->version = SCHEMA_VERSION;
	if (stat(store->file, &info) == 0)
		stats->bytes = (size_t)info.st_size;
	return true;
}

void store_idle(struct store *store, int ms)
{
	int64_t until = date_ticks_ms() + ms;
	int before;

	if (store->readonly || store->active || store->bulk ||
		!store_begin(store, NULL))
		return;
	words_settle(store, 2000, NULL);
	do {
		before = sqlite3_total_changes(store->db);
		if (!db_run(store,
			    "INSERT INTO fts(fts, rank) VALUES('merge', 200)",
			    NULL))
			break;
	} while (sqlite3_total_changes(store->db) - before >= 2 &&
		date_ticks_ms() < until);
	store_commit(store, NULL);
}
