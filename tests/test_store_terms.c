#include "tests/test_store.h"

static struct hub *buying(void)
{
	struct hub *h = hub_new();

	put_text(h, "buy.md", "Upphandling av skannrar",
		"Om personuppgifter och offentlig upphandling.\n");
	put_text(h, "fax.md", "Fax", "En kamera.\n");
	put_text(h, "guide.md", "Handledning",
		"Lagar, kamera, skrivare, papper, bord och stolar.\n");
	put_text(h, "law.md", "Dataskyddslag", "x\n");
	return h;
}

static void one_way_groups(void **state)
{
	struct hub *h = buying();
	const struct str way[] = {
		STR("scanner"), STR("skannrar"), STR("fax"), STR("kamera")};
	const struct store_group groups[] = {{way, 4, 2}};

	(void)state;
	finds(h, "scanner", "");
	store_synonyms(h->store, groups, 1);
	finds(h, "scanner", "fax.md guide.md");
	/* Of two that find, neither finds the other. */
	assert_int_equal(count_of(h, "skannrar"), 3);
	/* What is found finds nothing back. */
	finds(h, "fax", "fax.md");
	hub_free(h);
}

static void other_forms(void **state)
{
	struct hub *h = buying();
	const struct str one[] = {STR("public purchase"), STR("upphandling")};
	const struct str two[] = {STR("purchase"), STR("kamera")};
	const struct str three[] = {STR("purchases"), STR("papper")};
	const struct store_group groups[] = {
		{one, 2, 0}, {two, 2, 0}, {three, 2, 0}};

	(void)state;
	store_synonyms(h->store, groups, 3);
	/* The longest entry, also in another form. */
	finds(h, "public purchases", "buy.md");
	/* An exact entry rather than another form. */
	finds(h, "purchases", "guide.md");
	hub_free(h);
}

static void many_entries(void **state)
{
	struct hub *h = buying();
	struct store_group *groups = calloc(2000, sizeof(*groups));
	struct str pair[2] = {STR("thing"), STR("kamera")};
	size_t i;

	(void)state;
	assert_non_null(groups);
	for (i = 0; i < 2000; i++)
		groups[i] = (struct store_group){pair, 2, 0};
	store_synonyms(h->store, groups, 2000);
	finds(h, "thing", "fax.md guide.md");
	free(groups);
	hub_free(h);
}

static void weak(struct hub *h, const char *query, bool is, const char *tried,
	const char *words)
{
	struct store_results r = search(h, query);

	if (r.weak != is || !str_is(r.words, words) ||
		str_find_text(r.tried, tried) == r.tried.len + (*tried == 0))
		fail_msg("%s: %d \"%.*s\" \"%.*s\"", query, r.weak,
			STR_ARG(r.tried), STR_ARG(r.words));
	store_results_clear(&r);
}

static void weak_searches(void **state)
{
	struct hub *h = buying();
	const struct str group[] = {STR("qwxz"), STR("dataskyddslag")};
	const struct store_group groups[] = {{group, 2, 0}};

	(void)state;
	weak(h, "upphandling", false, "", "");
	weak(h, "dataskydd", false, "", "");
	weak(h, "", false, "", "");
	weak(h, "kind:note", false, "", "");
	weak(h, "kind:nosuch", false, "", "");
	weak(h, "\"offentlig upphandling\"", false, "", "");
	weak(h, "qwxz", true, "nor a word like it", "qwxz");
	weak(h, "upphandlinng", false, "", "");
	/* Of a question its rarest word, of a few words all as typed. */
	weak(h, "QWXZ Rostfri", true, "no note has \"rostfri\"",
		"QWXZ Rostfri");
	weak(h, "qwxz bland alla bord och stolar", true, "no note has \"qwxz\"",
		"qwxz");
	/* All words are there, and a filter keeps the notes away. */
	weak(h, "kamera kind:nosuch", true, "", "");
	store_synonyms(h->store, groups, 1);
	weak(h, "qwxz", false, "", "");
	hub_free(h);
}

static void kinds_and_orders(void **state)
{
	struct hub *h = buying();
	struct store_note note = note_of("e.md", "E", "e\n");
	struct store_field field = {.key = STR("color"), .value = STR("red")};
	struct store_results r;
	struct buf keys = {0};

	(void)state;
	note.fields = &field;
	note.field_count = 1;
	put(h, &note);
	r = search(h, "kind:nosuch,other");
	assert_true(str_is(r.no_kind, "nosuch"));
	store_results_clear(&r);
	r = search(h, "kind:note");
	assert_int_equal(r.no_kind.len, 0);
	store_results_clear(&r);
	assert_true(store_sorts_by(h->store, STR("color-"), &keys));
	assert_true(store_sorts_by(h->store, STR("-modified"), &keys));
	assert_true(store_sorts_by(h->store, STR("titel"), &keys));
	assert_int_equal(keys.len, 0);
	assert_false(store_sorts_by(h->store, STR("colour"), &keys));
	assert_true(str_find_text(buf_slice(&keys), ", color") < keys.len);
	buf_clear(&keys);
	hub_free(h);
}

/* Letters stand where the parts of a compound begin, not just anywhere. */
static void initials_stand_at_seams(void **state)
{
	struct hub *h = hub_new();
	struct store_note note;

	(void)state;
	put_text(h, "parts.md", "Person och uppgift",
		"Person, uppgift, lag och produkt.\n");
	note = note_of("old.md", "Personuppgiftslag", "Ersatt.\n");
	note.status = STR("repealed");
	put(h, &note);
	put_text(h, "product.md", "Produktsäkerhetslag", "Om varor.\n");
	finds(h, "PUL", "old.md product.md");
	hub_free(h);
}

/* A word in most notes that is a title's initials too finds them all. */
static void initials_hide_no_common_word(void **state)
{
	struct hub *h = hub_new();
	struct store_results results;
	char path[16];
	int i;

	(void)state;
	put_text(h, "code.md", "B\xC3\xBCrgerliches Gesetzbuch", "Text.\n");
	for (i = 0; i < 60; i++) {
		snprintf(path, sizeof(path), "f%d.md", i);
		put_text(h, path, "Verordnung", "Nach \xC2\xA7 1 BGB.\n");
	}
	results = search(h, "BGB");
	assert_int_equal(results.total, 61);
	assert_string_equal(results.items[0].path.data, "code.md");
	store_results_clear(&results);
	hub_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(one_way_groups),
		cmocka_unit_test(initials_stand_at_seams),
		cmocka_unit_test(initials_hide_no_common_word),
		cmocka_unit_test(other_forms), cmocka_unit_test(many_entries),
		cmocka_unit_test(weak_searches),
		cmocka_unit_test(kinds_and_orders)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
