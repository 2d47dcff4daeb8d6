#ifndef FYR_TUI_DECODE_H
#define FYR_TUI_DECODE_H

/*
 * Characters and keys as the terminal library read them, made into the keys of
 * tui/keys.h: control characters, Alt, pasted text, and sequences nobody knows,
 * which must never be taken for commands. Pure but for the reader it is given.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "tui/keys.h"

enum raw_type {
	RAW_NONE,
	RAW_CHARACTER, /* `code`, control characters too; read: one byte */
	RAW_PRESS, /* `press`; a function key's number in `code` */
	RAW_PASTE, /* what follows is pasted … */
	RAW_PASTED /* … up to here */
};

struct raw {
	enum raw_type type;
	enum press press;
	uint32_t code;
};

/*
 * What PuTTY, the Linux console, rxvt and xterm send beyond their terminal
 * descriptions, whatever TERM says. NULL after the last.
 */
struct sequence {
	const char *bytes;
	struct raw raw;
};
const struct sequence *decode_sequence(size_t n);

struct decoder {
	/* The next one, waiting for it at most `ms`. Characters come byte by
	   byte: what is no UTF-8 must not take the next key with it. */
	struct raw (*read)(void *arg, int64_t ms);
	void *arg;
	struct raw held; /* read too early: it comes next */
	struct buf paste; /* what was pasted last; the owner clears it */
};

/* The next key, if there is one. An answer of the terminal to a question is
 * PRESS_NONE. */
bool decode_key(struct decoder *decoder, struct key *key);

#endif
