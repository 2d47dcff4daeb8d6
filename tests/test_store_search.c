#include "tests/test_store.h"

static void finds_first(struct hub *h, const char *query, const char *path)
{
	struct store_results results = search(h, query);

	assert_true(results.count > 0);
	assert_string_equal(results.items[0].path.data, path);
	store_results_clear(&results);
}

static struct hub *medical(void)
{
	struct hub *h = hub_new();
	struct store_note note;

	note = note_of("patientdatalag.md", "Patientdatalag",
		"Lagen gäller vårdgivares behandling av personuppgifter inom "
		"hälso- och sjukvården. Journalen förs av läkaren.\n");
	note.alias = STR("sfs:2008:355\n");
	note.identifiers = (const struct str[]){STR("sfs:2008:355")};
	note.identifier_count = 1;
	put(h, &note);
	note = note_of("gammal.md", "Patientjournallag",
		"Den äldre lagen om patientjournal.\n");
	note.status = STR("repealed");
	put(h, &note);
	put_text(h, "lakemedel.md", "Läkemedelslista",
		"Nationell lista över förskrivna läkemedel till patienter.\n");
	put_text(h, "lakarna.md", "Lakarna i parken",
		"En text om djur. Nämner patientdatalagen (2008:355).\n");
	put_text(h, "upphandling.md", "Lag om offentlig upphandling",
		"Upphandling av varor och tjänster.\n");
	return h;
}

static void words_find_notes(void **state)
{
	struct hub *h = medical();

	(void)state;
	finds(h, "upphandling", "upphandling.md");
	finds(h, "PATIENTDATALAG", "patientdatalag.md lakarna.md");
	finds(h, "xyzzy", "");
	hub_free(h);
}

static void forms_typos_compounds(void **state)
{
	struct hub *h = medical();
	struct store_results results;

	(void)state;
	finds(h, "upphandlingens", "upphandling.md");
	finds(h, "upphnadling", "upphandling.md");
	finds(h, "läkemedels lista", "lakemedel.md");
	finds(h, "patient data lag",
		"patientdatalag.md lakarna.md gammal.md upphandling.md "
		"lakemedel.md");
	finds(h, "PDL", "patientdatalag.md");
	finds(h, "lakemedel", "lakemedel.md");
	results = search(h, "upphnadling");
	assert_true(str_is(
		results.understood, "upphnadling \xE2\x86\x92 upphandling"));
	store_results_clear(&results);
	hub_free(h);
}

static void identifiers(void **state)
{
	struct hub *h = medical();

	(void)state;
	finds(h, "2008:355", "patientdatalag.md lakarna.md");
	finds(h, "SFS 2008:355", "patientdatalag.md lakarna.md");
	finds(h, "2008-355", "patientdatalag.md lakarna.md");
	finds(h, "id:2008:355", "patientdatalag.md");
	hub_free(h);
}

/* Little words of a title do not hide the name behind them. */
static void telling_words_cover_a_title(void **state)
{
	struct hub *h = hub_new();
	char path[16];
	int i;

	(void)state;
	for (i = 0; i < 20; i++) {
		snprintf(path, sizeof(path), "f%d.md", i);
		put_text(h, path, "Förordning med instruktion för en myndighet",
			"Instruktion.\n");
	}
	put_text(h, "instruction.md",
		"Förordning med instruktion för Läkemedelsverket", "Text.\n");
	put_text(h, "board.md", "Nämnden vid Läkemedelsverket", "Text.\n");
	finds_first(h, "läkemedelsverket", "instruction.md");
	hub_free(h);
}

