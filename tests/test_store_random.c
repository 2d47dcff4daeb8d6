/* Properties: any series of edits ends as a rebuild; any string is a query. */
#include "tests/test_store.h"

/* Repeatable on every machine. */
static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static size_t pick(uint32_t *seed, size_t count)
{
	return next(seed) % count;
}

enum {
	PATHS = 24,
	ROUNDS = 60,
	CHANGES = 12
};

static const char *const words[] = {"lag", "lagen", "förordning", "patient",
	"patientdata", "2008:355", "AI", "modell", "Åland", "guide", "risk",
	"risken", "upphandling", "journal", "x"};

/* Everything a note of the model holds, by number: paths are n0.md, … */
struct model_note {
	uint32_t seed;
	bool there;
};

static void add_words(struct buf *out, uint32_t *seed, size_t count)
{
	while (count-- > 0) {
		buf_put(out, words[pick(seed, sizeof(words) / sizeof(*words))]);
		buf_byte(out, count % 5 == 0 ? '\n' : ' ');
	}
}

static void fill_links(struct store_link *links, size_t count, uint32_t *seed,
	struct arena *arena)
{
	char name[24];
	size_t i;

	for (i = 0; i < count; i++) {
		memset(&links[i], 0, sizeof(links[i]));
		snprintf(name, sizeof(name), "n%zu%s", pick(seed, PATHS + 4),
			i % 2 ? "" : ".md");
		if (i % 2)
			links[i].id = arena_str(arena, str_from(name));
		else
			links[i].path = arena_str(arena, str_from(name));
	}
}

/* The note a number and a seed stand for, put into the store. */
static void put_model(
	struct hub *h, struct store *store, size_t number, uint32_t seed)
{
	static const char *const states[] = {
		"published", "draft", "archived", ""};
	struct arena arena = {0};
	struct buf text = {0};
	struct buf title = {0};
	struct store_link links[4];
	struct str tag = STR("tag");
	static const char *const keys[] = {
		"stage", "area", "topic", "parts.no"};
	struct store_field fields[3] = {0};
	struct store_note note;
	char path[24];
	char alias[24];
	size_t i;

	snprintf(path, sizeof(path), "n%zu.md", number);
	snprintf(alias, sizeof(alias), "n%zu\nother", pick(&seed, PATHS));
	add_words(&title, &seed, 1 + pick(&seed, 4));
	add_words(&text, &seed, pick(&seed, 60));
	note = note_of(path, buf_text(&title), buf_text(&text));
	note.status = str_from(states[pick(&seed, 4)]);
	note.alias = pick(&seed, 2) ? str_from(alias) : (struct str){0};
	note.translation_of = pick(&seed, 4) ? (struct str){0} : STR("n1");
	note.link_count = pick(&seed, 4);
	fill_links(links, note.link_count, &seed, &arena);
	note.links = links;
	note.tags = &tag;
	note.tag_count = pick(&seed, 2);
	note.field_count = pick(&seed, 4);
	for (i = 0; i < note.field_count; i++) {
		fields[i].key = str_from(keys[pick(&seed, 4)]);
		fields[i].value = str_from(states[pick(&seed, 4)]);
	}
	note.fields = fields;
	note.modified = seed % 10000;
	must(h, store_put(store, &note, &h->err));
	buf_clear(&text);
	buf_clear(&title);
	arena_clear(&arena);
}

static void random_edits(
	struct hub *h, struct model_note *model, uint32_t *seed)
{
	size_t count = 1 + pick(seed, CHANGES);

	must(h, store_begin(h->store, &h->err));
	while (count-- > 0) {
		size_t number = pick(seed, PATHS);
		char path[24];

		if (pick(seed, 4) == 0) {
			snprintf(path, sizeof(path), "n%zu.md", number);
			must(h,
				store_remove(
					h->store, str_from(path), &h->err));
			model[number].there = false;
		} else {
			model[number].there = true;
			model[number].seed = next(seed);
			put_model(h, h->store, number, model[number].seed);
		}
	}
	must(h, store_commit(h->store, &h->err));
}

static char *rebuilt_digest(struct hub *h, const struct model_note *model)
{
	struct hub *other = hub_folder();
	char *digest;
	size_t i;

	must(h, store_create(other->path, &other->store, &h->err));
	for (i = PATHS; i-- > 0;) {
		if (model[i].there)
			put_model(h, other->store, i, model[i].seed);
	}
	must(h, store_finish(other->store, &h->err));
	digest = digest_of(other);
	hub_free(other);
	return digest;
}

