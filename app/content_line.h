#ifndef FYR_APP_CONTENT_LINE_H
#define FYR_APP_CONTENT_LINE_H

/*
 * The lines that iCalendar (RFC 5545) and vCard (RFC 6350) are made of: a name,
 * a value, CRLF, folded at 75 octets between characters. The one gate of both:
 * no value, whatever is in it, ends its line or begins another property.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"

enum content_value {
	CONTENT_TEXT, /* \ ; , and line ends escaped, controls dropped */
	CONTENT_ADDRESS, /* a URI: what is not allowed in one percent-encoded;
			    other schemes than http, https, mailto, tel, tag
			    and urn are left out, the line too */
	CONTENT_PLAIN /* made by us: dates, numbers, fixed words */
};

/* Append "name:value"; nothing for an empty value. `name` holds parameters
 * too, made by us. */
void content_line(struct buf *out, const char *name, struct str value,
	enum content_value type);

/* The same with several texts, apart by commas that are not escaped. */
struct content_list {
	const struct str *items;
	size_t count;
};
void content_list(
	struct buf *out, const char *name, const struct content_list *list);

/* 20261123 */
void content_date(struct buf *out, const char *name, struct date date);

/* 20261123T120000Z */
void content_instant(struct buf *out, const char *name, int64_t seconds);

#endif
