#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/allowed.h"
#include "store/field.h"
#include "store/fts.h"
#include "store/schema.h"
#include "store/stmt.h"

enum {
	BUSY_MS = 5000,
	HEAP_BYTES = 1 << 30, /* of all of SQLite */
	TEXT_BYTES = 64 << 20,
	SQL_BYTES = 1 << 20,
	EXPRESSION_DEPTH = 200
};

bool db_error(struct store *store, struct error *err)
{
	int rc = store->db ? sqlite3_errcode(store->db) : SQLITE_NOMEM;
	const char *why =
		store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(rc);

	switch (rc & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(err, ERROR_IO,
			_("The index is in use by another fyr. Try again in a "
			  "moment."));
	case SQLITE_FULL:
		return error_set(err, ERROR_IO,
			_("There is no room left for the index at %s."),
			store->path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return error_set(err, ERROR_IO,
			_("The index at %s cannot be written."), store->path);
	case SQLITE_INTERRUPT:
		return error_set(err, ERROR_CANCELLED, _("Stopped."));
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_NOMEM:
		return error_set(err, ERROR_IO,
			_("The index at %s cannot be used: %s."), store->path,
			why);
	default:
		return error_set(err, ERROR_INDEX,
			_("The index at %s is damaged: %s. It can be built "
			  "anew with: fyr index --rebuild"),
			store->path, why);
	}
}

bool db_run(struct store *store, const char *sql, struct error *err)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
		db_error(store, err);
}

/* "file:" and the path, its special characters escaped. */
static void put_uri(struct buf *uri, const char *path, bool immutable)
{
	const char *p;

	buf_put(uri, "file:");
	for (p = path; *p; p++) {
		if (strchr("%?#", *p))
			buf_printf(uri, "%%%02X", (unsigned char)*p);
		else
			buf_byte(uri, *p);
	}
	if (immutable)
		buf_put(uri, "?immutable=1");
}

static bool is_writable_folder(const char *path)
{
	char *folder = str_copy(file_dir(str_from(path)));
	bool yes = access(folder, W_OK) == 0;

	free(folder);
	return yes;
}

static void set_limits(sqlite3 *db)
{
	sqlite3_busy_timeout(db, BUSY_MS);
	sqlite3_extended_result_codes(db, 1);
	sqlite3_hard_heap_limit64(HEAP_BYTES);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, TEXT_BYTES);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, SQL_BYTES);
	sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, EXPRESSION_DEPTH);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

/* A number the pragma gives; -1 when it cannot be read. */
static int64_t pragma(struct store *store, const char *sql, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store, sql, err);
	int64_t value = -1;
	bool row;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return -1;
	if (row)
		value = stmt_column_int(stmt, 0);
	stmt_end(stmt);
	return value;
}

static bool check_version(struct store *store, struct error *err)
{
	int64_t application = pragma(store, "PRAGMA application_id", err);
	int64_t version;

	if (application < 0)
		return false;
	version = pragma(store, "PRAGMA user_version", err);
	if (version < 0)
		return false;
	if (application == SCHEMA_APPLICATION && version == SCHEMA_VERSION)
		return true;
	return error_set(err, ERROR_INDEX,
		_("The index at %s is of another version of fyr. It can be "
		  "built anew with: fyr index --rebuild"),
		store->path);
}

/* Prepared once, so that an index without its tables is seen when opened. */
static bool check_tables(struct store *store, struct error *err)
{
	static const char sql[] =
		"SELECT 1 FROM doc, doc_text, fts, key, field, dated, tag,"
		" name, link, target, section, word, word_change, change,"
		" life, meta LIMIT 0";
	sqlite3_stmt *stmt = stmt_get(store, sql, err);

	return stmt && stmt_run(store, stmt, err);
}

static bool set_up(struct store *store, bool create, struct error *err)
{
	if (create)
		return db_run(store,
			"PRAGMA page_size=16384; PRAGMA journal_mode=MEMORY; "
			"PRAGMA synchronous=OFF;"
			"PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;"
			"PRAGMA locking_mode=EXCLUSIVE",
			err);
	if (!db_run(store,
		    "PRAGMA cache_size=-16384; "
		    "PRAGMA temp_store=MEMORY",
		    err) ||
		!check_version(store, err) || !check_tables(store, err))
		return false;
	return store->readonly ||
		db_run(store,
			"PRAGMA journal_mode=TRUNCATE;"
			"PRAGMA synchronous=NORMAL",
			err);
}

bool db_open(struct store *store, bool create, struct error *err)
{
	struct buf uri = {0};
	int flags = SQLITE_OPEN_URI | SQLITE_OPEN_PRIVATECACHE |
		SQLITE_OPEN_NOMUTEX;
	int rc;

	put_uri(&uri, store->file,
		store->readonly && !is_writable_folder(store->file));
	flags |= store->readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	rc = sqlite3_open_v2(buf_text(&uri), &store->db, flags, NULL);
	buf_clear(&uri);
	if (rc != SQLITE_OK)
		return db_error(store, err);
	set_limits(store->db);
	return fts_register(store, err) && allowed_register(store, err) &&
		label_register(store, err) && field_register(store, err) &&
		set_up(store, create, err);
}

void db_close(struct store *store)
{
	size_t i;

	for (i = 0; i < store->slot_count; i++)
		sqlite3_finalize(store->slots[i].stmt);
	free(store->slots);
	store->slots = NULL;
	store->slot_count = store->slot_cap = 0;
	sqlite3_close(store->db);
	store->db = NULL;
	store->active = false;
}

bool db_read_begin(struct store *store, bool *own, struct error *err)
{
	sqlite3_stmt *stmt;

	*own = sqlite3_get_autocommit(store->db) != 0;
	if (!*own)
		return true;
	stmt = stmt_get(store, "BEGIN", err);
	return stmt && stmt_run(store, stmt, err);
}

void db_read_end(struct store *store, bool own)
{
	sqlite3_stmt *stmt = own ? stmt_get(store, "COMMIT", NULL) : NULL;

	if (stmt && !stmt_run(store, stmt, NULL))
		db_run(store, "ROLLBACK", NULL);
}

void db_cool(struct store *store)
{
	vocab_clear(&store->vocab);
	prior_clear(&store->prior);
	front_clear(&store->front);
	facet_table_clear(&store->facets);
	store->warm = false;
	store->cooled++;
}
