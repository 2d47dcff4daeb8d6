#ifndef FYR_STORE_DB_H
#define FYR_STORE_DB_H

/*
 * Private to store/: the open index and the helpers all its files share.
 * store/store.h is the door.
 */

#include <sqlite3.h>

#include "base/error.h"
#include "base/str.h"
#include "store/facet_table.h"
#include "store/front.h"
#include "store/label.h"
#include "store/prior.h"
#include "store/store.h"
#include "store/synonym.h"
#include "store/token.h"
#include "store/vocab.h"
#include "store/wordmap.h"

struct bitset;
struct rank;

struct stmt_slot {
	const char *sql; /* compared as a pointer: literals */
	sqlite3_stmt *stmt;
};

/* Who may stop a long piece of work; see watch.h. */
struct watch {
	bool (*stop)(void *arg);
	void *arg;
	int64_t deadline; /* ms of CPU time; 0: none */
	unsigned calls;
	bool stopped;
	bool late; /* stopped by the deadline, not by request */
};

/* Gathered in a transaction, written at its end. */
struct pending {
	int64_t *gone; /* notes to take out of the full-text table */
	size_t gone_count, gone_cap;
	int64_t first; /* ids from here on are not in it yet */
	struct wordmap words; /* change of each word's note count */
	struct wordmap paths; /* whose inbound links may have changed */
	struct wordmap names;
	struct wordmap notes; /* ids whose translations may change */
	struct wordmap lives; /* paths whose notes do not know it yet: 1 */
	struct wordmap keys; /* numbers of front-matter keys */
	int64_t *key_change; /* by number: more or fewer notes with it */
	size_t key_cap;
	struct wordmap edges; /* of the note being replaced: remove.h */
};

struct store {
	sqlite3 *db;
	char *path; /* of the index */
	char *file; /* the open file: path, or a new one beside it */
	bool readonly;
	bool bulk; /* made by store_create and not finished */
	bool active; /* in a transaction */
	bool failed; /* bulk: something in it failed; cannot be finished */
	struct stmt_slot *slots;
	size_t slot_count, slot_cap;
	struct token_table *fold;
	int64_t next_id; /* 0: not read yet */
	struct pending pending;
	struct wordmap seen; /* words of the note that is counted */
	int count_by; /* 1 or -1; 0: not counting */

	/* What searching keeps in memory. */
	struct vocab vocab;
	struct prior prior;
	struct synonyms synonyms;
	struct front_keys front;
	struct facet_table facets;
	struct labels labels;
	bool warm;
	int64_t data_version;
	int64_t cooled; /* how often that was forgotten */
	struct watch watch;
	const struct bitset *allowed; /* of the SQL function allowed(id) */
	struct rank *rank; /* of the search that is running */
};

/* Describe the last SQLite error; damage is ERROR_INDEX. Returns false. */
bool db_error(struct store *store, struct error *err);

/* Run SQL text without rows. */
bool db_run(struct store *store, const char *sql, struct error *err);

/* Open store->file with the settings of every connection. */
bool db_open(struct store *store, bool create, struct error *err);
void db_close(struct store *store);

/*
 * One view of the index for several statements, and one lock. *own tells
 * db_read_end whether there was a transaction already.
 */
bool db_read_begin(struct store *store, bool *own, struct error *err);
void db_read_end(struct store *store, bool own);

/* Forget what is in memory about words and notes. */
void db_cool(struct store *store);

#endif
