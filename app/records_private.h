#ifndef FYR_APP_RECORDS_PRIVATE_H
#define FYR_APP_RECORDS_PRIVATE_H

/* What the files app/records*.c share. */

#include "app/records.h"

/*
 * Each value of a note that leaves the hub, in the order of the front matter:
 * its own, then those of its primary whose keys it has not. Parts of dated
 * values are left out, names of contacts too; the key of a contact's part is
 * "contacts.email".
 */
void records_values(const struct facts *facts,
	void (*each)(const struct value *value, void *arg), void *arg);

#endif
