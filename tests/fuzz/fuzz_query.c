/*
 * Any bytes are a query: parsed, planned and searched for on a small index,
 * with an answer and never an error; what is marked lies within its text. The
 * first byte says how it is asked.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "store/query.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	NOTES = 12,
	LIMIT = 5
};

static bool put_note(struct store *store, size_t n, struct error *err)
{
	static const char *const titles[] = {"Patientdatalag (2008:355)",
		"Lag om vård och omsorg", "Åland, a\xCC\x8Aland och aland",
		"AI i vården", "GDPR", "Förordning om hår och har"};
	static const char *const bodies[] = {
		"vård och omsorg, e-post 24/7. 2008:355 och 32016R0679",
		"# Del\n\nupphandling av patientdata i journalen", "a e i o u",
		""};
	struct store_field field = {0};
	struct store_link link = {0};
	struct store_section section = {2, 3, STR("Del"), STR("del"), 4};
	struct store_note note = {0};
	const struct str tag = STR("två ord");
	const struct str identifier = STR("sfs:2008:355");
	char path[24];

	snprintf(path, sizeof(path), "n%zu.md", n);
	field.key = STR("due");
	field.value = STR("2026-12-31");
	field.role = STR("deadline");
	field.date = (struct date){2026, 12, 31};
	link.path = STR("n1.md");
	note.path = str_from(path);
	note.id = str_sub(note.path, 0, note.path.len - 3);
	note.title = str_from(titles[n % 6]);
	note.body = str_from(bodies[n % 4]);
	note.head = n % 2 ? STR("Del") : STR("");
	note.kind = n % 3 ? STR("guide") : STR("note");
	note.status = n % 5 ? STR("published") : STR("draft");
	note.lang = n % 2 ? STR("sv") : STR("en");
	note.translation_of = n == 5 ? STR("n4") : STR("");
	note.tags = &tag;
	note.tag_count = n % 2;
	note.identifiers = &identifier;
	note.identifier_count = n % 6 == 0;
	note.fields = &field;
	note.field_count = n % 3 == 0;
	note.links = &link;
	note.link_count = n % 4 == 0;
	note.sections = &section;
	note.section_count = n % 4 == 1;
	return store_put(store, &note, err);
}

static struct store *make_index(void)
{
	const struct str phrases[] = {STR("vård"), STR("omsorg i hemmet")};
	const struct store_group group = {.phrases = phrases, .count = 2};
	struct store *store = NULL;
	struct error err = {0};
	char path[] = "/tmp/fyr-fuzz.XXXXXX";
	struct buf file = {0};
	size_t i;

	if (!mkdtemp(path))
		abort();
	file_join(&file, path, "index.db");
	if (!store_create(buf_text(&file), &store, &err) ||
		!store_begin(store, &err))
		abort();
	for (i = 0; i < NOTES; i++) {
		if (!put_note(store, i, &err))
			abort();
	}
	if (!store_commit(store, &err) || !store_finish(store, &err))
		abort();
	store_close(store);
	if (!store_open(buf_text(&file), true, &store, &err))
		abort();
	store_synonyms(store, &group, 1);
	file_remove_tree(path, NULL); /* open files live on */
	buf_clear(&file);
	return store;
}

static void check_parts(const struct query_node *node, struct str text)
{
	for (; node; node = node->next) {
		assert(node->text.len <= text.len);
		assert(node->value_count <= QUERY_VALUES);
		check_parts(node->first, text);
	}
}

static void check_parse(struct str text)
{
	struct query query;

	query_parse(&query, text, NULL);
	check_parts(query.root.first, text);
	query_clear(&query);
}

static void check_marks(
	const struct store_range *marks, int count, struct str text)
{
	size_t end = 0;
	int i;

	assert(count >= 0 && count <= STORE_RANGES);
	for (i = 0; i < count; i++) {
		assert(marks[i].from >= end && marks[i].from <= marks[i].to);
		end = marks[i].to;
		assert(end <= text.len);
	}
}

static void ask(struct store *store, uint8_t how, struct str text)
{
	static const char *const sorts[] = {
		"", "", "", "title", "due+", "modified-", "x", "linked"};
	struct store_request request = {0};
	struct store_results results = {0};
	struct error err = {0};
	size_t i;

	request.query = text;
	request.typing = how & 1;
	request.all = how & 2;
	request.kind = how & 4 ? STR("guide") : STR("");
	request.prefer = how & 8 ? STR("sv") : STR("");
	request.lang = how & 16 ? STR("en") : STR("");
	request.sort = str_from(sorts[how >> 5]);
	request.limit = LIMIT;
	request.today = (struct date){2026, 11, 23};
	if (!store_search(store, &request, &results, &err)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	assert(results.count <= LIMIT && results.count <= results.total);
	assert(results.total <= NOTES);
	for (i = 0; i < results.count; i++) {
		const struct store_hit *hit = &results.items[i];

		assert(utf8_valid(hit->snippet));
		check_marks(
			hit->title_marks, hit->title_mark_count, hit->title);
		check_marks(hit->snippet_marks, hit->snippet_mark_count,
			hit->snippet);
	}
	assert(utf8_valid(results.understood) || !utf8_valid(text));
	store_results_clear(&results);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct store *store;
	struct str text;

	if (!store)
		store = make_index();
	if (!size)
		return 0;
	text = (struct str){(const char *)data + 1, size - 1};
	check_parse(text);
	ask(store, data[0], text);
	return 0;
}