static void edits_end_as_a_rebuild(void **state)
{
	struct model_note model[PATHS] = {0};
	struct hub *h = hub_new();
	uint32_t seed = 4711;
	int round;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		char *mine, *fresh;

		random_edits(h, model, &seed);
		if (round % 7 == 3)
			store_idle(h->store, 1);
		if (round % 5)
			continue;
		mine = digest_of(h);
		fresh = rebuilt_digest(h, model);
		if (strcmp(mine, fresh) != 0)
			fail_msg("round %d: %s, not %s", round, mine, fresh);
		free(mine);
		free(fresh);
	}
	hub_free(h);
}

static void history_is_the_same_in_any_order_of_reading(void **state)
{
	static const int64_t orders[2][3] = {{100, 300, 200}, {100, 200, 300}};
	char *digests[2];
	int i, n;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct hub *h = hub_new();
		struct store_change change = {0};

		change.path = STR("a.md");
		change.op = 'M';
		must(h, store_begin(h->store, &h->err));
		for (n = 0; n < 3; n++) {
			char commit[16];

			snprintf(commit, sizeof(commit), "c%d",
				(int)orders[i][n]);
			change.commit = str_from(commit);
			change.author = str_from(commit);
			change.time = orders[i][n];
			must(h, store_put_change(h->store, &change, &h->err));
		}
		must(h, store_commit(h->store, &h->err));
		put_text(h, "a.md", "A", "");
		digests[i] = digest_of(h);
		hub_free(h);
	}
	assert_string_equal(digests[0], digests[1]);
	free(digests[0]);
	free(digests[1]);
}

/* --- queries --- */

static void random_query(struct buf *out, uint32_t *seed)
{
	static const char *const parts[] = {"\"", "(", ")", "-", "*", "=", ":",
		" ", " ", " ", "OR ", "AND ", "NOT ", "|", "kind:", "due:<",
		"title:", "tag:\"", "sort:", "stage:", "..", ",", "lag",
		"patientdata", "PDL", "2008:355", "2022-913", "å", "\xC3",
		"\xFF", "\xF0\x9F\x98\x80", "risk*", "NEAR(", "^", "{", "}",
		"'", ";", "%", "_", "\\", "\n", "\t", "is:draft",
		"has:", "links:n1", "created:>2020", "upphnadling", "-path:n",
		"AI OR", "\xE2\x80\xAE", "32016R0679"};
	size_t count = 1 + pick(seed, 14);

	while (count-- > 0)
		buf_put(out, parts[pick(seed, sizeof(parts) / sizeof(*parts))]);
	if (pick(seed, 9) == 0)
		buf_byte(out, '\0');
}

static void any_string_is_a_query(void **state)
{
	struct hub *h = hub_new();
	uint32_t seed = 17;
	struct buf query = {0};
	int i;

	(void)state;
	must(h, store_begin(h->store, &h->err));
	for (i = 0; i < PATHS; i++)
		put_model(h, h->store, (size_t)i, next(&seed));
	must(h, store_commit(h->store, &h->err));
	for (i = 0; i < 20000; i++) {
		struct store_request request = {0};
		struct store_results results;

		buf_cut(&query, 0);
		random_query(&query, &seed);
		request.query = buf_slice(&query);
		request.typing = i % 2;
		request.all = i % 3 == 0;
		request.limit = 5;
		request.today = (struct date){2026, 11, 23};
		if (i % 5 == 0)
			request.kind = STR("note");
		if (!store_search(h->store, &request, &results, &h->err))
			fail_msg("%s: %s", buf_text(&query), h->err.text);
		assert_true(results.count <= 5);
		store_results_clear(&results);
	}
	buf_clear(&query);
	hub_free(h);
}

static void marks_lie_within_their_text(void **state)
{
	struct hub *h = hub_new();
	uint32_t seed = 99;
	struct buf query = {0};
	int i, n;
	size_t k;

	(void)state;
	must(h, store_begin(h->store, &h->err));
	for (i = 0; i < PATHS; i++)
		put_model(h, h->store, (size_t)i, next(&seed));
	must(h, store_commit(h->store, &h->err));
	for (i = 0; i < 300; i++) {
		struct store_results r;

		buf_cut(&query, 0);
		add_words(&query, &seed, 3);
		r = search(h, buf_text(&query));
		for (k = 0; k < r.count; k++) {
			const struct store_hit *hit = &r.items[k];
			size_t end = 0;

			for (n = 0; n < hit->snippet_mark_count; n++) {
				assert_true(hit->snippet_marks[n].from >= end);
				end = hit->snippet_marks[n].to;
				assert_true(end <= hit->snippet.len);
			}
			assert_true(hit->snippet.len < 260);
		}
		store_results_clear(&r);
	}
	buf_clear(&query);
	hub_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_end_as_a_rebuild),
		cmocka_unit_test(history_is_the_same_in_any_order_of_reading),
		cmocka_unit_test(any_string_is_a_query),
		cmocka_unit_test(marks_lie_within_their_text)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