static void required_parts(void **state)
{
	struct hub *h = medical();
	struct store_results results;

	(void)state;
	finds(h, "\"varor och tjänster\"", "upphandling.md");
	finds(h, "title:lag", "upphandling.md");
	finds(h, "title:patient", "patientdatalag.md gammal.md");
	finds(h, "patientdatalag -djur", "patientdatalag.md");
	finds(h, "-djur -lag upphandling", "");
	finds(h, "djur OR varor", "upphandling.md lakarna.md");
	finds(h, "upphand*", "upphandling.md");
	finds(h, "=upphandlin", "");
	finds(h, "-kind:note", "");
	results = search(h, "\"tjänster och varor\"");
	assert_int_equal(results.total, 1);
	assert_true(results.understood.len > 0);
	store_results_clear(&results);
	hub_free(h);
}

static void exact_spelling_comes_first(void **state)
{
	struct hub *h = hub_new();

	(void)state;
	put_text(h, "a.md", "Resume of work", "work\n");
	put_text(h, "b.md", "Résumé of work", "work\n");
	finds(h, "resume", "a.md b.md");
	finds(h, "résumé", "b.md a.md");
	finds(h, "RÉSUMÉ", "b.md a.md");
	hub_free(h);
}

/* Also where too many notes have the letters to look at each. */
static void short_words_keep_their_marks(void **state)
{
	struct hub *h = hub_new();
	char path[16];
	int i;

	(void)state;
	for (i = 0; i < 300; i++) {
		snprintf(path, sizeof(path), "h%d.md", i);
		put_text(h, path, "Den som har", "Vi har mål och rätt.\n");
	}
	put_text(h, "hair.md", "Frisör", "Klippning av ha\xCC\x8Ar.\n");
	put_text(h, "moth.md", "Insekter", "En mal i garderoben.\n");
	finds_first(h, "hår", "hair.md");
	finds_first(h, "HÅR", "hair.md");
	finds_first(h, "mal", "moth.md");
	finds(h, "=hår", "hair.md");
	put_text(h, "salon.md", "Salong", "Vi klipper. Alla är välkomna.\n");
	finds_first(h, "hår är salong", "salon.md");
	finds_first(h, "klippning hår", "hair.md");
	hub_free(h);
}

static void past_notes_come_last(void **state)
{
	struct hub *h = hub_new();
	struct store_note note;

	(void)state;
	note = note_of("new.md", "Guide to models", "x\n");
	put(h, &note);
	note = note_of("old.md", "Guide to models", "x\n");
	note.status = STR("superseded");
	put(h, &note);
	finds(h, "models", "new.md old.md");
	finds(h, "", "new.md");
	finds(h, "is:superseded", "old.md");
	finds(h, "status:superseded models", "old.md");
	hub_free(h);
}

static struct store_note guide_due(
	const char *path, struct store_field *by, int16_t year)
{
	struct store_note note = note_of(path, "Guide to models", "x\n");

	*by = (struct store_field){.key = STR("review_by"),
		.value = STR("a day"),
		.role = STR("review-by"),
		.date = {year, 11, 10}};
	note.fields = by;
	note.field_count = 1;
	return note;
}

static void overdue_notes_give_way(void **state)
{
	struct hub *h = hub_new();
	struct store_field by;
	struct store_note note;

	(void)state;
	note = guide_due("a.md", &by, 2026);
	note.lang = STR("sv");
	put(h, &note);
	note = guide_due("b.md", &by, 2027);
	put(h, &note);
	finds(h, "models", "b.md a.md");
	/* It gives way to its like, not to what fits the question less. */
	put_text(h, "c.md", "Other", "Also about models.\n");
	finds(h, "models", "b.md a.md c.md");
	/* A translation is as late as what it translates. */
	note = note_of("b.en.md", "Guide to models", "x\n");
	note.id = STR("b");
	note.lang = STR("en");
	note.translation_of = STR("b");
	put(h, &note);
	note = note_of("a.en.md", "Guide to models", "x\n");
	note.id = STR("a");
	note.lang = STR("en");
	note.translation_of = STR("a");
	put(h, &note);
	finds(h, "lang:en models", "b.en.md a.en.md");
	note = guide_due("a.md", &by, 2027); /* reviewed */
	put(h, &note);
	finds(h, "lang:en models", "a.en.md b.en.md");
	hub_free(h);
}

