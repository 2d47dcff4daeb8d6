#ifndef FYR_CONTENT_CHECK_PRIVATE_H
#define FYR_CONTENT_CHECK_PRIVATE_H

/* The parts of content/check.c: check_text.c looks at the letters. */

#include "content/check.h"

/* Personal numbers, and addresses of persons outside contact fields. */
void check_text(struct doc *doc, const struct check_context *context);

#endif
