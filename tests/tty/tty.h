#ifndef FYR_TESTS_TTY_TTY_H
#define FYR_TESTS_TTY_TTY_H

/*
 * A real terminal for tests: the program runs on a pty, libvterm keeps the
 * screen. Nothing sleeps: with FYR_TEST=1 the program writes OSC 7770;idle;N
 * when its input is empty, no work runs and the frame is out; tty_idle waits
 * for the next one, with a deadline. Every failure ends the test with the
 * screen printed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct tty;

struct tty_cell {
	char text[32]; /* UTF-8 of the cell */
	int width;
	bool bold, underline, reverse, coloured;
};

struct tty_options {
	int rows, cols;
	const char *term; /* NULL: xterm-256color */
	const char *lang; /* "sv", "en"; NULL: en */
	const char *const *env; /* more NAME=value, NULL-terminated; or NULL */
	const char *const *args; /* after the program, NULL-terminated */
	bool shell; /* under a parent that can stop it and let it go on */
};

/* Start $FYR_PROGRAM and wait for the first idle frame. */
struct tty *tty_start(const struct tty_options *options);

/* As tty_start without waiting: for programs that end, or never get idle. */
struct tty *tty_start_raw(const struct tty_options *options);

/* Kill it if it runs, and free. */
void tty_close(struct tty *tty);

/*
 * Type, one key after the other, waiting for an idle frame after each:
 * letters as they are, and <Enter> <Esc> <Tab> <S-Tab> <Up> <Down> <Left>
 * <Right> <PgUp> <PgDn> <Home> <End> <BS> <Del> <F1>..<F10> <C-x> <lt>.
 */
void tty_keys(struct tty *tty, const char *keys);

/* Write bytes as they are, and wait for one idle frame. */
void tty_send(struct tty *tty, const char *bytes, size_t len);
/* The same without waiting; to one that has ended nothing is sent. */
void tty_send_raw(struct tty *tty, const char *bytes, size_t len);

/* Another window size, and wait for one idle frame; raw: without waiting. */
void tty_resize(struct tty *tty, int rows, int cols);
void tty_resize_raw(struct tty *tty, int rows, int cols);

/* Send a signal to the program. */
void tty_signal(struct tty *tty, int number);

/* Wait for the next idle frame. */
void tty_idle(struct tty *tty);

/* Wait until all is read and an idle mark is the last of it. */
void tty_quiet(struct tty *tty);

/* Read until `text` stands somewhere on the screen. */
void tty_until(struct tty *tty, const char *text);

/* The same for at most `ms`; false when it did not come, or all ended. */
bool tty_comes(struct tty *tty, const char *text, int ms);

/* True when the program has closed its terminal. */
bool tty_ended(struct tty *tty);

/* True when nothing is written for `ms`. */
bool tty_silent(struct tty *tty, int ms);

/* True when the terminal edits lines and echoes, as for a shell. */
bool tty_cooked(struct tty *tty);

/* Close the terminal under the program; false if it still runs after `ms`. */
bool tty_hang_up(struct tty *tty, int ms);

/* Wait for the program's end; its exit status (128 + n for signal n). */
int tty_wait(struct tty *tty);

/* Text of row `row` (from 0) without blanks at its end; valid until the next
 * call for the same row. */
const char *tty_row(struct tty *tty, int row);
struct tty_cell tty_cell(struct tty *tty, int row, int col);
void tty_cursor(struct tty *tty, int *row, int *col, bool *visible);
const char *tty_title(struct tty *tty);
bool tty_alternate(struct tty *tty);

/* Number of the row that holds `text`; -1. */
int tty_find(struct tty *tty, const char *text);

/* Bytes the program has written since the last call, without idle marks. */
size_t tty_bytes(struct tty *tty);

/* All the program ever wrote; *len bytes. */
const char *tty_output(struct tty *tty, size_t *len);

pid_t tty_pid(struct tty *tty);
int tty_rows(struct tty *tty);
int tty_cols(struct tty *tty);

/* Fail with a message and the screen. */
void tty_fail(struct tty *tty, const char *why);

#define tty_assert_has(tty, text)                                              \
	do {                                                                   \
		if (tty_find((tty), (text)) < 0)                               \
			tty_fail((tty), "wanted on the screen: " text);        \
	} while (0)
#define tty_assert_hasnt(tty, text)                                            \
	do {                                                                   \
		if (tty_find((tty), (text)) >= 0)                              \
			tty_fail((tty), "not wanted on the screen: " text);    \
	} while (0)

/* The cursor is visible, and on column 0 of a row that begins with ">", or
 * where text is typed. */
void tty_assert_focus(struct tty *tty);

#endif
