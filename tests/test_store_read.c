/* What a reader asks beside searching: links, references, fields, history. */
#include "tests/test_store.h"

static void links_lead_both_ways(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("a.md", "A", "x\n");
	struct store_link links[4] = {0};
	struct store_links found;

	(void)state;
	links[0].path = STR("dir/b.md");
	links[0].anchor = STR("del");
	links[0].text = STR("del av B");
	links[0].line = 7;
	links[1].id = STR("Gone");
	links[2].url = STR("https://x.example/");
	links[3].id = STR("dir/B");
	links[3].field = STR("related");
	note.links = links;
	note.link_count = 4;
	put(h, &note);
	must(h, store_links(h->store, STR("a.md"), LINKS_OUT, &found, &h->err));
	assert_int_equal(found.count, 4);
	assert_true(found.items[0].broken && found.items[1].broken);
	assert_false(found.items[2].broken);
	store_links_clear(&found);
	put_text(h, "dir/b.md", "B", "y\n");
	must(h, store_links(h->store, STR("a.md"), LINKS_OUT, &found, &h->err));
	assert_true(str_is(found.items[0].path, "dir/b.md"));
	assert_true(str_is(found.items[0].title, "B"));
	assert_true(str_is(found.items[0].anchor, "del"));
	assert_true(str_is(found.items[1].url, "gone"));
	assert_true(str_is(found.items[3].path, "dir/b.md"));
	store_links_clear(&found);
	must(h,
		store_links(
			h->store, STR("dir/b.md"), LINKS_IN, &found, &h->err));
	assert_int_equal(found.count, 2);
	assert_true(str_is(found.items[0].path, "a.md"));
	assert_int_equal(found.items[1].line, 7);
	store_links_clear(&found);
	must(h, store_links(h->store, STR(""), LINKS_BROKEN, &found, &h->err));
	assert_int_equal(found.count, 1);
	assert_true(str_is(found.items[0].from, "a.md"));
	store_links_clear(&found);
	finds(h, "links:dir/b", "a.md");
	finds(h, "linked:a", "dir/b.md");
	hub_free(h);
}

static bool find_is(
	struct hub *h, const char *ref, const char *lang, const char *want)
{
	struct store_results one = {0};
	bool ok = store_find(
		h->store, str_from(ref), str_from(lang), &one, &h->err);

	if (ok)
		ok = want && str_is(one.items[0].path, want);
	else if (want)
		fail_msg("%s: %s", ref, h->err.text);
	else
		ok = true;
	store_results_clear(&one);
	return ok;
}

static void references_find_notes(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("rules/ai-act.sv.md", "AI-akten", "");
	const struct str identifiers[] = {STR("celex:32024R1689"),
		STR("doi:10.1136/x"), STR("eli:http://data.europa.eu/eli/x")};

	(void)state;
	note.id = STR("ai-act");
	note.translation_of = STR("ai-act");
	put(h, &note);
	note = note_of("rules/ai-act.en.md", "The AI Act", "");
	note.id = STR("ai-act");
	note.lang = STR("en");
	note.alias = STR("AIA\nai-regulation\n");
	note.identifiers = identifiers;
	note.identifier_count = 3;
	put(h, &note);
	put_text(h, "x/one.md", "One", "");
	put_text(h, "y/one.md", "One", "");
	assert_true(find_is(h, "rules/ai-act.sv.md", "", "rules/ai-act.sv.md"));
	assert_true(find_is(h, "rules/ai-act.en", "", "rules/ai-act.en.md"));
	assert_true(find_is(h, "ai-act", "sv", "rules/ai-act.sv.md"));
	assert_true(find_is(h, "AI-Act", "en", "rules/ai-act.en.md"));
	assert_true(find_is(h, "ai-act", "fi", "rules/ai-act.en.md"));
	assert_true(find_is(h, "32024r1689", "sv", "rules/ai-act.sv.md"));
	assert_true(find_is(h, "celex:32024R1689", "", "rules/ai-act.en.md"));
	assert_true(find_is(h, "CELEX 32024R1689", "", "rules/ai-act.en.md"));
	assert_true(find_is(h, "10.1136/X", "", "rules/ai-act.en.md"));
	assert_true(find_is(
		h, "https://doi.org/10.1136/x", "", "rules/ai-act.en.md"));
	assert_true(find_is(
		h, "http://data.europa.eu/eli/x", "", "rules/ai-act.en.md"));
	assert_true(find_is(h, "aia", "", "rules/ai-act.en.md"));
	assert_true(find_is(h, "ai-regulation", "", "rules/ai-act.en.md"));
	assert_true(find_is(h, "ai-act.sv.md", "", "rules/ai-act.sv.md"));
	assert_true(find_is(h, "the ai act", "", "rules/ai-act.en.md"));
	assert_true(find_is(h, "one", "", NULL));
	assert_int_equal(h->err.kind, ERROR_INPUT);
	assert_non_null(strstr(h->err.text, "x/one.md"));
	assert_true(find_is(h, "nothing-like-it", "", NULL));
	assert_int_equal(h->err.kind, ERROR_NOT_FOUND);
	assert_true(find_is(h, "", "", NULL));
	hub_free(h);
}

