/* The tree of content/yaml.h once it is built: look up, doubles, wording. */

#include "content/yaml.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/yaml_private.h"

const struct yaml_limits yaml_limits_front = {128 * 1024, 16, 10000};
const struct yaml_limits yaml_limits_file = {1024 * 1024, 16, 200000};

enum {
	FEW = 12, /* children compared pair by pair */
	KEY_CELLS = 40, /* of a key shown in a problem */
	TWIN = -1 /* key_line of an entry to be taken out */
};

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	struct str name = str_from(key);

	if (!map || map->type != YAML_MAP) {
		return NULL;
	}
	for (const struct yaml *at = map->first; at; at = at->next) {
		if (str_eq(at->key, name)) {
			return at;
		}
	}
	return NULL;
}

struct str yaml_text(const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	return node && node->type == YAML_SCALAR ? node->text : (struct str){0};
}

static bool is_one_of(struct str text, const char *const *words)
{
	for (; *words; words++) {
		if (str_eq_nocase(text, str_from(*words))) {
			return true;
		}
	}
	return false;
}

bool yaml_bool(const struct yaml *map, const char *key, bool otherwise)
{
	static const char *const yes[] = {"yes", "true", "on", "1", NULL};
	static const char *const no[] = {"no", "false", "off", "0", NULL};
	struct str text = yaml_text(map, key);

	if (is_one_of(text, yes)) {
		return true;
	}
	return is_one_of(text, no) ? false : otherwise;
}

static void twin(
	struct yaml *node, struct arena *arena, struct problems *problems)
{
	struct problem at = {.line = node->key_line,
		.column = node->key_column,
		.severity = SEVERITY_WARNING,
		.rule = "duplicate-key"};
	struct str key = utf8_fit(node->key, KEY_CELLS);

	if (problems) {
		problem_add(problems, arena, &at,
			_("The key \"%.*s\" stands here a second time and is "
			  "not read. Keep one of them."),
			STR_ARG(key));
	}
	node->key_line = TWIN;
}

static int by_key(const void *a, const void *b)
{
	const struct yaml *x = *(const struct yaml *const *)a;
	const struct yaml *y = *(const struct yaml *const *)b;
	int order = str_cmp(x->key, y->key);

	if (order == 0) {
		order = (x->key_line > y->key_line) -
			(x->key_line < y->key_line);
	}
	if (order == 0) {
		order = (x->key_column > y->key_column) -
			(x->key_column < y->key_column);
	}
	return order;
}

static size_t mark_few(
	struct yaml *map, struct arena *arena, struct problems *problems)
{
	size_t found = 0;

	for (struct yaml *at = map->first; at; at = at->next) {
		struct yaml *before = map->first;

		while (before != at && !str_eq(before->key, at->key)) {
			before = before->next;
		}
		if (before != at) {
			twin(at, arena, problems);
			found++;
		}
	}
	return found;
}

/* Sorted, so that a mapping of thousands of keys is no quadratic trap. */
static size_t mark_many(struct yaml *map, size_t count, struct arena *arena,
	struct problems *problems)
{
	struct yaml **all = mem_array(count, sizeof(*all));
	size_t found = 0;
	size_t used = 0;

	for (struct yaml *at = map->first; at && used < count; at = at->next) {
		all[used++] = at;
	}
	qsort(all, used, sizeof(*all), by_key);
	for (size_t i = 1; i < used; i++) {
		if (str_eq(all[i]->key, all[i - 1]->key)) {
			twin(all[i], arena, problems);
			found++;
		}
	}
	free(all);
	return found;
}

void yaml_drop_twins(struct yaml *map, size_t count, struct arena *arena,
	struct problems *problems)
{
	struct yaml **link = &map->first;
	size_t found = count <= FEW ? mark_few(map, arena, problems)
				    : mark_many(map, count, arena, problems);

	while (found > 0 && *link) {
		if ((*link)->key_line == TWIN) {
			*link = (*link)->next;
			found--;
		} else {
			link = &(*link)->next;
		}
	}
}

struct wording {
	const char *part; /* of libyaml's text */
	const char *text;
};

static const struct wording wordings[] = {
	{"control characters",
		N_("A character that cannot be seen stands here. Delete it.")},
	{"UTF-8", N_("These bytes are not UTF-8. Save the file as UTF-8.")},
	{"could not find expected ':'",
		N_("This line has no \"key: value\". If it continues the line "
		   "above, begin it with two blanks.")},
	{"mapping values are not allowed",
		N_("A colon stands where none can be. Put the value in quotes "
		   "if it holds a colon, or align the line with the one "
		   "above.")},
	{"mapping keys are not allowed",
		N_("A question mark begins this value. Put the value in "
		   "quotes.")},
	{"block sequence entries are not allowed",
		N_("A list item cannot begin here. Put each \"- item\" on a "
		   "line of its own below the key.")},
	{"cannot start any token",
		N_("A value cannot begin with this character. Put the value "
		   "in quotes; indent with blanks, not with a tab.")},
	{"tab character",
		N_("A tab stands in the indentation. Use blanks instead.")},
	{"unexpected end of stream",
		N_("The quote that begins here is never closed. Add the "
		   "closing quote.")},
	{"unexpected document indicator",
		N_("The quote that begins before this line is never closed. "
		   "Add the closing quote.")},
	{"escape",
		N_("In double quotes a backslash begins an escape. Write "
		   "two backslashes, or use single quotes.")},
	{"hexdecimal",
		N_("In double quotes a backslash begins an escape. Write two "
		   "backslashes, or use single quotes.")},
	{"alphabetic or numeric character",
		N_("A value that begins with * or & is no text in YAML. Put "
		   "it in quotes.")},
	{"expected alphabetic",
		N_("A line that begins with a percent sign is no text in YAML. "
		   "Put the "
		   "value in quotes.")},
	{"tag",
		N_("A value that begins with ! is no text in YAML. Put it in "
		   "quotes.")},
	{"did not find expected '!'",
		N_("A value that begins with ! is no text in YAML. Put it in "
		   "quotes.")},
	{"indentation indicator",
		N_("After | or > only the text below counts. Begin the text "
		   "on the next line.")},
	{"expected comment or line break",
		N_("After | or > only the text below counts. Begin the text "
		   "on the next line.")},
	{"',' or ']'",
		N_("The list that begins with [ is never closed, or a "
		   "comma is missing. Write [one, two].")},
	{"',' or '}'",
		N_("The mapping that begins with { is never closed, or "
		   "a comma is missing. Write {key: value, key: "
		   "value}.")},
	{"expected '-' indicator",
		N_("This line is neither a \"- item\" nor a key. Align it "
		   "with the lines above.")},
	{"did not find expected key",
		N_("This does not continue the lines above. Align the keys "
		   "below one another, and put a value that holds quotes in "
		   "quotes as a whole.")},
	{"node content", N_("A value is missing here. Write one, or \"\".")},
	{"<document start>",
		N_("More text follows after the end of the values. Indent it, "
		   "or write it as \"key: value\".")},
	{"directive",
		N_("A line that begins with a percent sign is no text in YAML. "
		   "Put "
		   "the value in quotes.")},
};

const char *yaml_explain(const char *libyaml_text)
{
	size_t count = sizeof(wordings) / sizeof(wordings[0]);

	for (size_t i = 0; libyaml_text && i < count; i++) {
		if (strstr(libyaml_text, wordings[i].part)) {
			return _(wordings[i].text);
		}
	}
	return _("This is not YAML. Put the value in quotes, or write the line "
		 "as \"key: value\".");
}
