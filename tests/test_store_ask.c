/* What surrounds a search: explanation, completion, facets, related notes. */
#include "store/complete.h"
#include "store/explain.h"
#include "store/facets.h"
#include "store/related.h"
#include "tests/test_store.h"

struct entry {
	const char *path, *title, *kind, *stage, *tag, *price;
};

static void put_entry(struct hub *h, const struct entry *entry)
{
	struct store_note note = note_of(
		entry->path, entry->title, "sepsis prognos i v\xC3\xA5rden");
	struct store_field fields[2] = {0};
	struct str tag = str_from(entry->tag);

	note.kind = str_from(entry->kind);
	note.owner = STR("redaktion");
	note.tags = &tag;
	note.tag_count = 1;
	fields[0].key = STR("stage");
	fields[0].value = str_from(entry->stage);
	fields[0].role = STR("stage");
	fields[1].key = STR("price");
	fields[1].value = str_from(entry->price);
	note.fields = fields;
	note.field_count = entry->price[0] ? 2 : 1;
	put(h, &note);
}

static void give_names(struct hub *h)
{
	const struct store_name names[] = {
		{STR("stage"), {0}, STR("Skede"), STR("sv"), STR("stage"),
			true},
		{STR("stage"), {0}, STR("Stage"), STR("en"), STR("stage"),
			true},
		{STR("stage"), STR("proposal"), STR("F\xC3\xB6rslag"),
			STR("sv"), {0}, false},
		{STR("stage"), STR("proposal"), STR("Proposal"), STR("en"), {0},
			false},
		{STR("stage"), STR("in-force"), STR("I kraft"), STR("sv"), {0},
			false},
		{STR("stage"), STR("repealed"), STR("Upph\xC3\xA4vd"),
			STR("sv"), {0}, false},
		{STR("rubrik"), {0}, STR("Rubrik"), STR("sv"), STR("title"),
			false},
		{STR("kind"), STR("guide"), STR("V\xC3\xA4gledning"), STR("sv"),
			{0}, false},
	};

	store_names(h->store, names, sizeof(names) / sizeof(names[0]));
}

static struct hub *hub_of_four(void)
{
	static const struct entry entries[] = {
		{"a.md", "Patientdatalag", "guide", "proposal", "sepsis", "5"},
		{"b.md", "Patients\xC3\xA4kerhet", "guide", "in-force",
			"sepsis", "20"},
		{"c.md", "Larm", "method", "in-force", "larm", "\xC3\xA5r"},
		{"d.md", "Arkiv", "method", "repealed", "larm", ""}};
	struct hub *h = hub_new();
	size_t i;

	for (i = 0; i < 4; i++)
		put_entry(h, &entries[i]);
	give_names(h);
	return h;
}

/* --- the language of queries on real notes --- */

static void labels_are_names(void **state)
{
	struct hub *h = hub_of_four();

	(void)state;
	finds(h, "skede:proposal", "a.md");
	finds(h, "skede:f\xC3\xB6rslag", "a.md");
	finds(h, "STAGE:Proposal", "a.md");
	finds(h, "skede:\"i kraft\" sort:title", "c.md b.md");
	finds(h, "slag:v\xC3\xA4gledning sort:title", "a.md b.md");
	finds(h, "rubrik:larm", "c.md");
	hub_free(h);
}

static void comparisons_are_typed(void **state)
{
	struct hub *h = hub_of_four();

	(void)state;
	finds(h, "stage:>=in-force sort:path", "b.md c.md d.md");
	finds(h, "stage:<in-force", "a.md");
	finds(h, "stage:proposal..in-force sort:path", "a.md b.md c.md");
	finds(h, "price:>5", "b.md");
	finds(h, "price:5..20 sort:path", "a.md b.md");
	finds(h, "price:>z", "c.md");
	finds(h, "price:\xC3\xA5..\xC3\xA4", "c.md");
	finds(h, "-price:>5 -kind:method", "a.md");
	hub_free(h);
}

static void orders_have_the_empty_last(void **state)
{
	struct hub *h = hub_of_four();

	(void)state;
	finds(h, "sort:price", "a.md b.md c.md d.md");
	finds(h, "sort:price-", "c.md b.md a.md d.md");
	finds(h, "sort:skede", "a.md b.md c.md d.md");
	finds(h, "sort:stage- kind:guide", "b.md a.md");
	hub_free(h);
}

