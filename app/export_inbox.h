#ifndef FYR_APP_EXPORT_INBOX_H
#define FYR_APP_EXPORT_INBOX_H

/* The inbox for machines: JSON ("fyr/inbox/1", "fyr/inbox-sources/1"), JSON
 * lines, TSV and CSV. Fields without a value are left out, in tables empty. */

#include "app/export.h"
#include "app/inbox.h"

/* Items nobody has decided about, or with `all` every one. False for the
 * formats of lines. */
bool export_inbox(struct buf *out, const struct inbox *inbox, bool all,
	enum format format);

/* The register of sources. */
bool export_inbox_sources(
	struct buf *out, const struct inbox *inbox, enum format format);

#endif
