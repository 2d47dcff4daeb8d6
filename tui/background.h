#ifndef FYR_TUI_BACKGROUND_H
#define FYR_TUI_BACKGROUND_H

/*
 * Is the terminal dark or light? Colours are used only where that is known:
 * on an unknown background no hue can be read by everybody. It is asked before
 * ncurses starts.
 */

#include <stdbool.h>

#include "base/buf.h"

enum background {
	BACKGROUND_UNKNOWN, /* or no hues wanted */
	BACKGROUND_DARK,
	BACKGROUND_LIGHT
};

/*
 * What `theme` ("auto", "dark", "light", "none") and the environment
 * (NO_COLOR, COLORFGBG) say, and with "auto" what the terminal answers within
 * 100 ms. What was typed meanwhile is appended to `typed`.
 */
enum background background_find(const char *theme, struct buf *typed);

/* The answer to OSC 11 in `bytes` ("…rgb:1c1c/1c1c/1c1c…"). */
enum background background_answer(struct str bytes);

/* What COLORFGBG ("15;0") says. */
enum background background_variable(const char *value);

/* True of terminals, by the value of TERM, whose window has a title that may be
 * set; others might show the sequence. */
bool background_has_title(const char *name);

#endif