static void linked_notes_come_first(void **state)
{
	struct hub *h = hub_new();
	struct store_note note;
	struct store_link link = {0};

	(void)state;
	put_text(h, "a.md", "Guide to models", "x\n");
	put_text(h, "b.md", "Guide to models", "x\n");
	note = note_of("c.md", "Other", "y\n");
	link.id = STR("a");
	note.links = &link;
	note.link_count = 1;
	put(h, &note);
	finds(h, "models", "a.md b.md");
	link.id = STR("b");
	put(h, &note);
	finds(h, "models", "b.md a.md");
	hub_free(h);
}

static void synonyms_are_given(void **state)
{
	struct hub *h = medical();
	const struct str one[] = {STR("procurement"), STR("upphandling")};
	const struct str two[] = {STR("patient data"), STR("patientdata")};
	const struct str three[] = {STR("act"), STR("lag")};
	const struct store_group groups[] = {
		{one, 2, 0}, {two, 2, 0}, {three, 2, 0}};

	(void)state;
	finds(h, "procurement", "");
	store_synonyms(h->store, groups, 3);
	finds(h, "procurement", "upphandling.md");
	finds(h, "public procurement", "upphandling.md");
	{
		struct store_results r = search(h, "patient data act");

		assert_true(str_is(r.items[0].path, "patientdatalag.md"));
		store_results_clear(&r);
	}
	store_synonyms(h->store, NULL, 0);
	finds(h, "procurement", "");
	hub_free(h);
}

static void typing_completes(void **state)
{
	struct hub *h = medical();
	struct store_request request = {0};
	struct store_results results;
	static const char word[] = "upphandling";
	size_t i;

	(void)state;
	request.typing = true;
	for (i = 3; i < sizeof(word); i++) {
		request.query = (struct str){word, i};
		must(h, store_search(h->store, &request, &results, &h->err));
		assert_true(results.count >= 1);
		assert_true(str_is(results.items[0].path, "upphandling.md"));
		store_results_clear(&results);
	}
	hub_free(h);
}

static struct str marked(struct str text, struct store_range range)
{
	return str_sub(text, range.from, range.to);
}

static void marks_show_what_matched(void **state)
{
	struct hub *h = medical();
	struct store_results r = search(h, "upphandlingens varor");
	struct store_hit *hit = &r.items[0];

	(void)state;
	assert_int_equal(r.count, 1);
	assert_int_equal(hit->title_mark_count, 1);
	assert_true(
		str_is(marked(hit->title, hit->title_marks[0]), "upphandling"));
	assert_int_equal(hit->snippet_mark_count, 2);
	assert_true(str_is(
		marked(hit->snippet, hit->snippet_marks[0]), "Upphandling"));
	assert_true(
		str_is(marked(hit->snippet, hit->snippet_marks[1]), "varor"));
	store_results_clear(&r);
	hub_free(h);
}

static void snippet_is_of_the_best_section(void **state)
{
	struct hub *h = hub_new();
	struct store_note note;
	struct buf body = {0};
	struct store_section sections[2] = {0};
	struct store_results r;
	int i;

	(void)state;
	for (i = 0; i < 80; i++)
		buf_put(&body, "Något annat står\nhär, med en lag. ");
	sections[0] = (struct store_section){
		1, 3, STR("Inledning"), STR("inledning"), 0};
	sections[1] = (struct store_section){
		2, 90, STR("Samtycke"), STR("samtycke"), body.len};
	buf_put(&body, "Den enskilde kan\n\ndra tillbaka sitt   samtycke.\n");
	note = note_of("a.md", "Regler", "");
	note.body = buf_slice(&body);
	note.head = STR("Inledning\nSamtycke\n");
	note.sections = sections;
	note.section_count = 2;
	put(h, &note);
	r = search(h, "samtycke");
	assert_int_equal(r.count, 1);
	assert_true(str_is(r.items[0].section, "Samtycke"));
	assert_true(str_is(r.items[0].anchor, "samtycke"));
	assert_int_equal(r.items[0].line, 90);
	assert_true(str_is(r.items[0].snippet,
		"Den enskilde kan dra tillbaka sitt samtycke."));
	store_results_clear(&r);
	r = search(h, "annat");
	assert_true(r.items[0].snippet.len < 200);
	assert_int_equal(
		str_find(r.items[0].snippet, '\n'), r.items[0].snippet.len);
	store_results_clear(&r);
	buf_clear(&body);
	hub_free(h);
}

