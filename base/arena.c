#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	BLOCK_FIRST = 4096,
	BLOCK_MOST = 262144
};

struct arena_block {
	struct arena_block *before;
	size_t used;
	size_t size; /* of data */
	alignas(max_align_t) unsigned char data[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *block = mem_alloc(sizeof(*block) + size);

	block->size = size;
	return block;
}

/*
 * A block with room for `size`. A large request gets a block of its own behind
 * the last one, so that what is left of the last is not lost.
 */
static struct arena_block *block_for(struct arena *arena, size_t size)
{
	struct arena_block *last = arena->last;
	struct arena_block *block;
	size_t room = BLOCK_FIRST;

	if (last && last->size - last->used >= size) {
		return last;
	}
	if (last && last->size >= BLOCK_FIRST) {
		room = last->size < BLOCK_MOST / 2 ? last->size * 2
						   : BLOCK_MOST;
	}
	if (last && size > room / 4) {
		block = block_new(size);
		block->before = last->before;
		last->before = block;
		return block;
	}
	block = block_new(size > room ? size : room);
	block->before = last;
	arena->last = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *block;
	size_t whole;
	void *data;

	assert(size < PTRDIFF_MAX - align - sizeof(*block));
	whole = (size > 0 ? size : 1) + align - 1;
	whole -= whole % align;
	block = block_for(arena, whole);
	data = block->data + block->used;
	block->used += whole;
	arena->bytes += whole;
	return data;
}

struct str arena_str(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);

	if (text.len > 0) {
		memcpy(copy, text.data, text.len);
	}
	return (struct str){copy, text.len};
}

static void free_all(struct arena_block *block)
{
	while (block) {
		struct arena_block *before = block->before;

		free(block);
		block = before;
	}
}

void arena_clear(struct arena *arena)
{
	if (!arena) {
		return;
	}
	free_all(arena->last);
	*arena = (struct arena){0};
}

void arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena ? arena->last : NULL;

	if (!keep) {
		return;
	}
	free_all(keep->before);
	keep->before = NULL;
	memset(keep->data, 0, keep->used);
	keep->used = 0;
	arena->bytes = 0;
}
