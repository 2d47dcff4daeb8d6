#ifndef FYR_TESTS_TTY_OUTPUT_H
#define FYR_TESTS_TTY_OUTPUT_H

/* What the bytes of a program say that its screen does not. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/tty/tty.h"

static inline const char *output_find(
	const char *at, const char *end, const char *text)
{
	size_t size = strlen(text);

	for (; at + size <= end; at++) {
		if (memcmp(at, text, size) == 0)
			return at;
	}
	return NULL;
}

/* Where `text` begins last in what was written; -1: nowhere. */
static inline long output_last(struct tty *tty, const char *text)
{
	size_t len;
	const char *data = tty_output(tty, &len);
	size_t size = strlen(text);
	size_t at;

	for (at = len >= size ? len - size + 1 : 0; at-- > 0;) {
		if (memcmp(data + at, text, size) == 0)
			return (long)at;
	}
	return -1;
}

static inline bool output_has(struct tty *tty, const char *text)
{
	return output_last(tty, text) >= 0;
}

/* True when `on` was the last word of the two, and was said. */
static inline bool output_is_on(
	struct tty *tty, const char *on, const char *off)
{
	return output_last(tty, on) > output_last(tty, off);
}

/* The terminal's modes are those of the program, or those before it. */
static inline void output_assert_taken(struct tty *tty)
{
	if (!tty_alternate(tty))
		tty_fail(tty, "not on the alternate screen");
	if (!output_is_on(tty, "\033[?2004h", "\033[?2004l"))
		tty_fail(tty, "pastes are not marked");
	if (tty_cooked(tty))
		tty_fail(tty, "the terminal still edits lines");
}

static inline void output_assert_restored(struct tty *tty)
{
	int row;
	int col;
	bool visible;

	tty_cursor(tty, &row, &col, &visible);
	if (tty_alternate(tty))
		tty_fail(tty, "still on the alternate screen");
	if (!visible)
		tty_fail(tty, "the cursor is hidden");
	if (output_is_on(tty, "\033[?2004h", "\033[?2004l"))
		tty_fail(tty, "pastes are still marked");
	if (output_is_on(tty, "\033[?1h", "\033[?1l"))
		tty_fail(tty, "the keys are still the application's");
	if (output_is_on(tty, "\033[22;0", "\033[23;0"))
		tty_fail(tty, "the title is not given back");
	if (!tty_cooked(tty))
		tty_fail(tty, "the terminal does not edit lines");
}

/* End of an operating system command that begins at `at`. */
static inline const char *output_osc_end(const char *at, const char *end)
{
	for (; at < end; at++) {
		if (*at == '\a' || (*at == '\\' && at[-1] == '\033'))
			return at + 1;
	}
	return end;
}

/* Only the idle marks, the title and the question for the background. */
static inline void output_assert_oscs(struct tty *tty)
{
	size_t len;
	const char *at = tty_output(tty, &len);
	const char *end = at + len;

	while ((at = output_find(at, end, "\033]"))) {
		const char *stop = output_osc_end(at, end);

		if (memcmp(at + 2, "7770;", 5) != 0 &&
			memcmp(at + 2, "2;", 2) != 0 &&
			memcmp(at + 2, "11;?", 4) != 0) {
			fprintf(stderr, "# OSC %.*s\n", (int)(stop - at - 2),
				at + 2);
			tty_fail(tty, "an unknown operating system command");
		}
		at = stop;
	}
}

/* Number of bells that end no operating system command. */
static inline size_t output_bells(struct tty *tty)
{
	size_t len;
	const char *at = tty_output(tty, &len);
	const char *end = at + len;
	size_t bells = 0;

	while (at < end) {
		if (*at == '\033' && at + 1 < end && at[1] == ']') {
			at = output_osc_end(at, end);
			continue;
		}
		bells += *at == '\a';
		at++;
	}
	return bells;
}

/* F10 ends it well, from any screen; the terminal is as it was. */
static inline void output_quit(struct tty *tty)
{
	int status;

	tty_send_raw(tty, "\033[21~", 5);
	status = tty_wait(tty);
	if (status) {
		fprintf(stderr, "# exit status %d\n", status);
		tty_fail(tty, "it did not end well");
	}
	output_assert_restored(tty);
	output_assert_oscs(tty);
	if (output_bells(tty))
		tty_fail(tty, "a bell");
	tty_close(tty);
}

static inline bool output_is_colour(const char *params, size_t len)
{
	const char *end = params + len;
	const char *at;
	long n = 0;

	for (at = params; at <= end; at++) {
		if (at < end && *at >= '0' && *at <= '9') {
			n = n * 10 + (*at - '0');
			continue;
		}
		if ((n >= 30 && n <= 49) || (n >= 90 && n <= 107))
			return true;
		n = 0;
	}
	return false;
}

/* True when any colour was asked for (SGR 30-49, 90-107). */
static inline bool output_has_colour(struct tty *tty)
{
	size_t len;
	const char *at = tty_output(tty, &len);
	const char *end = at + len;

	while ((at = output_find(at, end, "\033["))) {
		size_t n = strspn(at + 2, "0123456789;:");

		if (at[2 + n] == 'm' && output_is_colour(at + 2, n))
			return true;
		at += 2;
	}
	return false;
}

/* True when every byte is ASCII. */
static inline bool output_is_ascii(struct tty *tty)
{
	size_t len;
	const char *data = tty_output(tty, &len);
	size_t i;

	for (i = 0; i < len; i++) {
		if ((unsigned char)data[i] > 126)
			return false;
	}
	return true;
}

#endif
