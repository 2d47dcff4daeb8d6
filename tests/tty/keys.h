#ifndef FYR_TESTS_TTY_KEYS_H
#define FYR_TESTS_TTY_KEYS_H

/* What a terminal sends for a key; part of tty.c. */

#include <string.h>

#include "tests/tty/tty.h"

static const struct {
	const char *name, *bytes;
} named_keys[] = {
	{"Enter", "\r"},
	{"Esc", "\033"},
	{"Tab", "\t"},
	{"S-Tab", "\033[Z"},
	{"Up", "\033OA"},
	{"Down", "\033OB"},
	{"Right", "\033OC"},
	{"Left", "\033OD"},
	{"PgUp", "\033[5~"},
	{"PgDn", "\033[6~"},
	{"Home", "\033OH"},
	{"End", "\033OF"},
	{"BS", "\177"},
	{"Del", "\033[3~"},
	{"F1", "\033OP"},
	{"F2", "\033OQ"},
	{"F3", "\033OR"},
	{"F4", "\033OS"},
	{"F5", "\033[15~"},
	{"F6", "\033[17~"},
	{"F7", "\033[18~"},
	{"F8", "\033[19~"},
	{"F9", "\033[20~"},
	{"Ins", "\033[2~"},
	{"F10", "\033[21~"},
	{"lt", "<"},
};

enum {
	NAMED_KEYS = sizeof(named_keys) / sizeof(named_keys[0])
};

/* One key in angle brackets; returns what stands behind it. */
static inline const char *named_key(struct tty *tty, const char *keys)
{
	const char *end = strchr(keys, '>');
	size_t len = (size_t)(end - keys) - 1;
	char control;
	size_t i;

	if (len == 3 && keys[1] == 'C' && keys[2] == '-') {
		control = (char)(keys[3] & 0x1f);
		tty_send(tty, &control, 1);
		return end + 1;
	}
	for (i = 0; i < NAMED_KEYS; i++) {
		const char *bytes = named_keys[i].bytes;

		if (strlen(named_keys[i].name) == len &&
			strncmp(named_keys[i].name, keys + 1, len) == 0) {
			tty_send(tty, bytes, strlen(bytes));
			return end + 1;
		}
	}
	tty_fail(tty, "the test names an unknown key");
	return end + 1;
}

#endif
