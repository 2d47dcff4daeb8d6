#ifndef FYR_CONTENT_NAME_H
#define FYR_CONTENT_NAME_H

/*
 * The one gate for names of files that fyr makes: from a title to an id, and
 * whether an id that a person chose is fit to be one. A name is lower-case
 * letters a-z, digits, "-" and "." between them, so that it is the same on
 * every system, in an address and on a keyboard, and can be no option, no
 * hidden file and no device.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

enum {
	NAME_MAX_LEN = 60, /* bytes of a name made from a title */
	NAME_LIMIT = 100 /* bytes of a name that a person chose */
};

/*
 * Append the id for a title: letters folded (å ä ö as a a o), everything else
 * as "-", cut between words. `otherwise` (a safe name) when nothing is left.
 */
void name_of_title(struct buf *out, struct str title, const char *otherwise);

/*
 * Why `id` cannot be the name of a note, translated; NULL when it can. A name
 * without ending: "ai-act", "2026-11-23-news".
 */
const char *name_unfit(struct str id);

#endif
