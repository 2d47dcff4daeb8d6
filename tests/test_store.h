#ifndef FYR_TESTS_TEST_STORE_H
#define FYR_TESTS_TEST_STORE_H

/* A real index in a temporary folder, and short notes to put into it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "store/store.h"

struct hub {
	char folder[64];
	char path[96];
	struct store *store;
	struct error err;
};

#define must(h, call)                                                          \
	do {                                                                   \
		if (!(call))                                                   \
			fail_msg("%s: %s", #call, (h)->err.text);              \
	} while (0)

static inline struct hub *hub_folder(void)
{
	struct hub *h = calloc(1, sizeof(*h));

	snprintf(h->folder, sizeof(h->folder), "/tmp/fyr-store.XXXXXX");
	assert_non_null(mkdtemp(h->folder));
	snprintf(h->path, sizeof(h->path), "%s/index.db", h->folder);
	return h;
}

/* An empty index, open for changes outside a transaction. */
static inline struct hub *hub_new(void)
{
	struct hub *h = hub_folder();

	must(h, store_create(h->path, &h->store, &h->err));
	must(h, store_finish(h->store, &h->err));
	return h;
}

static inline void hub_free(struct hub *h)
{
	store_close(h->store);
	file_remove_tree(h->folder, NULL);
	free(h);
}

/* A note of a path, a title and a text, complete enough. */
static inline struct store_note note_of(
	const char *path, const char *title, const char *body)
{
	struct store_note note = {0};

	note.path = str_from(path);
	note.version = STR("v1");
	note.id = str_from(path);
	if (str_ends(note.id, ".md"))
		note.id.len -= 3;
	note.title = str_from(title);
	note.kind = STR("note");
	note.status = STR("published");
	note.lang = STR("sv");
	note.body = str_from(body);
	note.bytes = strlen(body);
	note.modified = 1000;
	return note;
}

static inline void put(struct hub *h, const struct store_note *note)
{
	must(h, store_begin(h->store, &h->err));
	must(h, store_put(h->store, note, &h->err));
	must(h, store_commit(h->store, &h->err));
}

static inline void put_text(
	struct hub *h, const char *path, const char *title, const char *body)
{
	struct store_note note = note_of(path, title, body);

	put(h, &note);
}

static inline void take_out(struct hub *h, const char *path)
{
	must(h, store_begin(h->store, &h->err));
	must(h, store_remove(h->store, str_from(path), &h->err));
	must(h, store_commit(h->store, &h->err));
}

static inline struct store_results search(struct hub *h, const char *query)
{
	struct store_request request = {0};
	struct store_results results = {0};

	request.query = str_from(query);
	request.today = (struct date){2026, 11, 23};
	must(h, store_search(h->store, &request, &results, &h->err));
	return results;
}

/* The paths found, best first, blanks between; `want` is compared. */
static inline void finds(struct hub *h, const char *query, const char *want)
{
	struct store_results results = search(h, query);
	struct buf got = {0};
	size_t i;

	for (i = 0; i < results.count; i++) {
		if (i)
			buf_byte(&got, ' ');
		buf_str(&got, results.items[i].path);
	}
	if (strcmp(buf_text(&got), want) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", query, buf_text(&got), want);
	buf_clear(&got);
	store_results_clear(&results);
}

static inline size_t count_of(struct hub *h, const char *query)
{
	struct store_results results = search(h, query);
	size_t count = results.total;

	store_results_clear(&results);
	return count;
}

static inline char *digest_of(struct hub *h)
{
	struct buf digest = {0};

	must(h, store_verify(h->store, &digest, &h->err));
	return buf_take(&digest);
}

#endif
