#ifndef FYR_TUI_LINKS_H
#define FYR_TUI_LINKS_H

/* Addresses outside the hub: how they are named, and who opens them. */

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"

/* The part of an address to be shown to a reader: host, or mailbox. */
struct str link_host(struct str url);

/* Only http, https and mailto are ever handed to another program. */
bool link_may_open(struct str url);

/* True when the text of a link looks like another host than its address. */
bool link_is_odd(struct str text, struct str url);

/* Start a browser: $BROWSER, else one of the desktop when there is a display.
 * Nothing is passed through a shell. */
bool link_open(const char *url, struct error *err);

#endif
