#include <sys/stat.h>

#include "tests/test_store.h"

static void a_missing_index_is_not_found(void **state)
{
	struct hub *h = hub_folder();

	(void)state;
	assert_false(store_open(h->path, false, &h->store, &h->err));
	assert_int_equal(h->err.kind, ERROR_NOT_FOUND);
	hub_free(h);
}

static void a_new_index_replaces_the_old_at_the_end(void **state)
{
	struct hub *h = hub_new();
	struct store *fresh = NULL;
	struct store_note note = note_of("b.md", "Ny", "text\n");
	struct stat info;

	(void)state;
	put_text(h, "a.md", "Gammal", "text\n");
	store_close(h->store);
	h->store = NULL;
	must(h, store_create(h->path, &fresh, &h->err));
	must(h, store_put(fresh, &note, &h->err));
	must(h, store_open(h->path, true, &h->store, &h->err));
	finds(h, "text", "a.md");
	must(h, store_finish(fresh, &h->err));
	store_close(fresh);
	store_close(h->store);
	must(h, store_open(h->path, true, &h->store, &h->err));
	finds(h, "text", "b.md");
	assert_int_equal(stat(h->path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	hub_free(h);
}

static void an_unfinished_index_leaves_nothing(void **state)
{
	struct hub *h = hub_folder();

	(void)state;
	must(h, store_create(h->path, &h->store, &h->err));
	store_close(h->store);
	h->store = NULL;
	assert_true(file_is_empty_dir(h->folder));
	hub_free(h);
}

static void a_bulk_load_that_failed_cannot_be_finished(void **state)
{
	struct hub *h = hub_folder();

	(void)state;
	must(h, store_create(h->path, &h->store, &h->err));
	must(h, store_begin(h->store, &h->err));
	store_rollback(h->store);
	assert_false(store_finish(h->store, &h->err));
	assert_false(file_exists(h->path));
	hub_free(h);
}

static void changes_need_a_transaction(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("a.md", "A", "text\n");

	(void)state;
	assert_false(store_put(h->store, &note, &h->err));
	assert_false(store_remove(h->store, STR("a.md"), &h->err));
	put(h, &note);
	finds(h, "text", "a.md");
	hub_free(h);
}

static void rollback_takes_back(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("a.md", "Annan", "helt annat\n");
	char *before, *after;

	(void)state;
	put_text(h, "a.md", "Första", "text\n");
	before = digest_of(h);
	must(h, store_begin(h->store, &h->err));
	must(h, store_put(h->store, &note, &h->err));
	must(h, store_remove(h->store, STR("b.md"), &h->err));
	store_rollback(h->store);
	after = digest_of(h);
	assert_string_equal(before, after);
	finds(h, "annat", "");
	finds(h, "text", "a.md");
	free(before);
	free(after);
	hub_free(h);
}

static void putting_again_replaces(void **state)
{
	struct hub *h = hub_new();
	struct store_note one = note_of("a.md", "Ett", "ordet\n");
	struct store_note two = note_of("a.md", "Två", "något\n");

	(void)state;
	put(h, &one);
	put(h, &two);
	finds(h, "ordet", "");
	finds(h, "något", "a.md");
	/* And within one transaction. */
	must(h, store_begin(h->store, &h->err));
	must(h, store_put(h->store, &one, &h->err));
	must(h, store_put(h->store, &two, &h->err));
	must(h, store_put(h->store, &one, &h->err));
	must(h, store_commit(h->store, &h->err));
	finds(h, "något", "");
	finds(h, "ordet", "a.md");
	take_out(h, "a.md");
	take_out(h, "a.md");
	finds(h, "ordet", "");
	assert_int_equal(count_of(h, ""), 0);
	hub_free(h);
}

static void values_are_kept(void **state)
{
	struct hub *h = hub_new();
	struct buf value = {0};

	(void)state;
	must(h, store_value(h->store, "head", &value, &h->err));
	assert_int_equal(value.len, 0);
	must(h, store_set(h->store, "head", STR("abc"), &h->err));
	must(h, store_set(h->store, "head", STR("def"), &h->err));
	must(h, store_value(h->store, "head", &value, &h->err));
	assert_string_equal(buf_text(&value), "def");
	buf_clear(&value);
	hub_free(h);
}

static bool count_two(
	struct str path, struct str version, bool edited, void *arg)
{
	int *count = arg;

	assert_true(str_is(version, "v1"));
	assert_false(edited);
	assert_true(str_is(path, *count ? "b.md" : "a.md"));
	return ++*count < 2;
}

static void versions_come_by_path(void **state)
{
	struct hub *h = hub_new();
	int count = 0;

	(void)state;
	put_text(h, "c.md", "C", "");
	put_text(h, "b.md", "B", "");
	put_text(h, "a.md", "A", "");
	must(h, store_versions(h->store, false, count_two, &count, &h->err));
	assert_int_equal(count, 2);
	hub_free(h);
}

static void stats_and_idle(void **state)
{
	struct hub *h = hub_new();
	struct store_stats stats;
	char *before, *after;

	(void)state;
	put_text(h, "a.md", "A", "one two three\n");
	before = digest_of(h);
	store_idle(h->store, 20);
	after = digest_of(h);
	assert_string_equal(before, after);
	must(h, store_stats(h->store, &stats, &h->err));
	assert_int_equal(stats.notes, 1);
	assert_int_equal(stats.words, 4);
	assert_true(stats.bytes > 4096);
	free(before);
	free(after);
	hub_free(h);
}

static void another_connection_is_noticed(void **state)
{
	struct hub *h = hub_new();
	struct store *reader = NULL;
	struct store *writer = h->store;

	(void)state;
	put_text(h, "a.md", "A", "alfa\n");
	must(h, store_open(h->path, true, &reader, &h->err));
	h->store = reader;
	finds(h, "alfa", "a.md");
	h->store = writer;
	put_text(h, "b.md", "B", "betydelse\n");
	h->store = reader;
	finds(h, "betydelsen", "b.md");
	h->store = writer;
	store_close(reader);
	hub_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_index_is_not_found),
		cmocka_unit_test(a_new_index_replaces_the_old_at_the_end),
		cmocka_unit_test(an_unfinished_index_leaves_nothing),
		cmocka_unit_test(a_bulk_load_that_failed_cannot_be_finished),
		cmocka_unit_test(changes_need_a_transaction),
		cmocka_unit_test(rollback_takes_back),
		cmocka_unit_test(putting_again_replaces),
		cmocka_unit_test(values_are_kept),
		cmocka_unit_test(versions_come_by_path),
		cmocka_unit_test(stats_and_idle),
		cmocka_unit_test(another_connection_is_noticed)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
