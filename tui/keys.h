#ifndef FYR_TUI_KEYS_H
#define FYR_TUI_KEYS_H

/*
 * Keys, and the one table of what they do: a key has one meaning in the whole
 * program; a view may lack it, never redefine it. The help, the palette and
 * the row of keys are made from the table. No key needs AltGr or a dead key on
 * a Nordic keyboard, none is Ctrl-S or Ctrl-Q (flow control) or Ctrl-H, I, J, M
 * (the same bytes as other keys), and every single character has an alias or is
 * in the palette, for those who turn letters off.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum press {
	PRESS_NONE,
	PRESS_TEXT, /* a character: `code` */
	PRESS_CTRL, /* Ctrl and a letter: `code`, 'F' */
	PRESS_ALT, /* Alt and a character */
	PRESS_F, /* a function key: its number */
	PRESS_UP,
	PRESS_DOWN,
	PRESS_LEFT,
	PRESS_RIGHT,
	PRESS_PAGE_UP,
	PRESS_PAGE_DOWN,
	PRESS_HOME,
	PRESS_END,
	PRESS_INSERT,
	PRESS_DELETE,
	PRESS_ENTER,
	PRESS_ESCAPE,
	PRESS_TAB,
	PRESS_BACK_TAB,
	PRESS_BACKSPACE,
	PRESS_ALT_LEFT,
	PRESS_ALT_RIGHT,
	PRESS_SHIFT_LEFT,
	PRESS_SHIFT_RIGHT,
	PRESS_PASTE, /* `text`, until the next key is read */
	PRESS_OTHER /* one this program has no name for */
};

struct key {
	enum press press;
	uint32_t code;
	struct str text;
};

enum view {
	VIEW_START,
	VIEW_LIST,
	VIEW_SEARCH,
	VIEW_FACETS, /* of the search below it */
	VIEW_READER,
	VIEW_DESK, /* the agenda, reviews, signals, proposals */
	VIEW_PICK, /* help, palette, contents, links, details */
	VIEW_SHEET, /* a conflict, a version, a change before its commit */
	VIEW_COUNT
};

enum command {
	COMMAND_NONE,
	COMMAND_UP,
	COMMAND_DOWN,
	COMMAND_PAGE_UP,
	COMMAND_PAGE_DOWN,
	COMMAND_HALF_UP,
	COMMAND_HALF_DOWN,
	COMMAND_FIRST,
	COMMAND_LAST,
	COMMAND_OPEN,
	COMMAND_CLOSE,
	COMMAND_LEFT,
	COMMAND_RIGHT,
	COMMAND_FIELD,
	COMMAND_BACK,
	COMMAND_FORWARD,
	COMMAND_SEARCH,
	COMMAND_FIND,
	COMMAND_FACETS,
	COMMAND_SAVE,
	COMMAND_TERM,
	COMMAND_FORGET,
	COMMAND_NEXT,
	COMMAND_PREVIOUS,
	COMMAND_CLEAR,
	COMMAND_CONTENTS,
	COMMAND_RELATED,
	COMMAND_DETAILS,
	COMMAND_VERSIONS,
	COMMAND_OUTSIDE,
	COMMAND_PAN_LEFT,
	COMMAND_PAN_RIGHT,
	COMMAND_NEWS,
	COMMAND_SYNC,
	COMMAND_WAITING,
	COMMAND_AGENDA,
	COMMAND_REVIEWS,
	COMMAND_INBOX,
	COMMAND_DONE,
	COMMAND_QUEUE,
	COMMAND_PUBLISH,
	COMMAND_TOUCHES,
	COMMAND_ADD,
	COMMAND_EDIT,
	COMMAND_TRANSLATE,
	COMMAND_UNDO,
	COMMAND_MINE,
	COMMAND_THEIRS,
	COMMAND_CANCEL,
	COMMAND_HELP,
	COMMAND_PALETTE,
	COMMAND_REDRAW,
	COMMAND_SUSPEND,
	COMMAND_QUIT,
	COMMAND_VIEW_1, /* and eight more */
	COMMAND_VIEW_9 = COMMAND_VIEW_1 + 8,
	COMMAND_COUNT
};

enum {
	KEYS_EACH = 3
};

struct command_row {
	enum command command;
	struct key keys[KEYS_EACH]; /* the first is the one shown */
	const char *name; /* a sentence's worth; translate */
	const char *brief; /* for the row of keys; translate; may be NULL */
	unsigned where; /* bits of enum view */
};

/* Row `n` of the table, or NULL after the last; and the row of a command. */
const struct command_row *keys_row(size_t n);
const struct command_row *keys_of(enum command command);

bool key_eq(struct key a, struct key b);

/* What a key means in a view. `known` tells if it means anything anywhere. */
enum command keys_find(enum view view, struct key key, bool *known);

/* True of a command that changes the hub. */
bool keys_write(enum command command);

/* True of a command that works in every view. */
bool keys_everywhere(const struct command_row *row);

/* Append a key's name as people read it: "Up", "^F", "F5", "k". */
void key_label(struct buf *out, struct key key);

/* The key to show for a command: with `letters` off never a character. NULL
 * when it has none. */
const struct key *keys_shown(const struct command_row *row, bool letters);

/* What the row of keys shows: by what the keys do just now. */
enum bar {
	BAR_START,
	BAR_LIST,
	BAR_FIELD, /* of the search */
	BAR_HITS,
	BAR_COMPLETE,
	BAR_FACETS,
	BAR_ASK,
	BAR_READER,
	BAR_FIND, /* the field of the reader */
	BAR_PICK,
	BAR_DRAFT, /* in focus among what waits */
	BAR_CONFLICT,
	BAR_PROPOSAL,
	BAR_VERSION,
	BAR_AGENDA,
	BAR_TIMELINE,
	BAR_REVIEW,
	BAR_REVIEWS,
	BAR_INBOX,
	BAR_NO_INBOX, /* nothing is in it */
	BAR_QUEUE,
	BAR_PUBLICATION,
	BAR_COUNT
};

struct bar_item {
	enum command command;
	const char *brief; /* translate; NULL: as in the table */
};

/* The most useful first, ending with COMMAND_NONE; and the view it is of. */
const struct bar_item *keys_bar(enum bar bar);
enum view keys_bar_view(enum bar bar);

#endif