static void fields_and_dates(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("a.md", "A", "");
	struct store_field fields[4] = {0};
	static const char *const roles[] = {"deadline", NULL};
	struct store_span span = {0, 0, roles};
	struct store_dates dates;
	struct store_results r;

	(void)state;
	fields[0].key = STR("dates");
	fields[0].value = STR("2026-12-02");
	fields[0].role = STR("deadline");
	fields[0].date = (struct date){2026, 12, 2};
	fields[0].event = STR("applies");
	fields[1] = fields[0];
	fields[1].date = (struct date){2026, 12, 0};
	fields[1].expected = true;
	fields[2].key = STR("capacity");
	fields[2].value = STR("120");
	fields[3].key = STR("review_by");
	fields[3].value = STR("2026-01-31");
	fields[3].role = STR("review-by");
	fields[3].date = (struct date){2026, 1, 31};
	note.fields = fields;
	note.field_count = 4;
	put(h, &note);
	put_text(h, "b.md", "B", "");
	span.from = date_days((struct date){2026, 11, 23});
	span.to = date_days((struct date){2026, 12, 31});
	must(h, store_dates(h->store, &span, &dates, &h->err));
	assert_int_equal(dates.count, 2);
	assert_int_equal(dates.items[0].date.day, 2);
	assert_true(dates.items[1].expected);
	assert_int_equal(dates.items[1].date.day, 0);
	store_dates_clear(&dates);
	r = search(h, "due:<30d");
	assert_int_equal(r.count, 1);
	assert_int_equal(r.items[0].due.day, 2);
	store_results_clear(&r);
	finds(h, "due:overdue", "a.md");
	finds(h, "is:overdue", "a.md");
	finds(h, "due:2026-12", "a.md");
	finds(h, "due:>2027", "");
	finds(h, "capacity:>100", "a.md");
	finds(h, "capacity:<=100", "");
	finds(h, "capacity:100..200", "a.md");
	finds(h, "review_by:<2026-02", "a.md");
	finds(h, "has:capacity", "a.md");
	finds(h, "no:capacity", "b.md");
	finds(h, "capacity:999", "");
	hub_free(h);
}

static void tags_and_other_filters(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("guides/a.md", "A", "");
	const struct str tags[] = {STR("Inköp"), STR("two words")};

	(void)state;
	note.tags = tags;
	note.tag_count = 2;
	note.owner = STR("Enheten för AI");
	note.kind = STR("guide");
	put(h, &note);
	note = note_of("b.md", "B", "");
	note.lang = STR("en");
	put(h, &note);
	finds(h, "tag:inkop", "guides/a.md");
	finds(h, "etikett:\"two words\"", "guides/a.md");
	finds(h, "-tag:inköp", "b.md");
	finds(h, "tag:ink*", "guides/a.md");
	finds(h, "ägare:enheten", "guides/a.md");
	finds(h, "typ:Guide", "guides/a.md");
	finds(h, "kind:guide,note sort:path", "b.md guides/a.md");
	finds(h, "språk:en", "b.md");
	finds(h, "path:guides/", "guides/a.md");
	finds(h, "path:*.md sort:path", "b.md guides/a.md");
	finds(h, "har:tags", "guides/a.md");
	finds(h, "saknar:owner", "b.md");
	finds(h, "kind:guide OR lang:en sort:path", "b.md guides/a.md");
	finds(h, "-(kind:guide)", "b.md");
	hub_free(h);
}