static void filters_stand_beside_words(void **state)
{
	struct hub *h = hub_of_four();
	struct store_results results;

	(void)state;
	assert_int_equal(count_of(h, "tag:larm OR patientdatalag"), 3);
	assert_int_equal(count_of(h, "tag:larm OR -kind:method"), 4);
	assert_int_equal(count_of(h, "(tag:larm OR kind:guide) arkiv"), 1);
	results = search(h, "skedde:x");
	assert_true(str_find_text(results.understood, "Skede") <
		results.understood.len);
	store_results_clear(&results);
	results = search(h, "due:<abc sepsis");
	assert_int_equal(results.total, 4);
	assert_true(str_find_text(results.understood, "due:<abc") <
		results.understood.len);
	store_results_clear(&results);
	hub_free(h);
}

static void translations_have_what_their_primary_says(void **state)
{
	struct hub *h = hub_of_four();
	struct store_note note = note_of("a.en.md", "Patient data act", "text");

	(void)state;
	note.id = STR("a");
	note.lang = STR("en");
	note.translation_of = STR("a");
	put(h, &note);
	finds(h, "act tag:sepsis", "a.en.md");
	finds(h, "act stage:proposal no:due", "a.en.md");
	finds(h, "act -tag:sepsis", "");
	hub_free(h);
}

/* --- explanation --- */

static struct store_explain explain_of(struct hub *h, const char *query)
{
	struct store_request request = {0};
	struct store_explain explain = {0};

	request.query = str_from(query);
	request.today = (struct date){2026, 11, 23};
	must(h, store_explain(h->store, &request, &explain, &h->err));
	return explain;
}

static const struct store_alternative *why(
	const struct store_explain *explain, enum store_why reason)
{
	size_t i, n;

	for (i = 0; i < explain->word_count; i++) {
		for (n = 0; n < explain->words[i].count; n++) {
			if (explain->words[i].items[n].why == reason)
				return &explain->words[i].items[n];
		}
	}
	return NULL;
}

static void words_are_explained(void **state)
{
	struct hub *h = hub_of_four();
	struct store_explain e = explain_of(h, "patinetdatalag sepsis -arkiv");

	(void)state;
	assert_int_equal(e.word_count, 3);
	assert_true(e.words[0].wished);
	assert_true(e.words[2].excluded);
	assert_non_null(why(&e, WHY_TYPO));
	assert_true(str_is(why(&e, WHY_TYPO)->text, "patientdatalag"));
	assert_int_equal(why(&e, WHY_SELF)->notes, 4);
	store_explain_clear(&e);
	e = explain_of(h, "patient data lag");
	assert_true(str_is(why(&e, WHY_JOIN)->text, "patientdatalag"));
	store_explain_clear(&e);
	put_text(h, "f.md", "Prognos Data Larm", "x");
	e = explain_of(h, "PDL");
	assert_non_null(why(&e, WHY_INITIALS));
	assert_true(str_is(why(&e, WHY_INITIALS)->path, "f.md"));
	store_explain_clear(&e);
	hub_free(h);
}

static void parts_and_scores_are_explained(void **state)
{
	struct hub *h = hub_of_four();
	struct store_explain e = explain_of(h,
		"sepsis (tag:larm OR due:<30d) -skede:f\xC3\xB6rslag sort:x "
		"\"no such words\"");
	size_t i;

	(void)state;
	assert_int_equal(e.part_count, 5);
	assert_int_equal(e.parts[0].type, PART_ANY);
	assert_int_equal(e.parts[0].notes, 2);
	assert_true(str_is(e.parts[1].text, "tag:larm"));
	assert_int_equal(e.parts[1].depth, 1);
	assert_int_equal(e.parts[2].to.day, 22);
	assert_int_equal(e.parts[2].from.year, 0);
	assert_true(e.parts[3].negated);
	assert_true(str_is(e.parts[3].text, "stage:proposal"));
	assert_true(e.parts[4].dropped);
	assert_true(str_is(e.sort, "x"));
	store_explain_clear(&e);
	e = explain_of(h, "patientdatalag sepsis");
	for (i = 0; i < e.results.count; i++) {
		const struct store_score *s = &e.scores[i];
		double score = (s->text + s->title + s->name + s->near) *
			s->found * s->status * s->review * s->links *
			s->spelling;

		assert_true(score - e.results.items[i].score < 1e-6 &&
			e.results.items[i].score - score < 1e-6);
	}
	assert_int_equal(i, 4);
	assert_true(e.scores[0].title > 0);
	store_explain_clear(&e);
	hub_free(h);
}

