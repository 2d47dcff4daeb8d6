/* Files that are not, or no longer, an index of ours. */
#include <fcntl.h>
#include <sys/stat.h>

#include "tests/test_store.h"

static void fill(struct hub *h)
{
	char path[24];
	char text[200];
	int i;

	must(h, store_begin(h->store, &h->err));
	for (i = 0; i < 60; i++) {
		struct store_note note;

		snprintf(path, sizeof(path), "n%d.md", i);
		snprintf(text, sizeof(text),
			"Text nummer %d om lagar, patienter och modell%d.\n", i,
			i % 7);
		note = note_of(path, "Titel", text);
		must(h, store_put(h->store, &note, &h->err));
	}
	must(h, store_commit(h->store, &h->err));
}

static bool opens(struct hub *h)
{
	if (!store_open(h->path, false, &h->store, &h->err)) {
		h->store = NULL;
		return false;
	}
	return true;
}

static void rubbish_is_an_index_error(void **state)
{
	static const char *const contents[] = {
		"", "not a database at all", "SQLite format 3\0garbage"};
	struct hub *h = hub_folder();
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_true(
			file_write(h->path, str_from(contents[i]), 0600, NULL));
		assert_false(opens(h));
		assert_int_equal(h->err.kind, ERROR_INDEX);
	}
	hub_free(h);
}

static void links_folders_and_pipes_are_refused(void **state)
{
	struct hub *h = hub_new();
	char other[128];

	(void)state;
	store_close(h->store);
	h->store = NULL;
	snprintf(other, sizeof(other), "%s/real.db", h->folder);
	assert_int_equal(rename(h->path, other), 0);
	assert_int_equal(symlink(other, h->path), 0);
	assert_false(opens(h));
	assert_int_equal(h->err.kind, ERROR_REFUSED);
	unlink(h->path);
	assert_int_equal(mkfifo(h->path, 0600), 0);
	assert_false(opens(h));
	assert_int_equal(h->err.kind, ERROR_REFUSED);
	unlink(h->path);
	assert_int_equal(mkdir(h->path, 0700), 0);
	assert_false(opens(h));
	assert_int_equal(h->err.kind, ERROR_REFUSED);
	rmdir(h->path);
	hub_free(h);
}

static void write_at(const char *path, long at, const void *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_true(pwrite(fd, data, len, at) == (ssize_t)len);
	close(fd);
}

static void another_version_is_an_index_error(void **state)
{
	struct hub *h = hub_new();
	static const unsigned char version[] = {0, 0, 0x7F, 0x11};

	(void)state;
	store_close(h->store);
	h->store = NULL;
	write_at(h->path, 60, version, 4); /* user_version */
	assert_false(opens(h));
	assert_int_equal(h->err.kind, ERROR_INDEX);
	hub_free(h);
}

/* Everything a program does with an index; only what it must not do fails. */
static void use_all(struct hub *h)
{
	struct store_results results = {0};
	struct store_links links = {0};
	struct store_counts counts = {0};
	struct store_history history = {0};
	struct store_request request = {0};
	struct buf digest = {0};

	request.query = STR("patienters lagar modell3 kind:note");
	if (store_search(h->store, &request, &results, &h->err))
		store_results_clear(&results);
	request.query = STR("");
	if (store_search(h->store, &request, &results, &h->err))
		store_results_clear(&results);
	if (store_find(h->store, STR("n7"), STR("sv"), &results, &h->err))
		store_results_clear(&results);
	if (store_links(h->store, STR(""), LINKS_BROKEN, &links, &h->err))
		store_links_clear(&links);
	if (store_counts(h->store, 0, &counts, &h->err))
		store_counts_clear(&counts);
	if (store_history(h->store, STR("n7.md"), &history, &h->err))
		store_history_clear(&history);
	store_verify(h->store, &digest, &h->err);
	buf_clear(&digest);
	if (store_begin(h->store, &h->err)) {
		struct store_note note = note_of("n7.md", "Ny", "text\n");

		if (!store_put(h->store, &note, &h->err) ||
			!store_commit(h->store, &h->err))
			store_rollback(h->store);
	}
}

static void damage_is_survived(void **state)
{
	struct hub *h = hub_new();
	struct buf good = {0};
	uint32_t seed = 5;
	int i, n;

	(void)state;
	fill(h);
	store_close(h->store);
	h->store = NULL;
	assert_true(file_read(h->path, 64 << 20, &good, NULL));
	for (i = 0; i < 150; i++) {
		char *bad = malloc(good.len);
		size_t len = good.len;

		memcpy(bad, good.data, good.len);
		for (n = 0; n < 1 + i % 30; n++) {
			seed = seed * 1664525u + 1013904223u;
			bad[100 + (seed >> 4) % (len - 100)] = (char)seed;
		}
		if (i % 10 == 9)
			len = len / 2 + (size_t)i;
		assert_true(file_write(
			h->path, (struct str){bad, len}, 0600, NULL));
		free(bad);
		if (opens(h)) {
			use_all(h);
			store_close(h->store);
			h->store = NULL;
		}
	}
	buf_clear(&good);
	hub_free(h);
}

/* A letter of a stored text that SQLite has no reason to doubt. */
static void silent_damage_is_found(void **state)
{
	struct hub *h = hub_new();
	struct buf bytes = {0};
	size_t at;

	(void)state;
	fill(h);
	store_close(h->store);
	h->store = NULL;
	assert_true(file_read(h->path, 64 << 20, &bytes, NULL));
	at = str_find_text(buf_slice(&bytes), "Text nummer 33 om");
	assert_true(at < bytes.len);
	write_at(h->path, (long)at, "Tex7", 4);
	assert_true(opens(h));
	{
		struct buf digest = {0};

		assert_false(store_verify(h->store, &digest, &h->err));
		assert_int_equal(h->err.kind, ERROR_INDEX);
		buf_clear(&digest);
	}
	buf_clear(&bytes);
	hub_free(h);
}

static void a_read_only_folder_is_enough(void **state)
{
	struct hub *h = hub_new();
	struct store_note note = note_of("x.md", "X", "");
	char *digest;

	(void)state;
	fill(h);
	store_close(h->store);
	h->store = NULL;
	assert_int_equal(chmod(h->path, 0400), 0);
	assert_int_equal(chmod(h->folder, 0500), 0);
	must(h, store_open(h->path, true, &h->store, &h->err));
	finds(h, "modell3 path:n3.md", "n3.md");
	digest = digest_of(h);
	free(digest);
	assert_false(store_begin(h->store, &h->err) &&
		store_put(h->store, &note, &h->err));
	assert_int_equal(chmod(h->folder, 0700), 0);
	hub_free(h);
}

static void an_odd_name_is_a_name(void **state)
{
	struct hub *h = hub_folder();

	(void)state;
	snprintf(h->path, sizeof(h->path), "%s/a%%41?mode=ro#x.db", h->folder);
	must(h, store_create(h->path, &h->store, &h->err));
	must(h, store_finish(h->store, &h->err));
	put_text(h, "a.md", "A", "text\n");
	assert_true(file_exists(h->path));
	finds(h, "text", "a.md");
	hub_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rubbish_is_an_index_error),
		cmocka_unit_test(links_folders_and_pipes_are_refused),
		cmocka_unit_test(another_version_is_an_index_error),
		cmocka_unit_test(damage_is_survived),
		cmocka_unit_test(silent_damage_is_found),
		cmocka_unit_test(a_read_only_folder_is_enough),
		cmocka_unit_test(an_odd_name_is_a_name)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