static void counts_by_kind(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("a.md", "A", "");
	struct store_counts counts;

	(void)state;
	put(h, &note);
	note = note_of("b.md", "B", "");
	note.status = STR("draft");
	note.problems = 3;
	put(h, &note);
	note = note_of("c.md", "C", "");
	note.kind = STR("guide");
	note.modified = 9000;
	put(h, &note);
	must(h, store_counts(h->store, 5000, &counts, &h->err));
	assert_int_equal(counts.count, 2);
	assert_true(str_is(counts.items[0].kind, "guide"));
	assert_int_equal(counts.items[0].new_count, 1);
	assert_int_equal(counts.items[1].count, 1);
	assert_int_equal(counts.items[1].all, 2);
	assert_int_equal(counts.notes, 3);
	assert_int_equal(counts.problems, 1);
	store_counts_clear(&counts);
	hub_free(h);
}

static void change(struct hub *h, const char *path, char op, const char *from,
	int64_t time)
{
	struct store_change one = {0};

	one.path = str_from(path);
	one.from = str_from(from);
	one.op = op;
	one.time = time;
	one.commit = STR("c0ffee");
	one.author = time > 250 ? STR("Eva") : STR("Åsa");
	one.subject = STR("why");
	must(h, store_put_change(h->store, &one, &h->err));
}

static void history_follows_renames(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("new.md", "N", "");
	struct store_history history;
	struct store_results r;

	(void)state;
	must(h, store_begin(h->store, &h->err));
	must(h, store_put(h->store, &note, &h->err));
	change(h, "old.md", 'A', "", 100);
	change(h, "old.md", 'M', "", 200);
	change(h, "new.md", 'R', "old.md", 300);
	change(h, "old.md", 'A', "", 400);
	must(h, store_commit(h->store, &h->err));
	put_text(h, "old.md", "O", "");
	r = search(h, "path:new.md");
	assert_int_equal(r.items[0].created, 100);
	assert_int_equal(r.items[0].modified, 300);
	assert_true(str_is(r.items[0].author, "Eva"));
	store_results_clear(&r);
	r = search(h, "path:old.md");
	assert_int_equal(r.items[0].created, 400);
	store_results_clear(&r);
	must(h, store_history(h->store, STR("new.md"), &history, &h->err));
	assert_int_equal(history.count, 3);
	assert_int_equal(history.items[0].op, 'R');
	assert_true(str_is(history.items[0].from, "old.md"));
	assert_int_equal(history.items[2].time, 100);
	store_history_clear(&history);
	must(h, store_history(h->store, STR("old.md"), &history, &h->err));
	assert_int_equal(history.count, 1);
	store_history_clear(&history);
	finds(h, "från:x", "");
	finds(h, "av:åsa", "");
	finds(h, "av:eva sort:path", "new.md old.md");
	must(h, store_clear_changes(h->store, &h->err));
	r = search(h, "path:new.md");
	assert_int_equal(r.items[0].created, 0);
	assert_int_equal(r.items[0].modified, 1000);
	store_results_clear(&r);
	hub_free(h);
}

static void an_edited_note_keeps_its_own_time(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("a.md", "A", "");
	struct store_results r;

	(void)state;
	must(h, store_begin(h->store, &h->err));
	change(h, "a.md", 'A', "", 100);
	must(h, store_commit(h->store, &h->err));
	note.edited = true;
	note.modified = 5000;
	put(h, &note);
	r = search(h, "is:edited");
	assert_int_equal(r.count, 1);
	assert_int_equal(r.items[0].created, 100);
	assert_int_equal(r.items[0].modified, 5000);
	assert_true(r.items[0].edited);
	store_results_clear(&r);
	hub_free(h);
}

static void get_keeps_the_order_asked_for(void **state)
{
	struct hub *h = hub_new();
	const struct str paths[] = {STR("b.md"), STR("x.md"), STR("a.md")};
	struct store_results r;

	(void)state;
	put_text(h, "a.md", "A", "");
	put_text(h, "b.md", "B", "");
	must(h, store_get(h->store, paths, 3, &r, &h->err));
	assert_int_equal(r.count, 2);
	assert_true(str_is(r.items[0].path, "b.md"));
	assert_true(str_is(r.items[1].path, "a.md"));
	store_results_clear(&r);
	hub_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_lead_both_ways),
		cmocka_unit_test(references_find_notes),
		cmocka_unit_test(fields_and_dates),
		cmocka_unit_test(tags_and_other_filters),
		cmocka_unit_test(counts_by_kind),
		cmocka_unit_test(history_follows_renames),
		cmocka_unit_test(an_edited_note_keeps_its_own_time),
		cmocka_unit_test(get_keeps_the_order_asked_for)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
