#ifndef FYR_STORE_ALLOWED_H
#define FYR_STORE_ALLOWED_H

/*
 * Private to store/: the SQL function allowed(id): whether a note is in
 * store->allowed; without such a set every note is.
 */

#include "store/db.h"

bool allowed_register(struct store *store, struct error *err);

#endif
