#ifndef FYR_TUI_PROMPT_H
#define FYR_TUI_PROMPT_H

/*
 * A line being typed. It holds clean text of one line, whatever is pasted, and
 * the insertion point is always between grapheme clusters. The zero value is
 * empty; the owner calls prompt_clear.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "tui/canvas.h"
#include "tui/keys.h"

enum {
	PROMPT_BYTES = 1000
}; /* more is not taken */

struct prompt {
	struct buf text;
	size_t at; /* insertion point, bytes */
};

/* What a key did to the line. */
enum prompt_did {
	PROMPT_UNUSED, /* nothing: the key means something else */
	PROMPT_MOVED,
	PROMPT_CHANGED
};

enum prompt_did prompt_key(struct prompt *prompt, struct key key);

/* Put `text` in the place of bytes [from, to); the insertion point is behind
 * it. False when the line would be too long. */
bool prompt_replace(
	struct prompt *prompt, size_t from, size_t to, struct str text);

void prompt_set(struct prompt *prompt, struct str text);
void prompt_clear(struct prompt *prompt);

/* Paint the part around the insertion point; `focus`: the cursor goes there. */
void prompt_draw(const struct prompt *prompt, struct canvas *canvas,
	struct span at, bool focus);

#endif
