#include "store/allowed.h"

#include "store/bitset.h"

static void allowed(sqlite3_context *context, int count, sqlite3_value **args)
{
	const struct store *store = sqlite3_user_data(context);
	bool yes = count == 1 &&
		(!store->allowed ||
			bitset_has(store->allowed,
				sqlite3_value_int64(args[0])));

	sqlite3_result_int(context, yes);
}

bool allowed_register(struct store *store, struct error *err)
{
	return sqlite3_create_function(store->db, "allowed", 1,
		       SQLITE_UTF8 | SQLITE_DIRECTONLY, store, allowed, NULL,
		       NULL) == SQLITE_OK ||
		db_error(store, err);
}
