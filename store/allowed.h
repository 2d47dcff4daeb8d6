#ifndef FYR_STORE_ALLOWED_H
#define FYR_STORE_ALLOWED_H

/*
 * Private to store/: our SQL functions. allowed(id): whether a note is in
 * store->allowed; without such a set every note is. folded(text): folded for
 * comparison (base/utf8.h).
 */

#include "store/db.h"

bool allowed_register(struct store *store, struct error *err);

#endif
