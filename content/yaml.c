/* libyaml's events to the tree of content/yaml.h. Home of libyaml. */

#include "content/yaml.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include <yaml.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "content/yaml_private.h"

enum {
	DEPTH_MOST = 32, /* whatever the limits say */
	DIRECTIVES = 8 /* lines with "%" before the text; libyaml compares
			  each with all others */
};

/* A list or mapping that is still open. */
struct frame {
	struct yaml *node;
	struct yaml *last; /* child */
	size_t count; /* of children */
	bool has_key; /* the next node is a value */
	bool drop; /* that value has no usable key */
	struct str key;
	int key_line, key_column;
};

struct build {
	const struct yaml_input *input;
	struct str text; /* the input's, without a byte order mark */
	struct yaml_limits limits;
	struct arena *arena;
	struct problems *problems;
	struct yaml *root;
	struct frame stack[DEPTH_MOST];
	int depth;
	/* Only for texts whose lines libyaml counts in another way than we. */
	bool recount;
	struct str rest;
	size_t index;
	int line, column;
};

static int small(size_t n)
{
	return n < INT_MAX / 2 ? (int)n : INT_MAX / 2;
}

/* For libyaml U+0085, U+2028 and U+2029 end lines; for an editor they do not.
 */
static bool has_odd_breaks(struct str text)
{
	return str_find_text(text, "\xC2\x85") < text.len ||
		str_find_text(text, "\xE2\x80\xA8") < text.len ||
		str_find_text(text, "\xE2\x80\xA9") < text.len;
}

static void recount_from_start(struct build *b)
{
	b->rest = b->text;
	b->index = 0;
	b->line = b->input->line;
	b->column = 1;
}

static void recount_step(struct build *b)
{
	uint32_t code = utf8_next(&b->rest);

	b->index++;
	b->column++;
	if (code == '\n') {
		b->line++;
		b->column = 1;
	}
}

/* Where a mark of libyaml is in the file. */
static void place(
	struct build *b, const yaml_mark_t *mark, int *line, int *column)
{
	if (!b->recount) {
		*line = b->input->line + small(mark->line);
		*column = 1 + small(mark->column);
		return;
	}
	if (mark->index < b->index) {
		recount_from_start(b);
	}
	while (b->index < mark->index && b->rest.len > 0) {
		recount_step(b);
	}
	*line = b->line;
	*column = b->column;
}

/* The reader knows only the byte at which it stopped. */
static void place_byte(struct build *b, size_t offset, int *line, int *column)
{
	recount_from_start(b);
	while (b->rest.len > 0 && b->text.len - b->rest.len < offset) {
		recount_step(b);
	}
	*line = b->line;
	*column = b->column;
}

static void report(struct build *b, const yaml_mark_t *mark, const char *rule,
	const char *text)
{
	struct problem at = {.severity = SEVERITY_ERROR, .rule = rule};

	place(b, mark, &at.line, &at.column);
	problem_add(b->problems, b->arena, &at, "%s", text);
}

/* What is noticed only further down, though it began earlier. */
static bool began_before(const char *context, const char *text)
{
	return strstr(context, "directive") ||
		strstr(text, "could not find expected ':'") ||
		strstr(text, "unexpected end of stream") ||
		strstr(text, "alphabetic or numeric") ||
		strstr(text, "did not find expected ','");
}

static void report_syntax(struct build *b, const yaml_parser_t *parser)
{
	struct problem at = {.severity = SEVERITY_ERROR, .rule = "yaml"};
	const char *text = parser->problem ? parser->problem : "";

	if (parser->error == YAML_READER_ERROR) {
		place_byte(b, parser->problem_offset, &at.line, &at.column);
	} else if (parser->context && began_before(parser->context, text)) {
		place(b, &parser->context_mark, &at.line, &at.column);
	} else {
		place(b, &parser->problem_mark, &at.line, &at.column);
	}
	problem_add(b->problems, b->arena, &at, "%s", yaml_explain(text));
}

static struct frame *top(struct build *b)
{
	return b->depth > 0 ? &b->stack[b->depth - 1] : NULL;
}

