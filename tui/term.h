#ifndef FYR_TUI_TERM_H
#define FYR_TUI_TERM_H

/*
 * The terminal, and the only home of ncurses: starting and leaving full-screen
 * mode, keys in, a canvas out. There is one terminal, so the state is
 * term.c's own. However the program ends (exit, signal, abort), the modes, the
 * title and the screen are as they were before. The cursor is always visible.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "tui/canvas.h"
#include "tui/keys.h"

struct term_options {
	const char *theme; /* as the configuration has it */
	int escape_ms; /* how long to wait for the rest of a key */
};

bool term_open(const struct term_options *options, struct error *err);
void term_close(void);

/* What the user should know about this terminal, translated; or NULL. */
const char *term_remark(void);

void term_size(int *rows, int *cols);

/* The next key that has been pressed; false when there is none. */
bool term_key(struct key *key);

/* True when a key waits to be read. */
bool term_waiting(void);

enum term_event {
	TERM_INPUT = 1,
	TERM_OTHER = 2, /* the other descriptor can be read */
	TERM_RESIZED = 4, /* or came back: paint everything */
	TERM_SUSPEND = 8, /* someone asks us to stop for a while */
	TERM_CANCEL = 32, /* as Ctrl-C */
	TERM_ENDED = 16 /* the terminal is gone, or we are to end */
};

/* Wait for the keyboard, signals and `fd` (-1: none) at most `ms` (-1: for
 * ever). Returns what happened, or-ed; 0 when nothing did. */
unsigned term_wait(int fd, int64_t ms);

/* Show the canvas; only what differs from the last one is sent. */
void term_paint(const struct canvas *canvas);

/* At the next paint send everything. */
void term_redraw(void);

/* Give the terminal back to run another program on it, and take it again. */
void term_leave(void);
void term_return(void);

/* The window's title, cleaned, at most 80 cells. */
void term_title(struct str title);

/* With FYR_TEST=1: tell a test that all is shown and nothing is left to do. */
void term_idle(void);

#endif
