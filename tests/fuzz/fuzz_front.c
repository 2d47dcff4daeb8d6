/*
 * Any bytes are a note that is changed: a key that was set reads as it was set
 * and the text behind the front matter is what it was; a repair leaves nothing
 * to repair; links are led elsewhere one by one. Any bytes are a template, too.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "content/check.h"
#include "content/front.h"
#include "content/relink.h"
#include "content/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_field(struct str file, const char *key, struct str value)
{
	struct doc doc = {0};

	doc_parse_front(&doc, file);
	assert(!doc.front_broken);
	assert(str_eq(doc_field(&doc, key), value));
	doc_clear(&doc);
}

static void check_set(struct str text, struct str value)
{
	const struct str body = str_sub(text, front_end(text), text.len);
	struct buf file = {0}, once = {0};

	buf_str(&file, text);
	if (front_set(&file, STR("owner"), value)) {
		check_field(buf_slice(&file), "owner", value);
		assert(str_eq(str_sub(buf_slice(&file), file.len - body.len,
				      file.len),
			body));
		buf_str(&once, buf_slice(&file));
		assert(front_set(&file, STR("owner"), value));
		assert(str_eq(buf_slice(&file), buf_slice(&once)));
		assert(front_remove(&file, STR("owner")));
		check_field(buf_slice(&file), "owner", (struct str){0});
	} else {
		assert(str_eq(buf_slice(&file), text));
	}
	buf_clear(&once);
	buf_clear(&file);
}

static void check_add(struct str text)
{
	struct buf file = {0}, once = {0};

	buf_str(&file, text);
	if (front_add(&file, STR("tags"), STR("a: b"))) {
		buf_str(&once, buf_slice(&file));
		assert(front_add(&file, STR("tags"), STR("a: b")));
		assert(str_eq(buf_slice(&file), buf_slice(&once)));
	} else {
		assert(str_eq(buf_slice(&file), text));
	}
	buf_clear(&once);
	buf_clear(&file);
}

static void check_repairs(const struct schema *schema, struct str text)
{
	struct arena arena = {0};
	struct check_repairing how = {schema, STR("notes/x.md"), &arena};
	struct check_repairs repairs = {0};
	struct buf once = {0}, twice = {0};

	if (check_repair(&how, text, &once, &repairs)) {
		assert(repairs.count);
		check_repair(&how, buf_slice(&once), &twice, &repairs);
	}
	buf_clear(&once);
	buf_clear(&twice);
	arena_clear(&arena);
}

static bool elsewhere(const struct link *link, struct buf *out, void *arg)
{
	(void)arg;
	if (link->external || !link->target.len || link->target.len > 2)
		return false;
	buf_put(out, "elsewhere");
	return true;
}

static void check_relink(struct str text)
{
	const struct relink how = {elsewhere, NULL};
	struct relinked result = {0};
	struct buf file = {0};

	buf_str(&file, text);
	relink(&file, &how, &result);
	assert(result.changed || str_eq(buf_slice(&file), text));
	buf_clear(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str text = {(const char *)data, size};
	struct template template = {.text = text, .title = STR("A: b")};
	struct schema schema;
	struct buf made = {0};

	schema_init_built_in(&schema);
	check_set(text, STR("Åsa: # \"x\""));
	check_set(text, STR("plain"));
	check_add(text);
	check_repairs(&schema, text);
	if (size < 2000)
		check_relink(text);
	template.schema = &schema;
	template.kind = &schema.kinds[0];
	template.help = size % 2;
	template_make(&made, &template);
	template_strip(&made);
	buf_clear(&made);
	schema_clear(&schema);
	return 0;
}