/* --- completion --- */

static void completes(
	struct hub *h, const char *text, const char *lang, const char *want)
{
	struct store_typed typed = {0};
	struct store_completions found = {0};
	struct buf got = {0};
	size_t i;

	typed.text = str_from(text);
	typed.cursor = typed.text.len;
	typed.lang = str_from(lang);
	typed.today = (struct date){2026, 11, 23};
	typed.limit = 3;
	must(h, store_complete(h->store, &typed, &found, &h->err));
	for (i = 0; i < found.count; i++) {
		buf_put(&got, i ? "|" : "");
		buf_str(&got, str_sub(typed.text, 0, found.items[i].from));
		buf_str(&got, found.items[i].insert);
	}
	if (strcmp(buf_text(&got), want) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", text, buf_text(&got), want);
	buf_clear(&got);
	store_completions_clear(&found);
}

static void keys_and_values_complete(void **state)
{
	struct hub *h = hub_of_four();

	(void)state;
	completes(h, "sor", "sv", "sortera:");
	completes(h, "sked", "sv", "skede:");
	completes(h, "-skede:", "sv",
		"-skede:in-force |-skede:proposal |-skede:repealed ");
	completes(h, "stage:upp", "sv", "stage:repealed ");
	completes(h, "x kind:g", "en", "x kind:guide ");
	completes(h, "kind:guide,m", "en", "kind:guide,method ");
	completes(h, "is:o", "en", "is:open |is:overdue ");
	completes(h, "is:\xC3\xB6p", "sv", "is:\xC3\xB6ppen ");
	completes(h, "price:", "en", "price:5 |price:20 |price:\xC3\xA5r ");
	completes(h, "frist:im", "sv", "frist:imorgon ");
	completes(h, "sort:ti", "sv", "sort:titel ");
	completes(h, "links:c", "en", "links:c ");
	hub_free(h);
}

static void words_and_titles_complete(void **state)
{
	struct hub *h = hub_of_four();

	(void)state;
	completes(h, "v\xC3\xA5", "sv", "v\xC3\xA5rden ");
	completes(h, "patients", "sv",
		"patients\xC3\xA4kerhet |\"Patients\xC3\xA4kerhet\" ");
	completes(h, "\"sep", "en", "\"sepsis");
	completes(h, "\"sepsis pro", "en", "\"sepsis prognos");
	completes(h, "title:lar", "en", "title:larm ");
	completes(h, "zzz", "en", "");
	completes(h, ":::", "en", "");
	hub_free(h);
}

/* --- facets --- */

static struct store_facets facets_of(struct hub *h, const char *query)
{
	struct store_request request = {0};
	struct store_facets facets = {0};

