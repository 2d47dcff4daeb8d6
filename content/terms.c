/* Reading a term list: see content/terms.h. */

#include "content/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/yaml.h"

enum {
	SHOWN = 40 /* cells of a term in a problem */
};

struct reading {
	struct terms *terms;
	struct str found[TERMS_IN_GROUP]; /* of the group at hand */
	size_t count;
	bool full; /* told that there are too many groups */
};

static void warn(struct reading *r, const struct yaml *node, const char *rule,
	const char *text)
{
	struct problem at = {.line = node->line,
		.column = node->column,
		.severity = SEVERITY_WARNING,
		.rule = rule};

	problem_add(&r->terms->problems, &r->terms->arena, &at, "%s", _(text));
}

bool terms_same(struct str a, struct str b)
{
	struct buf x = {0}, y = {0};
	bool same;

	utf8_lower_text(&x, a);
	utf8_lower_text(&y, b);
	same = str_eq(buf_slice(&x), buf_slice(&y));
	buf_clear(&x);
	buf_clear(&y);
	return same;
}

static bool has_word(struct str text)
{
	while (text.len > 0) {
		uint32_t code = utf8_next(&text);

		if (utf8_is_letter(code) || utf8_is_digit(code))
			return true;
	}
	return false;
}

static void take_term(
	struct reading *r, const struct yaml *node, struct str term)
{
	size_t i;

	term = str_trim(term);
	if (!has_word(term)) {
		warn(r, node, "bad-term",
			N_("A term without any letter or digit is not read. "
			   "Write a word here, or delete it."));
		return;
	}
	if (term.len > TERMS_BYTES) {
		warn(r, node, "bad-term",
			N_("A term of more than 200 bytes is not read. Write "
			   "the words that people search for."));
		return;
	}
	for (i = 0; i < r->count; i++) {
		if (str_eq_nocase(r->found[i], term))
			return;
	}
	if (r->count == TERMS_IN_GROUP) {
		warn(r, node, "long-group",
			N_("A group has at most 64 terms; the others are not "
			   "read. Make two groups of it."));
		return;
	}
	r->found[r->count++] = term;
}

/* "a = b = c", in one-way groups also "a > b". */
static void take_text(
	struct reading *r, const struct yaml *node, bool whole, bool oneway)
{
	struct str rest = node->text;
	struct str part;

	if (whole) {
		take_term(r, node, rest);
		return;
	}
	if (oneway) {
		size_t at = str_find(rest, '>');
		struct str left = str_sub(rest, 0, at);

		if (at < rest.len && str_find(left, '=') == left.len) {
			if (str_ends(left, "-") || str_ends(left, "="))
				left.len--;
			take_term(r, node, left);
			rest = str_sub(rest, at + 1, rest.len);
		}
	}
	while (str_cut(&rest, '=', &part))
		take_term(r, node, part);
}

/* The terms of a text or of a list of texts. */
static void take_all(struct reading *r, const struct yaml *node, bool oneway)
{
	const struct yaml *item;

	if (!node)
		return;
	if (node->type == YAML_SCALAR) {
		take_text(r, node, false, oneway);
		return;
	}
	for (item = node->first; item; item = item->next) {
		if (item->type == YAML_SCALAR)
			take_text(r, item, true, oneway);
		else
			warn(r, item, "bad-term",
				N_("A term is one text. Put it in quotes if "
				   "it holds a colon, a bracket or a brace."));
	}
}

/* What was taken becomes a group. */
static void give_group(struct reading *r, const struct yaml *node, size_t from)
{
	struct terms *terms = r->terms;
	struct term_group *group;
	size_t i;

	if (r->count < 2 || (from && r->count == from)) {
		warn(r, node, "small-group",
			N_("A group needs two terms to mean anything. Write "
			   "[one, two] or \"one = two\"."));
		return;
	}
	if (terms->count == TERMS_GROUPS) {
		if (!r->full)
			warn(r, node, "long-list",
				N_("The list has at most 20,000 groups; the "
				   "others are not read."));
		r->full = true;
		return;
	}
	terms->groups = mem_grow(terms->groups, &terms->cap, terms->count + 1,
		sizeof(*terms->groups));
	group = &terms->groups[terms->count++];
	group->terms =
		arena_alloc(&terms->arena, r->count * sizeof(*group->terms));
	for (i = 0; i < r->count; i++)
		group->terms[i] = r->found[i];
	group->count = r->count;
	group->from = from;
	group->line = node->line;
	group->node = node;
}

