#ifndef FYR_TUI_DESK_H
#define FYR_TUI_DESK_H

/*
 * The editor's desk: lists of what has a date or waits for an editor. One view
 * with a form for each: the agenda, the same as a grid of months, what is to
 * be reviewed, the signals that came in, the proposals to publish. Its rows
 * are made anew whenever it is shown or read again; the focus stays on the
 * same thing. Headings stand between the rows and never have the focus.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/agenda.h"
#include "app/timeline.h"
#include "base/arena.h"
#include "base/buf.h"
#include "tui/list.h"

enum desk_type {
	DESK_AGENDA,
	DESK_TIMELINE,
	DESK_REVIEWS,
	DESK_INBOX,
	DESK_QUEUE
};

struct desk_row {
	bool heading; /* `text` */
	unsigned ink; /* of the state */
	struct str state, date, text, side;
	struct str more; /* for the message row, behind the text or before */
	bool more_first;
	struct str path; /* of a note, or empty */
	struct str url; /* of a signal */
	long number; /* of a signal */
	size_t place; /* among the rows that are no heading, from 0 */
};

struct desk {
	enum desk_type type;
	struct arena arena; /* of the rows' texts */
	struct desk_row *rows;
	size_t count, cap;
	size_t choices; /* rows that are no heading */
	struct list list; /* over all rows */
	struct buf words; /* only rows with these */
	struct agenda agenda; /* of the timeline */
	struct timeline timeline;
	size_t mark; /* of the timeline's row in focus */
	int state_cells, date_cells;
};

#endif
