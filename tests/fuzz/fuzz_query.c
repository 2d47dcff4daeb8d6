/* Any bytes are a query: an answer, never an error, on a small index. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct store *make_index(void)
{
	struct store_note note = {0};
	struct store *store = NULL;
	struct error err = {0};
	char path[] = "/tmp/fyr-fuzz.XXXXXX";
	struct buf file = {0};

	if (!mkdtemp(path))
		abort();
	file_join(&file, path, "index.db");
	note.path = STR("a.md");
	note.id = STR("a");
	note.title = STR("Patientdatalag");
	note.status = STR("published");
	note.body = STR("vård och omsorg, e-post 24/7");
	if (!store_create(buf_text(&file), &store, &err) ||
		!store_begin(store, &err) || !store_put(store, &note, &err) ||
		!store_commit(store, &err) || !store_finish(store, &err))
		abort();
	store_close(store);
	if (!store_open(buf_text(&file), true, &store, &err))
		abort();
	file_remove_tree(path, NULL); /* open files live on */
	buf_clear(&file);
	return store;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct store *store;
	struct store_request request = {0};
	struct store_results results = {0};
	struct error err = {0};

	if (!store)
		store = make_index();
	request.query.data = (const char *)data;
	request.query.len = size;
	request.typing = size % 2 == 0;
	assert(store_search(store, &request, &results, &err));
	store_results_clear(&results);
	return 0;
}
