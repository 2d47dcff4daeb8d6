#ifndef FYR_CONTENT_YAML_PRIVATE_H
#define FYR_CONTENT_YAML_PRIVATE_H

/*
 * Shared by yaml.c (libyaml), yaml_plain.c (what needs no libyaml) and
 * yaml_salvage.c (the line scanner).
 */

#include <stddef.h>

#include "content/yaml.h"

/*
 * The same tree as libyaml's, at a fifth of the time, when the text is a
 * mapping of plain or simply quoted values on one line each, of lists and
 * mappings of such, and nothing else, within the limits; NULL otherwise, and
 * when anything in it would be a problem.
 */
struct yaml *yaml_plain(const struct yaml_input *input, struct arena *arena);

/* yaml_parse by libyaml alone. */
struct yaml *yaml_events(const struct yaml_input *input, struct arena *arena,
	struct problems *problems);

/*
 * Take entries whose key occurred before out of a map with `count` children.
 * Each is a warning when `problems` is not NULL.
 */
void yaml_drop_twins(struct yaml *map, size_t count, struct arena *arena,
	struct problems *problems);

/* What libyaml says, in plain words with a remedy, for the user. */
const char *yaml_explain(const char *libyaml_text);

#endif
