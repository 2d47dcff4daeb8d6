#include "content/markdown.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>

#include "base/date.h"
#include "content/markdown_private.h"

enum {
	ALIGN = 8, /* of what libcmark asks for */
	CHUNK_LEAST = 16 * 1024,
	CHUNK_MOST = 1024 * 1024,
	LARGE = 64 * 1024, /* gets a block of its own, to be freed */
	CLOCK_ALLOCATIONS = 256, /* between two looks at the clock */
	CLOCK_LINES = 16,
	CLOCK_BYTES = 1024, /* a longer line is followed by a look */
	PLAIN_LINES = 200000 /* paragraphs of a text that is shown as it is */
};

const struct markdown_limits markdown_limits_default = {
	.memory = (size_t)128 * 1024 * 1024,
	.ms = 250,
	.bytes = (size_t)8 * 1024 * 1024};

/* Before each allocation; of a large one a link of a list as well. */
struct head {
	size_t size;
};

struct large {
	struct large *before, *after;
	struct head head; /* last: what follows is the data */
};

struct chunk {
	struct chunk *before;
	size_t size, used;
	uint64_t data[];
};

struct pool {
	jmp_buf out;
	struct chunk *chunk;
	struct large *larges;
	cmark_mem mem; /* each node of libcmark points here */
	size_t held, cap; /* bytes */
	const struct markdown_clock *clock;
	unsigned count;
};

/*
 * libcmark gives its allocator no context, so the pool of the parse that is
 * running has to be found from here. Set only while markdown_parse is inside
 * libcmark; nothing outlives a parse.
 */
static struct pool *running;

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

static void check_clock(struct pool *pool)
{
	if (markdown_clock_late(pool->clock)) {
		longjmp(pool->out, 1);
	}
}

static void account(struct pool *pool, size_t size)
{
	if (size > pool->cap - pool->held) {
		longjmp(pool->out, 1);
	}
	pool->held += size;
	if (++pool->count % CLOCK_ALLOCATIONS == 0) {
		check_clock(pool);
	}
}

static unsigned char *chunk_bytes(struct chunk *chunk)
{
	return (unsigned char *)chunk->data;
}

static void *get(struct pool *pool, size_t size)
{
	void *data;

	account(pool, size);
	data = malloc(size);
	if (!data) {
		longjmp(pool->out, 1);
	}
	return data;
}

static void add_chunk(struct pool *pool, size_t size)
{
	struct chunk *chunk = get(pool, sizeof(*chunk) + size);

	chunk->before = pool->chunk;
	chunk->size = size;
	chunk->used = 0;
	pool->chunk = chunk;
}

static void link_large(struct pool *pool, struct large *large)
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

static void *take_large(struct pool *pool, size_t size)
{
	struct large *large = get(pool, sizeof(*large) + size);

	large->head.size = size;
	large->before = NULL;
	large->after = pool->larges;
	link_large(pool, large);
	return large + 1;
}

