#ifndef FYR_APP_CARDS_H
#define FYR_APP_CARDS_H

/*
 * The hub's partners as vCard 4.0 (RFC 6350): one card an organisation, with
 * its function mailboxes. Notes of kinds that have an address or contacts.
 * Persons' names stay in the hub: what is in many address books cannot be
 * taken back.
 */

#include "app/outgoing.h"

struct cards_request {
	struct str query; /* empty: all */
	bool all;
};

bool app_cards(struct app *app, const struct cards_request *request,
	struct buf *out, size_t *count, struct error *err);

#endif
