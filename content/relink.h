#ifndef FYR_CONTENT_RELINK_H
#define FYR_CONTENT_RELINK_H

/*
 * Changing where links lead in the text of a note, by replacing exactly the
 * bytes of their targets: links, images and definitions of Markdown, [[wiki]]
 * links. Each replacement is proved by reading the note again: that link leads
 * to the new target, and every other one where it led before. What looks like a
 * link and is none (in code, say) is left alone.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/doc.h"

struct relink {
	/* Append the new target of a link that is to be changed; false: it
	   stays. Must say false for what it appended before. */
	bool (*target)(const struct link *link, struct buf *out, void *arg);
	void *arg;
};

struct relinked {
	size_t changed;
	size_t missed; /* could not be found in the text for certain */
};

void relink(
	struct buf *file, const struct relink *how, struct relinked *result);

#endif
