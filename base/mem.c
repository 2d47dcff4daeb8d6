#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

enum {
	EXIT_OUT_OF_MEMORY = 3
};

static _Noreturn void give_up(void)
{
	fputs(_("fyr has no more memory and has to stop.\n"), stderr);
	exit(EXIT_OUT_OF_MEMORY);
}

/* exit() rather than abort(): the terminal is restored by its handler. */
static void *or_give_up(void *data)
{
	if (!data) {
		give_up();
	}
	return data;
}

void *mem_alloc(size_t size)
{
	return or_give_up(calloc(1, size > 0 ? size : 1));
}

void *mem_array(size_t count, size_t size)
{
	if (count == 0 || size == 0) {
		return mem_alloc(0);
	}
	if (count > PTRDIFF_MAX / size) {
		give_up();
	}
	return mem_alloc(count * size);
}

void *mem_copy(const void *data, size_t size)
{
	void *copy = or_give_up(malloc(size > 0 ? size : 1));

	if (size > 0) {
		memcpy(copy, data, size);
	}
	return copy;
}

char *mem_text(const char *text)
{
	return text ? mem_copy(text, strlen(text) + 1) : NULL;
}

void *mem_grow(void *data, size_t *cap, size_t need, size_t size)
{
	size_t most;
	size_t room;

	if (need <= *cap || size == 0) {
		return data;
	}
	most = PTRDIFF_MAX / size;
	if (need > most) {
		give_up();
	}
	room = *cap > most - *cap / 2 ? most : *cap + *cap / 2;
	if (room < 8 && most >= 8) {
		room = 8;
	}
	if (room < need) {
		room = need;
	}
	data = or_give_up(realloc(data, room * size));
	memset((char *)data + *cap * size, 0, (room - *cap) * size);
	*cap = room;
	return data;
}
