#ifndef FYR_BASE_ARENA_H
#define FYR_BASE_ARENA_H

/*
 * Memory that is given back all at once: the tree of one document, say. An
 * all-zero arena is empty and valid. Nothing taken from it is freed alone;
 * everything lives until arena_clear or arena_reset.
 */

#include <stddef.h>

#include "base/str.h"

struct arena_block;

struct arena {
	struct arena_block *last;
	size_t bytes; /* taken so far, for limits and traces */
};

/* `size` zero bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy of `text` as a slice of the arena. */
struct str arena_str(struct arena *arena, struct str text);

/* Give everything back; the arena is empty and usable again. */
void arena_clear(struct arena *arena);

/* As arena_clear, but keeps one block, for use in a loop. */
void arena_reset(struct arena *arena);

#endif
