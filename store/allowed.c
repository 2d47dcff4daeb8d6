#include "store/allowed.h"

#include "base/utf8.h"
#include "store/bitset.h"

static void allowed(sqlite3_context *context, int count, sqlite3_value **args)
{
	const struct store *store = sqlite3_user_data(context);
	bool yes = count == 1 &&
		(!store->allowed ||
			bitset_has(
				store->allowed, sqlite3_value_int64(args[0])));

	sqlite3_result_int(context, yes);
}

static void folded(sqlite3_context *context, int count, sqlite3_value **args)
{
	struct buf out = {0};
	struct str text = {0};

	if (count == 1) {
		text.data = (const char *)sqlite3_value_text(args[0]);
		text.len = (size_t)sqlite3_value_bytes(args[0]);
	}
	if (text.data)
		utf8_fold(&out, text);
	sqlite3_result_text64(context, buf_text(&out), out.len,
		SQLITE_TRANSIENT, SQLITE_UTF8);
	buf_clear(&out);
}

bool allowed_register(struct store *store, struct error *err)
{
	int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;

	return (sqlite3_create_function(store->db, "allowed", 1, flags, store,
			allowed, NULL, NULL) == SQLITE_OK &&
		       sqlite3_create_function(store->db, "folded", 1,
			       flags | SQLITE_DETERMINISTIC, store, folded,
			       NULL, NULL) == SQLITE_OK) ||
		db_error(store, err);
}