	request.query = str_from(query);
	request.today = (struct date){2026, 11, 23};
	request.prefer = STR("sv");
	must(h, store_facets(h->store, &request, &facets, &h->err));
	return facets;
}

static const struct store_facet_value *value_of(
	const struct store_facets *facets, const char *key, const char *value)
{
	size_t i, n;

	for (i = 0; i < facets->count; i++) {
		for (n = 0; n < facets->items[i].count &&
			str_is(facets->items[i].key, key);
			n++) {
			if (str_is(facets->items[i].values[n].value, value))
				return &facets->items[i].values[n];
		}
	}
	return NULL;
}

static void facets_count_what_is_found(void **state)
{
	struct hub *h = hub_of_four();
	struct store_facets f = facets_of(h, "sepsis");

	(void)state;
	assert_int_equal(f.total, 4);
	assert_int_equal(value_of(&f, "kind", "guide")->count, 2);
	assert_int_equal(value_of(&f, "tag", "larm")->count, 2);
	assert_true(str_is(
		value_of(&f, "stage", "proposal")->label, "F\xC3\xB6rslag"));
	store_facets_clear(&f);
	/* Alternatives of a chosen key still show what they would add. */
	f = facets_of(h, "kind:guide stage:in-force");
	assert_int_equal(f.total, 1);
	assert_true(value_of(&f, "kind", "guide")->chosen);
	assert_int_equal(value_of(&f, "kind", "method")->count, 1);
	assert_false(value_of(&f, "kind", "method")->chosen);
	assert_int_equal(value_of(&f, "stage", "proposal")->count, 1);
	assert_null(value_of(&f, "tag", "larm"));
	store_facets_clear(&f);
	f = facets_of(h, "patientdatalag");
	assert_int_equal(f.total, 1);
	assert_null(value_of(&f, "kind", "method"));
	store_facets_clear(&f);
	hub_free(h);
}

static bool at_once(void *arg)
{
	return ++*(int *)arg > 2;
}

static void facets_stop_when_told(void **state)
{
	struct hub *h = hub_of_four();
	struct store_request request = {0};
	struct store_facets facets = {0};
	int asked = 0;

	(void)state;
	request.query = STR("sepsis prognos");
	request.stop = at_once;
	request.arg = &asked;
	must(h, store_facets(h->store, &request, &facets, &h->err));
	assert_true(facets.stopped);
	assert_int_equal(facets.count, 0);
	store_facets_clear(&facets);
	hub_free(h);
}

static void a_translation_is_counted_once(void **state)
{
	struct hub *h = hub_of_four();
	struct store_note note =
		note_of("a.en.md", "Patient data act", "sepsis");
	struct store_facets f;

	(void)state;
	note.id = STR("a");
	note.kind = STR("guide");
	note.lang = STR("en");
	note.translation_of = STR("a");
	put(h, &note);
	f = facets_of(h, "");
	assert_int_equal(f.total, 4);
	assert_int_equal(value_of(&f, "kind", "guide")->count, 2);
	assert_int_equal(value_of(&f, "tag", "sepsis")->count, 2);
	store_facets_clear(&f);
	hub_free(h);
}

/* --- related --- */

static void near_notes_have_reasons(void **state)
{
	struct hub *h = hub_of_four();
	struct store_note note = note_of("e.md", "Om larm", "om sepsis");
	struct store_link link = {0};
	struct store_near near = {0};
	struct store_related related = {0};
	size_t i;

	(void)state;
	link.id = STR("c");
	note.links = &link;
	note.link_count = 1;
	put(h, &note);
	near.path = STR("c.md");
	near.lang = STR("sv");
	must(h, store_related(h->store, &near, &related, &h->err));
	assert_true(related.count >= 2);
	assert_true(str_is(related.items[0].hit.path, "e.md"));
	assert_true(related.items[0].why & RELATED_LINKS_HERE);
	assert_true(str_find_text(related.items[0].shared, "larm") <
		related.items[0].shared.len);
	for (i = 0; i < related.count; i++)
		assert_false(str_is(related.items[i].hit.path, "c.md"));
	for (i = 0; !str_is(related.items[i].hit.path, "d.md"); i++)
		assert_true(i + 1 < related.count);
	assert_true(related.items[i].why & RELATED_TAGS);
	store_related_clear(&related);
	near.path = STR("gone.md");
	must(h, store_related(h->store, &near, &related, &h->err));
	assert_int_equal(related.count, 0);
	hub_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_names),
		cmocka_unit_test(comparisons_are_typed),
		cmocka_unit_test(orders_have_the_empty_last),
		cmocka_unit_test(filters_stand_beside_words),
		cmocka_unit_test(translations_have_what_their_primary_says),
		cmocka_unit_test(words_are_explained),
		cmocka_unit_test(parts_and_scores_are_explained),
		cmocka_unit_test(keys_and_values_complete),
		cmocka_unit_test(words_and_titles_complete),
		cmocka_unit_test(facets_count_what_is_found),
		cmocka_unit_test(facets_stop_when_told),
		cmocka_unit_test(a_translation_is_counted_once),
		cmocka_unit_test(near_notes_have_reasons),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
