#ifndef FYR_CONTENT_ADDRESS_H
#define FYR_CONTENT_ADDRESS_H

/*
 * Web addresses as others have to read them: RFC 3986, as strict as the URL
 * Standard of browsers is for http and https. Nothing here looks anything up.
 */

#include <stdbool.h>

#include "base/buf.h"

/*
 * An http or https address (in any case) whose host and port a browser takes:
 * letters, digits, "-", ".", "_", "~" and what is not ASCII; a port to 65535.
 */
bool address_is_web(struct str url);

/*
 * Append an address with everything percent-encoded that may not stand in one:
 * blanks, quotes, brackets, what is not ASCII, a "%" that begins no code, a
 * second "#". Control characters are dropped. "&" stays: escape it for HTML.
 */
void address_put(struct buf *out, struct str url);

#endif
