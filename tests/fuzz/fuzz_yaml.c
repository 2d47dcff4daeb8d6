/* Front matter of any bytes: what is read without libyaml is as it reads it. */
#include <stdint.h>
#include <stdlib.h>

#include "content/yaml_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(const struct yaml *a, const struct yaml *b)
{
	for (; a && b; a = a->next, b = b->next) {
		if (a->type != b->type || a->plain != b->plain ||
			a->line != b->line || a->column != b->column ||
			a->key_line != b->key_line ||
			a->key_column != b->key_column ||
			!str_eq(a->key, b->key) || !str_eq(a->text, b->text))
			abort();
		compare(a->first, b->first);
	}
	if (a || b)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct yaml_input input = {
		{(const char *)data, size}, 2, &yaml_limits_front};
	struct arena arena = {0};
	struct problems problems = {0};
	const struct yaml *plain = yaml_plain(&input, &arena);

	if (plain) {
		compare(plain, yaml_events(&input, &arena, &problems));
		if (problems.count)
			abort();
	}
	arena_clear(&arena);
	return 0;
}
