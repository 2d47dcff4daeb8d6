#include "store/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "store/db.h"
#include "store/flush.h"
#include "store/schema.h"
#include "store/stmt.h"
#include "store/words.h"

static struct store *make(const char *path)
{
	struct store *store = mem_alloc(sizeof(*store));

	store->path = mem_text(path);
	store->file = mem_text(path);
	store->fold = token_table_new();
	return store;
}

/* The index must be a plain file of ours: never a link, a device, a gift. */
static bool check_file(const char *path, bool readonly, struct error *err)
{
	struct stat info;

	if (lstat(path, &info) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return error_set(err, ERROR_NOT_FOUND,
				_("There is no index at %s."), path);
		return error_errno(err, ERROR_IO,
			_("The index at %s cannot be opened"), path);
	}
	if (!S_ISREG(info.st_mode))
		return error_set(err, ERROR_REFUSED,
			_("%s is not a plain file, so it is not used as an "
			  "index."),
			path);
	if (info.st_uid != geteuid() && !(readonly && info.st_uid == 0))
		return error_set(err, ERROR_REFUSED,
			_("The index at %s belongs to somebody else, so it is "
			  "not used."),
			path);
	if ((info.st_mode & 022) && chmod(path, 0600) != 0 && !readonly)
		return error_errno(err, ERROR_IO,
			_("The index at %s cannot be made private"), path);
	return true;
}

bool store_open(const char *path, bool readonly, struct store **store,
	struct error *err)
{
	struct store *opened;

	if (!check_file(path, readonly, err))
		return false;
	opened = make(path);
	opened->readonly = readonly;
	if (!db_open(opened, false, err)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	trace_event("store.open", "readonly=%d", readonly);
	return true;
}

/* New files of processes that died before they were done. */
static void sweep_dead(const char *path)
{
	char *folder = str_copy(file_dir(str_from(path)));
	struct str name = file_name(str_from(path));
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		struct str rest = str_from(entry->d_name);
		long pid;

		if (!str_eq(str_sub(rest, 0, name.len), name))
			continue;
		rest = str_sub(rest, name.len, rest.len);
		if (!str_starts(rest, ".new-") ||
			!str_number(
				str_sub(rest, 5, rest.len), 2, INT_MAX, &pid))
			continue;
		if (kill((pid_t)pid, 0) != 0 && errno == ESRCH)
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir)
		closedir(dir);
	free(folder);
}

