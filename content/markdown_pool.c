#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "content/markdown_private.h"

enum {
	ALIGN = 8, /* of what libcmark asks for */
	CHUNK_LEAST = 16 * 1024,
	CHUNK_MOST = 1024 * 1024,
	LARGE = 64 * 1024, /* gets a block of its own, to be freed */
	CLOCK_ALLOCATIONS = 256 /* between two looks at the clock */
};

/* Before each allocation; of a large one a link of a list as well. */
struct head {
	size_t size;
};

struct markdown_large {
	struct markdown_large *before, *after;
	struct head head; /* last: what follows is the data */
};

struct markdown_chunk {
	struct markdown_chunk *before;
	size_t size, used;
	uint64_t data[];
};

static int64_t processor_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) {
		return date_ticks_ms();
	}
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void markdown_clock_start(struct markdown_clock *clock, int64_t ms)
{
	clock->ms = ms;
	clock->begin = date_ticks_ms();
	clock->used = processor_ms();
}

bool markdown_clock_late(const struct markdown_clock *clock)
{
	int64_t ms = date_ticks_ms() - clock->begin;

	return ms >= clock->ms &&
		(ms >= 3 * clock->ms ||
			processor_ms() - clock->used >= clock->ms);
}

void markdown_pool_check(struct markdown_pool *pool)
{
	if (markdown_clock_late(pool->clock)) {
		longjmp(pool->out, 1);
	}
}

static void account(struct markdown_pool *pool, size_t size)
{
	if (size > pool->cap - pool->held) {
		longjmp(pool->out, 1);
	}
	pool->held += size;
	if (++pool->count % CLOCK_ALLOCATIONS == 0) {
		markdown_pool_check(pool);
	}
}

static unsigned char *chunk_bytes(struct markdown_chunk *chunk)
{
	return (unsigned char *)chunk->data;
}

static void *get(struct markdown_pool *pool, size_t size)
{
	void *data;

	account(pool, size);
	data = malloc(size);
	if (!data) {
		longjmp(pool->out, 1);
	}
	return data;
}

static void add_chunk(struct markdown_pool *pool, size_t size)
{
	struct markdown_chunk *chunk = get(pool, sizeof(*chunk) + size);

	chunk->before = pool->chunk;
	chunk->size = size;
	chunk->used = 0;
	pool->chunk = chunk;
}

static void link_large(struct markdown_pool *pool, struct markdown_large *large)
{
	if (large->before) {
		large->before->after = large;
	} else {
		pool->larges = large;
	}
	if (large->after) {
		large->after->before = large;
	}
}

static void *take_large(struct markdown_pool *pool, size_t size)
{
	struct markdown_large *large = get(pool, sizeof(*large) + size);

	large->head.size = size;
	large->before = NULL;
	large->after = pool->larges;
	link_large(pool, large);
	return large + 1;
}

static void *grow_large(struct markdown_pool *pool, void *data, size_t size)
{
	struct markdown_large *large = (struct markdown_large *)data - 1;

	account(pool, size - large->head.size);
	large = realloc(large, sizeof(*large) + size);
	if (!large) {
		longjmp(pool->out, 1);
	}
	large->head.size = size;
	link_large(pool, large);
	return large + 1;
}

static size_t whole(size_t size)
{
	return (size + ALIGN - 1) / ALIGN * ALIGN;
}

static void *take(struct markdown_pool *pool, size_t size)
{
	struct markdown_chunk *chunk = pool->chunk;
	struct head *head;

	if (size >= LARGE) {
		return take_large(pool, size);
	}
	if (chunk->size - chunk->used < sizeof(*head) + whole(size)) {
		size_t next = chunk->size * 2;

		add_chunk(pool, next < CHUNK_MOST ? next : CHUNK_MOST);
		chunk = pool->chunk;
	}
	account(pool, 0);
	head = (struct head *)(void *)(chunk_bytes(chunk) + chunk->used);
	chunk->used += sizeof(*head) + whole(size);
	head->size = size;
	return head + 1;
}

/* What was taken last can grow where it is, and gives its room back. */
static bool is_last(
	const struct markdown_pool *pool, const void *data, size_t size)
{
	const struct markdown_chunk *chunk = pool->chunk;

	return (const unsigned char *)data + whole(size) ==
		(const unsigned char *)chunk->data + chunk->used;
}

static void give_back(struct markdown_pool *pool, void *data)
{
	struct head *head = (struct head *)data - 1;

	if (head->size >= LARGE) {
		struct markdown_large *large =
			(struct markdown_large *)data - 1;

		pool->held -= head->size;
		if (large->after) {
			large->after->before = large->before;
		}
		if (large->before) {
			large->before->after = large->after;
		} else {
			pool->larges = large->after;
		}
		free(large);
	} else if (is_last(pool, data, head->size)) {
		pool->chunk->used -= sizeof(*head) + whole(head->size);
	}
}

void markdown_pool_start(struct markdown_pool *pool, size_t len)
{
	size_t size = len * 4 > CHUNK_LEAST ? len * 4 : CHUNK_LEAST;

	add_chunk(pool, size < CHUNK_MOST / 4 ? size : CHUNK_MOST / 4);
}

void *markdown_pool_calloc(
	struct markdown_pool *pool, size_t count, size_t size)
{
	void *data;

	if (size > 0 && count > SIZE_MAX / 4 / size) {
		longjmp(pool->out, 1);
	}
	data = take(pool, count * size);
	memset(data, 0, count * size);
	return data;
}

void *markdown_pool_realloc(struct markdown_pool *pool, void *data, size_t size)
{
	struct markdown_chunk *chunk = pool->chunk;
	struct head *head = data ? (struct head *)data - 1 : NULL;
	void *copy;

	if (!data) {
		return take(pool, size);
	}
	if (head->size >= size) {
		return data;
	}
	if (head->size >= LARGE) {
		return grow_large(pool, data, size);
	}
	if (size < LARGE && is_last(pool, data, head->size) &&
		whole(size) - whole(head->size) <= chunk->size - chunk->used) {
		chunk->used += whole(size) - whole(head->size);
		head->size = size;
		return data;
	}
	copy = take(pool, size);
	memcpy(copy, data, head->size);
	give_back(pool, data);
	return copy;
}

void markdown_pool_free(struct markdown_pool *pool, void *data)
{
	if (data) {
		give_back(pool, data);
	}
}

void markdown_pool_clear(struct markdown_pool *pool)
{
	while (pool->chunk) {
		struct markdown_chunk *before = pool->chunk->before;

		free(pool->chunk);
		pool->chunk = before;
	}
	while (pool->larges) {
		struct markdown_large *after = pool->larges->after;

		free(pool->larges);
		pool->larges = after;
	}
}
