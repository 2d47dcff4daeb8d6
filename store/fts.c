#include "store/fts.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/gather.h"
#include "store/spelling.h"
#include "store/words.h"

struct Fts5Tokenizer {
	struct store *store;
};

typedef int give_token(
	void *arg, int flags, const char *text, int len, int from, int to);

static int make(void *user, const char **args, int count, Fts5Tokenizer **out)
{
	(void)args;
	(void)count;
	*out = mem_alloc(sizeof(**out));
	(*out)->store = user;
	return SQLITE_OK;
}

static void drop(Fts5Tokenizer *tokenizer)
{
	free(tokenizer);
}

/* Words of a query are folded already. */
static int give_query(struct str text, void *arg, give_token *give)
{
	size_t at = 0;

	while (at < text.len) {
		struct str rest = str_sub(text, at, text.len);
		size_t len = str_find(rest, ' ');

		if (len > 0) {
			int rc = give(arg, 0, rest.data, (int)len, (int)at,
				(int)(at + len));

			if (rc != SQLITE_OK)
				return rc;
		}
		at += len + 1;
	}
	return SQLITE_OK;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *arg, int flags,
	const char *data, int len, give_token *give)
{
	struct str text = {data, len > 0 && data ? (size_t)len : 0};
	struct token_scan scan;
	struct token token;
	struct buf spelling = {0};
	struct store *store = tokenizer->store;
	int rc = SQLITE_OK;
	bool counts;

	if (flags & FTS5_TOKENIZE_QUERY)
		return give_query(text, arg, give);
	counts = store->count_by && (flags & FTS5_TOKENIZE_DOCUMENT);
	token_scan_init(&scan, store->fold, text);
	while (rc == SQLITE_OK && token_next(&scan, &token)) {
		if (counts)
			words_seen(store, token.text);
		rc = give(arg, token.whole ? FTS5_TOKEN_COLOCATED : 0,
			token.text.data, (int)token.text.len, (int)token.from,
			(int)token.to);
		if (rc == SQLITE_OK && !token.whole &&
			spelling_of(&spelling,
				str_sub(text, token.from, token.to),
				token.text))
			rc = give(arg, FTS5_TOKEN_COLOCATED, spelling.data,
				(int)spelling.len, (int)token.from,
				(int)token.to);
	}
	buf_clear(&spelling);
	token_scan_clear(&scan);
	return rc;
}

static fts5_api *find_api(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) ==
		SQLITE_OK) {
		sqlite3_bind_pointer(
			stmt, 1, (void *)&api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

bool fts_register(struct store *store, struct error *err)
{
	fts5_tokenizer tokenizer = {make, drop, tokenize};
	fts5_api *api = find_api(store->db);

	if (!api || api->iVersion < 2)
		return error_set(err, ERROR_IO,
			_("This SQLite was built without FTS5; fyr needs it."));
	if (api->xCreateTokenizer(api, "fyr", store, &tokenizer, NULL) !=
			SQLITE_OK ||
		api->xCreateFunction(api, "fyr_collect", store, gather_row,
			NULL) != SQLITE_OK)
		return db_error(store, err);
	return true;
}
