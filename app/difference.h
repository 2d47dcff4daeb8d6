#ifndef FYR_APP_DIFFERENCE_H
#define FYR_APP_DIFFERENCE_H

/* The difference between two texts of the hub, clean for a terminal. */

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/diff.h"

/* As diff_text, of texts that nobody has looked at. */
void app_difference(struct buf *out, struct str old, struct str new,
	bool colours, struct diff_counts *counts);

#endif