static bool make_file(struct store *store, struct error *err)
{
	struct buf name = {0};
	int fd;

	sweep_dead(store->path);
	buf_printf(&name, "%s.new-%ld", store->path, (long)getpid());
	free(store->file);
	store->file = buf_take(&name);
	unlink(store->file);
	fd = open(store->file,
		O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_errno(err, ERROR_IO,
			_("The index cannot be made at %s"), store->path);
	close(fd);
	store->bulk = true;
	return true;
}

static bool make_tables(struct store *store, struct error *err)
{
	char version[96];

	snprintf(version, sizeof(version),
		"PRAGMA application_id=%d; PRAGMA user_version=%d",
		SCHEMA_APPLICATION, SCHEMA_VERSION);
	return db_run(store, version, err) &&
		db_run(store, "BEGIN IMMEDIATE", err) &&
		db_run(store, schema_sql, err) &&
		db_run(store, schema_bulk_sql, err);
}

bool store_create(const char *path, struct store **store, struct error *err)
{
	struct store *made = make(path);

	if (!make_file(made, err) || !db_open(made, true, err) ||
		!make_tables(made, err)) {
		store_close(made);
		return false;
	}
	made->next_id = 1;
	*store = made;
	trace_event("store.create", "path=%s", path);
	return true;
}

/* On the disk before the name is: rename then shows all or nothing. */
static bool settle_file(struct store *store, struct error *err)
{
	char *folder = str_copy(file_dir(str_from(store->path)));
	int fd = open(store->file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int dir;
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	ok = ok && rename(store->file, store->path) == 0;
	dir = ok ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (dir >= 0) {
		fsync(dir);
		close(dir);
	}
	free(folder);
	return ok ||
		error_errno(err, ERROR_IO,
			_("The new index cannot be put at %s"), store->path);
}

bool store_finish(struct store *store, struct error *err)
{
	struct buf journal = {0};

	if (!store->bulk || store->failed)
		return error_set(
			err, ERROR_INDEX, _("The new index is not complete."));
	if (!flush_bulk(store, err) || !db_run(store, "COMMIT", err))
		return false;
	db_close(store);
	/* A journal left by a dead writer of the old file must not be
	 * taken for one of the new. */
	buf_printf(&journal, "%s-journal", store->path);
	unlink(buf_text(&journal));
	buf_clear(&journal);
	if (!settle_file(store, err))
		return false;
	free(store->file);
	store->file = mem_text(store->path);
	store->bulk = false;
	db_cool(store);
	trace_event("store.finish", "path=%s", store->path);
	return db_open(store, false, err);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	if (store->active && !store->bulk)
		store_rollback(store);
	db_close(store);
	if (store->bulk) {
		struct buf journal = {0};

		buf_printf(&journal, "%s-journal", store->file);
		unlink(buf_text(&journal));
		unlink(store->file);
		buf_clear(&journal);
	}
	flush_forget(store);
	db_cool(store);
	synonyms_clear(&store->synonyms);
	labels_clear(&store->labels);
	token_table_free(store->fold);
	free(store->path);
	free(store->file);
	free(store);
}

static bool read_next_id(struct store *store, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(
		store, "SELECT coalesce(max(id), 0) + 1 FROM doc", err);
	bool row;

	if (!stmt || !stmt_row(store, stmt, &row, err))
		return false;
	store->next_id = stmt_column_int(stmt, 0);
	stmt_end(stmt);
	return true;
}

bool store_begin(struct store *store, struct error *err)
{
	if (store->bulk) {
		store->active = true;
		return true;
	}
	if (!db_run(store, "BEGIN IMMEDIATE", err))
		return false;
	store->failed = false;
	store->active = true;
	if (!read_next_id(store, err)) {
		store_rollback(store);
		return false;
	}
	store->pending.first = store->next_id;
	return true;
}

bool store_commit(struct store *store, struct error *err)
{
	size_t gone = store->pending.gone_count;

	if (store->failed) {
		store_rollback(store);
		return error_set(err, ERROR_INDEX,
			_("The index was not changed, because a note in it "
			  "could not be."));
	}
	if (store->bulk) {
		store->active = false;
		return true;
	}
	if (!flush_pending(store, err) || !db_run(store, "COMMIT", err)) {
		store_rollback(store);
		return false;
	}
	trace_event("store.commit", "put=%lld gone=%zu",
		(long long)(store->next_id - store->pending.first), gone);
	store->active = false;
	flush_forget(store);
	db_cool(store);
	return true;
}

void store_rollback(struct store *store)
{
	store->active = false;
	if (store->bulk) {
		store->failed = true;
		return;
	}
	store->failed = false;
	if (store->db && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	flush_forget(store);
	db_cool(store);
}

bool store_set(struct store *store, const char *key, struct str value,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO meta(key, value) VALUES(?1, ?2)"
		" ON CONFLICT(key) DO UPDATE SET value = excluded.value",
		err);

	if (!stmt)
		return false;
	stmt_text(stmt, 1, str_from(key));
	stmt_text(stmt, 2, value);
	return stmt_run(store, stmt, err);
}

bool store_value(struct store *store, const char *key, struct buf *out,
	struct error *err)
{
	sqlite3_stmt *stmt =
		stmt_get(store, "SELECT value FROM meta WHERE key = ?1", err);
	bool row;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, str_from(key));
	if (!stmt_row(store, stmt, &row, err))
		return false;
	if (row) {
		buf_str(out, stmt_column(stmt, 0));
		stmt_end(stmt);
	}
	return true;
}

void store_synonyms(
	struct store *store, const struct store_group *groups, size_t count)
{
	size_t i;
	size_t n;

	synonyms_clear(&store->synonyms);
	for (i = 0; i < count; i++) {
		for (n = 0; n < groups[i].count; n++) {
			const struct synonym_phrase phrase = {i,
				!groups[i].from		     ? SYNONYM_BOTH
					: n < groups[i].from ? SYNONYM_FROM
							     : SYNONYM_TO,
				groups[i].phrases[n]};

			synonyms_add(&store->synonyms, store->fold, &phrase);
		}
	}
	synonyms_settle(&store->synonyms);
}
