#ifndef FYR_STORE_COLLECT_H
#define FYR_STORE_COLLECT_H

/*
 * Private to store/: the auxiliary function fyr_collect(fts) of the full-text
 * table. For each row found it hands where every phrase of the expression
 * stands to store->rank.
 */

#include "store/db.h"

void collect_row(const Fts5ExtensionApi *api, Fts5Context *fts,
	sqlite3_context *context, int count, sqlite3_value **args);

#endif
