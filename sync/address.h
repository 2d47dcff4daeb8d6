#ifndef FYR_SYNC_ADDRESS_H
#define FYR_SYNC_ADDRESS_H

/*
 * The address of a remote, taken apart and judged: which of our transports
 * carries it, and whether it is safe to hand its parts to another program. What
 * git accepts and we refuse is said with the reason: a password in the address,
 * control bytes, plain http except to this machine, git:// and helpers.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

enum address_type {
	ADDRESS_LOCAL, /* a path or file://; perhaps a bundle */
	ADDRESS_SSH, /* ssh://host/path, user@host:path */
	ADDRESS_HTTPS /* https://, and http:// to this machine */
};

struct address {
	enum address_type type;
	char *scheme; /* "https", "http", "ssh", "file" */
	char *user; /* NULL without one; never a password */
	char *host; /* NULL when local; without brackets */
	char *port; /* NULL: the usual one */
	char *path; /* as the other side gets it */
	char *url; /* whole, as given */
};

/*
 * Take `url` apart. A failure is ERROR_INPUT or, for what is refused on
 * purpose, ERROR_REFUSED; its text never holds the password.
 */
bool address_parse(struct address *address, const char *url, struct error *err);
void address_clear(struct address *address);

/* True for localhost, 127.0.0.0/8 and ::1. */
bool address_is_loopback(const char *host);

/* Append the last part of the path without ".git": a name for a clone. */
void address_name(const struct address *address, struct buf *out);

#endif