/* Hang a value into what is open. */
static void attach(struct build *b, struct yaml *node)
{
	struct frame *open = top(b);

	if (!open) {
		b->root = node;
		return;
	}
	if (open->node->type == YAML_MAP) {
		open->has_key = false;
		if (open->drop) {
			open->drop = false;
			return;
		}
		node->key = open->key;
		node->key_line = open->key_line;
		node->key_column = open->key_column;
	}
	if (open->last) {
		open->last->next = node;
	} else {
		open->node->first = node;
	}
	open->last = node;
	open->count++;
}

static bool is_key(struct build *b)
{
	struct frame *open = top(b);

	return open && open->node->type == YAML_MAP && !open->has_key;
}

/* A scalar of the event, kept; NUL, which only "\0" can give, is repaired. */
static struct str keep(struct build *b, const yaml_event_t *event)
{
	struct buf repaired = {0};
	struct str text = STR("");

	if (event->type != YAML_SCALAR_EVENT) {
		return text;
	}
	text.data = (const char *)event->data.scalar.value;
	text.len = event->data.scalar.length;
	if (str_find(text, '\0') == text.len) {
		return arena_str(b->arena, text);
	}
	utf8_repair(&repaired, text);
	text = arena_str(b->arena, buf_slice(&repaired));
	buf_clear(&repaired);
	return text;
}

/* Anchors and tags are said to be unwanted, and otherwise not there. */
static void report_extras(struct build *b, const yaml_event_t *event,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor) {
		report(b, &event->start_mark, "yaml-anchor",
			_("Anchors (&) and aliases (*) are not followed. Put "
			  "the value in quotes, or write it out."));
	}
	if (tag) {
		report(b, &event->start_mark, "yaml-tag",
			_("Tags (!) are not read. Put the value in quotes if "
			  "it begins with an exclamation mark."));
	}
}

static void take_scalar(struct build *b, const yaml_event_t *event)
{
	struct frame *open = top(b);
	struct yaml *node;

	if (is_key(b)) {
		open->has_key = true;
		open->key = keep(b, event);
		place(b, &event->start_mark, &open->key_line,
			&open->key_column);
		return;
	}
	node = arena_alloc(b->arena, sizeof(*node));
	node->type = YAML_SCALAR;
	node->text = keep(b, event);
	node->plain = event->type == YAML_ALIAS_EVENT ||
		event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	place(b, &event->start_mark, &node->line, &node->column);
	attach(b, node);
}

/* False when it is nested too deeply. */
static bool take_start(
	struct build *b, const yaml_event_t *event, enum yaml_type type)
{
	struct frame *open = top(b);
	struct yaml *node;

	if (b->depth >= b->limits.depth || b->depth >= DEPTH_MOST) {
		report(b, &event->start_mark, "yaml-depth",
			_("Lists and mappings are nested too deeply here. Put "
			  "a value that begins with [ or { in quotes."));
		return false;
	}
	node = arena_alloc(b->arena, sizeof(*node));
	node->type = type;
	place(b, &event->start_mark, &node->line, &node->column);
	if (is_key(b)) {
		open->has_key = true;
		open->drop = true;
		report(b, &event->start_mark, "yaml-key",
			_("A list or mapping stands where a key belongs. Write "
			  "a word, or put a value that begins with [ or { in "
			  "quotes."));
	} else {
		attach(b, node);
	}
	b->stack[b->depth++] = (struct frame){.node = node};
	return true;
}

static void take_end(struct build *b)
{
	struct frame *open = top(b);

	assert(open);
	if (open->node->type == YAML_MAP) {
		yaml_drop_twins(open->node, open->count, b->arena, b->problems);
	}
	b->depth--;
}

enum step {
	STEP_ON,
	STEP_DONE,
	STEP_FAILED
};

static enum step take_document(
	struct build *b, const yaml_event_t *event, int *documents)
{
	if (++*documents == 1) {
		return STEP_ON;
	}
	report(b, &event->start_mark, "yaml-document",
		_("A second document begins here and is not read. Remove the "
		  "line \"---\" or \"...\" between them."));
	return STEP_DONE;
}

