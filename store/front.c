#include "store/front.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/db.h"
#include "store/name.h"
#include "store/stmt.h"

void front_clear(struct front_keys *keys)
{
	free(keys->items);
	arena_clear(&keys->arena);
	memset(keys, 0, sizeof(*keys));
}

bool front_read(struct store *store, struct error *err)
{
	struct front_keys *keys = &store->front;
	sqlite3_stmt *stmt;
	bool row = true;

	if (keys->read)
		return true;
	stmt = stmt_get(store,
		"SELECT name, id, notes FROM key WHERE notes > 0"
		" ORDER BY notes DESC, name LIMIT 2000",
		err);
	while (stmt && row) {
		struct front_key *key;

		if (!stmt_row(store, stmt, &row, err))
			return false;
		if (!row)
			break;
		keys->items = mem_grow(keys->items, &keys->cap, keys->count + 1,
			sizeof(*keys->items));
		key = &keys->items[keys->count++];
		key->name = arena_str(&keys->arena, stmt_column(stmt, 0));
		key->id = stmt_column_int(stmt, 1);
		key->notes = (size_t)stmt_column_int(stmt, 2);
	}
	keys->read = stmt != NULL;
	return keys->read;
}

bool front_find(struct store *store, struct str typed, struct str *key)
{
	struct buf folded = {0};
	struct buf one = {0};
	bool found = false;
	size_t i;

	if (!front_read(store, NULL))
		return false;
	name_norm(&folded, typed);
	for (i = 0; i < store->front.count; i++) {
		struct str item = store->front.items[i].name;

		if (str_eq(item, typed)) {
			*key = item;
			found = true;
			break;
		}
		buf_cut(&one, 0);
		name_norm(&one, item);
		if (!found && str_eq(buf_slice(&one), buf_slice(&folded))) {
			*key = item;
			found = true;
		}
	}
	buf_clear(&one);
	buf_clear(&folded);
	return found;
}
