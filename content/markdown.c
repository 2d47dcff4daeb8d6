#include "content/markdown.h"

#include <setjmp.h>

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>

#include "content/markdown_private.h"

enum {
	CLOCK_LINES = 16,
	CLOCK_BYTES = 1024, /* a longer line is followed by a look */
	PLAIN_LINES = 200000 /* paragraphs of a text that is shown as it is */
};

const struct markdown_limits markdown_limits_default = {
	.memory = (size_t)128 * 1024 * 1024,
	.ms = 250,
	.bytes = (size_t)8 * 1024 * 1024};

/*
 * libcmark gives its allocator no context, so the pool of the parse that is
 * running has to be found from here. Set only while markdown_parse is inside
 * libcmark; nothing outlives a parse.
 */
static struct markdown_pool *running;

static void *pool_calloc(size_t count, size_t size)
{
	return markdown_pool_calloc(running, count, size);
}

static void *pool_realloc(void *data, size_t size)
{
	return markdown_pool_realloc(running, data, size);
}

static void pool_free(void *data)
{
	markdown_pool_free(running, data);
}

static void feed(
	struct markdown_pool *pool, cmark_parser *parser, struct str text)
{
	unsigned count = 0;

	while (text.len > 0) {
		size_t len = str_find(text, '\n') + 1;
		struct str line = str_sub(text, 0, len);

		cmark_parser_feed(parser, line.data, line.len);
		text = str_sub(text, len, text.len);
		if (++count % CLOCK_LINES == 0 || len > CLOCK_BYTES) {
			markdown_pool_check(pool);
		}
	}
}

/* libcmark's tree, in the pool; NULL when a limit was passed. */
static cmark_node *parse(
	struct markdown_pool *pool, cmark_mem *mem, struct str text)
{
	cmark_parser *parser;
	cmark_node *root;

	if (setjmp(pool->out) != 0) {
		running = NULL;
		return NULL;
	}
	running = pool;
	markdown_pool_start(pool, text.len);
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, mem);
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
	/* Each node of libcmark points to it. */
	cmark_mem mem = {pool_calloc, pool_realloc, pool_free};
	struct markdown_pool pool = {.cap = limits->memory, .clock = clock};
	cmark_node *root = parse(&pool, &mem, text);

	/* Our tree is about as large, and both are held for a while. */
	if (root && pool.held > limits->memory / 8 * 5) {
		root = NULL;
	}
	if (root) {
		markdown_tree_fill(tree, root);
	}
	markdown_pool_clear(&pool);
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
	if (input->deep_line) {
		*input->deep_line = *bounded ? 0 : tree.deep_line;
	}
	return tree.root;
}
