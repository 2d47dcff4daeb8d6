#ifndef FYR_TUI_TERM_SIGNALS_H
#define FYR_TUI_TERM_SIGNALS_H

/*
 * Signals as something to ask about. They are blocked except while the
 * terminal waits for input, so that none comes at a bad time and none is
 * missed. Only the handlers and their flags live here.
 */

#include <signal.h>
#include <stdbool.h>

enum signal_seen {
	SIGNAL_END = 1, /* TERM, HUP, QUIT */
	SIGNAL_SIZE = 2, /* another window size */
	SIGNAL_SUSPEND = 4, /* asked to stop for a while */
	SIGNAL_BACK = 8, /* running again */
	SIGNAL_CANCEL = 16 /* INT: as Ctrl-C */
};

/* Catch and block; `crash` runs when the program breaks down. The mask to wait
 * with comes in `waiting`. */
void term_signals_catch(void (*crash)(int), sigset_t *waiting);

/*
 * As they were at the start. True when a ^C came since the terminal makes
 * signals of it again: it then threw away what was not shown yet, which may be
 * what put the terminal right.
 */
bool term_signals_release(void);

/* While another program has the terminal its stop signal stops us as it does
 * that program; then as before. */
void term_signals_lend(void);
void term_signals_resume(void);

/* Let those that are pending be caught: pselect lets none through when there
 * is input to read already. */
void term_signals_hear(const sigset_t *waiting);

/* What has been seen since the last time, or-ed. SIGNAL_END stays. */
unsigned term_signals_take(void);

#endif