static enum step take(
	struct build *b, const yaml_event_t *event, int *documents)
{
	switch (event->type) {
	case YAML_NO_EVENT:
	case YAML_STREAM_END_EVENT:
		return STEP_DONE;
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return STEP_ON;
	case YAML_DOCUMENT_START_EVENT:
		return take_document(b, event, documents);
	case YAML_ALIAS_EVENT:
		report_extras(b, event, event->data.alias.anchor, NULL);
		take_scalar(b, event);
		return STEP_ON;
	case YAML_SCALAR_EVENT:
		report_extras(b, event, event->data.scalar.anchor,
			event->data.scalar.tag);
		take_scalar(b, event);
		return STEP_ON;
	case YAML_SEQUENCE_START_EVENT:
		report_extras(b, event, event->data.sequence_start.anchor,
			event->data.sequence_start.tag);
		return take_start(b, event, YAML_LIST) ? STEP_ON : STEP_FAILED;
	case YAML_MAPPING_START_EVENT:
		report_extras(b, event, event->data.mapping_start.anchor,
			event->data.mapping_start.tag);
		return take_start(b, event, YAML_MAP) ? STEP_ON : STEP_FAILED;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		take_end(b);
		return STEP_ON;
	}
	return STEP_DONE;
}

static enum step pump(struct build *b, yaml_parser_t *parser)
{
	enum step step = STEP_ON;
	yaml_event_t event;
	int documents = 0;

	for (int events = 1; step == STEP_ON; events++) {
		if (!yaml_parser_parse(parser, &event)) {
			report_syntax(b, parser);
			return STEP_FAILED;
		}
		if (events > b->limits.events) {
			report(b, &event.start_mark, "yaml-size",
				_("There are too many values. Move some of "
				  "them to another file, or to the text."));
			step = STEP_FAILED;
		} else {
			step = take(b, &event, &documents);
		}
		yaml_event_delete(&event);
	}
	return step;
}

static bool is_acceptable(struct build *b)
{
	struct problem at = {
		.line = b->input->line, .severity = SEVERITY_ERROR};
	struct str rest = b->text;
	struct str line;
	int directives = 0;

	if (b->text.len > b->limits.bytes) {
		at.rule = "yaml-size";
		problem_add(b->problems, b->arena, &at,
			_("The values are larger than %zu KiB. Move some of "
			  "them to another file, or to the text."),
			b->limits.bytes / 1024);
		return false;
	}
	while (str_cut(&rest, '\n', &line) && directives <= DIRECTIVES &&
		(line.len == 0 || line.data[0] == '%' || line.data[0] == '#')) {
		directives += line.len > 0 && line.data[0] == '%';
	}
	if (directives > DIRECTIVES) {
		at.rule = "yaml";
		problem_add(b->problems, b->arena, &at, "%s",
			yaml_explain("directive"));
		return false;
	}
	return true;
}

struct yaml *yaml_events(const struct yaml_input *input, struct arena *arena,
	struct problems *problems)
{
	struct build b = {.input = input,
		.text = input->text,
		.limits = input->limits ? *input->limits : yaml_limits_front,
		.arena = arena,
		.problems = problems};
	yaml_parser_t parser;
	enum step step;

	if (str_starts(b.text, "\xEF\xBB\xBF")) {
		b.text = str_sub(b.text, 3, b.text.len);
	}
	if (!is_acceptable(&b)) {
		return NULL;
	}
	b.recount = has_odd_breaks(b.text);
	recount_from_start(&b);
	if (!yaml_parser_initialize(&parser)) {
		struct problem at = {
			.severity = SEVERITY_ERROR, .rule = "yaml"};

		problem_add(problems, arena, &at,
			_("There was not enough memory to read the values. "
			  "Try again."));
		return NULL;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser,
		(const unsigned char *)(b.text.data ? b.text.data : ""),
		b.text.len);
	step = pump(&b, &parser);
	yaml_parser_delete(&parser);
	return step == STEP_DONE ? b.root : NULL;
}

struct yaml *yaml_parse(const struct yaml_input *input, struct arena *arena,
	struct problems *problems)
{
	const struct yaml_limits *limits =
		input->limits ? input->limits : &yaml_limits_front;
	struct yaml *root = input->text.len <= limits->bytes
		? yaml_plain(input, arena)
		: NULL;

	return root ? root : yaml_events(input, arena, problems);
}
