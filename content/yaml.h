#ifndef FYR_CONTENT_YAML_H
#define FYR_CONTENT_YAML_H

/*
 * YAML as a small tree with the place of everything, through libyaml's event
 * interface (never its loader), bounded: at most 128 KiB for front matter
 * (1 MiB for other files), depth 16, 10,000 events (200,000 for other files).
 * Anchors, aliases and tags are problems and are not followed. Scalars are
 * text: types belong to the schema. The same tree serves front matter, fyr.yaml
 * and the user's configuration.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/problem.h"

enum yaml_type {
	YAML_SCALAR,
	YAML_LIST,
	YAML_MAP
};

struct yaml {
	enum yaml_type type;
	bool plain; /* a scalar without quotes */
	int line, column; /* of the value, from 1, in the file */
	int key_line, key_column;
	struct str key; /* in a map: this entry's key */
	struct str text; /* of a scalar: repaired UTF-8, may be empty */
	struct yaml *first; /* children of a list or map, in order */
	struct yaml *next; /* sibling */
};

struct yaml_limits {
	size_t bytes;
	int depth;
	int events;
};

extern const struct yaml_limits yaml_limits_front; /* 128 KiB, 16, 10,000 */
extern const struct yaml_limits yaml_limits_file; /* 1 MiB, 16, 200,000 */

struct yaml_input {
	struct str text;
	int line; /* number of its first line in the file, from 1 */
	const struct yaml_limits *limits;
};

/*
 * Parse one YAML document. Returns its root in `arena`, or NULL when there is
 * none (empty) or it does not parse; then *problems has at least one error
 * with its place. A key that occurs twice is a problem; the first one counts.
 */
struct yaml *yaml_parse(const struct yaml_input *input, struct arena *arena,
	struct problems *problems);

/*
 * What can be saved of a mapping that does not parse: one entry for each line
 * that looks like `key: value` or `key:` followed by `- item` lines, at the
 * left margin; other lines continue the value before them, and [a, b] on one
 * line is a list. Never NULL; perhaps without children. Reads all of the text,
 * and makes at most as many nodes as the limits allow events.
 */
struct yaml *yaml_salvage(const struct yaml_input *input, struct arena *arena);

/* The entry of a map with that key; NULL if absent or `map` is no map. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);

/* Text of the scalar entry `key`; the empty slice otherwise. */
struct str yaml_text(const struct yaml *map, const char *key);

/* yes/true/on/1 in any case; `otherwise` when absent or not a boolean. */
bool yaml_bool(const struct yaml *map, const char *key, bool otherwise);

#endif
