/* A term list of any bytes: read, added to, and removed from. */
#include <stdint.h>
#include <stdlib.h>

#include "content/terms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was added is there, and changes no more. */
static void add(struct str text)
{
	const struct str words[] = {STR("a"), STR("x: y")};
	struct terms_change change = {words, 2, text.len % 3 == 0};
	struct buf once = {0}, twice = {0};

	if (terms_add(text, &change, &once, NULL)) {
		if (!terms_add(buf_slice(&once), &change, &twice, NULL) ||
			!str_eq(buf_slice(&once), buf_slice(&twice)))
			abort();
	}
	buf_clear(&once);
	buf_clear(&twice);
}

/* What was removed is not there. */
static void cut(struct str text, const struct terms *terms)
{
	struct terms_change change = {terms->groups[0].terms, 1, false};
	struct buf once = {0}, twice = {0};

	if (terms->groups[0].count && terms->count < 100 &&
		terms_remove(text, &change, &once, NULL) &&
		terms_remove(buf_slice(&once), &change, &twice, NULL))
		abort();
	buf_clear(&once);
	buf_clear(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct terms terms;

	terms_parse(&terms, text);
	terms_is_list(text);
	add(text);
	if (terms.count)
		cut(text, &terms);
	terms_clear(&terms);
	return 0;
}
