#ifndef FYR_TESTS_YAML_TREE_H
#define FYR_TESTS_YAML_TREE_H

/*
 * YAML texts parsed or salvaged, and their trees as one line of text:
 * {key=value list=[a "quoted"]}. Include cmocka.h first.
 */

#include <string.h>

#include "base/buf.h"
#include "content/problem.h"
#include "content/yaml.h"

struct parsed {
	struct arena arena;
	struct problems problems;
	struct yaml *root;
};

static inline void parse_with(
	struct parsed *p, struct str text, const struct yaml_limits *limits)
{
	struct yaml_input input = {text, 1, limits};

	*p = (struct parsed){0};
	p->root = yaml_parse(&input, &p->arena, &p->problems);
}

static inline void parse(struct parsed *p, const char *text)
{
	parse_with(p, str_from(text), &yaml_limits_front);
}

static inline void clear(struct parsed *p)
{
	arena_clear(&p->arena);
}

static inline void salvage(struct parsed *p, const char *text)
{
	struct yaml_input input = {str_from(text), 1, &yaml_limits_front};

	*p = (struct parsed){0};
	p->root = yaml_salvage(&input, &p->arena);
}

/* The tree as text: key=scalar, [list], {map}; quoted scalars in "". */
static inline void dump(struct buf *out, const struct yaml *node)
{
	const char *gap = "";

	if (!node) {
		buf_put(out, "NULL");
		return;
	}
	if (node->type == YAML_SCALAR) {
		buf_printf(out, node->plain ? "%.*s" : "\"%.*s\"",
			STR_ARG(node->text));
		return;
	}
	buf_put(out, node->type == YAML_LIST ? "[" : "{");
	for (const struct yaml *at = node->first; at; at = at->next) {
		buf_put(out, gap);
		gap = " ";
		if (node->type == YAML_MAP) {
			buf_printf(out, "%.*s=", STR_ARG(at->key));
		}
		dump(out, at);
	}
	buf_put(out, node->type == YAML_LIST ? "]" : "}");
}

static inline void expect_tree(const struct parsed *p, const char *tree)
{
	struct buf out = {0};

	dump(&out, p->root);
	assert_string_equal(buf_text(&out), tree);
	buf_clear(&out);
}

#endif