static void *grow_large(struct pool *pool, void *data, size_t size)
{
	struct large *large = (struct large *)data - 1;

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

static void *take(struct pool *pool, size_t size)
{
	struct chunk *chunk = pool->chunk;
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
static bool is_last(const struct pool *pool, const void *data, size_t size)
{
	const struct chunk *chunk = pool->chunk;

	return (const unsigned char *)data + whole(size) ==
		(const unsigned char *)chunk->data + chunk->used;
}

static void give_back(struct pool *pool, void *data)
{
	struct head *head = (struct head *)data - 1;

	if (head->size >= LARGE) {
		struct large *large = (struct large *)data - 1;

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

static void *pool_calloc(size_t count, size_t size)
{
	void *data;

	if (size > 0 && count > SIZE_MAX / 4 / size) {
		longjmp(running->out, 1);
	}
	data = take(running, count * size);
	memset(data, 0, count * size);
	return data;
}

static void *pool_realloc(void *data, size_t size)
{
	struct pool *pool = running;
	struct chunk *chunk = pool->chunk;
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

static void pool_free(void *data)
{
	if (data) {
		give_back(running, data);
	}
}

static void pool_clear(struct pool *pool)
{
	while (pool->chunk) {
		struct chunk *before = pool->chunk->before;

		free(pool->chunk);
		pool->chunk = before;
	}
	while (pool->larges) {
		struct large *after = pool->larges->after;

		free(pool->larges);
		pool->larges = after;
	}
}

static void feed(struct pool *pool, cmark_parser *parser, struct str text)
{
	unsigned count = 0;

	while (text.len > 0) {
		size_t len = str_find(text, '\n') + 1;
		struct str line = str_sub(text, 0, len);

		cmark_parser_feed(parser, line.data, line.len);
		text = str_sub(text, len, text.len);
		if (++count % CLOCK_LINES == 0 || len > CLOCK_BYTES) {
			check_clock(pool);
		}
	}
}

static size_t first_size(struct str text)
{
	size_t size = text.len * 4 > CHUNK_LEAST ? text.len * 4 : CHUNK_LEAST;

	return size < CHUNK_MOST / 4 ? size : CHUNK_MOST / 4;
}

/* libcmark's tree, in the pool; NULL when a limit was passed. */
static cmark_node *parse(struct pool *pool, struct str text)
{
	cmark_parser *parser;
	cmark_node *root;

	if (setjmp(pool->out) != 0) {
		running = NULL;
		return NULL;
	}
	running = pool;
	add_chunk(pool, first_size(text));
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &pool->mem);
	feed(pool, parser, text);
	root = cmark_parser_finish(parser);
	running = NULL;
	return root;
}

/* The text as it is: a paragraph for each line that is not empty. */
static void fill_plain(struct markdown_tree *tree, struct str text)
{
	struct str rest = text;
	struct str line;
	int number = tree->line;
	size_t count = 0;

	for (; str_cut(&rest, '\n', &line); number++) {
		struct node *paragraph;
		struct node *node;

		if (str_trim(line).len == 0) {
			continue;
		}
		if (++count > PLAIN_LINES) {
			/* So many that memory matters: the rest in one. */
			line = str_sub(text, (size_t)(line.data - text.data),
				text.len);
			rest.len = 0;
		}
		paragraph = markdown_node(tree, NODE_PARAGRAPH);
		paragraph->line = number;
		node = markdown_node(tree, NODE_TEXT);
		node->text = markdown_keep(tree, line);
		markdown_append(paragraph, node);
		markdown_append(tree->root, paragraph);
	}
}

/* What follows the brackets of a text. */
static unsigned find_brackets(struct str text)
{
	unsigned wants = 0;

	for (;;) {
		text = str_sub(text, str_find(text, '[') + 1, text.len);
		if (text.len == 0) {
			return wants;
		}
		switch (text.data[0]) {
		case '[':
			wants |= WANT_WIKI;
			break;
		case '^':
			wants |= WANT_NOTES;
			break;
		case ' ':
		case 'x':
		case 'X':
			wants |= WANT_TASKS;
			break;
		default:
			break;
		}
	}
}

static unsigned find_wants(struct str text)
{
	unsigned wants = find_brackets(text);

	if (str_find(text, '~') < text.len) {
		wants |= WANT_STRIKE;
	}
	if (str_find_text(text, "://") < text.len) {
		wants |= WANT_WEB;
	}
	if (str_find_text(text, "www.") < text.len) {
		wants |= WANT_WWW;
	}
	if (str_find(text, '@') < text.len) {
		wants |= WANT_MAIL;
	}
	return wants;
}

static bool fill(struct markdown_tree *tree, struct str text,
	const struct markdown_limits *limits,
	const struct markdown_clock *clock)
{
	struct pool pool = {.mem = {pool_calloc, pool_realloc, pool_free},
		.cap = limits->memory,
		.clock = clock};
	cmark_node *root = parse(&pool, text);

	/* Our tree is about as large, and both are held for a while. */
	if (root && pool.held > limits->memory / 8 * 5) {
		root = NULL;
	}
	if (root) {
		markdown_tree_fill(tree, root);
	}
	pool_clear(&pool);
	return root != NULL;
}

/* False when a limit was passed; the root then is empty. */
static bool fill_tree(struct markdown_tree *tree, struct str text,
	const struct markdown_limits *limits)
{
	struct markdown_clock clock;
	struct markdown_lines lines = {0};
	struct buf escaped = {0};
	bool done = false;

	if (text.len > limits->bytes) {
		return false;
	}
	markdown_clock_start(&clock, limits->ms);
	tree->lines = &lines;
	tree->wants = find_wants(text);
	if (tree->wants != 0 && markdown_escape(&escaped, text)) {
		tree->wants |= WANT_ESCAPES;
		text = buf_slice(&escaped);
	}
	if (markdown_lines_make(&lines, text, tree->arena, &clock)) {
		if (lines.used) {
			text = buf_slice(&lines.text);
		}
		if (lines.note_count == 0) {
			tree->wants &= ~(unsigned)WANT_NOTES;
		}
		done = fill(tree, text, limits, &clock);
	}
	markdown_lines_clear(&lines);
	buf_clear(&escaped);
	tree->lines = NULL;
	return done;
}

struct node *markdown_parse(
	const struct markdown_input *input, struct arena *arena, bool *bounded)
{
	const struct markdown_limits *limits =
		input->limits ? input->limits : &markdown_limits_default;
	struct markdown_tree tree = {.arena = arena, .line = input->line};

	tree.root = markdown_node(&tree, NODE_DOCUMENT);
	tree.root->line = input->line;
	*bounded = !fill_tree(&tree, input->text, limits);
	if (*bounded) {
		fill_plain(&tree, input->text);
	}
	return tree.root;
}
