/* Any bytes as fyr.yaml, and as front matter judged by it. */

#include <stddef.h>
#include <stdint.h>

#include "content/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct schema schema = {0};
	struct values values = {0};
	struct doc doc = {0};

	schema_parse(&schema, text);
	doc_parse(&doc, text);
	schema_values(schema_kind_of(&schema, STR("guides/x.md"), &doc), &doc,
		true, &values);
	doc_clear(&doc);
	schema_clear(&schema);
	return 0;
}