static void pages_and_order(void **state)
{
	struct hub *h = hub_new();
	struct store_request request = {0};
	struct store_results r;
	char path[16];
	int i;

	(void)state;
	for (i = 0; i < 9; i++) {
		struct store_note note;

		snprintf(path, sizeof(path), "n%d.md", i);
		note = note_of(path, "Guide", "text\n");
		note.modified = 1000 + i;
		put(h, &note);
	}
	request.limit = 3;
	request.offset = 3;
	must(h, store_search(h->store, &request, &r, &h->err));
	assert_int_equal(r.total, 9);
	assert_int_equal(r.count, 3);
	assert_true(str_is(r.items[0].path, "n5.md"));
	store_results_clear(&r);
	request.sort = STR("path");
	request.query = STR("guide");
	must(h, store_search(h->store, &request, &r, &h->err));
	assert_true(str_is(r.items[0].path, "n3.md"));
	store_results_clear(&r);
	request.query = STR("guide sort:path-");
	must(h, store_search(h->store, &request, &r, &h->err));
	assert_true(str_is(r.items[0].path, "n5.md"));
	store_results_clear(&r);
	request.offset = 100;
	must(h, store_search(h->store, &request, &r, &h->err));
	assert_int_equal(r.count, 0);
	assert_int_equal(r.total, 9);
	store_results_clear(&r);
	hub_free(h);
}

static void swedish_order_of_titles(void **state)
{
	struct hub *h = hub_new();

	(void)state;
	put_text(h, "1.md", "Zebra", "");
	put_text(h, "2.md", "Östersund", "");
	put_text(h, "3.md", "Åland", "");
	put_text(h, "4.md", "Äpple", "");
	finds(h, "sort:title", "1.md 3.md 4.md 2.md");
	finds(h, "sort:titel-", "2.md 4.md 3.md 1.md");
	hub_free(h);
}

static bool stop_now(void *arg)
{
	int *left = arg;

	return --*left < 0;
}

static void search_stops_when_told(void **state)
{
	struct hub *h = medical();
	struct store_request request = {0};
	struct store_results r;
	int left;
	bool finished = false;

	(void)state;
	request.query = STR("patient data lag upphnadling PDL");
	request.stop = stop_now;
	for (left = 0; !finished && left < 5000; left++) {
		int budget = left;

		request.arg = &budget;
		must(h, store_search(h->store, &request, &r, &h->err));
		finished = !r.stopped;
		if (r.stopped)
			assert_int_equal(r.count, 0);
		store_results_clear(&r);
	}
	assert_true(finished);
	finds(h, "upphandling", "upphandling.md");
	hub_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(words_find_notes),
		cmocka_unit_test(forms_typos_compounds),
		cmocka_unit_test(identifiers),
		cmocka_unit_test(telling_words_cover_a_title),
		cmocka_unit_test(required_parts),
		cmocka_unit_test(exact_spelling_comes_first),
		cmocka_unit_test(short_words_keep_their_marks),
		cmocka_unit_test(past_notes_come_last),
		cmocka_unit_test(overdue_notes_give_way),
		cmocka_unit_test(linked_notes_come_first),
		cmocka_unit_test(synonyms_are_given),
		cmocka_unit_test(typing_completes),
		cmocka_unit_test(marks_show_what_matched),
		cmocka_unit_test(snippet_is_of_the_best_section),
		cmocka_unit_test(pages_and_order),
		cmocka_unit_test(swedish_order_of_titles),
		cmocka_unit_test(search_stops_when_told)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