static void warn_keys(struct reading *r, const struct yaml *map,
	const char *const *known, const char *text)
{
	const struct yaml *item;
	size_t i;

	for (item = map->first; item; item = item->next) {
		for (i = 0; known[i] && !str_is(item->key, known[i]); i++)
			;
		if (!known[i])
			warn(r, item, "unknown-key", text);
	}
}

/* {from: a, to: [b, c]}, or {a: [b, c]}. */
static void take_map(struct reading *r, const struct yaml *map, bool oneway)
{
	static const char *const known[] = {"from", "to", NULL};
	const struct yaml *from = yaml_get(map, "from");
	const struct yaml *to = yaml_get(map, "to");
	size_t count;

	if (from || to || !map->first || map->first->next) {
		warn_keys(r, map, known,
			N_("A one-way group has only from: and to:. Write "
			   "{from: word, to: [words, that it finds]}."));
		take_all(r, from, false);
		count = r->count;
		take_all(r, to, false);
		if (!count)
			r->count = 0;
		give_group(r, map, count);
		return;
	}
	take_term(r, map, map->first->key);
	count = r->count;
	take_all(r, map->first, false);
	give_group(r, map, oneway ? count : 0);
}

static void read_group(struct reading *r, const struct yaml *node, bool oneway)
{
	r->count = 0;
	if (node->type == YAML_MAP) {
		take_map(r, node, oneway);
		return;
	}
	take_all(r, node, oneway);
	give_group(r, node, oneway ? 1 : 0);
}

static void read_list(struct reading *r, const struct yaml *list, bool oneway)
{
	const struct yaml *item;

	if (!list || (list->type == YAML_SCALAR && !list->text.len))
		return;
	if (list->type == YAML_SCALAR) {
		read_group(r, list, oneway);
		return;
	}
	for (item = list->first; item; item = item->next) {
		if (list->type == YAML_LIST) {
			read_group(r, item, oneway);
			continue;
		}
		r->count = 0;
		take_term(r, item, item->key);
		take_all(r, item, false);
		give_group(r, item, oneway ? 1 : 0);
	}
}

static void read_root(struct reading *r, const struct yaml *root)
{
	static const char *const known[] = {"groups", "oneway", "fyr", NULL};

	if (root->type == YAML_MAP) {
		warn_keys(r, root, known,
			N_("A term list has the keys groups: and oneway:; "
			   "what stands here is not read."));
		read_list(r, yaml_get(root, "groups"), false);
		read_list(r, yaml_get(root, "oneway"), true);
	} else {
		read_list(r, root, false);
	}
}

void terms_parse(struct terms *terms, struct str text)
{
	struct yaml_input input = {text, 1, &yaml_limits_file};
	struct reading *r;

	memset(terms, 0, sizeof(*terms));
	terms->root = yaml_parse(&input, &terms->arena, &terms->problems);
	if (terms->root) {
		r = mem_alloc(sizeof(*r));
		r->terms = terms;
		read_root(r, terms->root);
		free(r);
	}
}

void terms_clear(struct terms *terms)
{
	free(terms->groups);
	arena_clear(&terms->arena);
	memset(terms, 0, sizeof(*terms));
}

/* By what begins its lines: no file is parsed twice for this. */
bool terms_is_list(struct str text)
{
	bool first = true;
	bool list = false;
	struct str line;

	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.len);
	while (str_cut(&text, '\n', &line)) {
		struct str bare = str_trim(line);

		if (!bare.len || bare.data[0] == '#' || str_is(bare, "---"))
			continue;
		if (str_starts(line, "kinds:") ||
			str_starts(line, "vocabularies:"))
			return false;
		if (str_starts(line, "groups:") || str_starts(line, "oneway:"))
			return true;
		list = list || (first && str_starts(bare, "- "));
		first = false;
	}
	return list;
}
