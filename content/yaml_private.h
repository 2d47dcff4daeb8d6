#ifndef FYR_CONTENT_YAML_PRIVATE_H
#define FYR_CONTENT_YAML_PRIVATE_H

/* Shared by yaml.c (libyaml) and yaml_salvage.c (the line scanner). */

#include <stddef.h>

#include "content/yaml.h"

/*
 * Take entries whose key occurred before out of a map with `count` children.
 * Each is a warning when `problems` is not NULL.
 */
void yaml_drop_twins(struct yaml *map, size_t count, struct arena *arena,
	struct problems *problems);

/* What libyaml says, in plain words with a remedy, for the user. */
const char *yaml_explain(const char *libyaml_text);

#endif
